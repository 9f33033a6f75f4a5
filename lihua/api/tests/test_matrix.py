"""Every operation of the API, asked by those who must not: without a token, with one that reads, with another's.

The table of what may be answered is made from the operations themselves, so a new one is in it from its first day.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from ninja.operation import Operation

from lihua.api.api import api
from lihua.api.bearer import Door
from lihua.api.tests.conftest import App

METHODS = {"GET": "get", "POST": "post", "PUT": "put", "PATCH": "patch", "DELETE": "delete"}


def operations() -> Iterator[tuple[str, str, Operation]]:
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, f"/api{path}", operation


ALL = list(operations())

# Open to everybody, also without a token that is good: they tell nothing of anybody.
WITHOUT_A_DOOR = {"GET /api/v1/streaming/health"}


def door_of(operation: Operation) -> Door | None:
    found = [callback for callback in operation.auth_callbacks if isinstance(callback, Door)]
    return found[0] if found else None


def ask(app: App, method: str, path: str) -> Any:
    return getattr(app, METHODS[method])(path)


@pytest.fixture
def things(ana, bo, make_work, make_asset):
    """What belongs to bo, by the names that addresses use."""
    from lihua.lexicon import actions as lexicon
    from lihua.library.actions import create_board
    from lihua.notifications.models import Notice
    from lihua.works.actions import like

    hidden = make_work(bo, "给关注者。", visibility="followers", pictures=1)
    shown = make_work(bo, "给大家。")
    like(shown, by=ana)
    board = create_board(bo, title="我的")
    entry = lexicon.add(word="猫税", tag="zh-Hans", by=bo, kind="meme", meaning=lexicon.Meaning("en", "cat tax"))
    return {
        "status_id": hidden.pk,
        "work_id": hidden.pk,
        "media_id": make_asset(bo).pk,
        "notice_id": Notice.objects.get(to=bo).pk,
        "board_id": board.pk,
        "entry_id": entry.pk,
        "explanation_id": entry.explanations.get().pk,
        "word_id": lexicon.keep(bo, word="gato", tag="es").pk,
        "account_id": bo.pk,
        "person_id": bo.pk,
        "list_id": 1,
        "ask_id": 1,
        "suggestion_id": 1,
        "tag": "es",
        "name": "nada",
        "verb": "follow",
        "listed": "lists",
        "which": "face",
        "key": "like:1",
    }


def test_every_operation_has_a_door():
    without = {f"{method} {path}" for method, path, operation in ALL if door_of(operation) is None}
    assert without == WITHOUT_A_DOOR


def wrong_among(entries, app, things, is_right) -> list[str]:
    """Operations that answered otherwise than they should, with what they answered."""
    wrong = []
    for method, path, operation in entries:
        response = ask(app, method, path.format(**things))
        if not is_right(method, path, door_of(operation), response):
            wrong.append(f"{method} {path}: {response.status_code} {response.content[:120]!r}")
    return wrong


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    """One person asks everything here within a second."""
    from lihua.base import limits

    monkeypatch.setitem(limits.LIMITS, "reacting", limits.Limit("for this test"))
    monkeypatch.setitem(limits.LIMITS, "posting", limits.Limit("for this test"))


def test_H069_without_a_token_only_what_is_everybodys_is_there(things):
    def is_right(method, path, door, response):
        if door and door.needs_token:
            return response.status_code == 401
        if method != "GET":
            return path == "/api/v1/apps"
        return response.status_code in {200, 400, 404} or "Field required" in response.text

    assert not wrong_among(ALL, App(), things, is_right)


def test_H077_a_suspended_persons_token_opens_nothing(things, app_of, eve):
    from lihua.people.actions import suspend

    app = app_of(eve)
    suspend(eve)
    assert not wrong_among(ALL, app, things, lambda _m, _p, door, response: not door or response.status_code == 403)


def test_H078_a_token_that_reads_writes_nothing(things, app_of, eve):
    def is_right(method, path, door, response):
        if path.endswith("/translate"):  # for oneself, which is reading; what one may not see is not there
            return response.status_code == 404
        return response.status_code == 403 and door.scope.startswith(("write:", "push"))

    writes = [entry for entry in ALL if entry[0] != "GET" and entry[1] != "/api/v1/apps"]
    assert not wrong_among(writes, app_of(eve, "read"), things, is_right)


def test_H078_a_token_with_another_scope_is_refused(things, app_of, eve):
    def is_right(_method, _path, door, response):
        return not door or not door.scope or door.scope == "read:filters" or response.status_code == 403

    assert not wrong_among(ALL, app_of(eve, "read:filters"), things, is_right)


def test_H069_what_is_anothers_is_not_there(things, app_of, eve):
    """A note for followers, a picture not shown yet, a notice, a private board: nobody else finds them by their id."""

    def is_right(method, _path, _door, response):
        if response.status_code == 422:  # only because the body was empty
            return method in {"PUT", "POST", "PATCH"} and "required" in response.json()["error"]
        return response.status_code == 404

    names = ("{status_id}", "{work_id}", "{media_id}", "{notice_id}", "{board_id}", "{word_id}")
    of_bo = [entry for entry in ALL if any(name in entry[1] for name in names)]
    assert len(of_bo) >= 35
    assert not wrong_among(of_bo, app_of(eve), things, is_right)
