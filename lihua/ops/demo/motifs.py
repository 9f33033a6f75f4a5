"""What is drawn: bowls, cats, hills, lanterns... Each takes a sheet and a source of chance, and fills the sheet."""

import math
from collections.abc import Callable
from random import Random

from lihua.ops.demo.pen import THEMES, Sheet

Motif = Callable[[Sheet, Random], None]
MOTIFS: dict[str, Motif] = {}


def motif(draw: Motif) -> Motif:
    MOTIFS[draw.__name__] = draw
    return draw


def picture(name: str, *, seed: str, tall: float = 1.25, theme: str = "", pixels: int = 720) -> bytes:
    """A JPEG of that motif; the same seed gives the same picture."""
    random = Random(f"{name} {seed}")  # noqa: S311 - a drawing, no secret
    day = [key for key in THEMES if key != "night"]
    sheet = Sheet(tall, THEMES[theme or random.choice(day)], pixels)
    MOTIFS[name](sheet, random)
    return sheet.jpeg()


@motif
def bowl(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * r.uniform(0.56, 0.64)
    s.ground(t.soft, y + 0.22)
    s.disc(0.5, y + 0.2, 0.42, t.paper, 0.07)
    s.slice(0.5, y, 0.34, t.dark, 0, 180, 0.28)
    s.box(0.4, y + 0.24, 0.6, y + 0.29, t.dark, 0.02)
    s.disc(0.5, y, 0.34, t.main, 0.09)
    s.disc(0.5, y + 0.01, 0.3, t.soft, 0.07)
    for _piece in range(r.randint(5, 9)):
        x = 0.5 + r.uniform(-0.22, 0.22)
        s.disc(x, y + r.uniform(-0.03, 0.03), r.uniform(0.03, 0.06), r.choice([t.spark, t.paper, t.main]), 0.022)
    if r.random() < 0.6:
        s.line([(0.72, y - 0.42), (0.56, y)], t.dark, 0.014)
        s.line([(0.78, y - 0.4), (0.6, y)], t.dark, 0.014)
    s.steam(0.42, y - 0.12, t.main, r)


@motif
def noodles(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.5
    s.disc(0.5, y, 0.43, t.dark)
    s.disc(0.5, y, 0.38, t.soft)
    for number in range(9):
        wide = 0.34 - number * 0.03
        shift = r.uniform(-0.02, 0.02)
        s.ring(0.5 + shift, y + r.uniform(-0.02, 0.02), wide, t.main if number % 2 else t.paper, 0.014)
    s.disc(0.36, y - 0.08, 0.1, "#ffffff")
    s.disc(0.36, y - 0.08, 0.055, "#eaa93c")
    for _leaf in range(6):
        s.leaf(0.6 + r.uniform(-0.1, 0.1), y + r.uniform(-0.05, 0.2), 0.1, r.uniform(0, 360), "#6f9b52")
    s.slice(0.66, y - 0.1, 0.1, t.spark, 200, 20)


@motif
def hotpot(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.5
    s.disc(0.5, y, 0.46, t.dark)
    s.disc(0.5, y, 0.41, "#f5e3bd")
    s.slice(0.5, y, 0.41, "#c8472f", 90, 270)
    s.disc(0.5, y - 0.205, 0.205, "#c8472f")
    s.disc(0.5, y + 0.205, 0.205, "#f5e3bd")
    for _piece in range(26):
        angle, far = r.uniform(0, 6.28), r.uniform(0.05, 0.36)
        x, where = 0.5 + far * math.cos(angle), y + far * math.sin(angle)
        colour = r.choice(["#8a2b22", "#f2b36b", "#6f9b52", "#ffffff", "#7a5213"])
        s.disc(x, where, r.uniform(0.014, 0.04), colour, r.uniform(0.014, 0.03))


@motif
def dumplings(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.52
    s.ground(t.soft)
    s.disc(0.5, y, 0.45, t.dark, 0.4)
    s.disc(0.5, y, 0.41, t.paper, 0.36)
    for row, count in ((-0.18, 3), (0.0, 4), (0.18, 3)):
        for number in range(count):
            x = 0.5 + (number - (count - 1) / 2) * 0.19
            where = y + row + r.uniform(-0.01, 0.01)
            s.slice(x, where + 0.02, 0.085, t.main, 180, 360, 0.095)
            s.slice(x, where + 0.012, 0.08, "#fffaf0", 180, 360, 0.085)
            for fold in (-0.04, 0, 0.04):
                s.line([(x + fold, where - 0.055), (x + fold * 0.6, where - 0.02)], t.soft, 0.008)


@motif
def cat(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.95
    coat, eye = r.choice([(t.dark, t.paper), (t.main, t.dark), (t.spark, t.paper)])
    s.ground(t.soft, s.tall * 0.86)
    x, top = r.uniform(0.44, 0.56), s.tall * r.uniform(0.26, 0.34)
    s.curve(
        [(x + 0.15, low - 0.06), (x + 0.34, low - 0.05), (x + 0.36, low - 0.25), (x + 0.28, low - 0.33)], coat, 0.06
    )
    s.blob([(x, top), (x + 0.17, top + 0.1), (x + 0.16, top + 0.3), (x + 0.23, low - 0.12), (x + 0.16, low),
            (x - 0.16, low), (x - 0.23, low - 0.12), (x - 0.16, top + 0.3), (x - 0.17, top + 0.1)], coat)  # fmt: skip
    for side in (-1, 1):
        s.shape([(x + side * 0.17, top - 0.12), (x + side * 0.175, top + 0.12), (x + side * 0.03, top + 0.02)], coat)
        s.disc(x + side * 0.075, top + 0.13, 0.033, eye)
        s.disc(x + side * 0.075 + 0.006, top + 0.13, 0.014, t.dark if eye != t.dark else t.paper)
        for whisker in (0.19, 0.215):
            s.line([(x + side * 0.07, top + whisker), (x + side * 0.21, top + whisker - 0.02)], eye, 0.005)
    s.shape([(x - 0.022, top + 0.175), (x + 0.022, top + 0.175), (x, top + 0.2)], "#e79a8c")
    if r.random() < 0.5:
        for number in range(3):
            y = top + 0.36 + number * 0.08
            s.line([(x - 0.1, y), (x - 0.02, y + 0.02)], t.soft, 0.014)
            s.line([(x + 0.1, y), (x + 0.02, y + 0.02)], t.soft, 0.014)
    else:
        s.slice(x, top + 0.31, 0.12, t.spark if coat != t.spark else t.dark, 10, 170, 0.07)


@motif
def two_cats(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.82
    s.ground(t.soft, low - 0.02)
    for x, coat, size in ((0.32, t.dark, 1.0), (0.68, t.spark, 0.8)):
        top = low - 0.42 * size
        s.blob([(x, top), (x + 0.15 * size, top + 0.1), (x + 0.2 * size, low - 0.05), (x, low), (x - 0.2 * size, low - 0.05),
                (x - 0.15 * size, top + 0.1)], coat)  # fmt: skip
        for side in (-1, 1):
            s.shape(
                [(x + side * 0.15 * size, top - 0.1 * size), (x + side * 0.16 * size, top + 0.1), (x, top + 0.01)], coat
            )
            s.disc(x + side * 0.065 * size, top + 0.12 * size, 0.026 * size, t.paper)
        s.disc(x, top + 0.17 * size, 0.016, "#e79a8c", 0.011)
    s.box(0.2, low, 0.8, low + 0.14, t.dark, 0.02)
    for row in range(3):
        for key in range(10):
            left = 0.235 + key * 0.054
            s.box(left, low + 0.02 + row * 0.038, left + 0.042, low + 0.048 + row * 0.038, t.main, 0.006)


@motif
def dog(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.52
    coat = r.choice([t.main, t.spark])
    s.blob([(0.5, y - 0.3), (0.72, y - 0.18), (0.74, y + 0.12), (0.62, y + 0.32), (0.38, y + 0.32), (0.26, y + 0.12),
            (0.28, y - 0.18)], coat)  # fmt: skip
    for side in (-1, 1):
        s.blob([(0.5 + side * 0.2, y - 0.25), (0.5 + side * 0.36, y - 0.12), (0.5 + side * 0.34, y + 0.16),
                (0.5 + side * 0.24, y + 0.08)], t.dark)  # fmt: skip
        s.disc(0.5 + side * 0.1, y - 0.05, 0.032, t.dark)
        s.disc(0.5 + side * 0.1 + 0.01, y - 0.06, 0.01, "#ffffff")
    s.disc(0.5, y + 0.14, 0.14, t.paper, 0.12)
    s.disc(0.5, y + 0.08, 0.045, t.dark, 0.033)
    s.curve([(0.42, y + 0.17), (0.46, y + 0.2), (0.5, y + 0.16), (0.54, y + 0.2), (0.58, y + 0.17)], t.dark, 0.01)
    s.slice(0.5, y + 0.2, 0.035, "#d8694b", 0, 180, 0.07)


@motif
def bird(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.48
    s.disc(0.74, s.tall * 0.22, 0.11, t.soft)
    s.curve([(-0.05, y + 0.28), (0.3, y + 0.22), (0.7, y + 0.26), (1.05, y + 0.16)], t.dark, 0.022)
    for x in (0.1, 0.22, 0.74, 0.86, 0.95):
        s.leaf(x, y + 0.22, r.uniform(0.1, 0.16), r.uniform(-120, -40), r.choice([t.main, t.soft]))
    s.blob(
        [(0.36, y - 0.12), (0.5, y - 0.16), (0.62, y - 0.02), (0.58, y + 0.16), (0.44, y + 0.2), (0.33, y + 0.06)],
        t.spark,
    )
    s.shape([(0.55, y + 0.08), (0.82, y + 0.02), (0.6, y + 0.18)], t.dark)
    s.blob([(0.44, y), (0.58, y + 0.02), (0.56, y + 0.12), (0.46, y + 0.12)], t.dark)
    s.shape([(0.35, y - 0.06), (0.24, y - 0.03), (0.35, y)], t.main)
    s.disc(0.42, y - 0.06, 0.018, t.paper)
    s.disc(0.42, y - 0.06, 0.009, t.dark)


@motif
def fish(s: Sheet, r: Random) -> None:
    t = s.theme
    s.ground(t.soft)
    for _ripple in range(6):
        s.ring(r.uniform(0.1, 0.9), r.uniform(0.1, s.tall), r.uniform(0.08, 0.2), t.paper, 0.006)
    for number in range(3):
        x, y = r.uniform(0.28, 0.66), s.tall * (0.2 + 0.3 * number)
        colour = r.choice([t.spark, "#ffffff", t.main])
        way = r.choice([-1, 1])
        s.blob([(x + way * 0.2, y), (x + way * 0.08, y - 0.075), (x - way * 0.14, y - 0.03), (x - way * 0.14, y + 0.03),
                (x + way * 0.08, y + 0.075)], colour)  # fmt: skip
        s.shape(
            [(x - way * 0.12, y), (x - way * 0.26, y - 0.08), (x - way * 0.22, y), (x - way * 0.26, y + 0.08)], colour
        )
        s.disc(x, y - 0.01, 0.06, t.spark if colour == "#ffffff" else "#fff6e8", 0.04)
        s.disc(x + way * 0.14, y - 0.02, 0.012, t.dark)
    for _pad in range(3):
        s.slice(r.uniform(0.05, 0.95), r.uniform(0.05, s.tall), r.uniform(0.07, 0.12), "#6f9b52", 30, 330)


@motif
def hills(s: Sheet, r: Random) -> None:
    t = s.theme
    s.disc(r.uniform(0.25, 0.75), s.tall * 0.24, r.uniform(0.09, 0.13), t.spark if r.random() < 0.5 else t.main)
    for number, colour in enumerate((t.soft, t.main, t.dark)):
        s.waves(s.tall * (0.45 + 0.17 * number), 0.07, colour, r)
    if r.random() < 0.6:
        for _bird in range(3):
            x, y = r.uniform(0.15, 0.85), s.tall * r.uniform(0.1, 0.35)
            s.curve([(x - 0.03, y - 0.015), (x, y), (x + 0.03, y - 0.015)], t.dark, 0.006)


@motif
def terraces(s: Sheet, r: Random) -> None:
    t = s.theme
    s.disc(0.3, s.tall * 0.16, 0.08, t.spark)
    shades = ["#dfe8bd", "#c3d48f", "#a3bd68", "#7f9b45", "#5d7a33", "#3c5322"]
    for number in range(9):
        s.waves(s.tall * (0.3 + 0.08 * number), 0.035, shades[min(number * 2 // 3, 5)], r)
        s.waves(s.tall * (0.33 + 0.08 * number), 0.03, t.soft if number % 2 else shades[min(number, 5)], r)


@motif
def mountains(s: Sheet, r: Random) -> None:
    t = s.theme
    s.disc(r.uniform(0.3, 0.8), s.tall * 0.2, 0.1, t.spark)
    for number, colour in enumerate((t.soft, t.main, t.dark)):
        base = s.tall * (0.62 + 0.16 * number)
        for _peak in range(4):
            x, high, wide = r.uniform(0, 1), r.uniform(0.25, 0.5) * (1 - number * 0.22), r.uniform(0.1, 0.2)
            s.blob([(x - wide, base + 0.1), (x - wide * 0.5, base - high * 0.8), (x, base - high),
                    (x + wide * 0.55, base - high * 0.7), (x + wide, base + 0.1)], colour)  # fmt: skip
        s.ground(colour, base)
    s.waves(s.tall * 0.74, 0.02, t.paper, r, bottom=s.tall * 0.78)


@motif
def sea(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * r.uniform(0.42, 0.5)
    s.slice(r.uniform(0.35, 0.65), y, 0.2, t.spark, 180, 360)
    s.ground(t.soft, y)
    for number in range(1, 6):
        s.waves(y + number * (s.tall - y) / 6, 0.014, (t.main, t.soft)[number % 2] if number < 5 else t.dark, r)
    x, where = r.uniform(0.3, 0.7), y + 0.16
    s.shape([(x - 0.15, where), (x + 0.15, where), (x + 0.09, where + 0.07), (x - 0.09, where + 0.07)], t.dark)
    s.line([(x, where), (x, where - 0.26)], t.dark, 0.01)
    s.shape([(x + 0.012, where - 0.26), (x + 0.14, where - 0.03), (x + 0.012, where - 0.03)], "#fffdf8")
    s.shape([(x - 0.012, where - 0.2), (x - 0.1, where - 0.03), (x - 0.012, where - 0.03)], t.paper)


@motif
def lanterns(s: Sheet, r: Random) -> None:
    night = THEMES["night"]
    s.ground(night.paper)
    s.disc(0.8, s.tall * 0.14, 0.07, "#f6ecd2")
    for _star in range(24):
        s.disc(r.uniform(0, 1), r.uniform(0, s.tall * 0.5), 0.004, "#cfd8f2")
    s.waves(s.tall * 0.72, 0.02, night.soft, r)
    s.waves(s.tall * 0.86, 0.015, night.dark, r)
    for number in range(r.randint(4, 6)):
        x, y, wide = 0.1 + number * 0.17 + r.uniform(-0.03, 0.03), s.tall * r.uniform(0.16, 0.5), r.uniform(0.05, 0.075)
        s.line([(x, 0), (x, y)], night.main, 0.004)
        s.disc(x, y, wide * 1.5, "#4a3b4f")
        s.disc(x, y, wide, "#d9482f", wide * 0.86)
        s.disc(x, y, wide * 0.5, "#ef8a4a", wide * 0.84)
        s.box(x - wide * 0.5, y - wide, x + wide * 0.5, y - wide * 0.76, "#efc66b", 0.005)
        s.box(x - wide * 0.5, y + wide * 0.76, x + wide * 0.5, y + wide, "#efc66b", 0.005)
        s.line([(x, y + wide), (x, y + wide * 1.7)], "#efc66b", 0.006)
        s.disc(x, s.tall * 0.78 + r.uniform(0, 0.1), wide * 0.8, "#8f4a45", 0.008)


@motif
def moon(s: Sheet, r: Random) -> None:
    night = THEMES["night"]
    s.ground(night.paper)
    x, y = r.uniform(0.4, 0.6), s.tall * 0.36
    s.disc(x, y, 0.27, "#33406a")
    s.disc(x, y, 0.21, "#f4e7c3")
    for crater in ((-0.06, -0.05, 0.04), (0.07, 0.03, 0.055), (-0.03, 0.09, 0.03)):
        s.disc(x + crater[0], y + crater[1], crater[2], "#e6d3a0")
    for _cloud in range(4):
        left, where = r.uniform(0, 0.8), s.tall * r.uniform(0.3, 0.62)
        s.box(left, where, left + r.uniform(0.18, 0.34), where + 0.05, night.soft, 0.025)
    s.waves(s.tall * 0.8, 0.05, night.dark, r)
    for number in range(7):
        left = number * 0.15 + r.uniform(0, 0.05)
        high = r.uniform(0.08, 0.2)
        s.box(left, s.tall - high, left + 0.1, s.tall, "#0f1425")
        s.box(left + 0.03, s.tall - high + 0.03, left + 0.055, s.tall - high + 0.06, night.spark)


@motif
def letter(s: Sheet, r: Random) -> None:
    t = s.theme
    left, top, right, bottom = 0.16, s.tall * 0.12, 0.84, s.tall * 0.9
    s.box(left + 0.02, top + 0.03, right + 0.02, bottom + 0.03, t.soft, 0.01)
    s.box(left, top, right, bottom, "#fffdf8", 0.01)
    y = top + 0.1
    while y < bottom - 0.14:
        s.line([(left + 0.07, y), (right - (0.07 if r.random() < 0.75 else r.uniform(0.15, 0.4)), y)], t.main, 0.008)
        y += 0.075
    s.box(right - 0.19, bottom - 0.17, right - 0.07, bottom - 0.05, "#c8321f", 0.015)
    s.line([(right - 0.16, bottom - 0.11), (right - 0.1, bottom - 0.11)], "#fffdf8", 0.01)
    s.line([(right - 0.13, bottom - 0.145), (right - 0.13, bottom - 0.075)], "#fffdf8", 0.01)


@motif
def envelope(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.5
    for number in range(r.randint(2, 3)):
        up, side = y - 0.28 + number * 0.16, 0.08 + number * 0.05
        s.box(side, up, side + 0.72, up + 0.46, (t.soft, t.main, "#fffdf8")[number], 0.015)
    up, side = up, side
    s.shape([(side, up + 0.01), (side + 0.36, up + 0.26), (side + 0.72, up + 0.01)], t.soft)
    s.line([(side, up + 0.01), (side + 0.36, up + 0.26), (side + 0.72, up + 0.01)], t.dark, 0.008)
    s.box(side + 0.54, up + 0.3, side + 0.67, up + 0.43, t.spark, 0.006)
    s.disc(side + 0.605, up + 0.365, 0.035, t.paper)
    for line in range(3):
        s.line(
            [(side + 0.06, up + 0.31 + line * 0.045), (side + 0.3 - line * 0.05, up + 0.31 + line * 0.045)],
            t.main,
            0.008,
        )


@motif
def books(s: Sheet, r: Random) -> None:
    t = s.theme
    shelf = s.tall * r.uniform(0.84, 0.9)
    s.ground(t.soft, shelf)
    x = 0.08
    while x < 0.86:
        wide, high = r.uniform(0.07, 0.12), r.uniform(0.42, 0.72) * s.tall
        colour = r.choice([t.main, t.dark, t.spark, t.soft])
        s.box(x, shelf - high, x + wide, shelf, colour, 0.008)
        band = t.paper if colour != t.soft else t.main
        s.box(x + 0.015, shelf - high + 0.06, x + wide - 0.015, shelf - high + 0.075, band)
        s.box(x + 0.015, shelf - 0.1, x + wide - 0.015, shelf - 0.085, band)
        x += wide + r.uniform(0.005, 0.03)
    if r.random() < 0.5:
        s.box(0.3, s.tall * 0.08, 0.74, s.tall * 0.11, t.main, 0.01)


@motif
def open_book(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.56
    s.ground(t.soft, y + 0.22)
    s.blob(
        [(0.5, y - 0.16), (0.72, y - 0.22), (0.93, y - 0.16), (0.93, y + 0.24), (0.72, y + 0.2), (0.5, y + 0.26)],
        t.dark,
    )
    s.blob(
        [(0.5, y - 0.16), (0.28, y - 0.22), (0.07, y - 0.16), (0.07, y + 0.24), (0.28, y + 0.2), (0.5, y + 0.26)],
        t.dark,
    )
    for way in (-1, 1):
        s.blob([(0.5, y - 0.18), (0.5 + way * 0.2, y - 0.24), (0.5 + way * 0.4, y - 0.19), (0.5 + way * 0.4, y + 0.19),
                (0.5 + way * 0.2, y + 0.15), (0.5, y + 0.22)], "#fffdf8")  # fmt: skip
        for line in range(6):
            where = y - 0.12 + line * 0.05
            s.line(
                [(0.5 + way * 0.06, where + 0.01), (0.5 + way * (0.34 if line % 3 else 0.24), where - 0.015)],
                t.main,
                0.007,
            )
    s.leaf(0.62, y - 0.3, 0.2, -70, t.spark)


@motif
def street(s: Sheet, r: Random) -> None:
    t = s.theme
    low = s.tall * 0.86
    s.disc(r.uniform(0.2, 0.8), s.tall * 0.16, 0.08, t.spark)
    s.ground(t.soft, low)
    x = -0.04
    while x < 1:
        wide, high = r.uniform(0.18, 0.27), s.tall * r.uniform(0.36, 0.6)
        wall = r.choice([t.main, t.dark, t.spark, "#fffdf8", t.soft])
        roof = t.dark if wall != t.dark else t.main
        s.box(x, low - high, x + wide, low, wall)
        s.shape([(x - 0.015, low - high), (x + wide / 2, low - high - 0.09), (x + wide + 0.015, low - high)], roof)
        light = t.paper if wall not in {"#fffdf8", t.soft} else t.main
        floors = int(high / 0.15)
        for floor in range(floors):
            for number in range(2):
                left, top = x + 0.035 + number * (wide - 0.07) * 0.55, low - high + 0.05 + floor * 0.14
                if floor < floors - 1 or number == 0:
                    s.box(left, top, left + wide * 0.24, top + 0.08, light, 0.006)
        s.box(x + wide * 0.55, low - 0.12, x + wide * 0.82, low, roof, 0.006)
        x += wide
    for _lamp in range(2):
        left = r.uniform(0.1, 0.9)
        s.line([(left, low + 0.05), (left, low - 0.22)], t.dark, 0.01)
        s.disc(left, low - 0.24, 0.026, "#f3d27a")


@motif
def market(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.9
    top = s.tall * 0.26
    s.ground(t.soft, low)
    for pole in (0.12, 0.88):
        s.box(pole - 0.012, top, pole + 0.012, low, t.dark)
    for number in range(8):
        left = 0.06 + number * 0.11
        colour = t.spark if number % 2 else "#fffdf8"
        s.box(left, top - 0.1, left + 0.11, top + 0.06, colour)
        s.slice(left + 0.055, top + 0.06, 0.055, colour, 0, 180)
    table = s.tall * 0.62
    s.box(0.08, table, 0.92, table + 0.05, t.dark, 0.01)
    s.box(0.11, table + 0.05, 0.89, low, t.main)
    for number in range(4):
        x = 0.2 + number * 0.2
        fruit = r.choice(["#e08a3c", "#c8472f", "#7f9b45", "#b4658b", "#e9c04f"])
        for row, count in ((0, 3), (1, 2), (2, 1)):
            for piece in range(count):
                s.disc(x + (piece - (count - 1) / 2) * 0.06, table - 0.035 - row * 0.052, 0.032, fruit)
        s.slice(x, table - 0.005, 0.1, t.soft, 0, 180, 0.07)


@motif
def plant(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.88
    s.ground(t.soft, low - 0.03)
    top = low - 0.26
    stems = r.randint(5, 8)
    for number in range(stems):
        angle = -90 + (number - (stems - 1) / 2) * (110 / stems) + r.uniform(-6, 6)
        long = r.uniform(0.28, 0.44) * min(s.tall, 1.2)
        s.leaf(0.5, top + 0.02, long, angle, r.choice([t.main, t.dark, "#6f9b52"]), r.uniform(0.16, 0.28))
    s.shape([(0.33, top), (0.67, top), (0.62, low), (0.38, low)], t.spark)
    s.box(0.31, top - 0.03, 0.69, top + 0.045, t.dark, 0.01)


@motif
def balcony(s: Sheet, r: Random) -> None:
    t = s.theme
    s.box(0.14, s.tall * 0.08, 0.86, s.tall * 0.68, "#fffdf8", 0.01)
    s.box(0.18, s.tall * 0.11, 0.82, s.tall * 0.65, t.soft)
    s.disc(r.uniform(0.35, 0.65), s.tall * 0.26, 0.08, t.spark)
    s.waves(s.tall * 0.5, 0.03, t.main, r, bottom=s.tall * 0.65)
    s.line([(0.5, s.tall * 0.1), (0.5, s.tall * 0.66)], "#fffdf8", 0.02)
    for left in (0.02, 0.8):
        s.blob([(left, s.tall * 0.04), (left + 0.18, s.tall * 0.04), (left + 0.13, s.tall * 0.4), (left + 0.2, s.tall * 0.74),
                (left - 0.02, s.tall * 0.74)], t.main)  # fmt: skip
    s.box(0.04, s.tall * 0.72, 0.96, s.tall * 0.76, t.dark, 0.01)
    for x in (0.22, 0.44, 0.7):
        for number in range(5):
            s.leaf(x, s.tall * 0.83, r.uniform(0.1, 0.18), -90 + (number - 2) * 26, r.choice(["#6f9b52", t.dark]), 0.24)
        s.shape(
            [
                (x - 0.07, s.tall * 0.83),
                (x + 0.07, s.tall * 0.83),
                (x + 0.05, s.tall * 0.96),
                (x - 0.05, s.tall * 0.96),
            ],
            t.spark,
        )


@motif
def train(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.58
    s.disc(0.78, s.tall * 0.2, 0.09, t.spark)
    s.waves(s.tall * 0.4, 0.05, t.soft, r)
    s.ground(t.main, y + 0.2)
    s.box(-0.05, y - 0.16, 0.86, y + 0.16, "#fffdf8", 0.03)
    s.blob([(0.72, y - 0.16), (0.88, y - 0.1), (0.97, y + 0.06), (0.94, y + 0.16), (0.72, y + 0.16)], "#fffdf8")
    s.box(-0.05, y + 0.05, 0.95, y + 0.09, t.spark)
    for number in range(5):
        left = 0.02 + number * 0.15
        s.box(left, y - 0.1, left + 0.11, y, t.dark, 0.015)
    s.blob([(0.8, y - 0.1), (0.87, y - 0.06), (0.9, y), (0.8, y)], t.dark)
    for x in (0.1, 0.28, 0.58, 0.76):
        s.disc(x, y + 0.18, 0.045, t.dark)
    s.line([(-0.02, y + 0.235), (1.02, y + 0.235)], t.dark, 0.012)
    for sleeper in range(12):
        s.line([(sleeper * 0.09, y + 0.25), (sleeper * 0.09 - 0.02, y + 0.29)], t.dark, 0.012)


@motif
def cup(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.6
    s.ground(t.soft, y + 0.2)
    s.disc(0.48, y + 0.24, 0.34, t.paper, 0.06)
    s.ring(0.72, y + 0.02, 0.11, t.main, 0.035)
    s.blob(
        [(0.24, y - 0.14), (0.72, y - 0.14), (0.7, y + 0.1), (0.58, y + 0.24), (0.38, y + 0.24), (0.26, y + 0.1)],
        t.main,
    )
    s.disc(0.48, y - 0.14, 0.245, t.soft, 0.06)
    s.disc(0.48, y - 0.135, 0.215, t.dark, 0.045)
    if r.random() < 0.5:
        s.leaf(0.4, y - 0.135, 0.15, 0, t.paper, 0.2)
    s.steam(0.48, y - 0.24, t.main, r)


@motif
def teapot(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.56
    s.box(0.06, y + 0.2, 0.94, y + 0.26, t.dark, 0.02)
    s.ring(0.64, y + 0.02, 0.14, t.main, 0.034)
    s.blob([(0.26, y + 0.02), (0.08, y - 0.1), (0.06, y - 0.06), (0.2, y + 0.14)], t.main)
    s.disc(0.42, y + 0.04, 0.24, t.main, 0.17)
    s.disc(0.42, y - 0.11, 0.13, t.dark, 0.03)
    s.disc(0.42, y - 0.16, 0.03, t.spark)
    for x in (0.72, 0.86):
        s.slice(x, y + 0.13, 0.06, "#fffdf8", 0, 180, 0.08)
        s.disc(x, y + 0.13, 0.06, t.soft, 0.014)
    s.steam(0.2, y - 0.16, t.soft, r, 2)


@motif
def bread(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.55
    s.ground(t.soft, y + 0.12)
    s.box(0.1, y + 0.16, 0.9, y + 0.22, t.dark, 0.02)
    crust, crumb = "#b9752f", "#f2d19c"
    s.blob([(0.15, y + 0.1), (0.18, y - 0.1), (0.36, y - 0.18), (0.64, y - 0.18), (0.82, y - 0.1), (0.85, y + 0.1), (0.7, y + 0.17),
            (0.3, y + 0.17)], crust)  # fmt: skip
    for number in range(4):
        x = 0.28 + number * 0.14
        s.curve([(x - 0.03, y - 0.1), (x + 0.03, y - 0.03), (x + 0.02, y + 0.05)], crumb, 0.03)
    for _seed in range(14):
        s.disc(r.uniform(0.22, 0.78), y + r.uniform(-0.12, 0.1), 0.006, crumb)


@motif
def cake(s: Sheet, r: Random) -> None:
    t = s.theme
    s.ground(t.soft, s.tall * 0.7)
    for number in range(r.randint(4, 6)):
        x, y = 0.26 + (number % 2) * 0.46 + r.uniform(-0.02, 0.02), s.tall * (0.22 + 0.27 * (number // 2))
        s.disc(x, y + 0.02, 0.175, t.main)
        for petal in range(12):
            angle = petal * math.pi / 6
            s.disc(x + 0.145 * math.cos(angle), y + 0.145 * math.sin(angle), 0.045, "#c98b3c")
        s.disc(x, y, 0.15, "#d9a050")
        s.ring(x, y, 0.11, "#9c6425", 0.01)
        for petal in range(4 + number % 3 * 2):
            angle = petal * 2 * math.pi / (4 + number % 3 * 2)
            s.leaf(x, y, 0.09, math.degrees(angle), "#9c6425", 0.2)


@motif
def fruit(s: Sheet, r: Random) -> None:
    t = s.theme
    peel = r.choice([("#e08a3c", "#f6c98a"), ("#c8472f", "#f1b4a2"), ("#e9c04f", "#f8e6ae")])
    for row in range(4):
        for column in range(3):
            x, y = 0.2 + column * 0.3 + (0.12 if row % 2 else 0) - 0.03, s.tall * (0.14 + row * 0.25)
            if (row + column) % 3 == 0:
                s.disc(x, y, 0.12, peel[0])
                s.disc(x, y, 0.1, peel[1])
                for part in range(8):
                    angle = part * math.pi / 4
                    s.line([(x, y), (x + 0.095 * math.cos(angle), y + 0.095 * math.sin(angle))], peel[0], 0.008)
            else:
                s.disc(x, y, 0.12, peel[0])
                s.disc(x - 0.035, y - 0.04, 0.028, peel[1])
                s.leaf(x, y - 0.11, 0.1, r.uniform(-60, 0), "#6f9b52")
    s.leaf(0.9, s.tall * 0.08, 0.14, 150, t.main)


@motif
def bicycle(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.66
    s.waves(s.tall * 0.34, 0.05, t.soft, r)
    s.ground(t.soft, y + 0.17)
    for x in (0.26, 0.74):
        s.ring(x, y, 0.18, t.dark, 0.02)
        for spoke in range(6):
            angle = spoke * math.pi / 6
            s.line([(x - 0.165 * math.cos(angle), y - 0.165 * math.sin(angle)),
                    (x + 0.165 * math.cos(angle), y + 0.165 * math.sin(angle))], t.main, 0.004)  # fmt: skip
    s.line([(0.26, y), (0.4, y - 0.24), (0.66, y - 0.24), (0.48, y), (0.26, y)], t.spark, 0.02)
    s.line([(0.48, y), (0.38, y - 0.3)], t.spark, 0.02)
    s.line([(0.74, y), (0.64, y - 0.34), (0.56, y - 0.36)], t.spark, 0.02)
    s.line([(0.32, y - 0.31), (0.45, y - 0.31)], t.dark, 0.03)
    s.box(0.66, y - 0.42, 0.88, y - 0.27, t.main, 0.02)
    for flower in range(4):
        s.disc(0.69 + flower * 0.055, y - 0.45, 0.034, r.choice(["#e79a8c", "#efc66b", "#fffdf8"]))


@motif
def umbrella(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.48
    s.ground(t.soft)
    for _drop in range(46):
        x, where = r.uniform(0, 1), r.uniform(0, s.tall)
        s.line([(x, where), (x - 0.012, where + 0.05)], t.paper, 0.006)
    s.line([(0.5, y - 0.3), (0.5, y + 0.36)], t.dark, 0.016)
    s.curve([(0.5, y + 0.34), (0.52, y + 0.41), (0.58, y + 0.4), (0.6, y + 0.35)], t.dark, 0.016)
    s.slice(0.5, y, 0.38, t.spark, 180, 360, 0.32)
    for number in range(4):
        s.slice(0.215 + number * 0.19, y, 0.095, t.soft, 180, 360, 0.05)
    s.slice(0.5, y, 0.13, t.main, 180, 360, 0.32)
    s.slice(0.5, y, 0.095, t.soft, 180, 360, 0.05)
    s.disc(0.5, y + 0.5, 0.3, t.main, 0.03)


@motif
def dress(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.2
    s.curve([(0.5, y - 0.02), (0.53, y - 0.06), (0.5, y - 0.1), (0.46, y - 0.07)], t.dark, 0.01)
    s.line([(0.3, y + 0.08), (0.5, y - 0.02), (0.7, y + 0.08)], t.dark, 0.014)
    colour = r.choice([t.main, t.spark, t.dark])
    low = s.tall * 0.88
    s.blob([(0.38, y + 0.06), (0.5, y + 0.12), (0.62, y + 0.06), (0.62, y + 0.3), (0.82, low), (0.5, low + 0.02), (0.18, low),
            (0.38, y + 0.3)], colour)  # fmt: skip
    s.box(0.36, y + 0.28, 0.64, y + 0.33, t.soft, 0.01)
    for _dot in range(28):
        where = r.uniform(y + 0.4, low - 0.05)
        spread = 0.1 + 0.22 * (where - y - 0.3) / (low - y - 0.3)
        s.disc(0.5 + r.uniform(-spread, spread), where, 0.012, t.paper)


@motif
def wardrobe(s: Sheet, r: Random) -> None:
    t = s.theme
    rail = s.tall * 0.18
    s.line([(0.04, rail), (0.96, rail)], t.dark, 0.018)
    for number in range(4):
        x = 0.16 + number * 0.225
        colour = (t.main, t.spark, t.dark, t.soft)[number]
        s.line([(x - 0.08, rail + 0.1), (x, rail + 0.05), (x + 0.08, rail + 0.1)], t.dark, 0.01)
        long = r.uniform(0.3, 0.5) * s.tall
        s.shape(
            [(x - 0.085, rail + 0.09), (x + 0.085, rail + 0.09), (x + 0.1, rail + long), (x - 0.1, rail + long)], colour
        )
        if number % 2:
            for stripe in range(4):
                y = rail + 0.17 + stripe * 0.075
                s.line([(x - 0.08, y), (x + 0.08, y)], t.paper, 0.012)
    s.box(0.2, s.tall * 0.86, 0.38, s.tall * 0.92, t.dark, 0.02)
    s.box(0.42, s.tall * 0.86, 0.6, s.tall * 0.92, t.spark, 0.02)


@motif
def make_up(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.8
    s.ground(t.soft, low)
    for number in range(3):
        x, high = 0.2 + number * 0.18, r.uniform(0.24, 0.34)
        shade = r.choice(["#b3402e", "#c25f6e", "#8a2b22", "#d98a7a"])
        s.box(x - 0.055, low - high, x + 0.055, low, t.dark, 0.01)
        s.box(x - 0.042, low - high - 0.08, x + 0.042, low - high, "#e3c27a")
        s.shape([(x - 0.034, low - high - 0.08), (x + 0.034, low - high - 0.08), (x + 0.034, low - high - 0.22),
                 (x - 0.034, low - high - 0.16)], shade)  # fmt: skip
    s.disc(0.76, low - 0.17, 0.16, t.main)
    s.disc(0.76, low - 0.17, 0.125, "#f7e3d6")
    s.slice(0.76, low - 0.17, 0.125, "#fffdf8", 200, 20)


@motif
def desk(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.68
    s.box(0.56, s.tall * 0.1, 0.9, s.tall * 0.36, "#fffdf8", 0.01)
    s.waves(s.tall * 0.28, 0.03, t.soft, r, bottom=s.tall * 0.36) if s.tall < 0 else None
    s.box(0.6, s.tall * 0.13, 0.86, s.tall * 0.33, t.soft)
    s.ground(t.main, y)
    s.box(0, y, 1, y + 0.03, t.dark)
    s.line([(0.2, y), (0.2, y - 0.26), (0.36, y - 0.38)], t.dark, 0.018)
    s.blob([(0.32, y - 0.42), (0.44, y - 0.36), (0.46, y - 0.24), (0.3, y - 0.3)], t.spark)
    s.disc(0.2, y, 0.09, t.dark, 0.025)
    s.shape([(0.36, y + 0.16), (0.7, y + 0.12), (0.8, y + 0.3), (0.42, y + 0.36)], "#fffdf8")
    for line in range(4):
        s.line(
            [(0.43 + line * 0.012, y + 0.18 + line * 0.04), (0.68 + line * 0.012, y + 0.15 + line * 0.04)],
            t.main,
            0.007,
        )
    s.line([(0.74, y + 0.1), (0.88, y + 0.26)], t.spark, 0.018)
    for book in range(3):
        s.box(0.62, y - 0.05 * (book + 1), 0.88 - book * 0.03, y - 0.05 * book, (t.spark, t.dark, t.soft)[book], 0.008)


@motif
def sofa(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.7
    s.ground(t.soft, y + 0.14)
    s.box(0.14, s.tall * 0.12, 0.44, s.tall * 0.36, "#fffdf8", 0.008)
    s.waves(s.tall * 0.28, 0.02, t.soft, r, bottom=s.tall * 0.345) if s.tall < 0 else s.disc(
        0.29, s.tall * 0.24, 0.07, t.soft
    )
    s.line([(0.84, y + 0.16), (0.84, s.tall * 0.34)], t.dark, 0.012)
    s.shape([(0.76, s.tall * 0.36), (0.92, s.tall * 0.36), (0.88, s.tall * 0.24), (0.8, s.tall * 0.24)], t.spark)
    s.box(0.14, y - 0.2, 0.74, y + 0.1, t.main, 0.05)
    s.box(0.08, y - 0.06, 0.2, y + 0.16, t.dark, 0.04)
    s.box(0.68, y - 0.06, 0.8, y + 0.16, t.dark, 0.04)
    s.box(0.18, y + 0.02, 0.7, y + 0.14, t.main, 0.02)
    s.box(0.26, y - 0.12, 0.4, y + 0.02, t.spark, 0.03)
    s.disc(0.44, y + 0.3, 0.32, t.paper, 0.05)


@motif
def flowers(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.92
    for _stem in range(r.randint(6, 9)):
        x, y = r.uniform(0.22, 0.78), s.tall * r.uniform(0.18, 0.5)
        s.curve([(0.5, low - 0.26), ((0.5 + x) / 2, (low + y) / 2 - 0.1), (x, y)], "#6f9b52", 0.01)
        petals, colour = r.choice([5, 6, 8]), r.choice([t.spark, t.main, "#fffdf8", "#e79a8c"])
        for petal in range(petals):
            angle = petal * 2 * math.pi / petals
            s.disc(x + 0.045 * math.cos(angle), y + 0.045 * math.sin(angle), 0.033, colour)
        s.disc(x, y, 0.026, "#efc66b")
    s.blob([(0.4, low - 0.3), (0.6, low - 0.3), (0.66, low - 0.1), (0.6, low), (0.4, low), (0.34, low - 0.1)], t.dark)
    s.box(0.38, low - 0.32, 0.62, low - 0.28, t.dark, 0.01)


@motif
def pagoda(s: Sheet, r: Random) -> None:
    t, low = s.theme, s.tall * 0.88
    s.disc(r.choice([0.2, 0.8]), s.tall * 0.2, 0.1, t.spark)
    s.waves(s.tall * 0.6, 0.05, t.soft, r)
    s.ground(t.main, low)
    y = low
    for floor in range(5):
        wide = 0.26 - floor * 0.035
        s.box(0.5 - wide * 0.7, y - 0.11, 0.5 + wide * 0.7, y, "#fffdf8" if floor % 2 else t.soft)
        s.box(0.5 - wide * 0.16, y - 0.08, 0.5 + wide * 0.16, y, t.dark)
        s.blob([(0.5 - wide - 0.05, y - 0.1), (0.5 - wide * 0.5, y - 0.12), (0.5, y - 0.17), (0.5 + wide * 0.5, y - 0.12),
                (0.5 + wide + 0.05, y - 0.1), (0.5, y - 0.09)], t.dark)  # fmt: skip
        y -= 0.14
    s.line([(0.5, y - 0.14), (0.5, y)], t.dark, 0.014)


@motif
def bridge(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.56
    s.waves(s.tall * 0.36, 0.06, t.soft, r)
    s.ground(t.soft, y)
    s.slice(0.5, y + 0.02, 0.46, t.dark, 180, 360, 0.26)
    s.slice(0.5, y + 0.02, 0.3, t.soft, 180, 360, 0.2)
    s.ground(t.main, y + 0.02)
    s.slice(0.5, y + 0.02, 0.46, t.dark, 0, 180, 0.2)
    s.slice(0.5, y + 0.02, 0.3, t.main, 0, 180, 0.16)
    for number in range(7):
        where = y + 0.06 + number * 0.055
        left = r.uniform(0, 0.5)
        s.line([(left, where), (left + r.uniform(0.2, 0.45), where)], t.soft, 0.006)
    for x in (0.12, 0.9):
        for number in range(4):
            s.curve(
                [(x, y - 0.36), (x + (number - 1.5) * 0.05, y - 0.2), (x + (number - 1.5) * 0.06, y - 0.04)],
                "#6f9b52",
                0.01,
            )


@motif
def snow(s: Sheet, r: Random) -> None:
    night = THEMES["night"]
    s.ground("#35426b")
    s.waves(s.tall * 0.62, 0.04, "#dfe6f4", r)
    for _tree in range(7):
        x, low, size = r.uniform(0.02, 0.98), s.tall * r.uniform(0.6, 0.84), r.uniform(0.12, 0.22)
        for layer in range(3):
            wide, top = size * (0.5 - layer * 0.11), low - size * (0.5 + layer * 0.42)
            s.shape(
                [(x - wide, top + size * 0.5), (x + wide, top + size * 0.5), (x, top)], r.choice(["#24514a", "#1d3f3a"])
            )
    s.waves(s.tall * 0.86, 0.03, "#ffffff", r)
    s.box(0.58, s.tall * 0.62, 0.8, s.tall * 0.76, "#7a4a32")
    s.shape([(0.54, s.tall * 0.63), (0.84, s.tall * 0.63), (0.69, s.tall * 0.53)], "#ffffff")
    s.box(0.65, s.tall * 0.67, 0.72, s.tall * 0.72, night.spark)
    for _flake in range(60):
        s.disc(r.uniform(0, 1), r.uniform(0, s.tall), r.uniform(0.003, 0.008), "#ffffff")


@motif
def kite(s: Sheet, r: Random) -> None:
    t = s.theme
    for _cloud in range(4):
        x, y = r.uniform(0, 0.9), s.tall * r.uniform(0.08, 0.6)
        for puff in range(3):
            s.disc(x + puff * 0.06, y, 0.05, "#fffdf8", 0.032)
    s.waves(s.tall * 0.84, 0.03, t.main, r)
    for number in range(2):
        x, y = 0.32 + number * 0.38, s.tall * (0.3 - number * 0.12 + r.uniform(-0.03, 0.03))
        s.curve(
            [(x, y + 0.16), (x - 0.05, y + 0.3), (x + 0.06, y + 0.45), (0.2 + number * 0.4, s.tall * 0.86)],
            t.dark,
            0.005,
        )
        s.shape([(x, y - 0.16), (x + 0.12, y), (x, y + 0.16), (x - 0.12, y)], (t.spark, t.dark)[number])
        s.shape([(x, y - 0.16), (x + 0.12, y), (x, y)], (t.main, t.soft)[number])
        for bow in range(3):
            s.disc(x - 0.02 + bow * 0.02, y + 0.21 + bow * 0.06, 0.016, (t.spark, t.main)[bow % 2], 0.01)


@motif
def bag(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.58
    s.ground(t.soft, y + 0.28)
    s.ring(0.5, y - 0.2, 0.17, t.dark, 0.022)
    s.shape([(0.22, y - 0.18), (0.78, y - 0.18), (0.84, y + 0.32), (0.16, y + 0.32)], t.main)
    s.shape([(0.22, y - 0.18), (0.78, y - 0.18), (0.79, y - 0.1), (0.21, y - 0.1)], t.dark)
    s.disc(0.5, y + 0.09, 0.12, t.paper)
    for petal in range(6):
        angle = petal * math.pi / 3
        s.disc(0.5 + 0.055 * math.cos(angle), y + 0.09 + 0.055 * math.sin(angle), 0.034, t.spark)
    s.disc(0.5, y + 0.09, 0.026, "#efc66b")


@motif
def camera(s: Sheet, r: Random) -> None:
    t, y = s.theme, s.tall * 0.52
    s.ground(t.soft, y + 0.24)
    s.box(0.14, y - 0.2, 0.86, y + 0.26, t.dark, 0.04)
    s.box(0.34, y - 0.28, 0.6, y - 0.18, t.dark, 0.02)
    s.box(0.14, y - 0.06, 0.86, y + 0.14, t.main)
    s.disc(0.48, y + 0.03, 0.19, t.paper)
    s.disc(0.48, y + 0.03, 0.15, t.dark)
    s.disc(0.48, y + 0.03, 0.09, t.main)
    s.disc(0.44, y - 0.01, 0.03, t.paper)
    s.box(0.7, y - 0.16, 0.8, y - 0.1, t.spark, 0.01)


@motif
def blackboard(s: Sheet, r: Random) -> None:
    t = s.theme
    s.ground(t.soft, s.tall * 0.82)
    s.box(0.06, s.tall * 0.12, 0.94, s.tall * 0.74, "#8a5a33", 0.015)
    s.box(0.09, s.tall * 0.15, 0.91, s.tall * 0.71, "#24514a")
    s.curve([(0.16, s.tall * 0.62), (0.3, s.tall * 0.3), (0.44, s.tall * 0.62)], "#dbe9e2", 0.008)
    s.line([(0.14, s.tall * 0.62), (0.48, s.tall * 0.62)], "#dbe9e2", 0.006)
    s.line([(0.3, s.tall * 0.66), (0.3, s.tall * 0.22)], "#dbe9e2", 0.006)
    for line in range(5):
        y = s.tall * (0.24 + line * 0.09)
        s.line([(0.56, y), (0.56 + r.uniform(0.14, 0.28), y)], r.choice(["#dbe9e2", "#efc66b"]), 0.009)
    for piece in range(3):
        s.box(
            0.3 + piece * 0.1,
            s.tall * 0.745,
            0.36 + piece * 0.1,
            s.tall * 0.76,
            ("#ffffff", "#efc66b", "#e79a8c")[piece],
        )


@motif
def map_of_a_walk(s: Sheet, r: Random) -> None:
    t = s.theme
    s.ground(t.soft)
    s.waves(s.tall * 0.66, 0.1, "#b5d6df", r)
    for _block in range(26):
        x, y = r.uniform(-0.05, 0.95), r.uniform(-0.05, s.tall)
        s.box(x, y, x + r.uniform(0.06, 0.16), y + r.uniform(0.05, 0.12), t.paper, 0.01)
    for _park in range(3):
        s.disc(r.uniform(0.1, 0.9), r.uniform(0.1, s.tall), r.uniform(0.06, 0.1), "#cbdaa2")
    way = [
        (0.14, s.tall * 0.86),
        (0.34, s.tall * 0.7),
        (0.3, s.tall * 0.46),
        (0.62, s.tall * 0.4),
        (0.78, s.tall * 0.18),
    ]
    s.curve(way, t.spark, 0.018)
    for x, y in way:
        s.disc(x, y, 0.028, t.dark)
        s.disc(x, y, 0.013, t.paper)
