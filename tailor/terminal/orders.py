"""The words that a person says to the program, and not to the letter: the same at every question."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

#: What is shown of an order where a person is told of it.
SKIP, NONE, BACK, EXPLAIN, MORE, QUIT = "skip", "none", "back", "?", "more", "q"
#: What people put around an order: "back.", ":q", "/help", "'none'".
_AROUND = " \t.!,:/\\'\"`“”‘’"


class Leave(Exception):
    """A person wants to end here; the message says in a line what that means."""


class Order(StrEnum):
    """What a person wants of the program."""

    LEAVE = "leave"
    SKIP = "skip"
    BACK = "back"
    EXPLAIN = "explain"
    MORE = "more"


_WORDS: Mapping[str, Order] = {
    **dict.fromkeys((QUIT, "quit", "exit"), Order.LEAVE),
    **dict.fromkeys((SKIP, NONE), Order.SKIP),
    BACK: Order.BACK,
    **dict.fromkeys((EXPLAIN, "help"), Order.EXPLAIN),
    MORE: Order.MORE,
}

_YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("y", "yes", "true", "ok", "keep"), True),
    **dict.fromkeys(("n", "no", "false"), False),
}


def read_order(typed: str) -> Order | None:
    """The order that was typed, in any case and with what people put around one; None where it is something else."""
    return _WORDS.get(typed.strip(_AROUND).casefold())


def yes_or_no(typed: str) -> bool | None:
    """What a typed answer says; None where it is neither."""
    return _YES_NO.get(typed.strip().lower())
