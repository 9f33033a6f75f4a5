import pytest

from lihua.works import actions


@pytest.mark.django_db
def test_a_note_is_read_by_somebody_who_reads_only_english(ana, bo, eve, make_work, signed_in):
    note = make_work(bo, "三个鸡蛋打散。更嫩！ #家常菜", title="西红柿炒鸡蛋", pictures=3, kind="note")
    actions.translate(
        note,
        into="en",
        by=ana,
        sentences={"title:0": "Tomato and egg", "body:0": "Beat three eggs.", "body:1": "Softer!"},
    )
    page = signed_in(eve).get(note.get_absolute_url()).content.decode()
    for words in ("Tomato and egg", "西红柿炒鸡蛋", "Beat three eggs.", "三个鸡蛋打散。", "Translated by", "1 / 3"):
        assert words in page
