"""The letter of another writer: its sentences that stand, our own for those that do not, with the envelope and a trace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jdparse import Analysis
from tailor.brief.answer import read_answer
from tailor.brief.brief import Brief
from tailor.brief.facts import Fact
from tailor.brief.hold import Held, hold
from tailor.brief.own import own_sentences, told_by
from tailor.brief.sources import pieces_of
from tailor.check.letter import shorten
from tailor.errors import CallError
from tailor.letter.brackets import bracket_sample
from tailor.letter.judge import reasons
from tailor.letter.letter import Judged, Letter
from tailor.letter.said import Sentence, mark_piece
from tailor.letter.template import ENVELOPE_SLOTS, PARAGRAPH, render
from tailor.letter.trace import Tracer, plain
from tailor.limits import TOLERANCE


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence of the answer with what stands in its place.

    Attributes:
        held: The sentence and what is wrong with it.
        own: Our sentences in its place; none for one that stands, or where we have none.
    """

    held: Held
    own: tuple[Sentence, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the sentence is the writer's own."""
        return not self.held.reasons

    @property
    def told(self) -> str:
        """What a person is told of one that does not stand, in a line."""
        said, why = shorten(self.held.said.text, _SHOWN), "; ".join(self.held.reasons)
        instead = " ".join(sentence.text for sentence in self.own)
        return f'written: "{said}" {"is replaced by ours" if instead else "is left out"}: {why}'


@dataclass(frozen=True, slots=True)
class Written:
    """A letter by another writer.

    Attributes:
        letter: The letter, with a note for each sentence that does not stand.
        placed: The sentences of the answer in order.
    """

    letter: Letter
    placed: tuple[Placed, ...]

    @property
    def struck(self) -> tuple[Placed, ...]:
        """The sentences that are left out without one of ours in their place."""
        return tuple(one for one in self.placed if not one.stands and not one.own)

    @property
    def refused(self) -> tuple[Held, ...]:
        """The sentences that do not stand."""
        return tuple(one.held for one in self.placed if not one.stands)


#: So many words of a sentence are shown in a note.
_SHOWN = 12


def read_written(text: str, brief: Brief, analysis: Analysis, source: str) -> Written:
    """The letter of an answer.

    Args:
        text: What came back.
        brief: What its writer was told.
        analysis: The posting and its highlights.
        source: What errors call the answer.

    Raises:
        CallError: It has no sentence that stands.
    """
    answer = read_answer(text)
    if not answer.sentences:
        raise CallError(f"{source}: holds no letter; it has to be the answer to a brief")
    placed = _placed(hold(answer, brief, analysis), brief)
    if not any(one.stands and any(not fact.of_posting for fact in one.held.facts) for one in placed):
        first = next((f"; the first: {one.held.reasons[0]}" for one in placed if not one.stands), "")
        raise CallError(f"{source}: none of its {len(placed)} sentences tells a fact of yours that it names{first}")
    return Written(_letter(placed, brief), placed)


def _placed(held: Sequence[Held], brief: Brief) -> tuple[Placed, ...]:
    told = {fact.id for one in held if not one.reasons for fact in one.facts}
    earlier: set[str] = set()
    found = []
    before: tuple[Fact, ...] = ()
    for one in held:
        own = tuple(own_sentences(one, brief, told, earlier, before)) if one.reasons else ()
        if own or not one.reasons:
            before = one.facts
            earlier |= {fact.id for fact in one.facts} | told_by(own, brief)
        told |= earlier
        found.append(Placed(one, own))
    return tuple(found)


def _letter(placed: Sequence[Placed], brief: Brief) -> Letter:
    tracer = Tracer()
    blocks = _blocks(placed, tracer, _employers(brief))
    body = PARAGRAPH.join(text for text, _ in blocks)
    me = {
        field: tracer.mark(getattr(brief.profile.me, field), "profile", f"me.{field}")
        for field in ("name", "email", "phone", "city")
    }
    to = brief.options.to
    to_marked = tracer.mark(to or "Hiring Manager", "option" if to else "template", "--to" if to else "to")
    envelope = render("envelope", {"me": me, "to": to_marked, "body": body}, ENVELOPE_SLOTS)
    text, trace = tracer.read(re.sub(rf"\s*{PARAGRAPH}\s*", "\n\n", envelope).strip() + "\n")
    paragraphs = tuple(plain(text) for text, _ in blocks)
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if brief.profile.sample:
        text, trace = bracket_sample(text, trace)
        start = text.index("\n\n") + 2
        paragraphs = tuple(text[start : text.rindex("\n\n")].split("\n\n"))
    cast = brief.cast
    return Letter(
        text=text,
        paragraphs=paragraphs,
        paragraph_two=_paragraph_two([answers for _, answers in blocks]),
        length=brief.options.length,
        words=words,
        match=cast.lead,
        others=cast.others,
        highlights=cast.highlights,
        trace=trace,
        judged=tuple(
            Judged(sentence.text, sentence.row, reasons(sentence), sentence.key)
            for one in placed
            for sentence in one.own
        ),
        notes=_notes(brief, placed, words),
        to=to,
        role=brief.role,
        company=cast.company,
    )


def _notes(brief: Brief, placed: Sequence[Placed], words: int) -> tuple[str, ...]:
    fallen = (one.told for one in placed if not one.stands)
    worked_out = (figure.told for one in placed for figure in one.held.reckoned)
    return (*brief.cast.analysis.orders_told, *fallen, *worked_out, *_length_note(words, brief.options.length))


def _employers(brief: Brief) -> tuple[Fact, ...]:
    """The employers as facts without a number: a story's other facts bring its employer with them."""
    return tuple(
        Fact("", story.name, "employer", story.employer, "profile", f"story.{story.name}.employer")
        for story in brief.stories
        if story.employer
    )


def _blocks(placed: Sequence[Placed], tracer: Tracer, employers: Sequence[Fact]) -> list[tuple[str, int]]:
    """The paragraphs, marked, each with how often it cites the posting."""
    blocks = []
    for number in dict.fromkeys(one.held.said.paragraph for one in placed):
        inside = [one for one in placed if one.held.said.paragraph == number]
        said = [_marked(one, tracer, employers) for one in inside]
        if any(said):
            answers = sum(fact.of_posting for one in inside if one.stands for fact in one.held.facts)
            blocks.append((" ".join(filter(None, said)), answers))
    return blocks


def _marked(one: Placed, tracer: Tracer, employers: Sequence[Fact]) -> str:
    if one.stands:
        about = {fact.about for fact in one.held.facts}
        names = [employer for employer in employers if employer.about in about]
        return "".join(mark_piece(piece, tracer) for piece in pieces_of(one.held.said.text, one.held.facts, names))
    return " ".join(sentence.marked(tracer) for sentence in one.own)


def _paragraph_two(answers: Sequence[int]) -> int:
    """The paragraph that answers the posting: the one behind the first that cites it most."""
    behind = range(1, len(answers))
    return max(behind, key=lambda at: (answers[at], -at)) if behind else 0


def _length_note(words: int, length: int) -> tuple[str, ...]:
    if abs(words - length) <= TOLERANCE * length:
        return ()
    return (f"the letter has {words} words, not the {length} asked for",)
