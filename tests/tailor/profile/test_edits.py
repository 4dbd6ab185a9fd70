"""The people and employers here are invented."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.errors import ProfileError
from tailor.profile.edits import edit_me, edit_story, remove_story
from tailor.profile.toml import StoryDraft, Value, add_stories, new_profile

HAND = """# mine
[me]
name = 'Tove Almgren'   # as I sign

[[story]]  # the first
name   = "berths"
did = "moved lookups"   # ask Bo
# did = "an older way to say it"
system = "the berth forecast"
owned = [
  "training",  # since March
  "on-call",   # one week in four
]

# What the second is about.
[[story]]
name = "cranes"
system = "the crane planner"
did = "rebuilt the planner"
[story.uses]
Flink = "the joins"   # all of them
[[story.results]]
result = "cut replans from 9 to 4"  # a graph

# the end
"""


def lines_kept(before: str, after: str) -> list[str]:
    """The lines of a text that are not in another."""
    return [line for line in before.splitlines() if line not in after.splitlines()]


def test_a_changed_field_keeps_its_line_and_its_remark() -> None:
    text = edit_story(HAND, 0, {"did": "moved lookups to a stream", "owned": ("training", "the runbook")})
    assert 'did = "moved lookups to a stream"   # ask Bo\n' in text
    assert '"training",  # since March' in text
    assert '# did = "an older way to say it"' in text
    assert lines_kept(HAND, text) == ['did = "moved lookups"   # ask Bo', '  "on-call",   # one week in four']
    assert tomllib.loads(text)["story"][0]["owned"] == ["training", "the runbook"]


def test_a_new_field_stands_below_the_last_one_and_above_tables_below() -> None:
    text = edit_story(HAND, 1, {"wall": "plans were stale", "past": True})
    assert lines_kept(HAND, text) == []
    assert 'did = "rebuilt the planner"\nwall = "plans were stale"\npast = true\n[story.uses]' in text
    text = edit_me(text, {"email": "tove@example.org", "links": ("https://example.org/a", "https://example.org/b")})
    assert "[me]\nname = 'Tove Almgren'   # as I sign\nemail" in text
    assert tomllib.loads(text)["me"]["links"] == ["https://example.org/a", "https://example.org/b"]


def test_a_new_field_takes_the_place_of_its_example_and_of_what_an_import_guessed() -> None:
    fields: dict[str, Value] = {"name": "berths", "system": "the forecast", "did": "moved it", "solves": ("latency",)}
    text = new_profile({"name": "Tove Almgren"}, [StoryDraft(fields, proposed=frozenset({"solves"}))])
    made = edit_story(text, 0, {"worth": "about $2M a year", "solves": ("latency", "scale")})
    assert made.count("solves") == 1
    assert "guessed from the words" not in made
    assert 'worth      = "about $2M a year"       # what that was worth' in made
    assert len(made.splitlines()) == len(text.splitlines())


def test_further_results_and_uses_are_changed_where_they_stand() -> None:
    text = edit_story(
        HAND,
        1,
        {
            "results": (
                {"result": "cut replans from 9 to 3", "worth": "5 hours a day"},
                {"result": "moved to weekly releases"},
            ),
            "uses": {"Flink": "the joins", "Vertex AI": "training"},
        },
    )
    story = tomllib.loads(text)["story"][1]
    assert story["results"][1] == {"result": "moved to weekly releases"}
    assert story["uses"] == {"Flink": "the joins", "Vertex AI": "training"}
    assert 'result = "cut replans from 9 to 3"  # a graph\nworth  = "5 hours a day"\n[[story.results]]' in text
    assert text.endswith("\n\n# the end\n")
    without = edit_story(text, 1, {"results": None, "uses": None})
    assert set(tomllib.loads(without)["story"][1]) == {"name", "system", "did"}
    assert without.endswith("\n\n# the end\n")


def test_a_story_goes_with_its_own_remarks_and_no_others() -> None:
    text = remove_story(HAND, 1)
    assert lines_kept(HAND, text)[0] == "# What the second is about."
    assert [story["name"] for story in tomllib.loads(text)["story"]] == ["berths"]
    assert text.endswith("\n\n# the end\n")
    text = remove_story(HAND, 0)
    assert text.startswith(HAND.partition("[[story]]")[0])
    assert "# What the second is about.\n[[story]]" in text


@pytest.mark.parametrize(
    "text",
    [
        'story = [{name = "a", system = "s", did = "d"}]\n[me]\nname = "n"\n',
        '[[story]]\nname = "a"\nsystem = """s\nt"""\ndid = "d"',
        'me.name = "n"\r\n\r\n[[story]]\r\nname = "a"\r\nsystem = "s"\r\ndid = "d"\r\n',
    ],
)
def test_other_ways_to_write_a_profile_are_changed_too(text: str) -> None:
    made = edit_story(text, 0, {"worth": "$2M", "results": ({"result": "cut it", "worth": "much"},)})
    made = edit_me(made, {"city": "Umeå"})
    content = tomllib.loads(made)
    assert content["story"][0]["worth"] == "$2M"
    assert content["story"][0]["results"] == [{"result": "cut it", "worth": "much"}]
    assert content["me"]["city"] == "Umeå"
    assert ("\r\n" in made) == ("\r\n" in text)
    assert "\n" not in made.replace("\r\n", "") or "\r\n" not in text


def test_what_is_no_toml_is_left_alone() -> None:
    with pytest.raises(ProfileError, match="mend it first"):
        edit_me("[me\nname = 3", {"name": "x"})


words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=12).filter(str.strip)
values = st.fixed_dictionaries(
    {},
    optional={
        "wall": st.none() | words,
        "did": words,
        "owned": st.none() | st.lists(words, min_size=1, max_size=3).map(tuple),
        "uses": st.none() | st.dictionaries(words, words, min_size=1, max_size=2),
        "results": st.none()
        | st.lists(st.fixed_dictionaries({"result": words}, optional={"worth": words}), min_size=1, max_size=3).map(
            tuple
        ),
    },
)


@settings(max_examples=60, deadline=None)
@given(changes=values, number=st.integers(0, 2))
def test_any_change_is_read_back_and_costs_no_other_line(changes: dict[str, Value | None], number: int) -> None:
    text = add_stories(HAND, [StoryDraft({"name": "third", "system": "s", "did": "d"})])
    made = edit_story(text, number, changes)
    before, after = tomllib.loads(text), tomllib.loads(made)
    expected = {key: value for key, value in {**before["story"][number], **changes}.items() if value is not None}
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in expected.items()}
    assert after["story"][number] == plain
    assert after["me"] == before["me"]
    others = [at for at in range(3) if at != number]
    assert [after["story"][at] for at in others] == [before["story"][at] for at in others]
    for remark in ("# mine", "# What the second is about.", '# did = "an older way to say it"', "# the end"):
        assert remark in made
