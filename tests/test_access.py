"""Who may use which address: everybody against everything that is Ana's, for every route that there is.

The table `tests/access.txt` says what is expected. A route without a row fails; look at what it answers by

    WRITE_ACCESS=1 .venv/bin/pytest tests/test_access.py -n 0

and read the difference: each new `y` is a door that you opened.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.timezone import now

from tests.routes import Route, all_routes, undone

TABLE = Path(__file__).parent / "access.txt"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ACTORS = ("nobody", "stranger", "blocked", "young", "mod", "owner", "ana")
EXPLAINED = f"""\
# Who may use which address. Everything that an address names here is Ana's: a work for followers only with a picture, a
# private board, an invitation, a request to follow her, a notice, a decision about her and her appeal, a case.
# One letter each for: {" ".join(ACTORS)}
#   y answered   n not for them (401, 403, 404, 410, or sent to sign in)   f asked, but for something misshapen
"""


@dataclass
class World:
    people: dict[str, Any]
    browsers: dict[str, str]
    tokens: dict[str, str]
    named: Callable[[Route], dict[str, Any]]
    sent: dict[str, Any]
    client: Client


@pytest.fixture
def world(ana, bo, cleo, mod, owner, make_person, make_work, make_asset, run_tasks) -> World:
    from lihua.api.actions import issue_token
    from lihua.lexicon import actions as lexicon
    from lihua.library import actions as library
    from lihua.media.models import Rendition
    from lihua.notifications.models import Notice
    from lihua.people import actions as people
    from lihua.people.models import FollowRequest
    from lihua.trust import actions as trust
    from lihua.works import actions as works
    from lihua.works.models import Ask, Joining

    young = make_person("kid", age_band="child")
    people.protect(young)
    friend = make_person("friend")
    people.follow(friend, ana)
    meaning = lexicon.Meaning("en", "nap")
    entry = lexicon.add(word="siestita", tag="es", by=ana, meaning=meaning)
    explanation = entry.explanations.get()
    gone = lexicon.add(word="adiosito", tag="es", by=ana, meaning=meaning)
    lexicon.withdraw(gone.explanations.get(), by=ana)
    lexicon.withdraw(gone, by=ana)
    kept = lexicon.keep(ana, word="猫", tag="zh-Hans", sentence="我的猫。")
    asset = make_asset(ana)
    secret = make_work(ana, "Solo para amigos. Nadie más.", visibility="followers", pictures=1)
    board = library.create_board(ana, title="Secretos")
    library.pin(secret, to=board, by=ana)
    invitation = people.invite(ana)
    request = FollowRequest.objects.create(follower=friend, followed=ana)
    other = make_work(ana, "Algo malo.")
    case = trust.report(friend, work=other, category="spam").case
    decision = trust.decide(case, verb="remove", by=mod, rule_number=0, reason="It sells something.")
    run_tasks()
    appeal = trust.appeal(decision, by=ana, text="No vendo nada.")
    works.like(secret, by=friend)
    notice = Notice.objects.filter(to=ana, kind="like").latest("pk")
    draft = works.submit(ana, body="Espera.", asset_ids=[make_asset(ana, state="uploaded").pk])
    asked = works.ask_for_translation(secret, by=ana, into="en")
    (translated, *_rest) = works.translate(secret, into="en", sentences={"body:0": "Only for friends."}, by=ana)
    suggested = works.suggest(secret, "body:0", text="For friends.", into="en", by=friend)
    spanish, english = (make_work(ana, f"Mira #{word}").tags.get().label.concept for word in ("gatito", "kitten"))
    make_work(friend, "¿Vienes, @ana?")
    addressed = Ask.objects.filter(to=ana).latest("pk")
    joining = Joining.objects.create(kept=english, other=spanish, proposed_by=ana)
    actors = {"stranger": bo, "blocked": cleo, "young": young, "mod": mod, "owner": owner, "ana": ana}
    picture = Rendition.objects.filter(asset__shown_on__work=secret).earliest("pk")
    default_storage.save(picture.key, ContentFile(b"not really a picture"))

    def named(route: Route) -> dict[str, Any]:
        pks = {
            "boards/": board.pk,
            "glossary/explanations/<int:pk>/undo": gone.explanations.get().pk,
            "glossary/explanations": explanation.pk,
            "glossary/<int:pk>/undo": gone.pk,
            "glossary": entry.pk,
            "words": kept.pk,
            "settings/requests": request.pk,
            "settings/invitations": invitation.pk,
            "desk/cases": case.pk,
            "desk/appeals": appeal.pk,
            "my-decisions": decision.pk,
            "notices": notice.pk,
            "joinings": joining.pk,
        }
        pk = next((value for start, value in pks.items() if route.pattern.startswith(start)), secret.pk)
        if "v2/notifications" in route.pattern:
            return {"key": f"ungrouped-{notice.pk}"}
        if "v1/profile" in route.pattern:
            return {"which": "avatar"}
        if "follow_requests" in route.pattern:
            return {"account_id": friend.pk}
        return {
            "pk": pk,
            "work_id": secret.pk,
            "status_id": secret.pk,
            "account_id": ana.pk,
            "asset_id": asset.pk,
            "media_id": asset.pk,
            "notice_id": notice.pk,
            "board_id": board.pk,
            "code": invitation.code,
            "key": draft.key if route.pattern.startswith("drafts") else picture.key,
            "ask_id": addressed.pk if "let" in route.pattern else asked.pk,
            "translation_id": translated.pk,
            "suggestion_id": suggested.pk,
            "deed": "accept",
            "person_id": ana.pk,
            "entry_id": entry.pk,
            "explanation_id": explanation.pk,
            "word_id": kept.pk,
            "name": "gatito",
            "tag": "en",
            **({"kind": "picture"} if "profile" in route.pattern else {}),
            **({"verb": "join"} if "joinings" in route.pattern else {}),
        }

    # Where an empty body or query would be refused before anybody asks who it is.
    sent: dict[str, Any] = {
        "PUT /api/lihua/v1/works/<work_id>/translations/<tag>": {"sentences": {"body:0": "Only for friends."}},
        "POST /api/v1/statuses": {"status": "I answer.", "in_reply_to_id": str(secret.pk)},
        "POST /api/v1/reports": {"account_id": str(ana.pk), "status_ids": [str(secret.pk)]},
        "POST /api/lihua/v1/glossary": {"word": "guay", "language": "es"},
        "POST /api/lihua/v1/glossary/<entry_id>/explanations": {"language": "en", "equivalent": "nap"},
        "GET /api/lihua/v1/words/look": {"text": "Una siestita.", "at": "5", "source": "es"},
        "POST /api/lihua/v1/words": {"word": "siestita", "language": "es"},
        "PATCH /api/lihua/v1/words/<word_id>": {"is_known": True},
        "POST /api/lihua/v1/boards": {"title": "Mine"},
        "POST /api/lihua/v1/boards/<board_id>/items": {"work_id": str(secret.pk)},
        "PUT /api/lihua/v1/boards/<board_id>/order": {"ids": [str(board.items.get().pk)]},
        "POST /tags/<str:name>/names": {"name": "kitty", "tag": "en"},
        "POST /works/<work_id:work_id>/ask": {"into": "en"},
        "POST /publish": {"body": "Something."},
        "POST /applications": {"account": str(young.account.pk)},
        "POST /boards/<int:pk>/order": {"item": [str(board.items.get().pk)]},
        "POST /settings/invitations": {"uses": "1"},
        "POST /boards/new": {"title": "Mine"},
        "GET /report": {"work": str(secret.pk)},
        "GET /words/look": {"text": "Una siestita.", "at": "5", "from": "es"},
        "GET /words/say": {"text": "nap", "from": "en", "to": "es"},
        "GET /words/used": {"word": "siestita", "from": "es"},
        "POST /words/keep": {"word": "siestita", "language": "es"},
        "POST /glossary/add": {"word": "guay", "language": "es", "kind": "slang", "meaning_language": "en"},
        "POST /glossary/<int:pk>/edit": {"word": "siestita", "kind": "slang"},
        "POST /glossary/<int:pk>/explain": {"meaning_language": "en", "equivalent": "nap"},
        "POST /glossary/explanations/<int:pk>/edit": {"meaning_language": "en", "equivalent": "nap"},
        "GET /boards/saved-state": {"ids": str(secret.pk)},
        "GET /api/v1/accounts/lookup": {"acct": "ana"},
        "GET /api/v2/search": {"q": "amigos"},
    }

    return World(
        people={"nobody": None, **actors},
        browsers={name: session_of(person) for name, person in actors.items()},
        tokens={name: issue_token(person, "read write follow push") for name, person in actors.items()},
        named=named,
        sent=sent,
        client=Client(raise_request_exception=False, headers={"accept": "text/html, application/json"}),
    )


def session_of(person: Any) -> str:
    browser = Client()
    browser.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": now().timestamp()}]  # just signed in
    session.save()
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def ask(world: World, actor: str, route: Route, method: str) -> str:
    client = world.client  # one for all: each would build the whole middleware anew
    client.cookies.clear()
    client.defaults.pop("HTTP_AUTHORIZATION", None)
    if actor != "nobody" and route.pattern.startswith(("api/", "oauth/userinfo")):
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {world.tokens[actor]}"
    elif actor != "nobody":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.browsers[actor]
    sent = world.sent.get(f"{method} /{route.pattern}", {})
    body: dict[str, Any] = {"data": sent}
    if method != "GET" and route.pattern.startswith("api/"):
        body["content_type"] = "application/json"
    with undone():
        answer = getattr(client, method.lower())(route.path(world.named(route)), **body)
        return letter(answer.status_code, answer.headers.get("Location", ""))


def letter(status: int, location: str) -> str:
    if status in (401, 403, 404, 410) or location.startswith("/account/login"):
        return "n"
    if status == 405:
        return "-"
    if status in (400, 409, 411, 413, 415, 422):
        return "f"
    return "y" if status < 400 or status == 503 else "!"


def found_rows(world: World, routes: list[Route]) -> dict[str, str]:
    rows = {}
    for route in routes:
        for method in METHODS:
            if method not in ("GET", "POST") and not route.pattern.startswith("api/"):
                continue
            anas = ask(world, "ana", route, method)
            if anas != "-":
                others = [ask(world, actor, route, method) for actor in ACTORS if actor != "ana"]
                rows[f"{method} /{route.pattern}"] = "".join([*others, anas])
    return rows


def written_rows() -> dict[str, str]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {name: letters for letters, name in (line.split(" ", 1) for line in lines)}


def write_rows(rows: dict[str, str]) -> dict[str, str]:
    known = {f"/{route.pattern}" for route in all_routes()}
    rows = {
        name: rows[name]
        for name in sorted(rows, key=lambda name: name.split(" ")[::-1])
        if name.partition(" ")[2] in known
    }
    TABLE.write_text(EXPLAINED + "\n" + "".join(f"{letters} {name}\n" for name, letters in rows.items()))
    return rows


PARTS = 4  # so that several processes share the work


@pytest.mark.parametrize("part", range(PARTS))
def test_H069_what_is_anas_is_only_for_those_it_is_meant_for(world, monkeypatch, part):
    monkeypatch.setattr(
        "lihua.base.limits._take", lambda key, rate, now_us: (True, now_us)
    )  # limits are tried elsewhere
    routes = all_routes()[part::PARTS]
    found = found_rows(world, routes)
    patterns = {f"/{route.pattern}" for route in routes}
    written = written_rows()
    if os.environ.get("WRITE_ACCESS"):
        others = {name: letters for name, letters in written.items() if name.partition(" ")[2] not in patterns}
        written = write_rows({**others, **found})
    here = {name: letters for name, letters in written.items() if name.partition(" ")[2] in patterns}
    assert not [name for name, letters in found.items() if "!" in letters], "something broke"
    assert found.keys() - here.keys() == set(), "routes without a row"
    assert here.keys() - found.keys() == set(), "rows of a method that is gone"
    different = [f"{name}: {letters}, written {here[name]}" for name, letters in found.items() if letters != here[name]]
    assert not different, "\n".join([f"for {' '.join(ACTORS)}:", *different])


def test_H069_no_row_speaks_of_a_route_that_is_gone():
    assert {name.partition(" ")[2] for name in written_rows()} <= {f"/{route.pattern}" for route in all_routes()}


def test_H076_a_moderator_sees_the_pictures_of_what_was_reported(ana, bo, mod, make_person, make_work, signed_in):
    from lihua.media.models import Rendition
    from lihua.people.actions import follow
    from lihua.trust.actions import report

    friend = make_person("friend")
    follow(friend, ana)
    works = [make_work(ana, visibility="followers", pictures=1) for _ in range(2)]
    keys = [Rendition.objects.filter(asset__shown_on__work=work).earliest("pk").key for work in works]
    for key in keys:
        default_storage.save(key, ContentFile(b"not really a picture"))
    report(friend, work=works[0], category="spam")
    assert [signed_in(mod).get(f"/media/{key}").status_code for key in keys] == [200, 404]
    assert signed_in(bo).get(f"/media/{keys[0]}").status_code == 404
