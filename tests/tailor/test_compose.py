from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import pytest

from jdparse import Analysis, Highlight, Kind, Posting, load_lexicon, typed_evidence
from tailor.compose import Composer, fill, join, sentence_part, spelling, thing
from tailor.frames import Frame, load_frames
from tailor.letters import LENGTHS
from tailor.match import match_stories
from tailor.profile import Profile, Story, parse_profile
from tailor.tracing import Trace, Tracer, plain
from tests.tailor.samples import BARE, FRESHNESS, POSTINGS, figures, full_profile, gaps, sentences, slips

#: Enough variants of a posting's text to see each of several frames at least once.
VARIANTS = range(12)


@lru_cache(maxsize=256)
def highlight(kind: Kind, words: str) -> Highlight:
    return Highlight(kind, typed_evidence(Posting(FRESHNESS, "", "Brindlecote Payments"), kind, words))


def highlights(**words: str) -> Mapping[Kind, Highlight | None]:
    return {kind: highlight(kind, words[kind.value]) if kind.value in words else None for kind in Kind}


def paragraph(
    chosen: Mapping[Kind, Highlight | None], stories: Sequence[Story], length: int = 250, variant: int = 0
) -> tuple[str, tuple[Trace, ...]]:
    """Paragraph two with every optional sentence; `variant` changes the posting's text and so the frames."""
    tracer = Tracer()
    composer = Composer(Posting(FRESHNESS + "\n" * variant, "", "Brindlecote Payments"), tracer, length)
    match, *others = match_stories(stories, chosen)
    return tracer.read(" ".join(part.text for part in composer.paragraph_two(chosen, match, others)))


PAINS = {
    "verb": "Cut the latency of our scoring service",
    "clause": "We are rebuilding our feature platform this year",
    "noun": "Ownership of the training pipeline for our fraud models",
    "need": "Experience keeping fraud models fresh in production",
    "quote": "Latency, latency, latency",
    "posting": "Move our fraud features from a nightly batch to streaming",
}
METRICS = {
    "noun": "p99 latency",
    "target": "99.95% uptime",
    "word": "fraud",
    "spend": "GPU spend",
    "plural": "fraud losses",
}
TOOLS = {
    "ran": "Triton",
    "other": "Kubeflow",
    "theirs": "SageMaker",
    "jobs": "Spark",
    "pipelines": "Airflow",
    "plain": "Python",
    "unknown": "Zorblax",
}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("pain", [*PAINS, None])
@pytest.mark.parametrize("metric", [*METRICS, None])
def test_paragraph_two_is_whole_whatever_is_known(length: int, pain: str | None, metric: str | None) -> None:
    for tool in (*TOOLS, None):
        check_whole(length, pain, metric, tool)


def check_whole(length: int, pain: str | None, metric: str | None, tool: str | None) -> None:
    words = {
        "pain": PAINS.get(pain or ""),
        "metric": METRICS.get(metric or ""),
        "tool": TOOLS.get(tool or ""),
    }
    chosen = highlights(**{kind: text for kind, text in words.items() if text})
    text, trace = paragraph(chosen, full_profile().stories, length, variant=length % 7)
    assert [slip for slip in slips(text) if "latency" not in slip.lower()] == []
    assert gaps(text, trace) == []
    assert "your your" not in text


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_known_is_said_and_what_is_not_is_not(kind: Kind) -> None:
    words = {Kind.PAIN: "rota", Kind.METRIC: "fraud losses", Kind.TOOL: "SageMaker"}
    full = {"pain": "Cut the load of our on-call rota", "metric": "fraud losses", "tool": "SageMaker"}
    for variant in VARIANTS:
        assert words[kind] in paragraph(highlights(**full), full_profile().stories, 250, variant)[0]
        left = {name: text for name, text in full.items() if name != kind.value}
        assert words[kind] not in paragraph(highlights(**left), full_profile().stories, 250, variant)[0]


@pytest.mark.parametrize("tool", sorted(TOOLS.values()))
def test_a_plural_takes_a_plural_verb(tool: str) -> None:
    for variant in VARIANTS:
        text, _ = paragraph(highlights(pain=PAINS["verb"], tool=tool), full_profile().stories, 250, variant)
        plural = r"pipelines|jobs|projects|models|agents|prompts|dashboards|repositories|workflows|clusters"
        assert not re.search(rf"\b[Yy]our [\w .-]*(?:{plural}) (?:is|was)\b", text), text


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("metric", ["99.95% uptime", "47% conversion", "$9.4M revenue", "under 83 ms latency"])
def test_a_number_of_the_posting_is_never_the_applicants(metric: str, length: int) -> None:
    number = next(iter(figures(metric)))
    chosen = highlights(pain="Serve 7,777 requests a second from our scoring service", metric=metric, tool="Triton")
    for variant in VARIANTS:
        text, _ = paragraph(chosen, full_profile().stories, length, variant)
        for sentence in sentences(text):
            for clause in re.split(r"[;:]\s|,\s(?:and|so)\s", sentence):
                if figures(clause) & {number, "7,777"}:
                    assert re.search(r"\b[Yy]ou(?:r)?\b", clause), clause
                    assert not re.search(r"\bI (?:have|had|did|own|owned|cut|kept|held)\b", clause), clause


def test_a_storys_figures_stay_with_that_story() -> None:
    profile = full_profile()
    for tool in TOOLS.values():
        for length in LENGTHS:
            text, _ = paragraph(
                highlights(pain=PAINS["posting"], metric="fraud losses", tool=tool), profile.stories, length
            )
            own = figures(profile.stories[0].facts)
            assert figures(text) <= own, (tool, text)


def test_a_tool_of_another_story_is_told_with_that_storys_employer() -> None:
    text, trace = paragraph(highlights(pain=PAINS["posting"], tool="Kubeflow"), full_profile().stories)
    said = [span for span in trace if span.ref == "story.timetable.employer"]
    assert len(said) == 1
    assert text[said[0].start : said[0].end] == "Ferrow Rail"


def test_a_tool_that_the_profile_lacks_is_never_claimed() -> None:
    for variant in VARIANTS:
        text, trace = paragraph(
            highlights(pain=PAINS["posting"], tool="SageMaker"), full_profile().stories, 250, variant
        )
        assert all(span.source != "profile" for span in trace if "SageMaker" in text[span.start : span.end])
        for sentence in sentences(text):
            if "SageMaker" in sentence:
                assert not re.search(r"ran on|I know|familiar|was part of|have used", sentence), sentence


def test_a_pain_that_no_story_answers_is_noted_and_not_claimed() -> None:
    profile = parse_profile(BARE, "bare")
    composer = Composer(Posting(FRESHNESS), Tracer(), 250)
    chosen = highlights(pain=PAINS["verb"])
    (match,) = match_stories(profile.stories, chosen)
    text = " ".join(part.text for part in composer.paragraph_two(chosen, match, ()))
    claims = [
        frame.text.split("{")[0]
        for (role, shape), frames in load_frames().items()
        if role == "story" and shape.startswith("match")
        for frame in frames
    ]
    assert claims
    assert all("work" in claim for claim in claims)
    assert not any(claim in text for claim in claims)
    assert len(composer.notes) == 1
    assert "moorings" in composer.notes[0]


def test_what_is_quoted_is_flagged() -> None:
    for name, expected in (("quote", True), ("verb", False)):
        composer = Composer(Posting(FRESHNESS), Tracer(), 250)
        chosen = highlights(pain=PAINS[name])
        match, *others = match_stories(full_profile().stories, chosen)
        composer.paragraph_two(chosen, match, others)
        assert composer.quoted is expected


def test_typed_words_are_traced_to_the_option_and_found_ones_to_the_posting() -> None:
    text, trace = paragraph(
        highlights(pain=PAINS["posting"], metric="chargeback ratio", tool="Triton"), full_profile().stories
    )
    sources = {text[span.start : span.end]: (span.source, span.ref) for span in trace}
    assert sources["chargeback ratio"] == ("option", "--metric")
    start = FRESHNESS.index("Move our fraud")
    assert ("posting", f"posting[{start}:{start + len(PAINS['posting'])}]") in sources.values()


def test_the_same_posting_gives_the_same_words(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        chosen = {kind: analysis.highlight(kind) for kind in Kind}
        made = set()
        for _ in range(3):
            tracer = Tracer()
            match, *others = match_stories(full_profile().stories, chosen)
            parts = Composer(analysis.posting, tracer, 250).paragraph_two(chosen, match, others)
            made.add(tracer.read(" ".join(part.text for part in parts))[0])
        assert len(made) == 1


def test_different_postings_do_not_all_open_alike(analyses: Mapping[str, Analysis]) -> None:
    chosen = highlights(pain=PAINS["verb"])
    openings = {paragraph(chosen, full_profile().stories, 250, variant)[0].split(".")[0] for variant in VARIANTS}
    assert len(openings) > 1


def test_a_filling_is_never_read_as_a_frame() -> None:
    frame = Frame(role="pain", shape="verb", text="Asks for {pain}.")
    assert fill(frame, {"pain": "{pain} {0} {x!r} %s"}) == "Asks for {pain} {0} {x!r} %s."


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("Moved it.", "moved it"),
        ("The scoring service", "the scoring service"),
        ("GPU scheduling; ", "GPU scheduling"),
        ("p99 of 21 ms", "p99 of 21 ms"),
        ("I", "I"),
        ("A/B tests", "A/B tests"),
        ("8B model", "8B model"),
        ("", ""),
    ],
)
def test_a_field_becomes_part_of_a_sentence(field: str, said: str) -> None:
    assert sentence_part(field) == said


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_becomes_a_phrase(items: list[str], said: str) -> None:
    assert join(items) == said


@pytest.mark.parametrize(
    ("posted", "said"),
    [("pytorch", "PyTorch"), ("KUBEFLOW", "Kubeflow"), ("Zorblax", "Zorblax"), ("airflow", "Airflow")],
)
def test_a_tool_is_spelt_as_its_makers_do(posted: str, said: str) -> None:
    assert spelling(posted) == said


def test_every_tool_of_the_lexicon_has_a_name_for_the_companys_own() -> None:
    posting = Posting(FRESHNESS)
    some = sorted(load_lexicon().tools)[::29]
    assert len(some) > 20
    for name in some:
        called = thing(typed_evidence(posting, Kind.TOOL, name))
        assert "{" not in called
        assert name.split()[0].casefold() in called.casefold()
        assert not re.search(r"\b(\w+) \1\b", called, re.IGNORECASE), called


@pytest.mark.parametrize("name", ["Ray Data pipelines", "Feast Feature Store", "MLflow"])
def test_the_companys_own_is_not_doubled(name: str) -> None:
    called = thing(typed_evidence(Posting(FRESHNESS), Kind.TOOL, name))
    assert not re.search(r"(?i)\b([\w ]+) \1s?\b", called), called


def test_every_posting_and_length_gives_a_paragraph_without_slips(
    analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]
) -> None:
    for name in POSTINGS:
        chosen = {kind: analyses[name].highlight(kind) for kind in Kind}
        for profile in profiles.values():
            for length in LENGTHS:
                tracer = Tracer()
                match, *others = match_stories(profile.stories, chosen)
                parts = Composer(analyses[name].posting, tracer, length).paragraph_two(chosen, match, others)
                text, _ = tracer.read(" ".join(part.text for part in parts))
                assert slips(text) == [], (name, length)


def test_a_safeguard_that_the_story_has_told_is_not_told_again() -> None:
    told = {
        "did": "put a skew monitor and an evaluation gate in front of each release",
        "playbook": ("a skew monitor", "an evaluation gate", "shadow scoring"),
    }
    story = full_profile().stories[0].model_copy(update=told)
    composer = Composer(Posting(FRESHNESS), Tracer(), 400)
    assert plain(composer.safeguards(story)) == "shadow scoring"
    assert composer.safeguards(story.model_copy(update={"playbook": ("a skew monitor",)})) == ""


@pytest.mark.parametrize("length", LENGTHS)
def test_a_paragraph_stays_short_enough_to_skim(length: int) -> None:
    long = " ".join(["retraining took far too long for the ranking models of the shop"] * 4)
    chosen = highlights(pain=PAINS["posting"], metric=METRICS["noun"], tool=TOOLS["theirs"])
    stories = [story.model_copy(update={"wall": long}) for story in full_profile().stories]
    text, _ = paragraph(chosen, stories, length)
    assert "To keep those gains" not in text
    assert text.count(". ") >= 3
    assert ("To keep those gains" in paragraph(chosen, full_profile().stories, length)[0]) == (length > 150)
