"""No command opens a socket, and neither does the library: each Python process that they start is watched by an audit hook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tailor.calls import SCRIPT

_POSTING, _PROFILE = Path("templates/sample-posting.txt").resolve(), Path("templates/sample-profile.toml").resolve()
#: Seen by each Python that finds it on its path: a command's own, and those that it starts.
_WATCH = """
import os, sys
def _hook(event, args):
    if event.startswith("socket."):
        family = getattr(args[0], "family", None) if args else None
        if event == "socket.__new__":
            family = args[1]
        # Workers of a batch are handed out through a socket of the file system, which has no network behind it.
        if family != 1:
            with open(os.environ["WATCHED"], "a") as file:
                print(event, args, sys.argv, file=file)
sys.addaudithook(_hook)
"""
_CALLS: Sequence[Sequence[str]] = (
    ("--version",),
    ("--help",),
    ("help", "draft"),
    ("analyze", "{posting}"),
    ("analyze", "{posting}", "--explain", "--show"),
    ("analyze", "-", "--format", "jsonl"),
    ("draft", "{posting}", "--no-review", "--trace"),
    ("draft", "{posting}", "--no-review", "-o", "letter.pdf", "--sample"),
    ("draft", "{posting}", "--no-review", "-o", "letter.docx", "--sample", "--save-analysis", "saved.json"),
    ("check", "{letter}", "--posting", "{posting}", "--profile", "{profile}", "--format", "sarif"),
    ("brief", "{posting}", "--no-review"),
    ("profile", "init", "own.toml"),
    ("profile", "check", "{profile}"),
    ("profile", "show", "{profile}"),
    ("profile", "import", "{resume}", "--dry-run"),
    ("profile", "path"),
    ("log", "list"),
    ("settings",),
    ("templates", "list"),
    ("templates", "show", "250"),
    ("estimate", "storage", "--help"),
    ("completion", "bash"),
    ("batch", "{rows}", "-o", "out.jsonl", "--workers", "2"),
)


@pytest.fixture
def watched(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """The environment of a watched process, and where it says what it did with sockets."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    seen = tmp_path / "seen"
    path = os.pathsep.join(filter(None, [str(tmp_path / "watch"), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "WATCHED": str(seen)}, seen


@pytest.mark.parametrize("call", _CALLS, ids=" ".join)
def test_a_command_opens_no_socket(call: Sequence[str], tmp_path: Path, watched: tuple[dict[str, str], Path]) -> None:
    environment, seen = watched
    shutil.copy(_POSTING, tmp_path / "posting.txt")
    (tmp_path / "letter.txt").write_text("Dear team,\n\nI cut the p99 latency to 21 ms.\n\nKind regards,\nMara\n")
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "text": "Duties\\n- Cut the p99 latency of ranking."}\n')
    (tmp_path / "cv.json").write_text(
        '{"basics": {"name": "Mara"}, "work": [{"name": "Halvard Pay", "position": "Engineer"}]}'
    )
    places = {
        "posting": "posting.txt",
        "letter": "letter.txt",
        "profile": str(_PROFILE),
        "rows": "rows.jsonl",
        "resume": "cv.json",
    }
    done = subprocess.run(
        [SCRIPT, *(word.format(**places) for word in call)],
        input=_POSTING.read_bytes(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment,
        timeout=120,
    )
    assert done.returncode in {0, 1}, done.stderr.decode()
    assert not seen.exists(), seen.read_text(encoding="utf-8")


def test_the_library_opens_no_socket(watched: tuple[dict[str, str], Path]) -> None:
    environment, seen = watched
    code = "import jdparse; from jdparse.english.parser import parse; jdparse.tools_named('Ray'); parse('Cut latency.')"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    assert not seen.exists(), seen.read_text(encoding="utf-8")


def test_the_watch_sees_a_socket(watched: tuple[dict[str, str], Path]) -> None:
    environment, seen = watched
    subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], check=True, env=environment)
    assert seen.exists()


def test_what_spacy_says_of_itself_is_still_there() -> None:
    code = "import jdparse; jdparse.tools_named('Ray'); import spacy; print(spacy.info(silent=True)['spacy_version'])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout[:2] in {"3.", "4."}
