"""Apps and tokens for the tests of this room."""

from collections.abc import Callable
from typing import Any

import pytest

FULL = "read write follow push"


class App:
    """An app with a token: `app.get("/api/v1/...")` answers with the response, `app.json(...)` with what is in it."""

    def __init__(self, token: str = "", **defaults: Any) -> None:
        from django.test import Client

        self.token = token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client(headers={**headers, **defaults})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(path, body or {}, content_type="application/json", headers=headers)

    def form(self, path: str, body: dict[str, Any]) -> Any:
        return self.client.post(path, body)

    def put(self, path: str, body: Any = None) -> Any:
        return self.client.put(path, body or {}, content_type="application/json")

    def patch(self, path: str, body: Any = None) -> Any:
        return self.client.patch(path, body or {}, content_type="application/json")

    def delete(self, path: str) -> Any:
        return self.client.delete(path)

    def json(self, path: str, **query: Any) -> Any:
        response = self.get(path, **query)
        assert response.status_code == 200, (path, response.status_code, response.content[:400])
        return response.json()


@pytest.fixture
def app_of() -> Callable[..., App]:
    """`app_of(ana)`: an app that ana let in; `app_of(ana, "read")` with fewer scopes."""
    from lihua.api.actions import issue_token

    def make(person: Any, scopes: str = FULL, **headers: str) -> App:
        return App(issue_token(person, scopes), **headers)

    return make


@pytest.fixture
def anybody(db: None) -> App:
    """An app that nobody let in."""
    return App()
