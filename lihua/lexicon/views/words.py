"""My words."""

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lihua.base.limits import limited
from lihua.lexicon import actions, queries, rules
from lihua.lexicon.models import KeptWord
from lihua.lexicon.reading import ReaderRequest
from lihua.lexicon.views.answering import go_back, is_fragment, me, number, refused, sent_number, with_toast
from lihua.lexicon.views.looking import place

COLUMNS = ("word", "reading", "meaning", "sentence", "language", "kept", "known", "link")


@require_safe
@login_required
def mine(request: ReaderRequest) -> HttpResponse:
    """?language=, &state=, &q=: what of my words to show."""
    person = me(request)
    asked = {name: request.GET.get(name, "")[:80] for name in ("language", "state", "q")}
    page = queries.my_words(
        person, tag=asked["language"], state=asked["state"], text=asked["q"], after=number(request, "after")
    )
    chosen = {name: value for name, value in asked.items() if value}
    context: dict[str, Any] = {
        "words": page.items,
        "next_url": f"{request.path}?{urlencode({**chosen, 'after': page.after})}" if page.after else "",
    }
    if is_fragment(request) and "after" in request.GET:
        return render(request, "lexicon/_my_words.html", context)
    counts = queries.kept_counts(person)
    context |= {
        "asked": asked,
        "counts": counts,
        "total": sum(number for _tag, number in counts),
        "query": urlencode([(name, value) for name, value in chosen.items() if name != "q"]),
    }
    return render(request, "lexicon/my_words.html", context)


@require_POST
@login_required
@limited("reacting")
def keep(request: ReaderRequest) -> HttpResponse:
    """+ My words: the word with what the popover knew of it."""
    said = request.POST
    try:
        kept = actions.keep(
            me(request),
            word=said.get("word", ""),
            tag=said.get("language", "")[:64],
            reading=said.get("reading", ""),
            meaning=said.get("meaning", ""),
            meaning_language=said.get("meaning_language", "")[:35],
            sentence=said.get("text", ""),
            work_id=sent_number(request, "work"),
            place=place(said.get("sentence", "")),
        )
    except (rules.NotAllowed, rules.Unacceptable) as problem:
        return refused(request, str(problem), reverse("lexicon:words"))
    if is_fragment(request):
        return render(request, "lexicon/_keep.html", {"kept": kept, "word": kept.word, "source": kept.language})
    messages.success(request, _("“%(word)s” is among your words.") % {"word": kept.word})
    return go_back(request, reverse("lexicon:words"))


@require_POST
@login_required
@limited("reacting")
def forget(request: ReaderRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(KeptWord, pk=pk, person=me(request))
    # What is needed to keep it again from the same place: forgetting can be undone by one more tap.
    shown = {
        "word": kept.word,
        "source": kept.language,
        "reading": kept.reading,
        "meaning": kept.meaning,
        "meaning_language": kept.meaning_language,
        "text": kept.sentence,
        "work_id": kept.work_id,
        "place": kept.place,
    }
    actions.forget(kept, by=me(request))
    if not is_fragment(request):
        messages.success(request, _("Forgotten."))
        return go_back(request, reverse("lexicon:words"))
    if request.POST.get("row"):
        return with_toast(HttpResponse(), _("Forgotten."))
    return render(request, "lexicon/_keep.html", shown)


@require_POST
@login_required
@limited("reacting")
def known(request: ReaderRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(KeptWord, pk=pk, person=me(request))
    actions.set_known(kept, is_known=request.POST.get("known") == "1", by=me(request))
    if is_fragment(request):
        return render(request, "lexicon/_my_word.html", {"kept": kept})
    return go_back(request, reverse("lexicon:words"))


@require_safe
@login_required
@limited("account")
def export(request: ReaderRequest) -> HttpResponse:
    """?form=csv for tables, ?form=anki for cards (tab-separated, one note a line)."""
    person = me(request)
    rows = queries.kept_rows(person, tag=request.GET.get("language", "")[:35], state=request.GET.get("state", ""))
    is_anki = request.GET.get("form") == "anki"
    lines = _anki(rows) if is_anki else _csv(rows, request.build_absolute_uri("/").rstrip("/"))
    kind = "text/plain" if is_anki else "text/csv"
    answer = HttpResponse("".join(lines), content_type=f"{kind}; charset=utf-8")
    name = f"words-{now().date()}.{'txt' if is_anki else 'csv'}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class _Line:
    """What csv writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _csv(rows: Iterator[KeptWord], site: str) -> Iterator[str]:
    table = csv.writer(_Line())
    yield "\ufeff" + table.writerow(COLUMNS)  # the mark tells spreadsheets that this is UTF-8
    for kept in rows:
        link = f"{site}/works/{kept.work_id}" if kept.work_id else ""
        is_known = "yes" if kept.state == KeptWord.State.KNOWN else "no"
        cells = (kept.word, kept.reading, kept.meaning, kept.sentence, kept.language)
        yield table.writerow([*map(_harmless, cells), kept.kept_at.date().isoformat(), is_known, link])


def _anki(rows: Iterator[KeptWord]) -> Iterator[str]:
    """Headers that Anki reads, then front, reading, meaning, sentence, language as fields."""
    yield "#separator:tab\n#html:false\n#columns:Word\tReading\tMeaning\tSentence\tTags\n#tags column:5\n"
    for kept in rows:
        cells = (kept.word, kept.reading, kept.meaning, kept.sentence)
        yield "\t".join([*(_one_cell(cell) for cell in cells), f"lihua {kept.language}"]) + "\n"


def _harmless(cell: str) -> str:
    """No spreadsheet takes a text for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _one_cell(cell: str) -> str:
    """Neither a tab nor a quotation mark at the start, which Anki would read as the start of a quoted field."""
    cell = " ".join(cell.split())
    return f"“{cell[1:]}" if cell.startswith('"') else f" {cell}" if cell.startswith("#") else cell
