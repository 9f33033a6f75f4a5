from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from lihua import language
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


@require_safe
@limited("searching")
def say(request: ReaderRequest) -> HttpResponse:
    """?text= a phrase, &from= its language, &to= another one: how the village says it there."""
    phrase = request.GET.get("text", "").strip()
    if len(phrase) > queries.LONGEST_PHRASE:
        raise BadRequest(f"text has up to {queries.LONGEST_PHRASE} characters")
    source, target = _tag(request, "from"), _tag(request, "to")
    offers = queries.ways_to_say_it(phrase, source=source, target=target, viewer=request.person) if phrase else []
    is_fragment = request.headers.get("HX-Request") == "true"
    context = {"offers": offers, "phrase": phrase, "source": source, "target": target}
    response = render(request, "discovery/_offers.html" if is_fragment else "discovery/say.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _tag(request: ReaderRequest, name: str) -> str:
    try:
        tag = language.tags.normalize(request.GET.get(name, ""))
    except language.tags.UnknownLanguage as problem:
        raise BadRequest(f"{name} is a language tag") from problem
    if tag == language.tags.UNDETERMINED:
        raise BadRequest(f"{name} is a language tag")
    return tag
