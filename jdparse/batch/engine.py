"""A function over many items in worker processes: in order, with a bounded number in flight, and whole if a worker dies.

Each worker has a pipe of its own, so that one that is killed takes no lock of the others with it, and it answers item by item, so that
it is known on which one it died: that item is tried once more, and then its outcome is an error.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any, Generic, TypeVar

from jdparse.batch.worker import Outcome, called, words, work
from jdparse.errors import JdparseError

T = TypeVar("T")
R = TypeVar("R")

#: So many items are in flight for each worker: one that takes long holds up those behind it, which are kept until their turn.
WINDOW = 16
#: So many of them lie at the worker itself, so that it never waits for the next.
_AHEAD = 2
#: An item on which a worker died is given to another so often.
_RETRIES = 1
#: Workers that end before they are ready, one after the other, never will be.
_FALSE_STARTS = 3
#: A worker ends after so many items and another begins: spaCy keeps each word that it has ever seen, some 750 bytes a word.
_ITEMS_A_WORKER = 4_000
#: A posting takes some 25 ms, the longest that is read a few seconds.
USUAL_LIMIT = 120.0
#: What workers are forked with.
WARM = ("jdparse.batch.warm",)
#: What would start threads of its own in each worker beside the workers.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


class EngineError(JdparseError):
    """The workers cannot be started."""


@dataclass(slots=True)
class _Slot:
    item: Any
    tries: int = 0
    done: Outcome[Any, Any] | None = None


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int | None = None,
    start: Callable[[], object] | None = None,
    preload: Sequence[str] = WARM,
    limit: float | None = USUAL_LIMIT,
) -> Generator[Outcome[T, R], None, None]:
    """What a function gives for each item, in the order of the items.

    The items are taken as they are needed, `WINDOW` a worker ahead of what is yielded, so that neither they nor the outcomes are ever
    held as a whole. What the function raises is an outcome with an error too. Workers end with the iterator.

    Args:
        function: A function of a module, a `functools.partial` of one, or a value of a class with `__call__`: it is pickled. One of the
            script itself has the workers import the script, which needs ``if __name__ == "__main__":`` then. What does many things in one
            call says so with `jdparse.batch.worker.alive`.
        items: Values that can be pickled.
        workers: How many processes; the usable cores if None. 0 calls the function here, without a net.
        start: Called once in each worker before its first item; what it raises ends the iteration.
        preload: Modules that are imported once, before the workers are forked from there, where the system has such a server.
        limit: Seconds that one item may take before its worker is ended; None for ever.

    Yields:
        An outcome an item.

    Raises:
        EngineError: The workers cannot be started.
    """
    if workers == 0:
        if start is not None:
            start()
        for item in items:
            yield called(function, item)
        return
    with closing(Crew(function, workers or usable_cores(), start, preload, limit)) as crew:
        yield from crew.map(items)


@dataclass(eq=False, slots=True)
class _Worker:
    process: Any
    pipe: Connection
    ready: bool = False
    #: What it was given and has not answered, in order; it is at the first.
    slots: deque[_Slot] = field(default_factory=deque)
    #: Since when it has been at the first.
    since: float = 0.0
    #: How many more it may be given.
    left: int = _ITEMS_A_WORKER


class Crew(Generic[T, R]):
    """Workers that are kept for several maps; `map_in_order` tells of the arguments."""

    def __init__(
        self,
        function: Callable[[T], R],
        size: int,
        start: Callable[[], object] | None = None,
        preload: Sequence[str] = WARM,
        limit: float | None = USUAL_LIMIT,
    ) -> None:
        self._size = size
        self._waiting: deque[_Slot] = deque()
        self._task = (function, start)
        # What is of the script itself can only be had by running it.
        self._of_script = b"__main__" in pickle.dumps(self._task)
        self._limit = limit
        self._false_starts = 0
        server = "forkserver" in get_all_start_methods()
        self._context: Any = get_context("forkserver" if server else "spawn")
        if server:
            self._context.set_forkserver_preload(list(preload))
        self._workers: list[_Worker] = []

    def map(self, items: Iterable[T]) -> Iterator[Outcome[T, R]]:
        """What the function gives for each item, in the order of the items.

        Raises:
            EngineError: The workers cannot be started.
        """
        slots: deque[_Slot] = deque()
        source, more = iter(items), True
        while more or slots:
            while more and len(slots) < WINDOW * self._size:
                try:
                    slot = _Slot(next(source))
                except StopIteration:
                    more = False
                    break
                slots.append(slot)
                self._waiting.append(slot)
                self._give()
            while slots and (done := slots[0].done) is not None:
                slots.popleft()
                yield done
            if slots:
                self._wait()

    def _give(self) -> None:
        """Give what waits to the workers that have least to do; start those that are missing."""
        while len(self._workers) < min(self._size, len(self._workers) + len(self._waiting)):
            self._workers.append(self._new())
        while self._waiting:
            worker = min(self._workers, key=lambda one: len(one.slots) if one.left else _AHEAD)
            if len(worker.slots) >= _AHEAD or not worker.left:
                return
            slot = self._waiting.popleft()
            worker.left -= 1
            if not worker.slots:
                worker.since = time.monotonic()
            worker.slots.append(slot)
            try:
                worker.pipe.send(slot.item)
            except OSError:
                # It is dead, which `_wait` will find and mend.
                return
            except Exception as problem:  # it cannot be pickled
                worker.slots.pop()
                slot.done = Outcome(slot.item, error=words(problem))

    def _wait(self) -> None:
        """Take in what the workers answer next, and replace those that died or are at one item for too long."""
        self._give()
        ready = connection.wait([worker.pipe for worker in self._workers], self._patience())
        for worker in [one for one in self._workers if one.pipe in ready]:
            try:
                self._take(worker, worker.pipe.recv())
            except (EOFError, OSError):
                self._bury(worker)
        if self._limit is not None:
            late = time.monotonic() - self._limit
            for worker in [one for one in self._workers if one.ready and one.slots and one.since < late]:
                worker.process.kill()
                worker.slots[0].tries = _RETRIES
                self._bury(worker, f"took longer than {self._limit:g} seconds")

    def _patience(self) -> float | None:
        busy = [worker.since for worker in self._workers if worker.ready and worker.slots]
        return max(0.0, min(busy) + self._limit - time.monotonic()) + 0.01 if busy and self._limit is not None else None

    def _take(self, worker: _Worker, answer: tuple[str, Any]) -> None:
        what, value = answer
        worker.since = time.monotonic()
        if what == "unready":
            raise EngineError(f"a worker could not begin: {value}")
        if what == "ready":
            worker.ready = True
            self._false_starts = 0
        if what in {"ready", "alive"}:
            return
        slot = worker.slots.popleft()
        if not worker.left and not worker.slots:
            self._remove(worker)
        slot.done = Outcome(slot.item, value) if what == "value" else Outcome(slot.item, error=value)

    def _bury(self, worker: _Worker, why: str = "") -> None:
        """Start another worker for one that died; the item that it was at is tried once more, the others go on as before."""
        self._remove(worker)
        code = worker.process.exitcode
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise EngineError(f"the workers end before they begin (exit code {code})")
        elif worker.slots:
            slot = worker.slots[0]
            slot.tries += 1
            if slot.tries > _RETRIES:
                worker.slots.popleft()
                slot.done = Outcome(slot.item, error=why or f"its worker died on it twice ({_ended_by(code)})")
        self._waiting.extendleft(reversed(worker.slots))
        self._give()

    def _remove(self, worker: _Worker) -> None:
        """Let a worker end, which it does when its pipe is closed, and see it end."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()

    def _new(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=work, args=(there, *self._task), daemon=True)
        with one_thread_each(), _deaf_to_ctrl_c(), nullcontext() if self._of_script else _without_script():
            process.start()
        there.close()
        return _Worker(process, here)

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in list(self._workers):
            self._remove(worker)


def _ended_by(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


@contextmanager
def _without_script() -> Iterator[None]:
    """What is started now does not run the script that starts it, as every process of Python's would.

    Source: `multiprocessing.spawn.get_preparation_data`
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started now does not hear Ctrl-C from its first moment: the first process ends it itself.

    Source: pthread_sigmask(3): a process begins with the mask of the thread that starts it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """What is started now computes with one thread: there are as many workers as cores."""
    absent = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(absent, "1"))
    try:
        yield
    finally:
        for name in absent:
            os.environ.pop(name, None)
