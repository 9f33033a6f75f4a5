"""How notices about works are put into words (wired in config/wiring.py)."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lihua.language import tags
from lihua.notifications.wording import Group, Line
from lihua.works.models import Draft, Work, WorkKind
from lihua.works.queries import Reader, works_visible_to
from lihua.works.queries.reading import ReadWork, read_works

KINDS = (
    "mention",
    "reply",
    "like",
    "repost",
    "translated",
    "ask_translation",
    "suggestion",
    "correction",
    "suggestion_accepted",
)
ICONS = {
    "mention": "hash",
    "reply": "reply",
    "like": "heart",
    "repost": "repost",
    "translated": "translate",
    "ask_translation": "translate",
    "suggestion": "pencil",
    "correction": "pencil",
    "suggestion_accepted": "check",
}
EXCERPT = 160


def lines(groups: Sequence[Group], reader: Reader) -> dict[str, Line]:
    """The lines of those groups whose work this reader can open."""
    ids = {int(group.facts["work_id"]) for group in groups}
    works = list(works_visible_to(reader.person).with_card().filter(pk__in=ids))
    read = read_works(works, reader, fields=("title", "body"))
    return {
        group.name: _line(group, read[int(group.facts["work_id"])], reader)
        for group in groups
        if int(group.facts["work_id"]) in read
    }


def _line(group: Group, read: ReadWork, reader: Reader) -> Line:
    work, heading = read.work, read.heading
    said = heading.translated if heading and reader.mode != "original" else heading.original if heading else ""
    picture = next(iter(work.pictures.all()), None)
    still = picture.asset.stills[0] if picture and picture.asset.stills else None
    return Line(
        words=format_html(_words(group, work, reader), people=group.people, language=_language(group, reader)),
        url=work.get_absolute_url(),
        icon=ICONS[group.kind],
        excerpt=said if len(said) <= EXCERPT else said[: EXCERPT - 1].rstrip() + "…",
        excerpt_language=(heading.shown_language if said == heading.translated else heading.language)
        if heading
        else "",
        thumb=still.url if still else "",
        is_urgent=group.kind == "ask_translation",
    )


def _words(group: Group, work: Work, reader: Reader) -> str:
    is_own = reader.person is not None and work.author_id == reader.person.pk
    match group.kind:
        case "mention":
            return _("{people} mentioned you")
        case "reply":
            return _("{people} answered you")
        case "translated":
            own, asked = (
                _("{people} translated this of yours: {language}"),
                _("{people} translated what you asked for: {language}"),
            )
            return own if is_own else asked
        case "ask_translation":
            return _("{people} would like to read this: {language}. Can you help?")
        case "suggestion":
            return _("{people} suggested a better translation: {language}")
        case "correction":
            return _("{people} would say something of yours otherwise")
        case "suggestion_accepted":
            return _("{people} took what you suggested. Thank you.")
        case "repost":
            return _("{people} passed on what you wrote")
    return {
        WorkKind.NOTE: _("{people} liked your note"),
        WorkKind.REPLY: _("{people} liked your answer"),
    }.get(WorkKind(work.kind), _("{people} liked your post"))


def _language(group: Group, reader: Reader) -> str:
    tag = str(group.facts.get("language", ""))
    return tags.name(tag, reader.interface) if tag else ""


def lines_of_drafts(groups: Sequence[Group], reader: Reader) -> dict[str, Line]:
    """What keeps a draft from being published; those that were since published or let go are left out."""
    keys = {group.name: UUID(str(group.facts["draft"])) for group in groups}
    drafts = {draft.key: draft for draft in Draft.objects.filter(author=reader.person, key__in=keys.values())}
    return {name: _draft_line(drafts[key]) for name, key in keys.items() if key in drafts}


def _draft_line(draft: Draft) -> Line:
    said = str(draft.words.get("title") or draft.words.get("body") or "")
    return Line(
        words=_("A note of yours could not be published: %(problem)s") % {"problem": draft.problem},
        url=_draft_address(draft),
        icon="warning",
        excerpt=said[:EXCERPT],
        is_urgent=True,
    )


def _draft_address(draft: Draft) -> str:
    try:
        return reverse("works:draft", args=[draft.key])
    except NoReverseMatch:
        return reverse("notifications:notices")
