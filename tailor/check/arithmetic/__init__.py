"""ARI: figures that contradict each other, with the working.

A contradiction is reported where every reading of the words fails; where a figure's part in the sum is not clear, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator

from tailor.check.arithmetic.changes import before_after
from tailor.check.arithmetic.periods import periods
from tailor.check.arithmetic.products import products
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    for at, sentence in enumerate(letter.sentences):
        yield from before_after(sentence)
        following = letter.sentences[at + 1] if at + 1 < len(letter.sentences) else None
        if following is not None and following.paragraph != sentence.paragraph:
            following = None
        yield from periods(letter, sentence, following)
        yield from products(letter, sentence, following)
