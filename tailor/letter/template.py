"""Templates of letters: Jinja2 in a sandbox, with strict slots.

Posting and profile text enter as values and are never read as template.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError

from tailor.errors import TemplateFault
from tailor.files.look import template_path
from tailor.letter.sandbox import BoundError, Sandbox, counted
from tailor.letter.trace import plain

#: The slots of a letter template.
SLOTS = frozenset(
    {"me", "to", "role", "company", "opening", "paragraph_two", "proof", "second", "third", "close", "story", "room"}
)
#: The slots of the envelope around the body.
ENVELOPE_SLOTS = frozenset({"me", "to", "body"})
#: Slots of earlier versions, and where their words stand now.
MOVED: Mapping[str, str] = {
    "judgement": "proof",
    "offer": "close",
    "operations": "proof",
    "own": "proof",
    "referrer": "opening",
}


#: A template has a few kB, and each sentence that may be left out is tried alone.
_MOST_BYTES, _MOST_ROOMS = 50_000, 20


class Room:
    """What a template asks before a sentence of its own that may be left out."""

    def __init__(self) -> None:
        self.chosen: frozenset[str] = frozenset()
        self.seen: dict[str, int] = {}

    def __call__(self, name: str, priority: int = 5) -> bool:
        """Whether there is room for the sentence `name`; lower priorities are kept sooner.

        Raises:
            TypeError: That is no name or no number.
            BoundError: There are more than a letter has sentences.
        """
        if not isinstance(name, str) or not isinstance(priority, int):
            raise TypeError("room takes a name in quotes, and a whole number")
        self.seen[name] = priority
        if len(self.seen) > _MOST_ROOMS:
            raise BoundError(f"asks for more than {_MOST_ROOMS} sentences that may be left out")
        return name in self.chosen


def tidy(text: str) -> str:
    """One line a paragraph, single spaces, one blank line between paragraphs."""
    return "\n\n".join(" ".join(block.split()) for block in text.split(PARAGRAPH) if plain(block).strip())


#: Stands for a blank line of a template's source: one that a left-out sentence leaves behind ends no paragraph.
PARAGRAPH = "\ue003"
_BLANK_LINES = re.compile(r"\n[ \t]*((?:\n[ \t]*)*)\n")


def render(name: str, slots: Mapping[str, Any], allowed: frozenset[str]) -> str:
    """A template, rendered.

    Raises:
        CallError: There is no such template.
        TemplateFault: The template is wrong.
    """
    path = template_path(name)
    try:
        with counted():
            return _compiled(path, path.stat().st_mtime_ns, allowed).render(slots)
    except TemplateFault:
        raise
    except UndefinedError as error:
        raise TemplateFault(
            f"{path}:{_template_line(error)}: {error.message}; the slots are listed by: tailor templates list"
        ) from error
    except SecurityError as error:
        raise TemplateFault(f"{path}:{_template_line(error)}: {error}; a letter template may not do that") from error
    except BoundError as error:
        raise TemplateFault(f"{path}:{_template_line(error)}: {error}") from error
    # Why all of them: a template is a program of somebody else's, and whatever it raises is a fault of the template.
    except Exception as error:
        raise TemplateFault(f"{path}:{_template_line(error)}: {type(error).__name__}: {error}") from error


@lru_cache(maxsize=16)
def _compiled(path: Path, changed: int, allowed: frozenset[str]) -> Template:
    """The template of a file as of its time of change."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TemplateFault(f"{path}: has more than {_MOST_BYTES // 1000} kB; a letter template has a few")
        source = _BLANK_LINES.sub(f"\n{PARAGRAPH}\\1\n", path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(f"{path}: cannot be read ({error})") from error
    environment = Sandbox()
    try:
        tree = environment.parse(source)
        _check_slots(path, tree, allowed)
        return environment.from_string(environment.bound(tree))
    except TemplateSyntaxError as error:
        raise TemplateFault(f"{path}:{error.lineno}: {error.message}") from error
    except (RecursionError, MemoryError, SyntaxError, ValueError) as error:
        said = "is nested too deeply" if not isinstance(error, ValueError) else str(error)
        raise TemplateFault(f"{path}:1: {said}") from error


def _check_slots(path: Path, tree: nodes.Template, allowed: frozenset[str]) -> None:
    unknown = meta.find_undeclared_variables(tree) - allowed - {"range", "dict", "cycler", "joiner", "namespace"}
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            now = f"; its words stand in the slot {MOVED[node.name]!r} now" if node.name in MOVED else ""
            raise TemplateFault(
                f"{path}:{node.lineno}: no slot {node.name!r}{now}; the slots are {', '.join(sorted(allowed))}"
            )
    if "paragraph_two" in allowed and not any(node.name == "paragraph_two" for node in tree.find_all(nodes.Name)):
        raise TemplateFault(
            f"{path}:1: the slot 'paragraph_two' is never used; the letter would not answer the posting"
        )


def _template_line(error: BaseException) -> int:
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>" and frame.lineno
    ]
    return lines[-1] if lines else 1
