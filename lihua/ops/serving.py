"""The two processes under `up`: one that serves pages and live streams, one that does what waits."""

import argparse
import gc
import multiprocessing
import os
import sys
import threading
import time
import traceback

from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import autodiscover_modules, import_string

from lihua.base import patience, tasks
from lihua.language import actions
from lihua.ops.cli import PREPARE, run
from lihua.ops.running import die_with_parent

HEARTBEAT_SECONDS = 10
# Beats while the worker is alive: `doctor` looks at its age. It holds the address under which the village is open,
# which a command started beside it need not have been told.
HEARTBEAT = "worker.beat"


def web(chosen: argparse.Namespace) -> None:
    """Load everything once, then fork: the processes share what was loaded."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    get_resolver().url_patterns  # noqa: B018 - imports every view
    if chosen.prepare:
        _prepare_apart()
    patience.limit()
    actions.leave_models_to_the_worker()
    application = import_string(settings.ASGI_APPLICATION)  # wants the static files to be there
    multiprocessing.set_start_method("fork", force=True)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # a page makes tens of thousands of objects, hardly any of them in cycles
    Granian(
        settings.ASGI_APPLICATION,
        address="127.0.0.1",
        port=settings.PORT,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.WEB_PROCESSES,
        backlog=2048,
        backpressure=1500,  # an open stream counts as a request that is being served
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=6,
        log_level=LogLevels.warning,
    ).serve(target_loader=lambda *_ignored: application, wrap_loader=False)


def _prepare_apart() -> None:
    """Prepare in a fork, which has everything loaded already and gives back what memory the tables' steps take.

    What it says on standard output is for `up`; when that ends, everything is ready or the fork has said why not.
    """
    preparing = os.fork()
    if not preparing:
        die_with_parent()
        status = 1
        try:
            status = run(PREPARE, argparse.Namespace())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(preparing, 0)[1])
    if status:
        sys.exit(1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def worker(_chosen: argparse.Namespace) -> None:
    """Run what waits in the outbox, and what is due by the clock."""
    autodiscover_modules("tasks", "actions", "live")
    threading.Thread(target=_beat, name="heartbeat", daemon=True).start()
    tasks.forget_leases()
    tasks.run_worker(threads=settings.WORKER_THREADS)


def _beat() -> None:
    file = settings.DATA / HEARTBEAT
    file.write_text(settings.URL)
    while True:
        file.touch()
        time.sleep(HEARTBEAT_SECONDS)
