"""Each field as a letter would tell it. The people and employers here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from tailor.data import TEMPLATES
from tailor.letter.readings import FieldReading, field_readings, reading_lines
from tailor.profile.load import load_profile
from tailor.profile.story import Story

BENCHMARKS = Path(__file__).parents[3] / "benchmarks" / "profiles"


def told(**fields: object) -> Story:
    """A story of these fields, with the needed ones."""
    return Story.model_validate({"name": "tide", "system": "the tide model", "did": "rebuilt the solver", **fields})


def read(field: str, words: object, **more: object) -> FieldReading:
    """The reading of one field."""
    (reading,) = (one for one in field_readings(told(**{field: words, **more})) if one.field == field)
    return reading


# --- what is made --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "words", "made"),
    [
        ("did", "built a new model with graph features", "I built a new model with graph features."),
        ("did", "Moved the lookups to a stream.", "I moved the lookups to a stream."),
        ("result", "cut false alarms from 14 to 2 per shift", "False alarms fell from 14 to 2 per shift."),
        (
            "result",
            "cut feature age from 24 hours to 40 seconds and lifted recall 6 points",
            "Feature age fell from 24 hours to 40 seconds, and recall rose 6 points.",
        ),
        (
            "result",
            "cut false alarms from 14 to 2 and frame time from 130 ms to 55 ms and lifted recall 6 points",
            "False alarms fell from 14 to 2, and frame time from 130 ms to 55 ms; recall rose 6 points.",
        ),
        ("result", "costs fell by 20%", "Costs fell by 20%."),
        ("result", "saved 20 hours a week", "That saved 20 hours a week."),
        ("lesson", "A forecast that nobody trusts is not used.", "A forecast that nobody trusts is not used."),
    ],
)
def test_a_field_becomes_its_sentence(field: str, words: str, made: str) -> None:
    assert read(field, words) == FieldReading(field, made)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("system", "the tide model of twelve locks"),
        ("constraint", "p99 of 40 ms at 300 QPS"),
        ("design", "one small model per lock behind a queue"),
        ("wall", "levels were 12 hours old by the time a lock was opened"),
        ("worth", "about $200K a quarter in pumping"),
        ("owned", ("training", "the pager")),
        ("playbook", ("a skew monitor", "shadow deploys")),
    ],
)
@pytest.mark.parametrize("employer", ["", "Polder Works"])
def test_a_sentence_holds_the_field_and_the_program_puts_it_into_one(
    field: str, words: str | tuple[str, ...], employer: str
) -> None:
    reading = read(field, words, employer=employer)
    assert reading.problem == ""
    assert reading.made[:1].isupper()
    assert reading.made.endswith(".")
    assert not reading.made.endswith("..")
    for part in (words,) if isinstance(words, str) else words:
        assert part[1:] in reading.made


def test_a_system_that_was_handed_over_is_told_in_the_past() -> None:
    assert read("system", "the tide model").made == "I run the tide model."
    assert read("system", "the tide model", past=True).made == "I ran the tide model."
    assert read("constraint", "40 ms", employer="Polder Works").made == "At Polder Works I run the tide model: 40 ms."


def test_who_only_helped_is_not_said_to_run_it() -> None:
    assert read("system", "the tide model", did="helped to build the solver").made == "I work on the tide model."


def test_what_a_tool_was_used_for_is_told_beside_what_was_done() -> None:
    reading = read("uses", {"Flink": "the streaming joins", "ray": "the refit"}, tools=("flink", "Ray"))
    assert reading.problem == ""
    assert "Flink for the streaming joins" in reading.made
    assert "ray for the refit" in reading.made


def test_each_further_result_has_its_own_readings() -> None:
    further = (
        {"result": "cut replans from 9 to 4 a day", "worth": "5 hours a day"},
        {"result": "a 40% drop in pumping", "worth": "we saved $1M"},
    )
    readings = {one.field: one for one in field_readings(told(result="halved the bill", results=further))}
    assert readings["results 1 result"] == FieldReading("results 1 result", "Replans fell from 9 to 4 a day.")
    assert "5 hours a day" in readings["results 1 worth"].made
    assert "cut pumping by 40%" in readings["results 2 result"].problem
    assert "$1M saved" in readings["results 2 worth"].problem
    assert readings["result"].problem == ""


def test_what_did_has_told_is_not_told_again() -> None:
    reading = read("playbook", ("a skew monitor",), did="built a skew monitor")
    assert reading == FieldReading("playbook", "")
    assert reading.text == "has no sentence of its own beside the other fields"


def test_readings_come_in_the_order_of_a_letter_and_only_of_what_is_there() -> None:
    assert [one.field for one in field_readings(told())] == ["system", "did"]
    whole = told(
        lesson="a gate is a promise",
        worth="5 hours a day",
        result="halved it all",
        wall="nobody knew the level",
        field="locks",
        design="a small model",
        constraint="40 ms",
        owned=("the pager",),
        playbook=("a monitor",),
        tools=("Ray",),
        uses={"Ray": "the refit"},
        results=({"result": "cut replans by half"},),
    )
    assert [one.field for one in field_readings(whole)] == [
        *("field", "system", "constraint", "design", "wall", "did", "result", "worth"),
        *("results 1 result", "owned", "playbook", "uses", "lesson"),
    ]


# --- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("moves the lookups", "It begins with 'moves'; a letter says \"I moved ...\": use the past tense."),
        ("building a gate", "It begins with 'building'; a letter says \"I built ...\": use the past tense."),
        ("a new pipeline", '"built a new pipeline".'),
        ("the migration of features to Flink", '"migrated features to Flink".'),
        ("redesign of the ranking service", '"redesigned the ranking service".'),
        ("model training", 'as in "moved ... to ...".'),
        ("responsible for training the models", 'as in "moved ... to ...".'),
        ("features were moved to a stream", '"moved features to a stream".'),
        ("We moved features to a stream", '"moved features to a stream".'),
        ("Moved it. Built a gate.", 'It is more than one sentence: join the deeds with "and".'),
    ],
)
def test_a_did_without_a_verb_in_the_past_at_its_start(words: str, problem: str) -> None:
    assert read("did", words).problem.endswith(problem)


@pytest.mark.parametrize(
    "words",
    [
        "quietly moved it",
        "A/B tested it",
        "fine-tuned a model",
        "re-trained it",
        "onboarded ten teams",
        "helped to build the solver",
        "was responsible for serving",
        "set it up",
        "benchmarked models, then merged pools",
        "did the one thing that mattered",
    ],
)
def test_a_deed_has_no_problem(words: str) -> None:
    assert read("did", words).problem == ""


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("a 40% reduction in latency", '"cut latency by 40%".'),
        ("40% lower latency", '"cut latency by 40%".'),
        ("30% more conversions", '"raised conversions by 30%".'),
        ("fewer pages at night", '"cut pages at night".'),
        ("a drop in p99 latency from 180 ms to 45 ms", '"cut p99 latency from 180 ms to 45 ms".'),
        ("a conversion lift of 3%", '"raised conversion by 3%".'),
        ("feature age from 24 hours to 40 seconds", '"brought feature age from 24 hours to 40 seconds".'),
        ("p99 latency: 180 ms -> 45 ms", '"brought p99 latency from 180 ms to 45 ms".'),
        ("$2M in savings", '"saved $2M".'),
        ("savings of $2M a year", '"saved $2M a year".'),
        ("99.95% uptime", '"reached 99.95% uptime".'),
        ("faster releases", '"made releases faster".'),
        ("no more night pages", 'as in "cut ... from ... to ...".'),
        ("cut it by half", "Name what moved in place of 'it'."),
        ("Latency fell. Costs fell.", 'join the figures with "and", or write a further result.'),
    ],
)
def test_a_result_that_is_a_thing_gets_its_verb(words: str, instead: str) -> None:
    reading = read("result", words)
    assert reading.problem.endswith(instead)
    if 'begin with the verb, "' in reading.problem:
        better = reading.problem.rpartition('begin with the verb, "')[2].removesuffix('".')
        assert read("result", better).problem == ""


def test_a_result_in_another_tense() -> None:
    said = read("result", "cutting latency by half").problem
    assert said == "It begins with 'cutting': use the past tense, \"cut ...\"."


def test_a_long_list_of_figures_is_read_whole_or_said_to_be_too_long() -> None:
    reading = read(
        "result", "cut age from 9 s to 2 s, raised recall from 60% to 70% and took releases from 9 days to one"
    )
    assert ("fell" in reading.made) != reading.problem.endswith("write the others as further results.")


@pytest.mark.parametrize(
    "words",
    [
        "latency fell from 9 s to 2 s",
        "costs fell 20%",
        "made it quicker",
        "held the error rate under 2%",
        "nobody was paged for a year",
        "caught 23 of 26 broken inputs last year before a kitchen rang",
    ],
)
def test_a_result_that_tells_a_change_has_no_problem(words: str) -> None:
    assert read("result", words).problem == ""


@pytest.mark.parametrize(
    ("words", "made", "instead"),
    [
        ("fraud losses down 12%", "Fraud losses are down 12%.", "cut fraud losses by 12%"),
        ("p99 down from 40 ms to 20 ms", "P99 is down from 40 ms to 20 ms.", "cut p99 from 40 ms to 20 ms"),
        ("recall up 6 points at equal precision", "", "raised recall by 6 points at equal precision"),
        ("build time down to 4 minutes", "", "cut build time to 4 minutes"),
    ],
)
def test_a_headline_has_no_verb(words: str, made: str, instead: str) -> None:
    reading = read("result", words)
    assert reading.problem == f'It is a headline: begin with the verb, "{instead}".'
    assert made in reading.made


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("we saved $2M", 'It is a clause: name the amount, "$2M saved".'),
        ("saved $2M a year", '"$2M a year saved".'),
        ("It saves us 12 hours a week.", '"12 hours a week saved".'),
        ("12 hours a week are saved", '"12 hours a week saved".'),
        ("saving $2M a year", '"$2M a year saved".'),
        ("reduced our bill by $20K a month", '"$20K a month less in our bill".'),
        ("because customers are happier", 'as in "about 40 hours a week".'),
        ("customers are happier", 'as in "about 40 hours a week".'),
        ("priceless", "It names no thing: say how much of what, in money, users or hours."),
        ("faster", "It names no thing: say how much of what, in money, users or hours."),
        ("a lot", "It names no thing: say how much of what, in money, users or hours."),
        ("$2M. A lot.", "It is more than one sentence: keep the amount."),
    ],
)
def test_a_worth_that_is_a_clause_or_names_nothing(words: str, problem: str) -> None:
    assert read("worth", words).problem.endswith(problem)


@pytest.mark.parametrize(
    "words",
    [
        "about $1.8M a quarter in recovered transactions",
        "an order for 64 more GPUs that was never placed",
        "340 tonnes of food a year that are no longer thrown away",
        "about 4,000 agent hours saved a month",
        "$400k a year saved",
        "the time of three engineers who used to shepherd releases",
        "38% fewer near misses",
        "reduced churn",
        "three analysts freed for other work",
        "more trust",
        "40 hours",
    ],
)
def test_a_worth_that_is_a_thing_has_no_problem(words: str) -> None:
    assert read("worth", words).problem == ""


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("stale features", 'It has no verb of its own: write "there were stale features".'),
        ("A manual process", 'write "there was a manual process".'),
        ("no monitoring", 'write "there was no monitoring".'),
        ("too slow", 'write "it was too slow", with the thing for "it".'),
        ("the lack of tests", 'say what was wrong, as in "features were a day old".'),
        ("the old pipeline that took six hours", 'say what was wrong, as in "features were a day old".'),
        ("because features were stale", "Begin with what was wrong, without 'because'."),
        ("Features were stale. Nobody noticed.", 'join the parts with "and", or keep the worst.'),
    ],
)
def test_a_wall_without_a_verb_of_its_own(words: str, problem: str) -> None:
    reading = read("wall", words)
    assert reading.problem.endswith(problem)
    if reading.problem.startswith("It has no verb of its own: write") and "with the thing" not in reading.problem:
        better = reading.problem.partition('write "')[2].removesuffix('".')
        assert read("wall", better).problem == ""


@pytest.mark.parametrize(
    "words",
    [
        "nobody knew which model was live",
        "We had no tests",
        "that was guesswork",
        "costs tripled",
        "a rare guitar sells twice a year, and the old model priced it like its nearest common neighbour",
        "jobs held eight GPUs while one data loader fed them",
    ],
)
def test_a_wall_that_is_a_clause_has_no_problem(words: str) -> None:
    assert read("wall", words).problem == ""


@pytest.mark.parametrize("field", ["owned", "playbook"])
@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("we retrain every week", 'name the thing, "retraining every week".'),
        ("I own the runbook", 'name the thing, "the runbook".'),
        ("trained the models", 'name the thing, "training the models".'),
        ("monitor drift daily", 'name the thing, "monitoring drift daily".'),
        ("models are retrained weekly", 'name the thing, "retraining models weekly".'),
        ("the on-call can roll back", 'name the thing, as in "a weekly retraining".'),
    ],
)
def test_an_item_that_is_a_sentence(field: str, item: str, problem: str) -> None:
    assert read(field, ("the pager", item)).problem == f"{item!r} is a sentence: {problem}"


def test_each_item_that_is_a_sentence_is_named() -> None:
    problem = read("owned", ("we retrain", "the pager", "kept the runbook")).problem
    assert "'we retrain'" in problem
    assert "'kept the runbook'" in problem
    assert "pager" not in problem


@pytest.mark.parametrize(
    "item",
    [
        "serving",
        "on-call",
        "shadow deploys",
        "staged updates",
        "schema checks",
        "monitor and alerts",
        "a rollback that the on-call can trigger alone",
        "no release that loses a frame it once passed",
        "old traces replayed against each candidate",
        "shadow before canary",
        "retraining every week",
        "one page per job that says where its time goes",
    ],
)
def test_an_item_that_is_a_thing_has_no_problem(item: str) -> None:
    assert read("playbook", (item,)).problem == ""


@pytest.mark.parametrize("field", ["system", "constraint", "design"])
@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("I ran the tide model", 'It is a sentence: name the thing, "the tide model".'),
        ("we use a small model", 'It is a sentence: name the thing, "a small model".'),
        ("it had to answer in 20 ms", 'It is a sentence: name the thing, as in "the ... that ...".'),
        ("The model is small. It runs on CPU.", "It is more than one sentence: keep one thing."),
    ],
)
def test_a_sentence_where_a_thing_belongs(field: str, words: str, problem: str) -> None:
    assert read(field, words).problem == problem


@pytest.mark.parametrize(
    "words", ["11 million plays a day and 900 GB of logs", "6,400 shipments a week, 9 s at p95 for a full entry"]
)
def test_a_number_with_its_unit_is_a_thing(words: str) -> None:
    assert read("constraint", words).problem == ""


@pytest.mark.parametrize(
    ("uses", "problem"),
    [
        ({"Triton": "the scoring"}, "'Triton' is not in tools: add it there, or spell it as there."),
        ({"Flink": "we joined the streams"}, 'name what Flink was used for, "joining the streams".'),
    ],
)
def test_a_use_of_no_tool_or_that_is_a_sentence(uses: dict[str, str], problem: str) -> None:
    assert read("uses", uses, tools=("Flink",)).problem.endswith(problem)


def test_a_field_is_a_few_words_and_a_lesson_a_sentence() -> None:
    assert read("field", "product search").problem == ""
    assert "in a few words" in read("field", "we sell tickets for night trains").problem
    assert read("lesson", "start with the pager").problem == ""
    assert "a sentence" in read("lesson", "patience").problem


# --- all of it -----------------------------------------------------------------------------------


def test_lines_name_the_story_and_the_field() -> None:
    story = told(wall="stale levels")
    assert reading_lines([told()]) == ()
    (line,) = reading_lines([told(), story])
    assert line.startswith("story tide: wall: I'd read it as: \"")
    assert line.endswith('." It has no verb of its own: write "there were stale levels".')
    assert reading_lines([story], whole=True)[-1] == 'story tide: did: I\'d read it as: "I rebuilt the solver."'


@pytest.mark.parametrize(
    "path", [TEMPLATES / "sample-profile.toml", *sorted(BENCHMARKS.glob("*.toml"))], ids=lambda p: p.stem
)
def test_the_profiles_of_ours_are_read_whole(path: Path) -> None:
    assert reading_lines(load_profile(path).stories) == ()


def test_profiles_that_others_wrote_are_read_whole(shared: Path) -> None:
    paths = sorted((shared / "letters" / "profiles").glob("*.toml"))
    assert len(paths) >= 6
    assert [line for path in paths for line in reading_lines(load_profile(path).stories)] == []


def test_a_very_long_result_is_read_in_no_time() -> None:
    assert read("result", "a 4% drop of 3 to 2 " * 4000).problem.startswith("It is")


@pytest.mark.parametrize(
    "words", ["x", "...", "?", "-", "42", "é", "$", "a" * 300, "the the the", "(", "I", "that", "because"]
)
def test_any_words_are_read_without_an_error(words: str) -> None:
    fields = dict.fromkeys(("system", "constraint", "design", "wall", "worth", "field", "lesson"), words)
    result = words if words != "I" else "It"
    story = told(
        **fields, did=result, result=result, owned=(words,), playbook=(words,), tools=(words,), uses={words: words}
    )
    assert all("\n" not in f"{one.made}{one.problem}" for one in field_readings(story))
