import pytest
from django.urls import reverse

from lihua.library import actions, queries, rules
from lihua.library.models import Board
from lihua.people.actions import block, follow, unfollow
from lihua.works.actions import save, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def recipes(ana):
    return actions.create_board(ana, title="Recetas", is_public=True)


@pytest.fixture
def secret(ana):
    return actions.create_board(ana, title="Secret plans")


def on(board, viewer):
    return [work.pk for _item, work in queries.items_of(board, viewer).items]


def test_what_is_pinned_last_comes_first_and_once(ana, bo, recipes, make_work):
    first, second = make_work(bo), make_work(bo)
    for work in (first, second, first):
        actions.pin(work, to=recipes, by=ana)
    recipes.refresh_from_db()
    assert on(recipes, ana) == [second.pk, first.pk]
    assert recipes.items_count == 2
    actions.unpin(second, board=recipes, by=ana)
    actions.unpin(second, board=recipes, by=ana)
    recipes.refresh_from_db()
    assert (on(recipes, ana), recipes.items_count) == ([first.pk], 1)


def test_a_note_is_kept_with_a_work(ana, bo, recipes, make_work):
    item = actions.pin(make_work(bo), to=recipes, by=ana, note="For  Sunday")
    actions.pin(item.work, to=recipes, by=ana)
    item.refresh_from_db()
    assert item.note == "For Sunday"
    with pytest.raises(rules.Unacceptable):
        actions.pin(item.work, to=recipes, by=ana, note="x" * 301)


def test_items_are_put_into_another_order(ana, bo, recipes, make_work):
    items = [actions.pin(make_work(bo), to=recipes, by=ana) for _number in range(4)]
    d, c, b, a = (item.pk for item in reversed(items))
    actions.arrange(recipes, [a, c], by=ana)
    order = list(recipes.items.order_by("-position").values_list("pk", flat=True))
    assert order == [d, a, b, c]
    actions.move(items[0], up=True, by=ana)
    assert list(recipes.items.order_by("-position").values_list("pk", flat=True)) == [a, d, b, c]
    items[0].refresh_from_db()
    actions.move(items[0], up=True, by=ana)  # is on top already
    actions.move(items[2], up=False, by=ana)  # is at the end already
    assert list(recipes.items.order_by("-position").values_list("pk", flat=True)) == [a, d, b, c]


def test_boards_are_put_into_another_order(ana, recipes, secret, signed_in):
    assert queries.boards_visible_to(ana, ana) == [secret, recipes]
    signed_in(ana).post(reverse("library:put_first", args=[recipes.pk]))
    assert queries.boards_visible_to(ana, ana) == [recipes, secret]
    actions.arrange_boards([secret.pk, recipes.pk], by=ana)
    assert queries.boards_visible_to(ana, ana) == [secret, recipes]


def test_a_long_board_is_paged_and_none_comes_twice(ana, bo, recipes, make_work):
    works = [actions.pin(make_work(bo), to=recipes, by=ana).work_id for _number in range(7)]
    seen, after = [], None
    while True:
        page = queries.items_of(recipes, ana, after=after, limit=3)
        seen += [work.pk for _item, work in page.items]
        if page.after is None:
            break
        after = page.after
    assert seen == works[::-1]


def test_what_may_not_be_opened_any_more_is_not_shown_and_said(ana, bo, recipes, make_work, signed_in):
    work, gone = make_work(ana, "For you", visibility="followers"), make_work(ana)
    follow(bo, ana)
    board = actions.create_board(bo, title="Mine", is_public=True)
    for pinned in (work, gone):
        actions.pin(pinned, to=board, by=bo)
    withdraw(gone, by=ana)
    assert on(board, bo) == [work.pk]
    unfollow(bo, ana)
    page = queries.items_of(board, bo)
    assert (page.items, page.missing) == ([], 2)
    assert "2 not available" in signed_in(bo).get(board.get_absolute_url()).text


def test_H028_a_public_board_does_not_show_followers_only_works_to_others(ana, eve, recipes, make_work, client):
    work = make_work(ana, "Only for my followers", visibility="followers")
    actions.pin(work, to=recipes, by=ana)
    page = client.get(recipes.get_absolute_url())
    assert "Only for my followers" not in page.text
    assert "1 not available" in page.text
    assert queries.covers_of([recipes], eve) == {}


@pytest.mark.parametrize("reader", ["eve", "cleo", None])
def test_H069_anothers_private_board_is_not_there(request, secret, reader, client, signed_in):
    person = request.getfixturevalue(reader) if reader else None
    browser = signed_in(person) if person else client
    for name in ("board", "edit", "delete", "order", "put_first"):
        address = reverse(f"library:{name}", args=[secret.pk])
        answers = {browser.get(address).status_code, browser.post(address, {"title": "Mine"}).status_code}
        assert answers <= {404, 405, *([] if person else [302])}, name
    assert Board.objects.get(pk=secret.pk).title == "Secret plans"


def test_H069_a_public_board_is_read_by_others_and_changed_by_none_of_them(ana, eve, recipes, make_work, signed_in):
    work = make_work(ana)
    actions.pin(work, to=recipes, by=ana)
    browser = signed_in(eve)
    assert browser.get(recipes.get_absolute_url()).status_code == 200
    for name, args in (("edit", []), ("delete", []), ("order", []), ("pin", [work.pk]), ("unpin", [work.pk])):
        address = reverse(f"library:{name}", args=[recipes.pk, *args])
        assert browser.post(address, {"title": "Mine"}).status_code == 404
    with pytest.raises(rules.NotAllowed):
        actions.delete_board(recipes, by=eve)


def test_H071_items_of_another_board_do_not_move_with_ones_own(ana, bo, recipes, make_work, signed_in):
    mine = actions.create_board(bo, title="Mine")
    own = [actions.pin(make_work(bo), to=mine, by=bo) for _number in range(2)]
    foreign = [actions.pin(make_work(bo), to=recipes, by=ana) for _number in range(2)]
    before = [item.position for item in foreign]
    ids = [str(item.pk) for item in (*foreign, *own)]
    assert signed_in(bo).post(reverse("library:order", args=[mine.pk]), {"item": ids}).status_code == 204
    for item in foreign:
        item.refresh_from_db()
    assert [item.position for item in foreign] == before


def test_H071_nothing_that_may_not_be_opened_can_be_pinned(ana, eve, make_work, signed_in):
    work = make_work(ana, visibility="followers")
    board = actions.create_board(eve, title="Mine")
    with pytest.raises(rules.NotAllowed):
        actions.pin(work, to=board, by=eve)
    assert signed_in(eve).get(reverse("library:pick", args=[work.pk])).status_code == 404
    assert signed_in(eve).post(reverse("library:pin", args=[board.pk, work.pk])).status_code == 404
    assert signed_in(eve).get(reverse("library:on_work", args=[work.pk])).status_code == 404


def test_H079_a_blocked_person_does_not_see_the_boards_of_who_blocked_them(ana, cleo, recipes, signed_in):
    assert signed_in(cleo).get(recipes.get_absolute_url()).status_code == 404
    assert signed_in(cleo).get(reverse("library:of_person", args=["ana"])).status_code == 404


def test_in_these_boards_tells_ones_own_and_public_ones(ana, bo, eve, recipes, secret, make_work):
    work = make_work(bo)
    mine = actions.create_board(eve, title="Mine")
    for board, owner in ((recipes, ana), (secret, ana), (mine, eve)):
        actions.pin(work, to=board, by=owner)
    assert queries.boards_with(work, eve) == [mine, recipes]
    assert queries.boards_with(work, None) == [recipes]
    block(ana, bo)
    assert queries.boards_with(work, bo) == []


def test_two_taps_save_a_card(ana, bo, make_work, signed_in):
    work = make_work(bo, "猫")
    browser = signed_in(ana)
    address = reverse("library:pick", args=[work.pk])
    assert reverse("library:mark", args=[work.pk]) in browser.get(address, headers={"HX-Request": "true"}).text
    browser.post(reverse("library:pin_to_new", args=[work.pk]), {"title": "Gatos"}, headers={"HX-Request": "true"})
    board = Board.objects.get(owner=ana)
    assert (board.title, board.is_public, on(board, ana)) == ("Gatos", False, [work.pk])
    browser.post(reverse("library:unpin", args=[board.pk, work.pk]))
    browser.post(reverse("library:mark", args=[work.pk]))
    assert queries.saved_works(ana)[0] == [work]
    browser.post(reverse("library:mark", args=[work.pk]), {"undo": "yes"})
    assert queries.saved_works(ana)[0] == []


def test_the_saved_state_of_many_cards_is_one_question(
    ana, bo, recipes, make_work, signed_in, django_assert_num_queries
):
    works = [make_work(bo) for _number in range(3)]
    actions.pin(works[0], to=recipes, by=ana)
    save(works[1], by=ana)
    with django_assert_num_queries(1):
        assert queries.saved_among(ana, [work.pk for work in works]) == {works[0].pk, works[1].pk}
    address = f"{reverse('library:saved_state')}?ids={','.join(str(work.pk) for work in works)}"
    assert set(signed_in(ana).get(address).json()["saved"]) == {str(works[0].pk), str(works[1].pk)}


@pytest.mark.parametrize("ids", ["", "x", "1;2", ",".join(["1"] * 101), "9" * 20, "-1"])
def test_H129_the_saved_state_of_too_much_is_refused(ana, signed_in, ids):
    assert signed_in(ana).get(f"{reverse('library:saved_state')}?ids={ids}").status_code == 400


def test_H130_there_is_an_end_to_boards_and_names(ana, monkeypatch):
    monkeypatch.setattr(rules, "MOST_BOARDS", 2)
    for title in ("One", "Two"):
        actions.create_board(ana, title=title)
    with pytest.raises(rules.NotAllowed):
        actions.create_board(ana, title="Three")
    for title in ("", " ", "x" * 81):
        with pytest.raises((rules.Unacceptable, rules.NotAllowed)):
            actions.create_board(ana, title=title)


@pytest.mark.parametrize("count", [2, 9])
def test_boards_and_a_board_cost_the_same_for_few_and_many(
    ana, bo, make_work, signed_in, django_assert_max_num_queries, count
):
    board = actions.create_board(ana, title="All", is_public=True)
    for _number in range(count):
        actions.pin(make_work(bo, pictures=1), to=board, by=ana)
        actions.create_board(ana, title="Another")
    browser = signed_in(ana)
    with django_assert_max_num_queries(18):
        browser.get(reverse("library:boards"))
    with django_assert_max_num_queries(16):
        browser.get(board.get_absolute_url())


@pytest.mark.parametrize("name", ["boards", "saved", "create"])
def test_ones_own_pages_open_and_ask_others_to_sign_in(ana, recipes, signed_in, client, name):
    assert signed_in(ana).get(reverse(f"library:{name}")).status_code == 200
    assert client.get(reverse(f"library:{name}")).status_code == 302


def test_a_board_is_edited_and_deleted_by_form(ana, recipes, signed_in):
    browser = signed_in(ana)
    browser.post(reverse("library:edit", args=[recipes.pk]), {"title": "De mi abuela"})
    recipes.refresh_from_db()
    assert (recipes.title, recipes.is_public) == ("De mi abuela", False)
    assert browser.post(reverse("library:edit", args=[recipes.pk]), {"title": ""}).status_code == 400
    browser.post(reverse("library:delete", args=[recipes.pk]))
    assert not Board.objects.exists()
