"""What a worker makes of each analysis: what the report says of it, and its letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jdparse import Analysis
from jdparse.errors import JdparseError
from tailor.errors import TailorError
from tailor.log.entry import digest_of

if TYPE_CHECKING:
    from tailor.batch.seen import Seen
    from tailor.check.finding import Finding
    from tailor.draft import Draft
    from tailor.letter.letter import Options
    from tailor.profile.story import Profile


@dataclass(frozen=True, slots=True)
class Drafted:
    """A letter with what the checks say of it."""

    draft: Draft
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a posting.

    Attributes:
        digest: A short name of its words.
        seen: What the report says of it; None where no report is wanted.
        drafted: Its letter; None where none is wanted, it has one already, or it could not be written.
        problem: Why it could not be written; empty where it could.
    """

    digest: str
    seen: Seen | None = None
    drafted: Drafted | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Makes of each analysis what a call wants; it travels to the workers.

    Attributes:
        profile: Whose letters; without one the report says nothing of stories, and no letter is written.
        report: Whether a report is wanted.
        options: What the letters are to be; None where none are wanted.
        done: The digests of postings that have their letter already.
    """

    profile: Profile | None
    report: bool
    options: Options | None = None
    done: frozenset[str] = frozenset()

    def __call__(self, analysis: Analysis) -> Made:
        """What is made of one posting."""
        digest = digest_of(analysis.posting.text)
        seen = None
        if self.report:
            from tailor.batch.seen import see

            seen = see(analysis, self.profile)
        if self.options is None or self.profile is None or digest in self.done:
            return Made(digest, seen)
        try:
            return Made(digest, seen, _drafted(analysis, self.profile, self.options))
        except (JdparseError, TailorError) as error:
            return Made(digest, seen, problem=str(error))
        # Why all: one posting that a letter cannot be written for costs the others nothing.
        except Exception as error:
            return Made(digest, seen, problem=f"no letter could be written ({type(error).__name__}: {error})")


def _drafted(analysis: Analysis, profile: Profile, options: Options) -> Drafted:
    """The letter that `tailor draft --no-review` writes."""
    from tailor.draft import draft_findings, write_draft
    from tailor.review.ask import review
    from tailor.review.start import Start

    highlights = review(analysis, {}, None, profile.stories)
    draft = write_draft(Start(analysis), profile, options, highlights)
    return Drafted(draft, draft_findings(draft, profile))
