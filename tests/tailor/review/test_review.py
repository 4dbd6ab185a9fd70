from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

import pytest

from jdparse import Analysis, Kind
from tailor.errors import CallError
from tailor.review.ask import review
from tailor.review.choose import choose
from tailor.terminal.orders import Leave
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


def kinds_of(asked: list[str]) -> list[str]:
    """What each question was about, in their order."""
    return [question.partition(" (")[0] for question in asked]


LAST = "write it"


def test_a_wish_is_not_asked_about(analysis: Analysis) -> None:
    ask, asked = answers("", "", "")
    chosen = review(analysis, {Kind.METRIC: "none"}, ask)
    assert kinds_of(asked) == ["pain", "tool", LAST]
    assert chosen[Kind.METRIC] is None


def test_where_the_call_says_all_nothing_is_asked(analysis: Analysis) -> None:
    ask, asked = answers()
    assert review(analysis, dict.fromkeys(Kind, "none"), ask) == dict.fromkeys(Kind, None)
    assert asked == []


def test_a_person_keeps_picks_or_writes(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, _ = answers("", "2", "Zorblax", "y", "")
    chosen = review(analysis, {}, ask)
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
    assert "".join(analysis.pain.evidence.quote.split()) in "".join(shown.err.replace("  | ", "").split())


@pytest.mark.parametrize("typed", ["2", "2.", "#2", "(2)", " 2 "])
def test_a_number_may_be_written_as_people_do(typed: str, analysis: Analysis) -> None:
    assert analysis.tool is not None
    chosen = review(analysis, {}, answers("", "", typed, "")[0])[Kind.TOOL]
    assert chosen is not None
    assert chosen.evidence == analysis.tool.alternatives[0]


def test_a_wrong_number_is_asked_again(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("77", "0", "none", "", "", "")
    chosen = review(analysis, {}, ask)
    assert chosen[Kind.PAIN] is None
    assert kinds_of(asked) == ["pain", "pain", "pain", "metric", "tool", LAST]
    err = capsys.readouterr().err
    assert "77: there are" in err
    assert "--pain" not in err


def test_what_the_posting_does_not_state_can_be_left_out_or_written(
    analyses: Mapping[str, Analysis], capsys: pytest.CaptureFixture[str]
) -> None:
    ask, asked = answers("none", "orders a day", "y", "", "")
    chosen = review(analyses["nothing"], {}, ask)
    metric = chosen[Kind.METRIC]
    assert metric is not None
    assert metric.evidence.quote == "orders a day"
    assert (chosen[Kind.PAIN], chosen[Kind.TOOL]) == (None, None)
    assert "The posting states no tool." in capsys.readouterr().err
    assert "tool (Enter leaves it out)" in asked


def test_back_returns_to_the_question_before(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("back", "2", "Back", "3", "cost per lorry", "y", "BACK", "none", "", "")
    chosen = review(analysis, {}, ask)
    assert kinds_of(asked) == [
        *"pain pain metric pain metric".split(),
        "take these words",
        *"tool metric tool".split(),
        LAST,
    ]
    assert analysis.pain is not None
    pain = chosen[Kind.PAIN]
    assert pain is not None
    assert (pain.evidence, chosen[Kind.METRIC]) == (analysis.pain.alternatives[1], None)
    assert "This is the first question." in capsys.readouterr().err


def test_on_the_way_back_enter_keeps_what_was_answered(analysis: Analysis) -> None:
    ask, asked = answers("2", "cost per lorry", "y", "none", "back", "back", "back", "", "", "", "")
    chosen = review(analysis, {}, ask)
    assert asked[4:] == [
        "write it (Enter)",
        "tool (Enter leaves it out)",
        "metric (Enter keeps your words)",
        "pain (Enter keeps 2)",
        "metric (Enter keeps your words)",
        "tool (Enter leaves it out)",
        "write it (Enter)",
    ]
    assert analysis.pain is not None
    pain, metric = chosen[Kind.PAIN], chosen[Kind.METRIC]
    assert pain is not None
    assert metric is not None
    assert (pain.evidence, metric.evidence.quote, chosen[Kind.TOOL]) == (
        analysis.pain.alternatives[0],
        "cost per lorry",
        None,
    )


@pytest.mark.parametrize("word", ["metric", "m", "Metric"])
def test_after_the_last_question_any_of_the_three_can_be_answered_anew(
    word: str, analysis: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, asked = answers("", "", "", word, "none", word, "back", "")
    chosen = review(analysis, {}, ask)
    assert kinds_of(asked) == ["pain", "metric", "tool", LAST, "metric", LAST, "metric", LAST]
    assert chosen[Kind.METRIC] is None
    assert "metric      left out" in capsys.readouterr().err


def test_the_last_look_takes_no_words_for_the_letter(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("", "", "", "Triton", "skip", "?", "")
    assert review(analysis, {}, ask) == review(analysis, {}, answers("", "", "", "")[0])
    assert kinds_of(asked)[3:] == [LAST] * 4
    assert capsys.readouterr().err.count("There is nothing to answer here but Enter, pain, metric, tool, back") == 2


def test_back_passes_over_what_an_option_says(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("", "back", "", "", "")
    review(analysis, {Kind.METRIC: "none"}, ask)
    assert kinds_of(asked) == ["pain", "tool", "pain", "tool", LAST]


@pytest.mark.parametrize("word", ["y", "Yes", "ok", " keep "])
def test_a_yes_keeps_what_was_found(word: str, analysis: Analysis) -> None:
    ask, _ = answers(word, word, word, word)
    kept = review(analysis, {}, ask)
    for kind in Kind:
        found, chosen = analysis.highlight(kind), kept[kind]
        assert found is not None
        assert chosen is not None
        assert (chosen.evidence, chosen.confidence) == (found.evidence, 1.0)


@pytest.mark.parametrize("word", ["n", "No"])
def test_a_no_is_asked_what_instead(word: str, analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers(word, "none", "", "", "")
    assert review(analysis, {}, ask)[Kind.PAIN] is None
    assert len(asked) == 5
    assert "none to leave the pain out" in capsys.readouterr().err


# --- what is said to the program is never said in the letter ----------------------------------------


@pytest.mark.parametrize("word", ["none", "None", " skip ", "SKIP", "skip.", "'none'"])
@pytest.mark.parametrize("number", range(3))
def test_skip_and_none_leave_out_at_each_question(word: str, number: int, analysis: Analysis) -> None:
    typed = ["", "", ""]
    typed[number] = word
    chosen = review(analysis, {}, answers(*typed, "")[0])
    assert [chosen[kind] is None for kind in Kind] == [at == number for at in range(3)]


@pytest.mark.parametrize("word", ["q", "Q", "quit", "exit", ":q", "Exit."])
@pytest.mark.parametrize("before", [(), ("",), ("", ""), ("", "", ""), ("cost per lorry",)])
def test_q_leaves_at_each_question(word: str, before: tuple[str, ...], analysis: Analysis) -> None:
    ask, asked = answers(*before, word)
    with pytest.raises(Leave, match="no letter was written"):
        review(analysis, {}, ask)
    assert len(asked) == len(before) + 1


@pytest.mark.parametrize("word", ["?", "help", "HELP"])
def test_a_question_mark_tells_what_may_be_answered(
    word: str, analysis: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, asked = answers(word, "", word, "none", "", "")
    review(analysis, {}, ask)
    assert kinds_of(asked) == ["pain", "pain", "metric", "metric", "tool", LAST]
    shown = capsys.readouterr().err
    assert "leaves it out: the letter says nothing of it" in shown
    assert "to the pain" in shown


@pytest.mark.parametrize("word", ["back", "?", "more", "q", "Quit"])
@pytest.mark.parametrize("kind", list(Kind))
def test_an_order_is_no_highlight_in_the_call_either(word: str, kind: Kind, analysis: Analysis) -> None:
    with pytest.raises(CallError, match=f"--{kind.value} .*none"):
        choose(analysis, kind, word)
    assert choose(analysis, kind, "skip") is None


@pytest.mark.parametrize("typed", ["Zorblax", "no idea", "Part of it, I guess", "ask me later"])
@pytest.mark.parametrize("doubt", ["n", "", "no", "back"])
def test_own_words_are_said_back_and_need_a_yes(
    typed: str, doubt: str, analysis: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, asked = answers("", "", typed, doubt, "", "")
    assert review(analysis, {}, ask)[Kind.TOOL] == review(analysis, {}, answers("", "", "", "")[0])[Kind.TOOL]
    assert kinds_of(asked) == ["pain", "metric", "tool", "take these words", "tool", LAST]
    shown = " ".join(capsys.readouterr().err.split())
    assert f'Your own words: "{typed}"' in shown
    assert f"The posting does not name {typed}." in shown


def test_own_words_that_the_posting_holds_are_not_said_to_be_missing(
    analysis: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, _ = answers("the routes of nine hundred lorries", "y", "", "", "")
    pain = review(analysis, {}, ask)[Kind.PAIN]
    assert pain is not None
    assert not pain.evidence.typed
    shown = capsys.readouterr().err
    assert "Your own words, read as" in shown
    assert "The posting does not" not in shown


@pytest.mark.parametrize(("typed", "left_out"), [("none", True), ("maybe", False)])
def test_a_doubt_takes_orders_too(typed: str, left_out: bool, analysis: Analysis) -> None:
    ask, _ = answers("", "", "Zorblax", typed, *([] if left_out else ["y"]), "")
    tool = review(analysis, {}, ask)[Kind.TOOL]
    assert (tool is None) is left_out
    assert tool is None or tool.evidence.name == "Zorblax"


def test_the_words_of_another_choice_are_that_choice_without_a_doubt(analysis: Analysis) -> None:
    assert analysis.pain is not None
    ask, asked = answers(analysis.pain.alternatives[0].quote, "", "", "")
    pain = review(analysis, {}, ask)[Kind.PAIN]
    assert pain is not None
    assert pain.evidence.span == analysis.pain.alternatives[0].span
    assert kinds_of(asked) == ["pain", "metric", "tool", LAST]


def test_a_category_tells_what_it_has_picked(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    assert analysis.pain is not None
    other = analysis.pain.alternatives[0]
    pain = review(analysis, {}, answers(other.category, "", "", "")[0])[Kind.PAIN]
    assert pain is not None
    assert pain.evidence == other
    assert f"{other.category}: that is 2, {other.quote[:20]}" in capsys.readouterr().err


def test_an_arrow_key_is_no_answer(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> None:
    ask, asked = answers("\x1b[A", "", "", "", "")
    review(analysis, {}, ask)
    assert len(asked) == 5
    assert "no readable character" in capsys.readouterr().err


def test_what_an_earlier_run_left_out_is_told_as_such(
    analysis: Analysis, analyses: Mapping[str, Analysis], capsys: pytest.CaptureFixture[str]
) -> None:
    review(replace(analysis, metric=None), {}, answers("", "", "", "")[0])
    assert "The metric was left out." in capsys.readouterr().err
    review(analyses["nothing"], {}, answers("", "", "", "")[0])
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
    unsure = replace(analysis, pain=replace(analysis.pain, confidence=confidence))
    kept = review(unsure, {}, answers("", "", "", "")[0])[Kind.PAIN]
    assert kept is not None
    assert kept.evidence == analysis.pain.evidence
    assert kept.confidence == 1.0
    assert ("Not sure of 1 (41%)" in capsys.readouterr().err) is marked
