"""Fills the village through the same verbs that people use. Doing it twice adds nothing."""

import argparse
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils.timezone import now
from tqdm import tqdm

from lihua.base import tasks
from lihua.language import tags
from lihua.lexicon import actions as lexicon
from lihua.lexicon.models import GlossaryEntry
from lihua.library import actions as library
from lihua.library.models import Board
from lihua.media import actions as media
from lihua.media.models import Asset
from lihua.ops.cli import Answer, say
from lihua.ops.demo.motifs import picture
from lihua.ops.demo.telling import Neighbour, Note, Said, Told, read_village
from lihua.ops.demo.words import BOARDS, CONCEPTS, GLOSSARY, NAMES_OF_MOTIFS
from lihua.ops.refusals import Refused
from lihua.people import actions as people
from lihua.people.models import Account, AgeBand, Person, Role
from lihua.trust import actions as trust
from lihua.works import actions as works
from lihua.works.models import Concept, Label, Translation, Work, WorkTag

MAIL_HOST = "demo.invalid"
MODERATORS = {"ling_teacher", "jiangnan"}
DAYS = 12
AHEAD = 4  # notes whose pictures are being developed while others are written
TAGS_ONLY = re.compile(r"\s*(#\S+\s*)+")
SHAPES = (1.33, 1.25, 1.5, 1.0, 0.8, 1.33, 1.15)
SMALL = {"mei_chengdu", "xiaobei", "jess_ohio", "marcus_leeds", "noor_amman", "jiangnan", "fast_growth"}


@dataclass
class Builder:
    neighbours: list[Neighbour]
    notes: list[Note]
    is_small: bool = False
    people: dict[str, Person] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random("a village"))  # noqa: S311 - no secret

    def build(self) -> Answer:
        for neighbour in tqdm(self.neighbours, desc="People", disable=self.is_small):
            self.people[neighbour.handle] = self._arrive(neighbour)
        self._publish()
        self._talk()
        self._name_concepts()
        self._mingle()
        self._keep_boards()
        self._explain_words()
        self._ask()
        self._report()
        say("Indexing and telling")
        tasks.work_off()
        return {
            "people": len(self.people),
            "works": Work.objects.filter(author__in=self.people.values(), repost_of=None).count(),
            "pictures": Asset.objects.filter(owner__in=self.people.values(), shown_on__isnull=False).count(),
            "translations": Translation.objects.filter(by__in=self.people.values()).count(),
            "words": GlossaryEntry.objects.filter(author__in=self.people.values()).count(),
            "boards": Board.objects.filter(owner__in=self.people.values()).count(),
        }

    # People

    @transaction.atomic
    def _arrive(self, neighbour: Neighbour) -> Person:
        mail = f"{neighbour.handle}@{MAIL_HOST}"
        known = Person.objects.select_related("account").filter(handle=neighbour.handle).first()
        if known:
            if known.account is None or known.account.email != mail:
                raise Refused(f"@{known.handle} is somebody else here.", "The demo wants a village of its own.")
            return known
        role = Role.MODERATOR if neighbour.handle in MODERATORS else Role.MEMBER
        account = Account.objects.create_user(mail, role=role, age_band=AgeBand.ADULT)
        EmailAddress.objects.create(user=account, email=mail, verified=True, primary=True)
        person = people.arrive(account, handle=neighbour.handle, name=neighbour.name)
        people.set_languages(person, writes=neighbour.writes, reads=neighbour.reads, learns=neighbour.learns)
        people.describe(person, bio=neighbour.bio, place=neighbour.place)
        people.finish_arriving(person)
        if neighbour.picture and not self.is_small:
            drawn = picture(neighbour.picture, seed=neighbour.handle, tall=1, pixels=400)
            media.set_profile_picture(person, ContentFile(drawn, name="picture.jpg"), "picture")
        return Person.objects.select_related("account").get(pk=person.pk)

    # Notes

    def _publish(self) -> None:
        """The oldest first; neighbours take turns."""
        moments = self._moments(len(self.notes))
        order = list(self.notes)
        self.chance.shuffle(order)
        keys = {note.name: _key(note.name) for note in order}
        known = {work.draft_key: work for work in Work.objects.filter(draft_key__in=keys.values())}
        drawn = self._draw_ahead([note for note in order if keys[note.name] not in known])
        for note, moment in tqdm(
            list(zip(order, moments, strict=True)), desc="Notes", unit=" notes", disable=self.is_small
        ):
            self.works[note.name] = known.get(keys[note.name]) or self._write(note, moment, next(drawn))

    def _moments(self, count: int) -> list[datetime]:
        """When each note was published: all along the last days, more of them lately."""
        start = now() - timedelta(days=DAYS)
        span = timedelta(days=DAYS, minutes=-40)
        return [start + span * (1 - (1 - (number + 0.5) / count) ** 1.6) for number in range(count)]

    def _write(self, note: Note, moment: datetime, assets: list[Asset]) -> Work:
        author = self.people[note.handle]
        work = works.submit(
            author,
            kind="note" if note.title else "short",
            title=note.title,
            body=note.body,
            asset_ids=[asset.pk for asset in assets],
            channel=note.channel,
            place=author.place if note.channel == "travel" else "",
            key=_key(note.name),
            moment=moment,
        )
        if not isinstance(work, Work):
            raise Refused(f"The pictures of {note.name} could not be made.", "lihua doctor may know why.")
        for told in note.translations:
            self._translate(work, told)
        return work

    def _draw_ahead(self, notes: list[Note]) -> Iterator[list[Asset]]:
        """The pictures of each note; those of the next ones are developed meanwhile, on both cores."""
        if self.is_small:
            yield from ([media.prepare_now(asset, is_read=False) for asset in self._draw(note)] for note in notes)
            return
        with ThreadPoolExecutor(2) as pool:
            ahead: deque[list[Future[Asset]]] = deque()
            for note in notes:
                ahead.append([pool.submit(_prepare_in_thread, asset) for asset in self._draw(note)])
                if len(ahead) > AHEAD:
                    yield [prepared.result() for prepared in ahead.popleft()]
            for pictures in ahead:
                yield [prepared.result() for prepared in pictures]

    def _draw(self, note: Note) -> list[Asset]:
        author, assets = self.people[note.handle], []
        for number, (motif, theme) in enumerate(note.pictures[:1] if self.is_small else note.pictures):
            seed = f"{note.name} {number}"
            tall = SHAPES[Random(seed).randrange(len(SHAPES))] if number == 0 else 1.25  # noqa: S311 - no secret
            drawn = ContentFile(
                picture(motif, seed=seed, tall=tall, theme=theme, pixels=240 if self.is_small else 720),
                name=f"{motif}.jpg",
            )
            in_english, in_chinese = NAMES_OF_MOTIFS[motif]
            is_chinese = tags.base(author.writes[0]) == "zh"
            alt = in_chinese if is_chinese else in_english
            assets.append(media.receive(author, drawn, alt=alt, is_awaited=True))
        return assets

    def _translate(self, work: Work, told: Told) -> None:
        translator = self._translator(work, told.language)
        if translator is None or told.language == work.language:
            return
        sentences: dict[str, str] = {}
        for name, parts in (("title", told.title), ("body", told.body)):
            if not work.title and name == "title":
                continue
            for ordinal, part in enumerate(parts if work.title else [*told.title, *told.body]):
                if not TAGS_ONLY.fullmatch(part):  # they stand below the text by themselves
                    sentences[f"{name}:{ordinal}"] = part
        works.translate(work, into=told.language, sentences=sentences, by=translator)

    def _translator(self, work: Work, tag: str) -> Person | None:
        """A neighbour who writes that language, rather one who reads the work's."""
        writers = [person for person in self.people.values() if tag in person.writes and person.pk != work.author_id]
        readers = [person for person in writers if work.language in person.reads]
        return Random(f"{work.draft_key} {tag}").choice(readers or writers) if writers else None  # noqa: S311

    # Talk

    def _talk(self) -> None:
        threads = [(self.works[note.name], note) for note in self.notes if note.answers]
        for work, note in tqdm(threads, desc="Threads", unit=" threads", disable=self.is_small):
            moment, last = work.published_at, work
            for number, answer in enumerate(note.answers):
                moment += timedelta(minutes=Random(f"{note.name} {number}").randint(3, 90))  # noqa: S311
                if answer.handle in self.people:
                    last = self._answer(answer, last if answer.to_answer else work, moment)

    def _answer(self, answer: Said, to: Work, moment: datetime) -> Work:
        key = _key(f"{answer.handle} -> {answer.body}")
        known = Work.objects.filter(draft_key=key).first()
        if known:
            return known
        said = works.submit(
            self.people[answer.handle], body=answer.body, reply_to=to.pk, key=key, moment=min(moment, now())
        )
        assert isinstance(said, Work)
        return said

    def _name_concepts(self) -> None:
        """One tag, a name in every language."""
        moderator = next((person for handle, person in self.people.items() if handle in MODERATORS), None)
        for names in CONCEPTS:
            concept = self._concept_of(names)
            if concept is None or moderator is None:
                continue
            for tag, name in names.items():
                done = works.name_concept(concept, name=name, tag=tag, by=moderator)
                if not isinstance(done, Label):
                    works.join(done, by=moderator)

    def _concept_of(self, names: dict[str, str]) -> Concept | None:
        used = WorkTag.objects.select_related("label__concept").filter(label__name__in=names.values())
        first = used.order_by("label_id").first()
        return first.label.concept if first else None

    # Company

    def _mingle(self) -> None:
        """Follow, like, save, pass on: more for some than for others."""
        company = list(self.people.values())
        for person in tqdm(company, desc="Company", disable=self.is_small):
            self._keep_company(person, company)

    @transaction.atomic
    def _keep_company(self, person: Person, company: list[Person]) -> None:
        chance = Random(f"company of {person.handle}")  # noqa: S311
        for other in chance.sample(company, min(len(company), chance.randint(5, 14))):
            if other.pk != person.pk and other.handle != "fast_growth":
                people.follow(person, other)
        for work in self._likeable:
            warmth = Random(f"{person.handle} {work.draft_key}").random()  # noqa: S311
            if work.author_id == person.pk or warmth > self._charm(work):
                continue
            works.like(work, by=person)
            if warmth < 0.012:
                works.repost(work, by=person, moment=self._later(work, chance))
            elif warmth < 0.03:
                works.save(work, by=person)

    def _later(self, work: Work, chance: Random) -> datetime:
        """Some hours or days after it was published, and before now."""
        span = min(now() - work.published_at, timedelta(days=3))
        return work.published_at + span * (0.05 + 0.9 * chance.random())

    @cached_property
    def _likeable(self) -> list[Work]:
        return [work for work in self.works.values() if work.author.handle != "fast_growth"]

    def _charm(self, work: Work) -> float:
        return 0.04 + 0.5 * Random(f"charm {work.draft_key}").random() ** 2  # noqa: S311

    def _keep_boards(self) -> None:
        for handle, title, description, wanted in BOARDS:
            owner = self.people.get(handle)
            if owner is None or Board.objects.filter(owner=owner, title=title).exists():
                continue
            board = library.create_board(owner, title=title, description=description, is_public=True)
            for work in self._suitable(wanted):
                library.pin(work, to=board, by=owner)

    def _suitable(self, wanted: str) -> Iterator[Work]:
        found = [
            self.works[note.name]
            for note in self.notes
            if wanted == note.channel or any(wanted in motif for motif, _theme in note.pictures)
        ]
        yield from Random(wanted).sample(found, min(8, len(found)))  # noqa: S311

    def _explain_words(self) -> None:
        """Words that no dictionary has, explained by those who use them and found right by others."""
        for handle, word, tag, kind, reading, meanings in GLOSSARY:
            if handle not in self.people or GlossaryEntry.objects.filter(word=word).exists():
                continue
            entry = lexicon.add(word=word, tag=tag, by=self.people[handle], kind=kind, reading=reading)
            for who, into, equivalent, more in meanings:
                if who in self.people:
                    lexicon.explain(entry, lexicon.Meaning(into, equivalent, more), by=self.people[who])
            others = [person for person in self.people.values() if person.handle not in {handle, "fast_growth"}]
            for person in Random(word).sample(others, min(len(others), len(word) + len(meanings))):  # noqa: S311
                lexicon.vote(entry, by=person)

    def _ask(self) -> None:
        """Some of what nobody has translated yet is asked for."""
        for note in self.notes:
            work = self.works[note.name]
            if note.translations or work.author.handle == "fast_growth":
                continue
            for person in self.people.values():
                if work.language not in person.reads and Random(f"{person.handle}{note.name}").random() < 0.06:  # noqa: S311
                    works.ask_for_translation(work, by=person, into=person.reads[0])

    def _report(self) -> None:
        """One case waits on the desk."""
        bad = next((work for work in self.works.values() if work.author.handle == "fast_growth"), None)
        for handle, comment in (
            ("jess_ohio", "This is not a neighbour, this is a shop for fake followers."),
            ("xiaobei", "到处发广告，我的猫都收到了。"),
        ):
            if bad and handle in self.people:
                trust.report(self.people[handle], category="spam", work=bad, comment=comment)


def build(chosen: argparse.Namespace) -> Answer:
    neighbours, notes = read_village()
    if chosen.small:
        neighbours = [neighbour for neighbour in neighbours if neighbour.handle in SMALL]
    handles = {neighbour.handle for neighbour in neighbours}
    return Builder(neighbours, [note for note in notes if note.handle in handles], is_small=chosen.small).build()


def _prepare_in_thread(asset: Asset) -> Asset:
    try:
        return media.prepare_now(asset, is_read=False)
    finally:
        connection.close()


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"lihua:demo:{name}")
