"""What a card shows of a work, for the rooms that list works. Load them with `with_card()`."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from lihua.language import tags
from lihua.ui.cards import Card, Cover, Mark
from lihua.works.models import Work
from lihua.works.queries.reading import Reader, ReadText, ReadWork, read_works

LONGEST_TITLE = 140
_MOST_LANGUAGES = 2


def cards_of(works: Iterable[Work], reader: Reader) -> list[Card]:
    """One card for each work, reposts as the work that they pass on, in the order given."""
    works = list(works)
    read = read_works(works, reader, fields=("title", "body", "warning", "alt"))
    return [_card(work, read[work.itself.pk], reader) for work in works]


def _card(shown: Work, read: ReadWork, reader: Reader) -> Card:
    work = shown.itself
    heading = read.heading
    title = _shortened(heading.original) if heading else ""
    translation = _shortened(heading.translated) if heading and heading.is_translated else ""
    marks = [Mark(_("Reposted by %(name)s") % {"name": shown.author.name})] if shown.repost_of_id else []
    if heading and heading.is_rough:
        marks.append(Mark(_("rough")))
    return Card(
        id=work.pk,
        url=work.get_absolute_url(),
        title=title,
        title_language=heading.language if heading else work.language,
        person=work.author,
        likes=work.likes_count,
        translation=translation,
        translation_language=heading.shown_language if heading and translation else "",
        language_name=" · ".join(map(tags.autonym, read.foreign_languages[:_MOST_LANGUAGES])),
        cover=_cover(work, read, reader),
        marks=marks,
        warning=_warning(work, read.warning),
        pick_url=_pick_url(work),
        is_awaited=read.is_awaited,
        work=work,
    )


def _cover(work: Work, read: ReadWork, reader: Reader) -> Cover | None:
    picture = next(iter(work.pictures.all()), None)
    if picture is None:
        return None
    asset = picture.asset
    still = asset.preview
    if still is None:
        return None
    alt, alt_language = read.alt_of(asset.pk, reader.mode)
    return Cover(
        src=still.url,
        width=asset.width,
        height=asset.height,
        alt=alt or asset.alt,
        alt_language=alt_language,
        avif=asset.avif_srcset,
        webp=asset.webp_srcset,
        placeholder=asset.placeholder,
        focus_x=asset.focus_x,
        focus_y=asset.focus_y,
    )


def _warning(work: Work, warning: ReadText | None) -> str:
    if not work.is_sensitive:
        return ""
    return (warning.translated if warning else "") or _("Sensitive")


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def _pick_url(work: Work) -> str:
    try:
        return reverse("library:pick", args=[work.pk])
    except NoReverseMatch:  # the village has no library
        return ""
