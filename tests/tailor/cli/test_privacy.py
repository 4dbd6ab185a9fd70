"""What each command leaves on the machine, opens and says.

No file but those that are named, those beside a named profile and those of the config folder; no socket; no more of a posting or a
profile in an error than the words that show the place.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tailor.data import TEMPLATES
from tests.tailor.samples import FULL, write

WATCHED = Path(__file__).with_name("watched.py")
#: More words in a row would be the text and not its place.
MOST_WORDS = 20
LETTER = "Dear Ms Holm,\n\nI run the fare-fraud scoring service at 77 ms and own the the cache.\n\nKind regards,\nIlse Varga\n"
POSTING = (TEMPLATES / "sample-posting.txt").read_text(encoding="utf-8")
DRAFT = ["draft", "posting.txt", "--no-review"]
#: Each call with the files that it names; in this order, for later ones read what earlier ones wrote.
CALLS: list[tuple[list[str], list[str]]] = [
    (["profile", "init"], []),
    (["profile", "path"], []),
    (["profile", "check", "mine.toml", "--readings"], []),
    (["profile", "check", "broken.toml"], []),
    (["profile", "show", "mine.toml"], []),
    (["profile", "import", "resume.json", "-o", "new.toml"], ["new.toml"]),
    (["analyze", "posting.txt", "--explain"], []),
    (["analyze", "posting.txt", "--format", "json", "--with-text"], []),
    (["analyze", "posting.txt", "--show"], []),
    (["analyze", "binary.bin"], []),
    (["analyze", "german.txt"], []),
    ([*DRAFT, "--profile", "mine.toml", "--trace", "--no-log"], []),
    ([*DRAFT, "--profile", "mine.toml", "-o", "letter.txt"], ["letter.txt"]),
    ([*DRAFT, "--profile", "mine.toml", "-o", "letter.docx"], ["letter.docx"]),
    ([*DRAFT, "--profile", "mine.toml", "-o", "letter.pdf"], ["letter.pdf"]),
    ([*DRAFT, "--profile", "mine.toml", "--save-analysis", "job.json"], ["job.json"]),
    ([*DRAFT, "--profile", "broken.toml"], []),
    ([*DRAFT, "--profile", "mine.toml", "--template", "bad.j2"], []),
    ([*DRAFT, "--profile", "mine.toml", "--written", "letter.md"], []),
    (["brief", "posting.txt", "--profile", "mine.toml"], []),
    (["check", "letter.md", "--profile", "mine.toml", "--posting", "posting.txt"], []),
    (["check", "letter.md", "--no-profile", "--format", "sarif"], []),
    (["check", "binary.bin"], []),
    (["log", "add", "posting.txt", "--letter", "letter.md", "--on", "2026-11-12"], []),
    (["log", "mark", "1", "interview"], []),
    (["log", "list"], []),
    (["log", "export", "-o", "letters.csv"], ["letters.csv"]),
    (["log", "delete", "1", "--yes"], []),
    (["batch", "posting.txt", "-o", "rows.jsonl", "--workers", "1"], ["rows.jsonl", ".rows.jsonl.parts"]),
    (["batch", "posting.txt", "--letters", "letters", "--profile", "mine.toml", "--workers", "1"], ["letters"]),
    (["templates", "list"], []),
    (["templates", "show", "250"], []),
    (["templates", "copy", "250", "own.j2"], ["own.j2"]),
    (["settings"], []),
    (["estimate", "inference-cost", "--help"], []),
    (["completion", "bash"], []),
    (["help", "draft"], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands run: with a home, a config folder and a place for temporary files of their own."""
    place = tmp_path_factory.mktemp("watched")
    for name in ("work", "home", "config", "tmp"):
        (place / name).mkdir()
    work = place / "work"
    write(work / "posting.txt", POSTING)
    write(work / "mine.toml", FULL)
    write(work / "broken.toml", FULL.replace("did", "deed"))
    write(work / "bad.j2", "{{ paragraph_two }}\n{{ colour }}\n")
    write(work / "letter.md", LETTER)
    write(
        work / "german.txt",
        "Wir suchen für unser Team in Graz jemanden, der unsere Modelle pflegt und verbessert. " * 4,
    )
    (work / "binary.bin").write_bytes(b"\0\1\2" + POSTING.encode())
    resume = {
        "basics": {"name": "Tove"},
        "work": [{"name": "Quill", "highlights": ["Cut p99 latency of the ranker from 90 ms to 40 ms"]}],
    }
    write(work / "resume.json", json.dumps(resume))
    write(place / "calls.json", json.dumps([words for words, _ in CALLS]))
    return place


@pytest.fixture(scope="module")
def records(folder: Path) -> list[dict[str, Any]]:
    """What each call did."""
    own = {
        "HOME": folder / "home",
        "XDG_CONFIG_HOME": folder / "config",
        "TMPDIR": folder / "tmp",
        "XDG_CACHE_HOME": folder / "home" / "cache",
    }
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **{name: str(place) for name, place in own.items()}}
    environment.pop("TAILOR_PROFILE", None)
    done = subprocess.run(
        [sys.executable, WATCHED, folder / "calls.json"],
        cwd=folder / "work",
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made: list[dict[str, Any]] = json.loads(done.stdout)
    return made


def test_the_calls_do_what_they_are_for(records: list[dict[str, Any]]) -> None:
    assert {" ".join(one["words"]): one["err"] for one in records if one["code"] not in {0, 1, 2}} == {}
    assert "Traceback" not in "".join(one["err"] for one in records)
    assert sum(one["code"] == 0 for one in records) > 25


def test_nothing_is_written_but_what_is_named_and_the_config_folder(
    folder: Path, records: list[dict[str, Any]]
) -> None:
    work, config = str(folder / "work"), str(folder / "config")
    strange = {}
    for one, (_, named) in zip(records, CALLS, strict=True):
        for path in one["written"]:
            place = os.path.normpath(Path(work) / path.removeprefix("file:").partition("?")[0])
            inside = os.path.relpath(place, work).partition(os.sep)[0]
            # Unnamed files for the time of a call: a model that is unpacked, workers.
            brief = place.startswith(str(folder / "tmp"))
            if not (
                place == work
                or place.startswith((config, "/dev/"))
                or inside in {*named, "log.sqlite"}
                or inside.startswith(".tailor-")
                or brief
            ):
                strange[" ".join(one["words"])] = place
    assert strange == {}


def test_nothing_else_lies_there_afterwards(folder: Path, records: list[dict[str, Any]]) -> None:
    assert len(records) == len(CALLS)
    given = {
        "posting.txt",
        "mine.toml",
        "broken.toml",
        "bad.j2",
        "letter.md",
        "german.txt",
        "binary.bin",
        "resume.json",
        "log.sqlite",
    }
    named = {name for _, names in CALLS for name in names if not name.startswith(".")}
    assert {path.name for path in (folder / "work").iterdir()} <= given | named
    assert [path.name for path in (folder / "home").iterdir()] == []
    assert [path.name for path in (folder / "tmp").iterdir()] == []
    assert {str(path.relative_to(folder / "config")) for path in (folder / "config").rglob("*")} <= {
        "tailor",
        "tailor/profile.toml",
        "tailor/log.sqlite",
    }


def test_no_socket_and_no_program(records: list[dict[str, Any]]) -> None:
    assert {" ".join(one["words"]): one["sockets"] for one in records if one["sockets"]} == {}
    # git says whether a profile may get published with a repository, bash which version it completes for; Python works for batch.
    assert {name for one in records for name in one["started"]} <= {"git", "bash", Path(sys.executable).name}


def test_an_error_or_a_note_shows_the_place_and_not_the_text(records: list[dict[str, Any]]) -> None:
    told = {}
    for one in records:
        if "--trace" in one["words"]:
            continue  # which is asked for the letter's facts
        said = " ".join(one["err"].split())
        for text in (POSTING, FULL, LETTER):
            words = text.split()
            for at in range(len(words) - MOST_WORDS):
                run = " ".join(words[at : at + MOST_WORDS])
                if run in said:
                    told[" ".join(one["words"])] = run
    assert told == {}
