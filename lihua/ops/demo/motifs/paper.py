"""What is written and read."""

from random import Random

from lihua.ops.demo.motifs.registry import motif
from lihua.ops.demo.pen import Sheet


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
