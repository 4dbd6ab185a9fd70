"""Which sentences of a posting are orders, to the applicant or to a model, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from jdparse.english.orders import To, ordered, ordered_in
from jdparse.reading.document import Ordered, Sentence
from jdparse.reading.tokens import Tokens, sentence_starts
from jdparse.text import plain_text
from jdparse.types import Span

#: A note quotes no more characters of an order, and no more orders.
_MOST_QUOTED, _MOST_ORDERS = 240, 4


def find_orders(tokens: Tokens, sentences: Sequence[Sentence]) -> tuple[Ordered, ...]:
    """The orders of a posting, in text order; what follows an order to a model on the same line belongs to it."""
    return tuple(_joined(tokens.text, _found(tokens, sentences)))


def _found(tokens: Tokens, sentences: Sequence[Sentence]) -> Iterator[Ordered]:
    text = tokens.text
    given = ordered_in(text, tokens.low, ((sentence.span.start, sentence.span.end) for sentence in sentences))
    ruling: Ordered | None = None
    for sentence, to in zip(sentences, given, strict=True):
        span = sentence.span
        if ruling is not None and text.find("\n", ruling.span.end, span.start) < 0:
            ruling = Ordered(span, To.MODEL, (sentence.number, sentence.number + 1))
            yield ruling
            continue
        ruling = None
        if to is not None:
            found = Ordered(span, to, (sentence.number, sentence.number + 1))
            ruling = found if to is To.MODEL else None
            yield found


def _joined(text: str, found: Iterator[Ordered]) -> Iterator[Ordered]:
    """Orders that follow each other on a line as one."""
    last: Ordered | None = None
    for one in found:
        if last is not None and last.to is one.to and not text[last.span.end : one.span.start].strip(" "):
            last = Ordered(Span(last.span.start, one.span.end), one.to, (last.sentences[0], one.sentences[1]))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def order_notes(quoted: Sequence[tuple[str, To]]) -> Iterator[str]:
    """What the applicant is told of the orders: one note on those to them, one on those to a model.

    Args:
        quoted: The words of each order, as the posting has them, and to whom it is given.
    """
    for to, behind in _BEHIND.items():
        said = list(dict.fromkeys(_shown(words) for words, whom in quoted if whom is to))
        if said:
            more = f" and {len(said) - _MOST_ORDERS} more" if len(said) > _MOST_ORDERS else ""
            quotes = "; ".join(f'"{words}"' for words in said[:_MOST_ORDERS])
            yield f"application: the posting asks for {quotes}{more}; {behind}"


def hidden_order_notes(hidden: Iterable[str]) -> Iterator[str]:
    """What the applicant is told of orders that stand where no reader of the posting sees them: one note.

    Args:
        hidden: The stretches that are not shown.
    """
    said = list(dict.fromkeys(_shown(line) for text in hidden for line in text.split("\n") if _holds_order(line)))
    if said:
        more = f" and {len(said) - _MOST_ORDERS} more" if len(said) > _MOST_ORDERS else ""
        quotes = "; ".join(f'"{words}"' for words in said[:_MOST_ORDERS])
        yield f"application: the posting hides from its readers an order: {quotes}{more}; nothing of it is in the letter"


def _holds_order(line: str) -> bool:
    bounds = [*sentence_starts(line), len(line)]
    return any(ordered(line[start:end]) is not None for start, end in pairwise(bounds))


#: What is said of the orders behind their quotes.
_BEHIND = {
    To.APPLICANT: "the letter does not answer this, you decide",
    To.MODEL: "that is an order to a program, and nothing of it is in the letter",
}


def _shown(words: str) -> str:
    said = plain_text(words)
    return said if len(said) <= _MOST_QUOTED else f"{said[:_MOST_QUOTED].rsplit(' ', 1)[0]} ..."
