"""Language tags: BCP 47 in the few forms that this house stores (`zh-Hans`, `en`), and the names that people read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

UNDETERMINED = "und"


class UnknownLanguage(ValueError):
    """Not a language tag that this house knows."""


class _Language(NamedTuple):
    autonym: str
    english: str
    chinese: str


_LANGUAGES: dict[str, _Language] = {
    "zh-Hans": _Language("中文", "Chinese (Simplified)", "简体中文"),
    "zh-Hant": _Language("繁體中文", "Chinese (Traditional)", "繁体中文"),
    "en": _Language("English", "English", "英语"),
    "es": _Language("Español", "Spanish", "西班牙语"),
    "ja": _Language("日本語", "Japanese", "日语"),
    "ko": _Language("한국어", "Korean", "韩语"),
    "fr": _Language("Français", "French", "法语"),
    "de": _Language("Deutsch", "German", "德语"),
    "pt": _Language("Português", "Portuguese", "葡萄牙语"),
    "it": _Language("Italiano", "Italian", "意大利语"),
    "ru": _Language("Русский", "Russian", "俄语"),
    "uk": _Language("Українська", "Ukrainian", "乌克兰语"),
    "ar": _Language("العربية", "Arabic", "阿拉伯语"),
    "fa": _Language("فارسی", "Persian", "波斯语"),
    "hi": _Language("हिन्दी", "Hindi", "印地语"),
    "th": _Language("ไทย", "Thai", "泰语"),
    "vi": _Language("Tiếng Việt", "Vietnamese", "越南语"),
    "id": _Language("Bahasa Indonesia", "Indonesian", "印度尼西亚语"),
    "tr": _Language("Türkçe", "Turkish", "土耳其语"),
    "nl": _Language("Nederlands", "Dutch", "荷兰语"),
    "pl": _Language("Polski", "Polish", "波兰语"),
    "sv": _Language("Svenska", "Swedish", "瑞典语"),
    "cs": _Language("Čeština", "Czech", "捷克语"),
    "el": _Language("Ελληνικά", "Greek", "希腊语"),
    "he": _Language("עברית", "Hebrew", "希伯来语"),
    "ur": _Language("اردو", "Urdu", "乌尔都语"),
    "bn": _Language("বাংলা", "Bengali", "孟加拉语"),
    "ms": _Language("Bahasa Melayu", "Malay", "马来语"),
    "tl": _Language("Tagalog", "Tagalog", "他加禄语"),
    "ro": _Language("Română", "Romanian", "罗马尼亚语"),
    "hu": _Language("Magyar", "Hungarian", "匈牙利语"),
    "sw": _Language("Kiswahili", "Swahili", "斯瓦希里语"),
    "yue": _Language("粵語", "Cantonese", "粤语"),
    "und": _Language("…", "Unknown language", "未知语言"),
}

SUPPORTED: tuple[str, ...] = tuple(tag for tag in _LANGUAGES if tag not in ("yue", UNDETERMINED))
"""What pickers offer, the most likely first. Other known tags are kept when they arrive from elsewhere."""

# ISO 639-1 with its three-letter codes (639-2/T and 639-3; 639-2/B where it differs).
_ISO_639 = """
aa aar|ab abk|af afr|ak aka|am amh|an arg|ar ara arb|as asm|av ava|ay aym|az aze|ba bak|be bel|bg bul|bi bis|bm bam
bn ben|bo bod tib|br bre|bs bos|ca cat|ce che|ch cha|co cos|cr cre|cs ces cze|cu chu|cv chv|cy cym wel|da dan
de deu ger|dv div|dz dzo|ee ewe|el ell gre|en eng|eo epo|es spa|et est|eu eus baq|fa fas per pes|ff ful|fi fin
fj fij|fo fao|fr fra fre|fy fry|ga gle|gd gla|gl glg|gn grn|gu guj|gv glv|ha hau|he heb|hi hin|ho hmo|hr hrv|ht hat
hu hun|hy hye arm|hz her|ia ina|id ind|ie ile|ig ibo|ii iii|ik ipk|io ido|is isl ice|it ita|iu iku|ja jpn|jv jav
ka kat geo|kg kon|ki kik|kj kua|kk kaz|kl kal|km khm|kn kan|ko kor|kr kau|ks kas|ku kur|kv kom|kw cor|ky kir|la lat
lb ltz|lg lug|li lim|ln lin|lo lao|lt lit|lu lub|lv lav lvs|mg mlg|mh mah|mi mri mao|mk mkd mac|ml mal|mn mon
mr mar|ms msa may zsm|mt mlt|my mya bur|na nau|nb nob|nd nde|ne nep npi|ng ndo|nl nld dut|nn nno|no nor|nr nbl
nv nav|ny nya|oc oci|oj oji|om orm|or ori ory|os oss|pa pan|pi pli|pl pol|ps pus|pt por|qu que|rm roh|rn run
ro ron rum|ru rus|rw kin|sa san|sc srd|sd snd|se sme|sg sag|si sin|sk slk slo|sl slv|sm smo|sn sna|so som
sq sqi alb|sr srp|ss ssw|st sot|su sun|sv swe|sw swa swh|ta tam|te tel|tg tgk|th tha|ti tir|tk tuk|tl tgl|tn tsn
to ton|tr tur|ts tso|tt tat|tw twi|ty tah|ug uig|uk ukr|ur urd|uz uzb uzn|ve ven|vi vie|vo vol|wa wln|wo wol|xh xho
yi yid|yo yor|za zha|zh zho chi cmn|zu zul
"""
_TWO_LETTER = {
    code: codes.split()[0] for codes in _ISO_639.strip().replace("\n", "|").split("|") for code in codes.split()
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Languages without a two-letter code that people here write.
_THREE_LETTER = _words(
    """
    yue wuu nan hak gan hsn cdo lzh fil ceb ilo hil war bcl pam haw kab rif shi arz ary apc acm ajp aeb ast szl csb
    gsw bar nds sco scn nap vec lmo pms lij fur srn pap mai bho awa mag hne raj doi kok gom sat mni brx lus ckb kmr
    sdh zza crh tyv sah bua xal udm mhr myv mdf koi kbd ady lez ava inh kum nog krc alt cjs jam pcm tpi smj sma ksh
    hsb dsb frr stq rue mwl ext lad jbo tok ace ban bug mad min jav bjn dtp iba nah nhn yua quc quz arn gcf
    """
)
_OBSOLETE = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "fil": "tl", "prs": "fa"}
_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})
_DEFAULT_SCRIPTS = {
    "ru": "Cyrl",
    "uk": "Cyrl",
    "ar": "Arab",
    "fa": "Arab",
    "ur": "Arab",
    "hi": "Deva",
    "ja": "Jpan",
    "ko": "Kore",
}
_RIGHT_TO_LEFT = _words("ar fa he ur ps ug yi dv sd ckb arz ary apc acm ajp aeb")
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo"})
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extended>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}|[a-wyz]-[a-z0-9]{2,8}|x-[a-z0-9]{1,8}))*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def normalize(tag: str) -> str:
    """The stored form: `zh-CN` -> `zh-Hans`, `zh_HK` -> `zh-Hant`, `eng` -> `en`, `cmn` -> `zh-Hans`, `pt-BR` -> `pt`.

    Language and, where it matters, script. A region is dropped: it changes neither who can read a text nor what
    translates it, and readers ask by equality. Raises UnknownLanguage.
    """
    found = _TAG.fullmatch(tag.strip().replace("_", "-")) if len(tag) <= 64 else None
    if found is None:
        raise UnknownLanguage(tag[:64])
    code = found["language"].lower()
    if code in ("und", "zxx", "mul", "mis"):
        return UNDETERMINED
    if code == "zh" and found["extended"] and found["extended"].lower() != "cmn":
        code = found["extended"].lower()  # zh-yue is written yue
    code = _OBSOLETE.get(code, code)
    language = _TWO_LETTER.get(code) or (code if code in _THREE_LETTER else None)
    if language is None:
        raise UnknownLanguage(tag)
    script = (found["script"] or "").title()
    region = (found["region"] or "").upper()
    if language == "zh":
        traditional = script == "Hant" or (not script and region in _TRADITIONAL_REGIONS)
        return "zh-Hant" if traditional else "zh-Hans"
    if script in ("Latn", _DEFAULT_SCRIPTS.get(language)) and language not in ("sr", "uz", "az", "kk", "ku"):
        script = ""
    return f"{language}-{script}" if script else language


def is_known(tag: str) -> bool:
    try:
        normalize(tag)
    except UnknownLanguage:
        return False
    return True


def base(tag: str) -> str:
    """The language alone: `zh-Hant` -> `zh`, `pt-BR` -> `pt`."""
    return tag.partition("-")[0].lower()


def script(tag: str) -> str:
    """The script subtag if there is one: `zh-Hant` -> `Hant`, `en-US` -> ``."""
    return next((part.title() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")


def autonym(tag: str) -> str:
    """The language's own name for itself; the tag when it is not known."""
    known = _find(tag)
    return known.autonym if known else _elsewhere(tag, "name_local")


def name(tag: str, in_language: str = "en") -> str:
    """The language's name in English or, for any `zh`, in Chinese."""
    known = _find(tag)
    if known is None:
        return _elsewhere(tag, "name")
    return known.chinese if base(in_language) == "zh" else known.english


def direction(tag: str) -> Literal["ltr", "rtl"]:
    written = script(tag)
    rtl = written in _RIGHT_TO_LEFT_SCRIPTS if written else base(tag) in _RIGHT_TO_LEFT
    return "rtl" if rtl else "ltr"


def matches(tag: str, wanted: Iterable[str]) -> bool:
    """Whether who wants these languages needs no translation: `pt-BR` matches `pt`, `zh-Hant` not `zh-Hans`."""
    return any(_matches_one(tag, one) for one in wanted)


def readable(tag: str, wanted: Iterable[str]) -> bool:
    """Same language, whatever the script: better than nothing, though a translation may still be offered."""
    return base(tag) in {base(one) for one in wanted}


def best_match(available: Iterable[str], wanted: Iterable[str]) -> str | None:
    """The first of `wanted` (in the reader's order) that `available` serves, as the tag that is available."""
    tags = list(available)
    for one in wanted:
        for fits in (lambda tag, one=one: tag == one, lambda tag, one=one: _matches_one(tag, one)):
            found = next((tag for tag in tags if fits(tag)), None)
            if found:
                return found
    return None


def _matches_one(tag: str, wanted: str) -> bool:
    return base(tag) == base(wanted) and (not script(tag) or not script(wanted) or script(tag) == script(wanted))


def _find(tag: str) -> _Language | None:
    known = _LANGUAGES.get(tag)
    if known is None and is_known(tag):
        normal = normalize(tag)
        known = _LANGUAGES.get(normal) or _LANGUAGES.get(base(normal))
    return known


def _elsewhere(tag: str, field: str) -> str:
    from django.conf.locale import LANG_INFO

    found = LANG_INFO.get(tag.lower()) or LANG_INFO.get(base(tag)) or {}
    return str(found.get(field, tag))
