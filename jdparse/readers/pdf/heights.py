"""What stands on a height of a page, found without a look at all of the page."""

from __future__ import annotations

from collections import defaultdict

#: A page is cut into bands of so many points; a line of text touches two to four of them.
_BAND = 6.0
#: What touches more bands is looked at each time.
_MOST_BANDS = 40


class Heights:
    """Things by the numbers that a caller gives them, in the bands of the page that they touch."""

    def __init__(self) -> None:
        self._bands: dict[int, set[int]] = defaultdict(set)
        self._tall: set[int] = set()

    def put(self, number: int, bottom: float, top: float) -> None:
        """Say that a thing stands between two heights, in points; what was said of it before still holds."""
        first, last = int(bottom // _BAND), int(top // _BAND)
        if last - first > _MOST_BANDS:
            self._tall.add(number)
            return
        for band in range(first, last + 1):
            self._bands[band].add(number)

    def near(self, bottom: float, top: float) -> list[int]:
        """The numbers of all things that may overlap what stands between two heights, in ascending order."""
        first, last = int(bottom // _BAND), int(top // _BAND)
        found = set(self._tall)
        bands = range(first, last + 1) if last - first <= _MOST_BANDS else list(self._bands)
        for band in bands:
            found |= self._bands.get(band, set())
        return sorted(found)
