from __future__ import annotations

from pathlib import Path

import pytest

import jdparse
from jdparse import Kind
from tailor.data import TEMPLATES
from tailor.errors import ProfileError
from tailor.letter.readings import field_readings
from tailor.profile.advice import advice, tense_advice
from tailor.profile.load import examine, load_profile, parse_profile
from tailor.profile.story import Outcome, Profile
from tests.tailor.samples import BARE, FULL, bare_profile, bundled_sample, full_profile, write


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "facts.toml")
    return caught.value.problems


#: Every field that came after the others.
NEW = """field = "port planning"
lesson = "a forecast that nobody trusts is not used"
uses = {Flink = "the streaming  joins", "Scikit Learn" = "the ranking"}

[[story.results]]
result = "cut replans from 9 to 4 a day"
worth = "5 hours a day"

[[story.results]]
result = "moved to weekly releases"
"""


def test_a_full_profile_keeps_every_field_in_order() -> None:
    profile = full_profile()
    assert [story.name for story in profile.stories] == ["fares", "timetable"]
    assert profile.me.name == "Ilse Varga"
    assert profile.me.email == "ilse@example.org"
    fares, timetable = profile.stories
    assert fares.owned == ("training", "serving", "the runbook")
    assert fares.solves == ("feature-freshness", "risk", "latency")
    assert not fares.past
    assert timetable.past
    assert profile.source == "full.toml"
    assert not profile.sample


def test_only_name_system_and_did_are_needed() -> None:
    (story,) = bare_profile().stories
    assert (story.name, story.system) == ("moorings", "the mooring forecast of a small harbour")
    assert (story.employer, story.result, story.worth, story.owned, story.tools) == ("", "", "", (), ())


def test_the_newer_fields_are_read() -> None:
    text = BARE.replace("\n\n", '\ntitle = "Staff Engineer"\nyears = 7\nteam = "five engineers"\n\n', 1) + NEW
    profile = parse_profile(text, "facts.toml")
    (story,) = profile.stories
    assert (profile.me.title, profile.me.years, profile.me.team) == ("Staff Engineer", 7, "five engineers")
    assert (story.field, story.lesson) == ("port planning", "a forecast that nobody trusts is not used")
    assert story.uses == (("Flink", "the streaming joins"), ("Scikit Learn", "the ranking"))
    assert story.results[0] == Outcome(result="cut replans from 9 to 4 a day", worth="5 hours a day")
    assert (len(story.results), story.results[1].worth) == (2, "")
    assert {"joins", "replans", "trusts"} <= set(story.facts.split())


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        (
            '[[story.results]]\nresult = "cut it"\nwroth = "x"\n',
            10,
            "results 1: wroth: no such field; did you mean 'worth'?",
        ),
        ('[[story.results]]\nresult = "cut it"\n[[story.results]]\nworth = "x"\n', 10, "results 2: result: is missing"),
        ('[[story.results]]\n\nresult = "we cut it"\n', 10, "results 1: result: begin with the verb"),
        ('[[story.results]]\nresult = "cut"\n[[story]]\nname = "b"\nsystem = "s"\ndid = "I"\n', 13, "story 2: did"),
        ('[story.results]\nresult = "cut it"\n', 8, "[[story.results]]"),
        ('results = ["cut it"]\n', 8, "[[story.results]]"),
        ('uses = "Flink"\n', 8, 'write each tool with what it was used for: {Flink = "the streaming joins"}'),
        ("[story.uses]\nFlink = 3\n", 8, "story 1: uses: "),
        ('uses = {"" = "x"}\n', 8, "story 1: uses: "),
        ('[[story.results]]\nresult = "cut it"\nsolves = ["drift"]\n', 10, "results 1: solves: no such field"),
    ],
)
def test_a_problem_in_a_table_of_a_story_is_placed(more: str, line: int, words: str) -> None:
    (said,) = problems(BARE + more)
    assert said.startswith(f"facts.toml:{line}: story ")
    assert words in said


@pytest.mark.parametrize("years", ["-1", "71", "7.5", '"many"'])
def test_years_are_a_number_of_years(years: str) -> None:
    (said,) = problems(BARE.replace("\n\n", f"\nyears = {years}\n\n", 1))
    assert said.startswith("facts.toml:3: me: years: ")


def test_all_problems_are_reported_at_once_with_their_lines() -> None:
    text = """[me]
nmae = "Tove Almgren"

[[story]]
name = "one"
system = "the harbour model"
did = "I moved it"
sovles = ["latency"]

[[story]]
name = "two"
system = "the pier model"
did = "rebuilt it"
solves = ["latancy"]
metrics = ["revenu"]
past = "perhaps"
"""
    found = problems(text)
    places = {tuple(line.split(": ")[:3]) for line in found}
    assert ("facts.toml:2", "me", "nmae") in places
    assert any(line.startswith("facts.toml:1: me: name: is missing") for line in found)
    assert ("facts.toml:7", "story 1", "did") in places
    assert ("facts.toml:8", "story 1", "sovles") in places
    assert ("facts.toml:14", "story 2", "solves") in places
    assert ("facts.toml:15", "story 2", "metrics") in places
    assert ("facts.toml:16", "story 2", "past") in places
    assert len(found) == 7
    assert all("\n" not in line for line in found)


def told(text: str) -> dict[int, str]:
    """All that `profile check` says of a text, by line; what is said of one line stands together."""
    found: dict[int, str] = {}
    for line in examine(text, "facts.toml").told:
        number, _, said = line.removeprefix("facts.toml:").partition(": ")
        found[int(number)] = f"{found.get(int(number), '')} {said}".strip()
    return found


def test_a_file_of_slips_is_told_all_of_them_at_once_each_at_its_line() -> None:
    found = told("""[me]
name: Tove Almgren
email = tove@example.org
phone = 46310000
years = "seven"
links = "https://example.org/tove"

[story]
name = "one"
system = "I built the berth forecast"
did = "i built it"
past = True
owned = [
  "training",
  "TODO",
  3,
]
tools = "Feast, Flink"

[[Stories]]
name = "two
system = "the pier model"
did = "We rebuilt it"
result = "cut cost by XX%"
worth = "..."

[[story.results]]
result = "cut queues by N days"
""")
    expected = {
        2: 'write name = "Tove Almgren", with = and quotation marks',
        3: 'put quotation marks around the words: email = "tove@example.org"',
        4: 'takes one text in quotation marks: "46310000"',
        5: "is a whole number, such as 7",
        6: 'is a list: write ["https://example.org/tove"]',
        8: "story 1: write [[story]] in the place of [story]",
        10: 'name the thing, without I or we: "the berth forecast"',
        11: "begin with the verb in the past tense, without I or we",
        12: "write past = true, in small letters",
        15: '"TODO" says nothing',
        16: 'takes texts in quotation marks: "3"',
        18: 'is a list: write ["Feast", "Flink"]',
        20: "story 2: write [[story]] in the place of [[Stories]]",
        21: 'the closing " is missing',
        23: "begin with the verb in the past tense, without I or we",
        24: '"XX%" is a blank',
        25: '"..." says nothing',
        28: 'results 1: result: "N days" is a blank',
    }
    assert {line: words in found.get(line, "") for line, words in expected.items()} == dict.fromkeys(expected, True), (
        found
    )
    assert set(found) == set(expected)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("system = “the pier model”", 'use straight quotation marks: system = "the pier model"'),
        ('system = "the "pier" model"', 'write \\" for it'),
        ('system = "C:\\pier"', "write each backslash twice"),
        ('system = "the pier" model', 'nothing may stand behind the closing "'),
        ("system = ", "nothing stands behind ="),
        ('system = "the pier model"\nsystem = "the dock"', "system stands twice"),
        ('system = "the pier model"\nowned = ["training", "serving"', "a list ends with ]"),
        ('system = """the pier', 'the closing """ is missing'),
        ("I ran the pier model", 'a line is FIELD = "text"'),
    ],
)
def test_a_line_that_is_no_toml_is_told_how_to_write_it(line: str, words: str) -> None:
    found = told(BARE.replace('system = "the mooring forecast of a small harbour"', line))
    assert words in " ".join(found.values())
    assert not any("(at " in said for said in found.values())


def test_nobody_reads_of_tuples() -> None:
    odd = ("3", "true", '["a"]', "{a = 1}", "[[1]]", "2020-01-01", '""', "[]", "1.5")
    for field in (*type(full_profile().me).model_fields, *type(full_profile().stories[0]).model_fields):
        for value in odd:
            for said in told(f"[me]\n{field} = {value}\n[[story]]\n{field} = {value}\n").values():
                assert not any(word in said for word in ("tuple", "valid ", "input", "dictionary", "instance")), said


@pytest.mark.parametrize(
    "words",
    [
        "the pier's TODO scanner",
        "I/O scheduler of the cache",
        "a/b tests of the gate",
        "the XXL rack",
        "the N+1 query killer",
    ],
)
def test_words_that_only_look_like_a_blank_are_none(words: str) -> None:
    assert told(BARE.replace("the mooring forecast of a small harbour", words)) == {}


def test_the_starter_is_told_what_to_fill_in() -> None:
    seen = examine((TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8"), "facts.toml")
    assert seen.told == ()
    assert ["example of the starter" in said for _, said in seen.samples] == [True] * 4


def test_a_header_within_a_text_is_left_alone() -> None:
    text = BARE.replace('"replaced a spreadsheet', '"""replaced\n[story]\n  a spreadsheet').replace(
        'trusts"', 'trusts"""'
    )
    assert parse_profile(text, "f").stories[0].did.startswith("replaced [story] a spreadsheet")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("nmae", "name"),
        ("sytem", "system"),
        ("employr", "employer"),
        ("sovles", "solves"),
        ("metric", "metrics"),
    ],
)
def test_a_misspelt_field_gets_a_suggestion(wrong: str, right: str) -> None:
    (line,) = problems(BARE + f'{wrong} = "x"\n')
    assert line.startswith("facts.toml:8: story 1: ")
    assert f"did you mean {right!r}?" in line


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("solves", "latancy", "latency"),
        ("solves", "feature freshness", "feature-freshness"),
        ("metrics", "conversions", "conversion"),
    ],
)
def test_a_misspelt_id_gets_a_suggestion(field: str, wrong: str, right: str) -> None:
    (line,) = problems(BARE + f'{field} = ["{wrong}"]\n')
    assert line.startswith(f"facts.toml:8: story 1: {field}: ")
    assert f"did you mean {right!r}?" in line


def test_an_id_like_no_other_gets_the_whole_list() -> None:
    (line,) = problems(BARE + 'solves = ["zzqx"]\n')
    for name in jdparse.load_lexicon().categories(Kind.PAIN):
        assert name in line


@pytest.mark.parametrize("start", ["I moved", "we moved", "my team moved"])
def test_did_and_result_take_no_subject(start: str) -> None:
    (line,) = problems(BARE + f'result = "{start} it"\n')
    assert line.startswith("facts.toml:8: story 1: result: ")
    assert "past tense" in line


@pytest.mark.parametrize("start", ["moved", "improved", "iced", "weighed", "mystified", "ourselves rebuilt"])
def test_a_verb_that_begins_like_a_subject_is_none(start: str) -> None:
    profile = parse_profile(BARE + f'result = "{start} it"\n', "facts.toml")
    assert profile.stories[0].result == f"{start} it"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "[[story]]"),
        ('[me]\nname = "Tove"\n', "[[story]]"),
        (BARE.replace("[me]", "[you]"), "you"),
        (BARE.replace("[[story]]", "[story]"), "[[story]]"),
        (BARE + "\n[[story]]\n" + BARE.partition("[[story]]\n")[2], "stands twice"),
        (BARE.replace('"Tove Almgren"', "17"), "name"),
        (BARE.replace('"moorings"', '""'), "name"),
        (BARE.replace('name = "moorings"', 'name = "moorings'), "TOML"),
        (BARE.replace("[me]", "me = 3\n[mine]"), "me"),
        (BARE.replace('"the mooring forecast of a small harbour"', '["a", "b"]'), "system"),
        ("story = [1, 2]\n" + BARE.partition("[[story]]")[0], "story"),
    ],
)
def test_a_broken_profile_is_refused_with_its_name(text: str, words: str) -> None:
    found = problems(text)
    assert all(line.startswith("facts.toml") for line in found)
    assert any(words in line for line in found), found


def test_a_twice_used_name_is_placed_where_it_stands() -> None:
    text = BARE + '\n[[story]]\nname = "moorings"\nsystem = "another"\ndid = "did it"\n'
    (line,) = problems(text)
    number = int(line.split(":")[1])
    assert "moorings" in text.split("\n")[number - 1]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_counted_as_an_editor_counts_them(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_bytes((BARE + "tolls = 1\n").replace("\n", ending).encode())
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert caught.value.problems[0].startswith(f"{path}:8: ")


def test_a_comment_or_another_story_does_not_attract_the_line() -> None:
    text = (
        BARE.replace("[[story]]", "# solves = none of these\n[[story]]")
        + '\n[[story]]\nname = "b"\nsystem = "s"\n# did\nsolves = ["x y z"]\n'
    )
    found = problems(text)
    assert any(line.startswith("facts.toml:14: story 2: solves") for line in found), found
    assert any(line.startswith("facts.toml:10: story 2: did: is missing") for line in found), found


def test_the_message_of_many_problems_says_how_to_see_them_all() -> None:
    with pytest.raises(ProfileError, match=r"2 more: tailor profile check"):
        parse_profile(BARE + "a = 1\nb = 2\nc = 3\n", "facts.toml")


def test_line_breaks_in_a_field_become_spaces() -> None:
    profile = parse_profile(
        BARE.replace('"replaced a spreadsheet', '"""replaced\n  a\n\n  spreadsheet').replace('trusts"', 'trusts"""'),
        "f",
    )
    assert profile.stories[0].did == "replaced a spreadsheet by a model that the harbour master trusts"


def test_reading_a_file(tmp_path: Path) -> None:
    loaded = load_profile(write(tmp_path / "facts.toml", FULL))
    assert loaded.stories == full_profile().stories
    assert loaded.source == str(tmp_path / "facts.toml")


@pytest.mark.parametrize("what", ["missing", "folder", "latin-1"])
def test_a_file_that_cannot_be_read_is_one_problem(what: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    if what == "folder":
        path.mkdir()
    elif what == "latin-1":
        path.write_bytes(BARE.replace("Almgren", "Bergström").encode("latin-1"))
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(f"{path}: ")


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BARE.encode())
    assert load_profile(path).me.name == "Tove Almgren"


def test_the_starter_parses_and_shows_every_field() -> None:
    path = TEMPLATES / "starter-profile.toml"
    text = path.read_text(encoding="utf-8")
    starter = load_profile(path)
    assert len(starter.stories) == 1
    fields = {*type(starter.me).model_fields, *type(starter.stories[0]).model_fields}
    missing = {
        field
        for field in fields
        if not any(line.lstrip("# ").startswith(field) and "=" in line for line in text.split("\n"))
    }
    assert missing == {"results"}
    assert "# [[story.results]]" in text.split("\n")


def test_the_starter_lists_every_category() -> None:
    text = (TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8")
    lexicon = jdparse.load_lexicon()
    said = {word.strip(",. ") for word in text.replace("\n#", "\n").split()}
    assert set(lexicon.categories(Kind.PAIN)) <= said
    assert set(lexicon.categories(Kind.METRIC)) <= said


def test_the_starter_still_parses_with_every_comment_taken_off() -> None:
    lines = (TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8").split("\n")
    bare = [
        line[2:] if line.startswith("# ") and (" = " in line or line.startswith("# [[")) else line for line in lines
    ]
    profile = parse_profile("\n".join(bare), "starter")
    (story,) = profile.stories
    assert story.tools == ("Kubeflow", "Triton")
    assert story.past
    assert [tool for tool, _ in story.uses] == ["Kubeflow", "Triton"]
    assert story.results[0].result.startswith("raised")
    assert profile.me.years == 7


def test_the_bundled_sample_has_no_problem_and_needs_no_advice() -> None:
    assert advice(bundled_sample()) == ()


def test_advice_names_what_is_missing() -> None:
    (line,) = advice(bare_profile())
    for field in ("constraint", "result", "worth", "owned", "solves"):
        assert field in line
    assert "moorings" in line


def test_advice_asks_for_a_number() -> None:
    profile: Profile = parse_profile(BARE + 'result = "made it better"\n', "f")
    assert any("number" in line and "moorings" in line for line in advice(profile))
    numbered = parse_profile(BARE + 'result = "made it 3 times better"\n', "f")
    assert not any("no number" in line for line in advice(numbered))


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("result", "costs fell by 20%"),
        ("result", "features are fresher than before"),
        ("did", "model training on spot nodes"),
        ("did", "redesign of the ranking service"),
    ],
)
def test_a_noun_that_could_be_a_verb_is_in_no_tense(field: str, words: str) -> None:
    assert tense_advice(field, words) == ""


def test_the_example_of_the_page_has_no_problem_and_reads_well(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "profile.md").read_text(encoding="utf-8")
    (example,) = (part.partition("```")[0] for part in page.split("```toml\n")[1:] if part.startswith("[me]"))
    profile = load_profile(write(tmp_path / "my.toml", example))
    assert advice(profile) == ()
    assert [reading for story in profile.stories for reading in field_readings(story) if reading.problem] == []


def test_the_page_has_every_field() -> None:
    page = (Path(__file__).parents[3] / "docs" / "profile.md").read_text(encoding="utf-8")
    profile = bundled_sample()
    for field in {*type(profile.me).model_fields, *type(profile.stories[0]).model_fields}:
        assert f"`{field}`" in page, field


def test_a_problem_is_one_line_whatever_was_given() -> None:
    found = examine('[me]\nname = ["Ines", "Cal\\nder"]\n', "my.toml")
    assert found.told
    assert not any("\n" in line for line in found.told)
