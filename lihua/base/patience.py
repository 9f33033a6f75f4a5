"""How long one question to the database may keep a page waiting (H131). Commands and the worker have no such limit."""

from django.db import connections

SECONDS = 2.0


def limit(seconds: float = SECONDS) -> None:
    """From now on each statement of this process ends after so many seconds, with an OperationalError.

    Call it before the first connection is made. Pages answer 503 then, as when the database is away.
    """
    database = connections.settings["default"]
    if database["ENGINE"] == "lihua.base.sqlite":
        database["PATIENCE"] = seconds
    else:
        database["OPTIONS"]["options"] = f"-c statement_timeout={round(seconds * 1000)}"
