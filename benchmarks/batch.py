"""How `tailor batch` scales: workers, Ray, memory, and an interruption in the middle.

    python benchmarks/batch.py ../shared/gold/train.jsonl                       # all of it, small
    python benchmarks/batch.py ../shared/gold/train.jsonl --speed 400 --rounds 3
    python benchmarks/batch.py ../shared/gold/train.jsonl --memory 1000 100000
    python benchmarks/batch.py ../shared/gold/train.jsonl --kill 100000

The inputs repeat and shuffle the given postings under ids of their own; one row in a hundred is broken. Ratios are evidence, rates are
not: rounds alternate, and the load of the machine is printed beside them; where it does other work, postings a second of processor time
tell more. With --check, exits with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jdparse.batch import Inputs, Reader, each_reading, local, on_ray

TAILOR = str(Path(sys.executable).with_name("tailor"))
#: Two workers against one; Ray against as many workers, once it has started; the larger input's memory against the smaller's.
LEAST_GAIN, LEAST_RAY, MOST_GROWTH = 1.8, 0.8, 1.15
#: What a worker may hold at most.
MOST_WORKER_MB = 400
#: One row in so many is broken.
BROKEN = 100


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def make(path: Path, postings: Sequence[dict[str, Any]], size: int, seed: int = 1) -> tuple[list[str], int]:
    """Write an input of some rows; the ids that its rows must get, in order, and how many are broken."""
    chance = random.Random(seed)
    ids, broken = [], 0
    order: list[int] = []
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, size + 1):
            if not order:
                order = chance.sample(range(len(postings)), len(postings))
            row = {**postings[order.pop()], "id": f"p{number:08d}"}
            line = json.dumps(row, ensure_ascii=False)
            if number % BROKEN == BROKEN // 2:
                broken += 1
                cut = number // BROKEN % 2 == 0
                line = line[: len(line) // 2] if cut else json.dumps({**row, "text": ""})
                ids.append(f"{path}:{number}" if cut else row["id"])
            else:
                ids.append(row["id"])
            file.write(line + "\n")
    return ids, broken


def spent(path: Path, workers: int, engine: str) -> tuple[float, float]:
    """Seconds that a whole input takes, and seconds of processor time of all processes together."""
    work = on_ray(workers=workers) if engine == "ray" else local(workers)
    with path.open("rb") as file:
        size = sum(1 for _ in file)
    reader: Reader[None] = Reader()
    began, found = time.perf_counter(), (0.0, 0.0)
    for done, _ in enumerate(each_reading(Inputs([str(path)]), reader, work), 1):
        if done == size:
            found = time.perf_counter() - began, _processor_time(os.getpid())
    return found


def rates(
    folder: Path, postings: Sequence[dict[str, Any]], size: int, contestants: Sequence[tuple[int, str]], rounds: int
) -> float:
    """How many times the first the second is, by the medians of alternating rounds, each in processes of its own.

    A rate is that of the postings that a whole input has beyond a third of it: starting is in both, and so in neither.
    """
    whole, third = folder / "whole.jsonl", folder / "third.jsonl"
    make(whole, postings, size)
    make(third, postings, size // 3)
    found: list[list[tuple[float, float]]] = [[] for _ in contestants]
    for _ in range(rounds):
        for place, (workers, engine) in enumerate(contestants):
            (long, long_used), (short, short_used) = (_asked(path, workers, engine) for path in (whole, third))
            more = size - size // 3
            found[place].append((more / (long - short), more / (long_used - short_used)))
            wall, processor = found[place][-1]
            print(
                f"  {engine:5} {workers}  {wall:7.1f} postings/s  {processor:6.1f} a second of processor time"
                f"  load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
    (first, first_time), (second, second_time) = (
        [statistics.median(column) for column in zip(*rows, strict=True)] for rows in found
    )
    # Ray ends actors that have nothing to do, and what they used goes with them.
    if all(engine == "local" for _, engine in contestants):
        shares = second_time * contestants[1][0] / (first_time * contestants[0][0])
        print(f"  on a machine without other work, by processor time: {shares:.2f} times at most")
    return float(second / first)


def _asked(path: Path, workers: int, engine: str) -> tuple[float, float]:
    command = [sys.executable, __file__, str(path), "--one", str(workers), engine]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(said[-2]), float(said[-1])


def _processor_time(pid: int) -> float:
    """Seconds of a process and of those below it."""
    total = 0.0
    for one in _below(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


class Memory:
    """The peaks of a process and of those below it, in MB, sampled."""

    def __init__(self, pid: int) -> None:
        self.peaks: dict[int, float] = {}
        self.parents: dict[int, int] = {}
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            for pid in _below(self._pid):
                self.peaks[pid] = max(self.peaks.get(pid, 0.0), _resident(pid))

    def stop(self) -> tuple[float, float]:
        """The peak of the process itself, and the largest of the others."""
        self._over.set()
        self._thread.join()
        return self.peaks.get(self._pid, 0.0), max(
            (mb for pid, mb in self.peaks.items() if pid != self._pid), default=0.0
        )


def _below(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task").glob("*/children")
        found = [int(child) for path in children for child in path.read_text().split()]
    except OSError:
        return
    for child in found:
        yield from _below(child)


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def memory(folder: Path, postings: Sequence[dict[str, Any]], sizes: Sequence[int], ending: str) -> bool:
    """Print the peaks of runs of these sizes; whether they stay below the bars."""
    print(f"memory, {ending}")
    found = []
    for size in sizes:
        path, out = folder / "in.jsonl", folder / f"out{ending}"
        make(path, postings, size)
        started = time.perf_counter()
        run = subprocess.Popen([TAILOR, "batch", str(path), "-o", str(out), "--force"], stderr=subprocess.PIPE)
        look = Memory(run.pid)
        run.communicate()
        own, worker = look.stop()
        found.append((own, worker))
        print(
            f"  {size:>8,} rows  first process {own:6.1f} MB  largest below it {worker:6.1f} MB  {time.perf_counter() - started:.0f} s",
            flush=True,
        )
    growth = [last / first for first, last in zip(found[0], found[-1], strict=True)]
    print(
        f"  growth {growth[0]:.2f} and {growth[1]:.2f} (bar {MOST_GROWTH}), a worker at most {found[-1][1]:.0f} MB (bar {MOST_WORKER_MB})"
    )
    return max(growth) <= MOST_GROWTH and max(worker for _, worker in found) < MOST_WORKER_MB


def kill(folder: Path, postings: Sequence[dict[str, Any]], size: int) -> bool:
    """Kill a run half-way, resume it, and compare the ids; whether each is there once, in order."""
    path, out = folder / "killed.jsonl", folder / "killed-out.jsonl"
    ids, broken = make(path, postings, size)
    command = [TAILOR, "batch", str(path), "-o", str(out)]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    parts = folder / f".{out.name}.parts"
    done = 0
    while done < size // 2 and run.poll() is None:
        time.sleep(0.2)
        done = max((int(part.stem) for part in parts.glob("[0-9]*.jsonl")), default=0)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    half = not out.exists() and 0 < done < size
    refused = subprocess.run(command, capture_output=True, text=True)
    again = subprocess.run([*command, "--resume"], capture_output=True, text=True)
    rows = lines(out) if out.exists() else []
    same = [row["id"] for row in rows] == ids
    errors = sum(row["error"] is not None for row in rows)
    print(
        f"kill -9 of {size:,} rows after {done:,}: without --resume exit {refused.returncode}: {refused.stderr.strip()}"
    )
    print(f"  resumed, exit {again.returncode}: {again.stderr.strip()}")
    print(
        f"  {len(rows):,} rows, each id once and in order: {same}; {errors} errors of {broken} broken; leftovers: {parts.exists()}"
    )
    return (
        half and refused.returncode == 2 and again.returncode == 1 and same and errors == broken and not parts.exists()
    )


def main() -> int:
    """Print what was asked for; 1 with --check where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", type=Path)
    parser.add_argument("--speed", type=int, metavar="N", help="postings of a round, one worker against two")
    parser.add_argument("--ray", type=int, metavar="N", help="postings of a round, Ray against two workers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--memory", type=int, nargs="+", metavar="N", help="sizes of the inputs, the first against the last"
    )
    parser.add_argument("--ending", default=".jsonl", help="the output of --memory")
    parser.add_argument("--kill", type=int, metavar="N", help="rows of the input that is killed half-way")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(*spent(given.postings, int(given.one[0]), given.one[1]))
        return 0
    if not (given.speed or given.ray or given.memory or given.kill):
        given.speed, given.ray, given.memory, given.kill = 400, 400, [500, 2000], 3000
    postings = lines(given.postings)
    held = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.speed:
            gain = rates(folder, postings, given.speed, [(1, "local"), (2, "local")], given.rounds)
            print(f"two workers {gain:.2f} times one (bar {LEAST_GAIN})")
            held.append(gain >= LEAST_GAIN)
        if given.ray:
            part = rates(folder, postings, given.ray, [(2, "local"), (2, "ray")], given.rounds)
            print(f"Ray {part:.2f} times two workers (bar {LEAST_RAY})")
            held.append(part >= LEAST_RAY)
        if given.memory:
            held.append(memory(folder, postings, given.memory, given.ending))
        if given.kill:
            held.append(kill(folder, postings, given.kill))
    return 0 if all(held) or not given.check else 1


if __name__ == "__main__":
    raise SystemExit(main())
