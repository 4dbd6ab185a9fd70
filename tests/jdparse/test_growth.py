"""Time against length of one posting: ten times as long takes ten times as long, whatever its shape."""

from __future__ import annotations

import gc
import time

import pytest

from jdparse import Posting, analyze
from jdparse.analysis import MAX_CHARACTERS
from tests.jdparse.samples import RANKING

#: Characters of the shorter text, and how many times as long the longer one is.
SHORT, TIMES = 20_000, 5
#: So much longer than its length says may the longer one take.
MOST = 1.3
#: A machine that does something else meanwhile is asked again.
TRIES = 5

#: Pieces that a long text is made of: postings, and shapes that once took quadratic time.
PIECES = {
    "postings": f"{RANKING}\n\n",
    "bullets": "- Cut the p99 latency of the ranking models by 20% with Triton and Feast.\n",
    "short bullets": "- Own drift.\n",
    "one long line": "We cut the latency of models from 12 ms to 9 ms. Then we own the drift of features. ",
    "a line without sentences": "latency at 20 ms, ",
    "many headings": "**Some words here:**\nWe build models that drift.\n",
    "headings of the lexicon": "## About us\nWe build models.\n",
    "lines that a page broke": "Own drift and latency<br>",
    "glued sentences": "Own the modelsBuild the ",
    "names of companies": "customers like Snowflake, Databricks, ",
    "misspelt names": "Kubernets and Tritn, ",
    "phrases of another sense": "regression tests and personal growth, accuracy ",
    "marks": "*a _b ![ <",
    "blanks": " ",
    "brackets without a blank": "[",
}


def seconds(piece: str, characters: int) -> float:
    """Processor time of one analysis."""
    posting = Posting(f"What you'll do\n{piece * (characters // len(piece))}\nOwn latency.")
    # Python's collector looks at all that a process holds, and more often the longer a text is; that is not ours to mend.
    gc.disable()
    try:
        started = time.process_time()
        analyze(posting)
        return time.process_time() - started
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_time_grows_with_the_length(piece: str) -> None:
    seconds(piece, SHORT)
    tries = (seconds(piece, SHORT * TIMES) <= MOST * TIMES * seconds(piece, SHORT) + 0.05 for _ in range(TRIES))
    assert any(tries)


def test_the_longest_text_takes_seconds() -> None:
    piece = PIECES["postings"]
    assert seconds(piece, MAX_CHARACTERS - 2 * len(piece)) < 10.0
