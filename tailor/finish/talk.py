"""Questions with a short answer, at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tailor.terminal import page_width
from tailor.terminal.answerer import Ask
from tailor.terminal.echo import echo
from tailor.terminal.lines import wrapped
from tailor.terminal.orders import Leave, Order, read_order, yes_or_no
from tailor.terminal.safe import inert, unreadable


class BackToMenu(Exception):
    """The person wants the menu again, and all as it was."""


def tell(*sentences: str) -> None:
    """Each of them on standard error, wrapped."""
    for sentence in sentences:
        echo("\n".join(wrapped(inert(sentence), page_width(sys.stderr))), err=True)


def hear(ask: Ask, question: str) -> str:
    """What is answered; empty for Enter.

    Raises:
        BackToMenu: The answer is `back`, or that there is nothing to choose.
        Leave: They leave.
    """
    while True:
        typed = ask(question).strip()
        order = read_order(typed)
        if order is Order.LEAVE:
            raise Leave("Left; nothing more is saved.")
        if order in {Order.BACK, Order.SKIP}:
            raise BackToMenu
        if not unreadable(typed) and order is None:
            return typed
        tell("Type an answer; back returns to the menu, q ends.")


def sure(ask: Ask, question: str) -> bool:
    """Whether a person says yes; Enter is no.

    Raises:
        BackToMenu: As for `hear`.
        Leave: As for `hear`.
    """
    while True:
        typed = hear(ask, f"{question} (y or n)")
        answer = yes_or_no(typed)
        if answer is not None or not typed:
            return bool(answer)
        tell("Answer y or n.")


def pick(ask: Ask, question: str, names: Sequence[str], now: str) -> str:
    """One of some names, by its number from 1, the name, or how it begins; Enter is the one that is `now`.

    Raises:
        BackToMenu: As for `hear`.
        Leave: As for `hear`.
    """
    while True:
        typed = hear(ask, f"{question} (Enter keeps {now})" if now else f"{question} (Enter goes back)")
        if not typed and now:
            return now
        if not typed:
            raise BackToMenu
        if typed in names:
            return typed
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(names):
            return names[int(typed) - 1]
        begun = [name for name in names if name.casefold().startswith(typed.casefold())]
        if len(begun) == 1:
            return begun[0]
        tell(f"Give one of these, or its number: {', '.join(names)}.")
