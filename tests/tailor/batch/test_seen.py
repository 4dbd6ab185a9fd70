"""How a posting and the stories of a profile meet in a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jdparse import Analysis, Kind
from tailor.batch.seen import State, see, tool_named
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.profile.story import Profile
from tailor.review.ask import review


def test_the_best_story_is_the_one_that_a_letter_tells(
    analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]
) -> None:
    profile = profiles["full"]
    for analysis in analyses.values():
        seen = see(analysis, profile)
        letter = write_letter(analysis, profile, Options(250), review(analysis, {}, None, profile.stories))
        assert seen.best == letter.match.story.name
        assert seen.score == max(fit.score for fit in seen.fits)
        assert [fit.story for fit in seen.fits] == [story.name for story in profile.stories]


def test_without_a_profile_it_says_nothing_of_stories(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        seen = see(analysis, None)
        assert (seen.fits, seen.best, seen.state, seen.reason) == ((), "", None, "")
        assert set(seen.asked) == {kind for kind in Kind if analysis.highlight(kind)}


def test_a_letter_is_ready_or_missing_by_what_the_story_solved_and_its_field(
    analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]
) -> None:
    analysis, story = analyses["bullets"], profiles["full"].stories[0]
    assert analysis.pain is not None
    assert analysis.tool is not None

    def judged(**facts: object) -> tuple[State | None, str]:
        seen = see(analysis, replace(profiles["full"], stories=(story.model_copy(update=facts),)))
        return seen.state, seen.reason

    state, reason = judged(solves=(analysis.pain.evidence.category,), tools=(analysis.tool.evidence.name,))
    assert state is State.READY
    assert reason.startswith("solved the cost of inference; ")
    assert f"ran on {analysis.tool.evidence.name}" in reason
    words = dict.fromkeys(("field", "design", "wall", "result", "worth", "constraint"), "")
    lists = dict.fromkeys(("solves", "metrics", "tools", "uses", "owned", "playbook"), ())
    state, reason = judged(**words, **lists, system="the sheet music of a choir", did="sorted the scores by composer")
    assert state is State.MISSING
    assert reason.startswith("no story solved the cost of inference; another field")


def test_a_tool_has_one_name_however_it_is_spelt() -> None:
    assert tool_named("sklearn") == tool_named("scikit-learn")
    assert tool_named("Apache Airflow")[0] == tool_named("airflow")[0]
    assert tool_named("an unknown thing")[1] == "an unknown thing"
