"""Frozen values of a check: what is looked at, what is known beside it, what is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jdparse import Analysis
from tailor.profile.story import Profile


class Severity(StrEnum):
    """How grave a finding is: an error is false or left over, an advice tells of something absent, a warning is the rest."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a letter.

    Attributes:
        code: The rule's, such as ``FCT101``.
        severity: How grave.
        message: What is wrong, with the letter's own words where that helps.
        advice: What to do instead.
        start: First character of its place in the letter.
        end: One past the last.
    """

    code: str
    severity: Severity
    message: str
    advice: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's hit, before it is worded.

    Attributes:
        code: The rule's.
        start: First character of its place in the letter.
        end: One past the last.
        detail: What the message adds to the rule's title; empty for nothing.
        severity: How grave this one is; None for what the rule says.
    """

    code: str
    start: int
    end: int
    detail: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a letter is checked against, beside the rules.

    Attributes:
        analysis: The posting and its highlights; None without a posting.
        profile: The applicant's facts; None without a profile.
        length: 150, 250 or 400 words; 0 where no length was chosen.
        company: The employer that the letter goes to; empty if nobody knows.
        codes: The rules that are asked for; None for all.
    """

    analysis: Analysis | None = None
    profile: Profile | None = None
    length: int = 0
    company: str = ""
    codes: frozenset[str] | None = None

    def asks(self, code: str) -> bool:
        """Whether a rule is asked for; what takes time to find is not looked for in vain."""
        return self.codes is None or code in self.codes
