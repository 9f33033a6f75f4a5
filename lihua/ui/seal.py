"""Draw the seal 李华, the only logo, as seal.svg and as the pictures that phones ask for.

Run `python -m lihua.ui.seal` after changing a stroke. Strokes are [(x, y), ...] on 24 x 48, written by hand.
"""

from pathlib import Path

from PIL import Image, ImageDraw

STATIC = Path(__file__).parent / "static" / "ui"
RED, PAPER = "#c8321f", "#ffffff"

STROKES: list[list[tuple[float, float]]] = [
    # 李: a tree above a child
    [(3.5, 6), (20.5, 6)],
    [(12, 2), (12, 12.6)],
    [(11.4, 6.6), (9.3, 9.2), (3.6, 12)],
    [(12.6, 6.6), (14.7, 9.2), (20.4, 12)],
    [(7, 14.2), (17, 14.2), (12.2, 17.2)],
    [(12.2, 17.2), (12.2, 22.4), (9.4, 22.2)],
    [(3.5, 18.4), (20.5, 18.4)],
    # 华: change above ten
    [(8.6, 26), (6.9, 28.6), (3.4, 31)],
    [(6.4, 29), (6.4, 36)],
    [(20, 28), (16.6, 30.8), (11, 32.2)],
    [(12.6, 25.8), (12.6, 34.6), (19.6, 34.6), (20.2, 32.4)],
    [(3.5, 40.4), (20.5, 40.4)],
    [(12, 36.8), (12, 46)],
]
WEIGHT = 3
TALL, WIDE = 1.02, 1.4  # how much the strokes are stretched about the middle


def strokes() -> list[list[tuple[float, float]]]:
    """On a square of 64."""
    return [[(32 + (x - 12) * WIDE, 32 + (y - 24) * TALL) for x, y in stroke] for stroke in STROKES]


def svg() -> str:
    paths = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in stroke) for stroke in strokes())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" '
        f'fill="{RED}"/><path d="{paths}" fill="none" stroke="{PAPER}" stroke-width="{WEIGHT}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>\n'
    )


def png(size: int, *, is_round: bool) -> Image.Image:
    """Drawn four times as large and made small, so that edges are smooth. Phones cut their own corners."""
    scale = size * 4 / 64
    picture = Image.new("RGBA", (size * 4, size * 4), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, size * 4 - 1, size * 4 - 1), radius=14 * scale if is_round else 0, fill=RED)
    half = WEIGHT * scale / 2
    for stroke in strokes():
        points = [(x * scale, y * scale) for x, y in stroke]
        pen.line(points, fill=PAPER, width=round(WEIGHT * scale), joint="curve")
        for x, y in points:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=PAPER)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    (STATIC / "seal.svg").write_text(svg())
    for size in (32, 180, 192, 512):
        png(size, is_round=size == 32).save(STATIC / f"seal-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
