"""Pictures that an app sends: for works, and of the person."""

from typing import Any

from lihua.api.answers import Refusal, invalid
from lihua.media.models import Asset
from lihua.people.models import Person

MAX_DESCRIPTION = 1500


def set_profile_pictures(person: Person, sent: Any) -> None:
    for name in ("avatar", "header"):
        if sent.get(name):
            raise Refusal(503, "Pictures cannot be taken at the moment")


def describe(asset: Asset, *, description: str | None, focus: str | None) -> None:
    """Change what a picture is said to show, and which point of it stays in sight when it is cut."""
    changed: list[str] = []
    if description is not None:
        if len(description) > MAX_DESCRIPTION:
            raise invalid(f"Description: up to {MAX_DESCRIPTION} characters fit")
        asset.alt = description
        changed.append("alt")
    if focus:
        asset.focus_x, asset.focus_y = point(focus)
        changed += ["focus_x", "focus_y"]
    if changed:
        asset.save(update_fields=changed)


def point(text: str) -> tuple[float, float]:
    """`x,y`, each from -1 to 1."""
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError as problem:
        raise invalid("Focus: two numbers from -1 to 1, such as 0.5,-0.2") from problem
    if not (-1 <= x <= 1 and -1 <= y <= 1):
        raise invalid("Focus: two numbers from -1 to 1, such as 0.5,-0.2")
    return x, y
