"""What goes on in a worker process: it answers each item until its pipe ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from jdparse.errors import JdparseError, ReadError

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """What became of an item.

    Attributes:
        item: The item.
        value: What the function gave for it; None where it failed.
        error: Why it failed, in words; empty where it did not.
    """

    item: T
    value: R | None = None
    error: str = ""


class _Line:
    """The pipe of this process, if it is a worker."""

    pipe: Connection | None = None


def alive() -> None:
    """Say that the item at hand is still being worked on, so that its time begins anew: for what does many things in one call."""
    if _Line.pipe is not None:
        with suppress(OSError):
            _Line.pipe.send(("alive", None))


def called(function: Callable[[Any], Any], item: Any) -> Outcome[Any, Any]:
    """What a function gives for an item, or why it fails."""
    try:
        return Outcome(item, function(item))
    except Exception as problem:
        return Outcome(item, error=words(problem))


def words(problem: BaseException) -> str:
    """What is said of something that went wrong with an item: a line."""
    said = " ".join(str(problem).split())
    if isinstance(problem, ReadError):
        return problem.problem
    return said if isinstance(problem, JdparseError) else f"{type(problem).__name__}: {said}".removesuffix(": ")


def work(pipe: Connection, function: Callable[[Any], Any], start: Callable[[], object] | None) -> None:
    """A worker's life: answer each item with ``value`` or ``error``, after ``ready``, or after ``unready`` none.

    Args:
        pipe: Where items come from and answers go to.
        function: Called with each item.
        start: Called before the first.
    """
    # Ctrl-C reaches all processes of the terminal; the first one ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        if start is not None:
            start()
    except Exception as problem:
        pipe.send(("unready", words(problem)))
        return
    pipe.send(("ready", None))
    _Line.pipe = pipe
    inbox: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_fetch, args=(pipe, inbox), daemon=True).start()
    while True:
        item = inbox.get()
        outcome: Outcome[Any, Any] = item if isinstance(item, Outcome) else called(function, item)
        try:
            pipe.send(("error", outcome.error) if outcome.error else ("value", outcome.value))
        except OSError:
            return
        except Exception as problem:  # it cannot be pickled
            pipe.send(("error", words(problem)))


def _fetch(pipe: Connection, inbox: SimpleQueue[Any]) -> None:
    """Take in what comes at once, so that neither side ever waits for the other to read; end with the one who sends."""
    while True:
        try:
            inbox.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)
        except Exception as problem:  # it cannot be unpickled
            inbox.put(Outcome(None, error=words(problem)))
