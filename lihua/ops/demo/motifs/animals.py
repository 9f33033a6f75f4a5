"""Who lives with us, and who only visits."""

from random import Random

from lihua.ops.demo.motifs.registry import motif
from lihua.ops.demo.pen import Sheet


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
