"""How a work is read by somebody: sentence beside sentence, the original always there.

The order of precedence for a sentence in another language: a person's translation, else the machine's that is cached,
else nothing but the original. Any number of works costs the same number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.language import queries as machine
from lihua.language import rules as engines
from lihua.people.models import Person
from lihua.works.links import address_of
from lihua.works.models import Translation, Visibility, Work, sentence_language
from lihua.works.queries.spelling import AidChoice, Aids, aid_of, shown_tag, speller

Mode = Literal["both", "translated", "original"]
MODES: tuple[Mode, ...] = ("both", "translated", "original")


@dataclass(frozen=True)
class Reader:
    """Who reads, in which languages (best first), and how."""

    person: Person | None
    reads: tuple[str, ...]
    mode: Mode = "both"
    interface: str = "en"
    learns: dict[str, str] = field(default_factory=dict)
    aids: Aids = field(default_factory=Aids)

    @property
    def target(self) -> str:
        """The language that others' texts are put into for this reader."""
        return self.reads[0]

    def understands(self, tag: str) -> bool:
        """Whether a text in this language needs no translation; what has no language needs none either."""
        return tag in {"und", "zxx"} or tag in self.reads

    def is_foreign(self, tag: str) -> bool:
        return not self.understands(tag)

    def is_learning(self, tag: str) -> bool:
        base = language.tags.base(tag)
        return any(language.tags.base(learnt) == base for learnt in self.learns)

    def knows(self, tag: str) -> bool:
        """Whether this language is read, if only in another script."""
        return any(language.tags.base(read) == language.tags.base(tag) for read in self.reads)

    def wants_readings(self, tag: str, *, is_alone: bool = False) -> bool:
        """Whether words of this language are shown with their readings: as was said, else where it is learnt.

        `is_alone`: no good translation stands beside them, so that the reader has nothing else to go by.
        """
        if self.aids.readings is None:
            return self.is_learning(tag) or (is_alone and self.is_foreign(tag) and not self.knows(tag))
        return self.aids.readings and (self.is_foreign(tag) or self.is_learning(tag))

    def aid_choice(self, written: Iterable[str], *, alone: Collection[str] = ()) -> AidChoice | None:
        """The aids for texts in these languages, of the first that has any; None where this reader needs none.

        `alone`: those in which something stands without a good translation.
        """
        foreign = [tag for tag in written if self.is_foreign(tag) or self.is_learning(tag)]
        aided = next((tag for tag in foreign if aid_of(tag)), None)
        if aided is None:
            return None
        return AidChoice(
            aid=aid_of(aided),
            has_readings=self.wants_readings(aided, is_alone=aided in alone),
            has_scripts=any(language.tags.base(tag) == "zh" for tag in foreign),
            script=self.aids.script,
        )


@dataclass(frozen=True)
class ReadTranslation:
    text: str
    language: str
    html: str
    by: Person | None  # None for a machine
    engine: str = ""
    is_stale: bool = False
    is_rough: bool = False  # the machine was not sure, or it looks so
    pivot: str = ""  # the language through which the machine went


@dataclass(frozen=True)
class ReadSentence:
    field: str
    ordinal: int
    start: int
    end: int
    text: str
    language: str
    html: str
    shown_in: str  # the language tag of `html`: the reader may see it in another script than it was written in
    translation: ReadTranslation | None
    is_wordless: bool = False  # only tags, names, links and marks: nothing to translate
    is_tags: bool = False  # only tags, which a page shows by themselves
    is_foreign: bool = False  # in a language that the reader does not read
    gap: str = ""  # what stands between it and the next one as they were written

    @property
    def is_alone(self) -> bool:
        """Whether a reader who does not know its language has no good translation of it."""
        return self.is_foreign and not self.is_wordless and (self.translation is None or self.translation.is_rough)

    @property
    def key(self) -> str:
        """How the API and forms name it: `body:0`."""
        return f"{self.field}:{self.ordinal}"


@dataclass(frozen=True)
class ReadText:
    """One text of a work (title, body, warning, alt:<asset>, pic:<asset>) as a reader has it."""

    field: str
    language: str
    is_foreign: bool
    paragraphs: list[list[ReadSentence]]
    original: str = ""  # the whole text as it was written

    @cached_property
    def sentences(self) -> list[ReadSentence]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def is_translated(self) -> bool:
        return any(sentence.translation for sentence in self.sentences)

    @property
    def is_rough(self) -> bool:
        return any(sentence.translation and sentence.translation.is_rough for sentence in self.sentences)

    @property
    def is_whole(self) -> bool:
        """Whether every sentence that has words is translated."""
        return all(s.translation or s.is_wordless or not s.is_foreign for s in self.sentences)

    @property
    def translated(self) -> str:
        """Sentence by sentence the translation, or the original where there is none, as one line."""
        between = "" if language.tags.base(self.shown_language) in _WITHOUT_SPACES else " "
        return between.join(s.translation.text if s.translation else s.text for s in self.sentences)

    @property
    def alone_in(self) -> set[str]:
        """The languages of its sentences that have no good translation."""
        return {sentence.language for sentence in self.sentences if sentence.is_alone}

    @property
    def languages(self) -> list[str]:
        """The languages that its sentences are in, that of the text first."""
        own = [sentence.language for sentence in self.sentences if not sentence.is_wordless]
        return list(dict.fromkeys([self.language, *own] if self.language in own else own or [self.language]))

    @property
    def html(self) -> SafeString:
        """The whole of a short text as it was written, in one line, with the reader's aids."""
        return format_html_join("", "{}{}", ((s.html, s.gap) for s in self.sentences))

    @property
    def shown_in(self) -> str:
        return self.sentences[0].shown_in if self.sentences else self.language

    @property
    def translated_gap(self) -> str:
        return "" if language.tags.base(self.shown_language) in _WITHOUT_SPACES else " "

    @property
    def shown_language(self) -> str:
        first = next((s.translation for s in self.sentences if s.translation), None)
        return first.language if first else self.language


@dataclass(frozen=True)
class ReadWork:
    work: Work
    texts: dict[str, ReadText]
    can_translate: Callable[[str], bool] = field(default=lambda tag: False, repr=False, compare=False)

    @property
    def is_awaited(self) -> bool:
        """Whether a machine can put into the reader's language what still misses a translation."""
        return (
            self.lacks_translation
            and self.work.visibility != Visibility.FOLLOWERS
            and any(map(self.can_translate, _foreign_of(self._shown)))
        )

    @property
    def alone_in(self) -> set[str]:
        """The languages of what has no good translation: the aids open by themselves there."""
        return {tag for text in self.texts.values() for tag in text.alone_in}

    @property
    def title(self) -> ReadText | None:
        return self.texts.get("title")

    @property
    def body(self) -> ReadText | None:
        return self.texts.get("body")

    @property
    def warning(self) -> ReadText | None:
        return self.texts.get("warning")

    @property
    def heading(self) -> ReadText | None:
        """What a card shows: the title, else the body."""
        return self.title or self.body

    @property
    def is_foreign(self) -> bool:
        return any(text.is_foreign for text in self.texts.values())

    def alt_of(self, asset_id: int, mode: Mode) -> tuple[str, str]:
        """The description of a picture as this reader has it, and its language; empty where nobody described it."""
        text = self.texts.get(f"alt:{asset_id}")
        if text is None:
            return "", ""
        return (text.original, text.language) if mode == "original" else (text.translated, text.shown_language)

    @property
    def foreign_languages(self) -> list[str]:
        """The languages of its title and words that the reader does not read."""
        texts = [text for name, text in self.texts.items() if name in {"title", "body", "warning"}]
        return _foreign_of(texts)

    @property
    def is_translated(self) -> bool:
        return any(
            text.is_translated
            for name, text in self.texts.items()
            if name in {"title", "body"} or name.startswith("pic:")
        )

    @property
    def has_translations(self) -> bool:
        """Whether anything is translated, if only a warning or a description."""
        return any(text.is_translated for text in self.texts.values())

    @property
    def misses_translation(self) -> bool:
        """Whether something foreign in title or body has no translation at all yet."""
        return any(
            text.is_foreign and not text.is_whole for name, text in self.texts.items() if name in {"title", "body"}
        )

    @property
    def lacks_translation(self) -> bool:
        """The same of everything that is shown: warning, descriptions of pictures and words on them too."""
        return any(text.is_foreign and not text.is_whole for text in self._shown)

    @property
    def _shown(self) -> list[ReadText]:
        return [text for name, text in self.texts.items() if name in _WORDS or name.startswith(("alt:", "pic:"))]

    @property
    def is_stale(self) -> bool:
        """Whether something that a person translated was changed since."""
        return any(s.translation and s.translation.is_stale for t in self.texts.values() for s in t.sentences)

    @property
    def is_rough(self) -> bool:
        """Whether a machine was unsure of something here."""
        return any(s.translation and s.translation.is_rough for t in self.texts.values() for s in t.sentences)

    @property
    def pivots(self) -> list[str]:
        """The names, in the interface's language, of the languages through which a machine went."""
        through = {s.translation.pivot for t in self.texts.values() for s in t.sentences if s.translation}
        return [language.tags.name(tag, get_language() or "en") for tag in sorted(through - {""})]

    @property
    def translators(self) -> list[Person]:
        people = {
            s.translation.by.pk: s.translation.by
            for t in self.texts.values()
            for s in t.sentences
            if s.translation and s.translation.by
        }
        return list(people.values())

    @property
    def is_found(self) -> bool:
        """Whether words stand here that people found for the same sentence of another work."""
        made = (s.translation for t in self.texts.values() for s in t.sentences)
        return any(one.engine == machine.PEOPLE for one in made if one)

    @property
    def engines(self) -> list[str]:
        """Their names; that of the packs on the village's own machine is in the interface's language."""
        return sorted(
            {
                _("on this machine") if s.translation.engine == "local" else s.translation.engine
                for t in self.texts.values()
                for s in t.sentences
                if s.translation and s.translation.engine not in {"", machine.PEOPLE}
            }
        )


def _foreign_of(texts: Iterable[ReadText]) -> list[str]:
    found = [s.language for text in texts for s in text.sentences if s.is_foreign and not s.is_wordless]
    return list(dict.fromkeys(found))


Place = tuple[int, str, int]
_WORDS = {"title", "body", "warning"}
_WITHOUT_SPACES = {"zh", "yue", "wuu", "ja", "th", "lo", "km", "my"}


def read_works(
    works: Iterable[Work], reader: Reader, *, fields: Sequence[str] | None = None, with_aids: bool = False
) -> dict[int, ReadWork]:
    """Each work as this reader has it, by id. `fields` limits which texts; `alt` stands for all descriptions.

    `with_aids`: the words are written with the reader's aids, where texts are read and not only passed by.
    """
    works = [work.itself for work in works]
    foreign = [work for work in works if any(map(reader.is_foreign, work.languages))]
    by_people = _peoples_translations(foreign, reader.reads)
    by_machine = _machine_translations(foreign, reader, by_people, fields)
    can_translate = cache(lambda tag: engines.can_translate(tag, reader.target))
    return {
        work.pk: ReadWork(
            work=work,
            can_translate=can_translate,
            texts={
                name: _read_text(work, name, reader, by_people, by_machine, with_aids)
                for name in sorted(work.texts, key=_place)
                if _is_among(name, fields)
            },
        )
        for work in works
    }


def _is_among(name: str, fields: Sequence[str] | None) -> bool:
    return fields is None or name.partition(":")[0] in fields


def _place(field: str) -> tuple[int, str]:
    """Title, body, warning, then the pictures: the order of reading (a database may keep another)."""
    known = ("title", "body", "warning")
    return (known.index(field) if field in known else len(known), field)


def read_work(work: Work, reader: Reader, *, with_aids: bool = False) -> ReadWork:
    read = read_works([work], reader, with_aids=with_aids)
    return next(iter(read.values()))


def languages_of(works: Iterable[Work]) -> dict[int, list[str]]:
    """Languages each work has people's translations in, by work id."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Translation.objects.filter(work__in=[work.pk for work in works], is_current=True)
    for work_id, tag in rows.values_list("work_id", "language").distinct().order_by("language"):
        found[work_id].append(tag)
    return found


def _peoples_translations(works: Sequence[Work], reads: Sequence[str]) -> dict[Place, Translation]:
    """The current translation of each sentence in the language that the reader reads best."""
    if not works:
        return {}
    best: dict[Place, Translation] = {}
    rows = Translation.objects.select_related("by").filter(
        work__in=[work.pk for work in works], language__in=reads, is_current=True
    )
    for row in rows:
        place = (row.work_id, row.field, row.ordinal)
        known = best.get(place)
        if known is None or _rank(row, reads) < _rank(known, reads):
            best[place] = row
    return best


def _rank(row: Translation, reads: Sequence[str]) -> tuple[bool, int, int]:
    return (row.is_stale, reads.index(row.language), -row.pk)


def _machine_translations(
    works: Sequence[Work], reader: Reader, known: dict[Place, Translation], fields: Sequence[str] | None
) -> dict[tuple[str, str], machine.MachineText]:
    """(digest, source language) -> what the machine made, for the sentences that no person translated."""
    wanted = {
        (language.digest(work.text_of(name)[start:end]), tag)
        for work in works
        for name, text in work.texts.items()
        if _is_among(name, fields)
        for ordinal, (start, end) in enumerate(text["cuts"])
        if reader.is_foreign(tag := sentence_language(text, ordinal)) and (work.pk, name, ordinal) not in known
    }
    if not wanted or not reader.reads:  # an app without a token says no languages
        return {}
    below_public = any(work.visibility == Visibility.FOLLOWERS for work in works)
    return machine.machine_texts(wanted, target=reader.target, with_private=below_public)


def _read_text(
    work: Work,
    name: str,
    reader: Reader,
    by_people: dict[Place, Translation],
    by_machine: dict[tuple[str, str], machine.MachineText],
    with_aids: bool,
) -> ReadText:
    text, words = work.texts[name], work.text_of(name)
    found = [rich.Entity(*entity) for entity in text["entities"]]
    paragraphs: list[list[ReadSentence]] = []
    last_end = 0
    for ordinal, (start, end) in enumerate(text["cuts"]):
        translation = None
        tag = sentence_language(text, ordinal)
        is_foreign = reader.is_foreign(tag)
        if is_foreign:
            person = by_people.get((work.pk, name, ordinal))
            if person:
                translation = _by_person(person, found)
            else:
                cached = by_machine.get((language.digest(words[start:end]), tag))
                translation = _by_machine(cached, reader.target, found) if cached else None
        has_words = not is_wordless(words, found, start, end)
        is_alone = is_foreign and has_words and (translation is None or translation.is_rough)
        sentence = ReadSentence(
            field=name,
            ordinal=ordinal,
            start=start,
            end=end,
            text=words[start:end],
            language=tag,
            html=_written(words, found, start, end, tag, reader if with_aids else None, is_alone=is_alone),
            shown_in=shown_tag(tag, reader.aids.script) if with_aids else tag,
            translation=translation,
            is_wordless=not has_words,
            is_tags=_is_tags(words, found, start, end),
            is_foreign=is_foreign,
            gap=" " if words[end : end + 1].isspace() else "",
        )
        if not paragraphs or "\n" in words[last_end:start]:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
        last_end = end
    is_foreign = any(s.is_foreign and not s.is_wordless for paragraph in paragraphs for s in paragraph)
    return ReadText(name, text["language"], is_foreign, paragraphs, words)


def _written(
    words: str, found: Sequence[rich.Entity], start: int, end: int, tag: str, reader: Reader | None, *, is_alone: bool
) -> SafeString:
    """HTML of one sentence, with the aids of this reader if there is one."""
    spell = None
    if reader:
        aid = aid_of(tag) if reader.wants_readings(tag, is_alone=is_alone) else None
        spell = speller(words[start:end], tag, aid, reader.aids.script)
    return rich.render(
        words,
        found,
        address_of,
        start=start,
        end=end,
        spell=(lambda begin, until: spell(begin - start, until - start)) if spell else None,
    )


def is_wordless(words: str, found: Sequence[rich.Entity], start: int, end: int) -> bool:
    """Whether a sentence says nothing but names, tags, links, numbers and marks."""
    at = start
    for entity in found:
        if start <= entity.start and entity.end <= end:
            if any(map(str.isalpha, words[at : entity.start])):
                return False
            at = entity.end
    return not any(map(str.isalpha, words[at:end]))


def _is_tags(words: str, found: Sequence[rich.Entity], start: int, end: int) -> bool:
    inside = [entity for entity in found if start <= entity.start and entity.end <= end]
    tagged = sum(entity.end - entity.start for entity in inside if entity.kind == "tag")
    return tagged > 0 and tagged == len("".join(words[start:end].split()))


def _by_person(row: Translation, found: Sequence[rich.Entity]) -> ReadTranslation:
    return ReadTranslation(
        text=row.text, language=row.language, html=_translated_html(row.text, found), by=row.by, is_stale=row.is_stale
    )


def _by_machine(made: machine.MachineText, target: str, found: Sequence[rich.Entity]) -> ReadTranslation:
    return ReadTranslation(
        text=made.text,
        language=target,
        html=_translated_html(made.text, found),
        by=None,
        engine=made.engine,
        is_rough=made.rough,
        pivot=made.pivot,
    )


def _translated_html(text: str, original: Sequence[rich.Entity]) -> str:
    """Only what was a link, a mention or a tag in the original is one in a translation: nothing can be slipped in."""
    known = {(entity.kind, entity.value) for entity in original}
    kept = [entity for entity in rich.entities(text) if (entity.kind, entity.value) in known] if known else []
    return rich.render(text, kept, address_of)
