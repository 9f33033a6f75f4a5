"""Chinese in the script that a reader prefers: for showing only, never stored, never a translation.

Word by word, and each word keeps its length, so that offsets, readings and taps still fit.
"""

from __future__ import annotations

import re
from typing import Literal

from lihua.language import tags
from lihua.language.segmentation import HAN, words
from lihua.language.wordlist import wordlist

Script = Literal["Hans", "Hant"]
_HAN_RUN = re.compile(f"[{HAN}]+")


def convert(text: str, script: Script) -> str:
    """The text in simplified (Hans) or traditional (Hant) characters, as long as it was."""
    return _HAN_RUN.sub(lambda run: _run(run.group(), script), text)


def _run(run: str, script: Script) -> str:
    return "".join(_word(word.text, script) for word in words(run, tags.normalize("zh")))


def _word(word: str, script: Script) -> str:
    known = wordlist().get(word)
    if known is None:
        return word if len(word) == 1 else "".join(_word(one, script) for one in word)
    other = known.simplified if script == "Hans" else known.traditional
    return other if len(other) == len(word) else word
