"""The profile as the page shows it: stories against pains, and each story with what `tailor profile show` and `check` say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jdparse.errors import JdparseError
from tailor.letter.directions import wrong_ways
from tailor.letter.readings import FieldReading, field_readings
from tailor.page.own import OwnProfile, Sheet
from tailor.page.profile_form import is_readable
from tailor.profile.advice import missing_strong, number_advice
from tailor.profile.load import Examined, examine
from tailor.profile.place import place_advice
from tailor.profile.story import Profile, Story
from tailor.show.matrix import Mark, pain_matrix
from tailor.show.profile import COMMON_SHARE, PainAnswer, story_gaps


@dataclass(frozen=True, slots=True)
class Told:
    """A story with what is said of it.

    Attributes:
        story: The story.
        lacks: The optional fields that it does not have, each with whether a letter is stronger with it.
        unread: The fields that a letter cannot read, as it would tell them.
        lines: What else makes it weaker.
    """

    story: Story
    lacks: tuple[tuple[str, bool], ...]
    unread: tuple[FieldReading, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What the page shows of a profile.

    Attributes:
        path: Where it lies.
        begun: Whether it holds anybody's facts.
        readable: Whether single fields of it can be changed.
        problems: With these no letter can be written.
        notes: What is still to be filled in, and that it may get published.
        profile: Its facts; None where it has problems.
        stories: Story by story.
        matrix: Each pain with a mark for each story.
    """

    path: str
    begun: bool
    readable: bool
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    profile: Profile | None = None
    stories: tuple[Told, ...] = ()
    matrix: tuple[tuple[PainAnswer, tuple[Mark, ...]], ...] = ()

    @property
    def common_share(self) -> float:
        """From which share of postings on a pain is worth a story of its own, 0 to 1."""
        return COMMON_SHARE

    @property
    def missed(self) -> list[PainAnswer]:
        """The common pains that no story answers."""
        return [pain for pain, _ in self.matrix if pain.missed]

    @property
    def rare(self) -> list[PainAnswer]:
        """The rarer ones."""
        return [pain for pain, _ in self.matrix if not pain.stories and not pain.missed]


def view_profile(own: OwnProfile, sheet: Sheet) -> ProfileView:
    """The profile of a file for the page."""
    path = str(own.path)
    if not sheet.begun:
        return ProfileView(path, begun=False, readable=True)
    seen = examine(sheet.text, path)
    notes = tuple(filter(None, (*_open(seen), place_advice(own.path))))
    told = tuple(_told(story) for _, story in seen.stories)
    view = ProfileView(path, True, is_readable(sheet), _lines(seen, seen.problems), notes, None, told)
    if seen.problems:
        return view
    profile = seen.profile()
    return ProfileView(path, True, True, (), notes, profile, told, pain_matrix(profile))


def _told(story: Story) -> Told:
    strong = missing_strong(story)
    lacks = dict.fromkeys((*strong, *story_gaps(story)))
    try:
        unread: Sequence[FieldReading] = [one for one in field_readings(story) if one.problem]
        ways = wrong_ways(story)
    except JdparseError as error:
        unread, ways = (), (str(error),)
    return Told(story, tuple((name, name in strong) for name in lacks), tuple(unread), (*number_advice(story), *ways))


def _open(seen: Examined) -> tuple[str, ...]:
    return _lines(seen, dict.fromkeys((*seen.unfinished, *seen.samples)))


def _lines(seen: Examined, said: Sequence[tuple[int, str]] | dict[tuple[int, str], None]) -> tuple[str, ...]:
    return tuple(f"line {line}: {words}" for line, words in said)
