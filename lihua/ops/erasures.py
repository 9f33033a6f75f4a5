"""Who was erased stays erased, also when an older copy of the database is put back.

Ids of those who were erased are noted in a file beside the database that is not part of a copy. Put it into the folder
that a copy is restored into (`lihua restore FILE --erased OLD/erased.log`): the next start erases them again.
"""

import os
from pathlib import Path

from django.conf import settings

from lihua.base import tasks
from lihua.people import actions as people
from lihua.people.models import Person, PersonState

LOG = "erased.log"


def note(person_id: int) -> None:
    """Add one id to the file, on the disk before anybody is told that it is done."""
    file = settings.DATA / LOG
    if person_id in _noted(file):
        return
    with file.open("a", encoding="ascii") as lines:
        lines.write(f"{person_id}\n")
        lines.flush()
        os.fsync(lines.fileno())


def erase_again() -> int:
    """Erase whoever is here again though they were erased; returns how many."""
    back = Person.objects.filter(pk__in=_noted(settings.DATA / LOG)).exclude(state=PersonState.ERASED)
    count = 0
    for person in back.select_related("account"):
        people.erase(person)
        count += 1
    if count:
        tasks.work_off()  # what the rooms erase when they hear of it, before anybody can look
    return count


def _noted(file: Path) -> set[int]:
    try:
        return {int(line) for line in file.read_text(encoding="ascii").split() if line.isdigit()}
    except FileNotFoundError:
        return set()
