"""The page as it runs, attacked with raw bytes: `benchmarks/hostile/attacks.py`, with fewer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ATTACKS = Path(__file__).parents[3] / "benchmarks" / "hostile" / "attacks.py"


def test_no_attack_on_the_running_page_gets_anywhere() -> None:
    done = subprocess.run(
        [sys.executable, ATTACKS, "--short"], capture_output=True, text=True, timeout=240, check=False
    )
    last = done.stdout.splitlines()[-1].split() if done.stdout else []
    assert (done.returncode, last[:1]) == (0, ["all"]), done.stdout + done.stderr
    assert int(last[1]) == int(last[3]) > 200
