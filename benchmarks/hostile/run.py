"""Everything hostile in bounded time: kind of attack, cases tried, held.

    python benchmarks/hostile/run.py            # under 20 minutes on two cores
    python benchmarks/hostile/run.py --short    # what CI runs, about a minute

Each part is a program of its own beside this file that prints lines `KIND  N tried  M held` and exits with 1 where one does not hold; what
else it prints below such a line is shown. A part that is not there is passed over with a word. Exits with 1 where any did not hold.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: The parts in their order: their arguments in the long form, and in the short one.
PARTS: dict[str, tuple[str, str]] = {
    "fuzz.py": ("--seconds 600", "--seconds 20"),
    "growth.py": ("--check", "--check --only Markdown"),
    "faults.py": ("--most 24", "--most 2"),
    "disk.py": ("", "--most 1"),
    "attacks.py": ("", "--short"),
}
#: A part that takes longer is ended, and did not hold: on idle cores the longest takes a quarter of it.
_SECONDS = 3_000
#: How `growth.py` ends: a row of its own.
_SHAPES = re.compile(r"(?P<tried>\d+) shapes, (?P<missed>\d+) above the bar")
_ROW = re.compile(r"(?P<kind>\S.*?)\s+(?P<tried>[\d,]+) tried\s+(?P<held>[\d,]+) held")


def _part(name: str, arguments: str) -> tuple[list[tuple[str, int, int]], list[str], bool]:
    """The rows of a part, what it says below those that did not hold, and whether all held."""
    command = [sys.executable, str(HERE / name), *arguments.split()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, cwd=HERE.parents[1])
    except subprocess.TimeoutExpired:
        return [], [f"did not end within {_SECONDS} seconds"], False
    rows, told = [], []
    for line in done.stdout.splitlines():
        found = _ROW.match(line)
        shapes = _SHAPES.match(line)
        if shapes:
            rows.append(("growth of time", int(shapes["tried"]), int(shapes["tried"]) - int(shapes["missed"])))
        elif found is None:
            told.append(line)
        elif not re.search(r"\ball$", found["kind"]):
            rows.append((found["kind"], int(found["tried"].replace(",", "")), int(found["held"].replace(",", ""))))
    if not rows:
        told += done.stderr.splitlines()[-5:] or ["printed no row"]
    return rows, told, done.returncode == 0 and bool(rows) and all(tried == held for _, tried, held in rows)


def main() -> int:
    """Run all parts and print the table; 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="the form that CI runs")
    short = parser.parse_args().short
    began, holds, tried, held = time.monotonic(), True, 0, 0
    print(f"{'kind of attack':<40}{'tried':>10}{'held':>10}")
    for name, arguments in PARTS.items():
        if not (HERE / name).is_file():
            print(f"({name} is not there)")
            continue
        rows, told, well = _part(name, arguments[short])
        holds &= well
        for kind, some, of_them in rows:
            print(f"{kind:<40}{some:>10,}{of_them:>10,}", flush=True)
            tried, held = tried + some, held + of_them
        for line in () if well else told:
            print(f"    {line}", flush=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took, worked = (time.monotonic() - began) / 60, (used.ru_utime + used.ru_stime) / 60
    print(f"{'all':<40}{tried:>10,}{held:>10,}   in {took:.1f} minutes, {worked:.1f} of them of processor time")
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
