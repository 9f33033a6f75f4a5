"""Having sentences translated by machine: from the cache, else by the engines in their order, checked, and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import Any, Literal

from django.core.cache import caches
from django.utils.timezone import now

from lihua.base.tasks import defer
from lihua.language import budget, claims, dictionaries, engines, langid, masking, rules, shorts, tags, wordlist
from lihua.language.batches import at_engine, batches
from lihua.language.digests import digest
from lihua.language.engines import Chosen, Privacy, packs
from lihua.language.installing import PackRefused, add_from_file, add_from_index, offers, pair_of, remove
from lihua.language.masking import Term
from lihua.language.models import PEOPLE, EngineChoice, EngineState, MachineSentence, PackJob
from lihua.language.remembering import Errand, Translated, refused_before, remember, remembered, untouched
from lihua.language.shorts import ReadShort
from lihua.language.tasks import (
    install_pack,
    load_dictionary,
    look_into_index,
    translate_sentences,
    translate_shorts,
)

__all__ = [
    "MAX_CHARACTERS",
    "MAX_SENTENCES",
    "PackRefused",
    "Privacy",
    "Term",
    "Translated",
    "add_from_file",
    "add_from_index",
    "ask_engine_earlier",
    "decide",
    "leave_models_to_the_worker",
    "let_engine_try_again",
    "load_dictionary_now",
    "offers",
    "pair_of",
    "remove",
    "translate",
    "try_engine",
    "unpack_model",
    "unpack_words",
    "want_dictionary",
    "want_index",
    "want_pack",
    "want_short",
]

MAX_SENTENCES = 500
MAX_CHARACTERS = 20_000
"""Of one call. What is beyond waits for another: one reader's wish does not keep the engine from the others."""

SHORT_ONCE_IN = 600  # seconds

_one_at_a_time = threading.Lock()
_PATIENCE = 60.0
_PATIENCE_OF_PAGES = 15.0
_LOOK_AGAIN = 0.2


def translate(
    sentences: Sequence[str],
    *,
    source: str,
    target: str,
    privacy: Privacy = "public",
    terms: Sequence[Term] = (),
    payer: str = "",
    engine: str = "",
) -> list[Translated]:
    """Each sentence from `source` into `target`, in order. Never raises for what an engine does.

    Call it outside a transaction: it may wait for an engine, then writes what it got. `private` texts go to engines of
    the village's own only, `consented` ones (their author allows it) also to those that the owner opened for them.
    `terms` are the glossary's words. `payer` names whose daily budget is spent (`person:17`); `engine` the only one
    that may be asked, by its key.
    """
    errand = Errand(source, target, privacy, tuple(terms), engine)
    if tags.UNDETERMINED in (source, target) or source == target:
        return [untouched(one, "refused", "languages") for one in sentences]
    wanted = {digest(one): one for one in sentences}
    known = {key: done for key, one in wanted.items() if (done := _without_words(one, errand))}
    known |= remembered({key: one for key, one in wanted.items() if key not in known}, errand)
    missing = {key: one for key, one in wanted.items() if key not in known}
    if missing:
        known |= _by_engines(missing, errand, payer)
    return [known[digest(one)] for one in sentences]


def learn(sentence: str, text: str, *, source: str, target: str) -> None:
    """What people found for a sentence is what it is read as elsewhere: no engine is asked for it again."""
    MachineSentence.objects.update_or_create(
        digest=digest(sentence),
        source=source,
        target=target,
        engine=PEOPLE,
        version="",
        terms="",
        defaults={"text": text, "score": 1.0, "is_rough": False, "is_private": False, "created_at": now()},
    )


def want_short(
    missing: Sequence[ReadShort], *, target: str, payer: str = "", may_ask: Callable[[], bool] = lambda: True
) -> bool:
    """Have the worker translate what misses in public texts outside works; whether there is anything to wait for.

    Asked once in ten minutes for the same text. `may_ask` is asked before each errand: it counts them.
    """
    by_language: dict[str, list[str]] = {}
    for one in missing[: shorts.MOST]:
        if one.misses and rules.can_translate(one.language, target):
            by_language.setdefault(one.language, []).append(one.text)
    asked = caches["local"]
    for source, texts in by_language.items():
        fresh = [text for text in texts if asked.add(f"short:{digest(text)}:{source}:{target}", True, SHORT_ONCE_IN)]
        if fresh and may_ask():
            defer(translate_shorts, texts=fresh, source=source, target=target, payer=payer)
    return bool(by_language)


def try_engine(key: str, sentence: str, *, source: str, target: str) -> Translated:
    """Ask one engine, also one that rests or is switched off, past the cache; a reason where it did not work."""
    chosen = engines.engine_named(key)
    if chosen is None:
        return untouched(sentence, "failed", "no engine")
    if not chosen.engine.offers(source, target):
        return untouched(sentence, "failed", "the engine does not offer this pair", chosen.engine.name)
    return at_engine(chosen, {"": sentence}, Errand(source, target))[""]


def decide(key: str, **facts: Any) -> EngineChoice:
    """What the owner says about an engine; the names are those of EngineChoice."""
    choice = EngineChoice.objects.filter(key=key).first() or EngineChoice(key=key, position=engines.ORDER.index(key))
    for name, value in facts.items():
        setattr(choice, name, value)
    choice.save()
    engines.watching.look_again()
    return choice


def ask_engine_earlier(key: str) -> None:
    """Have an engine asked before the one that stands before it."""
    order = [one.key for one in engines.every_engine()]
    at = order.index(key)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    for position, one in enumerate(order):
        decide(one, position=position)


def let_engine_try_again(key: str) -> None:
    """Forget an engine's failures: its owner has mended it."""
    EngineState.objects.filter(key=key).delete()
    engines.watching.look_again()


def want_pack(source: str, target: str) -> PackJob:
    """Have the worker bring in a pack from the index."""
    PackJob.objects.filter(source=source, target=target).exclude(
        state__in=[PackJob.State.WAITING, PackJob.State.WORKING]
    ).delete()
    job, is_new = PackJob.objects.get_or_create(source=source, target=target)
    if is_new:
        defer(install_pack, job_id=job.pk)
    return job


def want_index() -> None:
    """Have the worker look which packs there are."""
    defer(look_into_index)


def unpack_model() -> bool:
    """Unpack what tells languages apart, so that no request has to; whether there was anything to do."""
    return langid.unpack()


def want_dictionary() -> None:
    """Have the worker bring in the dictionary that came along, unless it is in; until then words have no entries."""
    if not dictionaries.has_cedict():
        defer(load_dictionary)


def load_dictionary_now() -> bool:
    """Bring in the dictionary that came along, here and now (seconds); whether there was anything to do."""
    return dictionaries.load_cedict()


def unpack_words() -> bool:
    """Make the list of Chinese words that all processes share; whether there was anything to do."""
    made = wordlist.unpack()
    if not wordlist.has_added_words() and dictionaries.has_added_words():
        dictionaries.share_words()
    return made


def leave_models_to_the_worker() -> None:
    """For processes that serve pages: a model takes hundreds of megabytes in each that loads it."""
    packs.leave_to_the_worker()


def _without_words(sentence: str, errand: Errand) -> Translated | None:
    """Names, links and emoji alone need no engine; nor do the glossary's words, which it says in the other language."""
    masked = masking.mask(sentence, errand.terms_of(sentence))
    if masked.says_something:
        return None
    text = masking.unmask(masked.text, masked.kept)
    if text == sentence:
        return untouched(sentence, "nothing")
    return Translated(sentence, text, "translated", "glossary", score=1.0)


def _by_engines(missing: dict[str, str], errand: Errand, payer: str) -> dict[str, Translated]:
    if not errand.engines:
        return {key: untouched(one, *_no_engine(errand)) for key, one in missing.items()}
    within, beyond = budget.within(missing, payer, most_sentences=MAX_SENTENCES, most_characters=MAX_CHARACTERS)
    done = {key: untouched(one, "failed", "budget") for key, one in beyond.items()}
    ends = monotonic() + _PATIENCE
    if not packs.works_here() and any(one.engine.kind == "local" for one in errand.engines):
        return done | _by_the_worker(within, errand, monotonic() + _PATIENCE_OF_PAGES)
    while within:
        if not _one_at_a_time.acquire(timeout=max(0.0, ends - monotonic())):
            break
        try:
            done |= _pay(within, errand, payer)
        finally:
            _one_at_a_time.release()
        within = {key: one for key, one in within.items() if key not in done}
        if within and monotonic() >= ends:
            break
        if within:  # another process is having them translated
            sleep(_LOOK_AGAIN)
    return done | {key: untouched(one, "failed", "busy") for key, one in within.items()}


def _no_engine(errand: Errand) -> tuple[Literal["refused", "failed"], str]:
    if errand.is_private and engines.engines_for(errand.source, errand.target):
        return "refused", "private"
    return "failed", "no engine"


def _pay(missing: dict[str, str], errand: Errand, payer: str) -> dict[str, Translated]:
    """What became of the sentences, without those that somebody else is having translated at this moment."""
    done = remembered(missing, errand)  # somebody may have asked for the same while we waited
    for batch in batches({key: one for key, one in missing.items() if key not in done}):
        with claims.claimed(batch, source=errand.source, target=errand.target) as ours:
            done |= remembered(batch, errand)
            mine = {key: one for key, one in batch.items() if key in ours and key not in done}
            if mine:
                done |= _one_after_the_other(mine, errand)
                budget.spend(payer, mine.values())
    return done


def _one_after_the_other(mine: dict[str, str], errand: Errand) -> dict[str, Translated]:
    """Each engine is asked for what those before it could not do."""
    done: dict[str, Translated] = {}
    for chosen in errand.engines:
        left = {key: one for key, one in mine.items() if key not in done or done[key].status != "translated"}
        if not left:
            break
        if not chosen.is_ready(errand.source, errand.target):
            done = {
                key: untouched(one, "failed", _why_not(chosen), chosen.engine.name) for key, one in left.items()
            } | done
            continue
        before = refused_before(left, errand, chosen.engine.name)
        asked = {key: one for key, one in left.items() if key not in before}
        if asked:
            fresh = at_engine(chosen, asked, errand)
            remember(fresh, errand, version=chosen.engine.version(errand.source, errand.target))
            done |= fresh
    return {key: done.get(key) or untouched(one, "refused", "refused before") for key, one in mine.items()}


def _why_not(chosen: Chosen) -> str:
    return "quota" if not engines.watching.has_quota(chosen.choice) else "the engine rests after failures"


def _by_the_worker(wanted: dict[str, str], errand: Errand, ends: float) -> dict[str, Translated]:
    """Models are loaded there only: leave the sentences to it, and look into the cache for a while."""
    defer(
        translate_sentences,
        sentences=list(wanted.values()),
        source=errand.source,
        target=errand.target,
        privacy=errand.privacy,
        terms=[[term.text, term.translation] for term in errand.terms],
        engine=errand.only,
    )
    done: dict[str, Translated] = {}
    while len(done) < len(wanted) and monotonic() < ends:
        sleep(_LOOK_AGAIN)
        done = remembered(wanted, errand)
    return {key: done.get(key) or untouched(one, "failed", "busy") for key, one in wanted.items()}
