"""Completion, asked as a shell asks and in real shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tailor.log.book import put_entry
from tests.tailor.calls import SCRIPT, tailor
from tests.tailor.log.letters import entry
from tests.tailor.samples import FULL, write

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


def complete(*words: str | Path, shell: str = "bash") -> list[str]:
    """What the command suggests for the last of these words, as kind and value."""
    variables = {
        "_TAILOR_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "\n".join(map(str, ("tailor", *words))),
        "COMP_CWORD": str(len(words)) if shell != "fish" else str(words[-1]),
    }
    done = subprocess.run(
        [SCRIPT], env={**os.environ, **variables}, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def plain(*words: str | Path) -> list[str]:
    """The values suggested that are no files."""
    return [line.removeprefix("plain,") for line in complete(*words) if line.startswith("plain,")]


# --- the protocol ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "suggested"),
    [
        (("",), ["draft", "analyze", "check", "profile", "estimate", "templates", "completion"]),
        (("te",), ["templates"]),
        (("templates", "s"), ["show"]),
        (("log", ""), ["add", "delete", "export", "list", "mark", "path", "show"]),
        (("estimate", "l"), ["latency-users"]),
        (("draft", "x.txt", "--len"), ["--length"]),
        (("draft", "x.txt", "--length", ""), ["150", "250", "400"]),
        (("draft", "x.txt", "--template", ""), ["150", "250", "400"]),
        (("draft", "x.txt", "--template", "2"), ["250"]),
        (("templates", "show", ""), ["150", "250", "400"]),
        (("templates", "copy", "4"), ["400"]),
        (("analyze", "x.txt", "--format", "jsonl"), ["jsonl"]),
        (("analyze", "x.txt", "--color", "a"), ["auto", "always"]),
        (("--color", "n"), ["never"]),
        (("draft", "x.txt", "--pain", "feature"), ["feature-freshness"]),
        (("draft", "x.txt", "--metric", "rev"), ["revenue"]),
        (("draft", "x.txt", "--pain", "non"), ["none"]),
        (("check", "--explain", "mis20"), ["MIS201"]),
        (("check", "--select", "FC"), ["FCT", "FCT101", "FCT102", "FCT103", "FCT104", "FCT105", "FCT106"]),
        (("check", "--ignore", "FCT,ARI10"), ["FCT,ARI101", "FCT,ARI102", "FCT,ARI103", "FCT,ARI104"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("nonsense", ""), []),
    ],
    ids=lambda value: " ".join(value),
)
def test_names_are_suggested(words: tuple[str, ...], suggested: list[str]) -> None:
    found = plain(*words)
    assert [name for name in found if name in suggested] == suggested
    assert all(name.upper().startswith(words[-1].upper()) for name in found)


@pytest.mark.parametrize(
    "words",
    [
        ("analyze", ""),
        ("draft", "po"),
        ("check", ""),
        ("check", "letter.txt", "--posting", ""),
        ("draft", "x.txt", "-o", ""),
        ("draft", "x.txt", "--template", "mine"),
        ("draft", "x.txt", "--profile", ""),
        ("profile", "check", ""),
    ],
    ids=" ".join,
)
def test_files_are_left_to_the_shell(words: tuple[str, ...]) -> None:
    assert next(line.split(",")[0] for line in complete(*words) if not line.startswith("plain,-")) == "file"


def test_stories_are_those_of_the_profile_in_use(profile: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = plain("draft", "x.txt", "--story", "")
    assert "fraud-serving" in sample, "without a profile the letter tells the sample's"
    named = plain("draft", "x.txt", "--profile", profile, "--story", "")
    assert named == ["fares", "timetable"]
    assert plain("draft", "x.txt", "--profile", profile, "--story", "t") == ["timetable"]
    monkeypatch.setenv("TAILOR_PROFILE", str(profile))
    assert plain("draft", "x.txt", "--story", "") == named
    monkeypatch.delenv("TAILOR_PROFILE")
    own = home / "config" / "tailor" / "profile.toml"
    own.parent.mkdir(parents=True)
    write(own, FULL)
    assert plain("draft", "x.txt", "--story", "") == named


def test_letters_of_the_log_are_suggested_by_their_numbers(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAILOR_PROFILE", str(profile))
    assert plain("log", "show", "") == []
    for number in range(11):
        put_entry(profile.with_name("log.sqlite"), entry(digest=str(number)))
    assert plain("log", "show", "1") == ["11", "10", "1"]
    assert plain("log", "mark", "4", "no") == ["no-answer"]
    assert "Quillmere Freight" in "\n".join(complete("log", "delete", "4", shell="fish"))
    profile.with_name("log.sqlite").write_bytes(b"no database")
    assert plain("log", "show", "") == []


@pytest.mark.parametrize(
    "content", [b"[me", b"\xff\xfe\x00", b"story = 3", b"[[story]]\nname = 7\n[[story]]\n", b"", b"story = [1, 2]"]
)
def test_a_broken_profile_gives_no_suggestions_and_no_words(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    assert complete("draft", "x.txt", "--profile", path, "--story", "") in ([], [""])
    assert plain("draft", "x.txt", "--profile", tmp_path / "gone.toml", "--story", "") == []
    assert plain("draft", "x.txt", "--profile", tmp_path, "--story", "") == []


def test_a_profile_with_another_problem_still_names_its_stories(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", FULL.replace("solves", "sovles"))
    assert plain("draft", "x.txt", "--profile", path, "--story", "") == ["fares", "timetable"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_what_a_name_is(shell: str) -> None:
    shown = "\n".join(complete("draft", "x.txt", "--template", "25", shell=shell))
    assert "250" in shown
    assert "application" in shown.lower()


def test_completion_does_not_load_the_analysis() -> None:
    code = (
        "import sys; sys.argv = ['tailor']\nfrom tailor.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print(sorted({'spacy', 'pydantic', 'rich', 'jinja2'} & set(sys.modules)), file=sys.stderr)"
    )
    for words in ("draft x --story ", "draft x --template ", "draft x --pain ", "check --select ", "te"):
        variables = {
            "_TAILOR_COMPLETE": "bash_complete",
            "COMP_WORDS": "\n".join(("tailor", *words.split(" "))),
            "COMP_CWORD": str(len(words.split(" "))),
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "plain," in done.stdout, words
        assert done.stderr.strip() == "[]", words


# --- the script -----------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_nothing_else(shell: str) -> None:
    outcome = tailor("completion", shell)
    assert (outcome.code, outcome.err) == (0, "")
    assert "_TAILOR_COMPLETE" in outcome.out
    assert f"{shell}_complete" in outcome.out


def test_the_help_says_where_it_goes() -> None:
    shown = tailor("completion", "--help").out
    for words in ("~/.bashrc", "~/.zshrc", "~/.config/fish/completions/tailor.fish"):
        assert words in shown


def shell_path() -> str:
    """The search path with the installed command in front."""
    return f"{SCRIPT.parent}{os.pathsep}{os.environ['PATH']}"


def bash(line: str, folder: Path) -> list[str]:
    """What bash would put on the command line after Tab, the script being sourced as the help says.

    The words are split as bash splits them, at blanks and at the characters of COMP_WORDBREAKS that it keeps as words.
    """
    code = r"""
    eval "$(tailor completion bash)"
    compopt() { printf "compopt %s %s\\n" "$@"; }
    COMP_LINE=$1; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    _tailor_completion tailor
    printf '%s\n' "${COMPREPLY[@]}"
    complete -p tailor >&2
    """
    words = [
        part for word in line.split(" ") for part in (word.replace("=", "\n=\n").split("\n") if "=" in word else [word])
    ]
    done = subprocess.run(
        ["bash", "--norc", "-c", code, "bash", line, *words],
        env={**os.environ, "PATH": shell_path()},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "-F _tailor_completion tailor" in done.stderr
    return [word for word in done.stdout.splitlines() if word]


def test_bash_completes(profile: Path, tmp_path: Path) -> None:
    assert bash("tailor temp", tmp_path) == ["templates"]
    assert bash("tailor draft x --length 4", tmp_path) == ["400"]
    assert bash(f"tailor draft x --profile {profile} --story fa", tmp_path) == ["fares"]
    assert bash(f"tailor draft x --profile {profile} --story=fa", tmp_path) == ["fares"]
    assert bash("tailor draft x --template 15", tmp_path) == ["compopt -o default", "150"]
    assert bash("tailor analyze ", tmp_path) == ["compopt -o default"]


def test_bash_gets_names_with_blanks_as_one_word(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", FULL.replace('"fares"', '"fare checks, $5 (new)"'))
    (word,) = bash(f"tailor draft x --profile {path} --story fare", tmp_path)
    said = subprocess.run(["bash", "--norc", "-c", f"printf '%s' {word}"], capture_output=True, text=True, check=True)
    assert said.stdout == "fare checks, $5 (new)"
    assert bash(f"tailor draft x --profile {path} --story 'fare", tmp_path) == ["fare checks, $5 (new)"]


def test_zsh_completes_where_it_is_installed(profile: Path, tmp_path: Path) -> None:
    """The functions that zsh would call with the words are stood in for, because they only work while a line is edited."""
    zsh = shutil.which("zsh")
    if zsh is None:
        assert "compdef _tailor_completion tailor" in tailor("completion", "zsh").out
        return
    code = r"""
    compdef() { print -r -- "compdef $*"; }
    _describe() { print -rl -- "${(@P)3}"; }
    compadd() { print -rl -- "${(@P)5}"; }
    _path_files() { print -r -- files; }
    eval "$(tailor completion zsh)"
    words=("$@"); CURRENT=$#
    _tailor_completion
    """

    def asked(*words: str | Path) -> list[str]:
        return subprocess.run(
            [zsh, "-f", "-c", code, "zsh", "tailor", *words],
            env={**os.environ, "PATH": shell_path()},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout.splitlines()

    assert asked("temp")[0] == "compdef _tailor_completion tailor"
    assert any(line.startswith("templates") for line in asked("temp"))
    assert any(line.startswith("timetable:") for line in asked("draft", "x", "--profile", profile, "--story", "t"))
    assert "files" in asked("analyze", "")


def test_fish_completes_where_it_is_installed(profile: Path, tmp_path: Path) -> None:
    fish = shutil.which("fish")
    if fish is None:
        assert "complete --no-files --command tailor" in tailor("completion", "fish").out
        return

    def asked(line: str) -> list[str]:
        done = subprocess.run(
            [fish, "--no-config", "-c", f"tailor completion fish | source; complete --do-complete {line!r}"],
            env={**os.environ, "PATH": shell_path(), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return [shown.split("\t")[0] for shown in done.stdout.splitlines()]

    assert asked("tailor temp") == ["templates"]
    assert asked(f"tailor draft x --profile {profile} --story t") == ["timetable"]
    assert asked("tailor draft x --length 4") == ["400"]
