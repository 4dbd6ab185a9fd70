"""What a person wants of a letter, as the page's form says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from jdparse import Highlight, Kind
from tailor.letter.letter import Options
from tailor.limits import LENGTHS
from tailor.profile.story import Profile
from tailor.review.ask import review
from tailor.review.choose import choose, in_words
from tailor.review.start import Start
from tailor.terminal.orders import NONE

#: How a pick is written: a runner-up's number, "none", or a person's words behind this mark; nothing for what the program prefers.
WORDS = "="
#: What is typed for a name or a sentence is no longer.
_MOST_TYPED = 500
#: The fields whose change asks for a new letter, in which no sentence is pinned.
_ANEW = frozenset({*Kind, "length", "story", "template", "title", "company"})


@dataclass(frozen=True, slots=True)
class Wants:
    """What the form says.

    Attributes:
        options: What is asked of the letter.
        picks: The picked highlight by kind, as `WORDS` tells; none for what the program prefers.
        names: The title and the employer as typed in the place of the posting's own.
    """

    options: Options = field(default_factory=Options)
    picks: Mapping[Kind, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def start(self, start: Start) -> Start:
        """What the letter starts from: the posting under the names that were typed."""
        return (
            start.about(replace(start.analysis.posting, **self.names), frozenset(self.names)) if self.names else start
        )

    def highlights(self, start: Start, profile: Profile) -> dict[Kind, Highlight | None]:
        """The three highlights as picked; where nobody picked, as the command line prefers them.

        Raises:
            tailor.errors.CallError: A pick fits nothing.
        """
        found = review(start.analysis, {}, None, profile.stories)
        for kind, pick in self.picks.items():
            words = pick.removeprefix(WORDS)
            found[kind] = in_words(start.analysis, kind, words) if words != pick else choose(start.analysis, kind, pick)
        return found


def read_wants(form: Mapping[str, str], profile: Profile, templates: Collection[str], changed: str = "") -> Wants:
    """The form as a value; what nobody could have chosen on the page is passed over.

    Args:
        form: Its fields.
        profile: Whose stories may lead.
        templates: The names of the letters that there are.
        changed: The field that was changed last, if one was.
    """

    def typed(name: str) -> str:
        return " ".join(form.get(name, "").split())[:_MOST_TYPED]

    length, template, story = typed("length"), typed("template"), typed("story")
    picks = {kind: typed(kind) for kind in Kind if _is_pick(typed(kind))}
    names = {name: typed(name) for name in ("title", "company") if typed(name)}
    options = Options(
        length=int(length) if length in map(str, LENGTHS) else 250,
        template=template if template in templates else "",
        story=story if story in {one.name for one in profile.stories} else "",
        to=typed("to"),
        referrer=typed("referrer"),
        given=frozenset(names),
        why=typed("why"),
        pinned={} if changed in _ANEW else _read_pins(form.get("pins", "")),
    )
    return Wants(options, picks, names)


def _is_pick(pick: str) -> bool:
    return pick == NONE or pick.isdecimal() or (pick.startswith(WORDS) and bool(pick[1:].strip()))


def pins(keys: Mapping[int, str]) -> str:
    """Which sentence stands at which place, as the form carries it: ``0:system-at.7a31,3:``."""
    return ",".join(f"{place}:{key}" for place, key in sorted(keys.items()))


def _read_pins(said: str) -> dict[int, str]:
    found = {}
    for pair in said.split(",")[:100]:
        place, _, key = pair.partition(":")
        if place.isdecimal() and len(place) <= 3:
            found[int(place)] = key
    return found
