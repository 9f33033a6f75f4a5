"""Engines behind one door: which there are, in which order they are asked, and which may see what.

The settings say what is there (addresses, keys, packs in the data folder); the owner's page says the order, the pairs,
the quotas and the privacy, at run time (EngineChoice). What an engine gives is untrusted text. Its failures are logged
and remembered in the database; readers never meet them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.conf import settings

from lihua.language.engines import packs, watching
from lihua.language.engines.contract import Engine, EngineFailed, Made
from lihua.language.engines.deepl import DeepL
from lihua.language.engines.libretranslate import LibreTranslate
from lihua.language.engines.llm import ChatModel
from lihua.language.engines.packs import LocalPacks
from lihua.language.models import EngineChoice

__all__ = [
    "NAMES",
    "ORDER",
    "Chosen",
    "Engine",
    "EngineFailed",
    "LibreTranslate",
    "Made",
    "Privacy",
    "engine_named",
    "engines_for",
    "every_engine",
    "is_configured",
]

Privacy = Literal["public", "private", "consented"]
"""Who may see the text: `private` stays on machines of the village; `consented`: its author allows third parties."""

ORDER = ("local", "libretranslate", "deepl", "llm")
"""Unless the owner says otherwise: what stays here first."""

NAMES = {one.key: one.name for one in (LocalPacks, LibreTranslate, DeepL, ChatModel)}


@dataclass(frozen=True)
class Chosen:
    """An engine that is set up, with what the owner decided about it."""

    engine: Engine
    choice: EngineChoice

    @property
    def key(self) -> str:
        return self.engine.key

    @property
    def stays_here(self) -> bool:
        """Whether texts do not leave the village's own machines. Of an address only its owner knows whose it is."""
        return not self.engine.address or self.choice.is_ours

    def may_see(self, privacy: Privacy) -> bool:
        return self.stays_here or privacy == "public" or (privacy == "consented" and self.choice.takes_private)

    def takes(self, source: str, target: str) -> bool:
        """Whether the pair is meant for it, answered without asking it."""
        wanted = self.choice.pairs
        return (not wanted or f"{source}>{target}" in wanted) and self.engine.offers(source, target)

    def is_ready(self, source: str, target: str) -> bool:
        return not watching.rests(self.key, f"{source}>{target}") and watching.has_quota(self.choice)


def every_engine() -> list[Chosen]:
    """All that are set up, in the owner's order, also those that are switched off."""
    decided = watching.choices()
    found = [Chosen(engine, decided.get(engine.key) or _default(engine.key)) for engine in _configured()]
    return sorted(found, key=lambda chosen: (chosen.choice.position, ORDER.index(chosen.key)))


def engines_for(source: str, target: str, *, privacy: Privacy = "public") -> list[Chosen]:
    """Those that may be asked for this pair, in order; resting ones too."""
    return [
        chosen
        for chosen in every_engine()
        if chosen.choice.is_on and chosen.may_see(privacy) and chosen.takes(source, target)
    ]


def engine_named(name: str) -> Chosen | None:
    wanted = name.casefold()
    return next((one for one in every_engine() if wanted in (one.key, one.engine.name.casefold())), None)


def is_configured() -> bool:
    return any(chosen.choice.is_on for chosen in every_engine())


def _default(key: str) -> EngineChoice:
    return EngineChoice(key=key, position=ORDER.index(key))


def _configured() -> list[Engine]:
    found: list[Engine] = []
    if packs.installed() and packs.is_possible():
        found.append(_local())
    if settings.LIBRETRANSLATE_URL:
        found.append(_libretranslate(settings.LIBRETRANSLATE_URL, settings.LIBRETRANSLATE_KEY))
    if settings.DEEPL_KEY:
        found.append(_deepl(settings.DEEPL_KEY, settings.DEEPL_URL))
    if settings.LLM_URL:
        found.append(_llm(settings.LLM_URL, settings.LLM_KEY, settings.LLM_MODEL))
    return found


@lru_cache(maxsize=1)
def _local() -> LocalPacks:
    return LocalPacks()


@lru_cache(maxsize=4)
def _libretranslate(url: str, key: str) -> LibreTranslate:
    return LibreTranslate(url, key)


@lru_cache(maxsize=4)
def _deepl(key: str, url: str) -> DeepL:
    return DeepL(key, url)


@lru_cache(maxsize=4)
def _llm(url: str, key: str, model: str) -> ChatModel:
    return ChatModel(url, key, model)
