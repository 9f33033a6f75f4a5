"""Pictures that an app sends: for works, and of the person."""

from typing import Any

from lihua.api.answers import invalid
from lihua.media import actions, rules
from lihua.media.models import Asset
from lihua.people.models import Person


def set_profile_pictures(person: Person, sent: Any) -> None:
    """The avatar and the header among the files of a request."""
    for name, kind in (("avatar", "picture"), ("header", "header")):
        file = sent.get(name)
        if file is None:
            continue
        try:
            actions.set_profile_picture(person, file, kind)
        except rules.Refused as problem:
            raise invalid(f"{name.capitalize()}: {problem}") from problem


def describe(asset: Asset, *, by: Person, description: str | None, focus: str | None) -> None:
    """Change what a picture is said to show, and which point of it stays in sight when it is cut."""
    try:
        actions.describe(asset, by=by, alt=description, focus=point(focus) if focus else None)
    except rules.Refused as problem:
        raise invalid(f"Description: {problem}") from problem


def point(text: str) -> tuple[float, float]:
    """`x,y`, each from -1 to 1."""
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError as problem:
        raise invalid("Focus: two numbers from -1 to 1, such as 0.5,-0.2") from problem
    if not (-1 <= x <= 1 and -1 <= y <= 1):
        raise invalid("Focus: two numbers from -1 to 1, such as 0.5,-0.2")
    return x, y
