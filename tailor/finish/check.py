"""What `tailor check` says of a letter that is at hand."""

from __future__ import annotations

from tailor.check import check_letter
from tailor.check.finding import Known
from tailor.draft import Draft
from tailor.profile.story import Profile
from tailor.show.findings import Report, findings_text, summary


def findings(draft: Draft, profile: Profile, width: int) -> str:
    """The findings as text, with a summary; highlights that were left out are not asked for, the sample's facts not checked."""
    letter, start = draft.letter, draft.start
    known = Known(
        start.analysis.answering(letter.highlights),
        None if profile.sample else profile,
        letter.length,
        start.analysis.posting.company,
    )
    report = Report("letter", letter.text, check_letter(letter.text, known))
    return f"{findings_text(report, width=width)}{summary(report.findings)}\n"
