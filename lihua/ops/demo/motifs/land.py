"""Hills, water, sky and weather."""

from random import Random

from lihua.ops.demo.motifs.registry import motif
from lihua.ops.demo.pen import THEMES, Sheet


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
