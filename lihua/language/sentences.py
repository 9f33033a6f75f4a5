"""Where a sentence ends: one pass over the text, rules by script, no model.

The rules and their sources are told in docs/rooms/language.md. A change here moves no stored cut: cuts are kept with
the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lihua.language.signs import CODE, EMOJI, KAOMOJI, KEYCAP, LINK, SHORTCODE

Span = tuple[int, int]

MAX_LENGTH = 600
"""No sentence is longer, in code points; what has no stop is cut at the best weak boundary before."""

LONGEST_KEPT_WHOLE = 2000
"""A link up to this length is never cut, though a sentence then may be longer than MAX_LENGTH."""

_NEWLINE = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LATIN_STOP = ".!?…"
# Stops that need no space behind: Chinese, Japanese, Arabic, Urdu, Hindi, Armenian, Ethiopic, Burmese, Khmer.
_FULL_STOP = "。！？｡．؟۔।॥։።፧။។៕།‼⁇⁈⁉"
_CLOSER = "\"'”’»›」』）)］]】〉》〕}"
_BRACKET = frozenset("）)］]】〉》〕}")
_SPACE = r"[^\S" + _NEWLINE + "]"

_BREAK = re.compile(rf"[{_NEWLINE}]+|[{_LATIN_STOP}{_FULL_STOP}]+")
# In Thai a space ends a clause; whether it ends a sentence is decided in _thai_space_ends.
_BREAK_OR_THAI_SPACE = re.compile(_BREAK.pattern + rf"|(?<=[\u0e00-\u0e7f]){_SPACE}+(?=[\u0e01-\u0e2e\u0e40-\u0e44])")
_THAI = re.compile("[\u0e01-\u0e2e]")
_THAI_LAST_WORD = ("ครับ", "ค่ะ", "คะ", "จ้า", "จ้ะ", "จ๊ะ", "ฮะ")
_THAI_LONG = 80

_CLOSERS = re.compile(f"[{re.escape(_CLOSER)}]*")
# What comes after a stop and still belongs to the sentence before it: emoji, :shortcodes:, emoticons, (笑).
_TAIL = re.compile(
    rf"(?:{_SPACE}*+(?:[{EMOJI}]++|{KEYCAP}|{SHORTCODE}|{KAOMOJI}|[:;=]-?[)(DPp3](?![\w])|<3|\^[_.]?\^|T_T"
    r"|[（(](?:笑|汗|泣|爆|涙|苦笑|狗头)[)）]|[ㅋㅎㅠㅜ]{2,40}))*"
)
_PROTECTED = re.compile(rf"{LINK}|{CODE}", re.IGNORECASE)
_UNBROKEN = re.compile(rf"{LINK}|[@#][\w.@\-]+", re.IGNORECASE)
_WORD = re.compile(r"\w")
_TOKEN_BEFORE = re.compile(r"[^\s(（\[\"'“‘«„「『/\-–—]+$")
_CASELESS = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_IS_CASELESS = re.compile(f"[{_CASELESS}]")
_OPENER_OR_CASELESS = re.compile(f"[{_CASELESS}“‘「『（《【¿¡#@]")
_GOES_ON_AFTER_STOP = re.compile(r"[，、,；;：:）)\]】》〉%‰]")
# 「行こう。」と言った · "가자."라고 했다 · “走吧！”他说。
_GOES_ON_AFTER_QUOTE = re.compile(
    r"(?:と|って|なんて|など|の|は|が|を|に|라고|라는|라며|고\s|하고|이라고)"
    r"|\w{1,4}?(?:说|說|问|問|喊|叫|答|笑)?(?:道|说|說|问|問|喊|叫)[道着著：，。！:,.]"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Always followed by a name, or by what they introduce.
_TITLES = _words(
    """
    mt ft mr mrs ms mx dr prof st rev gen col capt lt sgt hon pres gov sen messrs vs cf viz approx ca sr sra srta dña ud
    uds ee.uu p.ej mme mlle mgr hr z.b d.h u.a s.o vgl bzw evtl ggf inkl zzgl sog dipl ing dott sig prof.ssa
    dott.ssa sig.ra drs dhr mevr bijv np tzn kl bl.a t.ex d.v.s e.g i.e e.g. i.e. eg ie al т.е т.к напр см ср ул им
    проф акад тов гр г г-н г-жа डॉ श्री प्रो पं कु tp ths ts pgs gs
    """
)
# Followed by a number.
_NUMBERED = _words(
    """
    no nr núm num pp p pg pág pag fig figs vol art ch cap sec eq ex tel s n str abs kap § jan feb mar apr jun jul
    aug sep sept oct okt nov dec dez mon tue tues wed thu thur thurs fri sat sun ene abr ago dic janv févr avr juil
    déc стр рис гл п ст табл д кв
    """
)
# May also end a sentence: they do when a capital follows.
_ABBREVIATED = _words(
    """
    etc usw ecc inc ltd co corp jr min max est dept avg a.m p.m m.sc ph.d b.a m.a т.д т.п др г гг руб тыс млн млрд
    коп itd itp dll dsb dst vb vs.
    """
)
# "am 3. Oktober", "der 2. Preis": in these languages a number with a point is an ordinal.
_ORDINAL_LANGUAGES = _words("de da nb nn no fi et cs sk hu sl hr is lv")
_BEFORE_ORDINAL = re.compile(
    r"\b(?:der|die|das|den|dem|des|am|im|vom|zum|zur|beim|ab|bis|seit|til|fra|på|dne|do|od)\s+$", re.IGNORECASE
)
_GERMAN_ORDINAL = re.compile(
    r"\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrh|Weltkr)"
)


def cut(text: str, language: str = "") -> list[Span]:
    """Sentence spans `[start, end)` in code points, in order, trimmed; together they hold all that is not white space.

    `text` is NFC. `language` is a hint (a BCP 47 tag) where one script is used in two ways; empty when unknown.
    """
    return [piece for start, end in _sentences(text, language) for piece in _bounded(text, start, end)]


def _sentences(text: str, language: str) -> Iterator[Span]:
    start = 0
    for end in _ends(text, language):
        yield start, end
        start = end
    yield start, len(text)


def _ends(text: str, language: str) -> Iterator[int]:
    """Offsets at which a sentence ends; the next one begins there."""
    thai = _THAI.search(text) is not None
    pattern = _BREAK_OR_THAI_SPACE if thai else _BREAK
    skipped = _Protected(text)
    start = reached = scanned = 0
    has_word = False
    for found in pattern.finditer(text):
        begin, after = found.span()
        if begin < reached:
            continue
        first = text[begin]
        if first in _NEWLINE:
            start, reached, has_word = after, after, False
            yield after
            continue
        if not has_word:  # a sentence says something: bare punctuation waits for it
            has_word = _WORD.search(text, max(start, scanned), begin) is not None
            scanned = begin
        if not has_word or skipped.covers(begin):
            continue
        if first.isspace():
            if _thai_space_ends(text, start, begin):
                start, has_word = after, False
                yield after
            continue
        end = _end_of_stop(text, start, begin, after, language)
        if end:
            start, reached, has_word = end, end, False
            yield end


class _Protected:
    """Links and inline code, in which nothing ends. Asked with growing offsets only, so the whole is one pass."""

    def __init__(self, text: str) -> None:
        has_any = "://" in text or "`" in text or "www." in text or "WWW." in text
        self._spans = _PROTECTED.finditer(text) if has_any else iter(())
        self._begin = self._end = 0

    def covers(self, offset: int) -> bool:
        while self._end <= offset:
            found = next(self._spans, None)
            if found is None:
                self._begin = self._end = 1 << 60
                break
            self._begin, self._end = found.start(), found.end()
            while self._end > self._begin and found[0][self._end - self._begin - 1] in ".!?…":
                self._end -= 1  # a stop right after a link ends the sentence, not the link
        return self._begin <= offset


def _thai_space_ends(text: str, start: int, space: int) -> bool:
    return space - start >= _THAI_LONG or text.endswith(_THAI_LAST_WORD, start, space)


def _end_of_stop(text: str, start: int, begin: int, after: int, language: str) -> int:
    """The offset behind the stop at `begin` with all that belongs to it, or 0 when the sentence goes on."""
    stop = text[begin:after]
    closed = _closed(text, start, begin, after)
    end = _tail(text, closed)
    if end >= len(text) or text[end] in _NEWLINE:
        return end
    follows = text[end]
    if _GOES_ON_AFTER_STOP.match(text, end) and end == closed:
        return 0
    if _inside_title(text, start, begin):
        return 0
    if closed > after and _goes_on_after_closer(text, closed, end):
        return 0
    if _is_ellipsis(stop):
        return end if _ellipsis_ends(text, start, begin, end) else 0
    if stop[0] in _FULL_STOP or stop[-1] in _FULL_STOP:
        return end if not _full_width_point_in_number(text, begin, after) else 0
    if not (follows.isspace() or end > closed or _latin_stop_may_touch(text, begin, end)):
        return 0
    if "." in stop and not ("!" in stop or "?" in stop) and _is_abbreviation(text, start, begin, end, language):
        return 0
    return end


def _closed(text: str, start: int, begin: int, after: int) -> int:
    """Skip the closing quotes and brackets behind a stop. A straight quote closes only what was opened."""
    found = _CLOSERS.match(text, after)
    closed = found.end() if found else after
    for quote in "\"'":
        at = text.find(quote, after, closed)
        if at >= 0 and quote == '"' and text.count(quote, max(start, begin - MAX_LENGTH), begin) % 2 == 0:
            closed = at
    if text[closed : closed + 1] == "“" and text.rfind("„", max(start, begin - MAX_LENGTH), begin) >= 0:
        closed += 1  # „Gehen wir!“ closes with what opens elsewhere
    return closed


def _tail(text: str, offset: int) -> int:
    found = _TAIL.match(text, offset)
    return found.end() if found else offset


def _inside_title(text: str, start: int, begin: int) -> bool:
    """The stop stands in a title such as 《你好，李焕英！》."""
    low = max(start, begin - 60)
    opened = text.rfind("《", low, begin)
    return opened >= 0 and text.find("》", opened, begin) < 0 <= text.find("》", begin, begin + 60)


def _goes_on_after_closer(text: str, closed: int, end: int) -> bool:
    if end > closed:
        return False
    at = closed
    while at < len(text) and text[at].isspace() and at - closed < 3:
        at += 1
    if at >= len(text):
        return False
    if text[at].islower():
        return True
    if text[closed - 1] in _BRACKET:
        return at == closed
    return at - closed <= 1 and _GOES_ON_AFTER_QUOTE.match(text, at) is not None


def _is_ellipsis(stop: str) -> bool:
    return ("…" in stop or ".." in stop or "。。" in stop) and not any(mark in stop for mark in "!?！？؟")


def _ellipsis_ends(text: str, start: int, begin: int, end: int) -> bool:
    """…… ends a sentence that already says something; a hesitation (我……我不知道) and a lower case "... and" go on."""
    follows = text[end]
    at = end
    while at < len(text) and text[at].isspace() and at - end < 3:
        at += 1
    if at < len(text) and text[at].islower():
        return False
    if follows.isspace():
        return True
    return _IS_CASELESS.match(follows) is not None and len(_WORD.findall(text, start, min(begin, start + 80))) >= 4


def _full_width_point_in_number(text: str, begin: int, after: int) -> bool:
    return text[begin] == "．" and begin > 0 and text[begin - 1].isdigit() and text[after : after + 1].isdigit()


def _latin_stop_may_touch(text: str, begin: int, end: int) -> bool:
    """`.` `!` `?` without a space behind: real only beside a script that has no spaces and no case (真的?太好了)."""
    if not _OPENER_OR_CASELESS.match(text, end):
        return False
    if text[begin] in "!?":
        return True
    return begin > 0 and _IS_CASELESS.match(text, begin - 1) is not None


def _is_abbreviation(text: str, start: int, begin: int, end: int, language: str) -> bool:
    found = _TOKEN_BEFORE.search(text[max(start, begin - 16) : begin])
    if found is None:
        return False
    token = found[0]
    at = end
    while at < len(text) and text[at].isspace():
        at += 1
        if at - end > 3:
            break
    follows = text[at : at + 1]
    if token.isdecimal():
        return _is_ordinal(text, start, begin, end, token, follows, language)
    word = token.lower()
    if word in _TITLES and not (word == "г" and _after_number(text, start, begin - 1)):  # г. Москва, but 1999 г.
        return True
    if word in _NUMBERED:
        return follows.isdecimal()
    if word in _ABBREVIATED:
        return follows.islower() or follows.isdecimal() or follows in ",;"
    if _is_short_thai(token):
        return True
    if len(token) == 1:
        return _is_initial(text, start, begin, at, token)
    if "." in token and all(len(part) <= 2 for part in token.split(".")) and not token.isupper():
        return follows.islower()
    return _looks_like_initials(token)


def _is_ordinal(text: str, start: int, begin: int, end: int, token: str, follows: str, language: str) -> bool:
    if not text[start : begin - len(token)].strip("*#>-•· \t"):
        return True  # "1. Wash the rice."
    if len(token) > 2:
        return False
    if follows.islower():
        return True
    if language.partition("-")[0] in _ORDINAL_LANGUAGES:
        number = begin - len(token)
        return _BEFORE_ORDINAL.search(text, max(start, number - 8), number) is not None
    return _GERMAN_ORDINAL.match(text, end) is not None


def _is_initial(text: str, start: int, begin: int, following: int, letter: str) -> bool:
    """J. K. Rowling, د. أحمد: one capital before a name; not the pronoun in "So do I." nor "plan B." """
    if "\u0600" <= letter <= "\u06ff":
        return True
    if not letter.isupper():
        return False
    before = text[max(start, begin - 12) : begin - 1].split()
    if not before or before[-1].endswith((".", "&")) or text[following + 1 : following + 2] == ".":
        return True
    return letter != "I" and before[-1][0].isupper()


def _after_number(text: str, start: int, offset: int) -> bool:
    return text[max(start, offset - 3) : offset].strip()[-1:].isdigit()


def _looks_like_initials(token: str) -> bool:
    """U.S, U.S.A, Ph.D"""
    return "." in token and all(1 <= len(part) <= 2 and part[0].isupper() for part in token.split("."))


def _is_short_thai(token: str) -> bool:
    return len(token) <= 4 and "\u0e01" <= token[-1] <= "\u0e5b"


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """Trim one sentence, and cut what is too long at the best weak boundary."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_LENGTH:
        middle = _weak_boundary(text, start, end)
        if middle >= end:
            break
        stop = middle
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield start, stop
        start = middle
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


_WEAK = (re.compile("[；;]+"), re.compile(r"[，、：،؛]+|[,:](?=\s)"), re.compile(r"\s+"))


def _weak_boundary(text: str, start: int, end: int) -> int:
    low, high = start + MAX_LENGTH // 2, start + MAX_LENGTH
    whole = [found.span() for found in _UNBROKEN.finditer(text, start, min(end, high + LONGEST_KEPT_WHOLE))]
    whole = [(a, b) for a, b in whole if b - a <= LONGEST_KEPT_WHOLE and a < high and b > low]
    for pattern in _WEAK:
        for found in reversed(list(pattern.finditer(text, low, high))):
            if not any(a < found.end() < b for a, b in whole):
                return found.end()
    for a, b in whole:
        if a < high < b:
            return a if a > start else b
    at = high
    while at > high - 64 and _joins_to_previous(text, at):
        at -= 1
    return at if at > high - 64 else high


def _joins_to_previous(text: str, at: int) -> bool:
    if _is_flag_half(text[at]) and _is_flag_half(text[at - 1]):
        before = text[max(0, at - 64) : at]
        return (len(before) - len(before.rstrip(_FLAG_HALVES))) % 2 == 1
    return text[at - 1] == "\u200d" or unicodedata.category(text[at]) in ("Mn", "Me", "Mc", "Cf", "Sk")


_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
