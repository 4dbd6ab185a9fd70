"""`tailor profile` as a person uses it. The people and employers here are invented."""

from __future__ import annotations

import contextlib
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import jdparse
from tailor.data import TEMPLATES
from tailor.profile.load import load_profile
from tailor.profile.script import load_script
from tailor.show.profile import COMMON_SHARE
from tests.tailor.calls import Terminal, script, tailor
from tests.tailor.samples import BARE, FULL, write

ME = tuple(question.field for question in load_script().questions("me"))
STORY = tuple(question.field for question in load_script().questions("story"))
ANSWERS = {
    "name": "Tove Almgren",
    "city": "Umeå",
    "system": "the berth forecast for a container port",
    "constraint": "9,000 ship calls a month in 40 ms",
    "did": "moved position lookups from a nightly batch to a streaming store",
    "result": "cut feature age from 12 hours to 30 seconds",
    "worth": "about $200K a quarter in idle crane hours",
    "owned": "training, serving, on-call",
}
INVENTED = Path("facts") / "profile.toml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / INVENTED


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "full.toml", FULL)


def answer(terminal: Terminal, fields: tuple[str, ...], **other: str) -> str:
    """Type the answers to these questions; gives what the terminal showed meanwhile."""
    shown = ""
    for field in fields:
        shown += terminal.expect(f"\n{field} (")
        shown += terminal.expect("): ")
        terminal.type(other.get(field, ANSWERS.get(field, "")) + "\n")
    return shown


def break_off(terminal: Terminal, key: str) -> None:
    """Type a key that ends the interview until it says so.

    Why not `Terminal.insist`: with the parser loaded the command takes longer to leave than that waits for it.
    """
    for _ in range(20):
        terminal.type(key)
        with contextlib.suppress(AssertionError):
            terminal.expect("Your answers are kept in ", seconds=5.0)
            return


# --- init at a terminal --------------------------------------------------------------------------


def test_a_person_types_through_the_whole_interview(path: Path) -> None:
    terminal = Terminal("profile", "init", path)
    shown = answer(terminal, ME)
    shown += answer(terminal, STORY, name="")
    terminal.expect("Another story? Two or three are enough. [y/N]: ")
    terminal.type("\n")
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (0, "")
    assert "For example: the card-fraud scoring service" in shown
    assert "Suggested: feature-freshness" in shown
    assert 'I\'d read it as: "Feature age fell from 12 hours to 30 seconds."' in shown
    assert f"wrote {path}" in outcome.err
    assert "tailor profile show" in outcome.err
    loaded = load_profile(path)
    assert (loaded.me.name, loaded.me.city, loaded.me.email) == ("Tove Almgren", "Umeå", "")
    (story,) = loaded.stories
    assert (story.name, story.system) == ("berth-forecast", ANSWERS["system"])
    assert story.owned == ("training", "serving", "on-call")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [found.name for found in path.parent.iterdir()] == ["profile.toml"]
    assert tailor("profile", "check", path).code == 0


def test_a_person_works_a_number_out(path: Path) -> None:
    terminal = Terminal("profile", "init", path)
    answer(terminal, ME)
    answer(terminal, STORY[: STORY.index("worth") + 1], worth="estimate")
    for question, keys in (
        ("1 to 6, or back: ", "6"),
        ("What is stored, for example 40TB: ", "40TB"),
        ("How much of it is gone, for example 35%: ", "35%"),
        ("What a GB costs a month, for example 0.023: ", "0.023"),
    ):
        terminal.expect(question)
        terminal.type(keys + "\n")
    working = terminal.expect("\nworth (Enter takes it): ")
    assert "35% of 40,000 GB" in working
    assert 'worth = "about $320 a month in storage cost"' in working
    terminal.type("\n")
    answer(terminal, STORY[STORY.index("worth") + 1 :], name="quay")
    terminal.expect("Another story?")
    terminal.type("no\n")
    assert terminal.finish().code == 0
    assert load_profile(path).stories[0].worth == "about $320 a month in storage cost"


def test_keys_typed_while_an_answer_is_read_reach_the_next_question(path: Path) -> None:
    terminal = Terminal("profile", "init", path)
    answer(terminal, ME)
    terminal.expect("\nsystem (needed): ")
    keys = ["the berth forecast", "", "", "", "the migration of lookups", "positions were old", *[""] * 13]
    terminal.type("".join(f"{line}\n" for line in keys))
    terminal.expect("Another story?")
    terminal.type("\n")
    assert terminal.finish().code == 0
    (story,) = load_profile(path).stories
    assert (story.system, story.did, story.wall) == (keys[0], keys[4], keys[5])


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_keeps_the_answers_for_the_next_time(key: str, path: Path) -> None:
    terminal = Terminal("profile", "init", path)
    answer(terminal, ME)
    answer(terminal, STORY[: STORY.index("did") + 1])
    terminal.expect("wall (Enter skips): ")
    break_off(terminal, key)
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (130, "")
    kept = path.with_name("profile.toml.draft")
    assert str(kept) in outcome.err
    assert outcome.err_lines[-1] == "tailor: interrupted"
    assert "" not in outcome.err_lines
    assert "Traceback" not in outcome.err
    assert not path.exists()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    terminal = Terminal("profile", "init", path)
    terminal.expect("Go on with them? [Y/n]: ")
    terminal.type("\n")
    answer(terminal, STORY[STORY.index("wall") :], name="")
    terminal.expect("Another story?")
    terminal.type("\n")
    assert terminal.finish().code == 0
    assert not kept.exists()
    loaded = load_profile(path)
    assert (loaded.me.name, loaded.stories[0].did) == (ANSWERS["name"], ANSWERS["did"])
    assert loaded.stories[0].worth == ANSWERS["worth"]


def test_ctrl_c_before_the_first_answer_leaves_nothing(path: Path) -> None:
    terminal = Terminal("profile", "init", path)
    terminal.expect("name (needed): ")
    terminal.insist("\x03")
    outcome = terminal.finish()
    assert outcome.code == 130
    assert "kept" not in outcome.err
    assert not path.parent.exists()


def test_a_person_adds_a_story_to_a_file_with_comments(tmp_path: Path) -> None:
    text = "# mine\n" + BARE.replace("\n[[story]]", "\n  # indented, odd and mine\n[[story]]") + "\n# the end\n"
    path = write(tmp_path / "facts.toml", text)
    path.chmod(0o640)
    terminal = Terminal("profile", "init", path)
    terminal.expect("Add a story to it? [y/N]: ")
    terminal.type("yes\n")
    answer(terminal, STORY, name="moorings")
    terminal.expect("A story of that name is there already")
    terminal.expect("name (Enter takes it): ")
    terminal.type("berths\n")
    terminal.expect("Another story?")
    terminal.type("\n")
    assert terminal.finish().code == 0
    assert path.read_text(encoding="utf-8").startswith(text)
    assert [story.name for story in load_profile(path).stories] == ["moorings", "berths"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_profile_is_left_alone_by_default(profile: Path) -> None:
    terminal = Terminal("profile", "init", profile)
    terminal.expect("Add a story to it? [y/N]: ")
    terminal.type("\n")
    assert terminal.finish().code == 0
    assert profile.read_text(encoding="utf-8") == FULL


def test_bytes_that_are_no_text_are_asked_for_again(path: Path) -> None:
    terminal = Terminal("profile", "init", path)
    terminal.expect("name (needed): ")
    terminal.type_bytes(b"Tove \xff\n")
    terminal.expect("name (needed): ")
    terminal.insist("\x03")
    assert "Traceback" not in terminal.finish().err


def test_a_folder_that_cannot_be_made_ends_the_interview_in_one_line(tmp_path: Path) -> None:
    write(tmp_path / "file", "in the way")
    terminal = Terminal("profile", "init", tmp_path / "file" / "profile.toml")
    terminal.expect("name (needed): ")
    terminal.type("Tove\n")
    outcome = terminal.finish()
    assert outcome.code == 2
    assert outcome.err.strip().startswith("tailor: ")


# --- who else may read it ------------------------------------------------------------------------


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", "-C", folder, *args], check=True, capture_output=True)


@pytest.mark.parametrize("command", ["init", "check"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_profile_in_a_git_work_tree_gets_a_note(command: str, kind: str, tmp_path: Path) -> None:
    top = tmp_path / "code"
    path = top / "deep" / "facts.toml"
    path.parent.mkdir(parents=True)
    if kind == "file":
        write(top / ".git", "gitdir: /nowhere\n")
    else:
        (top / ".git").mkdir()
    if command == "check":
        write(path, FULL)
    outcome = tailor("profile", command, path)
    assert outcome.code == 0
    (line,) = [line for line in outcome.err_lines if "git work tree" in line]
    assert line.startswith(f"note: {path} lies in the git work tree {top}")


def test_a_profile_that_git_ignores_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / ".gitignore", "secret/\n")
    path = tmp_path / "secret" / "facts.toml"
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another"))
    assert "work tree" not in tailor("profile", "init", path).err
    monkeypatch.delenv("GIT_DIR")
    git(tmp_path, "add", "--force", "secret/facts.toml")
    assert "git work tree" in tailor("profile", "check", path).err


def test_without_git_the_note_is_given_and_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / ".gitignore", "*\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = tailor("profile", "init", tmp_path / "facts.toml")
    assert outcome.code == 0
    assert "git work tree" in outcome.err


def test_elsewhere_nothing_is_said() -> None:
    assert tailor("profile", "init").err_lines[-1] == "Fill it in, then run: tailor profile check"
    assert "git" not in tailor("profile", "check").err


# --- check ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("moves the lookups", "moved"),
        ("building a gate", "built"),
        ("Lead the move", "led"),
        ("run the pier", "ran"),
        ("rewrite it", "rewrote"),
    ],
)
def test_another_tense_gets_a_gentle_note(words: str, past: str, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", FULL.replace('did = "', f'did = "{words} and ', 1))
    outcome = tailor("profile", "check", path)
    assert outcome.code == 0
    assert f'a letter says "I {past} ...": use the past tense' in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        "cut it",
        "put it there",
        "led the move",
        "found the leak",
        "quietly moved it",
        "rebuilt it",
        "onboarded ten",
        "A/B tested it",
        "set it",
        "brought it in",
    ],
)
def test_the_past_tense_gets_none(words: str, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", FULL.replace('did = "', f'did = "{words} and ', 1))
    assert "tense" not in tailor("profile", "check", path).err


#: One story of which a letter can read next to nothing, and one of which it can read all.
ODD = """[me]
name = "Tove Almgren"

[[story]]
name = "odd"
employer = "Polder Works"
system = "the level forecast"
wall = "stale levels"
did = "the migration of levels to a stream"
result = "a 40% drop in level age"
worth = "we saved $200K a year"
owned = ["training", "we retrain every week"]
tools = ["Flink"]
uses = {Triton = "the scoring"}

[[story]]
name = "even"
system = "the gate planner"
did = "built a new model with tide features"
result = "cut false alarms from 14 to 2 per shift"
"""


def test_what_a_letter_cannot_read_gets_a_note_with_what_to_write(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", ODD)
    outcome = tailor("profile", "check", path)
    assert (outcome.code, outcome.out) == (0, f"{path}: 2 stories, no problems, 6 fields to reword\n")
    notes = [line for line in outcome.err_lines if "I'd read it as:" in line]
    rows = ODD.split("\n")
    for line, field in zip(notes, ("wall", "did", "result", "worth", "owned", "uses"), strict=True):
        number = next(at for at, row in enumerate(rows, 1) if row.startswith(field))
        assert line.startswith(f"note: {path}:{number}: story odd: {field}: ")
    told = (
        'write "there were stale levels".',
        'I\'d read it as: "I the migration of levels to a stream." It is no deed: begin with a verb in the past tense, '
        '"migrated levels to a stream".',
        'begin with the verb, "cut level age by 40%".',
        'It is a clause: name the amount, "$200K a year saved".',
        "'we retrain every week' is a sentence: name the thing, \"retraining every week\".",
        "'Triton' is not in tools: add it there, or spell it as there.",
    )
    for line, words in zip(notes, told, strict=True):
        assert line.endswith(words)


def test_all_readings_are_printed_on_demand(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", ODD)
    outcome = tailor("profile", "check", "--readings", path)
    assert outcome.code == 0
    assert 'story even: did: I\'d read it as: "I built a new model with tide features."\n' in outcome.out
    assert 'story even: result: I\'d read it as: "False alarms fell from 14 to 2 per shift."\n' in outcome.out
    assert "story odd: wall: I'd read it as: " in outcome.out
    assert outcome.out.endswith(f"{path}: 2 stories, no problems, 6 fields to reword\n")
    assert "I'd read it as" not in outcome.err


def test_a_broken_profile_is_not_read(tmp_path: Path) -> None:
    outcome = tailor("profile", "check", "--readings", write(tmp_path / "facts.toml", ODD + "sovles = 1\n"))
    assert outcome.code == 2
    assert "read it as" not in outcome.out + outcome.err


def test_a_profile_that_reads_well_gets_no_note() -> None:
    assert "read it as" not in tailor("profile", "check", TEMPLATES / "sample-profile.toml").err


def test_a_broken_profile_is_told_of_its_grammar_too(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", ODD + "sovles = 1\n")
    outcome = tailor("profile", "check", path)
    number = ODD.split("\n").index('wall = "stale levels"') + 1
    assert outcome.code == 2
    assert (
        f'note: {path}:{number}: story odd: wall: It has no verb of its own: write "there were stale levels".'
        in outcome.err_lines
    )


# --- edit ----------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that puts the next of its lines into the file's `system`; the file that holds these lines."""
    lines = tmp_path / "lines"
    program = f"""import pathlib, sys
file, lines = pathlib.Path(sys.argv[1]), pathlib.Path({str(lines)!r})
first, _, rest = lines.read_text().partition("\\n")
lines.write_text(rest)
file.write_text("".join(f"{{first}}\\n" if row.startswith("system") else row for row in file.read_text().splitlines(True)))
"""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {write(tmp_path / 'editor.py', program)}")
    return lines


def test_edit_opens_the_profile_and_checks_it(editor: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", BARE)
    write(editor, 'system = "the berth forecast"\n')
    outcome = tailor("profile", "edit", path)
    assert (outcome.code, outcome.out) == (0, f"{path}: 1 story, no problems\n")
    assert load_profile(path).stories[0].system == "the berth forecast"


def test_edit_offers_to_open_it_again_until_it_has_no_problems(editor: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", BARE)
    write(editor, 'system = "TODO"\nsystem = "the berth forecast"\n')
    terminal = Terminal("profile", "edit", path)
    terminal.expect(f'{path}:6: story 1: system: "TODO" says nothing')
    terminal.expect("Open it again? [Y/n]: ")
    terminal.type("\n")
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (0, f"{path}: 1 story, no problems\n")


def test_edit_leaves_a_profile_with_problems_if_its_owner_says_so(editor: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", BARE)
    write(editor, "system = the berth forecast\n")
    terminal = Terminal("profile", "edit", path)
    terminal.expect("Open it again? [Y/n]: ")
    terminal.type("n\n")
    assert terminal.finish().code == 2


def test_edit_without_a_profile_or_an_editor_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", str(tmp_path / "no such editor"))
    outcome = tailor("profile", "edit", tmp_path / "nosuch.toml")
    assert (outcome.code, outcome.err) == (
        2,
        f"tailor: {tmp_path / 'nosuch.toml'}: no such profile; write one with: tailor profile init\n",
    )
    outcome = tailor("profile", "edit", write(tmp_path / "facts.toml", BARE))
    assert outcome.code == 2
    assert "set VISUAL or EDITOR" in outcome.err
    assert len(outcome.err_lines) == 1


# --- show ----------------------------------------------------------------------------------------


def test_show_lists_what_each_story_answers(profile: Path) -> None:
    outcome = tailor("profile", "show", profile)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Ilse Varga ({profile})\n")
    for words in (
        "fares: the fare-fraud scoring service at Norrby Buses",
        "feature-freshness, risk, latency",
        "Triton, Flink",
        "timetable: the delay forecast at Ferrow Rail",
    ):
        assert words in outcome.out


def test_show_says_in_a_line_which_fields_of_a_story_a_letter_would_use(profile: Path) -> None:
    out = tailor("profile", "show", profile).out
    lacks = [line for line in out.splitlines() if line.startswith("  lacks ")]
    assert lacks == [
        "  lacks   uses, field, lesson",
        "  lacks   owned, playbook, worth, wall, design, constraint, uses, field, lesson",
    ]
    row = json.loads(tailor("profile", "show", profile, "--format", "json").out)
    assert [story["lacks"] for story in row["stories"]] == [
        line.removeprefix("  lacks   ").split(", ") for line in lacks
    ]


def test_a_story_without_tools_lacks_no_uses_and_a_whole_one_nothing(tmp_path: Path) -> None:
    bare = tailor("profile", "show", write(tmp_path / "facts.toml", BARE)).out
    assert "  lacks   owned, playbook, worth, wall, design, constraint, field, lesson\n" in bare
    more = 'field = "fares"\nlesson = "l"\nuses = {Flink = "the joins"}\n'
    whole = FULL.partition('\n[[story]]\nname = "timetable"')[0] + more
    assert "lacks" not in tailor("profile", "show", write(tmp_path / "facts.toml", whole)).out


def test_show_has_every_pain_once_most_common_first(profile: Path) -> None:
    out = tailor("profile", "show", profile).out
    table = out[out.index("\npain ") :].split("\n\n")[0].strip().splitlines()[1:]
    pains = jdparse.load_lexicon().pains
    assert sorted(line.split()[0] for line in table) == sorted(pains)
    shares = [int(line.split()[1].rstrip("%")) for line in table]
    assert shares == sorted(shares, reverse=True)
    (risk,) = [line for line in table if line.startswith("risk ")]
    assert risk.split()[2:] == ["fares"]
    (scale,) = [line for line in table if line.startswith("scale ")]
    assert "(near: fares" in scale


def test_show_advises_on_the_common_pains_that_no_story_answers(profile: Path) -> None:
    out = tailor("profile", "show", profile).out
    missing = out[out.index("No story for these") :]
    hints = {hint.id: hint.story for hint in load_script().pain}
    pains = jdparse.load_lexicon().pains
    solved = {name for story in load_profile(profile).stories for name in story.solves}
    for name, pain in pains.items():
        common = round(pain.share, 2) >= COMMON_SHARE and name not in solved
        assert (f"  {name}: {hints[name]}" in " ".join(missing.split()).replace(f" {name}:", f"  {name}:")) == common


def test_show_says_so_when_nothing_common_is_missing(tmp_path: Path) -> None:
    every = ", ".join(f'"{name}"' for name in jdparse.load_lexicon().pains)
    out = tailor("profile", "show", write(tmp_path / "facts.toml", BARE + f"solves = [{every}]\n")).out
    assert "Every pain that at least 10% of postings have is answered." in out
    assert "No story" not in out


def test_show_as_json(profile: Path) -> None:
    outcome = tailor("profile", "show", profile, "--format", "json")
    assert outcome.err == ""
    row = json.loads(outcome.out)
    assert list(row) == ["schema", "profile", "sample", "name", "common_share", "stories", "pains", "missing"]
    assert [story["name"] for story in row["stories"]] == ["fares", "timetable"]
    assert len(row["pains"]) == 19
    by_id = {pain["id"]: pain for pain in row["pains"]}
    assert by_id["risk"]["stories"] == ["fares"]
    assert by_id["risk"]["advice"] is None
    assert "scale" in row["missing"]
    assert "governance" not in row["missing"]
    assert all(by_id[name]["advice"] for name in row["missing"])


def test_show_is_clean_in_a_pipe_and_fits_eighty_columns() -> None:
    outcome = script("profile", "show", TEMPLATES / "sample-profile.toml")
    assert outcome.code == 0
    assert "\x1b" not in outcome.out
    assert max(map(len, outcome.out.splitlines()[1:])) <= 80


def test_show_falls_back_to_the_sample_and_says_so() -> None:
    outcome = tailor("profile", "show")
    assert outcome.code == 0
    assert "Mara Lindqvist" in outcome.out
    assert "sample" in outcome.err
    assert json.loads(tailor("profile", "show", "--format", "json").out)["sample"] is True


def test_the_shares_are_those_of_real_postings(shared: Path) -> None:
    measure = Path(__file__).parents[3] / "benchmarks" / "pain_shares.py"
    done = subprocess.run([sys.executable, measure, shared / "gold"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[:2] == ["deployment", "0.376"]
