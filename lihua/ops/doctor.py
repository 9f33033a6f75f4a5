"""What is wrong here, and how to mend it."""

import argparse
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lihua.ops.cli import Answer, say
from lihua.ops.refusals import explain


@dataclass(frozen=True)
class Finding:
    about: str
    message: str
    hint: str = ""
    is_grave: bool = True


def doctor(chosen: argparse.Namespace) -> Answer:
    """Look at everything that has gone wrong before; say what is wrong and what helps."""
    findings: list[Finding] = []
    if chosen.retry:
        import django

        django.setup()
        from lihua.base.tasks import revive

        say(f"{revive()} jobs will be tried again")
    for about, look in _looks():
        try:
            found = list(look())
        except Exception as problem:
            refused = explain(problem)
            if refused is None:
                raise
            found = [Finding(about, refused.message, refused.hint)]
        for finding in found:
            say(f"{'✗' if finding.is_grave else '!'} {about}: {finding.message}", f"    {finding.hint}")
        if not found:
            say(f"✓ {about}")
        findings += found
        if found and about == "settings" and any(finding.is_grave for finding in found):
            break  # nothing else can be looked at
    return {
        "healthy": not any(finding.is_grave for finding in findings),
        "findings": [{"about": f.about, "message": f.message, "hint": f.hint, "grave": f.is_grave} for f in findings],
    }


def _looks() -> list[tuple[str, Callable[[], Iterator[Finding]]]]:
    return [
        ("settings", _settings),
        ("data folder", _folder),
        ("database", _database),
        ("tables", _tables),
        ("static files", _static_files),
        ("pictures", _pictures),
        ("words in pictures", _words_in_pictures),
        ("worker", _worker),
        ("work that failed", _dead_work),
        ("mail", _mail),
        ("clock", _clock),
        ("files in S3", _bucket),
        ("translator", _translator),
    ]


def _settings() -> Iterator[Finding]:
    import django

    django.setup()
    from django.core.checks import WARNING, run_checks

    for problem in run_checks():
        if problem.level >= WARNING and (problem.id or "").startswith("lihua."):
            yield Finding("settings", problem.msg, problem.hint or "", problem.level > WARNING)


def _folder() -> Iterator[Finding]:
    from lihua.ops.preparing import require_folder

    require_folder()
    data = _conf().DATA
    free = shutil.disk_usage(data).free
    if free < 1_000_000_000:
        yield Finding("data folder", f"{free // 1_000_000} MB are left in {data}.", "Make room soon.", is_grave=False)
    key = data / "secret.key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("data folder", f"Others can read {key}.", f"chmod 600 {key}")


def _database() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(5)")
            wrong = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            if wrong:
                hint = "Stop Li Hua, move the file away, and put the last good copy back: lihua restore."
                yield Finding("database", f"It is damaged: {wrong[0]}.", hint)
            return
        cursor.execute("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
        encoding = cursor.fetchone()[0]
    if encoding != "UTF8":
        yield Finding("database", f"Its encoding is {encoding}.", "Create it anew with ENCODING 'UTF8'.")


def _tables() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding("tables", f"{len(waiting)} steps are missing.", "lihua up (or lihua prepare) does them.")


def _static_files() -> Iterator[Finding]:
    from lihua.ops.preparing import static_files_are_fresh, static_files_are_gathered

    if not static_files_are_gathered():  # before the first start, and after a copy was put back
        hint = "Nothing to do: the next start (make up) gathers them."
        yield Finding("static files", "Styles and scripts are not gathered yet.", hint, is_grave=False)
    elif not static_files_are_fresh():
        yield Finding("static files", "Styles and scripts are older than the program.", "lihua up gathers them.")


def _pictures() -> Iterator[Finding]:
    from lihua.media.sweeping import missing_files

    if _conf().S3_BUCKET:
        return  # a question to the bucket for each file: hours
    missing = missing_files()
    if missing:
        yield Finding(
            "pictures",
            f"{len(missing)} files are missing, among them {', '.join(missing[:3])}.",
            f"Unpack them from the last copy: tar -xf COPY -C {_conf().DATA} files",
        )


def _words_in_pictures() -> Iterator[Finding]:
    from lihua.media.reading import is_installed

    if _conf().OCR and not is_installed():
        hint = "Install the extra: .venv/bin/uv pip install 'lihua[ocr]', or set LIHUA_OCR=no."
        yield Finding("words in pictures", "Words in pictures are not read: no reader is here.", hint, is_grave=False)


def _worker() -> Iterator[Finding]:
    from lihua.ops.serving import HEARTBEAT, HEARTBEAT_SECONDS

    beat = _conf().DATA / HEARTBEAT
    if not beat.exists() or time.time() - beat.stat().st_mtime > 4 * HEARTBEAT_SECONDS:
        yield Finding("worker", "It does not run: nothing is prepared or sent.", "Start Li Hua: make up.", False)


def _dead_work() -> Iterator[Finding]:
    from lihua.base.models import OutboxEntry

    dead = OutboxEntry.objects.dead()
    count = dead.count()
    if count:
        names = ", ".join(sorted(set(dead.values_list("task", flat=True)))[:5])
        hint = "The log says why. When the cause is mended: lihua doctor --retry"
        yield Finding("work that failed", f"{count} jobs were given up ({names}).", hint)


def _mail() -> Iterator[Finding]:
    from django.core.mail import get_connection

    settings = _conf()
    if "console" in settings.EMAIL_BACKEND:
        if settings.IS_SECURE:
            hint = "Set LIHUA_MAIL_URL=smtp://user:password@host:587"
            yield Finding("mail", "Mail is printed on the console and reaches nobody.", hint, is_grave=False)
        return
    try:
        get_connection().open()
    except Exception as problem:
        yield Finding("mail", f"The mail server does not take us: {problem}.", "Look at LIHUA_MAIL_URL.")


def _clock() -> Iterator[Finding]:
    from lihua.base.ids import moment_of
    from lihua.works.models import Work

    newest = Work.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest and moment_of(newest).timestamp() > time.time() + 60:
        when = moment_of(newest).isoformat(timespec="seconds")
        yield Finding("clock", f"The newest work is from {when}, later than now.", "Set the machine's clock (NTP).")


def _bucket() -> Iterator[Finding]:
    if not _conf().S3_BUCKET:
        return
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    try:
        name = default_storage.save("doctor.txt", ContentFile(b"Li Hua was here."))
        default_storage.delete(name)
    except Exception as problem:
        yield Finding("files in S3", f"The bucket does not take a file: {problem}.", "Look at LIHUA_S3_*.")


def _translator() -> Iterator[Finding]:
    from lihua.base.outgoing import OutgoingError, fetch

    address = _conf().LIBRETRANSLATE_URL
    if not address:
        return
    try:
        answer = fetch("GET", f"{address}/languages", timeout=10)
        if not answer.ok:
            yield Finding("translator", f"{address} answers {answer.status}.", "Look at it and its key.")
    except OutgoingError as problem:
        hint = f"Does it run? A local one must be allowed: LIHUA_OUTBOUND_ALLOW={address}"
        yield Finding("translator", f"{address} does not answer: {problem.reason}.", hint)


def _conf() -> Any:
    from django.conf import settings

    return settings
