from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

import pytest

from jdparse import Analysis, Kind
from tailor.errors import CallError
from tailor.review.ask import review
from tailor.review.choose import choose
from tests.tailor.samples import full_profile


@pytest.fixture
def analysis(analyses: Mapping[str, Analysis]) -> Analysis:
    return analyses["bullets"]


def answers(*lines: str) -> tuple[Callable[[str], str], list[str]]:
    asked: list[str] = []
    waiting = iter(lines)

    def ask(question: str) -> str:
        asked.append(question)
        return next(waiting)

    return ask, asked


@pytest.mark.parametrize("kind", list(Kind))
def test_a_number_picks_from_the_list(kind: Kind, analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        current = analysis.highlight(kind)
        if current is None:
            continue
        ranked = (current.evidence, *current.alternatives)
        for number, evidence in enumerate(ranked, 1):
            picked = choose(analysis, kind, str(number))
            assert picked is not None
            assert picked.evidence == evidence
            assert picked.alternatives == tuple(other for other in ranked if other != evidence)


@pytest.mark.parametrize("wish", ["0", "99", " 42 "])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_number_out_of_range_says_how_many_there_are(kind: Kind, wish: str, analysis: Analysis) -> None:
    current = analysis.highlight(kind)
    assert current is not None
    with pytest.raises(CallError, match=f"--{kind.value} {wish}: there are {len(current.alternatives) + 1} "):
        choose(analysis, kind, wish)


def test_a_number_where_the_posting_offers_nothing_says_so(analyses: Mapping[str, Analysis]) -> None:
    with pytest.raises(CallError, match="the posting offers none"):
        choose(analyses["nothing"], Kind.TOOL, "1")


@pytest.mark.parametrize("wish", ["none", "None", " NONE "])
def test_none_leaves_it_out(wish: str, analysis: Analysis) -> None:
    assert choose(analysis, Kind.METRIC, wish) is None


@pytest.mark.parametrize("wish", ["", "  ", "\t"])
def test_nothing_at_all_is_a_wrong_call(wish: str, analysis: Analysis) -> None:
    with pytest.raises(CallError, match="--pain"):
        choose(analysis, Kind.PAIN, wish)


def test_a_category_picks_the_best_that_is_of_it(analysis: Analysis) -> None:
    assert analysis.pain is not None
    ranked = (analysis.pain.evidence, *analysis.pain.alternatives)
    wanted = ranked[1].category
    picked = choose(analysis, Kind.PAIN, wanted)
    assert picked is not None
    assert picked.evidence == next(evidence for evidence in ranked if evidence.category == wanted)
    assert not picked.evidence.typed


def test_a_category_that_the_posting_does_not_speak_of_is_own_words(analysis: Analysis) -> None:
    picked = choose(analysis, Kind.METRIC, "churn")
    assert picked is not None
    assert (picked.evidence.quote, picked.evidence.typed) == ("churn", True)


def test_a_word_that_the_posting_says_just_so_is_that_word(analysis: Analysis) -> None:
    assert analysis.metric is not None
    for other in (analysis.metric.evidence, *analysis.metric.alternatives):
        picked = choose(analysis, Kind.METRIC, other.quote)
        assert picked is not None
        assert picked.evidence.quote == other.quote


def test_own_words_that_the_posting_holds_get_their_place(analysis: Analysis) -> None:
    picked = choose(analysis, Kind.PAIN, "Mentor two junior engineers")
    assert picked is not None
    span = picked.evidence.span
    assert analysis.posting.text[span.start : span.end] == "Mentor two junior engineers"
    assert not picked.evidence.typed


def test_own_words_that_it_does_not_hold_are_marked_as_typed(analysis: Analysis) -> None:
    picked = choose(analysis, Kind.METRIC, " cost per lorry ")
    assert picked is not None
    assert picked.evidence.quote == "cost per lorry"
    assert picked.evidence.typed
    assert picked.evidence.kind is Kind.METRIC


@pytest.mark.parametrize("wish", ["²", "٣", "१२", "2nd"])
def test_digits_of_other_scripts_raise_nothing_but_our_own(wish: str, analysis: Analysis) -> None:
    with suppress(CallError):
        picked = choose(analysis, Kind.PAIN, wish)
        assert picked is not None


@pytest.mark.parametrize("kind", list(Kind))
def test_the_own_words_of_another_candidate_are_that_candidate(kind: Kind, analysis: Analysis) -> None:
    current = analysis.highlight(kind)
    assert current is not None
    other = current.alternatives[0]
    picked = choose(analysis, kind, other.name or other.quote)
    assert picked is not None
    assert (picked.evidence.span, picked.evidence.quote) == (other.span, other.quote)
    assert all(found.span != picked.evidence.span for found in picked.alternatives)


def test_without_a_person_everything_is_kept(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        assert review(analysis, {}, None) == {kind: analysis.highlight(kind) for kind in Kind}


def test_a_wish_is_not_asked_about(analysis: Analysis) -> None:
    ask, asked = answers("", "")
    chosen = review(analysis, {Kind.METRIC: "none"}, ask)
    assert len(asked) == 2
    assert [question.split(":")[0] for question in asked] == ["pain", "tool"]
    assert chosen[Kind.METRIC] is None


def test_a_person_keeps_picks_or_writes(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("", "2", "Zorblax")
    chosen = review(analysis, {}, ask)
    assert len(asked) == 3
    kept = chosen[Kind.PAIN]
    assert analysis.pain is not None
    assert kept is not None
    assert (kept.evidence, kept.confidence) == (analysis.pain.evidence, 1.0)
    assert analysis.metric is not None
    metric, tool = chosen[Kind.METRIC], chosen[Kind.TOOL]
    assert metric is not None
    assert metric.evidence == analysis.metric.alternatives[0]
    assert tool is not None
    assert (tool.evidence.name, tool.evidence.typed) == ("Zorblax", True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "".join(analysis.pain.evidence.quote.split()) in "".join(shown.err.split())


def test_a_wrong_number_is_asked_again(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("77", "0", "none", "", "")
    chosen = review(analysis, {}, ask)
    assert chosen[Kind.PAIN] is None
    assert len(asked) == 5
    err = capsys.readouterr().err
    assert "77: there are" in err
    assert "--pain" not in err


def test_what_the_posting_does_not_state_can_be_left_out_or_written(
    analyses: Mapping[str, Analysis], capsys: pytest.CaptureFixture[str]
) -> None:
    ask, asked = answers("none", "orders a day", "")
    chosen = review(analyses["nothing"], {}, ask)
    metric = chosen[Kind.METRIC]
    assert metric is not None
    assert metric.evidence.quote == "orders a day"
    assert (chosen[Kind.PAIN], chosen[Kind.TOOL]) == (None, None)
    assert "The posting states no tool." in capsys.readouterr().err
    assert "leaves it out" in asked[2]


def test_back_returns_to_the_question_before(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("back", "2", "Back", "3", "cost per lorry", "BACK", "none", "")
    chosen = review(analysis, {}, ask)
    assert [question.split(":")[0] for question in asked] == "pain pain metric pain metric tool metric tool".split()
    assert analysis.pain is not None
    pain = chosen[Kind.PAIN]
    assert pain is not None
    assert (pain.evidence, chosen[Kind.METRIC]) == (analysis.pain.alternatives[1], None)
    shown = capsys.readouterr().err
    assert "this is the first question" in shown
    assert "back returns to the pain" in shown
    assert "back returns to the metric" in shown


def test_back_passes_over_what_an_option_says(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("", "back", "", "")
    review(analysis, {Kind.METRIC: "none"}, ask)
    assert [question.split(":")[0] for question in asked] == ["pain", "tool", "pain", "tool"]
    assert "returns to the metric" not in capsys.readouterr().err


@pytest.mark.parametrize("word", ["y", "Yes", "ok", " keep "])
def test_a_yes_keeps_what_was_found(word: str, analysis: Analysis) -> None:
    ask, _ = answers(word, word, word)
    kept = review(analysis, {}, ask)
    for kind in Kind:
        found, chosen = analysis.highlight(kind), kept[kind]
        assert found is not None
        assert chosen is not None
        assert (chosen.evidence, chosen.confidence) == (found.evidence, 1.0)


@pytest.mark.parametrize("word", ["n", "No", "?", "help"])
def test_a_no_is_asked_what_instead(word: str, analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers(word, "none", "", "")
    assert review(analysis, {}, ask)[Kind.PAIN] is None
    assert len(asked) == 4
    assert "type none to leave the pain out" in capsys.readouterr().err


def test_each_question_has_an_example_and_own_words_are_told_as_such(
    analysis: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, _ = answers("Keep every lorry full", "cost per prediction", "Kubeflow")
    review(analysis, {}, ask)
    shown = capsys.readouterr().err
    assert shown.count("For example: 2, or: ") == 3
    assert shown.count("taken as your own words, about ") == 3


def test_what_an_earlier_run_left_out_is_told_as_such(
    analysis: Analysis, analyses: Mapping[str, Analysis], capsys: pytest.CaptureFixture[str]
) -> None:
    ask, _ = answers("", "", "")
    review(replace(analysis, metric=None), {}, ask)
    assert "The metric was left out." in capsys.readouterr().err
    review(analyses["nothing"], {}, answers("", "", "")[0])
    assert "The posting states no metric." in capsys.readouterr().err


def test_what_an_earlier_run_settled_is_not_preferred_again(analyses: Mapping[str, Analysis]) -> None:
    analysis = analyses["prose"]
    stories = [story.model_copy(update={"tools": ("Airflow",)}) for story in full_profile().stories]
    fresh = review(analysis, {}, None, stories)[Kind.TOOL]
    assert fresh is not None
    assert fresh.evidence.name == "Airflow"
    assert review(analysis, {}, None, stories, settled=True) == {kind: analysis.highlight(kind) for kind in Kind}


@pytest.mark.parametrize(("confidence", "marked"), [(0.41, True), (0.93, False)])
def test_a_low_confidence_is_marked_and_a_person_settles_it(
    confidence: float, marked: bool, analysis: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analysis.pain is not None
    ask, _ = answers("", "", "")
    unsure = replace(analysis, pain=replace(analysis.pain, confidence=confidence))
    kept = review(unsure, {}, ask)[Kind.PAIN]
    assert kept is not None
    assert kept.evidence == analysis.pain.evidence
    assert kept.confidence == 1.0
    shown = capsys.readouterr().err
    assert f"confidence {confidence:.0%}" in shown
    assert ("Not sure of this one (41%)" in shown) is marked
