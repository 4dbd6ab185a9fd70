"""What an answer is taken for, without a talk. The people and employers here are invented."""

from __future__ import annotations

from tailor.interview.hearing import hear, read_back
from tailor.letter.readings import field_readings
from tailor.profile.story import Story

TYPED = {
    "system": "the berth forecast for a container port",
    "did": "moved position lookups from a nightly batch to a streaming store on Flink",
    "wall": "positions were up to 12 hours old",
    "result": "cut feature age from 12 hours to 30 seconds",
    "playbook": "a skew monitor\nshadow deploys, by region",
    "results": "cut replans from 9 to 4 a day = 5 hours a day\nmoved to weekly releases",
    "past": "no",
}


def test_all_answers_are_heard_at_once() -> None:
    heard = hear("story", TYPED)
    assert heard["playbook"].value == ("a skew monitor", "shadow deploys, by region")
    assert heard["results"].value == (
        {"result": "cut replans from 9 to 4 a day", "worth": "5 hours a day"},
        {"result": "moved to weekly releases"},
    )
    assert heard["result"].made == ('I\'d read it as: "Feature age fell from 12 hours to 30 seconds."',)
    assert heard["solves"].suggested == ("feature-freshness",)
    assert heard["tools"].suggested == ("Flink",)
    assert heard["name"].suggested == "berth-forecast"
    assert [field for field, one in heard.items() if one.fault] == []


def test_they_are_read_as_profile_check_reads_them() -> None:
    heard = hear("story", TYPED)
    values = {field: one.value for field, one in heard.items() if one.value is not None}
    story = Story.model_validate({"name": "x", **values})
    for reading in field_readings(story):
        assert reading.text in heard[reading.field.split()[0]].made


def test_an_answer_that_does_not_fit_spoils_no_other() -> None:
    heard = hear("story", {**TYPED, "solves": "speed", "did": "I moved it", "name": "berths"}, taken=("berths",))
    assert "no pain category" in heard["solves"].fault
    assert "without I or we" in heard["did"].fault
    assert "is there already" in heard["name"].fault
    assert heard["wall"].made == ('I\'d read it as: "Positions were up to 12 hours old."',)
    assert hear("me", {"name": "", "years": "many"})["years"].fault == "give the number of years, such as 7"


def test_how_a_question_is_left_out_depends_on_where_it_is_asked() -> None:
    assert hear("story", {"worth": "n/a"})["worth"].fault.endswith("or type skip")
    assert hear("story", {"worth": "n/a"}, leave="leave it empty")["worth"].fault.endswith("or leave it empty")


def test_a_figure_that_went_the_wrong_way_is_asked_about() -> None:
    assert read_back({"result": "raised p99 latency from 40 ms to 90 ms"}, "result")[1].endswith("direction right?")
    assert read_back({"result": "cut p99 latency from 90 ms to 40 ms"}, "result")[1] == ""
