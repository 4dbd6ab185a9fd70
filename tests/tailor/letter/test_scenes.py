from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from jdparse import Analysis, Highlight, Kind, Posting, typed_evidence
from tailor.highlights.metric import metric_words
from tailor.letter.answer import answer_tool, tell
from tailor.letter.fill import Scene
from tailor.letter.said import Words, plain_words
from tailor.letter.scenes import (
    answer_highlights,
    base_scene,
    figures_scene,
    place,
    posting_words,
    tool_scene,
    tools_of_both,
)
from tailor.letter.theirs import find_theirs, rarest_thing
from tailor.profile.story import Profile, Story
from tests.tailor.samples import FRESHNESS, figures, full_profile

COMPANY = "Brindlecote Payments"
POSTING = Posting(FRESHNESS, "Senior Machine Learning Engineer, Payments", COMPANY)


@pytest.fixture
def analysis(analyses: Mapping[str, Analysis]) -> Analysis:
    return analyses["freshness"]


def highlight(kind: Kind, words: str) -> Highlight:
    """Words that a person typed, or that the posting holds."""
    return Highlight(kind, typed_evidence(POSTING, kind, words))


def fares() -> Story:
    return full_profile().stories[0]


def timetable() -> Story:
    return full_profile().stories[1]


def check_words(words: Words, profile: Profile) -> None:
    """Each piece of the record stands in a field of the story that it names."""
    for piece in words:
        if piece.source == "profile":
            _, name, field = piece.ref.split(".")
            story = next(story for story in profile.stories if story.name == name)
            value = getattr(story, field)
            fields = (
                [value]
                if isinstance(value, str)
                else [words for item in value for words in ([item] if isinstance(item, str) else item)]
            )
            assert any(piece.text.casefold() in text.casefold() for text in fields), piece
        elif piece.source == "template":
            assert not any(char.isdigit() for char in piece.text), piece


# --- a story's own words ----------------------------------------------------------------------------


def test_every_word_of_a_scene_has_its_source(profiles: Mapping[str, Profile]) -> None:
    for profile in profiles.values():
        for story in profile.stories:
            scene = figures_scene(base_scene(story), story, None, "")
            assert scene.story == story.name
            assert scene.slots["system"][0].text == story.system
            for slot, words in scene.slots.items():
                assert plain_words(words).strip(), slot
                assert all(piece.ref.startswith(f"story.{story.name}.") for piece in words if piece.source == "profile")
                assert figures(plain_words(words)) <= figures(story.facts), slot
                assert not any(figures(piece.text) for piece in words if piece.source == "template"), slot


@pytest.mark.parametrize(("story", "held", "missing"), [(fares(), "present", "past"), (timetable(), "past", "present")])
def test_a_scene_knows_its_time_and_what_the_record_lacks(story: Story, held: str, missing: str) -> None:
    scene = base_scene(story)
    assert held in scene.flags
    assert missing not in scene.flags
    for field in ("constraint", "wall", "worth"):
        assert (f"no-{field}" in scene.flags) == (not getattr(story, field))
        assert (field in scene.slots or field == "worth") or not getattr(story, field)


def test_who_helped_is_known_to_have_helped() -> None:
    assert not base_scene(fares()).helped
    assert base_scene(fares().model_copy(update={"did": "helped move the features to a stream"})).helped


# --- the posting's words ----------------------------------------------------------------------------


def test_words_of_the_posting_say_where_they_stand() -> None:
    found = highlight(Kind.PAIN, "Run the models on Triton").evidence
    assert FRESHNESS[found.span.start : found.span.end] == "Run the models on Triton"
    assert place(found) == f"posting[{found.span.start}:{found.span.end}]"
    assert (posting_words("the models", found)[0].source, posting_words("the models", found)[0].ref) == (
        "posting",
        place(found),
    )


def test_words_that_were_typed_say_so() -> None:
    typed = highlight(Kind.PAIN, "Cut the load of our night rota").evidence
    assert place(typed) == "--pain"
    assert posting_words("the load", typed)[0].source == "option"


def test_the_highlights_are_answered_in_words(analysis: Analysis) -> None:
    assert analysis.pain is not None
    assert analysis.metric is not None
    answered = answer_highlights({kind: analysis.highlight(kind) for kind in Kind}, fares(), [timetable()], COMPANY)
    assert answered.told is not None
    assert answered.told.evidence == analysis.pain.evidence
    assert answered.metric == metric_words(analysis.metric.evidence.quote)
    assert answered.tool.way == "ran"
    nothing = answer_highlights(dict.fromkeys(Kind), fares(), [], COMPANY)
    assert (nothing.told, nothing.category, nothing.metric, nothing.tool.way) == (None, "", "", "none")


def test_of_what_a_reader_would_accept_the_first_that_the_story_solved_is_told(analysis: Analysis) -> None:
    assert analysis.pain is not None
    first = replace(analysis.pain.evidence, category="drift", also_categories=("latency", "risk"))
    for solves, category in ((("latency",), "latency"), (("drift", "latency"), "drift"), (("governance",), "drift")):
        story = fares().model_copy(update={"solves": solves})
        found = answer_highlights(
            {Kind.PAIN: replace(analysis.pain, evidence=first, alternatives=())}, story, [], COMPANY
        )
        assert found.category == category


def test_a_metric_that_a_person_typed_is_said_as_typed() -> None:
    chosen = {Kind.METRIC: highlight(Kind.METRIC, "in the black by spring")}
    assert answer_highlights(chosen, fares(), [], COMPANY).metric == "in the black by spring"


# --- figures ----------------------------------------------------------------------------------------


def test_a_model_metric_is_told_with_the_effect_beside_it(profiles: Mapping[str, Profile]) -> None:
    story = profiles["bundled"].stories[0]
    scene = figures_scene(base_scene(story), story, highlight(Kind.METRIC, "recall"), "recall")
    main = plain_words(scene.slots["main"])
    assert main.startswith("feature age")
    assert "recall rose" in main
    assert plain_words(scene.slots["e1"]).startswith("feature age")


def test_a_metric_that_no_figure_answers_is_not_said() -> None:
    scene = figures_scene(base_scene(fares()), fares(), highlight(Kind.METRIC, "churn"), "churn")
    assert plain_words(scene.slots["main"]) == plain_words(scene.slots["e1"])


def test_an_effect_that_was_told_is_left_out(profiles: Mapping[str, Profile]) -> None:
    story = profiles["bundled"].stories[0]
    scene = figures_scene(base_scene(story), story, None, "", skip=frozenset({0}))
    assert plain_words(scene.slots["main"]).startswith("recall")
    assert {"one-effect", "two-effects"} & set(scene.flags) == {"one-effect"}
    assert "feature age" not in plain_words(scene.slots["both"])
    assert figures_scene(base_scene(story), story, None, "", skip=frozenset({0, 1})).slots.get("main") is None


def test_a_story_without_a_result_has_no_figures() -> None:
    story = fares().model_copy(update={"result": ""})
    scene = figures_scene(base_scene(story), story, highlight(Kind.METRIC, "latency"), "latency")
    assert not {"main", "e1", "both"} & set(scene.slots)
    assert "no-effects" in scene.flags


# --- the tool ---------------------------------------------------------------------------------------


def tooled(name: str, story: Story, others: list[Story]) -> Scene:
    found = highlight(Kind.TOOL, name)
    return tool_scene(base_scene(story), story, answer_tool(found, story, others), found)


@pytest.mark.parametrize("name", ["Triton", "Flink"])
def test_a_tool_that_the_story_ran_on_can_be_told(name: str) -> None:
    scene = tooled(name, fares(), [timetable()])
    assert plain_words(scene.slots["tool"]) == name
    assert "tool-untold" in scene.flags
    for words in scene.slots.values():
        check_words(words, full_profile())


def test_a_tool_that_the_deed_names_is_told_already() -> None:
    story = fares().model_copy(update={"did": "moved the features to Flink"})
    assert "tool-untold" not in tooled("Flink", story, []).flags
    assert "tool-untold" in tooled("Flink", fares(), []).flags


def test_what_a_tool_was_used_for_is_the_records() -> None:
    story = fares().model_copy(update={"uses": (("Flink", "the joins of tickets and trips"),)})
    scene = tooled("Flink", story, [])
    assert scene.slots["use"][0].text == "the joins of tickets and trips"
    assert (scene.slots["use"][0].source, scene.slots["use"][0].ref) == ("profile", "story.fares.uses")
    assert "use" not in tooled("Triton", story, []).slots


def test_a_tool_that_nobody_ran_leaves_the_scene_as_it_was() -> None:
    scene = tooled("Zorblax", fares(), [timetable()])
    assert scene.flags == base_scene(fares()).flags
    assert "tool" not in scene.slots
    assert tool_scene(base_scene(fares()), fares(), answer_tool(None, fares(), []), None) == base_scene(fares())


def with_tools(*tools: str) -> Story:
    return fares().model_copy(update={"tools": tools, "design": ""})


def test_the_tools_of_both_sides_are_of_one_sort_and_those_that_both_name() -> None:
    story = with_tools("Airflow", "PyTorch", "Spark", "Redis")
    nobody = answer_tool(None, story, [])
    shared = tools_of_both(base_scene(story), story, "We run Airflow, Redis, Spark and PyTorch.", nobody)
    assert plain_words(shared.slots["stack"]) == "Airflow and Spark"
    assert "tools-ops" in shared.flags
    assert plain_words(shared.slots["built"]) == "Airflow and PyTorch"
    for posting in ("We run Zorblax.", "We run Redis."):
        assert "stack" not in tools_of_both(base_scene(story), story, posting, nobody).slots


def test_the_tool_that_the_posting_wants_most_is_named_first() -> None:
    story = with_tools("Airflow", "PyTorch", "Spark", "Python")
    for wanted, said in (("Spark", "Spark and Airflow"), ("Airflow", "Airflow and Spark")):
        told = answer_tool(highlight(Kind.TOOL, wanted), story, [])
        scene = tools_of_both(base_scene(story), story, "We run Airflow, Spark, Python and PyTorch.", told)
        assert plain_words(scene.slots["stack"]) == said


def test_a_language_is_told_where_nothing_that_says_more_is_shared() -> None:
    nobody = answer_tool(None, with_tools("Python"), [])
    for tools, told in ((("Python",), {"language"}), (("Python", "PyTorch"), {"built"})):
        story = with_tools(*tools)
        scene = tools_of_both(base_scene(story), story, "We write Python, with PyTorch.", nobody)
        assert {"stack", "built", "language"} & set(scene.slots) == told


# --- the reader's things ----------------------------------------------------------------------------------


def test_a_thing_of_theirs_is_named_by_the_posting_or_by_nobody(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        if analysis.pain is None:
            continue
        told = tell(analysis.pain.evidence, analysis.posting.company)
        for thing in (
            find_theirs(told, analysis, analysis.posting.company),
            rarest_thing(told, analysis, analysis.posting.company, fares()),
        ):
            assert thing.words
            if thing.named:
                span = thing.evidence.span
                quote = analysis.posting.text[span.start : span.end].casefold()
                assert thing.words.split()[-1].casefold() in quote, thing


def test_words_that_were_typed_keep_the_offer_to_themselves(analysis: Analysis) -> None:
    told = tell(highlight(Kind.PAIN, "Cut the load of our billing pipelines").evidence, COMPANY)
    assert rarest_thing(told, analysis, COMPANY, fares()) == find_theirs(told, analysis, COMPANY)
