"""The documents are true: each setting, event, room and command is spoken of, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

import lihua
from lihua.base.events import Event
from lihua.ops.checks import known_settings
from lihua.ops.cli import COMMANDS
from tests import wiring

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = sorted(path.parent.name for path in Path(lihua.__file__).parent.glob("*/apps.py"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_each_setting_is_told():
    page = read("docs/operations/settings.md")
    missing = [name for name in known_settings() if not name.endswith("_FILE") and f"`LIHUA_{name}`" not in page]
    assert not missing


def test_no_setting_is_told_that_is_not_there():
    told = set(re.findall(r"`LIHUA_([A-Z0-9_]+)`", read("docs/operations/settings.md")))
    assert told <= known_settings()


def test_each_command_is_told():
    page = read("docs/operations/commands.md")
    assert not [command.name for command in COMMANDS if f"`lihua {command.name}" not in page]


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_is_told_and_says_what_it_owns(room):
    assert re.search(rf"\b{room}\b", read("docs/architecture.md"))
    said = (Path(lihua.__file__).parent / room / "__init__.py").read_text(encoding="utf-8")
    assert said.startswith('"""'), f"{room}/__init__.py says in a few lines what the room owns and whom it may call"


def test_the_table_of_who_reacts_to_what_is_fresh():
    assert read("docs/architecture.md") == wiring.written(), "run: python -m tests.wiring"


def test_each_event_is_told():
    page = read("docs/architecture.md")
    assert not [kind.__name__ for kind in wiring._kinds(Event) if f"`{kind.__name__}`" not in page]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
