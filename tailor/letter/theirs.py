"""The thing of the reader's that a letter names: in the need, and in the offer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jdparse import Analysis, Evidence, Span, of_the_job
from jdparse.english.duty import read_line
from jdparse.english.plain import clean, lower_first
from jdparse.english.pronouns import to_reader
from jdparse.english.rarity import rarity
from jdparse.english.verbs import verb_lemma
from tailor.letter.answer import Told, thing_of_theirs
from tailor.letter.match import shares_words
from tailor.letter.rows import load_kinds_of_thing
from tailor.letter.thing import find_thing
from tailor.profile.story import Story

#: Lines so many characters around the one that is told are of the same list, and so long that they name a thing.
_AROUND, _LEAST_LINE, _MOST_LINE = 900, 5, 40
#: Typed words that can be asked about are no more than this.
_MOST_TYPED = 10
#: A thing so rare says something of this team.
_TELLING_RARITY = 1.5


def kind_of_theirs(words: str) -> str:
    """The kind of a thing by its last noun: ``flow`` for "ranking pipelines"; empty for another."""
    return load_kinds_of_thing().get(words.split()[-1].lower(), "") if words else ""


def typed_words(evidence: Evidence, company: str) -> str:
    """What a person typed as the pain, ready for "talk about": "how to cut the load of your night rota", "the night rota"; else empty."""
    line = read_line(evidence.quote, company) if evidence.typed else None
    words = lower_first(to_reader(clean(evidence.quote)), company)
    if line is None or line.speaker != "reader" or len(words.split()) > _MOST_TYPED or "," in words:
        return ""
    if line.noun:
        return words
    first = words.split()[0]
    return f"how to {words}" if line.acts and verb_lemma(first) == first else ""


@dataclass(frozen=True, slots=True)
class Theirs:
    """A thing of the reader's.

    Attributes:
        words: Without an article: "ranking models".
        plural: Whether it is plural.
        evidence: The line of the posting that names it, or is about it.
        named: Whether the posting names it in so many words.
    """

    words: str
    plural: bool
    evidence: Evidence
    named: bool

    @property
    def kind(self) -> str:
        """Its kind, by its last noun: ``model``, ``flow``; empty for another, or where the posting names none."""
        return kind_of_theirs(self.words) if self.named else ""


def find_theirs(told: Told, analysis: Analysis, company: str) -> Theirs:
    """The thing that the need is about; the models that every such team has where the posting names nothing."""
    pain = analysis.pain
    others = (pain.evidence, *pain.alternatives) if pain is not None else ()
    words, plural, evidence = thing_of_theirs(told, others, company)
    return Theirs(words, plural, evidence, True) if words else Theirs("models", True, told.evidence, False)


def rarest_thing(told: Told, analysis: Analysis, company: str, story: Story) -> Theirs:
    """The thing of theirs that says most of them beside a story: one that the story is about, else the rarest.

    It is looked for in the line that is told, and in the lines around it.
    """
    best = find_theirs(told, analysis, company)
    if told.evidence.typed:
        return best
    text, span = of_the_job(analysis.posting), told.evidence.span
    start = max(0, text.rfind("\n", 0, max(0, span.start - _AROUND)))
    found = [best]
    at = start
    for line in text[start : span.end + _AROUND].split("\n"):
        words, plural = find_thing(line, company) if _LEAST_LINE <= len(line.split()) <= _MOST_LINE else ("", False)
        if words:
            found.append(Theirs(words, plural, replace(told.evidence, quote=line, span=Span(at, at + len(line))), True))
        at += len(line) + 1
    return max(found, key=lambda thing: (shares_words(story, thing.words), max(rarity(thing.words), _TELLING_RARITY)))
