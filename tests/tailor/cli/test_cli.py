from __future__ import annotations

import contextlib
import json
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tailor.cli.docs import every_command
from tailor.data import TEMPLATES
from tests.tailor.calls import SCRIPT, Outcome, Terminal, hear_interrupts, script, tailor, wait_until_idle
from tests.tailor.samples import BARE, BULLETS, FULL, NOTHING, POSTINGS, figures, slips, write
from tests.tailor.show.test_show import ANALYSIS_KEYS, KEYS, LETTER_KEYS

COMMANDS = [tuple(context.command_path.split()[1:]) for context in every_command()]
GROUPS = [path for path in COMMANDS if any(other[:-1] == path and other for other in COMMANDS)]


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", BULLETS)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


#: The call that chooses what a person keeps with Enter.
FIRST = ("--pain", "1", "--metric", "1", "--tool", "1")


def refused(outcome: Outcome, *names: str | Path, code: int = 2) -> None:
    """One line on standard error that names its source, nothing on standard output."""
    assert outcome.code == code, outcome
    assert outcome.out == ""
    assert len(outcome.err_lines) == 1, outcome.err
    assert outcome.err.startswith("tailor: ")
    for name in names:
        assert str(name) in outcome.err


# --- help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_an_example(command: tuple[str, ...], flag: str) -> None:
    outcome = tailor(*command, flag)
    assert (outcome.code, outcome.err) == (0, "")
    assert re.search(r"Examples?:\n +\S*.*\btailor ", outcome.out), outcome.out


def test_all_commands_are_looked_at() -> None:
    assert {(), ("draft",), ("profile", "init"), ("estimate", "storage"), ("completion",)} <= set(COMMANDS)
    assert set(GROUPS) == {(), ("profile",), ("log",), ("estimate",), ("templates",)}


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
def test_the_help_of_a_group_tells_each_command_in_full(
    group: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = tailor(*group, "--help").out.splitlines()
    assert max(map(len, lines)) <= 80
    listed = lines[lines.index("Commands:") + 1 :]
    assert [line for line in listed if "..." in line or not line.rstrip().endswith(".")] == []
    if not group:
        assert len(lines) < 24, "the help and the prompt below it fit on one screen"
        assert [line.split()[0] for line in listed[:4]] == ["draft", "analyze", "check", "profile"]


@pytest.mark.parametrize("group", [group for group in GROUPS if group != ("log",)], ids=" ".join)
def test_a_group_without_a_command_prints_its_help_as_it_is(group: tuple[str, ...]) -> None:
    outcome = tailor(*group)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == tailor(*group, "--help").out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("analyse", "x"), "'analyze'"),
        (("drat",), "'draft'"),
        (("profile", "shwo"), "'show'"),
        (("estimate", "gpu"), "gpu-hours"),
        (("draft", "x", "--lenght", "250"), "'--length'"),
        (("analyze", "x", "--explian"), "'--explain'"),
        (("draft", "x", "--length", "200"), "'150', '250', '400'"),
        (("analyze", "x", "--format", "jsn"), "'json'"),
        (("templates", "show", "25"), "'250'"),
        (("check", "--explain", "MIS20"), "MIS201"),
        (("completion", "basch"), "'bash'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_was_mistyped_is_guessed_or_the_choices_are_told(args: tuple[str, ...], words: str) -> None:
    outcome = tailor(*args)
    assert (outcome.code, outcome.out, len(outcome.err_lines)) == (2, "", 1)
    assert words in outcome.err


@pytest.mark.parametrize(
    ("options", "words"),
    [(("--story", "timetabel"), "did you mean 'timetable'?"), (("--template", "4000"), "did you mean '400'?")],
    ids=" ".join,
)
def test_names_that_were_mistyped_are_guessed(
    options: tuple[str, ...], words: str, posting: Path, profile: Path
) -> None:
    refused(tailor("draft", posting, "--profile", profile, *options), words)


def test_the_version_is_shown() -> None:
    outcome = tailor("--version")
    assert outcome.code == 0
    assert re.fullmatch(r"tailor, version \d+\.\d+\.\d+\S*\n", outcome.out)


def test_help_does_not_wait_for_the_analysis() -> None:
    code = (
        "import sys; sys.argv = ['tailor', '--help']\nfrom tailor.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print('spacy' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([SCRIPT.parent / "python", "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stderr.decode().strip() == "False"


# --- what is refused ------------------------------------------------------------------------------


BAD_INPUT = [
    "missing",
    "folder",
    "binary",
    "huge",
    "cut-utf8",
    "german",
    "french",
    "pdf",
    "address",
    "wrong-json-line",
    "row-without-text",
]


def bad_input(what: str, folder: Path) -> str:
    """A path that is no posting."""
    path = folder / f"{what}.txt"
    contents = {
        "binary": b"\x00\x01\x02" * 500,
        "huge": b"We need an engineer to cut our latency.\n" * 512_000,
        "cut-utf8": "Engineer to cut latency in our caf\xe9".encode()[:-1],
        "german": (
            "Wir suchen eine Ingenieurin, die unsere Modelle in Produktion bringt und die Latenz senkt. " * 5
        ).encode(),
        "french": (
            "Nous cherchons une personne pour mettre nos modèles en production et réduire la latence. " * 5
        ).encode(),
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "wrong-json-line": b'{"id": "a", "text": "Cut latency"}\n{"id": \n',
        "row-without-text": b'{"id": "a", "title": "Engineer"}\n',
    }
    if what == "folder":
        path.mkdir()
    elif what == "address":
        return "https://example.org/job"
    elif what != "missing":
        path.write_bytes(contents[what])
    return str(path)


@pytest.mark.parametrize("command", ["analyze", "draft"])
@pytest.mark.parametrize("what", BAD_INPUT)
def test_what_is_no_posting_is_refused_in_one_line(what: str, command: str, tmp_path: Path, profile: Path) -> None:
    path = bad_input(what, tmp_path)
    outcome = tailor(command, path, *(("--profile", profile) if command == "draft" else ()), "--format", "json")
    refused(outcome, path)


@pytest.mark.parametrize("command", ["analyze", "draft"])
@pytest.mark.parametrize("text", [b"", b"  \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_posting_is_nothing_to_do(text: bytes, command: str, tmp_path: Path, profile: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(text)
    options = ("--profile", profile) if command == "draft" else ()
    refused(tailor(command, path, *options), path, code=3)
    refused(tailor(command, "-", *options, stdin=text), "<stdin>", code=3)


@pytest.mark.parametrize("text", [b"", b"Our models go stale at the caf\xc3", b"\x00\x01"])
def test_standard_input_is_named_too(text: bytes) -> None:
    refused(tailor("analyze", stdin=text), "<stdin>", code=2 if text else 3)


def test_a_later_file_that_cannot_be_read_is_named(posting: Path, tmp_path: Path) -> None:
    outcome = tailor("analyze", posting, tmp_path / "gone.txt", "--format", "json")
    refused(outcome, tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[me", "TOML"),
        (BARE + 'sovles = ["latency"]\n', "did you mean 'solves'?"),
        ("", "name"),
        (BARE + 'solves = ["latancy"]\n', "did you mean 'latency'?"),
    ],
)
def test_a_broken_profile_is_refused(text: str, words: str, posting: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "broken.toml", text)
    refused(tailor("draft", posting, "--profile", path), path, words)
    assert tailor("profile", "show", path).code == 2


def test_a_missing_profile_that_was_asked_for_is_refused(
    posting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gone.toml"
    refused(tailor("draft", posting, "--profile", path), path, "tailor profile init")
    monkeypatch.setenv("TAILOR_PROFILE", str(path))
    refused(tailor("draft", posting), path)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("{{ paragraph_two }}\n\n{{ colour }}\n", ":3: ", "colour"),
        ("{{ paragraph_two }}\n{{ story.colour }}\n", ":2: ", "colour"),
        ("{{ paragraph_two }}\n{% if %}\n", ":2: ", ""),
        ("Hello.\n", ":1: ", "paragraph_two"),
        ("{{ paragraph_two }}\n{{ ''.__class__ }}\n", ":2: ", "__class__"),
    ],
)
def test_a_broken_template_is_refused(
    text: str, place: str, words: str, posting: Path, profile: Path, tmp_path: Path
) -> None:
    path = write(tmp_path / "mine.j2", text)
    refused(tailor("draft", posting, "--profile", profile, "--template", path), f"{path}{place}", words)


@pytest.mark.parametrize(
    ("args", "name"),
    [
        (("draft", "x.txt", "--bogus"), "--bogus"),
        (("draft", "x.txt", "--length", "300"), "--length"),
        (("analyze", "x.txt", "--format", "yaml"), "--format"),
        (("analyse",), "analyse"),
        (("draft", "a.txt", "b.txt"), "b.txt"),
        (("templates", "show"), "NAME"),
        (("draft", "x.txt", "--to"), "--to"),
        (("profile", "shwo"), "shwo"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_wrong_call_is_refused_in_one_line(args: tuple[str, ...], name: str) -> None:
    outcome = tailor(*args)
    assert (outcome.code, outcome.out) == (2, "")
    assert name in outcome.err
    assert len(outcome.err_lines) == 1, outcome.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--pain", "99"), "--pain 99"),
        (("--metric", "0"), "--metric 0"),
        (("--tool", ""), "--tool"),
        (("--story", "nope"), "fares, timetable"),
        (("--template", "nope"), "--template"),
        (("--job", "nope"), "nope"),
    ],
    ids=" ".join,
)
def test_an_option_that_names_nothing_is_refused(
    options: tuple[str, ...], words: str, posting: Path, profile: Path
) -> None:
    refused(tailor("draft", posting, "--profile", profile, *options), words)


def test_an_unknown_job_is_refused(posting: Path) -> None:
    refused(tailor("analyze", posting, "--job", "nope"), "nope", posting)


@pytest.mark.parametrize("command", ["analyze", "draft"])
def test_strict_fails_where_a_highlight_is_missing(command: str, tmp_path: Path, posting: Path, profile: Path) -> None:
    options = ("--profile", profile) if command == "draft" else ()
    bare = write(tmp_path / "nothing.txt", NOTHING)
    outcome = tailor(command, bare, "--strict", *options)
    assert outcome.code == 1
    assert outcome.out
    assert tailor(command, bare, *options).code == 0
    assert tailor(command, posting, "--strict", *options).code == 0


def test_strict_counts_what_was_left_out(posting: Path, profile: Path) -> None:
    assert tailor("draft", posting, "--profile", profile, "--tool", "none", "--strict").code == 1


# --- analyze --------------------------------------------------------------------------------------


def test_analyze_json_has_exactly_the_contracts_keys(posting: Path) -> None:
    outcome = tailor("analyze", posting, "--format", "json")
    row = json.loads(outcome.out)
    assert set(row) == ANALYSIS_KEYS
    assert (row["schema"], row["id"], row["source"]) == (1, "posting", str(posting))
    for kind, keys in KEYS.items():
        assert set(row[kind]) == keys | {"confidence", "alternatives"}
        assert all(set(found) == keys for found in row[kind]["alternatives"])
        assert row[kind]["quote"] == BULLETS[row[kind]["start"] : row[kind]["end"]]
    assert set(json.loads(tailor("analyze", posting, "--format", "json", "--with-text").out)) == ANALYSIS_KEYS | {
        "text"
    }


def test_what_is_not_stated_is_null_with_a_reason() -> None:
    row = json.loads(tailor("analyze", "-", "--format", "json", stdin=NOTHING.encode()).out)
    assert (row["metric"], row["tool"], row["source"]) == (None, None, "<stdin>")
    assert {note.split(":")[0] for note in row["notes"]} >= {"metric", "tool"}


def rows_file(path: Path, times: int = 1) -> Path:
    """All invented postings as JSON lines."""
    rows = [
        {"id": f"{name}-{number}", "text": posting.text}
        for number in range(times)
        for name, posting in POSTINGS.items()
    ]
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


def test_jsonl_is_one_object_a_line(tmp_path: Path, posting: Path) -> None:
    outcome = tailor("analyze", rows_file(tmp_path / "rows.jsonl"), posting, "--format", "jsonl")
    assert (outcome.code, outcome.err) == (0, "")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [row["id"] for row in rows] == [*(f"{name}-0" for name in POSTINGS), "posting"]
    assert all(set(row) == ANALYSIS_KEYS for row in rows)


def test_json_of_several_is_a_list_and_of_one_an_object(tmp_path: Path) -> None:
    rows = rows_file(tmp_path / "rows.jsonl")
    assert len(json.loads(tailor("analyze", rows, "--format", "json").out)) == len(POSTINGS)
    assert json.loads(tailor("analyze", rows, "--job", "prose-0", "--format", "json").out)["id"] == "prose-0"


def test_analyze_says_the_same_from_a_file_and_from_standard_input(posting: Path) -> None:
    assert (
        tailor("analyze", posting).out
        == tailor("analyze", "-", stdin=BULLETS.encode()).out
        == tailor("analyze", stdin=BULLETS.encode()).out
    )


def test_explain_shows_more(posting: Path) -> None:
    assert "in all" in tailor("analyze", posting, "--explain").out
    assert "in all" not in tailor("analyze", posting).out


def test_title_and_company_can_be_given(posting: Path) -> None:
    outcome = tailor("analyze", posting, "--title", "Lead Engineer", "--company", "Oxmoor Tea")
    assert outcome.out.startswith("Lead Engineer at Oxmoor Tea\n")


# --- draft ----------------------------------------------------------------------------------------


def test_draft_json_has_exactly_the_contracts_keys(posting: Path, profile: Path) -> None:
    outcome = tailor("draft", posting, "--profile", profile, "--format", "json", "--length", "150")
    row = json.loads(outcome.out)
    assert set(row) == LETTER_KEYS
    assert (row["schema"], row["length"], row["paragraph_two"]) == (1, 150, 1)
    assert "".join(span["text"] for span in row["trace"]) == row["text"]
    assert all(set(span) == {"start", "end", "text", "source", "ref"} for span in row["trace"])
    assert row["text"] == tailor("draft", posting, "--profile", profile, "--length", "150").out


def test_nothing_is_asked_when_standard_input_is_no_terminal(posting: Path, profile: Path) -> None:
    plain = tailor("draft", posting, "--profile", profile)
    assert tailor("draft", posting, "--profile", profile, stdin=b"none\nnone\nnone\n") == plain
    assert tailor("draft", posting, "--profile", profile, "--review", stdin=b"none\nnone\nnone\n") == plain
    assert tailor("draft", posting, "--profile", profile, "--no-review") == plain
    assert plain.code == 0
    assert "Enter" not in plain.err


def test_what_a_person_picks_is_not_told_as_a_preference(profile: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "prose.txt", POSTINGS["prose"].text)
    preferred = "tool: Airflow is answered rather than MLflow"
    assert preferred in tailor("draft", path, "--profile", profile).err
    listed = json.loads(tailor("analyze", path, "--format", "json").out)["tool"]["alternatives"]
    number = 2 + [found["name"] for found in listed].index("Airflow")
    picked = tailor("draft", path, "--profile", profile, "--tool", str(number))
    assert picked.code == 0
    assert preferred not in picked.err


def test_draft_reads_standard_input(profile: Path) -> None:
    outcome = tailor("draft", "-", "--profile", profile, stdin=BULLETS.encode())
    assert (outcome.code, outcome.said) == (0, [])
    assert outcome.out.startswith("Dear Hiring Manager,\n")


def test_highlights_can_be_chosen(posting: Path, profile: Path) -> None:
    listed = json.loads(tailor("analyze", posting, "--format", "json").out)
    picked = json.loads(
        tailor(
            "draft",
            posting,
            "--profile",
            profile,
            "--format",
            "json",
            "--pain",
            "2",
            "--metric",
            "cost per lorry",
            "--tool",
            "none",
        ).out
    )
    chosen = picked["highlights"]
    assert chosen["pain"]["quote"] == listed["pain"]["alternatives"][0]["quote"]
    assert (chosen["metric"]["quote"], chosen["metric"]["start"], chosen["metric"]["end"]) == (
        "cost per lorry",
        None,
        None,
    )
    assert chosen["tool"] is None
    left_out = any(note.startswith('metric: "cost per lorry" is left out') for note in picked["notes"])
    assert ("cost per lorry" in picked["paragraphs"][1]) != left_out
    told = {span["ref"] for span in picked["trace"] if span["source"] == "option"}
    assert told == (set() if left_out else {"--metric"})


@pytest.mark.parametrize("words", ["***", "...", "{}", "Zorblax!", "a", "?" * 30, "\U0001f680"])
@pytest.mark.parametrize("kind", ["pain", "metric", "tool"])
def test_any_words_of_ones_own_give_a_whole_letter_or_a_plain_refusal(
    kind: str, words: str, posting: Path, profile: Path
) -> None:
    outcome = tailor("draft", posting, "--profile", profile, f"--{kind}", words)
    if outcome.code:
        refused(outcome, f"--{kind}")
    else:
        assert '""' not in outcome.out
        assert not re.search(r"\b(?:the|an?|of|to|your|its|with) ?[.,;]", outcome.out), outcome.out
        assert slips(outcome.out.split("\n\n", 1)[1].rpartition("\n\n")[0]) == []


def test_trace_goes_to_standard_error(posting: Path, profile: Path) -> None:
    plain, traced = (
        tailor("draft", posting, "--profile", profile),
        tailor("draft", posting, "--profile", profile, "--trace"),
    )
    assert traced.out == plain.out
    assert "story.fares.system" in traced.err
    assert re.search(r"posting +(?:company|posting\[\d+:\d+\])", traced.err)


def test_words_that_are_typed_are_traced_to_their_option(posting: Path, profile: Path) -> None:
    own = ("--pain", "Cut the load of our night rota", "--metric", "p99 latency")
    letter = json.loads(tailor("draft", posting, "--profile", profile, "--format", "json", *own).out)
    typed = [span for span in letter["trace"] if span["source"] == "option"]
    assert any("rota" in span["text"] or "load" in span["text"] for span in typed), letter["paragraphs"][1]
    assert {span["ref"] for span in typed} <= {"--pain", "--metric"}


def test_names_can_be_given(posting: Path, profile: Path, tmp_path: Path) -> None:
    mine = write(
        tmp_path / "mine.j2", "{{ opening }}\n\n{{ paragraph_two }}\n\nThe {{ role }} role at {{ company }}.\n"
    )
    out = tailor(
        "draft",
        posting,
        "--profile",
        profile,
        "--to",
        "Ana Vos",
        "--referrer",
        "Bo Lind",
        "--company",
        "Oxmoor Tea",
        "--title",
        "Lead Engineer",
        "--template",
        mine,
    ).out
    assert out.startswith("Dear Ana Vos,\n\n")
    assert "Bo Lind" in out.split("\n\n")[1]
    assert "\n\nThe Lead Engineer role at Oxmoor Tea.\n\n" in out


@pytest.mark.parametrize("length", ["150", "250", "400"])
def test_a_reason_of_ones_own_stands_before_the_question(length: str, posting: Path, profile: Path) -> None:
    why = ("--why", "I drove one of your lorries for a summer")
    row = json.loads(tailor("draft", posting, "--profile", profile, "--length", length, "--format", "json", *why).out)
    assert "I drove one of your lorries for a summer." in row["paragraphs"][-1]
    assert [span["ref"] for span in row["trace"] if span["source"] == "option"] == ["--why"]


def test_a_template_of_ones_own_is_used(posting: Path, profile: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", "Short.\n\n{{ paragraph_two }}\n\nEnd.\n")
    out = tailor("draft", posting, "--profile", profile, "--template", path).out
    assert out.startswith("Dear Hiring Manager,\n\nShort.\n\n")
    assert "\n\nEnd.\n\nKind regards,\nIlse Varga\n" in out


def test_the_profile_is_found_by_option_then_variable_then_folder(
    posting: Path, profile: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "config" / "tailor"
    folder.mkdir(parents=True)
    write(folder / "profile.toml", FULL.replace("Ilse Varga", "Ada Folder"))
    assert tailor("draft", posting).out.endswith("Ada Folder\n")
    monkeypatch.setenv("TAILOR_PROFILE", str(write(tmp_path / "v.toml", FULL.replace("Ilse Varga", "Bea Variable"))))
    assert tailor("draft", posting).out.endswith("Bea Variable\n")
    assert tailor("draft", posting, "--profile", profile).out.endswith("Ilse Varga\n")


def test_the_sample_profile_is_bracketed_and_announced(posting: Path) -> None:
    outcome = tailor("draft", posting)
    assert outcome.code == 0
    assert outcome.out.endswith("[Mara Lindqvist]\n")
    assert "tailor profile init" in outcome.err
    assert outcome.err_lines[0].startswith("note: ")
    outside = re.sub(r"\[[^\]]*\]", "", outcome.out)
    sample = figures((TEMPLATES / "sample-profile.toml").read_text(encoding="utf-8"))
    assert {number for number in figures(outside) if number in sample} <= figures(BULLETS) | {"99"}


def test_ones_own_profile_is_not_bracketed(posting: Path, profile: Path) -> None:
    outcome = tailor("draft", posting, "--profile", profile)
    assert "[" not in outcome.out
    assert "profile init" not in outcome.err


def test_a_letter_of_the_sample_is_not_written_without_saying_so(posting: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    refused(tailor("draft", posting, "-o", path), path, "--sample", "tailor profile init")
    assert not path.exists()
    assert tailor("draft", posting, "-o", path, "--sample").code == 0
    assert "[Mara Lindqvist]" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_a_letter_is_written_whole(ending: str, posting: Path, profile: Path, tmp_path: Path) -> None:
    path = tmp_path / f"letter{ending}"
    outcome = tailor("draft", posting, "--profile", profile, "-o", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert re.search(rf"^wrote {re.escape(str(path))} \(\d+ words\)$", outcome.err, re.MULTILINE)
    assert path.read_text(encoding="utf-8") == tailor("draft", posting, "--profile", profile).out
    assert sorted(found.name for found in tmp_path.iterdir()) == sorted(
        ["facts.toml", "home", path.name, "log.sqlite", "posting.txt"]
    )


def test_an_existing_letter_is_only_overwritten_by_force(posting: Path, profile: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "letter.txt", "mine\n")
    refused(tailor("draft", posting, "--profile", profile, "-o", path), path, "--force")
    assert path.read_text(encoding="utf-8") == "mine\n"
    refused(tailor("draft", tmp_path / "gone.txt", "--profile", profile, "-o", path, "--force"), "gone.txt")
    assert path.read_text(encoding="utf-8") == "mine\n"
    assert tailor("draft", posting, "--profile", profile, "-o", path, "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("Dear ")


@pytest.mark.parametrize("name", ["letter.rtf", "letter", "nowhere/letter.txt"])
def test_a_wrong_target_is_refused_before_any_work(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    refused(
        tailor(
            "draft",
            tmp_path / "no-such-posting.txt",
            "--profile",
            tmp_path / "no-such-profile.toml",
            "-o",
            path,
        ),
        path,
    )


def test_the_same_call_gives_the_same_letter(posting: Path, profile: Path) -> None:
    outcome = tailor("draft", posting, "--profile", profile, "--format", "json", "--trace")
    assert tailor("draft", posting, "--profile", profile, "--format", "json", "--trace") == outcome


# --- profile --------------------------------------------------------------------------------------


def test_profile_init_writes_a_private_starter_once(home: Path) -> None:
    path = home / "config" / "tailor" / "profile.toml"
    assert tailor("profile", "path").out == f"{path}\n"
    outcome = tailor("profile", "init")
    assert (outcome.code, outcome.out) == (0, "")
    assert str(path) in outcome.err
    assert "tailor profile check" in outcome.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_text(encoding="utf-8").count("#") > 10
    assert tailor("profile", "check").code == 0
    write(path, FULL)
    refused(tailor("profile", "init"), path)
    assert path.read_text(encoding="utf-8") == FULL
    assert [found.name for found in path.parent.iterdir()] == ["profile.toml"]


def test_profile_init_does_not_replace_a_link_to_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.symlink_to(tmp_path / "elsewhere.toml")
    refused(tailor("profile", "init", path), path)
    assert path.is_symlink()


def test_profile_init_takes_a_path_or_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tailor("profile", "init", tmp_path / "new" / "a.toml").code == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    monkeypatch.setenv("TAILOR_PROFILE", str(tmp_path / "b.toml"))
    assert tailor("profile", "init").code == 0
    assert tailor("profile", "path").out == f"{tmp_path / 'b.toml'}\n"
    assert (tmp_path / "a.toml").exists() is False
    assert (tmp_path / "b.toml").read_text(encoding="utf-8") == (tmp_path / "new" / "a.toml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("where", ["file/profile.toml", "file/deeper/profile.toml"])
def test_profile_init_where_no_folder_can_be_made_is_refused_in_one_line(where: str, tmp_path: Path) -> None:
    write(tmp_path / "file", "in the way")
    refused(tailor("profile", "init", tmp_path / where), (tmp_path / where).parent)


def test_profile_check_reports_every_problem_on_its_own_line(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", BARE + 'sovles = ["latency"]\nmetrics = ["revenu"]\nresult = "I cut it"\n')
    outcome = tailor("profile", "check", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err_lines) == 3
    assert {line.split(": ")[0] for line in outcome.err_lines} == {f"{path}:{number}" for number in (8, 9, 10)}
    assert "did you mean 'solves'?" in outcome.err
    assert "did you mean 'revenue'?" in outcome.err


def test_profile_check_says_that_all_is_well(profile: Path, tmp_path: Path) -> None:
    outcome = tailor("profile", "check", profile)
    assert (outcome.code, outcome.out) == (0, f"{profile}: 2 stories, no problems\n")
    one = tailor("profile", "check", write(tmp_path / "bare.toml", BARE))
    assert (one.code, one.out) == (0, f"{tmp_path / 'bare.toml'}: 1 story, no problems\n")
    assert one.err_lines
    assert all(line.startswith("note: ") for line in one.err_lines)


@pytest.mark.parametrize("command", ["check"])
def test_profile_check_without_a_profile_says_how_to_start(command: str, home: Path) -> None:
    outcome = tailor("profile", command)
    assert outcome.code == 2
    assert len(outcome.err_lines) == 1
    assert "tailor profile init" in outcome.err
    assert str(home) in outcome.err


# --- templates ------------------------------------------------------------------------------------


def test_templates_are_listed_shown_and_copied(tmp_path: Path, posting: Path, profile: Path) -> None:
    listed = tailor("templates", "list").out
    for name in ("150", "250", "400"):
        assert re.search(rf"^{name} +\S", listed, re.MULTILINE)
    assert "paragraph_two" in listed
    shown = tailor("templates", "show", "250").out
    assert shown == (TEMPLATES / "250.j2").read_text(encoding="utf-8")
    path = tmp_path / "mine.j2"
    assert tailor("templates", "copy", "250", path).code == 0
    assert path.read_text(encoding="utf-8") == shown
    refused(tailor("templates", "copy", "150", path), path, "--force")
    assert path.read_text(encoding="utf-8") == shown
    assert tailor("templates", "copy", "150", path, "--force").code == 0
    assert path.read_text(encoding="utf-8") != shown
    assert tailor("draft", posting, "--profile", profile, "--template", path).code == 0


@pytest.mark.parametrize("command", ["show", "copy"])
def test_an_unknown_template_is_refused(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(tailor("templates", command, "nope"), "nope")


# --- the real command -----------------------------------------------------------------------------


def test_the_installed_command_works_from_any_folder(posting: Path, profile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    outcome = script("draft", posting, "--profile", profile, cwd=folder)
    assert (outcome.code, outcome.said) == (0, [])
    assert outcome.out == tailor("draft", posting, "--profile", profile).out
    assert list(folder.iterdir()) == []


def test_a_file_that_is_not_there_is_told_of_before_anything_is_loaded(tmp_path: Path) -> None:
    calls = {
        "analyze gone.txt": "gone.txt: no such file; check the path",
        "draft gone.txt": "gone.txt: no such file; check the path",
        "draft gone.txt --profile gone.toml": "gone.toml: no such profile; write one with: tailor profile init",
        "draft here --from-analysis gone.json": "gone.json: no such file; check the path",
        "draft here --template gone.j2": "--template: gone.j2: no such file, and no template of that name",
        "check gone.txt": "gone.txt: no such file; check the path",
        "check here --posting gone.txt": "gone.txt: no such file; check the path",
        "check here --profile gone.toml": "gone.toml: no such profile",
        "profile check gone.toml": "gone.toml: no such profile",
        "profile show gone.toml": "gone.toml: no such profile",
        "profile import gone.json": "gone.json: no such file; check the path",
    }
    write(tmp_path / "here", BULLETS)
    program = """
import sys
from tailor.cli.main import main
for call in sys.argv[1:]:
    sys.argv = ["tailor", *call.split()]
    try:
        main()
    except SystemExit as leave:
        print(leave.code)
print([name for name in ("spacy", "numpy", "pydantic", "jinja2") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, *calls], capture_output=True, text=True, cwd=tmp_path, check=True, timeout=60
    )
    assert done.stdout == "2\n" * len(calls) + "[]\n"
    for line, words in zip(done.stderr.splitlines(), calls.values(), strict=True):
        assert line.startswith(f"tailor: {words}")


@pytest.mark.parametrize("words", [(), ("draft",), ("profile",), ("profile", "init"), ("estimate", "gpu-hours")])
def test_help_is_a_word_too(words: tuple[str, ...]) -> None:
    outcome = tailor("help", *words)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == tailor(*words, "--help").out


def test_help_on_what_is_no_command_is_refused() -> None:
    refused(tailor("help", "drat"), "No such command 'drat'")
    refused(tailor("help", "draft", "more"), "'tailor draft' has no commands of its own")


def test_the_installed_command_refuses_in_one_line(tmp_path: Path) -> None:
    refused(script("analyze", tmp_path / "gone.txt"), tmp_path / "gone.txt")
    refused(script("analyze", "-", stdin=b""), "<stdin>", code=3)


def test_bytes_that_are_no_text_in_an_option_leave_no_traceback(posting: Path, profile: Path) -> None:
    path = posting.with_name("letter.txt")
    for options in ((), ("--format", "json"), ("-o", path)):
        outcome = tailor("draft", posting, "--profile", profile, "--to", "Ana \udcff", *options)
        assert outcome.code in {0, 2}
        assert len(outcome.said) == (1 if outcome.code or options[:1] == ("-o",) else 0)


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    rows = rows_file(tmp_path / "rows.jsonl", times=12)
    command = subprocess.Popen(
        [SCRIPT, "analyze", rows, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    assert command.stderr is not None
    with command, command.stdout, command.stderr:
        assert set(json.loads(command.stdout.readline())) == ANALYSIS_KEYS
        command.stdout.close()
        err = command.stderr.read().decode()
        assert command.wait(timeout=60) in {0, 1, 141}
    assert err == ""


def test_piping_into_head_shows_its_lines(posting: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", '"$0" analyze "$1" --explain | head -n 1; exit "${PIPESTATUS[1]}"', SCRIPT, posting],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.decode() == "Staff Machine Learning Engineer at Quillmere Freight\n"
    assert b"Traceback" not in done.stderr


# --- the review, at a pseudo-terminal -------------------------------------------------------------


def test_enter_keeps_what_was_found(posting: Path, profile: Path) -> None:
    terminal = Terminal("draft", posting, "--profile", profile)
    terminal.review()
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (0, tailor("draft", posting, "--profile", profile, *FIRST).out)


def test_a_person_picks_writes_and_leaves_out(posting: Path, profile: Path) -> None:
    listed = json.loads(tailor("analyze", posting, "--format", "json").out)
    terminal = Terminal("draft", posting, "--profile", profile, "--format", "json")
    shown = terminal.answer("pain", "99")
    assert " ".join(listed["pain"]["alternatives"][0]["quote"].split()[:3]) in " ".join(shown.split())
    assert ">>" in shown
    terminal.expect("99: there are")
    terminal.review("2", "cost per lorry", "none")
    outcome = terminal.finish()
    assert outcome.code == 0
    chosen = json.loads(outcome.out)["highlights"]
    assert chosen["pain"]["quote"] == listed["pain"]["alternatives"][0]["quote"]
    assert chosen["metric"]["quote"] == "cost per lorry"
    assert chosen["tool"] is None


def test_what_the_posting_lacks_is_said_and_options_are_not_asked(profile: Path, tmp_path: Path) -> None:
    terminal = Terminal(
        "draft",
        write(tmp_path / "nothing.txt", NOTHING),
        "--profile",
        profile,
        "--pain",
        "none",
        "--metric",
        "orders a day",
        "--strict",
    )
    shown = terminal.answer("tool")
    assert "The posting states no tool." in shown
    assert "pain (Enter" not in shown
    terminal.answer("write it")
    outcome = terminal.finish()
    assert outcome.code == 1
    assert ("orders a day" in outcome.out) != ('note: metric: "orders a day" is left out' in outcome.err)


@pytest.mark.parametrize("keys", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_the_review_is_an_interruption(keys: str, posting: Path, profile: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    terminal = Terminal("draft", posting, "--profile", profile, "-o", path)
    terminal.expect("pain (Enter keeps 1): ")
    terminal.insist(keys)
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err_lines[-1] == "tailor: interrupted"
    assert "Traceback" not in outcome.err
    assert not path.exists()


def test_no_review_asks_nothing_at_a_terminal(posting: Path, profile: Path) -> None:
    terminal = Terminal("draft", posting, "--profile", profile, "--no-review")
    outcome = terminal.finish()
    assert (outcome.code, [line for line in outcome.said if line.strip()]) == (0, [])
    assert outcome.out == tailor("draft", posting, "--profile", profile).out


def test_an_interrupt_during_the_work_gives_130(profile: Path) -> None:
    command = subprocess.Popen(
        [SCRIPT, "draft", "-", "--profile", profile],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,
    )
    assert command.stdin is not None
    command.stdin.write(b"Duties\n")
    command.stdin.flush()
    wait_until_idle(command.pid)
    # A signal between the interpreter's check and the read waits for the read: a person presses again.
    for _ in range(20):
        command.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            command.wait(1.0)
            break
    out, err = command.communicate(timeout=30)
    assert (command.returncode, out, err) == (130, b"", b"tailor: interrupted\n")


def test_a_draft_says_what_its_own_check_found(posting: Path, profile: Path, tmp_path: Path) -> None:
    mine = write(
        tmp_path / "mine.j2", "{{ paragraph_two }}\n\nI led a team of forty engineers and cut latency to 3 ms.\n"
    )
    done = tailor("draft", posting, "--profile", profile, "--template", mine)
    assert done.code == 0
    assert 'note: check: FCT101 A number without a source: "3 ms"' in done.err
    assert "check:" not in done.out
    assert "check:" not in tailor("draft", posting, "--profile", profile).err
