from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lihua.base.limits import limited
from lihua.lexicon.queries import ListedWord, targets_for, word_list
from lihua.works import queries
from lihua.works.middleware import ReaderRequest
from lihua.works.queries import ReadText
from lihua.works.views.showing import openable

MOST_STRETCHES = 8


@require_safe
@limited("looking")
def words(request: ReaderRequest, work_id: int) -> HttpResponse:
    """A work word by word: what tapping gives, for who reads without script or wants it all on one page."""
    found = get_object_or_404(openable(request), pk=work_id).itself
    read = queries.read_work(found, request.reader)
    stretches = [one for text in (read.title, read.body) if text for one in _stretches(request, text)]
    context = {"work": found, "stretches": stretches[:MOST_STRETCHES]}
    return render(request, "works/words.html", context)


def _stretches(request: ReaderRequest, text: ReadText) -> list[tuple[str, str, str, list[ListedWord]]]:
    """Runs of sentences in one foreign language: (language, its first sentence, as written, its words)."""
    found = []
    for tag, run in groupby(text.sentences, key=lambda sentence: sentence.language):
        sentences = list(run)
        if tag == "und" or tag == request.reader.target:
            continue
        written = text.original[sentences[0].start : sentences[-1].end]
        targets = targets_for(tag, request.reader.reads)
        listed = word_list(written, source=tag, targets=targets, viewer=request.person)
        found.append((tag, sentences[0].key, written, listed))
    return found
