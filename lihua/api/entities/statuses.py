"""A work as other apps see one: Status, with what is ours under `lihua`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.html import escape

from lihua import language
from lihua.api.entities import accounts, media, tags
from lihua.api.entities.forms import for_apps, moment
from lihua.people.models import Person
from lihua.works.models import Mention, Picture, Reaction, ReactionKind, Version, Visibility, Work, WorkTag
from lihua.works.queries import Reader, ReadText, ReadTranslation, ReadWork, languages_of, read_works

Entity = dict[str, Any]

VISIBILITIES = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
}
FROM_APPS = {name: visibility for visibility, name in VISIBILITIES.items()}


@dataclass
class _Around:
    """What stands around many works, found in a fixed number of queries."""

    read: dict[int, ReadWork]
    translated_into: dict[int, list[str]]
    reply_authors: dict[int, int | None]
    viewer: Person | None
    liked: set[int] = field(default_factory=set)
    saved: set[int] = field(default_factory=set)
    reposted: set[int] = field(default_factory=set)
    accounts: dict[int, Entity] = field(default_factory=dict)

    def account(self, person: Person) -> Entity:
        if person.pk not in self.accounts:
            self.accounts[person.pk] = accounts.account(person)
        return self.accounts[person.pk]


def statuses(works: Sequence[Work], reader: Reader) -> list[Entity]:
    """The works that are given, in their order, as this reader has them. Visibility was asked before."""
    if not works:
        return []
    meant: dict[int, Work] = {}
    for work in works:  # one object for one work, so that what is loaded for it is loaded once
        shared = meant.setdefault(work.itself.pk, work.itself)
        if work.repost_of_id:
            work.repost_of = shared
    around = _look_around(list(meant.values()), [work.author for work in works], reader)
    entities = {pk: _status(work, around) for pk, work in meant.items()}
    return [_repost(work, entities, around) if work.repost_of_id else entities[work.pk] for work in works]


def status(work: Work, reader: Reader) -> Entity:
    return statuses([work], reader)[0]


def _look_around(works: list[Work], authors: Sequence[Person], reader: Reader) -> _Around:
    prefetch_related_objects(
        works,
        Prefetch("pictures", Picture.objects.select_related("asset").order_by("position")),
        "pictures__asset__made",
        Prefetch("tags", WorkTag.objects.select_related("label")),
        Prefetch("mentions", Mention.objects.select_related("person")),
    )
    accounts.load([*authors, *(work.author for work in works)])
    ids = [work.pk for work in works]
    around = _Around(
        read=read_works(works, reader),
        translated_into=languages_of(works),
        reply_authors=dict(Work.objects.filter(pk__in=ids).values_list("pk", "reply_to__author_id")),
        viewer=reader.person,
    )
    if reader.person:
        for work_id, kind in Reaction.objects.filter(person=reader.person, work__in=ids).values_list("work", "kind"):
            (around.liked if kind == ReactionKind.LIKE else around.saved).add(work_id)
        reposts = Work.objects.filter(author=reader.person, repost_of__in=ids)
        around.reposted = set(reposts.values_list("repost_of_id", flat=True))
    return around


def _status(work: Work, around: _Around) -> Entity:
    address = f"{settings.URL}/works/{work.pk}"
    parent = around.reply_authors.get(work.pk)
    is_own = around.viewer is not None and work.author_id == around.viewer.pk
    return {
        "id": str(work.pk),
        "created_at": moment(work.published_at),
        "in_reply_to_id": str(work.reply_to_id) if work.reply_to_id else None,
        "in_reply_to_account_id": str(parent) if parent else None,
        "sensitive": work.is_sensitive,
        "spoiler_text": work.warning,
        "visibility": VISIBILITIES[Visibility(work.visibility)],
        "language": None if work.language == "und" else work.language,
        "uri": address,
        "url": address,
        "replies_count": work.replies_count,
        "reblogs_count": work.reposts_count,
        "favourites_count": work.likes_count,
        "quotes_count": 0,
        "edited_at": moment(work.edited_at),
        "favourited": work.pk in around.liked,
        "reblogged": work.pk in around.reposted,
        "muted": False,
        "bookmarked": work.pk in around.saved,
        **({"pinned": False} if is_own else {}),
        "content": content_of(work.title, work.html),
        "filtered": [],
        "reblog": None,
        "application": None,
        "account": around.account(work.author),
        "media_attachments": _pictures(work, around.viewer),
        "mentions": [accounts.mention(row.person) for row in work.mentions.all()],
        "tags": [tags.shallow(row.label.name) for row in work.tags.all()],
        "emojis": [],
        "card": None,
        "poll": None,
        "quote": None,
        "quote_approval": {"automatic": [], "manual": [], "current_user": "denied"},
        "lihua": addition(around.read[work.pk], around.translated_into.get(work.pk, [])),
    }


def _pictures(work: Work, viewer: Person | None) -> list[Entity]:
    """Files of what not everybody may see have addresses for the viewer alone."""
    named = viewer if work.visibility == Visibility.FOLLOWERS else None
    return [media.attachment(shown.asset, named) for shown in work.pictures.all()]


def _repost(work: Work, entities: dict[int, Entity], around: _Around) -> Entity:
    """A wrapper with the reposter's name around the status that is passed on."""
    inner = entities[work.itself.pk]
    address = f"{settings.URL}/works/{work.pk}"
    return {
        **inner,
        "id": str(work.pk),
        "created_at": moment(work.published_at),
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "visibility": VISIBILITIES[Visibility(work.visibility)],
        "uri": address,
        "url": address,
        "edited_at": None,
        "account": around.account(work.author),
        "media_attachments": [],
        "reblog": inner,
    }


def content_of(title: str, html: str) -> str:
    """Apps have no place for a title, so it is the first line of the text they show."""
    head = f"<p><strong>{escape(title)}</strong></p>" if title else ""
    return head + for_apps(html)


def addition(read: ReadWork, translated_into: list[str]) -> Entity:
    return {
        "kind": str(read.work.kind),
        "title": read.work.title,
        "sentences": [sentence for name in in_order(read.texts) for sentence in _sentences(read.texts[name])],
        "translated_into": translated_into,
    }


def in_order(names: Iterable[str]) -> list[str]:
    """Title, body, warning, then descriptions of pictures: databases keep a JSON object in an order of theirs."""
    places = ("title", "body", "warning")
    return sorted(names, key=lambda name: (places.index(name) if name in places else len(places), name))


def _sentences(text: ReadText) -> list[Entity]:
    return [
        {
            "field": sentence.field,
            "ordinal": sentence.ordinal,
            "start": sentence.start,
            "end": sentence.end,
            "lang": sentence.language,
            "text": sentence.text,
            "translation": _translation(sentence.translation) if sentence.translation else None,
        }
        for sentence in text.sentences
    ]


def _translation(made: ReadTranslation) -> Entity:
    """`by` is a person's handle, or `engine:` and its name: a handle has no colon. `rough` is said of machines only."""
    told: Entity = {"lang": made.language, "text": made.text, "stale": made.is_stale}
    if made.by:
        return {**told, "by": made.by.handle}
    return {**told, "by": f"engine:{made.engine}", "engine": made.engine, "rough": made.is_rough}


def source(work: Work) -> Entity:
    return {"id": str(work.pk), "text": work.body, "spoiler_text": work.warning, "lihua": {"title": work.title}}


def history(work: Work, reader: Reader) -> list[Entity]:
    """What it said in each version, the first one first and the present one last."""
    now_shown = status(work, reader)
    versions = list(Version.objects.filter(work=work).order_by("revision"))
    moments = [work.published_at, *(version.created_at for version in versions)]
    edits = [_edit(version, at, now_shown) for version, at in zip(versions, moments, strict=False)]
    last = {
        key: now_shown[key]
        for key in ("content", "spoiler_text", "sensitive", "account", "media_attachments", "emojis")
    }
    return [*edits, {**last, "created_at": moment(moments[-1])}]


def _edit(version: Version, at: Any, now_shown: Entity) -> Entity:
    kept = {entity["id"]: entity for entity in now_shown["media_attachments"]}
    pictures = [
        {**kept[str(entry["asset"])], "description": entry["alt"] or None}
        for entry in version.pictures
        if str(entry["asset"]) in kept
    ]
    return {
        "content": content_of(version.title, version.html),
        "spoiler_text": version.warning,
        "sensitive": version.is_sensitive,
        "created_at": moment(at),
        "account": now_shown["account"],
        "media_attachments": pictures,
        "emojis": [],
    }


def translation(work: Work, read: ReadWork, target: str) -> Entity | None:
    """Mastodon's Translation of a work, sentence by sentence where there is one; None where there is none at all."""
    made = [s.translation for text in read.texts.values() for s in text.sentences if s.translation]
    if not made:
        return None
    names = {entry.by.name if entry.by else entry.engine for entry in made}
    body = read.texts.get("body")
    return {
        "id": str(work.pk),
        "content": content_of(_translated(read.texts.get("title")), _translated_html(body) if body else ""),
        "spoiler_text": _translated(read.texts.get("warning")),
        "language": target,
        "media_attachments": [
            {"id": str(shown.asset_id), "description": _translated(read.texts.get(f"alt:{shown.asset_id}"))}
            for shown in work.pictures.all()
        ],
        "poll": None,
        "detected_source_language": language.tags.base(work.language),
        "provider": ", ".join(sorted(names)),
    }


def _translated(text: ReadText | None) -> str:
    return text.translated if text else ""


def _translated_html(text: ReadText) -> str:
    return for_apps(
        "".join(
            "<p>" + " ".join(str(s.translation.html if s.translation else s.html) for s in paragraph) + "</p>"
            for paragraph in text.paragraphs
        )
    )
