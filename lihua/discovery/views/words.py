from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lihua.base.limits import limited
from lihua.discovery import queries
from lihua.works.middleware import ReaderRequest

LONGEST_WORD = 80


@require_safe
@limited("looking")
def word_used(request: ReaderRequest) -> HttpResponse:
    """?word=, &from= its language, &without= a work: other sentences of this village, to be put under a word."""
    word = request.GET.get("word", "").strip()
    if not word or len(word) > LONGEST_WORD:
        raise BadRequest(f"word has 1 to {LONGEST_WORD} characters")
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('discovery:search')}?{urlencode({'q': word})}")
    said = request.GET.get("without", "")
    without = int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None
    used = queries.sentences_with(word, request.GET.get("from", "")[:35], request.reader, without=without)
    return render(request, "discovery/_word_used.html", {"used": used, "word": word})
