from lihua.base.tasks import slow_task
from lihua.language import dictionaries


@slow_task
def load_dictionary() -> None:
    dictionaries.load_cedict(is_patient=True)
