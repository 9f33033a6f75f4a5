"""People and makers for every room's tests. Characters, not `user1`."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for cycles less often, as the web server does: what was loaded stays, and a twelfth of the time is saved."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL a thread that some test started may still hold a connection, and the database could not go."""
    from django.db import connection

    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    from django.core.cache import caches

    from lihua.base import limits, options

    options.SECONDS = 600  # a test that counts queries may be slow
    caches["local"].clear()
    limits._reads.clear()
    yield


@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    from lihua.people.actions import arrive, set_languages
    from lihua.people.models import Account

    def make(
        handle: str,
        *,
        name: str = "",
        writes: tuple[str, ...] = ("en",),
        reads: tuple[str, ...] = ("en",),
        learns: dict[str, str] | None = None,
        role: str = "member",
        age_band: str = "adult",
    ) -> Any:
        account = Account.objects.create_user(f"{handle}@example.org", role=role, age_band=age_band)
        person = arrive(account, handle=handle, name=name or handle.capitalize())
        set_languages(person, writes=writes, reads=reads, learns=learns or {})
        return person

    return make


@pytest.fixture
def ana(make_person: Callable[..., Any]) -> Any:
    """Writes Spanish, reads Spanish and English, learns Chinese."""
    return make_person("ana", writes=("es",), reads=("es", "en"), learns={"zh-Hans": "HSK2"})


@pytest.fixture
def bo(make_person: Callable[..., Any]) -> Any:
    """Writes and reads Chinese, learns Spanish."""
    return make_person("bo", name="小波", writes=("zh-Hans",), reads=("zh-Hans",), learns={"es": "A1"})


@pytest.fixture
def eve(make_person: Callable[..., Any]) -> Any:
    """Reads and writes nothing but English."""
    return make_person("eve")


@pytest.fixture
def cleo(make_person: Callable[..., Any], ana: Any) -> Any:
    """Blocked by ana."""
    from lihua.people.actions import block

    person = make_person("cleo", writes=("en",), reads=("en",))
    block(ana, person)
    return person


@pytest.fixture
def mod(make_person: Callable[..., Any]) -> Any:
    """Moderates."""
    return make_person("mo_the_mod", reads=("en", "zh-Hans"), role="moderator")


@pytest.fixture
def owner(make_person: Callable[..., Any]) -> Any:
    """Owns the village."""
    return make_person("olga", reads=("en", "ru"), role="owner")


@pytest.fixture
def make_asset(db: None) -> Callable[..., Any]:
    """A picture that is ready to be shown, without any file behind it."""
    from lihua.media.models import Asset, Rendition

    def make(owner: Any, *, alt: str = "", state: str = "ready", width: int = 1200, height: int = 1600) -> Any:
        asset = Asset.objects.create(
            owner=owner, state=state, alt=alt, width=width, height=height, blurhash="LEHV6nWB2yk8pyo0adR*.7kCMdnj"
        )
        if state == "ready":
            for pixels in (320, 640, 1200):
                for mime, ending in (("image/avif", "avif"), ("image/webp", "webp")):
                    Rendition.objects.create(
                        asset=asset,
                        key=f"test/{asset.pk}-{pixels}.{ending}",
                        mime_type=mime,
                        width=pixels,
                        height=pixels * height // width,
                        size_bytes=1000,
                    )
        return asset

    return make


@pytest.fixture
def make_work(db: None, make_asset: Callable[..., Any]) -> Callable[..., Any]:
    """Publish through the public verb; `pictures=2` adds two that are ready."""
    from lihua.works.actions import submit

    def make(author: Any, body: str = "", *, pictures: int = 0, **words: Any) -> Any:
        assets = [make_asset(author).pk for _ in range(pictures)]
        words.setdefault("kind", "short")
        return submit(
            author, body=body or ("" if pictures or words.get("title") else "Hello."), asset_ids=assets, **words
        )

    return make


@pytest.fixture
def run_tasks(db: None) -> Callable[[], int]:
    """Run everything in the outbox, and what that adds; a task that fails makes the test fail."""
    from lihua.base import tasks

    def run() -> int:
        count = 0
        while entry := tasks._take():
            assert tasks.run_entry(entry), f"{entry.task} failed"
            count += 1
        return count

    return run


@pytest.fixture
def signed_in(client: Any) -> Callable[[Any], Any]:
    """A browser in which this person is signed in."""
    from django.test import Client

    def sign_in(person: Any) -> Any:
        browser = Client()
        browser.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return sign_in
