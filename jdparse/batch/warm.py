"""Imported where workers are forked from: what each of them needs is built once, and they share its memory."""

from __future__ import annotations

import gc
from contextlib import suppress

from jdparse.errors import JdparseError


def warm() -> None:
    """Build what reading and analysing need."""
    from jdparse.analysis import load_analyzer
    from jdparse.readers import board, read

    # What is wrong with a lexicon is said by the worker that needs it.
    with suppress(JdparseError):
        load_analyzer()
    assert board
    assert read
    # A collection would else touch, and so copy, each page that is shared.
    gc.collect()
    gc.freeze()


warm()
