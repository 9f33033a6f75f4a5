"""How notices of the desk are put into words (wired in config/wiring.py)."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lihua.notifications.wording import Group, Line
from lihua.trust.models import Decision

KINDS = ("decision", "appeal_decided", "report_closed")


def lines(groups: Sequence[Group], _reader: Any) -> dict[str, Line]:
    decisions = Decision.objects.select_related("appeal").in_bulk([int(group.facts["decision_id"]) for group in groups])
    found = {group.name: (group, decisions.get(int(group.facts["decision_id"]))) for group in groups}
    return {name: _line(group, decision) for name, (group, decision) in found.items() if decision}


def _line(group: Group, decision: Decision) -> Line:
    if group.kind == "report_closed":
        acted = _("The desk looked at your report and acted. Thank you.")
        found_nothing = _("The desk looked at your report and found that no rule was broken. Thank you for telling us.")
        return Line(words=acted if decision.restricts else found_nothing, url=reverse("trust:log"), icon="desk")
    words = _("The desk decided about something of yours. Read why, and what you can do.")
    if group.kind == "appeal_decided":
        is_granted = decision.appeal.is_granted
        words = _("Your appeal was granted.") if is_granted else _("Your appeal was heard. Read the answer.")
    return Line(words=words, url=decision.get_absolute_url(), icon="shield", is_urgent=True)
