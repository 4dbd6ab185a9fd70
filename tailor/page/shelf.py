"""Postings that were given to the page, with what was found in them, kept in memory while the page runs."""

from __future__ import annotations

import hashlib
import io
from collections import OrderedDict
from threading import Lock

import jdparse
from jdparse import Posting
from tailor.review.start import Start

#: So many postings are kept; the one that nobody looked at for the longest goes first.
_MOST = 40


class Shelf:
    """Postings by a name made of their content, so that the same one has the same name in every run."""

    def __init__(self) -> None:
        self._starts: OrderedDict[str, Start] = OrderedDict()
        self._lock = Lock()

    def put(self, posting: Posting) -> str:
        """Read a posting and keep what was found; its name."""
        name = posting_name(posting)
        if self.find(name) is None:
            start = Start(jdparse.analyze(posting))
            with self._lock:
                self._starts[name] = start
                while len(self._starts) > _MOST:
                    self._starts.popitem(last=False)
        return name

    def find(self, name: str) -> Start | None:
        """What was found in a posting; None for one that is not here, or no longer."""
        with self._lock:
            start = self._starts.get(name)
            if start is not None:
                self._starts.move_to_end(name)
            return start


def posting_name(posting: Posting) -> str:
    """A short name of a posting's content."""
    said = "\x00".join((posting.title, posting.company, posting.text))
    return hashlib.sha256(said.encode("utf-8", errors="replace")).hexdigest()[:16]


def read_given(content: bytes, name: str) -> list[Posting]:
    """The postings of a file that was dropped, or of a text that was pasted.

    Args:
        content: Its bytes.
        name: What errors call it.

    Raises:
        jdparse.ReadError: It cannot be read as a posting.
    """
    return list(jdparse.read_postings("-", io.BytesIO(content), name=f"<{name}>"))
