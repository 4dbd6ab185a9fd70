"""What a person may do with a letter that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from jdparse import Analysis, Kind
from tailor.draft import Draft, write_draft
from tailor.finish.menu import Desk, offer
from tailor.finish.save import Saving
from tailor.letter.letter import Options
from tailor.profile.story import Profile
from tailor.review.start import Start

PROPOSED = "Quillmere Freight - Staff Machine Learning Engineer - letter.pdf"


@dataclass
class Person:
    """A person who answers in this order, and what they are asked and shown."""

    typed: list[str]
    asked: list[str] = field(default_factory=list)
    shown: list[Draft] = field(default_factory=list)
    kept: list[Draft] = field(default_factory=list)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self.typed.pop(0)


Talk = Callable[..., tuple[Draft, Person]]


@pytest.fixture(scope="module")
def drafts(analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]) -> Mapping[str, tuple[Draft, Profile]]:
    """A letter of 250 words for each profile; ``!`` makes one the sample."""
    analysis = analyses["bullets"]
    highlights = {kind: analysis.highlight(kind) for kind in Kind}
    people = {**profiles, "bundled!": replace(profiles["bundled"], sample=True)}
    return {name: (write_draft(Start(analysis), who, Options(), highlights), who) for name, who in people.items()}


@pytest.fixture
def talk(drafts: Mapping[str, tuple[Draft, Profile]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """The menu below a letter of 250 words, in a folder of its own, with these answers."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(*typed: str, profile: str = "full", output: Path | None = None) -> tuple[Draft, Person]:
        draft, who = drafts[profile]
        person = Person([*typed])
        saving = Saving(output, None, "2026-11-23", False)
        desk = Desk(draft, who, Options(), saving, person.shown.append, person.kept.append)
        after = offer(desk, person.ask)
        assert person.typed == [], "not all was asked for"
        return after, person

    return run


Editor = Callable[[str], Path]
HELLO = "file.write_text(file.read_text().replace('Dear Hiring Manager', 'Dear Ana'))"


def files() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


@pytest.mark.parametrize("word", ["q", "quit", "EXIT"])
def test_a_person_may_leave_it_at_that(word: str, talk: Talk) -> None:
    after, person = talk(word)
    assert person.asked == ["next (q quits)"]
    assert (person.shown, person.kept, files()) == ([], [], [])
    assert not after.by_hand


def test_a_question_mark_tells_what_there_is(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    _, person = talk("?", "nonsense", "s?", "", "q")
    shown = capsys.readouterr().err
    assert "s, save" in shown
    assert "There is no 'nonsense' here" in shown
    assert len(person.asked) == 5


def test_what_is_asked_first_may_be_answered_in_the_menu(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    after, person = talk("save mine.txt", "l 150", "l 99", "150", "check it", "q")
    assert files() == ["mine.txt"]
    assert after.letter.words < 180
    assert len(person.asked) == 6
    assert "There is no 'check it' here" in capsys.readouterr().err


# --- save -------------------------------------------------------------------------------------------


def test_a_name_is_proposed_and_enter_takes_it(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    after, _ = talk("save", "", "q")
    assert files() == [PROPOSED]
    assert Path(PROPOSED).read_bytes().startswith(b"%PDF-")
    assert f"wrote {PROPOSED} ({after.letter.words} words)" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("mine.txt", "mine.txt"),
        ("mine", "mine.pdf"),
        ("Sr. Engineer letter", "Sr. Engineer letter.pdf"),
        ("'quoted.md'", "quoted.md"),
        ("LETTER.DOCX", "LETTER.DOCX"),
    ],
)
def test_another_name_may_be_typed(typed: str, written: str, talk: Talk) -> None:
    after, _ = talk("s", typed, "q")
    assert files() == [written]
    if written.endswith((".txt", ".md")):
        assert Path(written).read_text(encoding="utf-8") == after.letter.text


def test_a_folder_gets_the_proposed_name(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    talk("s", "../letters", "q")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == [PROPOSED]


@pytest.mark.parametrize("no", ["n", "", "no"])
def test_nothing_is_overwritten_without_a_yes(no: str, talk: Talk, tmp_path: Path) -> None:
    mine = tmp_path / "here" / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    _, person = talk("s", "mine.txt", no, "back", "q")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert "mine.txt is there already; overwrite it (y or n)" in person.asked
    after, _ = talk("s", "mine.txt", "y", "q")
    assert mine.read_text(encoding="utf-8") == after.letter.text


def test_a_proposed_name_that_is_taken_gets_a_number(talk: Talk) -> None:
    talk("s", "", "s", "", "q")
    assert files() == [PROPOSED.replace(".pdf", " (2).pdf"), PROPOSED]


def test_the_file_of_the_call_is_proposed_first(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "sent.txt"
    path.write_text("as sent", encoding="utf-8")
    talk("s", "", "n", "back", "q", output=path)
    assert path.read_text(encoding="utf-8") == "as sent"
    talk("s", "", "y", "q", output=path)
    assert path.read_text(encoding="utf-8").startswith("Dear")


@pytest.mark.parametrize(
    "typed", ["nowhere/letter.pdf", "letter.xls", "x" * 300, "~nobody-of-that-name/x.pdf", "a\x1b[A"]
)
def test_what_no_file_can_be_called_is_asked_again(typed: str, talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    talk("s", typed, "mine.txt", "q")
    assert files() == ["mine.txt"]
    assert "--force" not in capsys.readouterr().err


@pytest.mark.parametrize(("yes", "written"), [("y", ["mine.txt"]), ("n", [])])
def test_the_samples_facts_go_into_a_file_with_a_yes_only(yes: str, written: list[str], talk: Talk) -> None:
    talk("s", yes, *(["mine.txt"] if written else []), "q", profile="bundled!")
    assert files() == written


# --- otherwise --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [("l", "150"), ("length", "1"), ("len", "15")])
def test_another_length_without_a_new_review(typed: tuple[str, ...], talk: Talk) -> None:
    after, person = talk(*typed, "q")
    assert (after.letter.length, person.shown, person.kept) == (150, [after], [after])
    assert not any("pain" in question for question in person.asked)


def test_another_story_leads(talk: Talk, profiles: Mapping[str, Profile]) -> None:
    first, _ = talk("q")
    other = next(story.name for story in profiles["full"].stories if story.name != first.letter.match.story.name)
    after, _ = talk("t", other, "l", "400", "q")
    assert (after.letter.match.story.name, after.letter.length) == (other, 400)


def test_where_there_is_one_story_no_other_can_lead(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    _, person = talk("t", "q", profile="bare")
    assert person.shown == []
    assert "Your profile has one story" in capsys.readouterr().err


@pytest.mark.parametrize("ask", ["h", "back"])
def test_another_highlight_is_asked_about_alone(ask: str, talk: Talk, analyses: Mapping[str, Analysis]) -> None:
    after, person = talk(ask, "tool", "2", "q")
    tool, found = after.highlights[Kind.TOOL], analyses["bullets"].tool
    assert found is not None
    assert tool is not None
    assert tool.evidence == found.alternatives[0]
    assert [question.partition(" (")[0] for question in person.asked] == [
        "next",
        "which: pain, metric or tool",
        "tool",
        "next",
    ]
    left_out, _ = talk("h", "m", "none", "q")
    assert left_out.highlights[Kind.METRIC] is None


@pytest.mark.parametrize(
    "typed",
    [("l", ""), ("l", "250"), ("l", "back"), ("t", ""), ("t", "skip"), ("h", ""), ("h", "pain", "back"), ("h", "none")],
)
def test_what_stays_as_it_was_is_not_written_anew(typed: tuple[str, ...], talk: Talk) -> None:
    _, person = talk(*typed, "q")
    assert person.shown == []


@pytest.mark.parametrize(
    "typed", [("l", "q"), ("s", "quit"), ("h", "tool", "exit"), ("h", "q"), ("h", "tool", "Zork", "q")]
)
def test_q_ends_from_each_question(typed: tuple[str, ...], talk: Talk) -> None:
    _, person = talk(*typed)
    assert person.shown == []


def test_a_wrong_answer_is_asked_again(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    after, _ = talk("l", "300", "?", "\x1b[A", "400", "q")
    assert after.letter.length == 400
    assert "Give one of these, or its number: 150, 250, 400." in capsys.readouterr().err


# --- by hand ----------------------------------------------------------------------------------------


def test_what_was_edited_is_shown_saved_and_checked(
    talk: Talk, editor: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(f"{HELLO}\nfile.write_text(file.read_text().replace('Kind', 'I cut latency by 97%.\\n\\nKind'))")
    after, person = talk("e", "c", "s", "mine.txt", "q")
    assert person.shown == [after]
    assert after.letter.text.startswith("Dear Ana,")
    assert Path("mine.txt").read_text(encoding="utf-8") == after.letter.text
    assert any("97%" in problem for problem in after.problems)
    assert "FCT101" in capsys.readouterr().err
    assert not any("not saved" in question for question in person.asked)


def test_an_edited_letter_is_not_lost_without_a_yes(talk: Talk, editor: Editor) -> None:
    editor(HELLO)
    for change in (("l", "400"), ("t", "2"), ("h", "tool", "none")):
        kept, person = talk("e", *change, "n", "q", "n", "q", "y")
        assert kept.letter.text.startswith("Dear Ana,")
        assert person.asked.count("what you edited is not saved; leave all the same (y or n)") == 2
    gone, person = talk("e", "l", "400", "y", "q")
    assert (gone.by_hand, gone.letter.length) == (False, 400)
    assert gone.letter.text.startswith("Dear Hiring Manager,")


@pytest.mark.parametrize("lines", ["", "file.write_text(file.read_text())", "file.write_text('')", "sys.exit(3)"])
def test_an_editor_that_brings_nothing_back_changes_nothing(
    lines: str, talk: Talk, editor: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(lines)
    after, person = talk("e", "q")
    assert (after.by_hand, person.shown) == (False, [])
    assert capsys.readouterr().err.count("\n") > 4


def test_the_menu_can_be_used_in_any_order(talk: Talk, editor: Editor) -> None:
    editor(HELLO)
    after, _ = talk("p", "l", "150", "s", "one.txt", "e", "s", "two.txt", "h", "tool", "none", "y", "c", "q")
    assert files() == ["one.txt", "two.txt"]
    assert (after.letter.length, after.highlights[Kind.TOOL], after.by_hand) == (150, None, False)
    assert Path("two.txt").read_text(encoding="utf-8").startswith("Dear Ana,")
