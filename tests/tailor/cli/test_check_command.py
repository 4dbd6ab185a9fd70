from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tailor.check.finding import Finding, Severity
from tailor.check.rules import load_rules
from tailor.data import TEMPLATES
from tailor.files.letter import MAX_LETTER_BYTES
from tailor.show.findings import Report, findings_github, findings_json, findings_sarif, findings_text, summary
from tests.tailor.calls import SCRIPT, Terminal, script, tailor
from tests.tailor.cli.test_cli import refused
from tests.tailor.samples import FULL, write

POSTING = TEMPLATES / "sample-posting.txt"
SCHEMA = Path(__file__).resolve().parents[2] / "data" / "sarif-2.1.0.schema.json"
FINDING_KEYS = {"code", "severity", "message", "advice", "start", "end", "line", "col", "end_line", "end_col"}
PROFILE = """
[me]
name = "Mara Lindqvist"

[[story]]
name = "fraud-serving"
employer = "Halvard Pay"
system = "the card-fraud scoring service"
did = "moved feature lookups from a nightly batch to a streaming store"
constraint = "p99 of 21 ms at 1,900 QPS"
tools = ["Triton"]
"""
BAD = """To whom it may concern,

I am writing to express my strong interest. I own the the ranker at Halvard Pay, with a p99 of 12 ms.

Before that I drew coast lines at a map maker, kept the index of its names in order, and answered the letters of readers who knew better than I did.

Kind regards,
[Your Name]
"""
GOOD = """Dear Ms Okafor,

I own the card-fraud scoring service at Halvard Pay end to end, and I am on call for it. It answers within 21 ms at the p99.

Your posting says that the models score on day-old data. I would first measure how old each feature is.

Kind regards,
Mara Lindqvist
"""


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path / "bad.txt", BAD)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path / "good.txt", GOOD)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", PROFILE)


def codes(text: str) -> list[str]:
    """The codes of a report in the text format, in order."""
    return re.findall(r"^\S.*?:\d+:\d+: ([A-Z]{3}\d{3}) ", text, re.MULTILINE)


def finding(text: str, words: str, code: str = "FRM401", severity: Severity = Severity.WARNING) -> Finding:
    start = text.index(words)
    return Finding(code, severity, f'A doubled word: "{words}"', "Take one out.", start, start + len(words))


# --- text -----------------------------------------------------------------------------------------


def test_each_finding_has_its_place_and_what_to_do(bad: Path) -> None:
    outcome = tailor("check", bad, "--no-profile")
    assert outcome.code == 1
    assert outcome.out.startswith(
        f"{bad}:1:1: FRM202 warning: To whom it may concern\n    Greet the hiring manager or the team.\n"
    )
    assert f'{bad}:3:51: FRM401 warning: A doubled word: "the the"\n    Take one out.\n' in outcome.out
    assert f'{bad}:8:1: FRM102 error: A placeholder is left: "[Your Name]"\n' in outcome.out
    assert re.fullmatch(r"1 error, 3 warnings, \d advice\n", outcome.err)


def test_advice_comes_last_with_one_line_a_rule(bad: Path) -> None:
    found = codes(tailor("check", bad, "--no-profile").out)
    graves = [load_rules()[code].severity is not Severity.ADVICE for code in found]
    assert graves == sorted(graves, reverse=True)
    advice = found[graves.count(True) :]
    assert advice
    assert len(set(advice)) == len(advice)


def test_a_rule_that_fires_often_is_told_once_with_its_places(tmp_path: Path) -> None:
    letter = write(
        tmp_path / "letter.txt",
        "Dear Ms Okafor,\n\nI am writing to apply. I am excited to learn.\n\nI am thrilled to hear more.\n\nMara\n",
    )
    told = tailor("check", letter, "--no-profile", "--select", "FRM201").out
    assert codes(told) == ["FRM201"]
    assert "FRM201 warning: A worn opener or closer, 3 places" in told
    assert [line.split()[0] for line in told.splitlines() if re.match(r"    \d", line)] == ["3:1", "3:24", "5:1"]
    assert told.count(load_rules()["FRM201"].advice) == 1


def test_what_stands_nowhere_is_told_last_in_one_advice(tmp_path: Path) -> None:
    letter = write(tmp_path / "letter.txt", "Dear Ms Okafor,\n\nI baked the the bread.\n\nKind regards,\nMara\n")
    told = codes(tailor("check", letter, "--no-profile", "--select", "SIG,FRM").out)
    assert told == ["FRM401", "SIG101"]
    assert "no production constraint (SIG201)" in tailor("check", letter, "--no-profile").out


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_letter_is_read_as_it_was_written(tmp_path: Path, home: Path, suffix: str) -> None:
    own, letter = write(tmp_path / "facts.toml", PROFILE), tmp_path / f"letter{suffix}"
    plain = tmp_path / "letter.txt"
    for path in (letter, plain):
        assert tailor("draft", POSTING, "--profile", own, "--no-review", "-o", path).code == 0
    found = [
        [
            (one["code"], one["message"])
            for one in json.loads(tailor("check", path, "--profile", own, "--format", "json").out)["findings"]
        ]
        for path in (letter, plain)
    ]
    assert found[0] == found[1]


def test_a_broken_pdf_gets_one_line(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 nothing more")
    outcome = tailor("check", letter, "--no-profile")
    assert (outcome.code, len(outcome.err_lines)) == (2, 1)
    assert "damaged PDF" in outcome.err


def test_a_letter_in_another_language_is_turned_away(tmp_path: Path) -> None:
    german = (
        "Sehr geehrte Frau Okafor,\n\nich betreibe seit drei Jahren den Dienst, der bei Halvard Pay jede Zahlung bewertet,"
        " und ich habe die Zeit bis zur Antwort von 120 auf 40 Millisekunden gesenkt.\n\nMit freundlichen Grüßen\nMara\n"
    )
    outcome = tailor("check", write(tmp_path / "brief.txt", german), "--no-profile")
    assert (outcome.code, outcome.out) == (2, "")
    assert "is in German; the rules read English letters only" in outcome.err


def test_a_letter_with_nothing_to_mend_is_said_to_have_none(good: Path) -> None:
    outcome = tailor("check", good, "--no-profile", "--select", "FRM,MIS")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "no findings\n")


def test_advice_alone_is_clean(tmp_path: Path) -> None:
    letter = write(tmp_path / "letter.txt", "Dear Ms Okafor,\n\nI baked bread for years.\n\nKind regards,\nMara\n")
    outcome = tailor("check", letter, "--no-profile")
    assert outcome.code == 0
    assert re.fullmatch(r"\d advice\n", outcome.err)
    assert {load_rules()[code].severity for code in codes(outcome.out)} == {Severity.ADVICE}


def test_a_letter_cannot_steer_the_terminal(tmp_path: Path) -> None:
    letter = write(tmp_path / "letter.txt", "Dear Ms Okafor,\n\nI own it. [Your \x1b[31mName]\n")
    outcome = tailor("check", letter, "--no-profile", "--format", "github")
    assert "\x1b" not in tailor("check", letter, "--no-profile").out + outcome.out


def test_the_tool_says_the_same_twice(bad: Path) -> None:
    assert tailor("check", bad, "--posting", POSTING) == tailor("check", bad, "--posting", POSTING)


# --- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("the the", "the the", (1, 1, 1, 8)),
        ("a\n\nthe the\n", "the the", (3, 1, 3, 8)),
        ("a\r\nb the the\r\n", "the the", (2, 3, 2, 10)),
        ("é 👩‍🔬 the the", "the the", (1, 7, 1, 14)),
        ("\t\tthe the", "the the", (1, 3, 1, 10)),
        ("the\nthe", "the\nthe", (1, 1, 2, 4)),
        ("x the the\n", "the the\n", (1, 3, 2, 1)),
        ("one\u2028the the", "the the", (1, 5, 1, 12)),
    ],
)
def test_lines_and_columns_count_characters_from_one(text: str, words: str, place: tuple[int, ...]) -> None:
    row = json.loads(findings_json(Report("letter.txt", text, (finding(text, words),))))["findings"][0]
    assert (row["line"], row["col"], row["end_line"], row["end_col"]) == place
    assert text[row["start"] : row["end"]] == words


@given(text=st.text(st.sampled_from("ab é\t\r\n\u2028👩"), max_size=60), data=st.data())
def test_a_place_leads_back_to_its_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Report("x", text, ()).place(Finding("FRM401", Severity.WARNING, "m", "a", start, end))
    lines = text.split("\n")
    for at, line, col in ((start, place.line, place.col), (end, place.end_line, place.end_col)):
        assert sum(len(one) + 1 for one in lines[: line - 1]) + col - 1 == at
        assert 1 <= col <= len(lines[line - 1]) + 1


def test_a_finding_outside_the_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the letter"):
        Report("x", "short", (Finding("FRM401", Severity.WARNING, "m", "a", 2, 9),))


def test_a_byte_order_mark_and_windows_line_ends_move_no_place(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    outcome = tailor("check", letter, "--no-profile")
    assert f"{letter}:1:1: FRM202 " in outcome.out
    assert f"{letter}:3:51: FRM401 " in outcome.out


# --- json -----------------------------------------------------------------------------------------


def test_json_holds_the_contract(bad: Path) -> None:
    outcome = tailor("check", bad, "--no-profile", "--format", "json")
    assert (outcome.code, outcome.err) == (1, "")
    row = json.loads(outcome.out)
    assert (row["schema"], row["path"], set(row)) == (1, str(bad), {"schema", "path", "findings"})
    assert all(set(found) == FINDING_KEYS for found in row["findings"])
    assert {found["severity"] for found in row["findings"]} == {"error", "warning", "advice"}
    doubled = next(found for found in row["findings"] if found["code"] == "FRM401")
    assert BAD[doubled["start"] : doubled["end"]] == "the the"
    assert (doubled["line"], doubled["col"], doubled["end_line"], doubled["end_col"]) == (3, 51, 3, 58)


def test_json_of_a_clean_letter_has_no_findings(good: Path) -> None:
    outcome = tailor("check", good, "--no-profile", "--select", "FRM", "--format", "json")
    assert (outcome.code, json.loads(outcome.out)) == (0, {"schema": 1, "path": str(good), "findings": []})


# --- sarif ----------------------------------------------------------------------------------------


def nulls(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(nulls, value.values()))
    if isinstance(value, list):
        return sum(map(nulls, value))
    return value is None


@pytest.mark.parametrize("name", ["bad", "good"])
def test_sarif_is_what_the_standard_says(name: str, request: pytest.FixtureRequest, profile: Path) -> None:
    letter = request.getfixturevalue(name)
    outcome = tailor(
        "check", letter, "--posting", POSTING, "--profile", profile, "--length", "250", "--format", "sarif"
    )
    log = json.loads(outcome.out)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(log)] == []
    assert nulls(log) == 0
    assert (next(iter(log)), log["version"]) == ("$schema", "2.1.0")


def test_the_schema_would_see_a_wrong_field(bad: Path) -> None:
    log = json.loads(tailor("check", bad, "--no-profile", "--format", "sarif").out)
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["start_line"] = 1
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert not validator.is_valid(log)


def test_sarif_carries_rules_levels_and_regions(bad: Path) -> None:
    run = json.loads(tailor("check", bad, "--no-profile", "--format", "sarif").out)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(load_rules())
    assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}
    doubled = next(result for result in run["results"] if result["ruleId"] == "FRM401")
    place = doubled["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == bad.as_uri()
    assert place["region"] == {
        "startLine": 3,
        "startColumn": 51,
        "endLine": 3,
        "endColumn": 58,
        "charOffset": BAD.index("the the"),
        "charLength": 7,
    }


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("letter.txt", "letter.txt"),
        ("my letters/naïve.txt", "my%20letters/na%C3%AFve.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("<stdin>", "stdin"),
    ],
)
def test_sarif_names_a_file_as_a_reference(path: str, uri: str) -> None:
    log = json.loads(findings_sarif(Report(path, "the the", (finding("the the", "the the"),)), load_rules(), "1"))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_brace_in_a_sarif_message_is_no_placeholder() -> None:
    log = json.loads(findings_sarif(Report("x", "{0}", (finding("{0}", "{0}"),)), load_rules(), "1"))
    assert '"{{0}}"' in log["runs"][0]["results"][0]["message"]["text"]


# --- github ---------------------------------------------------------------------------------------


def test_github_commands_have_their_places(bad: Path) -> None:
    outcome = tailor("check", bad, "--no-profile", "--format", "github")
    assert (outcome.code, outcome.err) == (1, "")
    lines = outcome.out.splitlines()
    assert (
        f'::warning file={bad},line=3,col=51,endLine=3,endColumn=58,title=FRM401::A doubled word: "the the"%0ATake one out.'
        in lines
    )
    assert {line.split()[0] for line in lines} == {"::error", "::warning", "::notice"}


def test_github_commands_escape_what_would_end_them() -> None:
    text = "50%\r\n{:,}"
    found = Finding("FRM401", Severity.ERROR, f"{text}: a, b", "Cut 50%.", 0, len(text))
    assert findings_github(Report("a,b:c%.txt", text, (found,))) == (
        "::error file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=2,endColumn=5,title=FRM401::50%25 {:,}: a, b%0ACut 50%25.\n"
    )


# --- what it is checked against -------------------------------------------------------------------


def test_facts_are_checked_against_the_profile(bad: Path, profile: Path) -> None:
    outcome = tailor("check", bad, "--profile", profile, "--select", "FCT")
    assert outcome.code == 1
    assert codes(outcome.out) == ["FCT101"]
    assert '"12 ms"' in outcome.out
    assert outcome.err == "1 error\n"


def test_the_own_profile_is_used_where_it_usually_lies(bad: Path, home: Path) -> None:
    place = Path(tailor("profile", "path").out.strip())
    place.parent.mkdir(parents=True)
    write(place, PROFILE)
    assert codes(tailor("check", bad, "--select", "FCT").out) == ["FCT101"]
    assert codes(tailor("check", bad, "--select", "FCT", "--no-profile").out) == []


def test_the_environment_names_a_profile(bad: Path, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAILOR_PROFILE", str(profile))
    assert codes(tailor("check", bad, "--select", "FCT").out) == ["FCT101"]
    assert tailor("check", bad, "--select", "FCT", "--no-profile").err == "no findings\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [((), True), (("--no-profile",), False), (("--select", "FRM"), False), (("--ignore", "FCT"), False)],
)
def test_without_a_profile_one_note_says_that_facts_are_not_checked(
    bad: Path, options: tuple[str, ...], told: bool
) -> None:
    outcome = tailor("check", bad, *options)
    assert [line for line in outcome.err_lines if line.startswith("note: ")] == (
        ["note: no profile yet, so the facts (FCT) are not checked; write yours with: tailor profile init"]
        if told
        else []
    )
    assert not any(code.startswith("FCT") for code in codes(outcome.out))


def test_the_posting_is_answered_or_not(bad: Path) -> None:
    outcome = tailor("check", bad, "--no-profile", "--posting", POSTING, "--select", "COV")
    assert outcome.code == 1
    assert 'COV103 warning: The tool is not mentioned: "Triton"' in outcome.out
    assert codes(tailor("check", bad, "--no-profile", "--select", "COV").out) == []


def test_one_posting_of_several_can_be_named(bad: Path, tmp_path: Path) -> None:
    rows = [{"id": name, "text": POSTING.read_text(encoding="utf-8")} for name in ("a", "b")]
    several = write(tmp_path / "several.jsonl", "\n".join(map(json.dumps, rows)))
    refused(tailor("check", bad, "--no-profile", "--posting", several), several, "--job")
    assert "COV103" in codes(tailor("check", bad, "--no-profile", "--posting", several, "--job", "b").out)


def test_another_company_is_seen_with_the_company_alone(tmp_path: Path) -> None:
    letter = write(
        tmp_path / "letter.txt", "Dear team,\n\nI want to join Stripe. I own the ranker.\n\nKind regards,\nMara\n"
    )
    assert codes(tailor("check", letter, "--no-profile", "--select", "FRM301").out) == []
    wrong = tailor("check", letter, "--no-profile", "--select", "FRM301", "--company", "Brackwater Systems")
    assert codes(wrong.out) == ["FRM301"]
    assert tailor("check", letter, "--no-profile", "--select", "FRM301", "--company", "Stripe").code == 0


def test_the_length_is_checked_when_one_is_chosen(good: Path) -> None:
    assert codes(tailor("check", good, "--no-profile", "--select", "FRM101").out) == []
    assert codes(tailor("check", good, "--no-profile", "--select", "FRM101", "--length", "400").out) == ["FRM101"]


# --- select and ignore ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--select", "FRM4"), {"FRM401"}),
        (("--select", "FRM2,FRM401"), {"FRM201", "FRM202", "FRM401"}),
        (("--select", "FRM201", "--select", "FRM401"), {"FRM201", "FRM401"}),
        (("--select", "frm4"), {"FRM401"}),
        (("--select", "FRM", "--ignore", "FRM2,FRM1"), {"FRM401"}),
        (("--ignore", "SIG,FRM,MIS"), set()),
    ],
)
def test_codes_are_selected_and_ignored_by_their_beginnings(
    bad: Path, options: tuple[str, ...], expected: set[str]
) -> None:
    assert set(codes(tailor("check", bad, "--no-profile", *options).out)) == expected


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("code", ["XYZ", "FRM999", "", "FRM,"])
def test_an_unknown_code_is_a_bad_call(bad: Path, option: str, code: str) -> None:
    refused(tailor("check", bad, option, code), option, "no such rule")


# --- where the letter comes from ------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_a_letter_comes_through_standard_input(arguments: tuple[str, ...]) -> None:
    outcome = tailor("check", *arguments, "--no-profile", "--select", "FRM401", stdin=BAD.encode())
    assert outcome.code == 1
    assert outcome.out.startswith("<stdin>:3:51: FRM401 ")


def test_a_person_at_the_terminal_is_told_what_to_do() -> None:
    terminal = Terminal("check", "--no-profile")
    terminal.expect("Paste the letter, then press Ctrl-D")
    terminal.type("Dear Ms Okafor,\n\nI own the the ranker.\n\x04")
    outcome = terminal.finish()
    assert outcome.code == 1
    assert "<stdin>:3:7: FRM401" in outcome.out


@pytest.mark.parametrize("content", ["", "  \n\n\t", "...\n--\n42 %\n"])
def test_nothing_to_check(tmp_path: Path, content: str) -> None:
    letter = write(tmp_path / "letter.txt", content)
    refused(tailor("check", letter), letter, "give it the text of a letter", code=3)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x00\x01\x02", "binary"),
        ("Sehr geehrte Frau\nMüller".encode("latin-1"), "line 2"),
        ("Dear".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04", "DOCX"),
        (b"word " * (MAX_LETTER_BYTES // 4), "far more than a letter"),
    ],
    ids=["binary", "latin-1", "utf-16", "pdf", "docx", "huge"],
)
def test_a_file_that_is_no_letter_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(content)
    refused(tailor("check", letter), letter, told)


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    refused(tailor("check", tmp_path / "missing.txt"), "missing.txt", "no such file")
    refused(tailor("check", tmp_path), tmp_path, "is a folder")


def test_a_call_that_does_not_fit_together_is_refused(bad: Path, tmp_path: Path) -> None:
    refused(tailor("check", bad, "--job", "a"), "--job a", "--posting")
    refused(tailor("check", "-", "--posting", "-", stdin=b"x"), "--posting -")
    refused(tailor("check", bad, "--length", "300"), "--length")
    refused(tailor("check", bad, "--format", "xml"), "--format")
    refused(tailor("check", bad, "--posting", tmp_path / "none.txt"), "none.txt")
    refused(tailor("check", bad, "--profile", tmp_path / "none.toml"), "none.toml")
    refused(tailor("check", bad, "--profile", write(tmp_path / "wrong.toml", "[me]\nnam = 1\n")), "wrong.toml")


def test_a_profile_with_all_fields_can_be_checked_against(good: Path, tmp_path: Path) -> None:
    assert tailor("check", good, "--profile", write(tmp_path / "full.toml", FULL), "--select", "FRM").code == 0


# --- explain, help, start-up ----------------------------------------------------------------------


@pytest.mark.parametrize("code", ["MIS201", "mis201"])
def test_a_rule_is_explained(code: str) -> None:
    outcome = tailor("check", "--explain", code)
    rule = load_rules()["MIS201"]
    assert (outcome.code, outcome.err) == (0, "")
    flat = " ".join(outcome.out.split())
    for words in ("MIS201", rule.title, rule.rule, rule.bad, rule.better, rule.advice, "warning"):
        assert words in flat
    assert all(len(line) <= 100 for line in outcome.out.splitlines())


@pytest.mark.parametrize("code", ["", "FCT", "FCT999", "nonsense"])
def test_a_rule_that_is_none_is_not_explained(code: str) -> None:
    refused(tailor("check", "--explain", code), "no such rule")


def test_help_waits_for_no_library() -> None:
    code = (
        "import sys; sys.argv = ['tailor', 'check', '--help']\nfrom tailor.cli.main import main\n"
        "try:\n    main()\nfinally:\n"
        "    print([name for name in ('spacy', 'pydantic', 'sarif_pydantic') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([SCRIPT.parent / "python", "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stderr.decode().strip() == "[]"


def test_the_installed_script_checks(bad: Path) -> None:
    outcome = script("check", str(bad), "--no-profile", "--select", "FRM401")
    assert (outcome.code, outcome.err) == (1, "1 warning\n")
    assert outcome.out == f'{bad}:3:51: FRM401 warning: A doubled word: "the the"\n    Take one out.\n'


@pytest.mark.parametrize(
    ("severities", "told"),
    [
        ("", "no findings"),
        ("error", "1 error"),
        ("error error warning advice advice", "2 errors, 1 warning, 2 advice"),
        ("advice", "1 advice"),
    ],
)
def test_the_summary_counts(severities: str, told: str) -> None:
    found = [Finding("FRM401", Severity(name), "m", "a", 0, 0) for name in severities.split()]
    assert summary(found) == told


def test_advice_is_wrapped_and_the_finding_is_not() -> None:
    long = Finding("FRM401", Severity.ERROR, "word " * 40, "word " * 40, 0, 1)
    first, *rest = findings_text(Report("x", "x", (long,)), width=60).splitlines()
    assert len(first) > 100
    assert len(rest) > 2
    assert all(line.startswith("    ") and len(line) <= 60 for line in rest)
