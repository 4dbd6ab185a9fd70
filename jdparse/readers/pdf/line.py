"""A line of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(r"(?:[•●◦‣⁃∙·○■□▪➢➤►✓✔❖–—*-]|o(?= [A-Z]|$)|\(?(?:\d{1,2}|[a-z])[.)])(?: |$)")
#: Characters of one paragraph are equally high, up to this share.
_SAME_HEIGHT = 0.08


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one height of one column.

    Attributes:
        text: The characters, with a bullet mark if one is written.
        left: Left edge, in points.
        right: Right edge.
        bottom: Lower edge of the characters' boxes.
        top: Their upper edge.
        first_word: Width of the first word: the line above has held it if there was room.
        page: Number of the page.
        in_margin: Whether it stands where headers and footers are printed.
        dot: Whether a bullet is drawn before it.
        linked: Whether all of it is a link.
        weight: The weight of its font; 0 if it changes or is not known.
        order: Its place among the lines of the file.
        indent: How far right of its column's edge it begins; known once the columns are.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    first_word: float
    page: int
    in_margin: bool
    dot: bool = False
    linked: bool = False
    weight: int = 0
    order: int = 0
    indent: float = 0.0

    @property
    def height(self) -> float:
        """How high its characters are."""
        return self.top - self.bottom

    @property
    def marked(self) -> bool:
        """Whether a bullet or a number opens it."""
        return self.dot or bool(MARK.match(self.text))

    @property
    def long(self) -> bool:
        """Whether it may be a full line of running text."""
        return self.text.count(" ") >= 4

    def beside(self, other: Line) -> bool:
        """Whether the two stand on one height."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > 0.5 * min(self.height, other.height)

    def as_high(self, other: Line) -> bool:
        """Whether the two are set in one size."""
        return abs(self.height - other.height) <= _SAME_HEIGHT * max(self.height, other.height)
