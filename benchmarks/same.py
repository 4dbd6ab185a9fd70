"""What the commands print over a hundred postings, to be compared before and after a change that should change nothing.

    python benchmarks/same.py ../shared before.jsonl
    python benchmarks/same.py ../shared after.jsonl --against before.jsonl

A line is one call: its arguments, exit code and output. With --against, exits with 1 if a call prints something else, and says which.
With --analyses the calls are only `tailor analyze --format jsonl` over all annotated postings, a line each: half a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from click.testing import CliRunner

from tailor.cli.main import cli

_ROOT = Path(__file__).resolve().parent.parent
#: So many postings of the annotated ones, evenly spread.
POSTINGS = 100


def calls(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """The calls in order; each posting, profile and letter that they name is written first."""
    with (shared / "gold" / "train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    profiles = sorted(
        [*(_ROOT / "benchmarks" / "profiles").glob("*.toml"), *(shared / "letters" / "profiles").glob("*.toml")]
    )
    lengths, kept = cycle(("150", "250", "400")), cycle(profiles)
    for row in rows[:: max(1, len(rows) // POSTINGS)][:POSTINGS]:
        Path("posting.txt").write_text(row["text"], encoding="utf-8")
        Path("profile.toml").write_text(next(kept).read_text(encoding="utf-8"), encoding="utf-8")
        yield row["id"], ["analyze", "posting.txt", "--explain"]
        yield row["id"], ["analyze", "posting.txt", "--format", "json"]
        draft = ["draft", "posting.txt", "--no-review", "--profile", "profile.toml", "--length", next(lengths)]
        yield row["id"], [*draft, "--trace"]
        yield row["id"], [*draft, "--format", "json"]
        yield row["id"], [*draft, "--force", "-o", "letter.txt"]
        check = ["check", "letter.txt", "--posting", "posting.txt", "--profile", "profile.toml"]
        yield row["id"], check
        yield row["id"], [*check, "--format", "json"]
    for path in sorted((_ROOT / "benchmarks" / "checking").glob("*.toml")):
        Path("letter.txt").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        yield path.stem, ["check", "letter.txt", "--no-profile", "--format", "json"]


def analyses(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """The analyses of all annotated postings, a file each."""
    for path in sorted((shared / "gold").glob("*.jsonl")):
        if "text" in json.loads(path.read_text(encoding="utf-8").partition("\n")[0]):
            yield path.stem, ["analyze", str(path), "--format", "jsonl"]


def printed(name: str, call: list[str]) -> Iterator[str]:
    """What a call prints, as a line of JSON; of many analyses a line each."""
    result = CliRunner().invoke(cli, call)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    for out in result.stdout.rstrip("\n").split("\n") if "jsonl" in call else [result.stdout]:
        row = {"of": name, "call": call, "code": result.exit_code, "out": out, "err": result.stderr}
        yield json.dumps(row, ensure_ascii=False)


def main() -> int:
    """Write what the calls print; 1 if --against and a call prints something else."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--analyses", action="store_true")
    arguments = parser.parse_args()
    shared, out = arguments.shared.resolve(), arguments.out.resolve()
    before = arguments.against.read_text(encoding="utf-8").rstrip("\n").split("\n") if arguments.against else None
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ |= {"HOME": folder, "XDG_CONFIG_HOME": folder, "COLUMNS": "100", "TAILOR_LOG": "off"}
        for name, call in (analyses if arguments.analyses else calls)(shared):
            lines.extend(printed(name, call))
        os.chdir(_ROOT)
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} lines written")
    if before is None:
        return 0
    other = [json.loads(line) for line, old in zip(lines, before, strict=False) if line != old]
    for row in other[:10]:
        print(f"  differs: {row['of']}: tailor {' '.join(row['call'])}")
    print(f"{len(other)} lines are others; {len(before)} before")
    return 1 if other or len(before) != len(lines) else 0


if __name__ == "__main__":
    raise SystemExit(main())
