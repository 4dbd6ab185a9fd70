"""What a letter's writer should know: what is left out and why, and what would make it stronger."""

from __future__ import annotations

from collections.abc import Sequence

from jdparse import LOW_CONFIDENCE, Highlight, Kind
from tailor.highlights.metric import gives_figure
from tailor.highlights.names import fold_name, tools_in
from tailor.highlights.near import speaks_to
from tailor.letter.cast import Cast
from tailor.letter.directions import wrong_ways
from tailor.letter.said import Sentence
from tailor.limits import TOLERANCE
from tailor.profile.numbers import has_number
from tailor.profile.story import Profile

#: Sentences that give the record's figures.
_FIGURED = frozenset({"system", "beside", "worth", "result", "lead"})
#: Sentences of paragraph two that can answer a pain: a list of what somebody owns does not.
_ANSWERING = frozenset({"need", "wall", "did", "result"})


def letter_notes(
    cast: Cast, profile: Profile, said: Sequence[Sentence], two: Sequence[Sentence], words: int
) -> tuple[str, ...]:
    """The notes of a letter, one line each.

    Args:
        cast: What the letter tells of.
        profile: Whose facts.
        said: Its sentences.
        two: Those of paragraph two.
        words: How many words its body has.
    """
    analysis, highlights = cast.analysis, cast.highlights
    notes = list(analysis.notes_beside(highlights))
    pain = highlights.get(Kind.PAIN)
    if pain and analysis.pain and _preferred(pain, analysis.pain):
        first = " ".join(analysis.pain.evidence.quote.split()[:8])
        notes.append(
            f'pain: a near equal is answered, because the letter tells it better than "{first} ..."; --pain 1 takes that one'
        )
    notes += _left_out(cast, said, two)
    notes += _own_words(cast, said)
    notes += [
        f'not yours but the program\'s: "{sentence.text}"; keep it only if you would say so'
        for sentence in said
        if sentence.role == "judgement"
    ]
    tool, first_tool = highlights.get(Kind.TOOL), analysis.tool
    if tool and first_tool and _preferred(tool, first_tool) and cast.answered.tool.way in {"ran", "other"}:
        notes.append(
            f"tool: {tool.evidence.name} is answered rather than {first_tool.evidence.name}: a story ran on it"
        )
    for kind, highlight in highlights.items():
        if highlight and highlight.confidence < LOW_CONFIDENCE:
            notes.append(
                f"{kind.value}: chosen with {highlight.confidence:.0%} confidence; see the others with tailor analyze and pick one with --{kind.value} N"
            )
    story = cast.lead.story
    notes += [f"story {story.name!r}: {line}" for line in wrong_ways(story)]
    if not profile.sample and not has_number(story):
        notes.append(f"story {story.name!r} has no number; one that you can defend would make the letter stronger")
    if abs(words - cast.length) > TOLERANCE * cast.length:
        hint = (
            "more facts in the stories' fields would fill it"
            if words < cast.length
            else "shorter fields in the story would help"
        )
        notes.append(f"the body has {words} words, {cast.length} were asked for; {hint}")
    return tuple(notes)


def left_out(cast: Cast, two: Sequence[Sentence], said: Sequence[Sentence]) -> frozenset[Kind]:
    """The highlights of a posting that paragraph two does not answer; a pain that a person typed may be named in any sentence."""
    text = " ".join(sentence.text for sentence in two).casefold()
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    found = set()
    pain = cast.highlights.get(Kind.PAIN)
    asked = pain is not None and any(piece.ref == "--pain" for sentence in said for piece in sentence.pieces)
    story = " ".join(sentence.text for sentence in two if sentence.role in _ANSWERING)
    if pain is not None and not asked and not speaks_to(pain.evidence, story):
        found.add(Kind.PAIN)
    figure = metric is not None and any(_has_figure(sentence, metric.evidence.category) for sentence in two)
    if metric is not None and not figure and (not cast.answered.metric or cast.answered.metric.casefold() not in text):
        found.add(Kind.METRIC)
    if tool is not None and not _names(text, tool.evidence.name):
        found.add(Kind.TOOL)
    return frozenset(found)


def _names(text: str, tool: str) -> bool:
    """Whether a text names a tool, spelt as the posting spells it or as others do: "ML-Flow" is MLflow."""
    return tool.casefold() in text or fold_name(tool) in tools_in(text)


def _has_figure(sentence: Sentence, category: str) -> bool:
    """Whether a sentence of the record gives a figure of a metric's kind."""
    return bool(sentence.traits.get("says-metric")) or (
        sentence.role in _FIGURED and gives_figure(sentence.text, category)
    )


def _left_out(cast: Cast, said: Sequence[Sentence], two: Sequence[Sentence]) -> list[str]:
    missing, never = left_out(cast, two, said), left_out(cast, said, said)
    metric, tool, pain = (cast.highlights.get(kind) for kind in (Kind.METRIC, Kind.TOOL, Kind.PAIN))
    notes = []
    if Kind.PAIN in missing and pain is not None:
        notes.append(
            f"pain: left out of paragraph two: the story told there names no problem of its kind ({pain.evidence.category}); --pain N or --story NAME picks another"
        )
    if Kind.METRIC in missing and metric is not None:
        why = (
            "no story of yours has a figure for it; --metric N picks another"
            if Kind.METRIC in never
            else "its figure stands elsewhere in the letter"
        )
        notes.append(f'metric: "{metric.evidence.quote}" is left out of paragraph two: {why}')
    if Kind.TOOL in missing and tool is not None:
        known = cast.answered.tool.way in {"ran", "other"}
        why = (
            "say in the story's `uses` what it was for, and a sentence will"
            if known
            else "no story of yours ran on it; --tool N picks another"
        )
        if Kind.TOOL not in never:
            why = "it stands elsewhere in the letter"
        notes.append(f"tool: {tool.evidence.name} is left out of paragraph two: {why}")
    return notes


def _own_words(cast: Cast, said: Sequence[Sentence]) -> list[str]:
    """What the letter says because the applicant says it: a tool of the posting that was left out, words that the posting has nowhere."""
    found = cast.analysis.tool
    text = " ".join(sentence.text for sentence in said).casefold()
    notes = []
    if found and Kind.TOOL in cast.unspoken and (name := found.evidence.name).casefold() in text:
        notes.append(f"tool: {name} was left out; it stands in the letter because the story's own words name it")
    for kind, highlight in cast.highlights.items():
        if highlight and highlight.evidence.typed:
            words = highlight.evidence.name or f'"{highlight.evidence.quote}"'
            notes.append(f"{kind.value}: the posting does not name {words}; these words are yours")
    return notes


def _preferred(answered: Highlight, found: Highlight) -> bool:
    """Whether a runner-up is answered that no person chose."""
    return answered.confidence < 1.0 and answered.evidence in found.alternatives
