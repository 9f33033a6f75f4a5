"""Where long texts are shown in short: bounded time, and only words come through."""

import time

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("piece", ["</p>", "<b>", "<![CDATA[", "&amp", "<a href='", "](", "`", "\u0301x"])
def test_H051_ten_thousand_characters_of_broken_markup_are_shortened_in_time(piece, client, ana, make_work):
    words = (piece * 10_000)[:9_900]
    work = make_work(ana, f"gatito {words}", kind="note", title=(piece * 40)[:100])
    pages = [
        reverse("discovery:explore"),
        reverse("discovery:newest"),
        reverse("discovery:person", args=["ana"]),
        reverse("discovery:search") + "?q=gatito",
        work.get_absolute_url(),
        f"/api/v1/statuses/{work.pk}",
        f"/api/v1/statuses/{work.pk}/card",
    ]
    for page in pages:
        began = time.process_time()
        answer = client.get(page)
        took = time.process_time() - began
        assert answer.status_code == 200, page
        assert took < 1.5, page
        if "/api/" not in page:
            assert (piece * 3).encode() not in answer.content or not piece.startswith("<"), page
