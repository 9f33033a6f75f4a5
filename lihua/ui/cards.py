"""What a card shows. Rooms that list works fill one for each and include `ui/_card.html` (or extend it)."""

import math
import unicodedata
from dataclasses import dataclass, field
from typing import Any

ROWS = 64  # rows of the masonry that are as high as a column is wide (layout.css)
TALLEST = 1.5  # covers are cropped to this, so that one picture does not fill a phone
FLATTEST = 0.6
NARROW_PX = 178  # a column on a usual phone: guesses about text are made for it
LETTERS_A_LINE = (NARROW_PX - 26) / 14.5  # of full width


@dataclass(frozen=True)
class Cover:
    """A picture that is there in several widths. `avif` and `webp` are srcset values: "/a 320w, /b 640w"."""

    src: str
    width: int
    height: int
    alt: str = ""
    alt_language: str = ""
    avif: str = ""
    webp: str = ""
    placeholder: str = ""  # CSS declarations that show colours until the picture is there
    focus_x: float = 0  # -1 left .. 1 right
    focus_y: float = 0  # -1 bottom .. 1 top

    @property
    def ratio(self) -> float:
        """Height by width, within what a card shows."""
        return min(max(self.height / max(self.width, 1), FLATTEST), TALLEST)

    @property
    def position(self) -> str:
        """Where the cropped picture is anchored, as CSS."""
        return f"{50 + self.focus_x * 50:.0f}% {50 - self.focus_y * 50:.0f}%"


@dataclass(frozen=True)
class Mark:
    """A small word on the cover. `kind`: hot, pay, fact or empty."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Card:
    id: int
    url: str
    title: str
    title_language: str
    person: Any  # with pk, name, handle, picture, get_absolute_url
    likes: int = 0
    translation: str = ""
    translation_language: str = ""
    language_name: str = ""  # autonym on the cover; empty when the reader needs no translation
    cover: Cover | None = None
    marks: list[Mark] = field(default_factory=list)
    warning: str = ""  # covers the picture until somebody asks for it
    pick_url: str = ""  # the dialog that saves it to a board
    is_awaited: bool = False  # a machine may put it into the reader's language while they look
    work: Any = None  # for rooms that extend the card

    @property
    def picture_rows(self) -> int:
        """Rows of the masonry that the cover takes."""
        return math.ceil((self.cover.ratio if self.cover else self.words_ratio) * ROWS)

    @property
    def measures(self) -> str:
        """What the masonry must know before the page is laid out, as CSS."""
        return f"--picture: {self.picture_rows}; --lines: {self.lines:.2f}"

    @property
    def ratio(self) -> str:
        """The cover's shape as CSS: width / height."""
        return f"1 / {self.cover.ratio if self.cover else self.words_ratio:.4f}"

    @property
    def lines(self) -> float:
        """Lines of text under the cover, guessed from the width of the letters."""
        if not self.cover:
            return -0.3  # the words are the cover; beneath is the person alone, without the gap above
        count = min(_lines_of(self.title_shown), 4)
        return count + min(_lines_of(self.title) * 0.95, 2) + 0.3 if self.translation else count

    @property
    def title_shown(self) -> str:
        return self.translation or self.title

    # A work without a picture gets a cover of words on a soft ground.
    @property
    def words_ratio(self) -> float:
        """Room for six lines at most, and for three of the original beneath a translation."""
        size_px = self._letters_px
        a_line = (NARROW_PX - 32) / size_px
        high = min(_lines_of(self.title_shown, a_line), 6) * size_px * 1.45 + 32
        if self.translation:
            high += min(_lines_of(self.title, (NARROW_PX - 32) / 13.5), 3) * 20.5 + 8
        if self.marks or self.language_name:
            high += 24
        return min(max(high / NARROW_PX, 0.7), 1.7)

    @property
    def letters(self) -> str:
        return f"{self._letters_px / 16:g}rem"

    @property
    def _letters_px(self) -> int:
        """Few words are written large."""
        width = _width_of(self.title_shown)
        return 22 if width < 16 else 18 if width < 50 else 16

    @property
    def tint(self) -> int:
        return (self.id * 0x9E3779B97F4A7C15 >> 40) % 6  # scattered: works of one import come at even distances


def _width_of(text: str) -> float:
    """In letters of full width: ideographs count 1, others about half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.56 for character in text)


def _lines_of(text: str, letters_a_line: float = LETTERS_A_LINE) -> int:
    return math.ceil(_width_of(text) / letters_a_line)
