"""A résumé in the formats of JSON Resume and RenderCV -> what it says, format aside.

Both formats let a file hold more than they name, so unknown keys are no problem: what has no place in `Resume` is kept as
lines of text, so that nothing that a person wrote is lost on the way.

Source: https://jsonresume.org/schema (JSON Resume 1.x and the names that it had before) and
https://docs.rendercv.com/user_guide/yaml_input_structure/ (the entry types of RenderCV)
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from tailor.errors import EmptyResumeError, ResumeError
from tailor.files.text import decode_text, read_bytes, source_name
from tailor.profile.resume.json_resume import is_json_resume, json_resume
from tailor.profile.resume.reactive import is_reactive, reactive_resume
from tailor.profile.resume.rendercv import parse_yaml, rendercv
from tailor.profile.resume.resume import Resume
from tailor.profile.resume.said import clean_lines

#: The longest published samples have 12 kB; YAML of many times that takes long to read.
MAX_RESUME_BYTES = 500_000
#: More values than this come from anchors that repeat each other, not from a person.
MAX_VALUES = 20_000
#: Deeper than this nests no field of the two formats.
MAX_DEPTH = 20
_THING = "résumé"
#: So many groups of an unknown file are named.
_MOST_NAMED = 6


def read_resume(path: Path | str, stdin: BinaryIO) -> Resume:
    """The résumé in a file, which is told by its content and not by its name.

    Args:
        path: A file of JSON or YAML; ``-`` is standard input.
        stdin: Where to read ``-`` from.

    Raises:
        ResumeError: It cannot be read, or is neither JSON Resume nor RenderCV.
        EmptyResumeError: It says nothing.
    """
    return decode_resume(read_bytes(path, stdin, _THING, ResumeError), source_name(path))


def decode_resume(content: bytes, source: str) -> Resume:
    """The résumé in a file's bytes.

    Raises:
        ResumeError: As for `read_resume`.
        EmptyResumeError: It says nothing.
    """
    text = decode_text(
        content,
        source,
        thing=_THING,
        formats="JSON Resume (JSON), RenderCV (YAML) or Reactive Resume (JSON)",
        most_bytes=MAX_RESUME_BYTES,
        error=ResumeError,
        turned_away="give it as JSON Resume (JSON) or RenderCV (YAML)",
    )
    return parse_resume(text, source)


def parse_resume(text: str, source: str) -> Resume:
    """The résumé in a text.

    Raises:
        ResumeError: As for `read_resume`.
        EmptyResumeError: It says nothing.
    """
    if not text.strip():
        raise EmptyResumeError(f"{source}: is empty; give it a résumé as JSON Resume or RenderCV")
    try:
        raw = _parse_json(text, source) if text.lstrip().startswith(("{", "[")) else parse_yaml(text, source)
        tree = _plain(raw, source, iter(range(MAX_VALUES)))
    except RecursionError as error:
        raise ResumeError(f"{source}: is nested too deeply for a résumé") from error
    if isinstance(tree, dict) and isinstance(tree.get("cv"), dict):
        resume = rendercv(tree["cv"], source)
    elif isinstance(tree, dict) and is_reactive(tree):
        resume = reactive_resume(tree, source)
    elif isinstance(tree, dict) and is_json_resume(tree):
        resume = json_resume(tree, source)
    else:
        raise ResumeError(f"{source}: {_other_format(tree)}")
    if not (resume.me or resume.jobs or resume.rest):
        raise EmptyResumeError(f"{source}: has the form of a résumé and says nothing; fill it in first")
    return resume


#: Groups that only one other format has, and its name.
_OTHERS = {
    "SkillsPassport": "Europass",
    "employment": "FRESH",
    "EmploymentHistory": "HR Open",
    "employmentHistory": "HR Open",
    "positions": "an export of LinkedIn",
}


def _other_format(tree: object) -> str:
    """What a file is that is no résumé of a known format."""
    advice = "JSON Resume (basics, work, projects, ...), RenderCV (cv: with name and sections) and Reactive Resume are read; see docs/profile.md"
    if not isinstance(tree, dict) or not tree:
        return f"is neither JSON Resume nor RenderCV; {advice}"
    name = next((name for key, name in _OTHERS.items() if key in tree), "")
    keys = " ".join(clean_lines(", ".join(list(tree)[:_MOST_NAMED])).split())
    looks = f"; it looks like {name}, which can be exported as JSON Resume" if name else ""
    return f"is neither JSON Resume nor RenderCV: it has {keys}{looks}; {advice}"


def _parse_json(text: str, source: str) -> object:
    """The values of a JSON text; numbers stay as they are written."""

    def pairs(items: Sequence[tuple[str, object]]) -> dict[str, object]:
        twice = sorted(key for key, times in Counter(key for key, _ in items).items() if times > 1)
        if twice:
            raise ResumeError(f"{source}: the key {twice[0]!r} stands twice in one group; put them together")
        return dict(items)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise ResumeError(f"{source}:{error.lineno}:{error.colno}: is not JSON: {error.msg.lower()}") from error


def _plain(value: object, source: str, left: Iterator[int], depth: int = 0) -> Any:
    """A tree of texts, lists and groups only; what an alias repeats counts each time.

    Args:
        value: What the parser made.
        source: The file.
        left: Gives out as many items as the tree may have values.
        depth: How deep this value lies.

    Raises:
        ResumeError: There are more values, or they nest deeper, than in anything that a person wrote.
    """
    if next(left, None) is None or depth > MAX_DEPTH:
        raise ResumeError(f"{source}: is too large or too deep for a résumé; look for anchors that repeat each other")
    if isinstance(value, Mapping):
        merged = value.get("<<")
        rows = merged if isinstance(merged, list) else [merged]
        pairs: dict[object, object] = {}
        for row in [*reversed(rows), {key: one for key, one in value.items() if key != "<<"}]:
            pairs |= row if isinstance(row, Mapping) else {}
        return {
            clean_lines(" ".join(map(str, key)) if isinstance(key, tuple) else str(key)): _plain(
                one, source, left, depth + 1
            )
            for key, one in pairs.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(one, source, left, depth + 1) for one in value]
    if value is None or value in ("null", "~"):
        return ""
    return clean_lines(str(value).lower() if isinstance(value, bool) else str(value))
