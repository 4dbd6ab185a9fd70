"""Highlights + story -> paragraph two, sentence by sentence, each fact with its source."""

from __future__ import annotations

import re
import string
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jdparse
from jdparse import Evidence, Highlight, Kind, Posting
from tailor.frames import Frame, load_frames, load_judgements
from tailor.match import Match, fold_name
from tailor.phrasing import turn_metric, turn_pain
from tailor.profile import Story
from tailor.tracing import Tracer, plain

#: A wall and what was done about it stand in one sentence if they have no more words.
_ONE_SENTENCE = 31
#: The shapes that stand in quotation marks.
_QUOTED = frozenset({"quote", "fragment"})
#: Words of the pain that a letter of each length has room for.
PAIN_WORDS: Mapping[int, int] = {150: 22, 250: 26, 400: 30}


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of paragraph two.

    Attributes:
        text: Marked text (see `tailor.tracing`).
        option: Empty for one that must stand, else the name under which it may be left out for length.
        priority: Lower is kept sooner.
    """

    text: str
    option: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class _Opening:
    """The sentence of the pain, and whether it quotes the posting."""

    part: Part
    quoted: bool


class Composer:
    """Writes paragraph two for one posting."""

    def __init__(self, posting: Posting, tracer: Tracer, length: int) -> None:
        self._posting = posting
        self._tracer = tracer
        self._length = length
        self._frames = load_frames()
        self._seed = zlib.crc32(posting.text.encode("utf-8"))
        self.notes: list[str] = []
        self.quoted = False
        self.met = False
        self._operates = operates(posting.text)

    def paragraph_two(
        self, highlights: Mapping[Kind, Highlight | None], match: Match, others: Sequence[Match]
    ) -> tuple[Part, ...]:
        """The sentences that answer pain, metric and tool with one story."""
        pain, metric, tool = (highlights.get(kind) for kind in (Kind.PAIN, Kind.METRIC, Kind.TOOL))
        story = match.story
        place = _place(self._posting, tool.evidence) if tool else "product"
        ran = match if match.tool else next((other for other in others if other.tool), None)
        ran = ran if place != "product" else None
        named = tool.evidence if tool and place != "product" and not ran and pain else None
        opening = self._pain(pain, named, place, PAIN_WORDS[self._length])
        parts = [opening.part, self._story(match, pain)]
        if story.result:
            slots = {"result": self._fact(story, "result"), "worth": self._fact(story, "worth")}
            parts.append(Part(self._fill("result", "worth" if story.worth else "plain", slots)))
        safeguards = self.safeguards(story)
        if safeguards and self._length > 150:
            slots = {"playbook": safeguards, "rely": "relied" if story.past else "rely"}
            if self._length >= 400 and self._operates:
                parts.append(Part(self._fill("playbook", "rollout", slots), "rollout", 1))
            parts.append(Part(self._fill("playbook", "kept", slots), "playbook", 1 if self._length >= 400 else 10))
        if tool and not named:
            parts.append(self._tool(tool.evidence, place, match, ran))
        if metric:
            parts.append(self._metric(metric.evidence, match))
        if _words(part for part in parts if not part.option) > MAX_PARAGRAPH_WORDS:
            shorter = self._pain(pain, named, place, _FEWEST_PAIN_WORDS)
            opening = min(opening, shorter, key=lambda one: _words([one.part]))
            parts[0] = opening.part
        self.quoted = opening.quoted
        return _short_enough(parts)

    def _pain(self, pain: Highlight | None, tool: Evidence | None, place: str, most: int) -> _Opening:
        """The sentence of the pain in at most so many words, with the tool where it has to name one."""
        if pain is None:
            return _Opening(Part(self._fill("pain", "none", {})), False)
        turned = turn_pain(pain.evidence.quote, self._posting.company.strip(), most)
        slots = {"pain": self._said(turned.text, pain.evidence), "among": "", "naming": ""}
        if tool and not re.search(rf"(?i)(?<![\w+#]){re.escape(tool.name)}(?![\w+#])", turned.text):
            names = {"tool": self._said(spelling(tool.name), tool), "thing": self._said(thing(tool), tool)}
            if turned.shape in {*_QUOTED, "clause"}:
                slots["naming"] = self._fill("among", "naming", names)
            else:
                apart = turned.shape != "verb" or turned.text.startswith("work ") or thing(tool).endswith(" code")
                slots["among"] = self._fill("among", "named" if apart else place, names)
        return _Opening(Part(self._fill("pain", turned.shape, slots)), turned.shape in _QUOTED)

    def _story(self, match: Match, pain: Highlight | None) -> Part:
        if pain is not None and match.nearness == "far":
            self.notes.append(
                f"no story of the profile answers this pain; {match.story.name!r} is told as the nearest. A story with a fitting `solves` would be stronger"
            )
        shape = (
            "match" if match.close else "near" if match.foremost else "far" if pain and self._length > 150 else "short"
        )
        slots = {
            **self._places(match.story),
            "worked": "I worked" if match.story.past else "I work",
            "topic": load_judgements()[match.topic].work if match.topic else "",
            "wall": self._fact(match.story, "wall"),
            "did": self._fact(match.story, "did"),
        }
        long = len(f"{match.story.wall} {match.story.did}".split()) > _ONE_SENTENCE
        how = ("-long" if long else "-wall") if match.story.wall else ""
        return Part(self._fill("story", f"{shape}{how}", slots))

    def _places(self, story: Story) -> dict[str, str]:
        """Where a story took place: at the start of a sentence, and inside one."""
        if not story.employer:
            return {"where": "In my own system", "there": "in my own system"}
        employer = self._tracer.mark(story.employer, "profile", f"story.{story.name}.employer")
        return {"where": f"At {employer}", "there": f"at {employer}"}

    def _metric(self, metric: Evidence, match: Match) -> Part:
        shape, text = turn_metric(metric.quote)
        figure = own_figure(match.story, metric.category) if shape == "noun" else ""
        slots = {
            **self._places(match.story),
            "metric": self._said(text, metric),
            "figure": self._tracer.mark(figure, "profile", f"story.{match.story.name}.constraint"),
        }
        return Part(self._fill("metric", "noun-figure" if figure else shape, slots))

    def _tool(self, tool: Evidence, place: str, match: Match, ran: Match | None) -> Part:
        """A tool that the sentence of the pain does not name, with the story that ran on it if one did."""
        told = (ran or match).story
        slots = {
            **self._places(told),
            "tool": self._tool_name(tool, ran),
            "it": self._known_as(tool, ran),
            "use": "used" if told.past else "use",
            "own": told.own,
            "system": self._fact(told, "system"),
        }
        if ran is None:
            return Part(self._fill("tool", "product" if place == "product" else "named", slots))
        if ran is match:
            return Part(self._fill("tool", "ran", slots))
        self.met = self._length < 400 and told.employer != match.story.employer
        return Part(self._fill("tool", "other" if self.met else "met", slots))

    def _known_as(self, tool: Evidence, ran: Match | None) -> str:
        """What the story calls the tool: "it", or its own name for it where that says more ("Azure OpenAI")."""
        if ran is None or ran.tool.casefold() in (tool.name.casefold(), spelling(tool.name).casefold()):
            return "it"
        if re.sub(r"\W", "", ran.tool).casefold() == re.sub(r"\W", "", tool.name).casefold():
            return "it"
        return self._tracer.mark(ran.tool, "profile", f"story.{ran.story.name}.tools")

    def _tool_name(self, tool: Evidence, ran: Match | None) -> str:
        """The tool's name: the profile's where a story ran on it, else the posting's."""
        if ran is None:
            return self._said(spelling(tool.name), tool)
        return self._tracer.mark(spelling(tool.name), "profile", f"story.{ran.story.name}.tools")

    def _said(self, text: str, evidence: Evidence) -> str:
        ref = f"posting[{evidence.span.start}:{evidence.span.end}]"
        return self._tracer.mark(
            text,
            "option" if evidence.typed else "posting",
            f"--{evidence.kind.value}" if evidence.typed else ref,
        )

    def _fact(self, story: Story, name: str) -> str:
        return self._tracer.mark(sentence_part(getattr(story, name)), "profile", f"story.{story.name}.{name}")

    def listing(self, story: Story, name: str) -> str:
        """A list field of a story as a phrase: ``a, b and c``, without what the name of the system says already."""
        items = getattr(story, name)
        untold = [item for item in items if item.split()[-1] not in story.system.split()]
        return self._listed(story, name, untold if len(untold) > 1 else items)

    def safeguards(self, story: Story) -> str:
        """The playbook as a phrase, without what `did` has told already; empty if that is all."""
        told = set(re.findall(r"[a-z]{4,}", story.did.lower()))
        told |= {word.removesuffix("s") for word in told}
        untold = [item for item in story.playbook if item.lower().split()[-1].removesuffix("s") not in told]
        return self._listed(story, "playbook", untold)

    def _listed(self, story: Story, name: str, items: Sequence[str]) -> str:
        return join([self._tracer.mark(item, "profile", f"story.{story.name}.{name}") for item in items])

    def _fill(self, role: str, shape: str, slots: Mapping[str, str]) -> str:
        frames = self._frames[role, shape]
        frame = frames[(self._seed // (1 + len(role))) % len(frames)]
        return fill(frame, slots)


#: A paragraph of more words is not read in a skim.
MAX_PARAGRAPH_WORDS = 130


#: Where the paragraph is too long, the pain may have so many words.
_FEWEST_PAIN_WORDS = 14


def _words(parts: Iterable[Part]) -> int:
    return sum(len(plain(part.text).split()) for part in parts)


def _short_enough(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without the optional ones that would make the paragraph too long to skim.

    The playbook is told once: with what it would mean for the reader's own releases where there is room for that.
    """
    room = MAX_PARAGRAPH_WORDS - _words(part for part in parts if not part.option)
    kept: list[Part] = []
    told = False
    for part in parts:
        if not part.option or (not told and _words([part]) <= room):
            kept.append(part)
            told = told or bool(part.option)
    return tuple(kept)


_OFFERED = re.compile(r"(?i)\b(?:or|e\.g|such as|like|similar|equivalent|including|one of|preferably)\b|/|etc\b")
#: How far around a tool's name a word such as "or" makes it one of several.
_AROUND = 60


def _place(posting: Posting, tool: Evidence) -> str:
    """How a tool that no story ran on is spoken of.

    As the employer's own product, as what the team runs, or as no more than named.
    """
    if fold_name(tool.name) in {fold_name(word) for word in (posting.company, *posting.company.split()[:1])}:
        return "product"
    start = max(0, tool.span.start - _AROUND)
    before = posting.text[start : tool.span.start].rsplit("\n", 1)[-1]
    after = posting.text[tool.span.end : tool.span.end + _AROUND].split("\n", 1)[0]
    if tool.typed or not tool.section.in_use or _OFFERED.search(f"{before} {after}"):
        return "named"
    return "theirs"


#: Units that name a metric without its word, by metric category.
_UNITS: Mapping[str, re.Pattern[str]] = {
    "latency": re.compile(r"\bp\d\d\b|\d ?ms\b|\bmilliseconds?\b"),
    "throughput": re.compile(r"\b(?:QPS|rps)\b|\b(?:requests|queries|events|calls) (?:a|per) (?:second|minute|day)\b"),
}
_PIECES = re.compile(r",\s+|\s(?:at|for|over|on)\s(?=\d)")


def own_figure(story: Story, category: str) -> str:
    """The part of a story's production numbers that is a figure for this metric category, or an empty string."""
    for piece in _PIECES.split(sentence_part(story.constraint)):
        unit = _UNITS.get(category)
        if re.search(r"\d", piece) and ((unit and unit.search(piece)) or category in jdparse.metrics_named(piece)):
            return piece
    return ""


def operates(text: str) -> bool:
    """Whether a posting is for somebody who will run a live system."""
    words = set(re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower()))
    return len(words & jdparse.load_lexicon().words["operations"]) >= _MIN_OPERATIONS


#: So many of the words of running a live system tell that the posting is about one.
_MIN_OPERATIONS = 2


def fill(frame: Frame, slots: Mapping[str, str]) -> str:
    """A frame with its slots filled; braces in the fillings stay what they are."""
    return "".join(
        literal + (slots[name] if name is not None else "")
        for literal, name, _, _ in string.Formatter().parse(frame.text)
    )


def sentence_part(text: str) -> str:
    """A profile field as part of a sentence: no closing stop, no capital that only a sentence's start asked for."""
    text = text.strip().rstrip(".;,")
    first = text.split(" ", 1)[0]
    return (
        text
        if any(char.isupper() or char.isdigit() for char in first[1:]) or first == "I" or first in _spellings().values()
        else text[:1].lower() + text[1:]
    )


def join(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def spelling(name: str) -> str:
    """A tool's name as its makers write it, where the posting's differs only in case."""
    return _spellings().get(name.casefold(), name)


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    return {
        text.casefold(): text for tool in jdparse.load_lexicon().tools.values() for text in reversed(tool.row.spellings)
    }


def thing(tool: Evidence) -> str:
    """What a letter calls the company's own: ``Airflow pipelines``."""
    kind = jdparse.load_lexicon().kinds.get(tool.category)
    name = spelling(tool.name)
    pattern = kind.thing if kind else "{tool} setup"
    noun = pattern.removeprefix("{tool} ").split()[-1]
    tail = name.split()[-1].lower()
    return name if fold_name(tail).rstrip("s") == noun.rstrip("s") else pattern.replace("{tool}", name)
