from lihua.base.tasks import task
from lihua.ops import erasures


@task
def note_erasure(person_id: int) -> None:
    erasures.note(person_id)
