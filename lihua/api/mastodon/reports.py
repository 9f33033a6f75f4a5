"""Telling the desk."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import now
from ninja import Router, Schema

from lihua.api.answers import Refusal, answer, not_found
from lihua.api.bearer import needs
from lihua.api.entities import accounts
from lihua.api.entities.forms import moment
from lihua.api.mastodon.finding import person_of
from lihua.api.paging import ids_of
from lihua.api.parameters import read, takes
from lihua.trust import actions, rules
from lihua.trust.models import Category
from lihua.works.models import Work
from lihua.works.queries import works_visible_to

router = Router(tags=["reports"])


class ReportIn(Schema):
    account_id: str
    status_ids: list[str] = []
    comment: str = ""
    forward: bool = False
    category: str = "other"
    rule_ids: list[str] = []


@router.post("/v1/reports", auth=needs("write:reports", limit="reporting"), **takes(ReportIn))
def report(request: Any) -> HttpResponse:
    """One report for each work named, or one for the person where none is."""
    asked = read(request, ReportIn)
    person = person_of(asked.account_id)
    ids = ids_of(asked.status_ids, most=20)
    works: list[Work | None] = list(works_visible_to(request.person).filter(pk__in=ids, author=person))
    if len(works) != len(ids):
        raise not_found()
    category = _category(asked.category)
    try:
        made = [
            actions.report(request.person, work=work, person=person, category=category, comment=asked.comment)
            for work in works or [None]
        ]
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem
    return answer(
        {
            "id": str(made[0].pk),
            "action_taken": False,
            "action_taken_at": None,
            "category": asked.category,
            "comment": asked.comment,
            "forwarded": False,
            "created_at": moment(getattr(made[0], "created_at", now())),
            "status_ids": [str(pk) for pk in ids],
            "rule_ids": asked.rule_ids,
            "collection_ids": [],
            "target_account": accounts.accounts([person])[0],
        }
    )


def _category(name: str) -> str:
    """Mastodon knows spam, legal, violation and other; ours are finer, and an app may send one of them."""
    known = set(Category.values)
    return name if name in known else "other" if "other" in known else Category.values[-1]
