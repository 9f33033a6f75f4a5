"""One batch at one engine: masked, asked, unmasked, checked, scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lihua.language import masking, quality, tags
from lihua.language.checks import BadTranslation, clean, require_translation
from lihua.language.engines import Chosen, EngineFailed, Made, watching
from lihua.language.lookup import look_up_many
from lihua.language.models import Dictionary
from lihua.language.remembering import Errand, Translated, untouched

BATCH_SENTENCES = 40
BATCH_CHARACTERS = 4_000


def batches(wanted: Mapping[str, str]) -> Iterator[dict[str, str]]:
    batch: dict[str, str] = {}
    characters = 0
    for key, sentence in wanted.items():
        if batch and (len(batch) >= BATCH_SENTENCES or characters + len(sentence) > BATCH_CHARACTERS):
            yield batch
            batch, characters = {}, 0
        batch[key] = sentence
        characters += len(sentence)
    if batch:
        yield batch


def at_engine(chosen: Chosen, batch: Mapping[str, str], errand: Errand) -> dict[str, Translated]:
    """What became of each sentence. A sentence that lost what must survive is asked again alone, then in pieces."""
    masked = {key: masking.mask(one, errand.terms_of(one)) for key, one in batch.items()}
    name = chosen.engine.name
    if not chosen.stays_here:
        watching.note_sent(chosen.key, batch.values(), is_private=errand.is_private)
    try:
        outputs = _ask(chosen, [one.text for one in masked.values()], errand)
    except EngineFailed as failure:
        return {key: untouched(one, "failed", failure.reason, name) for key, one in batch.items()}
    done: dict[str, Translated] = {}
    explained = _explained([one.text for one in masked.values()], errand)
    for (key, sentence), output, meanings in zip(batch.items(), outputs, explained, strict=True):
        try:
            done[key] = _accepted(chosen, sentence, masked[key], output, errand, meanings)
        except BadTranslation as bad:
            done[key] = untouched(sentence, "refused", bad.reason, name)
        except EngineFailed as failure:
            done[key] = untouched(sentence, "failed", failure.reason, name)
    return done


def _ask(chosen: Chosen, texts: Sequence[str], errand: Errand) -> list[Made]:
    return watching.ask(chosen.engine, texts, source=errand.source, target=errand.target)


def _explained(texts: Sequence[str], errand: Errand) -> list[list[frozenset[str]]]:
    """What the dictionary says of the sentences' words; nothing where there is none for the pair."""
    pair = {tags.base(errand.source), tags.base(errand.target)}
    there = Dictionary.objects.filter(is_ready=True).values_list("source", "target")
    if not any({tags.base(source), tags.base(target)} == pair for source, target in there):
        return [[] for _text in texts]
    plain = [masking.without_placeholders(text) for text in texts]
    return quality.meanings_of(plain, source=errand.source, target=errand.target, look_up=look_up_many)


def _accepted(
    chosen: Chosen,
    sentence: str,
    masked: masking.Masked,
    output: Made,
    errand: Errand,
    meanings: Sequence[frozenset[str]],
) -> Translated:
    text = _unmasked(chosen, masked, output, errand)
    allowed = " ".join((sentence, *(term.translation for term in errand.terms_of(sentence))))
    require_translation(sentence, text, target=errand.target, allowed=allowed)
    # What was kept says nothing about how well the rest was translated.
    score = quality.score(
        masking.without_placeholders(masked.text),
        masking.without_placeholders(output.text),
        source=errand.source,
        target=errand.target,
        log_probability=output.log_probability,
        meanings=meanings,
    )
    return Translated(
        sentence,
        text,
        "translated",
        chosen.engine.name,
        score=score,
        rough=score < quality.ROUGH_BELOW,
        pivot=chosen.engine.pivot(errand.source, errand.target),
    )


def _unmasked(chosen: Chosen, masked: masking.Masked, output: Made, errand: Errand) -> str:
    """Put back what was kept. If the engine lost some of it: once more alone, then the words in between."""
    for attempt in range(2):
        try:
            return clean(masking.unmask(clean(output.text), masked.kept))
        except masking.PlaceholderLost:
            if attempt == 0:
                output = _ask(chosen, [masked.text], errand)[0]
    pieces = masking.pieces(masked)
    asked = [piece for piece in pieces if any(character.isalpha() for character in piece)]
    answers = iter(_ask(chosen, [piece.strip() for piece in asked], errand) if asked else [])
    given = [_in_its_spaces(piece, next(answers).text) if piece in asked else piece for piece in pieces]
    if any(masking.has_placeholder(piece) for piece in given):
        raise BadTranslation("placeholder")
    return clean(masking.join_pieces(given, masked))


def _in_its_spaces(piece: str, answer: str) -> str:
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() else ""
    return before + clean(answer) + after
