"""A tool's name, folded."""

from __future__ import annotations

import re

import jdparse


def tools_in(text: str) -> frozenset[str]:
    """The tools that a text names, folded."""
    return frozenset(fold_name(tool.entry_id) for tool in jdparse.tools_named(text))


def fold_name(name: str) -> str:
    """A tool's name for comparing: vendor, case, marks and spaces aside."""
    folded = re.sub(r"[\s\-_.]+", "", name).casefold()
    return re.sub(r"^(?:apache|amazon|aws|google|microsoft|nvidia|azure)(?=\w{3})", "", folded)
