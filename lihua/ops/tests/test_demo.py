import json

import pytest
from django.utils.timezone import now

from lihua import language
from lihua.base import text as rich
from lihua.base.models import OutboxEntry
from lihua.lexicon.models import GlossaryEntry
from lihua.ops.cli import main
from lihua.ops.demo.motifs import MOTIFS, picture
from lihua.ops.demo.pen import THEMES
from lihua.ops.demo.telling import read_village
from lihua.ops.demo.words import NAMES_OF_MOTIFS
from lihua.people.models import Person
from lihua.trust.models import Case
from lihua.works.models import Ask, Label, Reaction, Translation, Work
from lihua.works.queries import Reader, read_work


def test_the_words_of_the_village_fit_together():
    neighbours, notes = read_village()
    people = {neighbour.handle: neighbour for neighbour in neighbours}
    assert len(people) >= 40
    assert len({tag for neighbour in neighbours for tag in neighbour.writes}) == 8
    assert len(notes) + sum(len(note.answers) for note in notes) >= 200
    assert len({note.name for note in notes}) == len(notes)
    for note in notes:
        author = people[note.handle]
        found = language.detect(f"{note.title}\n{note.body}", prior=author.writes).language
        assert found in author.writes, note.name
        assert all(motif in MOTIFS and theme in THEMES for motif, theme in note.pictures), note.name
        assert all(answer.handle in people for answer in note.answers), note.name
        for answer in note.answers:
            said = language.detect(answer.body, prior=people[answer.handle].writes).language
            cuts = language.cut(rich.normalise(answer.body), said)
            for told in answer.translations:
                assert len(cuts) == len(told.title), (answer.body, told.language)
        for told in note.translations:
            fields = [(note.title, told.title), (note.body, told.body)]
            for words, sentences in fields if note.title else [(note.body, told.title + told.body)]:
                cuts = language.cut(rich.normalise(words), found)
                assert not sentences or len(cuts) == len(sentences), (note.name, told.language)


def test_every_motif_has_a_name_for_those_who_hear_it():
    assert NAMES_OF_MOTIFS.keys() == MOTIFS.keys()


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_a_drawing_is_the_same_each_time(motif):
    one, two = (picture(motif, seed="a", pixels=60) for _time in range(2))
    assert one == two
    assert one.startswith(b"\xff\xd8")


@pytest.mark.django_db
def test_a_small_village_is_filled_once(capsys):
    assert main(["demo", "--small"]) == 0
    answer = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert answer["people"] == 7
    assert answer["works"] == Work.objects.filter(repost_of=None).count() > 15
    assert Reaction.objects.exists()
    assert Ask.objects.exists()
    assert Case.objects.get(decided_at=None).work.author.handle == "fast_growth"
    assert Work.objects.filter(kind="reply").exists()
    assert not OutboxEntry.objects.dead().exists()
    taxes = Label.objects.filter(name__in=["猫税", "cattax"]).values_list("concept", flat=True)
    assert len(set(taxes)) == 1
    work = Work.objects.get(title="两只猫和没写完的作业")
    assert read_work(work, Reader(None, ("en",))).title.translated == "Two cats and the homework that was not finished"

    for shared in Work.objects.filter(kind="repost").select_related("repost_of"):
        assert shared.repost_of.published_at < shared.published_at < now()
    assert not Translation.objects.filter(text__regex=r"^(#\S+\s*)+$").exists()

    assert GlossaryEntry.objects.get(word="猫税").votes_count > 0

    before = (Work.objects.count(), Person.objects.count(), Reaction.objects.count())
    assert main(["demo", "--small"]) == 0
    assert (Work.objects.count(), Person.objects.count(), Reaction.objects.count()) == before


@pytest.mark.django_db
def test_it_does_not_take_over_somebody_who_is_here(make_person, capsys):
    make_person("mei_chengdu")
    assert main(["demo", "--small"]) == 1
    assert "somebody else" in json.loads(capsys.readouterr().out.strip().splitlines()[-1])["error"]
