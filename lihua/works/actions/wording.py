"""From what was typed to what is stored: normalised, detected, cut once, its entities resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.media.models import PictureText
from lihua.people.models import Person
from lihua.people.queries import usual_languages
from lihua.works.links import render_html
from lihua.works.models import Visibility, WorkKind
from lihua.works.rules import Unacceptable

MAX_TITLE = 120
MAX_WARNING = 300
MAX_BODY: dict[str, int] = {WorkKind.NOTE: 10_000, WorkKind.SHORT: 2_000, WorkKind.REPLY: 5_000}
MAX_PICTURES: dict[str, int] = {WorkKind.NOTE: 18, WorkKind.SHORT: 4, WorkKind.REPLY: 4}
MAX_TAGS = 30
MAX_MENTIONS = 20
MAX_LINKS = 30


@dataclass
class Wording:
    """The words of a work, ready to be stored."""

    title: str
    body: str
    warning: str
    html: str
    language: str
    language_source: str
    texts: dict[str, Any]
    fields: dict[str, str]
    """The words that `texts` were cut from, pictures' descriptions among them."""
    tags: list[str]
    mentioned: list[Person] = field(default_factory=list)


def word(
    *,
    kind: str,
    title: str,
    body: str,
    warning: str,
    alts: dict[int, str],
    author: Person,
    seen: Mapping[int, PictureText] | None = None,
    chosen_language: str = "",
) -> Wording:
    """Make the words of a work storable, or raise Unacceptable with a message for each field that cannot be.

    `seen`: the words that stand on its pictures.
    """
    _require_plain({"title": title, "body": body, "warning": warning})
    title, body, warning = rich.one_line(title), rich.normalise(body), rich.one_line(warning)
    found = rich.entities(body)
    _require_acceptable(kind, title, body, warning, found)
    usual = usual_languages(author)
    said, source = _language_of(f"{title}\n{body}", usual, chosen_language)
    mentioned = _mentioned(found)
    known = {person.handle for person in mentioned}
    linked = [entity for entity in found if entity.kind != "mention" or entity.value in known]
    fields = {"body": body, "title": title, "warning": warning}
    fields |= {f"alt:{pk}": rich.one_line(typed) for pk, typed in alts.items()}
    texts = cut_texts(fields, said, usual, is_said=bool(chosen_language))
    for pk, words in (seen or {}).items():
        fields[f"pic:{pk}"] = words.text
        texts[f"pic:{pk}"] = cut_picture(words, said, usual)
    if body:
        texts["body"]["entities"] = [[entity.start, entity.end, entity.kind, entity.value] for entity in linked]
    return Wording(
        title=title,
        body=body,
        warning=warning,
        html=render_html(body, linked),
        language=said,
        language_source=source,
        texts=texts,
        fields=fields,
        tags=list(dict.fromkeys(entity.value for entity in found if entity.kind == "tag")),
        mentioned=mentioned,
    )


def _require_plain(typed: dict[str, str]) -> None:
    """Refuse what no honest text holds and what would be shown otherwise than it is written."""
    problems: dict[str, str] = {}
    for name, words in typed.items():
        if "\0" in words:
            problems[name] = _("A text cannot hold a null byte. Take it out and send the text again.")
        elif rich.is_turned(words):
            problems[name] = _(
                "The text holds an invisible character that turns the order of letters round (U+202D or U+202E). "
                "Take it out; right-to-left writing needs none."
            )
        elif rich.is_piled_up(words):
            problems[name] = _("More than six marks are stacked on one letter. Up to six are possible.")
    if problems:
        raise Unacceptable(problems)


def _require_acceptable(kind: str, title: str, body: str, warning: str, found: Sequence[rich.Entity]) -> None:
    problems: dict[str, str] = {}
    limit = MAX_BODY[kind]
    if len(body) > limit:
        problems["body"] = _("The text has %(length)d characters; up to %(limit)d fit.") % {
            "length": len(body),
            "limit": limit,
        }
    if len(title) > MAX_TITLE:
        problems["title"] = _("The title has %(length)d characters; up to %(limit)d fit.") % {
            "length": len(title),
            "limit": MAX_TITLE,
        }
    if len(warning) > MAX_WARNING:
        problems["warning"] = _("The content warning has %(length)d characters; up to %(limit)d fit.") % {
            "length": len(warning),
            "limit": MAX_WARNING,
        }
    for entity_kind, most, message in (
        ("tag", MAX_TAGS, _("There are %(count)d tags; up to %(limit)d are possible.")),
        ("mention", MAX_MENTIONS, _("%(count)d people are mentioned; up to %(limit)d are possible.")),
        ("link", MAX_LINKS, _("There are %(count)d links; up to %(limit)d are possible.")),
    ):
        count = len({entity.value for entity in found if entity.kind == entity_kind})
        if count > most:
            problems.setdefault("body", message % {"count": count, "limit": most})
    disguised = next(
        (entity.value for entity in found if entity.kind == "link" and rich.is_disguised(entity.value)), ""
    )
    if disguised:
        problems.setdefault(
            "body",
            _("The link to %(host)s passes for another one: letters of several alphabets look alike in it.")
            % {"host": rich.link_host(disguised)},
        )
    if problems:
        raise Unacceptable(problems)


def chosen_language_of(tag: str) -> str:
    """The stored form of the language that an author chose; nothing chosen is empty. Raises Unacceptable."""
    try:
        chosen = language.tags.normalize(tag) if tag else ""
    except language.tags.UnknownLanguage as problem:
        raise Unacceptable({"language": _("“%(tag)s” is not a language we know.") % {"tag": tag[:35]}}) from problem
    return "" if chosen == language.tags.UNDETERMINED else chosen


def _language_of(words: str, usual: Sequence[str], chosen: str) -> tuple[str, str]:
    if chosen:
        return chosen, "author"
    detected = language.detect(words, prior=usual)
    return detected.language, detected.source


def cut_texts(fields: dict[str, str], whole: str, usual: Sequence[str], *, is_said: bool) -> dict[str, Any]:
    """What `Work.texts` holds of each field that has words, without entities; `whole` is the language of the work.

    `is_said`: the author named it. What the detector would have called it is said of no field and no sentence then.
    """
    taken_for = language.detect(f"{fields['title']}\n{fields['body']}").language if is_said else ""
    texts = {}
    for name, words in fields.items():
        if words:
            own = whole if name == "body" else _own_language(words, whole, usual, taken_for)
            texts[name] = _cut(words, own, usual, is_said=is_said)
            if name.startswith("alt:"):
                texts[name]["text"] = words
    return texts


def cut_picture(words: PictureText, whole: str, usual: Sequence[str]) -> dict[str, Any]:
    """The words on a picture as `Work.texts` holds them: often in another language than what is written about it."""
    detected = language.detect(words.text, prior=[whole, *usual])
    own = whole if detected.language == language.tags.UNDETERMINED else detected.language
    return {**_cut(words.text, own, usual, is_said=False), "text": words.text, "boxes": words.boxes}


def _own_language(words: str, whole: str, usual: Sequence[str], taken_for: str) -> str:
    """A short field is in the language of the whole unless it clearly is in another."""
    detected = language.detect(words, prior=[whole, *usual])
    is_clear = detected.confidence > 0.8 and detected.language not in ("und", taken_for)
    return detected.language if is_clear else whole


def _cut(words: str, tag: str, usual: Sequence[str], *, is_said: bool) -> dict[str, Any]:
    cuts = [list(span) for span in language.cut(words, tag)]
    different = language.languages_of_sentences(words, cuts, tag, usual, is_said=is_said)
    cut = {"revision": 1, "language": tag, "cuts": cuts, "entities": []}
    return {**cut, "languages": {str(ordinal): own for ordinal, own in different.items()}} if different else cut


def _mentioned(found: Sequence[rich.Entity]) -> list[Person]:
    handles = {entity.value for entity in found if entity.kind == "mention"}
    return list(Person.objects.seen().filter(handle__in=handles)) if handles else []


def narrower(one: str, other: str) -> str:
    """The narrower of two visibilities."""
    order = [Visibility.PUBLIC, Visibility.UNLISTED, Visibility.FOLLOWERS]
    return max(one, other, key=lambda value: order.index(Visibility(value)))
