"""A highlight that the applicant left out is not spoken of; one that the posting does not state is another matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from jdparse import Analysis, Kind, Posting, analyze, metrics_named, tools_named
from tailor.letter.letter import Letter, Options
from tailor.letter.write import choose_cast, write_letter
from tailor.profile.story import Profile
from tailor.review.ask import review

SHARED = """Senior ML Engineer, Payments
Tolvane Pay

What you will do
- Keep the features of our Kafka fraud models fresh while traffic triples
- Cut p99 latency of the scoring service
- Reduce the cost of inference on our GPU clusters as usage grows, and keep the cost of each prediction down
- Ship models to production on Kubernetes, Flink and Triton

Requirements
- Kafka, Flink, Triton, Kubernetes, Airflow, MLflow and Feast
"""


@pytest.fixture(scope="module")
def postings(analyses: Mapping[str, Analysis]) -> list[Analysis]:
    return [*(analyses[name] for name in ("bullets", "prose", "markdown", "nothing")), analyze(Posting(SHARED))]


def drafted(analysis: Analysis, profile: Profile, kind: Kind) -> Letter:
    return write_letter(analysis, profile, Options(), review(analysis, {kind: "none"}, None, profile.stories))


def theirs(letter: Letter) -> str:
    """What the letter says in the posting's words, or in the program's own of the job."""
    return " ".join(
        letter.text[span.start : span.end]
        for span in letter.trace
        if (span.source == "posting" and span.ref not in {"title", "company"})
        or span.ref.startswith(("needs.", "questions.", "judgement."))
    )


def test_without_a_pain_the_letter_says_nothing_of_what_the_team_needs(
    postings: list[Analysis], profiles: Mapping[str, Profile]
) -> None:
    for analysis in postings:
        for profile in (profiles["bundled"], profiles["full"]):
            letter = drafted(analysis, profile, Kind.PAIN)
            said = {judged.row for judged in letter.judged}
            assert not [row for row in said if row.startswith(("need", "judgement"))]
            assert all(row.startswith("offer-any") for row in said if row.startswith("offer"))
            tool = analysis.tool.evidence.name if analysis.tool else ""
            assert set(theirs(letter).split()) <= {*tool.split()}


def test_without_a_metric_the_letter_names_none_of_theirs(
    postings: list[Analysis], profiles: Mapping[str, Profile]
) -> None:
    for analysis in postings:
        for profile in (profiles["bundled"], profiles["full"]):
            assert not metrics_named(theirs(drafted(analysis, profile, Kind.METRIC)))


def test_without_a_tool_the_letter_takes_none_of_theirs_up(
    postings: list[Analysis], profiles: Mapping[str, Profile]
) -> None:
    taken_up = 0
    for analysis in postings:
        for profile in (profiles["bundled"], profiles["full"]):
            letter = drafted(analysis, profile, Kind.TOOL)
            assert not tools_named(theirs(letter))
            assert not [span for span in letter.trace if span.ref.endswith((".tools", ".uses")) or span.ref == "--tool"]
            kept = write_letter(analysis, profile, Options(), review(analysis, {}, None, profile.stories))
            taken_up += any(span.ref.endswith(".tools") for span in kept.trace)
    assert taken_up, "no letter here ever names a tool of both, so the test shows nothing"


@pytest.mark.parametrize("named", [True, False])
def test_a_tool_that_the_story_itself_names_is_noted(named: bool, profiles: Mapping[str, Profile]) -> None:
    analysis = analyze(Posting("ML Engineer\n\nWhat you will do\n- Run our feature store on Feast\n"))
    did = f"moved the lookups from a nightly batch to {'Feast' if named else 'a store'}"
    story = (
        profiles["full"].stories[0].model_copy(update={"did": did, "result": "", "results": (), "tools": ("Feast",)})
    )
    letter = drafted(analysis, replace(profiles["full"], stories=(story,)), Kind.TOOL)
    note = "tool: Feast was left out; it stands in the letter because the story's own words name it"
    assert (note in letter.notes, "Feast" in letter.text) == (named, named)


def test_what_the_posting_does_not_state_was_not_left_out(
    analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]
) -> None:
    analysis, profile = analyses["nothing"], profiles["full"]
    assert choose_cast(analysis, profile, Options()).unspoken == frozenset()
    stated = analyses["bullets"]
    for kind in Kind:
        cast = choose_cast(stated, profile, Options(), {**review(stated, {}, None), kind: None})
        assert cast.unspoken == {kind}


def test_words_that_the_posting_has_nowhere_are_noted(
    analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]
) -> None:
    analysis = analyses["bullets"]
    for wish, missing in (("Zorblax", True), ("KServe", False)):
        chosen = review(analysis, {Kind.TOOL: wish}, None)
        notes = write_letter(analysis, profiles["full"], Options(), chosen).notes
        assert (f"tool: the posting does not name {wish}; these words are yours" in notes) is missing


@pytest.mark.parametrize(("typed", "said"), [("Reduce fraud losses", False), ("Keep p99 latency low", True)])
def test_of_typed_words_the_letter_says_only_what_the_posting_says_too(
    typed: str, said: bool, profiles: Mapping[str, Profile]
) -> None:
    analysis = analyze(Posting("ML Engineer\n\nWhat you will do\n- Cut the latency of our ranking service\n"))
    letter = write_letter(analysis, profiles["full"], Options(), review(analysis, {Kind.PAIN: typed}, None))
    assert any(judged.row.startswith("need") for judged in letter.judged) is said
    assert typed.lower() in letter.text.lower(), "the closing question takes it up all the same"
