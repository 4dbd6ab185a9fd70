"""Rows chosen by what a posting says: what its team wants, and what the applicant offers to do about it.

Which rows may stand is told by their phrases: the posting holds one of each group, the story one of ``proved``. Which of those says most of this
team, and whether any does well enough to stand in a letter, a linear judge says: ``lexicons/bank.toml``, fitted by
``python benchmarks/bank.py ../shared --fit`` on rows that readers graded beside the postings.

Why a bank of many rows: of all that a reference letter has and ours lacked, one sentence on what the team needs and one offer that
fits its problem made readers want to call; a duty pasted into a sentence did not, nor did one offer for each kind of problem.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jdparse import LEXICONS, Evidence
from jdparse.english.rarity import whole_rarity, word_rarity
from jdparse.english.stems import fold
from tailor.highlights.wants import BankRow, Groups, Want, load_wants
from tailor.letter.match import TELLING
from tailor.letter.offers import Offer, load_offers
from tailor.letter.proof import proves
from tailor.letter.weights import load_weights, weigh
from tailor.profile.story import Story

#: From this on, cross-validated, a row does well enough to stand in a letter; one that the story is only near to has to do better.
LEAST_WANT, LEAST_NEAR, LEAST_OFFER = -0.4, -0.1, -1.0
#: A further need has to say more: readers took a weak one for padding.
LEAST_FURTHER = 0.0
#: So many words of a line make one unit of its length.
_LONG_LINE = 30
#: Groups of phrases are counted up to this.
_MOST_GROUPS = 3
#: What a posting says so many times is its subject.
_OFTEN = 5
#: An offer is of a kind that is asked for, or that the story has solved, or for teams on the posting's subject: two of these.
_OF_THREE = 2
#: A posting is on a subject that it names so often, of `_OFTEN` times; one that the line names counts for so many more.
_SUBJECT, _IN_LINE = 3, 2


@dataclass(frozen=True, slots=True)
class Fitting:
    """A row that fits a posting and a story.

    Attributes:
        row: The row.
        traits: Named facts about how it fits, 0 to 1 or small counts.
        kind: ``want`` or ``offer``.
        proven: Whether the story is about it in its own words, not by what it claims to have solved alone.
    """

    row: BankRow
    traits: Mapping[str, float]
    kind: str
    proven: bool = True

    @property
    def score(self) -> float:
        """How well it would read in a letter to this team, in log-odds."""
        return weigh(load_weights(LEXICONS / "bank.toml", "want", "offer")[self.kind], self.traits)


def good_wants(line: Evidence, posting: str, story: Story) -> list[Fitting]:
    """What the team wants, by the line that is answered, in rows that do well enough to stand in a letter; the best first."""
    return [
        want
        for want in wants_that_fit(line, posting, story)
        if want.score >= (LEAST_WANT if want.proven else LEAST_NEAR)
    ]


def wants_that_fit(line: Evidence, posting: str, story: Story | None) -> list[Fitting]:
    """What the team wants, by the line that is answered, where a story is about it or near to it; all of that without a story.

    Those that the story is about come first, of these the best.
    """
    if line.typed:
        return []
    accepted = (line.category, *line.also_categories[:1])
    found = [
        Fitting(
            row,
            _want_traits(row, line.category, line.quote, posting),
            "want",
            proven=story is None or story_proves(story, row.category, row.proved),
        )
        for row in _wanted_by(line.quote, posting, accepted)
    ]
    near = [want for want in found if want.proven or (story is not None and want.row.category in story.solves)]
    return sorted(_ranked(near), key=lambda want: not want.proven)


def wants_of_duties(lines: Iterable[str], posting: str, story: Story) -> list[Fitting]:
    """What else the team wants, by any of some lines, where a story is about it, in rows that do well enough to stand in a letter; the best first."""
    found: dict[str, Fitting] = {}
    for line in lines:
        for row in _wanted_by(line, posting, story.solves):
            if story_proves(story, row.category, row.proved):
                want = Fitting(row, _want_traits(row, row.category, line, posting), "want")
                found[row.id] = max(found.get(row.id, want), want, key=lambda fitting: fitting.score)
    return [want for want in _ranked(list(found.values())) if want.score >= LEAST_WANT]


def _wanted_by(line: str, posting: str, categories: Collection[str]) -> Iterator[Want]:
    """The rows of some categories that a line of a posting calls for."""
    for row in load_wants():
        if row.category in categories and holds(line, row.says) and holds(posting, row.about):
            yield row


def offers_that_fit(asked: Sequence[str], line: Evidence, posting: str, story: Story) -> list[Fitting]:
    """What the applicant could offer; the best first.

    Args:
        asked: The kinds of problems that the letter speaks of, the line's own first.
        line: The line that is answered.
        posting: The posting.
        story: The story that answers it: a row is of a kind that it has solved, one for teams on a subject may be of any that is asked for.
    """
    found = []
    for row in load_offers():
        solved = row.category in story.solves and story_proves(story, row.category, row.proved)
        near = row.category in asked
        if near + solved + row.subject >= _OF_THREE and _is_for(row, line.quote, posting):
            found.append(Fitting(row, _offer_traits(row, asked[0], line, posting, story), "offer"))
    return _ranked(found)


def _is_for(row: Offer, line: str, posting: str) -> bool:
    """Whether a posting holds what a row looks for, is on its subject where it is for one, and not among those that it is kept from."""
    if not holds(posting, row.groups) or says(posting, row.unless):
        return False
    subject = row.says[:1]
    return not row.subject or _often(subject, posting) * _OFTEN + _IN_LINE * holds(line, subject) >= _SUBJECT


def _ranked(found: Sequence[Fitting]) -> list[Fitting]:
    return sorted(found, key=lambda fitting: (-fitting.score, fitting.row.id))


def story_proves(story: Story, category: str, proved: tuple[str, ...]) -> bool:
    """Whether a story is about what a row names: it says so in its own words, or has solved the category first of all."""
    if proved:
        return says(_told_by(story), proved)
    return proves(story, category)


def holds(text: str, groups: Groups) -> bool:
    """Whether a text holds one phrase of each group, in any inflection."""
    return all(says(text, group) for group in groups)


def says(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text holds one of some phrases, in any inflection."""
    words = folded(text)
    return any(folded(phrase) in words for phrase in phrases)


@lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """A text's words without their endings, a space on either side of each."""
    return f" {' '.join(fold(word) for word in re.findall(r'[a-z0-9]+', text.lower()))} "


def _want_traits(row: BankRow, category: str, line: str, posting: str) -> dict[str, float]:
    words = folded(line)
    said = [phrase for group in row.says for phrase in _said(words, group)]
    taken = {word for phrase in said for word in phrase.split()}
    weight = whole_rarity(_words(line))
    starts = [words.index(phrase) for phrase in said]
    return _kept(
        {
            **_traits(row, category, line, posting),
            "covered": whole_rarity(taken) / weight if weight else 0.0,
            "long": len(words.split()) / _LONG_LINE,
            "from": min(starts, default=0) / max(len(words), 1),
            "spread": (max(starts, default=0) - min(starts, default=0)) / max(len(words), 1),
            "rare": max(map(word_rarity, taken), default=0.0) / 5,
        }
    )


def _offer_traits(row: Offer, first: str, line: Evidence, posting: str, story: Story) -> dict[str, float]:
    near = sum(says(line.quote, group) for group in row.groups)
    words = folded(posting)
    looked_for = {word for group in row.groups for phrase in _said(words, group) for word in phrase.split()}
    return _kept(
        {
            **_traits(row, first, line.quote, posting),
            "rare": max(map(word_rarity, looked_for), default=0.0) / 5,
            "subject": float(row.subject),
            "in-line": near / len(row.groups) if row.groups else 0.0,
            "solved-first": float(story.solves[:1] == (row.category,)),
            "own-words-in-story": _shared(row.text, _told_by(story)),
        }
    )


def _traits(row: BankRow, category: str, line: str, posting: str) -> dict[str, float]:
    """What is asked of every row beside a line that is about a category, and beside the posting."""
    return {
        f"row-{row.id}": 1.0,
        "groups": float(min(len(row.groups), _MOST_GROUPS)),
        "category": float(row.category == category),
        "proved": float(bool(row.proved)),
        "words": len(row.text.split()) / 10,
        "own-words-in-line": _shared(row.text, line),
        "own-words-in-posting": _shared(row.text, posting),
        "often": _often(row.groups, posting),
    }


def _often(groups: Groups, posting: str) -> float:
    """How often a posting speaks of what a row looks for, by the group that it names least, up to 1."""
    words = folded(posting)
    counts = [sum(words.count(folded(phrase)) for phrase in group) for group in groups]
    return min(*counts, _OFTEN) / _OFTEN if counts else 0.0


def _shared(text: str, other: str) -> float:
    """How much of a text's words, by how rare they are, stand in another text."""
    words = {word for word in _words(text) if word_rarity(word) > TELLING}
    whole = whole_rarity(words)
    return whole_rarity(words & _words(other)) / whole if whole else 0.0


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())


def _told_by(story: Story) -> str:
    return " ".join((story.system, story.wall, story.did, story.result))


def _said(words: str, group: Sequence[str]) -> Iterator[str]:
    for phrase in group:
        if folded(phrase) in words:
            yield folded(phrase)
            return


def _kept(traits: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in traits.items() if value}
