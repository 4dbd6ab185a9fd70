"""The people and employers here are invented."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tailor.data import TEMPLATES
from tailor.errors import ProfileError
from tailor.profile.load import parse_profile
from tailor.profile.toml import StoryDraft, Value, add_stories, new_profile
from tests.tailor.samples import BARE, FULL

DIKES = StoryDraft(
    {
        "did": "put a gate before each release",
        "name": "dikes",
        "tools": ("Ray", "Kafka"),
        "system": "the water-level forecast of twelve locks",
        "past": True,
    },
    ("From the record of Polder Works.", "Still missing: result"),
)

#: Any text that a file can hold; what counts as blank is left out by the writer.
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
STRINGS = ("employer", "constraint", "design", "wall", "result", "worth")
LISTS = ("owned", "playbook", "tools")


@st.composite
def drafts(draw: st.DrawFn) -> StoryDraft:
    fields: dict[str, Value] = {key: draw(TEXT) for key in STRINGS}
    fields |= {key: tuple(draw(st.lists(TEXT, max_size=3))) for key in LISTS}
    # Why: a tool of nothing but a lone surrogate or blanks is left out, and two such could become one.
    fields["uses"] = draw(
        st.dictionaries(st.sampled_from(["Ray", "scikit learn", 'a "b"', "K.v1", "é"]), TEXT, max_size=3)
    )
    fields["results"] = tuple(
        draw(st.lists(st.fixed_dictionaries({"result": TEXT}, optional={"worth": TEXT}), max_size=3))
    )
    fields |= {"name": draw(st.sampled_from(["locks", "moorings", "a b"])), "system": "the locks", "did": "moved them"}
    return StoryDraft(fields, tuple(draw(st.lists(st.text(max_size=30), max_size=3))))


def filled(table: Mapping[str, str]) -> dict[str, str]:
    """A table without the blank ones."""
    return {key: value for key, value in table.items() if value.strip()}


def written(draft: StoryDraft) -> dict[str, object]:
    """What a story's table should hold, but for its name."""
    made: dict[str, object] = {}
    for key, value in draft.fields.items():
        if isinstance(value, Mapping):
            value = filled(value)
        elif isinstance(value, tuple):
            rows = tuple(filled(one) for one in value if isinstance(one, Mapping))
            value = tuple(one for one in rows if one) or tuple(
                one for one in value if isinstance(one, str) and one.strip()
            )
        if key != "name" and value and (not isinstance(value, str) or value.strip()):
            made[key] = list(value) if isinstance(value, tuple) else value
    return made


@given(st.lists(drafts(), min_size=1, max_size=3), st.lists(st.text(max_size=30), max_size=2))
def test_every_text_comes_back_equal(stories: list[StoryDraft], comments: list[str]) -> None:
    content = tomllib.loads(new_profile({"name": "Tove Almgren"}, stories, comments))
    assert content["me"] == {"name": "Tove Almgren"}
    assert [{key: row[key] for key in row if key != "name"} for row in content["story"]] == list(map(written, stories))
    assert len({row["name"] for row in content["story"]}) == len(stories)


@given(
    st.sampled_from([BARE, FULL, FULL.rstrip("\n"), BARE.replace("\n", "\r\n"), "# mine\n" + BARE + "\n\n# the end"]),
    st.lists(drafts(), max_size=3),
    st.sampled_from([{}, {"name": "Another", "phone": "+46 1", "links": ("https://example.org",), "years": 0}]),
    st.lists(st.text(max_size=30), max_size=2),
)
def test_a_profile_that_grows_keeps_every_line(
    text: str, stories: list[StoryDraft], me: dict[str, Value], comments: list[str]
) -> None:
    grown = add_stories(text, stories, me, comments)
    rest = iter(grown.split("\n"))
    old = text.rstrip("\r\n").split("\n")
    assert all(any(line.rstrip("\r") == other.rstrip("\r") for other in rest) for line in old), grown
    assert ("\r\n" in grown) == ("\r\n" in text)
    assert grown.count("\r\n") in {0, grown.count("\n")}
    before, after = tomllib.loads(text), tomllib.loads(grown)
    assert after["story"][: len(before["story"])] == before["story"]
    added = after["story"][len(before["story"]) :]
    assert [{key: row[key] for key in row if key != "name"} for row in added] == list(map(written, stories))
    assert after["me"] == {**{k: list(v) if isinstance(v, tuple) else v for k, v in me.items()}, **before["me"]}


def test_a_new_profile_is_the_starter_with_these_facts() -> None:
    text = new_profile({"name": "Tove Almgren", "city": "Umeå"}, [DIKES])
    starter = (TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8")
    assert [line for line in starter.split("\n") if line.startswith("# The ")] == [
        line for line in text.split("\n") if line.startswith("# The ")
    ]
    assert '# email = "you@example.org"' in text
    assert '# result     = "cut ... from ... to ..."' in text
    story = parse_profile(text, "new.toml").stories[0]
    assert (story.name, story.past, story.tools) == ("dikes", True, ("Ray", "Kafka"))
    assert "# Still missing: result\n[[story]]\nname " in text


def test_fields_stand_in_the_order_of_a_good_story() -> None:
    text = new_profile({"name": "Tove"}, [DIKES, DIKES])
    for part in text.split("[[story]]")[2:]:
        places = [part.index(f"{key} ") for key in ("name", "employer", "system", "constraint", "did", "result")]
        assert all(before < after for before, after in combinations(places, 2))


def test_without_a_story_the_file_says_what_to_fill_in() -> None:
    with pytest.raises(ProfileError, match="story 1: name: is missing"):
        parse_profile(new_profile({"name": "Tove"}, []), "new.toml")


USED = StoryDraft(
    {
        **DIKES.fields,
        "uses": {"Ray": "the nightly refit"},
        "results": (
            {"result": "cut alarms from 9 to 2 a week", "worth": "6 hours a week"},
            {"result": "halved the bill"},
        ),
    }
)


def test_what_tools_were_used_for_stands_on_one_line_and_further_results_in_tables_at_the_end() -> None:
    text = new_profile({"name": "Tove"}, [USED, DIKES])
    assert 'uses       = {Ray = "the nightly refit"}\n' in text
    first, second = text.split("\n[[story]]\n")[1:]
    one, two = first.split("[[story.results]]\n")[1:]
    assert one == 'result     = "cut alarms from 9 to 2 a week"\nworth      = "6 hours a week"\n'
    assert two.startswith('result     = "halved the bill"\n\n# From the record')
    assert "# [[story.results]]\n# result " in second
    used, unused = parse_profile(text, "x").stories
    assert used.uses == (("Ray", "the nightly refit"),)
    assert [outcome.worth for outcome in used.results] == ["6 hours a week", ""]
    assert (unused.uses, unused.results) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        BARE,
        BARE + '[[story.results]]\nresult = "cut it"\n',
        'story = [{name = "one", system = "s", did = "d"}]\nme = {name = "T"}\n',
    ],
)
def test_tables_of_a_story_are_added_to_any_profile(text: str) -> None:
    grown = parse_profile(add_stories(text, [USED]), "x")
    assert grown.stories[0] == parse_profile(text, "x").stories[0]
    assert grown.stories[-1].uses == (("Ray", "the nightly refit"),)
    assert [outcome.result for outcome in grown.stories[-1].results] == [
        "cut alarms from 9 to 2 a week",
        "halved the bill",
    ]


def test_a_profile_without_the_newer_fields_stays_as_it_was() -> None:
    assert tomllib.loads(add_stories(FULL, [])) == tomllib.loads(FULL)


def test_a_taken_name_gets_a_number() -> None:
    text = add_stories(new_profile({"name": "Tove"}, [DIKES, DIKES]), [DIKES])
    assert [story.name for story in parse_profile(text, "x").stories] == ["dikes", "dikes-2", "dikes-3"]


@pytest.mark.parametrize(
    "text",
    [
        'me = {name = "Tove"}\nstory = [{name = "one", system = "s", did = "d"}]\n',
        'me.name = "Tove"\n[[story]]\nname = "one"\nsystem = "s"\ndid = "d"\n',
        '[[story]]\nname = "one"\nsystem = "s"\ndid = "d"\n\n[me]\nname = "Tove"',
        '[ me ]\nname = """Tove"""\nlinks = [\n  "a",\n  "b",\n]\n# end of me\n[[ story ]]\nname = "one"\nsystem = "s"\ndid = "d"\n',
        '["me"]\nname = "Tove"\n[["story"]]\nname = "one"\nsystem = "s"\ndid = "d"\n',
    ],
)
def test_other_ways_to_write_the_same_tables_grow_too(text: str) -> None:
    profile = parse_profile(add_stories(text, [DIKES], {"email": "t@example.org"}), "x")
    assert (profile.me.name, profile.me.email) == ("Tove", "t@example.org")
    assert [story.name for story in profile.stories] == ["one", "dikes"]


def test_facts_about_the_writer_follow_the_last_one_given() -> None:
    text = (
        '[me]\nname = "Tove" # that is me\nlinks = [\n  "a",\n]\n# phone: later\n\n# The stories.\n'
        + BARE.partition("\n\n")[2]
    )
    grown = add_stories(text, [], {"name": "Other", "city": "Umeå"})
    assert '  "a",\n]\ncity = "Umeå"\n# phone: later\n\n# The stories.\n[[story]]' in grown


def test_a_profile_without_me_or_of_nothing_grows() -> None:
    assert parse_profile(add_stories("", [DIKES], {"name": "Tove"}), "x").me.name == "Tove"
    bare = BARE[BARE.index("[[story]]") :]
    assert parse_profile(add_stories(bare, [DIKES], {"name": "Tove"}), "x").me.name == "Tove"


@pytest.mark.parametrize("text", ["[me", "story = 3", "me = 4", "story = [1]", "[story]\nname = 'x'"])
def test_what_is_no_profile_does_not_grow(text: str) -> None:
    with pytest.raises(ProfileError):
        add_stories(text, [DIKES])


def test_a_field_that_no_profile_has_is_refused() -> None:
    with pytest.raises(ProfileError, match="sytem"):
        new_profile({"name": "Tove"}, [StoryDraft({"sytem": "x"})])
