"""What a page costs the database does not grow with what stands on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lihua.api.actions import issue_token
from lihua.people.actions import follow
from lihua.works.actions import submit


@pytest.fixture
def crowd(make_person, ana):
    """Thirty neighbours of three languages, all followed by ana."""
    people = [
        make_person(f"neighbour{number}", reads=[tag], writes=[tag])
        for number, tag in zip(range(30), ["es", "zh-Hans", "en"] * 10, strict=True)
    ]
    for person in people:
        follow(ana, person)
    return people


def test_ten_and_thirty_cards_cost_the_same_number_of_queries(ana, crowd, make_work, signed_in, run_tasks):
    note = make_work(ana, kind="note", title="¿Quién viene?", pictures=1)
    app = {"Authorization": f"Bearer {issue_token(ana, 'read')}"}
    pages = {  # address, headers, what stands on each card
        "explore": ("/", {}, "A walk by the river"),
        "home timeline": ("/api/v1/timelines/home?limit=40", app, "A walk by the river"),
        "work": (f"/works/{note.pk}", {}, "I come along"),
    }
    reader = signed_in(ana)

    def fill(people):
        for person in people:
            make_work(person, kind="note", title="A walk by the river", body="#walks @ana", pictures=2)
            answer = submit(person, body="I come along.", reply_to=note.pk)
            submit(ana, body="Good!", reply_to=answer.pk)
        run_tasks()

    def counts():
        found = {}
        for page, (path, headers, words) in pages.items():
            reader.get(path, headers=headers)  # what is remembered between requests
            with CaptureQueriesContext(connection) as queries:
                answer = reader.get(path, headers=headers)
            assert answer.status_code == 200
            assert answer.content.decode().count(words) >= 10
            found[page] = len(queries)
        return found

    fill(crowd[:10])
    few = counts()
    fill(crowd[10:])
    assert counts() == few
