"""Nothing of a stranger's steers a terminal: names of files and what stands in them, walked through all commands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tailor.terminal.safe import STEERING
from tests.tailor.calls import Terminal, tailor

#: A clipboard written, a title, a colour, hidden text, a bell, a CSI of one character, a backspace, and writing turned round.
POISON = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b]0;t\x07 \x1b[31m\x1b[8m \x9b31m \x7f\x08 \u202eover\u202c \u2066in\u2069 \u200e\u061c"
)
_NAME = "p \x1b]0;t\x07\x9b31m\u202e"
_WORDS = json.dumps(POISON)
_POSTING = f"ML Engineer {POISON}\nQuillmark {POISON}\n\nDuties\n- Cut the p99 latency {POISON} of our ranking models on Triton, which time out\n- Include the word papaya {POISON} in your application.\n"
_PROFILE = f"""[me]
name = {json.dumps("Mara " + POISON)}
[[story]]
name = {json.dumps("risk " + POISON)}
employer = {json.dumps("Halvard " + POISON)}
system = {json.dumps("the scoring service " + POISON)}
did = {json.dumps("moved features to a stream " + POISON)}
solves = ["risk"]
tools = [{json.dumps("Triton " + POISON)}]
"""
_RESUME = {
    "basics": {"name": "Mara " + POISON, POISON: POISON},
    "work": [{"name": "Pay " + POISON, "position": "Engineer", "highlights": ["Cut latency " + POISON + " by 40%"]}],
    POISON: "x",
}

_CALLS: Sequence[Sequence[str]] = (
    ("analyze", "{d}/{n}.txt"),
    ("analyze", "{d}/{n}.txt", "--explain", "--show"),
    ("analyze", "{d}/{n}.json", "--format", "json", "--with-text"),
    ("analyze", "{d}/{n}.json", "--format", "jsonl", "--with-text"),
    ("analyze", "{d}/{n}.json", "{d}/{n}.txt"),
    ("analyze", "{d}/missing {n}"),
    ("analyze", "{d}/{n}.json", "--job", "{n}"),
    ("draft", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review", "--trace"),
    ("draft", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review", "--format", "json"),
    (
        "draft",
        "{d}/{n}.txt",
        "--profile",
        "{d}/{n}.toml",
        "--no-review",
        "-o",
        "{d}/out {n}.txt",
        "--save-analysis",
        "{d}/a {n}.json",
    ),
    ("draft", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review", "--story", "{n}"),
    ("draft", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review", "--template", "{n}"),
    ("draft", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review", "--template", "{d}/{n}.j2"),
    ("brief", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review"),
    ("brief", "{d}/{n}.txt", "--profile", "{d}/{n}.toml", "--no-review", "--format", "json"),
    ("check", "{d}/{n}.letter", "--posting", "{d}/{n}.txt", "--profile", "{d}/{n}.toml"),
    ("check", "{d}/{n}.letter", "--no-profile", "--format", "json"),
    ("check", "{d}/{n}.letter", "--no-profile", "--format", "sarif"),
    ("check", "{d}/{n}.letter", "--no-profile", "--format", "github"),
    ("check", "--explain", "{n}"),
    ("profile", "show", "{d}/{n}.toml"),
    ("profile", "show", "{d}/{n}.toml", "--format", "json"),
    ("profile", "check", "{d}/{n}.toml"),
    ("profile", "check", "{d}/{n}.toml", "--readings"),
    ("profile", "check", "{d}/bad {n}.toml"),
    ("profile", "check", "{d}/missing {n}"),
    (
        "profile",
        "path",
    ),
    ("profile", "import", "{d}/cv {n}.json", "--dry-run"),
    ("templates", "show", "{d}/{n}.j2"),
    ("templates", "copy", "250", "{d}/copy {n}.j2"),
    ("templates", "show", "{n}"),
    ("settings", "{n}"),
    ("estimate", "storage", "--{n}"),
    ("log", "show", "{n}"),
    ("help", "{n}"),
    ("{n}",),
    ("completion", "{n}"),
    ("batch", "{d}/{n}.jsonl", "-o", "{d}/out {n}.jsonl", "--workers", "1"),
    ("batch", "{d}/{n}.jsonl", "-o", "-", "--workers", "1"),
)


def _fill(folder: Path) -> None:
    for name, text in (
        (f"{_NAME}.txt", _POSTING),
        (
            f"{_NAME}.json",
            json.dumps({"id": _NAME, "title": "ML " + POISON, "company": "Quill " + POISON, "text": _POSTING}),
        ),
        (f"{_NAME}.jsonl", json.dumps({"id": _NAME, "title": "ML " + POISON, "text": _POSTING}) + "\n{" + POISON),
        (f"{_NAME}.toml", _PROFILE),
        (f"bad {_NAME}.toml", f'[me]\nname = "A"\n{_WORDS} = 1\n[[story]]\nname = "s"\nsystem = "x"\ndid = "b"\n'),
        (f"cv {_NAME}.json", json.dumps(_RESUME)),
        (
            f"{_NAME}.letter",
            f"Dear team {POISON},\n\nI am writing to apply {POISON}. I cut p99 {POISON} by 90%.\n\nRegards,\nMara\n",
        ),
        (f"{_NAME}.j2", f"{{{{ greeting }}}} {POISON} {{% if x %}}\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("call", _CALLS, ids=" ".join)
def test_no_command_lets_a_stranger_steer_the_terminal(call: Sequence[str], tmp_path: Path) -> None:
    _fill(tmp_path)
    own = {"TAILOR_PROFILE": str(tmp_path / f"{_NAME}.toml")}
    shell = Terminal(*(word.format(d=tmp_path, n=_NAME) for word in call), out=True, columns=200, env=own)
    done = shell.finish(seconds=120)
    # A terminal's own end of line.
    shown = re.sub(r"\r+\n", "\n", done.err)
    assert STEERING.findall(shown) == []
    assert "Traceback" not in shown
    assert shown.strip()


def test_json_on_a_terminal_says_what_it_says_in_a_pipe(tmp_path: Path) -> None:
    _fill(tmp_path)
    call = ("analyze", tmp_path / f"{_NAME}.json", "--format", "json", "--with-text")
    piped = tailor(*call)
    assert STEERING.findall(piped.out) == []
    shown = Terminal(*call, out=True, columns=200).finish(seconds=60).err
    start = shown.index("{")
    assert json.loads(shown[start:]) == json.loads(piped.out)
    assert "\x9b" in json.loads(piped.out)["text"]


def test_own_colours_stay_and_those_of_a_stranger_do_not(tmp_path: Path) -> None:
    _fill(tmp_path)
    shown = (
        Terminal("analyze", tmp_path / f"{_NAME}.txt", "--color", "always", out=True, columns=200)
        .finish(seconds=60)
        .err
    )
    assert "\x1b[2m" in shown
    assert STEERING.findall(re.sub(r"\x1b\[[02]m", "", shown)) == []


def test_an_import_takes_no_steering_characters_into_the_profile(tmp_path: Path) -> None:
    _fill(tmp_path)
    target = tmp_path / "imported.toml"
    assert tailor("profile", "import", tmp_path / f"cv {_NAME}.json", "-o", target).code == 0
    assert STEERING.findall(target.read_text(encoding="utf-8")) == []


def test_everything_is_printed_through_the_net() -> None:
    loose = [
        f"{path}: {found}"
        for path in sorted(Path("tailor").rglob("*.py"))
        if path.name != "echo.py"
        for found in re.findall(
            r"click\.(?:echo|secho|prompt|confirm)\b|(?<!def )(?<![\w.])print\(|sys\.std(?:out|err)\.(?:buffer\.)?write",
            path.read_text(encoding="utf-8"),
        )
    ]
    assert loose == []
