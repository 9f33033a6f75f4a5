import pytest

from lihua.discovery import queries
from lihua.discovery.queries import finding
from lihua.people.actions import follow, mute
from lihua.works.actions import edit, hold, name_concept, translate, withdraw

pytestmark = pytest.mark.django_db


def found(viewer, text):
    return [work.pk for work in queries.find_works(viewer, text).items]


def all_found(viewer, text, limit=7):
    """Every match, by paging to the end."""
    ids, after = [], ""
    while True:
        page = queries.find_works(viewer, text, after=after, limit=limit)
        ids += [work.pk for work in page.items]
        if not page.after:
            return ids
        after = page.after


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("今天去吃成都火锅，太辣了。", "火锅"),
        ("今天去吃成都火锅，太辣了。", "成都火锅"),
        ("中華人民共和國", "共和国"),
        ("我爱吃西红柿炒鸡蛋", "鸡"),
        ("El camión llegó tarde a la estación.", "camion"),
        ("Dos recetas de mi abuela", "receta"),
        ("김치찌개를 끓였어요", "김치"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("学习汉语三年了。", "漢語"),
        ("ねこが好きです", "ネコ"),
        ("Все книги прочитаны", "книга"),
        ("แมวของฉันน่ารัก", "แมว"),
        ("قِطّتي جميلة", "قطتي"),
        ("Lanterns by the river", "LANTERN river"),
    ],
)
def test_what_was_written_is_found_however_it_is_typed(ana, eve, make_work, run_tasks, written, asked):
    work = make_work(ana, written)
    make_work(ana, "Something else.")
    run_tasks()
    assert found(eve, asked) == [work.pk]


def test_a_phrase_does_not_reach_over_a_comma(bo, make_work, run_tasks):
    make_work(bo, "我上学，生活很好。")
    run_tasks()
    assert found(bo, "学生") == []


def test_a_translation_by_a_person_is_found_too(ana, bo, eve, make_work, run_tasks):
    work = make_work(bo, "元宵节的河灯。")
    translate(work, into="en", sentences={"body:0": "Lanterns on the river."}, by=ana)
    run_tasks()
    assert found(eve, "lanterns") == [work.pk]


def test_a_tag_is_found_under_all_its_names(ana, eve, make_work, run_tasks):
    work = make_work(ana, "Waffles! #cats")
    run_tasks()
    concept = queries.concept_named("Cats")
    name_concept(concept, name="猫", tag="zh-Hans", by=ana)
    run_tasks()
    assert found(eve, "猫") == [work.pk]
    assert [found.pk for found in queries.find_tags("猫").items] == [concept.pk]


def test_the_author_and_the_place_are_found(bo, eve, make_work, run_tasks):
    work = make_work(bo, "Noodles.", place="重庆")
    run_tasks()
    assert found(eve, "小波") == found(eve, "bo") == found(eve, "重庆") == [work.pk]


def test_a_picture_is_found_by_its_description(ana, eve, make_asset, run_tasks):
    from lihua.works.actions import submit

    work = submit(ana, kind="note", asset_ids=[make_asset(ana, alt="A cat asleep on a keyboard").pk])
    run_tasks()
    assert found(eve, "keyboard") == [work.pk]


def test_what_was_changed_or_deleted_is_found_no_more(ana, eve, make_work, run_tasks):
    work, gone, held = (make_work(ana, f"Dumplings {number}") for number in range(3))
    run_tasks()
    edit(work, by=ana, body="Noodles")
    withdraw(gone, by=ana)
    hold(held)
    assert found(eve, "dumplings") == [work.pk]  # the gate does not wait for the index
    run_tasks()
    assert found(eve, "dumplings") == []
    assert found(eve, "noodles") == [work.pk]


def test_the_better_match_comes_first_and_the_newer_of_equal_ones(ana, eve, make_work, run_tasks):
    long = make_work(ana, "Yesterday I walked along the river, saw much, and at the very end there was also tea.")
    older, newer = make_work(ana, "Green tea"), make_work(ana, "Green tea")
    run_tasks()
    assert found(eve, "tea") == [newer.pk, older.pk, long.pk]


@pytest.mark.parametrize("weighed", [1500, 10])
def test_paging_to_the_end_gives_every_match_once(ana, bo, make_work, run_tasks, monkeypatch, weighed):
    monkeypatch.setattr(finding, "WEIGHED", weighed)
    works = {make_work(bo, f"我的第{number}只猫咪").pk for number in range(23)}
    make_work(bo, "我的狗")
    run_tasks()
    ids = all_found(ana, "猫咪")
    assert len(ids) == 23
    assert set(ids) == works
    assert queries.count_works(ana, "猫咪") == 23


def test_muted_people_are_left_out_and_counted(ana, bo, make_work, run_tasks):
    make_work(bo, "Tea.")
    run_tasks()
    mute(ana, bo)
    results = queries.find_works(ana, "tea")
    assert (results.items, results.muted) == ([], 1)


def test_H028_a_followers_only_work_is_found_by_those_who_may_open_it(ana, bo, eve, make_work, run_tasks):
    work = make_work(ana, "Secret dumplings", visibility="followers")
    run_tasks()
    follow(bo, ana)
    assert found(bo, "dumplings") == found(ana, "dumplings") == [work.pk]
    assert found(eve, "dumplings") == found(None, "dumplings") == []
    assert queries.count_works(eve, "dumplings") == 0


def test_H079_a_blocked_person_finds_nothing_of_who_blocked_them(ana, cleo, make_work, run_tasks):
    make_work(ana, "Dumplings")
    run_tasks()
    assert found(cleo, "dumplings") == []
    assert queries.find_people(cleo, "ana").items == []


@pytest.mark.parametrize(
    "asked",
    [
        "email:ana@example.org",
        "is:private",
        "from:@ana",
        'title:"dumplings"',
        "body : dumplings",
        "dumplings OR secret",
        "NEAR(dumplings secret)",
        "dumpl*",
        "-dumplings",
        "^dumplings",
        '"dumplings',
        "dumplings' OR 1=1 --",
        "visibility:followers",
        "' : & | ! <->",
        "\\",
        "'",
    ],
)
def test_H049_there_are_no_operators_and_no_hidden_fields(ana, eve, make_work, run_tasks, asked):
    make_work(ana, "Secret dumplings", visibility="followers")
    run_tasks()
    assert found(eve, asked) == []
    queries.find_people(eve, asked)
    queries.find_tags(asked)
    assert queries.find_people(eve, "example.org").items == []  # mail addresses are not indexed


@pytest.mark.parametrize("asked", ["word " * 200, "x" * 201, " ".join(f"w{n}" for n in range(30))])
def test_H131_a_search_too_long_is_refused(eve, asked):
    with pytest.raises(queries.QueryRefused):
        queries.find_works(eve, asked)


def test_people_are_found_by_the_beginning_of_a_name(ana, bo, eve, run_tasks):
    from lihua.discovery.actions import index_people

    index_people([ana.pk, bo.pk, eve.pk])
    assert [person.pk for person in queries.find_people(eve, "小").items] == [bo.pk]
    assert [person.pk for person in queries.find_people(eve, "@an").items] == [ana.pk]


def test_who_does_not_want_to_be_found_is_not(ana, eve, run_tasks):
    from lihua.discovery.actions import index_people

    index_people([ana.pk])
    ana.is_discoverable = False
    ana.save()
    assert queries.find_people(eve, "ana").items == []


def test_the_index_can_be_made_anew(ana, eve, make_work):
    from lihua.discovery.actions import index_everything

    work = make_work(ana, "Dumplings #food")
    assert list(index_everything())
    assert found(eve, "dumplings") == [work.pk]
    assert queries.find_tags("food").items


def test_another_analyzer_makes_the_index_anew(ana, eve, make_work, run_tasks, monkeypatch):
    from lihua.discovery import tasks
    from lihua.discovery.models import IndexState

    works = [make_work(ana, f"Dumplings {number} #food").pk for number in range(5)]
    from lihua.base.models import OutboxEntry

    OutboxEntry.objects.all().delete()  # what would have told the index is lost
    monkeypatch.setattr(tasks, "STEP", 2)
    tasks.renew_index()
    tasks.renew_index()
    assert OutboxEntry.objects.count() == 1
    run_tasks()
    assert found(eve, "dumplings") == works[::-1]
    assert queries.find_people(eve, "ana").items == [ana]
    assert IndexState.objects.get().version == tasks.VERSION
    tasks.renew_index()
    assert not OutboxEntry.objects.exists()


def test_everything_in_a_very_long_text_is_found(ana, bo, make_work, run_tasks):
    body = "的" * 400 + "火锅" + "我是的一" * 2000 + "结尾在这里"
    work = make_work(bo, body[:9990], kind="note")
    run_tasks()
    for asked in ("火锅", "的火锅我", "我是的一我是的一", '"锅我是的"'):
        assert found(ana, asked) == [work.pk], asked
    other = make_work(bo, ("词" * 195 + "茉莉花茶") * 20, kind="note")
    run_tasks()
    assert found(ana, "茉莉花茶") == [other.pk]
    assert found(ana, '"' + "词" * 100 + '茉莉花茶"') == [other.pk]


def test_H047_marking_words_takes_time_in_proportion_to_the_text(ana):
    import time

    from lihua.discovery.highlights import pieces

    began = time.process_time()
    for text in ("aaaa!" * 2000, "啊" * 10_000, "a啊" * 5000, "́" * 10_000):
        assert "".join(piece.text for piece in pieces(text, [["aaaa"], ["啊", "啊"]])) == text
    assert time.process_time() - began < 2
