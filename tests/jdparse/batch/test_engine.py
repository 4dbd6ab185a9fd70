"""The map over worker processes: order, bounds, and workers that die."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jdparse.batch import EngineError, Outcome, map_in_order
from jdparse.batch.engine import WINDOW
from jdparse.batch.worker import alive
from jdparse.errors import ReadError

LARGE = 400_000
SCRIPT = """
import jdparse
print("began", flush=True)
text = "Responsibilities:\\n- Reduce p99 latency of the Kubeflow ranking pipelines."
for analysis in jdparse.analyze_many([jdparse.Posting(text)], workers=1):
    print(analysis.tool.evidence.name)
"""


def tell(number: int) -> int:
    """Doubles a number, or does what goes wrong in workers."""
    if number == 13:
        os.abort()
    if number == 17:
        raise ValueError("seventeen")
    if number == 19:
        raise ReadError("posting", "cannot be read")
    return 2 * number


def slow(number: int) -> int:
    """Takes long over the third item."""
    time.sleep(60 if number == 3 else 0)
    return number


def long_but_alive(_: int) -> str:
    """Does many things in one call."""
    for _ in range(6):
        time.sleep(0.2)
        alive()
    return "done"


def grown(number: int) -> str:
    """A value that fills more than a pipe."""
    return str(number) * LARGE


def dies_once(place: str) -> str:
    """Ends its worker at its first call."""
    if not Path(place).exists():
        Path(place).touch()
        os._exit(9)
    return "done"


def threads(_: int) -> str | None:
    """How many threads a library of arithmetic would start."""
    return os.environ.get("OMP_NUM_THREADS")


def fail() -> None:
    """A start that does not work."""
    raise ValueError("no lexicon")


def end() -> None:
    """A start that ends the worker."""
    os._exit(3)


def test_outcomes_come_in_the_order_of_the_items() -> None:
    outcomes = list(map_in_order(slow, [1, 2, 4, 5, 6], workers=2))
    assert outcomes == [Outcome(number, number) for number in (1, 2, 4, 5, 6)]


@pytest.mark.parametrize("workers", [1, 2])
def test_one_that_kills_its_worker_is_an_error_and_all_others_are_there(workers: int) -> None:
    outcomes = list(map_in_order(tell, range(40), workers=workers))
    assert [outcome.item for outcome in outcomes] == list(range(40))
    assert {outcome.item: outcome.error for outcome in outcomes if outcome.error} == {
        13: "its worker died on it twice (SIGABRT)",
        17: "ValueError: seventeen",
        19: "cannot be read",
    }
    assert all(outcome.value == 2 * outcome.item for outcome in outcomes if not outcome.error)


def test_one_whose_worker_dies_once_is_done_by_another(tmp_path: Path) -> None:
    assert [one.value for one in map_in_order(dies_once, [str(tmp_path / "mark")], workers=1)] == ["done"]


def test_one_that_takes_too_long_is_an_error() -> None:
    outcomes = list(map_in_order(slow, range(6), workers=2, limit=0.5))
    assert {one.item: one.error for one in outcomes if one.error} == {3: "took longer than 0.5 seconds"}
    assert [one.value for one in outcomes if not one.error] == [0, 1, 2, 4, 5]


def test_one_that_says_that_it_goes_on_is_not_ended() -> None:
    assert [one.value for one in map_in_order(long_but_alive, [1], workers=1, limit=0.6)] == ["done"]


def test_a_script_is_not_run_by_its_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "began\nKubeflow\n", "")


def test_no_more_items_are_taken_than_are_in_flight() -> None:
    taken = 0

    def counted() -> Iterator[int]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number

    outcomes = map_in_order(slow, counted(), workers=1)
    assert next(outcomes).item == 0
    assert taken <= WINDOW + 1
    outcomes.close()


def test_large_items_and_values_do_not_wait_for_each_other() -> None:
    items = ["x" * LARGE for _ in range(8)]
    assert [len(one.value or "") for one in map_in_order(str.upper, items, workers=2)] == [LARGE] * 8
    assert [len(one.value or "") for one in map_in_order(grown, range(8), workers=2)] == [LARGE] * 8


def test_workers_compute_with_one_thread() -> None:
    wanted = os.environ.get("OMP_NUM_THREADS", "1")
    assert [one.value for one in map_in_order(threads, [1], workers=1)] == [wanted]


def test_a_start_that_fails_ends_the_iteration_with_its_reason() -> None:
    with pytest.raises(EngineError, match="a worker could not begin: ValueError: no lexicon"):
        list(map_in_order(tell, [1], workers=1, start=fail))


def test_workers_that_end_before_they_begin_are_not_started_for_ever() -> None:
    with pytest.raises(EngineError, match="before they begin"):
        list(map_in_order(tell, [1], workers=1, start=end))


def test_what_cannot_be_sent_is_an_error_of_its_own() -> None:
    items: list[Any] = [1, lambda: None, 2]
    outcomes = list(map_in_order(tell, items, workers=1))
    assert [bool(one.error) for one in outcomes] == [False, True, False]


def test_without_workers_the_function_is_called_here() -> None:
    assert [one.value for one in map_in_order(lambda number: number + 1, [1, 2], workers=0)] == [2, 3]


def test_what_the_items_raise_is_raised() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise KeyError("items")

    with pytest.raises(KeyError):
        list(map_in_order(tell, broken(), workers=1))
