"""The talk at the terminal: ask, say, skip, back."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from tailor.profile.script import YES_OR_NO, load_script, plain_answer, typed_form
from tailor.profile.story import Story
from tailor.terminal import orders
from tailor.terminal.orders import yes_or_no
from tailor.terminal.safe import unreadable

Ask = Callable[[str], str]
Say = Callable[[str], None]
SKIP, BACK, EXPLAIN, ESTIMATE = orders.SKIP, orders.BACK, orders.EXPLAIN, "estimate"
_ORDERS = {orders.Order.SKIP: SKIP, orders.Order.BACK: BACK, orders.Order.EXPLAIN: EXPLAIN}
_LEFT = "Ended here; nothing was written."
_LEAST_WIDTH = 40


def story_said(story: Story) -> dict[str, str]:
    """What a story holds, each field as it would be typed, in the file's order."""
    return {name: typed_form(plain_answer(value)) for name in Story.model_fields if (value := getattr(story, name))}


def story_lines(story: Story, width: int) -> list[str]:
    """A story's fields for a person to read, in the file's order."""
    return [
        line
        for name, said in story_said(story).items()
        for line in textwrap.wrap(said, width, initial_indent=f"  {name:<10}  ", subsequent_indent=" " * 14)
    ]


def _nothing_waits() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Talk:
    """The two ends of the conversation.

    Attributes:
        ask: Puts a question and gives what was typed.
        say: Shows lines.
        width: Columns of a line.
        ahead: Whether the answer to the next question has been typed already.
    """

    ask: Ask
    say: Say
    width: int
    ahead: Callable[[], bool] = _nothing_waits

    def show(self, text: str) -> None:
        """Lines as they are."""
        self.say(text)

    def tell(self, text: str, indent: str = "") -> None:
        """A sentence, wrapped."""
        width = max(_LEAST_WIDTH, self.width)
        hang = indent + "  " * bool(indent)
        # Why: a path or an id that is cut in two cannot be copied.
        self.say(
            textwrap.fill(
                text,
                width,
                initial_indent=indent,
                subsequent_indent=hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )

    def yes(self, question: str, *, default: bool) -> bool:
        """Whether the person agrees."""
        return self.choice(question, default=default) is True

    def choice(self, question: str, *, default: bool) -> bool | None:
        """Yes or no; None to go back."""
        while True:
            typed = self.hear(f"{question} [{'Y/n' if default else 'y/N'}]")
            if not typed:
                return default
            if typed.lower() == BACK:
                return None
            answer = yes_or_no(typed)
            if answer is not None:
                return answer
            self.tell(f"Please {YES_OR_NO}.")

    def hear(self, prompt: str) -> str:
        """What was typed, without the space around it; an order in the one word that it is known by.

        Raises:
            Leave: The person wants to end here.
        """
        while True:
            typed = self.ask(prompt).strip()
            order = orders.read_order(typed)
            if order is orders.Order.LEAVE:
                raise orders.Leave(_LEFT)
            if order in _ORDERS:
                return _ORDERS[order]
            if not unreadable(typed):
                return typed
            self.tell(load_script().words.unreadable)
