"""What `tailor check` says of a letter that is at hand."""

from __future__ import annotations

from tailor.draft import Draft, draft_findings
from tailor.profile.story import Profile
from tailor.show.findings import Report, findings_text, summary


def findings(draft: Draft, profile: Profile, width: int) -> str:
    """The findings as text, with a summary."""
    report = Report("letter", draft.letter.text, draft_findings(draft, profile))
    return f"{findings_text(report, width=width)}{summary(report.findings)}\n"
