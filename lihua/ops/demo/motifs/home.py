"""What stands and hangs at home."""

import math
from random import Random

from lihua.ops.demo.motifs.registry import motif
from lihua.ops.demo.pen import Sheet


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
