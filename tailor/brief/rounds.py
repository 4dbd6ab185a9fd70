"""A letter by a command: the brief out, the answer back, and what did not stand once more with the findings."""

from __future__ import annotations

from jdparse import Analysis
from tailor.brief.brief import Brief
from tailor.brief.command import run_command
from tailor.brief.letter import Written, read_written
from tailor.brief.show import brief_text
from tailor.errors import CallError, WriterError

#: What errors call the answer of a command.
_WRITER = "--writer"


#: A letter of which less stands than this share is not its writer's any more.
_LEAST_STANDING = 1 / 3


def write_by(command: str, brief: Brief, analysis: Analysis, *, rounds: int, seconds: float) -> Written:
    """The letter of a command.

    Args:
        command: The command, in one line.
        brief: What it is told.
        analysis: The posting and its highlights.
        rounds: How often it is asked at the most: again while a sentence does not stand.
        seconds: How long each answer may take.

    Raises:
        WriterError: The first answer fails, or nothing of it stands.
    """
    text = brief_text(brief)
    answer = run_command(command, text, seconds)
    best = _read(answer, brief, analysis)
    for _ in range(1, rounds):
        if not best.refused:
            break
        try:
            answer = run_command(command, _again(text, answer, best), seconds)
            other = _read(answer, brief, analysis)
        except WriterError:
            # Why: the first answer is worth more than the news that the second failed.
            break
        best = min(best, other, key=lambda one: (len(one.struck), len(one.refused)))
    standing = len(best.placed) - len(best.refused)
    if standing < _LEAST_STANDING * len(best.placed):
        raise WriterError(f"only {standing} of its {len(best.placed)} sentences stand")
    return best


def _read(answer: str, brief: Brief, analysis: Analysis) -> Written:
    try:
        return read_written(answer, brief, analysis, _WRITER)
    except CallError as error:
        raise WriterError(str(error).removeprefix(f"{_WRITER}: ")) from error


def _again(text: str, answer: str, written: Written) -> str:
    """The brief with the answer and what is wrong with it."""
    wrong = [f'- "{held.said.text}": {"; ".join(held.reasons)}' for held in written.refused]
    return "\n".join(
        (
            text,
            "# Your last answer",
            "",
            answer.strip(),
            "",
            "# What does not stand in it",
            "",
            *wrong,
            "",
            "Write the whole body again in the same form. Mend these sentences or leave them out; the others may stay.",
            "",
        )
    )
