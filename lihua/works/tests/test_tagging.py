import pytest

from lihua.works import actions, rules
from lihua.works.models import Concept, Joining, Label


def test_case_width_and_script_do_not_make_another_tag(ana, bo, make_work):
    make_work(ana, "#TikTok #ＴｉｋＴｏｋ #tiktok")
    make_work(bo, "＃西红柿 #西紅柿")
    assert sorted(Label.objects.values_list("name", flat=True)) == ["TikTok", "西红柿"]
    assert set(Concept.objects.values_list("works_count", flat=True)) == {1}


def test_a_followers_note_does_not_show_in_a_tags_number(ana, make_work):
    make_work(ana, "#secreto", visibility="followers")
    assert Concept.objects.get().works_count == 0


def test_a_name_in_another_language_is_given(bo, eve, make_work):
    make_work(bo, "好吃 #家常菜")
    concept = Concept.objects.get()
    label = actions.name_concept(concept, name="#homecooking", tag="en", by=eve)
    assert (label.concept, label.language, label.is_preferred, label.added_by) == (concept, "en", True, eve)
    also = actions.name_concept(concept, name="homefood", tag="en", by=eve)
    assert not also.is_preferred


@pytest.mark.parametrize("name", ["", "two words", "<b>", "12345", "x" * 61, "a/b"])
def test_what_is_no_tag_is_refused(bo, eve, make_work, name):
    make_work(bo, "#家常菜")
    with pytest.raises(rules.Unacceptable):
        actions.name_concept(Concept.objects.get(), name=name, tag="en", by=eve)


def test_a_name_that_exists_proposes_to_join_and_a_moderator_joins_and_splits(bo, eve, mod, make_work):
    make_work(bo, "好吃 #家常菜")
    make_work(eve, "Yum #homecooking")
    kept = Label.objects.get(name="家常菜").concept
    other = Label.objects.get(name="homecooking").concept
    joining = actions.name_concept(kept, name="homecooking", tag="en", by=eve)
    assert isinstance(joining, Joining)
    assert actions.name_concept(kept, name="homecooking", tag="en", by=bo) == joining
    with pytest.raises(rules.NotAllowed):
        actions.join(joining, by=eve)
    actions.join(joining, by=mod)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.labels.count(), kept.works_count, other.merged_into, other.works_count) == (2, 2, kept, 0)
    with pytest.raises(rules.NotAllowed):
        actions.split(joining, by=eve)
    actions.split(joining, by=mod)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.works_count, other.works_count, other.merged_into) == (1, 1, None)
    assert other.labels.get().is_preferred


def test_a_proposal_can_be_declined(bo, eve, mod, make_work):
    make_work(bo, "#家常菜")
    make_work(eve, "#war")
    joining = actions.name_concept(Label.objects.get(name="家常菜").concept, name="war", tag="en", by=eve)
    actions.split(joining, by=mod)
    with pytest.raises(rules.NotAllowed):
        actions.join(joining, by=mod)
    assert Label.objects.get(name="war").concept_id == joining.other_id
