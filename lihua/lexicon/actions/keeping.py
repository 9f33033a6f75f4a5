"""My words."""

from django.db import transaction
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.lexicon import rules
from lihua.lexicon.models import GlossaryEntry, KeptWord, State
from lihua.people.models import Person

LONGEST = {"word": 80, "reading": 120, "meaning": 300, "sentence": rules.LONGEST_SENTENCE, "place": 40}


@transaction.atomic
def keep(
    person: Person,
    *,
    word: str,
    tag: str,
    reading: str = "",
    meaning: str = "",
    meaning_language: str = "",
    sentence: str = "",
    work_id: int | None = None,
    place: str = "",
) -> KeptWord:
    """Put a word among one's own, with the sentence that it came from. One that is there already stays as it is.

    Raises Unacceptable, or NotAllowed when there are very many.
    """
    word = rich.one_line(word)
    if not word or len(word) > LONGEST["word"]:
        raise rules.Unacceptable(
            {"word": _("A word can have up to %(limit)d characters.") % {"limit": LONGEST["word"]}}
        )
    tag = _tag(tag)
    # The person's row is the lock: two taps do not keep a word twice, nor one too many.
    Person.objects.select_for_update().get(pk=person.pk)
    known = KeptWord.objects.filter(person=person, language=tag, word=word).first()
    if known is not None:
        return known
    if KeptWord.objects.filter(person=person).count() >= rules.MOST_KEPT:
        raise rules.NotAllowed(
            _("You keep %(limit)d words, which is as many as fit. Forget some first.") % {"limit": rules.MOST_KEPT}
        )
    base, key = language.tags.base(tag), language.fold(word)
    return KeptWord.objects.create(
        person=person,
        word=word,
        language=tag,
        reading=rich.one_line(reading)[: LONGEST["reading"]],
        meaning=rich.one_line(meaning)[: LONGEST["meaning"]],
        meaning_language=meaning_language if language.tags.is_known(meaning_language) else "",
        sentence=rich.one_line(sentence)[: LONGEST["sentence"]],
        work_id=work_id,
        place=place[: LONGEST["place"]],
        entry=GlossaryEntry.objects.filter(base=base, key=key, state=State.PUBLISHED).first(),
    )


def forget(kept: KeptWord, *, by: Person) -> None:
    """Raises NotAllowed for what is somebody else's."""
    _require_own(kept, by)
    kept.delete()


def set_known(kept: KeptWord, *, is_known: bool, by: Person) -> None:
    """I know it by now; or not any more."""
    _require_own(kept, by)
    kept.state = KeptWord.State.KNOWN if is_known else KeptWord.State.LEARNING
    kept.save(update_fields=["state"])


def forget_sentences(work_id: int) -> None:
    """A work is gone: nobody keeps its sentences, and no word says that it was met there. The words stay."""
    KeptWord.objects.filter(work_id=work_id).update(sentence="", work_id=None, place="")
    GlossaryEntry.objects.filter(work_id=work_id).update(work_id=None)


def _require_own(kept: KeptWord, by: Person) -> None:
    if kept.person_id != by.pk:
        raise rules.NotAllowed(_("These are somebody else's words."))


def _tag(tag: str) -> str:
    try:
        found = language.tags.normalize(tag)
    except language.tags.UnknownLanguage as problem:
        raise rules.Unacceptable(
            {"language": _("“%(tag)s” is not a language we know.") % {"tag": tag[:35]}}
        ) from problem
    if found == language.tags.UNDETERMINED:
        raise rules.Unacceptable({"language": _("Say which language this is.")})
    return found
