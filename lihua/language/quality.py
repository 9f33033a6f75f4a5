"""How much a translation is to be trusted, from what can be measured without another model.

The figure is an estimate between 0 and 1, put together from signs that go with bad translations: the engine was unsure,
much more or less is said than before, words were left as they were, something is said again and again, none of the
words' meanings in the dictionary appears. It has not been compared with people's judgement of real engines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import Protocol

from lihua.language import tags
from lihua.language.checks import repeats, weight
from lihua.language.lookup import DictEntry
from lihua.language.segmentation import words

ROUGH_BELOW = 0.4
"""About the mean token probability of 0.4 that an unsure model has; with nothing measured a text is not rough."""

UNTOLD = 0.75  # of an engine that does not say how sure it was


class LookUp(Protocol):
    def __call__(
        self, asked: Collection[str], *, source: str, targets: Sequence[str]
    ) -> dict[str, list[DictEntry]]: ...


MOST_WORDS = 400
_GLOSS = re.compile(r"[^\W\d_]{3,}|[\u3400-\u9fff]{1,4}")
_EMPTY = frozenset("and the for with from that this one not sth used etc also abbr variant see old into out".split())  # noqa: SIM905

_WORD = re.compile(r"[^\W\d_]{2,}")


def score(
    sentence: str,
    output: str,
    *,
    source: str,
    target: str,
    log_probability: float | None = None,
    meanings: Sequence[frozenset[str]] = (),
) -> float:
    """From 0 (junk) to 1. `sentence` and `output` without what was kept (links, names).

    `meanings`: for each word of the sentence that a dictionary knows, the words that explain it (`meanings_of`).
    """
    sure = UNTOLD if log_probability is None else math.exp(max(-20.0, min(0.0, log_probability)))
    found = sure * _length(sentence, output) * _copied(sentence, output, source, target)
    if repeats(output) and not repeats(sentence):
        found *= 0.6
    found *= _overlap(output, meanings)
    return round(found, 3)


def _length(sentence: str, output: str) -> float:
    """1 while the weights are within a factor of 2.5; less the further they are apart. Short texts vary more."""
    said, given = weight(sentence) + 6, weight(output) + 6
    apart = max(said / given, given / said)
    return 1.0 if apart <= 2.5 else max(0.2, (2.5 / apart) ** 1.5)


def _copied(sentence: str, output: str, source: str, target: str) -> float:
    """Less for words of the original that stand in the translation still. One name is no sin."""
    if tags.base(source) == tags.base(target):
        return 1.0
    dense = weight(output) - len(output)  # two more for each Chinese, Japanese or Korean character
    if tags.base(target) not in ("zh", "yue", "ja", "ko") and dense:
        return max(0.2, 1.0 - 1.5 * dense / weight(output))
    before = {word.casefold() for word in _WORD.findall(sentence)}
    words = [word.casefold() for word in _WORD.findall(output)]
    same = sum(word in before for word in words)
    return 1.0 if same <= 1 else 1.0 - 0.7 * same / len(words)


def meanings_of(sentences: Sequence[str], *, source: str, target: str, look_up: LookUp) -> list[list[frozenset[str]]]:
    """For each sentence what the dictionary says of its words, in words of the target; one look-up for all of them."""
    cuts = [{word.text for word in words(sentence, source)} for sentence in sentences]
    asked = sorted(set().union(*cuts))[:MOST_WORDS] if cuts else []
    known: dict[str, frozenset[str]] = {}
    for word, entries in (look_up(asked, source=source, targets=(target,)) if asked else {}).items():
        said = " ".join(sense for entry in entries for sense in entry.senses).casefold()
        known[word] = frozenset(_GLOSS.findall(said)) - _EMPTY
    return [[known[word] for word in cut if known.get(word)] for cut in cuts]


def _overlap(output: str, meanings: Sequence[frozenset[str]]) -> float:
    """Full with one word in three found again; no dictionary knows how a sentence is best said."""
    if len(meanings) < 3:  # too few to tell
        return 1.0
    there = output.casefold()
    found = sum(any(gloss in there for gloss in glosses) for glosses in meanings)
    return 0.65 + 0.35 * min(1.0, 3 * found / len(meanings))
