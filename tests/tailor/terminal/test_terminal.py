"""Colour, width, control characters and signs of work, as a person at a terminal sees them."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from jdparse import Analysis, Evidence, Highlight, Kind, Posting, SectionKind, Span
from tailor.show.posting import posting_text
from tailor.terminal import wanted_colour, working
from tailor.terminal.safe import inert
from tests.tailor.calls import Outcome, Terminal, script, tailor
from tests.tailor.samples import BULLETS, FULL, POSTINGS, write

ESCAPE = "\x1b"
#: A terminal that knows colours, and nobody who said whether to use them.
ABLE: Mapping[str, str | None] = {"NO_COLOR": None, "TERM": "xterm-256color"}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", BULLETS)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


def at_terminal(
    *args: str | Path, columns: int = 80, env: Mapping[str, str | None] = ABLE, out: bool = True
) -> Outcome:
    """The end of a call at a terminal; `err` is all that it showed."""
    return Terminal(*args, out=out, columns=columns, env=env).finish()


def in_colour(shown: str) -> bool:
    """Whether a text sets any colour; a sign of work may move the cursor."""
    return _COLOUR.search(shown) is not None


def columns(line: str) -> int:
    """How many columns a terminal gives to a line without escape sequences."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in line
    )


# --- colour ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "environment", "wanted"),
    [
        ("auto", {}, None),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "0"}, False),
        ("auto", {"NO_COLOR": ""}, None),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "0"}, True),
        ("auto", {"FORCE_COLOR": ""}, None),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ("auto", {"TERM": "xterm"}, None),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_the_call_goes_before_the_environment_and_the_environment_before_the_stream(
    choice: str, environment: dict[str, str], wanted: bool | None
) -> None:
    assert wanted_colour(choice, environment) is wanted


@pytest.mark.parametrize("show", [(), ("--show",)], ids=["list", "show"])
@pytest.mark.parametrize(
    ("env", "options", "coloured"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": ""}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, (), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
    ],
    ids=["plain", "NO_COLOR", "empty NO_COLOR", "dumb", "FORCE_COLOR", "always", "never"],
)
def test_a_terminal_is_coloured_as_it_wants(
    env: dict[str, str], options: tuple[str, ...], coloured: bool, show: tuple[str, ...], posting: Path
) -> None:
    shown = at_terminal("analyze", posting, *show, *options, env={**ABLE, **env})
    assert shown.code == 0
    assert in_colour(shown.err) is coloured


@pytest.mark.parametrize("show", [(), ("--show",)], ids=["list", "show"])
def test_a_pipe_is_clean_unless_colour_is_asked_for(
    show: tuple[str, ...], posting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    plain = tailor("analyze", posting, *show)
    assert ESCAPE not in plain.out
    for before, behind in ((("--color", "always"), ()), ((), ("--color", "always"))):
        asked = tailor(*before, "analyze", posting, *show, *behind)
        assert ESCAPE in asked.out
        if not show:
            assert click.unstyle(asked.out) == plain.out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE in tailor("analyze", posting, *show).out
    assert ESCAPE not in tailor("analyze", posting, *show, "--color", "never").out
    assert tailor("--color", "always", "analyze", posting, "--color", "never", *show).out == plain.out


def test_each_stream_decides_for_itself(posting: Path, profile: Path) -> None:
    screen = Terminal("analyze", posting, "--show", env=ABLE)
    outcome = screen.finish()
    assert ESCAPE not in outcome.out
    assert outcome.out == tailor("analyze", posting, "--show").out


def test_findings_and_the_review_are_coloured_alike(posting: Path, profile: Path, tmp_path: Path) -> None:
    letter = write(tmp_path / "letter.txt", "Dear Ms Okafor,\n\nI own the the service.\n")
    for env, coloured in ((ABLE, True), ({**ABLE, "NO_COLOR": "1"}, False)):
        assert in_colour(at_terminal("check", letter, "--no-profile", env=env).err) is coloured
        screen = Terminal("draft", posting, "--profile", profile, "--metric", "none", "--tool", "none", env=env)
        shown = screen.answer("pain")
        screen.answer("write it")
        assert screen.finish().code == 0
        assert in_colour(shown) is coloured


@pytest.mark.parametrize("choice", ["yes", ""])
def test_an_unknown_choice_of_colour_is_refused(choice: str, posting: Path) -> None:
    outcome = tailor("analyze", posting, "--color", choice)
    assert (outcome.code, outcome.out, len(outcome.err_lines)) == (2, "", 1)
    assert "'always'" in outcome.err


# --- what others wrote ----------------------------------------------------------------------------


HOSTILE = (
    "Engineer \x1b]0;owned\x07\nAbout us\nWe are \x9b31m red \u202eand\u2066 turned.\r\nDuties\r\n"
    "- Cut the p99 \x1b[2J latency of our ranking service, which is too slow for our users\r\n- Run Kube\x08flow and Ray\n"
)


def steering(text: str) -> list[str]:
    """The characters in a text that a terminal may obey."""
    return [
        character
        for character in text
        if (unicodedata.category(character) == "Cc" and character not in "\n\t") or character in "\u202e\u2066"
    ]


@pytest.mark.parametrize("options", [(), ("--show",), ("--explain",)], ids=" ".join)
@pytest.mark.parametrize("colour", ["never", "always"])
def test_a_posting_cannot_steer_the_terminal(options: tuple[str, ...], colour: str, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes(HOSTILE.encode())
    outcome = tailor("analyze", path, "--title", "A\x1b[31mB", *options, "--color", colour)
    assert outcome.code == 0
    assert steering(re.sub(r"\x1b\[[0-9;]*m", "", outcome.out) if colour == "always" else outcome.out) == []
    assert "[2J" in outcome.out or options != ("--show",)
    assert "\x1b[31m" not in outcome.out


def test_neither_review_nor_letter_nor_trace_can(profile: Path, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes(HOSTILE.encode())
    screen = Terminal(
        "draft", path, "--profile", profile, "--trace", "--title", "A\x1b[31mB", out=True, env={"NO_COLOR": "1"}
    )
    shown = ""
    for question in ("pain", "metric", "tool", "write it"):
        shown += screen.answer(question)
    shown += screen.answer("next", "q")
    outcome = screen.finish()
    assert outcome.code == 0
    assert steering((shown + outcome.err).replace("\r", "")) == []


def test_an_error_that_names_rows_cannot_either(tmp_path: Path) -> None:
    rows = [{"id": f"\x1b[31m{number}", "title": "\x9b2J", "text": BULLETS} for number in range(2)]
    path = write(tmp_path / "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    outcome = tailor("draft", path)
    assert (outcome.code, len(outcome.err_lines)) == (2, 1)
    assert steering(outcome.err) == []


def test_what_is_made_inert_keeps_its_places_and_what_does_no_harm() -> None:
    text = "a\x1b[31m\r\n\tb\u200dc\u202ed\u00ade 👩‍🔬"
    assert len(inert(text)) == len(text)
    assert inert("\tplain\ntext 👩‍🔬 naïve") == "\tplain\ntext 👩‍🔬 naïve"
    assert steering(inert(text)) == []


# --- the posting with its highlights --------------------------------------------------------------


def evidence(kind: Kind, quote: str, text: str, *, name: str = "") -> Evidence:
    """Evidence for words of a text."""
    start = text.index(quote)
    return Evidence(kind, quote, Span(start, start + len(quote)), "latency", SectionKind.DUTIES, name=name)


def marked(
    text: str, pain: str = "", metric: str = "", tool: str = "", *, colour: bool = False, width: int = 80
) -> str:
    """The body of a posting with these words marked."""
    found = {
        kind: Highlight(kind, evidence(kind, quote, text)) if quote else None
        for kind, quote in zip(Kind, (pain, metric, tool), strict=True)
    }
    analysis = Analysis(Posting(text), found[Kind.PAIN], found[Kind.METRIC], found[Kind.TOOL])
    head, _, body = posting_text(analysis, width=width, colour=colour).partition("\n\n")[2].partition("\n\n")
    assert all(kind in head for kind in Kind)
    return body.removesuffix("\n")


@pytest.mark.parametrize(
    ("pain", "metric", "tool", "shown"),
    [
        ("Cut our p99 latency", "", "Ray", "[pain: Cut our p99 latency] on [tool: Ray] now."),
        (
            "Cut our p99 latency on Ray",
            "p99 latency",
            "Ray",
            "[pain: Cut our [metric: p99 latency] on [tool: Ray]] now.",
        ),
        ("Cut our p99 latency", "p99 latency", "", "[pain: Cut our [metric: p99 latency]] on Ray now."),
        ("p99 latency", "p99 latency", "", "Cut our [pain: [metric: p99 latency]] on Ray now."),
        ("Cut our p99", "p99 latency", "", "[pain: Cut our [metric: p99]][metric:  latency] on Ray now."),
        ("Cut", "Cut our p99", "Cut our p99 latency", "[tool: [metric: [pain: Cut] our p99] latency] on Ray now."),
        ("Cut", " our", "now.", "[pain: Cut][metric:  our] p99 latency on Ray [tool: now.]"),
        ("", "", "", "Cut our p99 latency on Ray now."),
    ],
)
def test_brackets_stand_around_the_quotes_and_nest(pain: str, metric: str, tool: str, shown: str) -> None:
    assert marked("Cut our p99 latency on Ray now.", pain, metric, tool) == shown


def colours(shown: str) -> list[tuple[str, str]]:
    """Each stretch of a coloured text with its background: 43 is the pain's, 46 the metric's, 42 the tool's."""
    found, ground = [], ""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", shown):
        if piece.startswith(ESCAPE):
            ground = next((code for code in piece[2:-1].split(";") if code in {"42", "43", "46"}), "")
        elif piece:
            found.append((piece, ground))
    return found


def test_what_lies_inside_another_keeps_its_own_colour() -> None:
    shown = marked("Cut our p99 latency on Ray now.", "Cut our p99 latency on Ray", "p99 latency", "Ray", colour=True)
    assert colours(shown) == [
        ("Cut our ", "43"),
        ("p99 latency", "46"),
        (" on ", "43"),
        ("Ray", "42"),
        (" now.", ""),
    ]


def test_the_whole_posting_is_shown_and_only_marks_are_added(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        shown = posting_text(analysis, width=60, colour=False)
        for kind in Kind:
            highlight = analysis.highlight(kind)
            assert ("not stated" in shown) if highlight is None else (f"[{kind}: ]" in shown)
        bare = re.sub(r"\[(?:pain|metric|tool): |\]", "", shown)
        assert " ".join(analysis.posting.text.replace("]", "").split()) in " ".join(bare.split())
        for highlight in filter(None, map(analysis.highlight, Kind)):
            inside = " ".join(shown.split()).partition(f"[{highlight.kind}: ]")[2].partition(f"[{highlight.kind}: ")[2]
            words = re.sub(r"\[(?:pain|metric|tool): |\]", "", inside)
            assert words.startswith(" ".join(highlight.evidence.quote.split()))


def test_runners_up_bear_the_number_that_draft_takes(analyses: Mapping[str, Analysis]) -> None:
    analysis = analyses["bullets"]
    shown = click.unstyle(posting_text(analysis, width=100, colour=True))
    assert analysis.pain is not None
    last = " ".join(analysis.pain.alternatives[0].quote.split())
    assert re.search(rf"{re.escape(last)}[⁰¹²³⁴⁵⁶⁷⁸⁹]*²", " ".join(shown.split()))
    assert not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", posting_text(analysis, width=100, colour=False))


WIDE = (
    "Engineer 👩‍🔬 at 東京機械\n\nDuties\n- Cut the p99 latency of 推薦サービス that 利用者 wait for, and keep it low while "
    "traffic doubles 🚀🚀🚀 each year\n- https://example.org/" + "x" * 150 + "\n"
)


@pytest.mark.parametrize("width", [40, 60, 100, 200])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_page(width: int, colour: bool, analyses: Mapping[str, Analysis]) -> None:
    pain = Highlight(Kind.PAIN, evidence(Kind.PAIN, "Cut the p99 latency of 推薦サービス that 利用者 wait for", WIDE))
    for analysis in (Analysis(Posting(WIDE), pain), *analyses.values()):
        shown = click.unstyle(posting_text(analysis, width=width, colour=colour))
        assert [line for line in shown.split("\n") if columns(line.replace("👩‍🔬", "👩")) > width] == []


def test_list_items_are_indented_below_their_words() -> None:
    shown = marked("- Cut the latency of our ranking service again and again\n2. Run it", width=40).split("\n")
    assert shown[0].startswith("- Cut")
    assert re.match("  [a-z]", shown[1])
    assert shown[-1] == "2. Run it"


@pytest.mark.parametrize("wide", [40, 80, 200])
def test_the_width_of_the_terminal_is_respected(wide: int, posting: Path) -> None:
    shown = at_terminal("analyze", posting, "--show", columns=wide, env={}).err
    assert wide / 2 - 5 < max(map(columns, shown.split("\n"))) <= wide


def test_columns_goes_before_the_terminals_own_width(posting: Path) -> None:
    shown = at_terminal("analyze", posting, "--show", columns=200, env={"COLUMNS": "50"}).err
    assert 40 < max(map(columns, shown.split("\n"))) <= 50


def test_show_with_explain_adds_the_arithmetic_and_json_is_refused(posting: Path) -> None:
    both = tailor("analyze", posting, "--show", "--explain").out
    assert both == tailor("analyze", posting, "--show").out + "\n" + tailor("analyze", posting, "--explain").out
    for style in ("json", "jsonl"):
        outcome = tailor("analyze", posting, "--show", "--format", style)
        assert (outcome.code, outcome.out, len(outcome.err_lines)) == (2, "", 1)
        assert "--show" in outcome.err


# --- letters --------------------------------------------------------------------------------------


def without_notes(shown: str) -> str:
    """What a terminal showed, the notes on the letter left out."""
    return re.sub(r"(?m)^note: .*\n(?: {6}\S.*\n)*", "", shown)


@pytest.mark.parametrize("wide", [40, 80, 200])
def test_a_letter_is_wrapped_between_words_at_a_terminal_and_nowhere_else(
    wide: int, posting: Path, profile: Path
) -> None:
    call = ("draft", posting, "--profile", profile, "--no-review")
    piped = script(*call).out
    assert max(map(len, piped.split("\n"))) > 200
    assert at_terminal(*call, out=False).out == piped
    shown = without_notes(at_terminal(*call, columns=wide, env={}).err)
    assert max(map(len, shown.split("\n"))) <= min(wide, 100)
    assert [" ".join(part.split()) for part in shown.split("\n\n")] == [
        " ".join(part.split()) for part in piped.split("\n\n")
    ]


def test_json_of_a_letter_is_the_same_at_a_terminal(posting: Path, profile: Path) -> None:
    call = ("draft", posting, "--profile", profile, "--no-review", "--format", "json")
    assert without_notes(at_terminal(*call, env={}).err) == script(*call).out


# --- signs of work --------------------------------------------------------------------------------


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A file that cannot be read until somebody writes to it."""
    path = tmp_path / "slow.jsonl"
    os.mkfifo(path)
    return path


def fill(path: Path) -> None:
    """Give the file its two postings."""
    rows = [{"id": name, "text": POSTINGS[name].text} for name in ("bullets", "prose")]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize("style", ["json", "jsonl", "text"])
def test_long_work_shows_how_far_it_is_and_leaves_nothing_behind(style: str, posting: Path, slow: Path) -> None:
    screen = Terminal("analyze", posting, slow, "--format", style, env=ABLE)
    screen.expect("Analysing, 1 done, file 2 of 2 ...", seconds=60)
    fill(slow)
    outcome = screen.finish(seconds=60)
    assert outcome.code == 0
    assert outcome.out == script("analyze", posting, *two_files(slow), "--format", style).out
    assert outcome.err.endswith("...\n\x1b[?25h\r\x1b[1A\x1b[2K"), "the cursor is back and the line gone"


def two_files(slow: Path) -> tuple[Path]:
    """The same two postings in a file that can be read at once, by the same name in another folder."""
    slow.unlink()
    fill(slow)
    return (slow,)


def test_an_interrupt_leaves_the_cursor_visible(slow: Path) -> None:
    screen = Terminal("analyze", slow, "--format", "json", env=ABLE)
    before = screen.expect("Analysing ...", seconds=60)
    assert "\x1b[?25l" in before, "the cursor is hidden while the line stands"
    screen.insist("\x03")
    outcome = screen.finish(seconds=60)
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err.count("\x1b[?25h") == 1
    assert "\x1b[?25l" not in outcome.err
    assert outcome.err.endswith("\ntailor: interrupted\n")
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("command", ["draft", "check"])
def test_other_commands_say_that_they_read(command: str, slow: Path, posting: Path, profile: Path) -> None:
    letter = write(slow.parent / "letter.txt", "Dear Ms Okafor,\n\nI own the service.\n")
    call = {
        "draft": ("draft", slow, "--job", "prose", "--profile", profile, "--no-review"),
        "check": ("check", letter, "--posting", slow, "--job", "prose", "--profile", profile),
    }[command]
    screen = Terminal(*call, env=ABLE)
    screen.expect("Reading the posting ...", seconds=60)
    fill(slow)
    outcome = screen.finish(seconds=60)
    two_files(slow)
    assert (outcome.code, outcome.out) == (script(*call).code, script(*call).out)


@pytest.mark.parametrize("where", ["pipe", "dumb terminal", "results at the terminal"])
def test_nothing_is_said_where_nobody_looks_or_the_results_are_shown(where: str, slow: Path) -> None:
    waiting = threading.Timer(3.0, fill, [slow])
    waiting.start()
    if where == "pipe":
        assert script("analyze", slow, "--format", "json").err == ""
    elif where == "dumb terminal":
        assert Terminal("analyze", slow, "--format", "jsonl").finish(seconds=60).err == ""
    else:
        shown = Terminal("analyze", slow, "--format", "jsonl", out=True, env=ABLE).finish(seconds=60).err
        assert [json.loads(line)["id"] for line in shown.splitlines()] == ["bullets", "prose"]
    waiting.join()


def test_quick_work_says_nothing(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(working, "PATIENCE", 0.2)
    with working.working("Reading"):
        pass
    time.sleep(0.4)
    assert capfd.readouterr().err == ""
    with working.working("Reading"):
        time.sleep(1.0)
    assert "Reading" in capfd.readouterr().err
