"""Who and what a letter tells of, and a place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdparse import Analysis, Highlight, Kind, metrics_named, tools_named
from jdparse.english.patterns import pattern
from tailor.letter.effects import read_effects
from tailor.letter.fill import Scene
from tailor.letter.match import Match, telling_words
from tailor.letter.said import Piece, Sentence, Words
from tailor.letter.scenes import Answered
from tailor.letter.trace import Source
from tailor.letter.worth import tells_figure
from tailor.profile.story import Story

#: A company's name of more words is not put inside a sentence.
_SHORT_NAME = 3
#: Names that a sentence says with an article: "at the University of Norrby".
_WITH_ARTICLE = pattern(r"(?:{institutions}) (?:of|for) ")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the letter with the sentences that may stand there.

    Attributes:
        slot: The template's slot: ``opening``, ``paragraph_two``, ``proof``, ``second``, ``third`` or ``close``.
        role: What stands there.
        candidates: The sentences, each with the effects that it tells of its story (so that no figure is told twice).
        needed: Whether the letter needs one of them.
        gain: What it is worth to have one, in the judge's units.
        follows: It stands only where the place so many before it has a sentence; 0 for everywhere.
    """

    slot: str
    role: str
    candidates: tuple[Sentence, ...]
    needed: bool = False
    gain: float = 1.0
    follows: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a letter tells of.

    Attributes:
        analysis: The posting, with its highlights.
        highlights: The highlights as reviewed, the pain as it is told.
        answered: What of them is answered.
        lead: The story of paragraphs one and two.
        others: The other stories, best first.
        length: Words asked for.
        company: The employer's name as a letter says it.
        company_source: ``posting`` or ``option``.
        referrer: Who suggested to write.
        why: Why this company, in the applicant's words.
    """

    analysis: Analysis
    highlights: Mapping[Kind, Highlight | None]
    answered: Answered
    lead: Match
    others: tuple[Match, ...]
    length: int
    company: str = ""
    company_source: Source = "posting"
    referrer: str = ""
    why: str = ""

    @property
    def unspoken(self) -> frozenset[Kind]:
        """The highlights that the applicant left out, so that the letter does not speak of them; those that the posting does not state are noted."""
        stated_none = {note.partition(":")[0] for note in self.analysis.notes}
        return frozenset(kind for kind in Kind if self.highlights.get(kind) is None and kind.value not in stated_none)

    def speaks_of_unspoken(self, words: str) -> bool:
        """Whether some words name a metric or a tool where the applicant wants none spoken of."""
        return bool(
            (Kind.METRIC in self.unspoken and metrics_named(words))
            or (Kind.TOOL in self.unspoken and tools_named(words))
        )


def company_words(cast: Cast) -> Words:
    """The employer's name as a sentence can hold it.

    Empty for a posting's long one, which needs an article or a cut that the program does not know; what the applicant typed is taken.
    """
    typed = cast.company_source == "option"
    if not cast.company or (not typed and (len(cast.company.split()) > _SHORT_NAME or "," in cast.company)):
        return ()
    name = Piece(cast.company, cast.company_source, "--company" if typed else "company")
    return (Piece("the "), name) if _WITH_ARTICLE.match(cast.company) else (name,)


def business_effect(story: Story) -> int | None:
    """The effect that stands in for a worth in paragraph one; None where there is a worth, or nothing would be left for paragraph two."""
    effects = read_effects(story.result)
    if story.worth or not effects or any(effect.telling in {"plain", "noun"} for effect in effects):
        return None
    # Why: a first paragraph without any figure loses the reader; with one in the constraint, a single result stays for paragraph two.
    return 0 if len(effects) > 1 or not tells_figure(story.constraint) else None


def effect_explained(story: Story) -> bool:
    """Whether the first effect can stand in paragraph one: it speaks of what the system's line names, or no other figure stands there."""
    thing = read_effects(story.result)[0].thing
    own = telling_words(f"{story.system} {story.constraint}")
    return not tells_figure(story.constraint) or bool(telling_words(thing) & own)


def beside_lead(scene: Scene, story: Story, *told: Story) -> Scene:
    """A further story's scene with how it stands to those told before: at an employer already named, a present job beside another."""
    flags = ["same-employer" if story.employer and story.employer in {one.employer for one in told} else "elsewhere"]
    flags.append("lead-past" if all(one.past for one in told) else "lead-present")
    if told and story.employer and story.employer == told[-1].employer:
        flags.append("same-as-last")
    return scene.with_words({}, *flags)


def told_in_opening(cast: Cast) -> bool:
    """Whether paragraph one tells the first effect in the place of a worth."""
    return business_effect(cast.lead.story) is not None and effect_explained(cast.lead.story)
