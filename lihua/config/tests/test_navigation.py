import pytest
from django.test import Client
from django.urls import reverse

from lihua.base.models import SiteOptions
from lihua.base.options import forget, site_options
from lihua.config.navigation import Navigation

pytestmark = pytest.mark.django_db


def places(client: Client, address: str = "/about") -> list[str]:
    response = client.get(address)
    nav: Navigation = response.context["nav"]
    return [place.name for place in nav.everywhere]


def test_a_visitor_sees_the_places_that_are_open_to_all(client):
    shown = places(client)
    assert "explore" in shown
    assert not {"notices", "waiting", "desk", "me", "boards"} & set(shown)


def test_somebody_signed_in_sees_their_own_places_too(ana, signed_in):
    shown = places(signed_in(ana))
    assert "me" in shown
    assert "desk" not in shown


def test_only_those_who_moderate_see_the_desk(mod, owner, ana, signed_in):
    pytest.importorskip("lihua.trust.urls")
    assert "desk" in places(signed_in(mod))
    assert "desk" in places(signed_in(owner))
    assert "desk" not in places(signed_in(ana))


def test_places_that_nobody_has_built_are_not_there(ana, signed_in):
    assert not {"watch", "square", "letters", "learn", "market", "messages"} & set(places(signed_in(ana)))


def test_a_place_that_the_owner_closed_is_not_there(client):
    options = site_options()
    options.closed_places = ["explore"]
    options.save()
    forget()
    assert SiteOptions.objects.count() == 1
    assert "explore" not in places(client)


def test_every_place_is_two_taps_away_on_a_phone(ana, signed_in):
    browser = signed_in(ana)
    bar = browser.get("/about").content.decode().split('class="bottom-bar"')[1]
    assert reverse("ui:more") in bar
    response = browser.get(reverse("ui:more"))
    listed = response.content.decode().split('class="places"')[1].split("</nav>")[0]
    for place in response.context["nav"].everywhere:
        assert f'href="{place.url}"' in listed


def test_the_place_where_one_is_is_marked(client):
    shown = client.get(reverse("ui:more")).content.decode()
    assert 'aria-current="page"' in shown


def test_a_visitors_frame_costs_no_query(client, django_assert_num_queries):
    client.get("/about")
    with django_assert_num_queries(0):
        client.get("/about")


def test_a_visitors_page_sets_no_cookie(client):
    response = client.get("/nowhere")
    assert not response.cookies
