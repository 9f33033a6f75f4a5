"""Texts in several languages: the stretches of a post."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lihua.language import tags
from lihua.language.recognition import Detected, Part, whole
from lihua.language.runs import Run, script_of, shares_of
from lihua.language.telling import known_by, signs

_BOUNDARY = re.compile(r"[\n“”\"«»「」『』《》()（）\[\]【】…。！？!?]|[.:：；;](?=\s)|\s[/|~-]\s")
_OPENING_QUOTE = frozenset('“"«「『')
_SURE = 0.85  # of a stretch in the same script as the rest
_SURE_OF_QUOTE = 0.75
_FEW_LETTERS = 8
_FEW_LETTERS_QUOTED = 6


def parts_of(words: str, runs: Sequence[Run], found: Detected, prior: Sequence[str]) -> tuple[Part, ...]:
    """The stretches of each language; nothing for a text in one. `words`: the text with its links and tags blanked."""
    stretches = _stretches(words, runs)
    if len(stretches) < 2:
        return ()
    parts: list[Part] = []
    for stretch in stretches:
        start, end = stretch[0].start, stretch[-1].end
        language = _language_of(words, stretch, found, prior)
        if language is None:  # a name or a brand is part of what it stands in
            language = parts[-1].language if parts else found.language
        if parts and parts[-1].language == language:
            parts[-1] = Part(parts[-1].start, end, language)
        else:
            parts.append(Part(start, end, language))
    parts = _with_the_next(parts)
    return tuple(parts) if len({part.language for part in parts}) > 1 else ()


def _with_the_next(parts: list[Part]) -> list[Part]:
    """What could not be told joins its neighbour."""
    kept: list[Part] = []
    for part in parts:
        if kept and (part.language in (kept[-1].language, tags.UNDETERMINED)):
            kept[-1] = Part(kept[-1].start, part.end, kept[-1].language)
        elif kept and kept[-1].language == tags.UNDETERMINED:
            kept[-1] = Part(kept[-1].start, part.end, part.language)
        else:
            kept.append(part)
    return kept


def _stretches(words: str, runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand together: of one script, with no quote, bracket or end of a sentence between them."""
    stretches: list[list[Run]] = []
    last: Run | None = None
    for run in runs:
        is_near = (
            last is not None
            and _family(run.script) == _family(last.script)
            and (run.start - last.end <= 1 or not _BOUNDARY.search(words, last.end, run.start))
            and (run.start - last.end != 1 or words[last.end] == " " or not _BOUNDARY.match(words, last.end))
        )
        if is_near:
            stretches[-1].append(run)
        else:
            stretches.append([run])
        last = run
    return stretches


def _family(script: str) -> str:
    return "Hani" if script == "Kana" else script


def _language_of(words: str, stretch: Sequence[Run], found: Detected, prior: Sequence[str]) -> str | None:
    script = _family(stretch[0].script)
    start, end = stretch[0].start, stretch[-1].end
    piece = words[start:end]
    inside = [Run(run.script, run.start - start, run.end - start) for run in stretch]
    main_script = "Latn" if found.script == "Latn" else script_of(tags.base(found.language))
    if found.language == tags.UNDETERMINED:
        main_script = ""
    if script == "Latn" and main_script not in ("Latn", ""):
        return _latin_inside(piece, inside, prior)
    if script == main_script and script not in ("Hani",):
        return _another_of_the_script(piece, inside, found, is_quoted=words[start - 1 : start] in _OPENING_QUOTE)
    shares = shares_of(piece, inside)
    stated = [found.language, *prior] if script == main_script else prior
    said = whole(piece, inside, shares, stated).language
    if script == main_script and tags.base(said) == tags.base(found.language):
        return found.language
    return said


def _latin_inside(piece: str, inside: Sequence[Run], prior: Sequence[str]) -> str | None:
    """Latin words in a text of another script: names are none's, single words English unless they show otherwise."""
    pieces = [piece[run.start : run.end] for run in inside]
    ordinary = [word for word in pieces if word.islower() and (len(word) > 2 or known_by(word))]
    if not ordinary:
        return None
    shares = shares_of(piece, inside)
    if len(ordinary) > 2 or not piece.isascii() or any("'" in word for word in ordinary):
        said = whole(piece, inside, shares, ["en", *prior])
        return said.language if said.language != tags.UNDETERMINED else "en"
    weights = signs("Latn", piece, " ".join(ordinary))
    best = max(weights, key=lambda one: weights[one], default="en")
    return best if weights.get(best, 0.0) > max(weights.get("en", 0.0), 4.0) else "en"


def _another_of_the_script(piece: str, inside: Sequence[Run], found: Detected, *, is_quoted: bool) -> str:
    shares = shares_of(piece, inside)
    letters = sum(share.letters for share in shares.values())
    if letters < (_FEW_LETTERS_QUOTED if is_quoted else _FEW_LETTERS) or (len(inside) < 2 and not is_quoted):
        return found.language
    if all(found.language in known_by(piece[run.start : run.end].lower()) for run in inside[:2]):
        return found.language
    said = whole(piece, inside, shares, () if is_quoted else [found.language])
    sure = _SURE_OF_QUOTE if is_quoted else _SURE
    return said.language if said.confidence >= sure and said.language != tags.UNDETERMINED else found.language
