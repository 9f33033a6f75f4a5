from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lihua import language
from lihua.language import rules as engines
from lihua.people import queries as people
from lihua.people.models import FollowRequest, Person
from lihua.people.queries import Relation
from lihua.works import queries, rules
from lihua.works.actions import want
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Ask, Reaction, ReactionKind, Visibility, Work
from lihua.works.models.works import WorkQuerySet
from lihua.works.queries import Reader, ReadText, ReadWork, Thread
from lihua.works.queries.naming import ReadTag
from lihua.works.queries.reading import Mode
from lihua.works.rules import can_correct
from lihua.works.views.answering import is_fragment
from lihua.works.views.filling import is_machine_at

LOOKS = 8  # how often a page looks whether the engine has answered
MOST_LIKELY = 4  # languages to choose from in one tap


@dataclass
class Shown:
    """A picture in its place, with its description as the reader has it."""

    asset: object
    position: int
    alt: str
    language: str
    lines: "list[ShownLine]"


@dataclass
class ShownLine:
    """Words on a picture as the reader has them, and where: `place` is what CSS needs; empty where nobody knows."""

    text: ReadText
    place: str


def openable(request: ReaderRequest) -> WorkQuerySet:
    return queries.works_visible_to(request.person).select_related("author", "reply_to__author")


@require_safe
def work(request: ReaderRequest, work_id: int) -> HttpResponse:
    """The note and its answers; over a list it is the same without the frame."""
    found = get_object_or_404(openable(request).with_pictures().prefetch_related("tags__label"), pk=work_id)
    if found.repost_of_id:
        return redirect("works:work", found.repost_of_id)
    context = _page(request, found)
    template = "works/_work.html" if is_sheet(request) else "works/work.html"
    response = render(request, template, context)
    response["Vary"] = ", ".join(filter(None, [response.get("Vary", ""), "HX-Request"]))
    return response


def is_sheet(request: HttpRequest) -> bool:
    return is_fragment(request) and request.headers.get("HX-History-Restore-Request") != "true"


def _page(request: ReaderRequest, found: Work) -> dict[str, object]:
    reader = request.reader
    read = queries.read_work(found, reader, with_aids=True)
    own = _own_reactions(request, found)
    thread = queries.thread(found, reader, after=_after(request))
    return {
        "work": found,
        "read": read,
        "pictures": _pictures(found, read, reader.mode),
        "tags": _tags(request, found),
        "thread": thread,
        "aids_of_answers": reader.aid_choice(thread.written_in, alone=thread.alone_in),
        "relation": _relation(request.person, found.author),
        "is_liked": "like" in own,
        "is_saved": "bookmark" in own,
        "is_reposted": "repost" in own,
        "can_edit": rules.can_edit(request.person, found),
        "can_pass_on": found.visibility != Visibility.FOLLOWERS,
        "is_sheet": is_sheet(request),
        "translate_tag": _other_language(request, found),
        "canonical": f"{settings.URL}{found.get_absolute_url()}",
        "og": _link_card(found, read),
        "page_title": _page_title(read),
        "grade": language.grade(f"{found.title}\n{found.body}", found.language),
        **reading_context(request, found, read),
    }


def _tags(request: ReaderRequest, found: Work) -> list[ReadTag]:
    tags = queries.read_tags(found, request.reader)
    if found.visibility != Visibility.FOLLOWERS:
        want([tag.misses for tag in tags if tag.misses], reader=request.reader, request=request)
    return tags


def _other_language(request: ReaderRequest, found: Work) -> str:
    """A language into which this reader could put the work."""
    if request.person is None:
        return ""
    known = [*request.reader.reads, *request.person.writes]
    return next((tag for tag in known if found.languages - {tag}), "")


def _page_title(read: ReadWork) -> str:
    """What names it in the browser's tab and when it is shared: never words that a warning covers."""
    heading = read.title or read.warning or read.body
    return heading.translated if heading else ""


def _link_card(found: Work, read: ReadWork) -> dict[str, object]:
    """What another place shows of it: the words as they were written, and the first picture if it is not covered."""
    title = read.title.original if read.title else found.author.name
    description = read.warning.original if read.warning else (read.body.original if read.body else "")
    card: dict[str, object] = {"title": title, "description": description}
    first = next(iter(found.pictures.all()), None)
    still = first.asset.largest if first and not found.is_sensitive else None
    if still:
        alt = found.text_of(f"alt:{first.asset_id}") if first else ""
        card |= {"image": f"{settings.URL}{still.url}", "width": still.width, "height": still.height, "alt": alt}
    return card


def reading_context(request: ReaderRequest, found: Work, read: ReadWork) -> dict[str, object]:
    """What the text needs besides itself: whether it was asked for, whether a machine is at it."""
    target = request.reader.target
    misses = read.misses_translation
    ask: Ask | None = queries.translation_ask(found, target, viewer=request.person) if misses else None
    is_at_machine = read.lacks_translation and is_machine_at(request, found)
    return {
        "work": found,
        "read": read,
        "target": target,
        "ask": ask,
        "misses": misses,
        "has_engine": misses and engines.has_engine(),
        "is_being_translated": misses and is_at_machine,
        "corrections": queries.corrections_of(found, request.person),
        "can_correct": can_correct(request.person, found),
        "suggested": queries.open_suggestions(found, target) if read.translators else 0,
        "aids": request.reader.aid_choice((text.language for text in read.texts.values()), alone=read.alone_in),
        "language_choice": languages_to_choose(found, request.reader)
        if rules.can_edit(request.person, found)
        else None,
    }


@dataclass(frozen=True)
class LanguagesToChoose:
    likely: list[str]
    others: list[str]


def languages_to_choose(found: Work, reader: Reader) -> LanguagesToChoose:
    """What a text might be in besides what it is said to be in: the detector's guesses, then the author's languages."""
    guessed = language.detect(f"{found.title}\n{found.body}")
    own = [*found.author.writes, *found.author.reads, language.tags.normalize(reader.interface)]
    known = dict.fromkeys([guessed.language, *guessed.others, *own, *language.tags.SUPPORTED])
    shown = [tag for tag in known if tag not in {found.language, language.tags.UNDETERMINED}]
    return LanguagesToChoose(shown[:MOST_LIKELY], shown[MOST_LIKELY:])


def _relation(me: Person | None, author: Person) -> Relation:
    """What the follow button needs of how one stands to an author: two queries instead of seven."""
    if me is None or me.pk == author.pk:
        return Relation(is_self=me is not None)
    return Relation(
        follows=people.follows(me, author),
        has_asked=author.is_locked and FollowRequest.objects.filter(follower=me, followed=author).exists(),
    )


def _own_reactions(request: ReaderRequest, found: Work) -> set[str]:
    if request.person is None:
        return set()
    own = set(
        Reaction.objects.filter(person=request.person, work=found, kind__in=ReactionKind.values).values_list(
            "kind", flat=True
        )
    )
    if Work.objects.filter(author=request.person, repost_of=found).exists():
        own.add("repost")
    return own


def _pictures(found: Work, read: ReadWork, mode: Mode) -> list[Shown]:
    shown = []
    for position, picture in enumerate(found.pictures.all(), start=1):
        alt, tag = read.alt_of(picture.asset_id, mode)
        lines = _lines_on(found, read, f"pic:{picture.asset_id}")
        shown.append(Shown(picture.asset, position, alt, tag, lines))
    return shown


def _lines_on(found: Work, read: ReadWork, field: str) -> list[ShownLine]:
    """The words on a picture, line by line: each is a paragraph of that text."""
    text = read.texts.get(field)
    if text is None:
        return []
    boxes = found.texts[field]["boxes"]
    lines = []
    for paragraph in text.paragraphs:
        box = boxes[text.original.count("\n", 0, paragraph[0].start)]
        line = ReadText(field, text.language, text.is_foreign, [paragraph], text.original)
        lines.append(ShownLine(line, _place(box, boxes)))
    return lines


def _place(box: list[float] | None, boxes: Sequence[list[float] | None]) -> str:
    """In hundredths of the picture; `room` ends where the next line of the same row begins."""
    if not box:
        return ""
    x, y, w, h = box
    beside = [o[0] for o in boxes if o and o[0] >= x + w / 2 and o[1] < y + h and y < o[1] + o[3]]
    parts = {"x": x, "y": y, "w": w, "h": h, "room": max(w, min(beside, default=1.0) - x)}
    return ";".join(f"--{name}:{100 * part:.2f}" for name, part in parts.items())


def _after(request: HttpRequest) -> int:
    asked = request.GET.get("after", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else 0


@require_safe
def reading(request: ReaderRequest, work_id: int) -> HttpResponse:
    """The words alone: what a page puts in place when a translation has come."""
    found = get_object_or_404(openable(request), pk=work_id).itself
    read = queries.read_work(found, request.reader, with_aids=True)
    context = reading_context(request, found, read)
    looked = request.GET.get("look", "0")
    looked_times = int(looked) if looked.isascii() and looked.isdigit() and len(looked) < 4 else LOOKS
    context["look"] = looked_times + 1
    context["is_being_translated"] = context["is_being_translated"] and looked_times < LOOKS
    if not is_fragment(request):
        return redirect(found)
    template = "works/_comment_text.html" if request.GET.get("as") == "comment" else "works/_reading.html"
    return render(request, template, context)


@require_safe
def answers(request: ReaderRequest, work_id: int) -> HttpResponse:
    """More answers: of a note from the one after `after`, of an answer all below it, flattened."""
    found = get_object_or_404(openable(request), pk=work_id).itself
    under = found.pk if found.is_reply else None
    head = found
    if under is not None and found.thread_id:
        head = get_object_or_404(Work, pk=found.thread_id)
    page: Thread = queries.thread(head, request.reader, after=_after(request), under=under)
    if not is_fragment(request):
        return redirect(f"{reverse('works:work', args=[found.pk])}?after={_after(request)}#answers")
    return render(request, "works/_answers.html", {"work": found, "thread": page, "is_second_level": under is not None})


@require_safe
def history(request: ReaderRequest, work_id: int) -> HttpResponse:
    """What it said before, word by word."""
    found = get_object_or_404(openable(request).prefetch_related("pictures"), pk=work_id).itself
    return render(request, "works/history.html", {"work": found, "changes": queries.history_of(found)})
