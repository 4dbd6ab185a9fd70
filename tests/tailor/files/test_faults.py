"""Commands that write, broken at their steps: `benchmarks/hostile/faults.py`, with few faults of a few of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FAULTS = Path(__file__).parents[3] / "benchmarks" / "hostile" / "faults.py"


def test_no_file_is_lost_or_half_written() -> None:
    command = [sys.executable, str(FAULTS), "--most", "8", "--only", "copy", "settings", "log mark", "batch -o .jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    last = done.stdout.splitlines()[-1].split() if done.stdout else []
    assert (done.returncode, last[:1]) == (0, ["all"]), done.stdout + done.stderr
    assert int(last[1]) == int(last[3]) >= 45
