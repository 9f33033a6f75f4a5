"""What is drawn: bowls, cats, hills, lanterns... by subject."""

from random import Random

from lihua.ops.demo.motifs import animals, food, home, land, paper, town
from lihua.ops.demo.motifs.registry import MOTIFS
from lihua.ops.demo.pen import THEMES, Sheet

__all__ = ["MOTIFS", "animals", "food", "home", "land", "paper", "picture", "town"]


def picture(name: str, *, seed: str, tall: float = 1.25, theme: str = "", pixels: int = 720) -> bytes:
    """A JPEG of that motif; the same seed gives the same picture."""
    random = Random(f"{name} {seed}")  # noqa: S311 - a drawing, no secret
    day = [key for key in THEMES if key != "night"]
    sheet = Sheet(tall, THEMES[theme or random.choice(day)], pixels)
    MOTIFS[name](sheet, random)
    return sheet.jpeg()
