"""A copy of everything while the village goes on, and putting it back.

The order makes it whole: the files that are there are linked first, then the database is copied as it stands in one
moment, then the files that came meanwhile are added. A file that the database knows is therefore in the copy.
"""

import argparse
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

import lihua
from lihua.ops.cli import Answer, say
from lihua.ops.refusals import Refused

DATABASE, DUMP, FILES, SECRET, MANIFEST = "lihua.sqlite3", "postgresql.dump", "files", "secret.key", "manifest.json"
UNFINISHED = ".restoring"
INCOMING = "incoming"  # where uploads wait until they are developed


def backup(chosen: argparse.Namespace) -> Answer:
    """Write database, files and secret into one tar file, readable by its owner only."""
    from django.conf import settings

    target = Path(chosen.file).expanduser().absolute()
    if target.exists():
        raise Refused(f"{target} is there already.", "Choose another name: nothing is overwritten.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.", "Make it first.")
    part = target.with_name(f".{target.name}.part")
    with _scratch(settings.DATA) as scratch:
        try:
            count = _write(part, scratch, settings)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
    _flush_folder(target.parent)
    return {"file": str(target), "bytes": target.stat().st_size, "files": count}


def _write(part: Path, scratch: Path, settings: Any) -> int:
    has_files = not settings.S3_BUCKET
    if has_files:
        _link_tree(settings.MEDIA_ROOT, scratch / FILES)
    say("Copying the database")
    with _linking_what_comes_and_goes(settings.MEDIA_ROOT, scratch) if has_files else nullcontext():
        database = _copy_database(scratch)
    if has_files:
        _link_tree(settings.MEDIA_ROOT, scratch / FILES)
    files = sorted(path for path in (scratch / FILES).rglob("*") if path.is_file())
    manifest = {
        "version": lihua.__version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": database,
        "files": len(files) if has_files else "in the S3 bucket, not in this copy",
    }
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w", dereference=True) as archive:
            _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
            archive.add(scratch / database, arcname=database)
            archive.add(settings.DATA / SECRET, arcname=SECRET) if (settings.DATA / SECRET).exists() else None
            for path in tqdm(files, desc="Copying files", unit=" files", disable=len(files) < 100):
                archive.add(path, arcname=path.relative_to(scratch).as_posix(), recursive=False)
        raw.flush()
        os.fsync(raw.fileno())
    return len(files)


@contextmanager
def _linking_what_comes_and_goes(source: Path, scratch: Path) -> Iterator[None]:
    """An upload is deleted once it is developed, perhaps while the database is copied, which may still speak of it."""
    done = threading.Event()

    def link() -> None:
        while not done.wait(0.05):
            _link_tree(source / INCOMING, scratch / FILES / INCOMING)

    linking = threading.Thread(target=link)
    linking.start()
    try:
        yield
    finally:
        done.set()
        linking.join()


def _copy_database(scratch: Path) -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(scratch / DATABASE)
        try:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        return DATABASE
    _run_postgresql("pg_dump", "--format=custom", f"--file={scratch / DUMP}")
    return DUMP


def restore(chosen: argparse.Namespace) -> Answer:
    """Put a copy back, into an empty data folder (and an empty PostgreSQL database) only."""
    # Not through Django: reading the settings would already write a secret into the folder.
    data = Path(os.environ.get("LIHUA_DATA", "").strip() or "var").expanduser().resolve()
    source = Path(chosen.file).expanduser().absolute()
    data.mkdir(parents=True, exist_ok=True)
    if any(path.name != UNFINISHED for path in data.iterdir()):
        raise Refused(
            f"{data} is not empty.",
            "Name an empty folder: LIHUA_DATA=/path/to/new lihua restore FILE. Nothing was done.",
        )
    erased = Path(chosen.erased).read_bytes() if chosen.erased else b""
    unfinished = data / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)  # of a restore that was interrupted
    unfinished.mkdir()
    try:
        manifest = _unpack(source, unfinished)
        _require_readable(manifest)
        if manifest["database"] == DATABASE:
            _require_whole(unfinished / DATABASE)
        else:
            _fill_postgresql(unfinished / DUMP)
            (unfinished / DUMP).unlink()
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if erased:
        (unfinished / "erased.log").write_bytes(erased)
    # The database last: a folder without it is no village, and the next restore begins anew.
    for path in sorted(unfinished.iterdir(), key=lambda path: path.name == DATABASE):
        os.replace(path, data / path.name)
    unfinished.rmdir()
    _flush_folder(data)
    return {"data": str(data), "made_at": manifest["made_at"], "version": manifest["version"]}


def _unpack(source: Path, target: Path) -> dict[str, Any]:
    try:
        archive = tarfile.open(source, "r:*")  # noqa: SIM115 - closed below
    except tarfile.ReadError as problem:
        raise Refused(f"{source} is not a copy that lihua backup made.", "Choose the right file.") from problem
    with archive:
        for member in tqdm(archive, desc="Unpacking", unit=" files", disable=None):
            name = member.name
            if not member.isreg() or ".." in Path(name).parts or not _is_ours(name):
                raise Refused(f"{source} holds {name!r}, which no copy of ours does.", "Choose the right file.")
            archive.extract(member, target, filter="data")
    try:
        manifest: dict[str, Any] = json.loads((target / MANIFEST).read_text())
    except (OSError, ValueError) as problem:
        raise Refused(f"{source} is not a copy that lihua backup made.", "Choose the right file.") from problem
    (target / MANIFEST).unlink()
    return manifest


def _is_ours(name: str) -> bool:
    return name in {DATABASE, DUMP, SECRET, MANIFEST} or name.startswith(f"{FILES}/")


def _require_readable(manifest: dict[str, Any]) -> None:
    def parts(version: str) -> list[int]:
        return [int(part) for part in version.split(".") if part.isdigit()]

    if parts(manifest["version"]) > parts(lihua.__version__):
        raise Refused(
            f"The copy was made by Li Hua {manifest['version']}, this is {lihua.__version__}.", "Install that version."
        )


def _require_whole(database: Path) -> None:
    connection = sqlite3.connect(database)
    try:
        found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as problem:
        found = str(problem)
    finally:
        connection.close()
    if found != "ok":
        raise Refused(f"The database in this copy is damaged: {found}.", "Take an older copy.")


def _fill_postgresql(dump: Path) -> None:
    import django

    if not os.environ.get("LIHUA_DATABASE_URL") and not os.environ.get("LIHUA_DATABASE_URL_FILE"):
        raise Refused("This copy is of a PostgreSQL database.", "Set LIHUA_DATABASE_URL to an empty one.")
    # The settings need a secret; the real one comes out of the copy a moment later.
    os.environ.setdefault("LIHUA_SECRET_KEY", "only while restoring")
    django.setup()
    from django.db import connection

    if connection.introspection.table_names():
        raise Refused("The PostgreSQL database is not empty.", "Create a new one and name it in LIHUA_DATABASE_URL.")
    _run_postgresql("pg_restore", "--no-owner", "--single-transaction", "--dbname={name}", str(dump))


def _run_postgresql(program: str, *arguments: str) -> None:
    from django.db import connection

    where = connection.settings_dict
    if shutil.which(program) is None:
        raise Refused(f"{program} is not installed.", "On Debian: apt install postgresql-client.")
    environment = {
        **os.environ,
        "PGHOST": where["HOST"],
        "PGPORT": where["PORT"],
        "PGUSER": where["USER"],
        "PGPASSWORD": where["PASSWORD"],
        "PGDATABASE": where["NAME"],
    }
    words = [program, *(argument.format(name=where["NAME"]) for argument in arguments)]
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        words, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(
            f"{program} failed: {done.stderr.strip()[-500:]}", "Its version must be at least that of the server."
        )


@contextmanager
def _scratch(data: Path) -> Iterator[Path]:
    """A folder beside the files, so that they can be linked instead of copied."""
    for left in data.glob(".backup-*"):  # of a backup that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=data) as folder:
        yield Path(folder)


def _link_tree(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for folder, _folders, names in os.walk(source):
        there = target / Path(folder).relative_to(source)
        there.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not (there / name).exists():
                _link(Path(folder) / name, there / name)


def _link(file: Path, link: Path) -> None:
    try:
        os.link(file, link)
    except FileNotFoundError:  # deleted a moment ago, and so are the rows that knew it
        return
    except OSError:  # a file system without links
        shutil.copyfile(file, link)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    member.mode = 0o600
    archive.addfile(member, io.BytesIO(content))


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
