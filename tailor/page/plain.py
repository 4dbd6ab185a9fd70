"""What the command line says, without what only the command line has."""

from __future__ import annotations

import re

#: An option, named before what is wrong with it or within a hint.
_NAMED = re.compile(r"\A--([a-z][a-z-]*)")
_COMMAND = re.compile(r":\s+tailor [a-z ]+(?=\.?\Z)")
_OPTION = re.compile(r"(?<!\S)[(`]?(?:--[a-z]|tailor [a-z]+)")


def without_options(line: str) -> str:
    """A note or an error for a page: an option's name is a plain word, and a hint that tells of a command is left out.

    Args:
        line: What is wrong, and behind semicolons what to do.
    """
    first, *hints = _COMMAND.sub("", _NAMED.sub(r"\1", line)).split("; ")
    return "; ".join([first, *(hint for hint in hints if not _OPTION.search(hint))])
