"""The table "who reacts to what" of docs/architecture.md. `python -m tests.wiring` writes it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "architecture.md"
_PLACE = re.compile(r"(<!-- wiring -->\n).*?(<!-- /wiring -->)", re.S)


def table() -> str:
    from lihua.base.events import Event, subscribers_of

    lines = ["| Fact | announced by | heard by |", "|---|---|---|"]
    for event in sorted(_kinds(Event), key=lambda kind: (kind.__module__, kind.__name__)):
        heard = ", ".join(f"`{_short(task)}`" for task in subscribers_of(event)) or "nobody yet"
        lines.append(f"| `{event.__name__}` | {event.__module__.split('.')[1]} | {heard} |")
    return "\n".join(lines) + "\n"


def written() -> str:
    """The page as it should be."""
    return _PLACE.sub(lambda found: found[1] + table() + found[2], PAGE.read_text(encoding="utf-8"))


def _kinds(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("lihua.") and ".tests." not in below.__module__:
            yield below
            yield from _kinds(below)


def _short(task: object) -> str:
    module = task.__module__.removeprefix("lihua.").removesuffix(".tasks")
    return f"{module}.{task.__qualname__}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lihua.config.settings")
    import django

    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
