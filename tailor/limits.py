"""Lengths of letters, in words; the checks ask them too."""

from __future__ import annotations

#: The lengths of a letter in words: referral, standard application, senior or staff opening.
LENGTHS = (150, 250, 400)
#: The body may differ from its length by this share before a note says so.
TOLERANCE = 0.08
#: A paragraph of more words is hard to read on a screen.
MAX_PARAGRAPH_WORDS = 130
