"""Which word a form belongs to: mice, went, running, happier. Guesses; the dictionary says which of them is a word."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_DOUBLED = frozenset("bdfgklmnprtvz")


def english(word: str) -> list[tuple[str, int]]:
    """Words that this may be a form of, each with its place among the guesses (from 1); never itself."""
    plain = word.lower().replace("’", "'")
    irregular = _irregular().get(plain, ())
    guesses = [plain, *_contracted(plain)]
    for ending, shorten in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            guesses += shorten(plain[: -len(ending)])
    likeliness = dict.fromkeys(irregular, 1)
    for place, one in enumerate(guesses, start=2):
        likeliness.setdefault(one, place)
    likeliness.pop(word, None)
    return [(one, place) for one, place in likeliness.items() if len(one) > 1]


def _contracted(word: str) -> list[str]:
    for ending in ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "s'", "'"):
        if word.endswith(ending) and len(word) > len(ending):
            bare = word[: -len(ending)]
            return [bare + "s", bare] if ending == "s'" else [bare]
    return []


def _as_it_is(stem: str) -> list[str]:
    return [stem]


def _of_s(stem: str) -> list[str]:
    return [] if stem.endswith(("s", "u", "i")) else [stem]


def _of_es(stem: str) -> list[str]:
    return [stem, stem + "e"] if stem.endswith(("s", "x", "z", "ch", "sh", "o")) else [stem + "e"]


def _of_ed(stem: str) -> list[str]:
    """stopped, loved, played: the doubled letter goes, the silent e comes back."""
    undoubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in _DOUBLED else []
    return [*undoubled, stem, stem + "e"] if stem.endswith(("w", "x", "y")) or undoubled else [stem + "e", stem]


_ENDINGS = (
    ("ies", lambda stem: [stem + "y", stem + "ie"]),
    ("ied", lambda stem: [stem + "y", stem + "ie"]),
    ("ier", lambda stem: [stem + "y"]),
    ("iest", lambda stem: [stem + "y"]),
    ("ily", lambda stem: [stem + "y"]),
    ("ves", lambda stem: [stem + "f", stem + "fe", stem + "ve"]),
    ("es", _of_es),
    ("s", _of_s),
    ("ying", lambda stem: [stem + "y", stem + "ie"]),
    ("ing", _of_ed),
    ("ed", _of_ed),
    ("er", _of_ed),
    ("est", _of_ed),
    ("ally", lambda stem: [stem + "al", stem]),
    ("ly", lambda stem: [stem, stem + "le"]),
    ("ness", _as_it_is),
    ("men", lambda stem: [stem + "man"]),
)


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """Form -> words. Each line of the file: a word, then its forms."""
    forms: dict[str, list[str]] = {}
    for line in (files("lihua.language") / "data" / "irregular.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, *of_word = line.split()
            for form in of_word:
                forms.setdefault(form, []).append(word)
    return {form: tuple(words) for form, words in forms.items()}


def chinese(word: str) -> list[str]:
    """高高兴兴 is 高兴; 看看 is 看; 花儿 is 花."""
    if len(word) == 4 and word[0] == word[1] != word[2] == word[3]:
        return [word[0] + word[2]]
    if len(word) == 2 and word[0] == word[1]:
        return [word[0]]
    if len(word) > 1 and word[-1] in "儿兒":
        return [word[:-1]]
    return []
