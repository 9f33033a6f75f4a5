"""Before the first page: the data folder, the tables, the static files, and a link for the first owner."""

import argparse
import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import Error, run_checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import lihua
from lihua.language import actions
from lihua.ops.cli import Answer, say
from lihua.ops.erasures import erase_again as _erase_again
from lihua.ops.persons import has_owner, owner_link
from lihua.ops.refusals import Refused

LEAST_FREE_BYTES = 50_000_000


def prepare(_chosen: argparse.Namespace) -> Answer:
    """Make everything ready, touching nothing that is ready already."""
    require_folder()
    require_sound_settings()
    migrate()
    erase_again()
    collect_static_files()
    unpack_language_model()
    return {"data": str(settings.DATA), "owner_link": None if has_owner() else owner_link(settings.URL)}


def require_sound_settings() -> None:
    wrong = [problem for problem in run_checks() if isinstance(problem, Error)]
    if wrong:
        raise Refused(" ".join(problem.msg for problem in wrong), wrong[0].hint or "")


def require_folder() -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    probe = settings.DATA / ".writable"
    probe.write_bytes(b"")
    probe.unlink()
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE_BYTES:
        raise Refused(
            f"The disk is full: {free // 1_000_000} MB are left in {settings.DATA}.",
            "Make room or set LIHUA_DATA to a larger disk.",
        )
    for folder in (settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR):
        Path(folder).mkdir(parents=True, exist_ok=True)


def require_village(*, makes_one: bool) -> None:
    """The tables of a folder in which nobody ran `up` yet; a command may well be the first that is called."""
    if connection.introspection.table_names():
        return
    if not makes_one:
        raise Refused(
            f"There is no village in {settings.DATA}.", "Set LIHUA_DATA to its folder, or open one with make up."
        )
    require_folder()
    migrate()


def migrate() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the tables ({len(plan)} steps)")
        call_command("migrate", interactive=False, verbosity=0)
    if not settings.VALKEY_URL:
        call_command("createcachetable", verbosity=0)


def erase_again() -> None:
    count = _erase_again()
    if count:
        say(f"Erased {count} people again, who were in the copy that was put back")


def collect_static_files() -> None:
    """Gather styles, scripts and icons under names with a digest, compressed; only when one of them has changed."""
    if static_files_are_fresh():
        return
    say("Gathering styles and scripts")
    _stamp().unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _stamp().write_text(_digest_of_static_files())


def static_files_are_gathered() -> bool:
    return _stamp().exists()


def static_files_are_fresh() -> bool:
    return static_files_are_gathered() and _stamp().read_text() == _digest_of_static_files()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def unpack_language_model() -> None:
    """Some seconds once, here rather than in the request of the first person who reads or writes."""
    if actions.unpack_model():
        say("The model that tells languages apart is unpacked")
    if actions.unpack_words():
        say("The list of Chinese words is made")
    actions.want_dictionary()


def _digest_of_static_files() -> str:
    digest = hashlib.sha256(f"{lihua.__version__} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
