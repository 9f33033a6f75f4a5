"""What the worker does for languages."""

import subprocess
import sys
from datetime import timedelta
from time import sleep

from django.conf import settings
from django.utils.timezone import now

from lihua.base.tasks import defer, is_stopping, periodic, slow_task
from lihua.language import dictionaries, packing, remembering, shorts
from lihua.language.engines import Privacy, packs
from lihua.language.masking import Term
from lihua.language.models import Spent


@slow_task
def translate_sentences(
    sentences: list[str], source: str, target: str, privacy: Privacy, terms: list[list[str]], engine: str = ""
) -> None:
    """For a process that serves pages: what comes lands in the cache, where it looks."""
    from lihua.language import actions  # which defers this

    words = [Term(text, translation) for text, translation in terms]
    actions.translate(sentences, source=source, target=target, privacy=privacy, terms=words, engine=engine)


@slow_task
def translate_shorts(texts: list[str], source: str, target: str, payer: str = "") -> None:
    """Public texts that stand in no work; what comes lands in the cache, and the next page has it."""
    from lihua.language import actions  # which defers this

    sentences = [sentence for text in texts for _start, _end, sentence in shorts.sentences_of(text, source)]
    actions.translate(sentences, source=source, target=target, payer=payer)


@slow_task
def load_dictionary() -> None:
    """In a process of its own; when the worker is asked to stop, the next start begins anew."""
    if dictionaries.has_cedict():
        return
    if settings.TESTING:  # another process would not see these tables
        dictionaries.load_cedict()
        return
    with subprocess.Popen([sys.executable, "-m", "lihua.language.loading"], stdin=subprocess.DEVNULL) as child:
        while child.poll() is None and not is_stopping():
            sleep(0.1)
        child.terminate()


@slow_task
def install_pack(job_id: int) -> None:
    packing.do(job_id)


@slow_task
def look_into_index() -> None:
    packing.look_into_index()


@periodic(minutes=5)
def look_after_packs() -> None:
    """Go on with what a worker that was killed had begun; give back the memory of packs that nobody needs."""
    packs.forget_models(idle_seconds=packs.IDLE_SECONDS)
    for job_id in packing.forgotten():
        defer(install_pack, job_id=job_id)


@periodic(minutes=60)
def tidy() -> None:
    remembering.forget_private()
    dictionaries.clear_unfinished()
    Spent.objects.filter(day__lt=now().date() - timedelta(days=7)).delete()
