"""A tool's name, folded."""

from __future__ import annotations

import re


def fold_name(name: str) -> str:
    """A tool's name for comparing: vendor, case, marks and spaces aside."""
    folded = re.sub(r"[\s\-_.]+", "", name).casefold()
    return re.sub(r"^(?:apache|amazon|aws|google|microsoft|nvidia|azure)(?=\w{3})", "", folded)
