"""Who leaves is gone: from pages, search, the API, the queue and the tables."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.timezone import now

from lihua.people.actions import closing, follow
from lihua.people.models import Person

pytestmark = pytest.mark.django_db

SECRET = "zanahoria"


@pytest.fixture
def gone(make_person, make_work, bo, run_tasks) -> Person:
    """Somebody who wrote, was answered, followed and left; the grace period is over."""
    nora = make_person("nora", name=f"Nora {SECRET}", writes=("es",))
    follow(bo, nora)
    note = make_work(nora, f"Una {SECRET} para todos.", pictures=1)
    make_work(bo, "好看！", reply_to=note.pk)
    run_tasks()
    closing.close(nora)
    Person.objects.filter(pk=nora.pk).update(closing_at=now() - timedelta(minutes=1))
    closing.erase_closed()
    run_tasks()
    nora.refresh_from_db()
    return nora


def every_text() -> str:
    """Every text of every row."""
    found = []
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model.objects.values_list(*names) if names else []:
            found.extend(f"{model._meta.label}: {value}" for value in row)
    return "\n".join(found)


def test_H125_nothing_that_was_said_stays_in_any_table(gone):
    kept = [line for line in every_text().splitlines() if SECRET in line or "nora@" in line or "'nora'" in line]
    assert kept == []


def test_H125_the_page_the_search_and_the_api_know_nobody(gone, client):
    assert client.get(reverse("discovery:person", args=["nora"])).status_code == 404
    assert client.get("/api/v1/accounts/lookup?acct=nora").status_code == 404
    for kind in ("works", "people"):
        page = client.get(reverse("discovery:search"), {"q": SECRET, "in": kind}).content.decode()
        assert "Nora" not in page


def test_H125_a_task_that_was_waiting_brings_nothing_back(gone, run_tasks):
    from lihua.base import tasks
    from lihua.config import wiring

    wiring.connect()
    before = every_text()
    from lihua.base.events import announce
    from lihua.people.events import PersonChanged

    announce(PersonChanged(person_id=gone.pk))
    run_tasks()
    assert tasks._take() is None
    assert every_text() == before


def test_H125_a_handle_that_was_given_up_is_not_given_to_another_in_the_old_ones_place(gone, bo, make_person):
    from lihua.people.models import Follow

    newcomer = make_person("nora")
    assert newcomer.pk != gone.pk
    assert not Follow.objects.filter(followed=newcomer).exists()
