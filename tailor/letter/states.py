"""What the posting asks of a thing of its own, in a plain sentence: "Your LLM features have to be fast and affordable".

A duty is not told; what is told is the state that it is to bring about. Its verb says which: to deploy a model is to get it into
production, to monitor it is to notice when it goes wrong; qualities are said as adjectives.

Source: `letters/PATTERNS.md`, part a, operations C, E and F.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field
from spacy.tokens import Doc

from jdparse import LEXICONS, parse_rows
from jdparse.english.acts import Act
from jdparse.english.duty import Line, read_line
from jdparse.english.pronouns import to_reader
from jdparse.english.rarity import rarity
from tailor.letter.thing import find_thing, kind_of_thing, tells_kind

#: Qualities that are told of a thing: two at the least, three at the most.
_LEAST_QUALITIES, _MOST_QUALITIES = 2, 3


class Quality(BaseModel):
    """A quality and the words that ask for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    adjective: str
    category: str
    words: tuple[str, ...] = Field(min_length=1)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def load_qualities() -> Mapping[str, Quality]:
    """The qualities by the words of postings.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    rows = parse_rows(LEXICONS / "english" / "qualities.toml", "quality", Quality, lambda row: row.adjective)
    return {word: row for row in rows for word in row.words}


@dataclass(frozen=True, slots=True)
class State:
    """A state that a duty is to bring about.

    Attributes:
        kind: Which sentence tells it: ``quality``, ``ship``, ``watch``, ``assess``, ``scale``, ``better``, ``build``.
        thing: Of what, without "your": "LLM features".
        plural: Whether that is plural.
        qualities: For ``quality``: the adjectives in the posting's order, each with its pain category.
    """

    kind: str
    thing: str
    plural: bool
    qualities: tuple[tuple[str, str], ...] = ()

    @property
    def worth(self) -> float:
        """How much it says of this team."""
        return _WORTH.get(self.kind, 0.0) + min(rarity(self.thing) / _RARE, 1.0)


def find_states(quote: str, company: str = "") -> tuple[State, ...]:
    """The states that a posting's line speaks of, best first; none where it names no thing of the team's.

    Args:
        quote: The posting's words.
        company: The employer's name.
    """
    line = None if quote.rstrip(" *_\"'").endswith("?") else read_line(quote, company)
    if line is None or line.speaker == "other":
        return ()
    return tuple(sorted(dict.fromkeys(_states(line)), key=lambda state: -state.worth))


def _states(line: Line) -> Iterator[State]:
    qualities = _qualities(line)
    if len(qualities) >= _LEAST_QUALITIES:
        words, plural = find_thing(line.text)
        if " " in words:
            yield State("quality", words, plural, qualities)
    for act in line.acts:
        thing = _thing(act)
        if thing is None:
            continue
        words, plural = thing
        kind = next((kind for kind, verbs in _VERBS.items() if act.lemma in verbs), "")
        if kind:
            yield State(kind, words, plural)


def _thing(act: Act) -> tuple[str, bool] | None:
    """What a duty acts upon, by its kind; None where that is no thing of a team's."""
    head = act.object
    if head is None or act.of or head.tag_ not in {"NN", "NNS"} or head.lower_ not in _heads():
        return None
    words = to_reader(kind_of_thing(head, list(head.doc)))
    return (words, head.tag_ == "NNS") if " " in words and tells_kind(words, head) else None


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    from tailor.letter.rows import load_kinds_of_thing

    return frozenset(load_kinds_of_thing())


def _qualities(line: Line) -> tuple[tuple[str, str], ...]:
    """The qualities that a line names, one adjective each, in its order."""
    known = load_qualities()
    found: dict[str, str] = {}
    for word in _words(line.doc):
        if word in known:
            found.setdefault(known[word].adjective, known[word].category)
    return tuple(found.items())[:_MOST_QUALITIES]


def _words(tokens: Doc) -> Iterator[str]:
    """The words in small letters, those with hyphens whole."""
    text = "".join(token.text_with_ws for token in tokens).lower().replace("\u2011", "-")
    for word in text.split():
        yield word.strip(".,;:()'\"")


#: Verbs of duties by the state that they are to bring about.
_VERBS: Mapping[str, frozenset[str]] = {
    "ship": frozenset(
        "deploy productionize productionise operationalize operationalise release launch serve ship".split()
    ),
    "watch": frozenset("monitor track observe".split()),
    "assess": frozenset("evaluate validate test benchmark verify assess".split()),
    "scale": frozenset("scale".split()),
    "better": frozenset("improve enhance optimize optimise refine modernize upgrade".split()),
    "build": frozenset("build develop design create implement architect engineer".split()),
}
#: What a sentence of a kind is worth beside another.
_WORTH: Mapping[str, float] = {
    "quality": 1.0, "watch": 0.8, "assess": 0.7, "ship": 0.6, "scale": 0.6, "better": 0.4, "build": 0.2,
}  # fmt: skip
#: From here on words are as rare as this posting's own.
_RARE = 2.5
