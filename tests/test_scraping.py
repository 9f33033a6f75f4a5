"""What a machine that reads the whole village can and cannot take away."""

from dataclasses import replace

import pytest
from django.urls import reverse

from lihua.base.ids import new_id
from lihua.base.limits import LIMITS, Rate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["ana@example.org", "email:ana@example.org", "example.org"])
def test_H126_nobody_is_found_by_a_mail_address(client, ana, words):
    page = client.get(reverse("discovery:search"), {"q": words, "in": "people"}).content.decode()
    assert 'href="/@ana"' not in page
    answer = client.get("/api/v2/search", {"q": words, "type": "accounts"})
    assert answer.status_code == 401 or answer.json()["accounts"] == []


def test_H126_no_public_page_shows_a_mail_address(client, ana, make_work):
    make_work(ana, "Hola a todos.")
    pages = [reverse("discovery:explore"), reverse("discovery:newest"), reverse("discovery:person", args=["ana"])]
    pages += ["/api/v1/timelines/public", "/api/v1/accounts/lookup?acct=ana", "/api/v2/instance", "/nodeinfo/2.0"]
    for page in pages:
        answer = client.get(page, follow=True)
        assert answer.status_code == 200, page
        assert "example.org" not in answer.content.decode(), page


def test_H126_ids_cannot_be_counted_through():
    ids = [new_id() for _ in range(3)]
    assert len({identifier >> 16 for identifier in ids}) <= 3
    assert ids == sorted(ids)
    assert ids[0] & 0xFFFF != 0 or ids[1] & 0xFFFF != 0


def test_H126_searching_and_reading_by_machine_are_counted_also_for_visitors():
    for scope in ("searching", "reading"):
        assert LIMITS[scope].reads
        assert LIMITS[scope].per_network


def test_H126_a_visitor_who_searches_without_end_is_asked_to_rest(client, monkeypatch):
    monkeypatch.setitem(LIMITS, "searching", replace(LIMITS["searching"], per_network=Rate(2, 60)))
    found = [client.get(reverse("discovery:search"), {"q": "hola"}).status_code for _ in range(4)]
    assert found.count(429) >= 2
