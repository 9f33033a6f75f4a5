"""Streets and ways."""

import math
from random import Random

from lihua.ops.demo.motifs.registry import motif
from lihua.ops.demo.pen import Sheet


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
