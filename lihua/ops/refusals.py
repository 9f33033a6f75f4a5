"""What stops a command, in words for the person at the keyboard: what happened, and what to do about it."""

import errno
import sqlite3


class Refused(Exception):
    """A command that cannot be done. `hint` says what would help; `is_said` when the person has read it already."""

    def __init__(self, message: str, hint: str = "", *, is_said: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.is_said = is_said


def explain(problem: Exception) -> Refused | None:
    """The refusal that a known trouble of the machine amounts to; None for what is our own mistake."""
    if isinstance(problem, Refused):
        return problem
    # Imported here: `up` lives long and is to stay small.
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    if isinstance(problem, ImproperlyConfigured):
        return Refused(f"A setting is wrong. {problem}", "docs/operations/settings.md lists every setting.")
    if isinstance(problem, OSError):
        return _of_the_system(problem)
    if isinstance(problem, (DatabaseError, sqlite3.Error)):
        return _of_the_database(str(problem))
    return None


def _of_the_system(problem: OSError) -> Refused | None:
    place = f" ({problem.filename})" if problem.filename else ""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return Refused(f"The disk is full{place}.", "Make room or set LIHUA_DATA to a larger disk; nothing was lost.")
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Refused(
            f"This may not be read or written{place}.",
            "Give the folder to the user who runs Li Hua, or set LIHUA_DATA to one that can be written.",
        )
    if problem.errno in {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}:
        return Refused(f"{problem.strerror}{place}.", "Look at the path.")
    return None


def _of_the_database(said: str) -> Refused | None:
    words = said.casefold()
    if "full" in words:
        return Refused("The disk is full: the database cannot be written.", "Make room; nothing was lost.")
    if "malformed" in words or "not a database" in words or "corrupt" in words:
        return Refused(
            f"The database cannot be read: {said}.",
            "Move the file away and put the last good copy back: lihua restore BACKUP, into an empty LIHUA_DATA.",
        )
    if "disk i/o" in words:
        return Refused("The disk refuses what the database writes.", "It is full, limited or failing: look at df -h.")
    if "readonly" in words or "unable to open" in words:
        return Refused(
            f"The database cannot be opened for writing: {said}.",
            "Give the data folder and the files in it to the user who runs Li Hua.",
        )
    if "locked" in words:
        return Refused("Somebody else holds the database.", "Try again in a moment.")
    if "no such table" in words or "no such column" in words or ("does not exist" in words and "relation" in words):
        return Refused(
            f"The tables are not those of this version: {said.strip().splitlines()[0]}.",
            "Run lihua prepare, or make up.",
        )
    if "connection" in words or "password authentication" in words or "does not exist" in words:
        return Refused(
            f"The database does not answer: {said.strip().splitlines()[0]}.",
            "Look at LIHUA_DATABASE_URL and whether the database server runs.",
        )
    return None
