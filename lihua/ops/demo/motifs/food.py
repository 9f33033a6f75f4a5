"""What is eaten and drunk."""

import math
from random import Random

from lihua.ops.demo.motifs.registry import motif
from lihua.ops.demo.pen import Sheet


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
