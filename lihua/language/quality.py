"""How much a translation is to be trusted, from what can be measured without another model.

The figure is an estimate between 0 and 1, put together from signs that go with bad translations: the engine was unsure,
much more or less is said than before, words were left as they were, something is said again and again, none of the
words' meanings in the dictionary appears. It has not been compared with people's judgement of real engines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection

from lihua.language import tags
from lihua.language.checks import repeats, weight

ROUGH_BELOW = 0.4
"""About the mean token probability of 0.4 that an unsure model has; with nothing measured a text is not rough."""

UNTOLD = 0.75  # of an engine that does not say how sure it was

Meanings = Callable[[str, str, str], Collection[str] | None]
"""(sentence, source, target) -> the words of the target that a dictionary knows for the sentence's words, or None."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def score(
    sentence: str,
    output: str,
    *,
    source: str,
    target: str,
    log_probability: float | None = None,
    meanings: Meanings | None = None,
) -> float:
    """From 0 (junk) to 1. `sentence` and `output` without what was kept (links, names)."""
    sure = UNTOLD if log_probability is None else math.exp(max(-20.0, min(0.0, log_probability)))
    found = sure * _length(sentence, output) * _copied(sentence, output, source, target)
    if repeats(output) and not repeats(sentence):
        found *= 0.6
    if meanings is not None:
        found *= _overlap(output, meanings(sentence, source, target))
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


def _overlap(output: str, meanings: Collection[str] | None) -> float:
    """Full with one meaning in four found again; a dictionary never knows how a sentence is best said."""
    if not meanings:
        return 1.0
    there = output.casefold()
    share = sum(meaning.casefold() in there for meaning in meanings) / len(meanings)
    return 0.7 + 0.3 * min(1.0, 4 * share)
