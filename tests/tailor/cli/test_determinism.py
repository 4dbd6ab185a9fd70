"""The same call says the same bytes: whatever the hash seed, the locale, the time zone, the folder that it is made from, and the run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tailor.data import TEMPLATES
from tests.tailor.samples import BULLETS, FULL, write

WATCHED = Path(__file__).with_name("watched.py")
#: Surroundings, each as far from the others as can be had; a German locale is made for the test where that can be.
SURROUNDINGS: tuple[Mapping[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "77", "LC_ALL": "de_DE.UTF-8", "TZ": "America/Adak", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"},
)


def german(folder: Path) -> dict[str, str]:
    """Where a German locale lies that is made here; nothing where there is no tool for it."""
    tool = shutil.which("localedef")
    place = folder / "locales"
    place.mkdir()
    if (
        tool
        and not subprocess.run(
            [tool, "-i", "de_DE", "-f", "UTF-8", place / "de_DE.UTF-8"], capture_output=True
        ).returncode
    ):
        return {"LOCPATH": str(place)}
    return {}


def calls(inputs: Path) -> list[list[str]]:
    posting, other, me, letter = (str(inputs / name) for name in ("posting.txt", "other.txt", "me.toml", "letter.md"))
    draft = ["draft", posting, "--no-review", "--no-log", "--profile", me]
    return [
        ["analyze", posting, other, "--format", "jsonl", "--with-text"],
        [*draft, "--length", "150", "--trace"],
        [*draft, "--length", "400", "--format", "json"],
        *([*draft, "-o", f"letter.{kind}"] for kind in ("docx", "pdf")),
        ["check", letter, "--posting", posting, "--profile", me],
        ["brief", posting, "--profile", me],
        [
            "batch",
            posting,
            other,
            "-o",
            "rows.jsonl",
            "--letters",
            "letters",
            "--profile",
            me,
            "--workers",
            "2",
            "--no-log",
        ],
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, str]]]:
    """What all calls say and write, in each of the surroundings."""
    folder = tmp_path_factory.mktemp("same")
    inputs = folder / "inputs"
    inputs.mkdir()
    write(inputs / "posting.txt", (TEMPLATES / "sample-posting.txt").read_text(encoding="utf-8"))
    write(inputs / "other.txt", BULLETS)
    write(inputs / "me.toml", FULL)
    write(
        inputs / "letter.md", "Dear Ms Holm,\n\nI run the the fare service – über 77 ms.\n\nKind regards,\nIlse Varga\n"
    )
    write(folder / "calls.json", json.dumps(calls(inputs)))
    locale = german(folder)
    with ExitStack() as running:
        processes = []
        for number, surrounding in enumerate(SURROUNDINGS):
            work = folder / ("work" * (number + 1))
            work.mkdir()
            environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795651200", "HOME": str(work), **locale, **surrounding}
            command = [sys.executable, str(WATCHED), str(folder / "calls.json")]
            process = running.enter_context(
                subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE)
            )
            processes.append((work, process))
        yield [_of(work, process) for work, process in processes]


def _of(work: Path, process: subprocess.Popen[bytes]) -> dict[str, str]:
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    told = {}
    for number, record in enumerate(json.loads(out)):
        said = record["err"] if record["words"][0] != "batch" else ""
        told[f"{number}: {' '.join(map(os.path.basename, record['words']))}"] = (
            f"{record['code']}\n{record['out']}{said}"
        )
    for path in sorted(work.rglob("*")):
        if path.is_file():
            told[str(path.relative_to(work))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return told


def test_the_calls_say_something(made: list[dict[str, str]]) -> None:
    first = made[0]
    assert {"letter.docx", "letter.pdf", "rows.jsonl", "letters/index.html"} <= first.keys()
    assert {name: said for name, said in first.items() if said[:1] not in "01" and said[1:2] == "\n"} == {}


@pytest.mark.parametrize("other", [1, 2])
def test_the_same_bytes_in_other_surroundings(other: int, made: list[dict[str, str]]) -> None:
    assert {
        name: (said, made[other].get(name)) for name, said in made[0].items() if made[other].get(name) != said
    } == {}
    assert made[other].keys() == made[0].keys()
