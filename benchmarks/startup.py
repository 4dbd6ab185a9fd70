"""Time of whole processes of `tailor` against `import spacy; spacy.blank("en")`, alternating in one run.

What a call gets without any work, its version, its help and that a file is not there, has a bar far below that.

    python benchmarks/startup.py [--runs 7] [--check]

The ratio is the median of the rounds' own, because a machine's speed drifts within a run; it is evidence, the seconds are not. With --check, exits with 1 above the bar.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

#: The most that a command may take, in units of the baseline: work first, then what is answered before anything is loaded.
_SOON = 0.25
BARS = {
    "analyze": 1.3,
    "draft": 2.1,
    "--version": _SOON,
    "--help": _SOON,
    "analyze of no file": _SOON,
    "draft of no file": _SOON,
    "check of no file": _SOON,
}
_NO_FILE = "no-such-posting.txt"
_ROOT = Path(__file__).resolve().parent.parent


#: Modules are compiled once, as an installed copy has them, also where the environment says that none may be kept.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str]) -> float:
    """Wall-clock time of one process."""
    started = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT)
    if done.returncode != (2 if _NO_FILE in command else 0):
        raise SystemExit(f"{' '.join(command)}: ended with {done.returncode}")
    return time.perf_counter() - started


def main() -> int:
    """Print the ratio; 1 if --check and it is above the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    baseline = [sys.executable, "-c", "import spacy; spacy.blank('en')"]
    tailor = str(Path(sys.executable).with_name("tailor"))
    posting = str(_ROOT / "templates" / "sample-posting.txt")
    profile = str(_ROOT / "benchmarks" / "profiles" / "recommender.toml")
    commands = {
        "analyze": [tailor, "analyze", posting],
        "draft": [tailor, "draft", posting, "--no-review", "--profile", profile],
        "--version": [tailor, "--version"],
        "--help": [tailor, "--help"],
        **{f"{name} of no file": [tailor, name, _NO_FILE] for name in ("analyze", "draft", "check")},
    }
    for warm_up in (baseline, *commands.values()):
        seconds(warm_up)
    rounds = [(seconds(baseline), *(seconds(command) for command in commands.values())) for _ in range(arguments.runs)]
    base, *ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"import spacy; spacy.blank('en')  {base:.2f} s")
    missed = False
    for column, ((name, bar), took) in enumerate(zip(BARS.items(), ours, strict=True), 1):
        ratio = statistics.median(times[column] / times[0] for times in rounds)
        missed = missed or ratio > bar
        print(f"tailor {name:<19} {took:.2f} s, ratio {ratio:.2f} (bar {bar}, {arguments.runs} runs, medians)")
    return 1 if arguments.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
