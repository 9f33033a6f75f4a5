"""Which language a text is in: its script first, then the model inside the script, then what the author writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from lihua.language import tags
from lihua.language.han import han_table
from lihua.language.signs import CODE, KAOMOJI, LINK, SHORTCODE

Source = Literal["rules", "model", "prior"]


@dataclass(frozen=True, slots=True)
class Detected:
    language: str
    """BCP 47, `und` where it cannot be told."""
    script: str
    """ISO 15924: Hans, Hant, Jpan, Kore, Latn...; Zyyy when there are no letters."""
    confidence: float
    source: Source
    others: tuple[str, ...] = ()
    """Scripts that a good part of a mixed text is in besides."""


NOTHING = Detected(tags.UNDETERMINED, "Zyyy", 0.0, "rules")
_LONGEST = 3000
_FEW_LETTERS = 3
_LEAST_CONFIDENCE = 0.35

_NOT_WORDS = re.compile(
    rf"{LINK}|\b[\w.+-]+@[\w-]+\.[\w.-]+|@[\w.]+(?:@[\w.-]+)?|[#＃][\w·]+|{CODE}|{SHORTCODE}|{KAOMOJI}", re.IGNORECASE
)
_TAGGED = re.compile(r"[#＃]([\w·]+)")
_SCRIPTS = {
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kana": "\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Hang": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff",
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff\uff21-\uff3a"
    "\uff41-\uff5a'’",
    "Cyrl": "\u0400-\u052f",
    "Arab": "\u0600-\u0605\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff"
    "\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0970-\u097f",
    "Thai": "\u0e01-\u0e4e",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebr": "\u0591-\u05f4",
    "Armn": "\u0531-\u0588",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Beng": "\u0980-\u09e5\u09f0-\u09fe",
    "Guru": "\u0a01-\u0a5e\u0a70-\u0a76",
    "Gujr": "\u0a81-\u0ae3",
    "Taml": "\u0b82-\u0bcd",
    "Telu": "\u0c00-\u0c63",
    "Knda": "\u0c80-\u0ce3",
    "Mlym": "\u0d00-\u0d63",
    "Sinh": "\u0d81-\u0df3",
    "Laoo": "\u0e81-\u0ecd\u0edc-\u0edf",
    "Tibt": "\u0f00-\u0f6c",
    "Mymr": "\u1000-\u103f\u1050-\u108f",
    "Khmr": "\u1780-\u17d3",
    "Ethi": "\u1200-\u137c",
    "Mong": "\u1820-\u18aa",
}
_RUN = re.compile("|".join(f"(?P<{script}>[{characters}]+)" for script, characters in _SCRIPTS.items()))
_ONE_LANGUAGE = {
    "Thai": "th", "Grek": "el", "Hebr": "he", "Armn": "hy", "Geor": "ka", "Beng": "bn", "Guru": "pa", "Gujr": "gu",
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Laoo": "lo", "Tibt": "bo", "Mymr": "my",
    "Khmr": "km", "Ethi": "am", "Mong": "mn",
}  # fmt: skip
_LETTERS_A_WORD = {
    "Hani": 1.6,
    "Kana": 3.0,
    "Hang": 2.5,
    "Thai": 4.0,
    "Laoo": 4.0,
    "Mymr": 4.0,
    "Khmr": 4.0,
    "Tibt": 4.0,
}
_CHINESE_GRAMMAR = re.compile("[的了是我不在有这這吗嗎呢吧啊就都很还還也要没沒们們个個]")
_CANDIDATES = {
    "Latn": ("en", "es", "fr", "de", "pt", "it", "nl", "pl", "tr", "id", "vi", "sv", "ro", "cs", "hu", "tl"),
    "Cyrl": ("ru", "uk", "bg", "sr"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi", "mr", "ne"),
}
_SCRIPT_OF_LANGUAGE = {
    "zh": "Hani",
    "yue": "Hani",
    "ja": "Jpan",
    "ko": "Hang",
    **{v: k for k, v in _ONE_LANGUAGE.items()},
}
for _script, _languages in {
    "Cyrl": "ru uk be bg sr mk kk mn ky tg tt ba", "Arab": "ar fa ur ps ug ckb sd", "Deva": "hi mr ne sa"
}.items():  # fmt: skip
    _SCRIPT_OF_LANGUAGE.update(dict.fromkeys(_languages.split(), _script))

# Letters that, inside their script, only one of the candidates writes.
_TELLING = {
    "Latn": (
        ("vi", re.compile("[ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)),
        ("tr", re.compile("[ığİ]")),
        ("pl", re.compile("[łęąśźżń]", re.IGNORECASE)),
        ("de", re.compile("[ß]")),
        ("es", re.compile("[ñ¿¡]", re.IGNORECASE)),
        ("pt", re.compile("[ãõ]", re.IGNORECASE)),
        ("cs", re.compile("[řůě]", re.IGNORECASE)),
        ("hu", re.compile("[őű]", re.IGNORECASE)),
        ("ro", re.compile("[țţ]", re.IGNORECASE)),
    ),
    "Cyrl": (
        ("uk", re.compile("[іїєґ]", re.IGNORECASE)),
        ("be", re.compile("[ў]", re.IGNORECASE)),
        ("ru", re.compile("[ыэё]", re.IGNORECASE)),
        ("sr", re.compile("[ђћјљњџ]", re.IGNORECASE)),
        ("kk", re.compile("[әғқңұһ]", re.IGNORECASE)),
    ),
    "Arab": (
        ("ur", re.compile("[ٹڈڑںےھہ]")),
        ("fa", re.compile("[پچژگکی]")),
        ("ar", re.compile("[ةىأإ]")),
    ),
    "Deva": (("mr", re.compile("[ळ]")), ("hi", re.compile("है|हैं|क्या|नहीं|में"))),
}
_TELLING_WEIGHT = 20.0

# Small words by which people know a language at once; they help where a post is too short for the model.
_KNOWN_BY = {
    "en": (
        "the and is are you i this that it my of to for with what how thanks thank hello hi so not have lol omg "
        "please yes love your im its good nice one was we they"
    ),
    "es": (
        "el la los las que de y es un una por para con no muy mi tu gracias hola qué está como pero esto más buenos "
        "buenas días sí te me lo hoy amo"
    ),
    "fr": (
        "le la les des et est un une pour avec pas je tu vous nous merci bonjour salut c'est très mon ma ça oui dans "
        "sur qui trop j'ai ce bonne"
    ),
    "de": (
        "der die das und ist ein eine nicht ich du wir mit für danke hallo guten sehr mein was wie auch auf ja heute "
        "noch aber schön"
    ),
    "pt": (
        "o os as que de e é um uma para com não muito meu minha obrigado obrigada olá bom dia está você tudo isso "
        "mais sim hoje eu"
    ),
    "it": (
        "il lo gli che di e è un una per con non molto mio mia grazie ciao buongiorno sono questo anche più sì oggi "
        "come bella"
    ),
    "nl": "de het een en is niet ik je wij met voor dank hallo goed mijn wat hoe ook op van dit leuk lekker",
    "pl": "i w na nie to jest się że z do jak dziękuję cześć dobry bardzo mój dzień tak",
    "tr": "ve bir bu çok ne için teşekkürler merhaba günaydın nasıl değil ben sen var yok güzel bugün",
    "id": (
        "dan yang di ini itu saya aku kamu tidak terima kasih selamat pagi apa ada untuk dengan banget enak hari makan"
    ),
    "vi": "và là của tôi bạn không cảm ơn xin chào rất này có cho",
    "sv": "och att det är en ett inte jag du vi med för tack hej god mycket min vad",
    "ro": "și este un o nu eu tu pentru cu mulțumesc bună foarte ce",
    "cs": "a je to se na že děkuji ahoj dobrý velmi můj co jak",
    "hu": "a az és nem egy hogy köszönöm szia jó nagyon van én",
    "ru": "и не что я ты мы это как так вот был есть спасибо привет за мой моя очень да нет на с у но все",
    "uk": "і не що я ти ми це як так дякую привіт за мій моя дуже так ні на з у але",
    "bg": "и не че аз ти ние това как благодаря здравей за мой много да на с но е са съм",
    "sr": "и не да ја ти ми ово како хвала здраво за мој веома на с али је су сам",
    "tl": "ang ng mga sa ako ikaw salamat hindi kumusta po ito na maganda",
}
_KNOWN_WORDS: dict[str, list[str]] = defaultdict(list)
for _language, _words in _KNOWN_BY.items():
    for _word in _words.split():
        _KNOWN_WORDS[_word].append(_language)


def detect(text: str, prior: Sequence[str] = ()) -> Detected:
    """The language of the author's own words; links, mentions, tags and emoji say nothing about it.

    `prior`: the languages that the author writes, the most usual first. They decide where the text does not.
    """
    words = _NOT_WORDS.sub(" ", text[:_LONGEST])
    shares = _shares(words)
    if not shares:
        words = " ".join(_TAGGED.findall(text[:_LONGEST]))  # nothing but tags: they are all there is
        shares = _shares(words)
    if not shares:
        return NOTHING
    main = max(shares, key=lambda script: shares[script].words)
    total = sum(share.words for share in shares.values())
    found = _in_script(main, words, shares, prior)
    others = tuple(
        script
        for script, share in shares.items()
        if script not in (main, "Kana") and share.words >= 0.25 * total and (main, script) != ("Kana", "Hani")
    )
    certainty = 0.6 + 0.4 * shares[main].words / total
    return Detected(found.language, found.script, round(found.confidence * certainty, 3), found.source, others)


class _Share(NamedTuple):
    letters: int
    words: float


def _shares(words: str) -> dict[str, _Share]:
    """How much of the text is in each script, in letters and in (about) words, so that scripts can be compared."""
    letters: dict[str, int] = defaultdict(int)
    weights: dict[str, float] = defaultdict(float)
    for run in _RUN.finditer(words):
        script, characters = run.lastgroup or "", run[0]
        size = len(characters)
        if script == "Latn":
            characters = characters.strip("'’")
            size = len(characters)
            # a name or a brand (iPhone, Pro Max, OOTD) tells less than a word
            weights[script] += 0 if not size else 1.0 if characters.islower() else 0.6
        else:
            weights[script] += size / _LETTERS_A_WORD[script] if script in _LETTERS_A_WORD else 1.0
        letters[script] += size
    if "Kana" in weights:
        weights["Kana"] += weights.get("Hani", 0.0)
    elif "Hani" in weights and _CHINESE_GRAMMAR.search(words):
        weights["Hani"] *= 1.5
    return {script: _Share(letters[script], weight) for script, weight in weights.items() if letters[script]}


def _in_script(script: str, words: str, shares: dict[str, _Share], prior: Sequence[str]) -> Detected:
    letters = shares[script].letters
    if script in ("Hani", "Kana"):
        return _chinese_or_japanese(words, shares, prior)
    if script == "Hang":
        return Detected("ko", "Kore", 0.99 if letters > 1 else 0.8, "rules")
    if script in _ONE_LANGUAGE and letters >= _FEW_LETTERS:
        return Detected(_ONE_LANGUAGE[script], script, 0.99, "rules")
    usual = [tag for tag in prior if _SCRIPT_OF_LANGUAGE.get(tags.base(tag), "Latn") == script]
    if letters < _FEW_LETTERS:
        return Detected(usual[0], script, 0.5, "prior") if usual else Detected("und", script, 0.0, "rules")
    return _by_model(script, words, letters, usual)


def _chinese_or_japanese(words: str, shares: dict[str, _Share], prior: Sequence[str]) -> Detected:
    table = han_table()
    han = [character for character in words if "\u3400" <= character <= "\u9fff"]
    simplified = sum(character in table.simplified for character in han)
    traditional = sum(character in table.traditional for character in han)
    japanese = sum(character in table.japanese for character in han)
    kana = shares["Kana"].letters if "Kana" in shares else 0
    chinese = sum(not _is_usual_in_japan(character) for character in han) - japanese
    if _is_japanese(words, len(han), kana, chinese, japanese):
        return Detected("ja", "Jpan", 0.99 if kana > 1 or japanese > 1 else 0.85, "rules")
    usual = [tag for tag in prior if tags.base(tag) in ("zh", "ja", "yue")]
    if usual and tags.base(usual[0]) == "ja" and chinese <= 0 and len(han) < 12:
        return Detected("ja", "Jpan", 0.7, "prior")
    if simplified == traditional:
        written = next((tag for tag in usual if tags.base(tag) == "zh"), None)
        if written:
            return Detected(tags.normalize(written), tags.script(tags.normalize(written)), 0.8, "prior")
        return Detected("zh-Hans", "Hans", 0.7, "rules")
    margin = abs(simplified - traditional) / (simplified + traditional)
    tag = "zh-Hans" if simplified > traditional else "zh-Hant"
    return Detected(tag, tags.script(tag), 0.8 + 0.19 * margin, "rules")


def _is_japanese(words: str, han: int, kana: int, chinese: int, japanese: int) -> bool:
    """Kana, unless it is a の in a Chinese text, as people write for fun; or characters that only Japan writes."""
    if kana:
        telling = kana - words.count("の")
        return chinese <= 0 or (telling > 0 and kana > 0.1 * (han + kana))
    return japanese > 0 and japanese > chinese


@lru_cache(maxsize=4096)
def _is_usual_in_japan(character: str) -> bool:
    """Among the 2,965 everyday characters of JIS X 0208 (level 1), which EUC-JP keeps in the rows B0 to CF."""
    encoded = character.encode("euc_jp", "ignore")
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xCF


def _by_model(script: str, words: str, letters: int, usual: Sequence[str]) -> Detected:
    from lihua.language import langid

    bases = [tags.base(tag) for tag in usual]
    candidates = tuple(dict.fromkeys([*_CANDIDATES[script], *(one for one in bases if one in langid.LANGUAGES)]))
    kept = " ".join(run[0] for run in _RUN.finditer(words) if run.lastgroup == script)
    chances = langid.model().probabilities(kept, candidates) or dict.fromkeys(candidates, 1 / len(candidates))
    plain = max(chances, key=lambda one: chances[one])
    _weigh(chances, _signs(script, words, kept))
    by_text = max(chances, key=lambda one: chances[one])
    is_known = chances[by_text] > 1.5 / len(candidates)
    if bases:
        trust = 6.0 if letters < 20 else 3.0 if letters < 60 else 1.5
        _weigh(chances, {one: trust * (1.5 if one == bases[0] else 1.0) for one in bases if one in chances})
    best = max(chances, key=lambda one: chances[one])
    confidence = chances[best] / sum(chances.values())
    if confidence < _LEAST_CONFIDENCE or (not is_known and best not in bases):
        return Detected("und", script, round(confidence, 3), "model")
    source: Source = "prior" if best != by_text else "rules" if best != plain else "model"
    return Detected(best, script, min(confidence, 0.99), source)


def _signs(script: str, words: str, kept: str) -> dict[str, float]:
    signs: dict[str, float] = defaultdict(lambda: 1.0)
    for language, letters in _TELLING[script]:
        if letters.search(words):
            signs[language] *= _TELLING_WEIGHT
    if script in ("Latn", "Cyrl"):
        for word in kept.lower().replace("’", "'").split()[:12]:
            known_by = _KNOWN_WORDS.get(word, ())
            for language in known_by:
                signs[language] *= 3.0 if len(known_by) == 1 else 1.4
    return signs


def _weigh(chances: dict[str, float], weights: dict[str, float]) -> None:
    for language, weight in weights.items():
        if language in chances:
            chances[language] *= weight
