"""Everything that one person made here, in one zip: to read (HTML), to take elsewhere (JSON), and the pictures."""

import argparse
import json
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.timezone import now
from tqdm import tqdm

from lihua.lexicon.models import Explanation, GlossaryEntry, KeptWord, Vote
from lihua.lexicon.queries import kept_rows
from lihua.library.models import Board
from lihua.ops.cli import Answer
from lihua.ops.refusals import Refused
from lihua.people.models import Block, Follow, Mute, Person
from lihua.trust.models import Appeal, Report
from lihua.works.models import Ask, Draft, Reaction, Translation, Work
from lihua.works.queries import works_visible_to

README = """What you made on {site}, as of {day}.

index.html     to read: open it in a browser
person.json    you: profile, languages, account, and whom you follow, mute and block
works.json     what you wrote, with earlier versions; "pictures" names files in the folder files/
translations.json, reactions.json, boards.json, waiting.json, reports.json
words.json     words that you keep; glossary.json: words that you explained to the village
Texts of others are not in here, only links to them.
"""


def export(chosen: argparse.Namespace) -> Answer:
    person = Person.objects.select_related("account").filter(handle=chosen.handle.lower().removeprefix("@")).first()
    if person is None:
        raise Refused(f"There is no @{chosen.handle} here.", "Look at the handle.")
    target = Path(chosen.file).expanduser().absolute()
    if target.exists():
        raise Refused(f"{target} is there already.", "Choose another name: nothing is overwritten.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.", "Make it first.")
    part = target.with_name(f".{target.name}.part")
    try:
        with (
            open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            counts = _write(person, archive)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return {"file": str(target), "bytes": target.stat().st_size, **counts}


def _write(person: Person, archive: zipfile.ZipFile) -> dict[str, int]:
    works = [_work(work) for work in _own_works(person)]
    parts: dict[str, Any] = {
        "person": _person(person),
        "works": works,
        "drafts": [{"key": str(draft.key), "at": draft.created_at, **draft.words} for draft in _drafts(person)],
        "translations": [_translation(row) for row in Translation.objects.filter(by=person).order_by("pk")],
        "reactions": [_reaction(row) for row in Reaction.objects.filter(person=person).order_by("pk")],
        "boards": [_board(board, person) for board in Board.objects.filter(owner=person).order_by("-position")],
        "waiting": [_ask(ask) for ask in Ask.objects.filter(asked_by=person).order_by("pk")],
        "reports": _reports(person),
        "words": [_kept(kept) for kept in kept_rows(person)],
        "glossary": _glossary(person),
    }
    for name, content in parts.items():
        archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1, default=str))
    shown = {"person": parts["person"], "works": works, "translations": parts["translations"], "day": now()}
    archive.writestr("index.html", render_to_string("ops/export.html", shown))
    archive.writestr("README.txt", README.format(site=settings.URL, day=now().date()))
    files = [picture for work in works for picture in work["pictures"]]
    files += [{"key": key, "file": f"files/{Path(key).name}"} for key in (person.picture, person.header) if key]
    for file in tqdm(files, desc="Pictures", unit=" files", disable=len(files) < 100):
        _copy(file["key"], file["file"], archive)
    return {
        "works": len(works),
        "translations": len(parts["translations"]),
        "boards": len(parts["boards"]),
        "pictures": len(files),
    }


def _own_works(person: Person) -> Iterable[Work]:
    """All of one's own, also what the desk holds or removed: it is theirs."""
    found = Work.objects.filter(author=person, repost_of=None).order_by("pk")
    return found.prefetch_related("pictures__asset__renditions", "tags__label", "versions", "mentions__person")


def _drafts(person: Person) -> Iterable[Draft]:
    return Draft.objects.filter(author=person).order_by("created_at")


def _person(person: Person) -> dict[str, Any]:
    account = person.account
    return {
        "id": str(person.pk),
        "handle": person.handle,
        "name": person.name,
        "bio": person.bio,
        "place": person.place,
        "links": [{"label": link.label, "value": link.value} for link in person.links.all()],
        "writes": person.writes,
        "reads": person.reads,
        "learns": person.learns,
        "said_of_own_texts": [{"language": said.tag, "times": said.times} for said in person.said_languages.all()],
        "interests": person.interests,
        "since": person.created_at,
        "account": account
        and {
            "mail": account.email,
            "role": account.role,
            "age_band": account.age_band,
            "interface_language": account.interface_language,
            "since": account.created_at,
        },
        "follows": _handles(Follow.objects.filter(follower=person).values_list("followed__handle", flat=True)),
        "followed_by": _handles(Follow.objects.filter(followed=person).values_list("follower__handle", flat=True)),
        "mutes": _handles(Mute.objects.filter(person=person).values_list("muted__handle", flat=True)),
        "blocks": _handles(Block.objects.filter(blocker=person).values_list("blocked__handle", flat=True)),
    }


def _handles(handles: Iterable[str]) -> list[str]:
    return sorted(handles)


def _work(work: Work) -> dict[str, Any]:
    return {
        "id": str(work.pk),
        "address": settings.URL + work.get_absolute_url(),
        "kind": work.kind,
        "state": work.state,
        "visibility": work.visibility,
        "language": work.language,
        "title": work.title,
        "body": work.body,
        "warning": work.warning,
        "channel": work.channel,
        "place": work.place,
        "tags": [use.label.name for use in work.tags.all()],
        "mentions": [mention.person.handle for mention in work.mentions.all()],
        "reply_to": _address(work.reply_to_id),
        "pictures": [_picture(shown.asset, work) for shown in work.pictures.all() if shown.asset.renditions.all()],
        "origin": work.origin,
        "licence": work.licence,
        "published_at": work.published_at,
        "edited_at": work.edited_at,
        "likes": work.likes_count,
        "replies": work.replies_count,
        "versions": [
            {
                "revision": old.revision,
                "title": old.title,
                "body": old.body,
                "warning": old.warning,
                "at": old.created_at,
            }
            for old in work.versions.all()
        ],
    }


def _picture(asset: Any, work: Work) -> dict[str, Any]:
    largest = max(asset.renditions.all(), key=lambda made: (made.width, made.mime_type == "image/webp"))
    return {
        "file": f"files/{asset.pk}{Path(largest.key).suffix}",
        "key": largest.key,
        "alt": asset.alt,
        "words": work.text_of(f"pic:{asset.pk}"),
        "width": largest.width,
        "height": largest.height,
    }


def _translation(row: Translation) -> dict[str, Any]:
    return {
        "work": _address(row.work_id),
        "sentence": f"{row.field}:{row.ordinal}",
        "language": row.language,
        "text": row.text,
        "current": row.is_current,
        "at": row.created_at,
    }


def _reaction(row: Reaction) -> dict[str, Any]:
    return {"work": _address(row.work_id), "kind": row.kind, "at": row.created_at}


def _board(board: Board, person: Person) -> dict[str, Any]:
    items = board.items.filter(work__in=works_visible_to(person)).order_by("-position")
    return {
        "title": board.title,
        "description": board.description,
        "public": board.is_public,
        "works": [{"work": _address(item.work_id), "note": item.note, "at": item.saved_at} for item in items],
    }


def _ask(ask: Ask) -> dict[str, Any]:
    return {
        "work": _address(ask.work_id),
        "kind": ask.kind,
        "into": ask.target_language,
        "answered_at": ask.answered_at,
    }


def _kept(kept: KeptWord) -> dict[str, Any]:
    """Without the sentence, which is somebody else's text; the tables on the page of one's words have it."""
    return {
        "word": kept.word,
        "language": kept.language,
        "reading": kept.reading,
        "meaning": kept.meaning,
        "work": _address(kept.work_id),
        "known": kept.state == KeptWord.State.KNOWN,
        "at": kept.kept_at,
    }


def _glossary(person: Person) -> dict[str, Any]:
    """All that this person wrote in it, also what was removed: it is theirs."""
    votes = Vote.objects.filter(person=person).select_related("entry", "explanation__entry")
    return {
        "entries": [
            {
                "word": entry.word,
                "language": entry.language,
                "kind": entry.kind,
                "reading": entry.reading,
                "state": entry.state,
                "at": entry.created_at,
            }
            for entry in GlossaryEntry.objects.filter(author=person).order_by("pk")
        ],
        "explanations": [
            {
                "word": said.entry.word,
                "language": said.language,
                "equivalent": said.equivalent,
                "text": said.text,
                "state": said.state,
                "at": said.created_at,
            }
            for said in Explanation.objects.filter(author=person).select_related("entry").order_by("pk")
        ],
        "votes": [_vote(vote) for vote in votes.order_by("pk")],
    }


def _vote(vote: Vote) -> dict[str, Any]:
    entry = vote.explanation.entry if vote.explanation else vote.entry
    return {"word": entry.word if entry else "", "at": vote.created_at}


def _reports(person: Person) -> dict[str, Any]:
    return {
        "made": [
            {"category": report.category, "comment": report.comment, "at": report.created_at}
            for report in Report.objects.filter(reporter=person).order_by("pk")
        ],
        "appeals": [
            {"words": appeal.text, "granted": appeal.is_granted, "answer": appeal.answer, "at": appeal.created_at}
            for appeal in Appeal.objects.filter(decision__person=person).order_by("pk")
        ],
    }


def _address(work_id: int | None) -> str | None:
    return f"{settings.URL}/works/{work_id}" if work_id else None


def _copy(key: str, name: str, archive: zipfile.ZipFile) -> None:
    try:
        with default_storage.open(key) as file:
            archive.writestr(zipfile.ZipInfo(name, now().timetuple()[:6]), file.read())
    except FileNotFoundError:  # a picture that was lost must not cost the words
        return
