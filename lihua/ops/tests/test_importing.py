"""`pairs.tsv` is an excerpt of Tatoeba's pairs, from tatoeba.org: CC BY 2.0 FR, authors named in each line."""

import argparse
from pathlib import Path

import pytest

from lihua.ops import importing
from lihua.ops.refusals import Refused
from lihua.people.models import Person
from lihua.works.models import Translation, Work
from lihua.works.queries import Reader, read_work

pytestmark = pytest.mark.django_db
PAIRS = Path(__file__).parent / "pairs.tsv"


def import_pairs(file: Path = PAIRS, posts: str = "cmn") -> dict[str, int]:
    return dict(importing.run(argparse.Namespace(file=str(file), posts=posts)))


def test_each_chinese_sentence_is_a_short_post_and_each_pair_a_translation_by_its_author():
    assert import_pairs() == {"works": 5, "translations": 7, "people": 8, "skipped": 0}
    work = Work.objects.get(origin="tatoeba:891077")
    assert (work.kind, work.body, work.language) == ("short", "嗨。", "zh-Hans")
    assert (work.licence, work.attribution) == ("CC BY 2.0 FR", "tatoeba.org #891077 (Martha)")
    assert (work.author.handle, work.author.origin, work.author.account) == ("martha", "tatoeba", None)
    read = read_work(work, Reader(None, ("en",)))
    assert read.body.translated == "Hi."
    assert read.translators[0].name == "CM"


def test_a_sentence_with_two_translations_shows_the_first_and_keeps_the_other():
    import_pairs()
    rows = Translation.objects.filter(work__origin="tatoeba:891983").order_by("pk")
    assert [(row.text, row.is_current) for row in rows] == [
        ("I don't know the exact date.", True),
        ("I'm not sure of the exact date.", False),
    ]


def test_the_other_side_can_be_the_posts():
    assert import_pairs(posts="eng") == {"works": 6, "translations": 7, "people": 8, "skipped": 0}
    assert set(Work.objects.values_list("language", flat=True)) == {"en"}


def test_a_second_time_adds_nothing():
    import_pairs()
    assert import_pairs() == {"works": 0, "translations": 0, "people": 0, "skipped": 7}


def test_it_goes_on_where_it_was_killed(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    whole, calls = importing.import_translations, []

    def killed_in_the_third_batch(rows):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(rows)

    monkeypatch.setattr(importing, "import_translations", killed_in_the_third_batch)
    with pytest.raises(KeyboardInterrupt):
        import_pairs()
    assert Translation.objects.count() == 4
    monkeypatch.setattr(importing, "import_translations", whole)
    assert import_pairs() == {"works": 1, "translations": 3, "people": 2, "skipped": 4}
    assert (Work.objects.count(), Person.objects.count()) == (5, 8)


def test_ids_are_the_same_each_time_in_the_past_and_in_order():
    import_pairs()
    ids = dict(Work.objects.values_list("origin", "pk"))
    assert sorted(ids, key=lambda origin: int(origin.split(":")[1])) == sorted(ids, key=lambda origin: ids[origin])
    Work.objects.all().delete()
    import_pairs()
    assert dict(Work.objects.values_list("origin", "pk")) == ids


def test_a_taken_handle_is_stepped_around(make_person):
    make_person("martha")
    import_pairs()
    assert Person.objects.get(origin="tatoeba", name="Martha").handle == "martha_tatoeba"


def test_authors_know_how_much_they_wrote():
    import_pairs()
    assert Person.objects.get(handle="martha").works_count == 3


@pytest.mark.parametrize(
    "line",
    ["Hi.\t嗨。", "Hi.\t\tCC-BY 2.0 (France) Attribution: tatoeba.org #1 (a) & #2 (b)", "Hi.\t嗨。\tnobody", "<html>"],
)
def test_a_line_that_is_no_pair_is_named(tmp_path, line):
    file = tmp_path / "pairs.tsv"
    file.write_text(PAIRS.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(Refused, match="Line 8"):
        import_pairs(file)
    assert Work.objects.count() == 0


def test_what_is_not_text_is_refused(tmp_path):
    file = tmp_path / "pairs.tsv"
    file.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(Refused, match="not text"):
        import_pairs(file)
