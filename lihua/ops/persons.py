"""People, from the command line."""

import argparse
import os
import sys
import time

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lihua import language
from lihua.ops.cli import Answer
from lihua.ops.refusals import Refused
from lihua.ops.serving import HEARTBEAT, HEARTBEAT_SECONDS
from lihua.people import actions, rules
from lihua.people.models import Account, AgeBand, Person, Role

LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2", *(f"HSK{level}" for level in range(1, 10)))
SCOPES = "read write follow push"


def add(chosen: argparse.Namespace) -> Answer:
    """Let somebody in: an account, the person it is seen as, their languages, and a token for apps if asked for."""
    password = sys.stdin.readline().strip() if chosen.password_stdin else None
    mail = chosen.mail or f"{chosen.handle.lower()}@{settings.HOST}"
    try:
        with transaction.atomic():
            rules.require_free(chosen.handle)
            if not chosen.name.strip():
                raise Refused("The name is empty.", "Say how others see them: --name NAME")
            if Account.objects.filter(email__iexact=mail).exists():
                raise Refused(f"The mail address {mail} is taken.", "Choose another one with --mail.")
            account = Account.objects.create_user(
                mail, password, role=Role.OWNER if chosen.owner else Role.MEMBER, age_band=AgeBand.ADULT
            )
            person = actions.arrive(account, handle=chosen.handle, name=chosen.name)
            actions.set_languages(
                person,
                writes=_list(chosen.writes),
                reads=_list(chosen.reads or chosen.writes),
                learns=dict(_pair(word) for word in _list(chosen.learns)),
            )
            EmailAddress.objects.create(user=account, email=mail, verified=True, primary=True)
            token = _token(person) if chosen.token else None
    except (rules.HandleTaken, rules.HandleRefused) as problem:
        raise Refused(str(problem), "lihua person add HANDLE --name NAME") from problem
    except language.tags.UnknownLanguage as problem:
        raise Refused(
            f"This is not a language tag: {problem}.", "Write tags such as zh-Hans, en or pt-BR."
        ) from problem
    return {
        "handle": person.handle,
        "id": str(person.pk),
        "created": person.created_at.isoformat(),
        **({"token": token} if token else {}),
    }


def print_owner_link(_chosen: argparse.Namespace) -> Answer:
    """A link that makes its opener the owner, once, within 24 hours; only while there is none."""
    if has_owner():
        raise Refused("This village has an owner.", "Owners invite others to help from their settings.")
    return {"url": owner_link(_address())}


def has_owner() -> bool:
    return Account.objects.filter(role=Role.OWNER, is_active=True).exists()


def owner_link(address: str) -> str:
    return address + reverse("people:join", args=[actions.owner_invitation().code])


def _address() -> str:
    """Where the village is open: as it is set here or, where nothing is set, as the one that runs says."""
    if os.environ.get("LIHUA_URL") or os.environ.get("PORT"):
        return settings.URL
    beat = settings.DATA / HEARTBEAT
    said = beat.read_text() if beat.exists() and time.time() - beat.stat().st_mtime < 4 * HEARTBEAT_SECONDS else ""
    return said or settings.URL


def _list(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _pair(word: str) -> tuple[str, str]:
    tag, _colon, level = word.partition(":")
    if level.upper() not in LEVELS:
        raise Refused(
            f"{level} is not a level.", "Write a language with its level: A1 to C2, or HSK1 to HSK9, such as en:B1."
        )
    return tag, level.upper()


def _token(person: Person) -> str:
    from lihua.api.actions import issue_token

    return issue_token(person, SCOPES)
