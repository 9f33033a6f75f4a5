import pytest

from lihua.lexicon import actions as lexicon
from lihua.works import actions
from lihua.works.models import Work

pytestmark = pytest.mark.django_db


def test_H125_the_sentence_of_an_erased_work_is_not_kept(ana, bo, make_work, run_tasks):
    work = make_work(bo, "三个鸡蛋打散。")
    kept = lexicon.keep(ana, word="打散", tag="zh-Hans", sentence="三个鸡蛋打散。", work_id=work.pk, place="body:0")
    actions.withdraw(work, by=bo)
    run_tasks()
    kept.refresh_from_db()
    assert kept.sentence  # it may be put back
    actions.erase(Work.objects.get(pk=work.pk))
    run_tasks()
    kept.refresh_from_db()
    assert (kept.word, kept.sentence, kept.work_id) == ("打散", "", None)


def test_the_sentence_of_what_the_desk_removed_is_not_kept(ana, bo, make_work, run_tasks):
    work = make_work(bo, "三个鸡蛋打散。")
    kept = lexicon.keep(ana, word="打散", tag="zh-Hans", sentence="三个鸡蛋打散。", work_id=work.pk)
    actions.remove(work)
    run_tasks()
    kept.refresh_from_db()
    assert kept.sentence == ""
