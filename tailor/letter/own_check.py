"""What `tailor check` would say of a letter that was just written."""

from __future__ import annotations

from jdparse import Analysis
from tailor.letter.letter import Letter
from tailor.profile.story import Profile


def letter_problems(letter: Letter, analysis: Analysis, profile: Profile) -> tuple[str, ...]:
    """The errors and warnings of a letter, one line each; none of the bundled sample's, whose figures are in brackets.

    Its length and the highlights that it leaves out are passed over: the letter's own notes tell of them.

    Args:
        letter: What was written.
        analysis: The posting that it answers.
        profile: Whose facts it tells.
    """
    if profile.sample:
        return ()
    from tailor.check import check_letter, load_rules
    from tailor.check.finding import Known, Severity

    answered = {kind: None if kind in letter.left_out else highlight for kind, highlight in letter.highlights.items()}
    known = Known(analysis.answering(answered), profile, letter.length, analysis.posting.company)
    # FCT107 asks after what a draft never says: titles, degrees, people managed.
    advice = [code for code, rule in load_rules().items() if rule.severity is Severity.ADVICE]
    return tuple(
        f"{finding.code} {finding.message}"
        for finding in check_letter(letter.text, known, ignore=("FRM101", "FCT107", *advice))
        if finding.severity is not Severity.ADVICE
    )
