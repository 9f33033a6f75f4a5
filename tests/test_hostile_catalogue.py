"""Every hostile case has a test, or waits for its room with a reason."""

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import lihua

ROOT = Path(__file__).parent.parent
CASES: dict[str, dict[str, str]] = tomllib.loads((ROOT / "tests/hostile.toml").read_text(encoding="utf-8"))
ROOMS = {path.parent.name for path in Path(lihua.__file__).parent.glob("*/__init__.py")}
ROOMS_TO_COME = {"studio", "federation", "trends", "talk", "letters", "classroom", "market", "ledger"}


def cases_tested() -> dict[str, list[str]]:
    """The names of test functions that carry a case's number, found by reading the tree, not by running it."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in ("lihua", "tests"):
        for path in (ROOT / folder).rglob("test_*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    numbers = re.match(r"test_((?:H\d{3}_)+)", node.name)
                    for case in re.findall(r"H\d{3}", numbers[1]) if numbers else ():
                        found[case].append(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def test_the_catalogue_holds_every_case_once_and_in_order():
    assert list(CASES) == [f"H{number:03}" for number in range(1, 137)]


def test_every_case_has_a_test_or_waits():
    tested = cases_tested()
    missing = [
        f"{case} {facts['title']}" for case, facts in CASES.items() if case not in tested and "waiting" not in facts
    ]
    assert not missing, "neither a test nor a reason to wait:\n" + "\n".join(missing)


def test_no_case_waits_that_has_a_test():
    tested = cases_tested()
    both = [f"{case}: {tested[case][0]}" for case, facts in CASES.items() if case in tested and "waiting" in facts]
    assert not both, "take the waiting reason away:\n" + "\n".join(both)


def test_no_test_names_a_case_that_is_unknown():
    assert cases_tested().keys() <= CASES.keys()


def test_what_waits_names_its_room_and_the_reason():
    for case, facts in CASES.items():
        assert facts.keys() in ({"title"}, {"title", "waiting"}, {"title", "rest"}), case
        for said in (facts.get("waiting"), facts.get("rest")):
            if said:
                room, _, reason = said.partition(": ")
                assert room in ROOMS | ROOMS_TO_COME, case
                assert len(reason) > 10, case
