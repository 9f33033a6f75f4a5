"""Flat illustration: a sheet whose width is 1, smooth shapes, and few colours."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

Point = tuple[float, float]
_FINER = 2  # drawn larger and scaled down: smooth edges


@dataclass(frozen=True)
class Theme:
    """Paper, a soft tone on it, the main colour, the dark one, and one to catch the eye."""

    paper: str
    soft: str
    main: str
    dark: str
    spark: str


THEMES = {
    "celadon": Theme("#eaf3ee", "#bcd9cd", "#5b9480", "#24514a", "#d8694b"),
    "plum": Theme("#f9e9f0", "#e8c6d6", "#b4658b", "#5e2748", "#cf9b3a"),
    "terracotta": Theme("#fce8d5", "#f4c7a6", "#d8694b", "#8a2b22", "#24514a"),
    "indigo": Theme("#edf1fb", "#c9d4ec", "#6e87ba", "#2c3c66", "#cf9b3a"),
    "gold": Theme("#fdf3dc", "#f3dda4", "#cf9b3a", "#7a5213", "#b3402e"),
    "leaf": Theme("#eef3df", "#cbdaa2", "#7f9b45", "#3c5322", "#d8694b"),
    "sea": Theme("#e6f2f5", "#b5d6df", "#4f97ab", "#1d4b5a", "#e0a458"),
    "ink": Theme("#f2efe9", "#d9d2c5", "#8c857a", "#38342e", "#c8321f"),
    "night": Theme("#262f4c", "#3b4870", "#7d8fc2", "#151b30", "#efc66b"),
}


class Sheet:
    """A sheet of paper, `tall` times as high as wide. All measures are in widths, angles in degrees."""

    def __init__(self, tall: float, theme: Theme, pixels: int = 720) -> None:
        self.tall = tall
        self.theme = theme
        self.pixels = pixels
        self._scale = pixels * _FINER
        self.image = Image.new("RGB", (self._scale, round(self._scale * tall)), theme.paper)
        self._draw = ImageDraw.Draw(self.image)

    def jpeg(self) -> bytes:
        out = io.BytesIO()
        size = (self.pixels, round(self.pixels * self.tall))
        self.image.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
        return out.getvalue()

    def ground(self, colour: str, top: float = 0) -> None:
        self.box(0, top, 1, self.tall, colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, round_by: float = 0) -> None:
        corners = [value * self._scale for value in (left, top, right, bottom)]
        self._draw.rounded_rectangle(corners, radius=round_by * self._scale, fill=colour)

    def disc(self, x: float, y: float, wide: float, colour: str, high: float | None = None) -> None:
        high = wide if high is None else high
        self._draw.ellipse([v * self._scale for v in (x - wide, y - high, x + wide, y + high)], fill=colour)

    def ring(self, x: float, y: float, wide: float, colour: str, thick: float = 0.012) -> None:
        box = [v * self._scale for v in (x - wide, y - wide, x + wide, y + wide)]
        self._draw.ellipse(box, outline=colour, width=round(thick * self._scale))

    def slice(
        self, x: float, y: float, wide: float, colour: str, start: float, end: float, high: float | None = None
    ) -> None:
        """A part of a disc, cut straight from `start` to `end`; 0 is to the right, clockwise."""
        high = wide if high is None else high
        box = [v * self._scale for v in (x - wide, y - high, x + wide, y + high)]
        self._draw.chord(box, start, end, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([(x * self._scale, y * self._scale) for x, y in points], fill=colour)

    def blob(self, points: Sequence[Point], colour: str) -> None:
        """A closed shape that runs smoothly through its points."""
        self.shape(_smooth([*points[-1:], *points, *points[:2]]), colour)

    def line(self, points: Sequence[Point], colour: str, thick: float = 0.012) -> None:
        wide = thick * self._scale
        scaled = [(x * self._scale, y * self._scale) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(wide), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            self._draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=colour)

    def curve(self, points: Sequence[Point], colour: str, thick: float = 0.012) -> None:
        """A line that runs smoothly through its points."""
        self.line(_smooth([points[0], *points, points[-1]]), colour, thick)

    def waves(self, y: float, depth: float, colour: str, random: Random, bottom: float | None = None) -> None:
        """Everything below a soft line."""
        steps = [(x / 6, y + depth * random.uniform(-1, 1)) for x in range(-1, 8)]
        low = self.tall if bottom is None else bottom
        self.shape([(-0.2, low), *_smooth([steps[0], *steps, steps[-1]]), (1.2, low)], colour)

    def steam(self, x: float, y: float, colour: str, random: Random, count: int = 3) -> None:
        for number in range(count):
            left = x + (number - (count - 1) / 2) * 0.09
            top = y - random.uniform(0.14, 0.2)
            middle = (y + top) / 2
            self.curve(
                [(left, y), (left + 0.025, (y + middle) / 2), (left - 0.02, middle), (left + 0.015, top)], colour
            )

    def leaf(self, x: float, y: float, long: float, angle: float, colour: str, slim: float = 0.32) -> None:
        """A leaf that begins at x, y and points to `angle`."""
        turn = math.radians(angle)
        along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
        sides = [(0.0, 0.0), (0.3, slim), (0.65, slim * 0.8), (1.0, 0.0), (0.65, -slim * 0.8), (0.3, -slim)]
        self.blob(
            [(x + long * (a * along[0] + b * across[0]), y + long * (a * along[1] + b * across[1])) for a, b in sides],
            colour,
        )


def _smooth(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """Catmull-Rom through the inner points."""
    path: list[Point] = []
    for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False):
        for step in range(steps):
            t = step / steps
            path.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return [*path, points[-2]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
