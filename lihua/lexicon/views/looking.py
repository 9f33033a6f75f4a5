"""The popover, and the same as a page."""

import re
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from lihua import language
from lihua.base.limits import limited
from lihua.lexicon import queries, rules
from lihua.lexicon.reading import ReaderRequest
from lihua.lexicon.views.answering import is_fragment, number

MOST_TARGETS = 5
_PLACE = re.compile(r"(title|body|warning|(?:alt|pic):[0-9]{1,19}):[0-9]{1,5}", re.ASCII)


@require_safe
@limited("looking")
def word(request: ReaderRequest) -> HttpResponse:
    """?text= a sentence, &at= a place in it in code points, &from= its language, &to= the reader's languages."""
    # Not normalised: the place counts in what the page shows.
    text = request.GET.get("text", "").replace("\0", " ")
    if not text.strip() or len(text) > rules.LONGEST_SENTENCE:
        raise BadRequest(f"text has 1 to {rules.LONGEST_SENTENCE} characters")
    at = number(request, "at") or 0
    if at >= len(text):
        raise BadRequest("at is a place in the text")
    source = _tag(request.GET.get("from", ""))
    if source == language.tags.UNDETERMINED:
        source = language.detect(text).language
    targets = _targets(request, source)
    look = queries.look(text, at, source=source, targets=targets, viewer=request.person)
    context: dict[str, Any] = {
        "look": look,
        "before": text[: look.start],
        "behind": text[look.end :],
        "work_id": number(request, "work"),
        "place": place(request.GET.get("sentence", "")),
        "is_page": not is_fragment(request),
    }
    template = "lexicon/word.html" if context["is_page"] else "lexicon/_word.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def place(said: str) -> str:
    """body:0, or nothing."""
    return said if _PLACE.fullmatch(said) else ""


def _targets(request: ReaderRequest, source: str) -> tuple[str, ...]:
    asked = [tag for said in request.GET.getlist("to")[:MOST_TARGETS] for tag in said.split(",")[:MOST_TARGETS]]
    wanted = [tag for tag in map(_tag, asked) if tag != language.tags.UNDETERMINED]
    return queries.targets_for(source, wanted or request.reader.reads)


def _tag(said: str) -> str:
    try:
        return language.tags.normalize(said)
    except language.tags.UnknownLanguage:
        return language.tags.UNDETERMINED
