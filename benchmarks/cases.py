"""Small inputs that once went wrong, each with what is expected: right and wrong by kind.

    python benchmarks/cases.py ../shared/cases [--verbose] [--check] [--only WORDS]

A case is one or several calls of ``tailor``, made in the folder of its inputs with a configuration of its own, and what
the last call must give. The cases stand in ``benchmarks/cases``, a file for each folder of inputs; some hold their input themselves. With --check, exits with 1 where a
kind is below the bar.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from tailor.cli.main import cli

#: The share of each kind that must be right.
BAR = 0.95
DATA = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A case.

    Attributes:
        name: What it is called: its input and more where one input serves several.
        kind: A letter and words for it.
        calls: The calls of ``tailor``, in their order.
        exit: The exit codes of the last call that are right.
        has: Words that its output holds, on standard output or error; of alternatives split by ``||`` one is enough.
        lacks: Words that its output does not hold.
        fields: Title, company, pain, metric and tool as the last call's JSON gives them, an empty string for none; ``*`` stands for any
            words. A list holds those of several postings.
        content: What its input holds, where it has no file in the folder.
    """

    name: str
    kind: str
    calls: tuple[tuple[str, ...], ...]
    exit: tuple[int, ...] = (0,)
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    fields: tuple[dict[str, str], ...] = ()
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case gave: nothing in `problems` is right."""

    case: Case
    problems: tuple[str, ...] = field(default=())


def read_cases(path: Path) -> list[Case]:
    """The cases of a file of ``benchmarks/cases``."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds: dict[str, str] = rows["kinds"]
    cases = []
    for row in rows["case"]:
        calls = row.get("calls") or [["analyze", row["name"], "--format", "jsonl"]]
        exits = row.get("exit", 0)
        fields = row.get("fields", [])
        cases.append(
            Case(
                row["name"],
                f"{row['kind']} {kinds[row['kind']]}",
                tuple(map(tuple, calls)),
                tuple(exits) if isinstance(exits, list) else (exits,),
                tuple(row.get("has", ())),
                tuple(row.get("lacks", ())),
                tuple(fields if isinstance(fields, list) else [fields]),
                base64.b64decode(row["base64"]) if "base64" in row else row.get("text", "").encode(),
            )
        )
    return cases


def run_case(case: Case, folder: Path) -> Outcome:
    """What is wrong with the outcome of a case whose inputs lie in a folder."""
    with tempfile.TemporaryDirectory() as home, contextlib.chdir(home if case.content else folder):
        if case.content:
            Path(case.name).write_bytes(case.content)
        runner = CliRunner(env={"XDG_CONFIG_HOME": home, "HOME": home, "TAILOR_PROFILE": None})
        for call in case.calls:
            result = runner.invoke(cli, [part.replace("{home}", home) for part in call])
    if result.exception and not isinstance(result.exception, SystemExit):
        return Outcome(case, (f"raised {result.exception!r}",))
    problems = [] if result.exit_code in case.exit else [f"exit {result.exit_code}: {result.output[:200]!r}"]
    problems += [f"lacks {words!r}" for words in case.has if not any(one in result.output for one in words.split("||"))]
    problems += [f"holds {words!r}" for words in case.lacks if words in result.output]
    if case.fields and not problems:
        problems += _wrong_fields(case, result.stdout)
    return Outcome(case, tuple(problems))


def _wrong_fields(case: Case, printed: str) -> Iterator[str]:
    found = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    if len(found) != len(case.fields):
        yield f"{len(found)} postings, not {len(case.fields)}"
    for wanted, analysis in zip(case.fields, found, strict=False):
        for key, value in wanted.items():
            given = _field(analysis, key)
            if not (given and value == "*") and " ".join(given.split()) != value:
                yield f"{key} {given!r}, not {value!r}"


def _field(analysis: dict[str, object], key: str) -> str:
    value = analysis[key]
    if isinstance(value, dict):
        return str(value.get("name") or value["quote"])
    return str(value or "")


def main() -> int:
    """Print the shares; 1 where one is below the bar and --check was given."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("cases", type=Path)
    arguments.add_argument("--verbose", action="store_true", help="what is wrong with each case")
    arguments.add_argument("--check", action="store_true", help="exit with 1 where a kind is below the bar")
    arguments.add_argument("--only", default="", help="only cases with these words in name or kind")
    options = arguments.parse_args()
    outcomes = [
        run_case(case, options.cases.resolve() / path.stem / inputs)
        for path in sorted(DATA.glob("*.toml"))
        for inputs in [tomllib.loads(path.read_text(encoding="utf-8")).get("inputs", "")]
        for case in read_cases(path)
        if options.only in f"{case.name} {case.kind}"
    ]
    below = False
    for kind in sorted({outcome.case.kind for outcome in outcomes}):
        of_kind = [outcome for outcome in outcomes if outcome.case.kind == kind]
        right = sum(not outcome.problems for outcome in of_kind)
        below |= right / len(of_kind) < BAR
        print(f"{kind:60} {right:3} of {len(of_kind)}")
        if options.verbose:
            for outcome in of_kind:
                for problem in outcome.problems:
                    print(f"    {outcome.case.name}: {problem}")
    print(f"{'all':60} {sum(not outcome.problems for outcome in outcomes):3} of {len(outcomes)}")
    return int(below and options.check)


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    sys.exit(main())
