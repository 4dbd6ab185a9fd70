"""Findings as text, JSON, SARIF and GitHub's workflow commands: all from one value."""

from __future__ import annotations

import json
import textwrap
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from tailor.check.finding import Finding, Severity
from tailor.check.rules import Rule
from tailor.files.text import STDIN
from tailor.terminal.safe import inert, one_line

#: Changes only with an entry in the changelog.
SCHEMA = 1
#: Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (appendix of schemas)
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_COLOURS: Mapping[Severity, str] = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_SARIF_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "note",
}
_GITHUB_COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "notice",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Lines and columns of a finding, counted from 1 in characters; the end is one past the last character."""

    line: int
    col: int
    end_line: int
    end_col: int


@dataclass(frozen=True)
class Report:
    """What was found in a letter.

    Attributes:
        path: What the letter is called.
        text: The letter, which the findings' places refer to.
        findings: In the order to be shown.
    """

    path: str
    text: str
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        for finding in self.findings:
            if not 0 <= finding.start <= finding.end <= len(self.text):
                raise ValueError(f"{finding.code}: characters {finding.start} to {finding.end} are not in the letter")

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(at + 1 for at, character in enumerate(self.text) if character == "\n"))

    def place(self, finding: Finding) -> Place:
        """Where a finding stands; a line ends with a line feed, and a tab is one character."""
        return Place(*self._line_and_col(finding.start), *self._line_and_col(finding.end))

    def _line_and_col(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, at)
        return line, at - self._line_starts[line - 1] + 1

    @property
    def clean(self) -> bool:
        """Whether there is no error and no warning."""
        return all(finding.severity is Severity.ADVICE for finding in self.findings)


#: What most letters lack: told last and in one breath.
_LACKING = ("SIG101", "SIG201")


def findings_text(report: Report, *, width: int = 100) -> str:
    """A line for each rule that found something, which editors and grep understand; below it its places and what to do instead.

    What stands nowhere in the letter comes last, in one advice.
    """
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault((finding.code, finding.severity), []).append(finding)
    lacking = [groups.pop(key)[0] for key in list(groups) if key[0] in _LACKING]
    lines: list[str] = []
    for (code, severity), found in groups.items():
        title, _, detail = found[0].message.partition(": ")
        said = found[0].message if len(found) == 1 else f"{title}, {len(found)} places"
        lines.append(f"{_place(report, found[0])} {_label(severity, code)} {one_line(said)}")
        for finding in found if len(found) > 1 else []:
            place = report.place(finding)
            detail = finding.message.partition(": ")[2] or report.text[finding.start : finding.end]
            lines += textwrap.wrap(
                f"{place.line}:{place.col} {one_line(detail)}", width, initial_indent="    ", subsequent_indent="      "
            )
        lines += _indented(found[0].advice, width)
    if lacking:
        first, *rest = lacking
        titles = [first.message, *(f"{one.message[:1].lower()}{one.message[1:]} ({one.code})" for one in rest)]
        lines.append(f"{_place(report, first)} {_label(first.severity, first.code)} {one_line('; '.join(titles))}")
        lines += _indented(" ".join(finding.advice for finding in lacking), width)
    return "".join(f"{line}\n" for line in lines)


def _place(report: Report, finding: Finding) -> str:
    place = report.place(finding)
    return click.style(f"{inert(report.path)}:{place.line}:{place.col}:", bold=True)


def _label(severity: Severity, code: str) -> str:
    """The code, and how grave as a word too: not everybody sees colours, and a pipe has none."""
    return click.style(f"{code} {severity.value}:", fg=_COLOURS[severity])


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    ")


def summary(findings: Iterable[Finding]) -> str:
    """How many findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    plural = {Severity.ERROR: "s", Severity.WARNING: "s", Severity.ADVICE: ""}
    said = [f"{counts[kind]} {kind.value}{'' if counts[kind] == 1 else plural[kind]}" for kind in Severity]
    return ", ".join(part for part in said if not part.startswith("0 ")) or "no findings"


def findings_json(report: Report) -> str:
    """The findings as the contract's JSON object."""
    row = {"schema": SCHEMA, "path": report.path, "findings": finding_rows(report)}
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def finding_rows(report: Report) -> list[dict[str, Any]]:
    """Each finding as a value of that object."""
    rows: list[dict[str, Any]] = []
    for finding in report.findings:
        place = report.place(finding)
        rows.append(
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "advice": finding.advice,
                "start": finding.start,
                "end": finding.end,
                "line": place.line,
                "col": place.col,
                "end_line": place.end_line,
                "end_col": place.end_col,
            }
        )
    return rows


def findings_github(report: Report) -> str:
    """The findings as workflow commands, which GitHub shows beside the lines of a pull request.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for finding in report.findings:
        place = report.place(finding)
        properties = {
            "file": report.path,
            "line": place.line,
            "col": place.col,
            "endLine": place.end_line,
            "endColumn": place.end_col,
            "title": finding.code,
        }
        told = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items())
        message = _github_data(f"{one_line(finding.message)}\n{finding.advice}")
        lines.append(f"::{_GITHUB_COMMANDS[finding.severity]} {told}::{message}\n")
    return "".join(lines)


def findings_sarif(report: Report, rules: Mapping[str, Rule], version: str) -> str:
    """The findings as SARIF 2.1.0, with the rules that were asked for.

    Args:
        report: What was found.
        rules: By code; each finding's is among them.
        version: Of this program.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (3.30.2: a column counts what `columnKind` says)
    """
    from sarif_pydantic import Run, Sarif, Tool, ToolDriver

    numbers = {code: number for number, code in enumerate(rules)}
    driver = ToolDriver(name="tailor check", version=version, rules=[_sarif_rule(rule) for rule in rules.values()])
    run = Run(
        tool=Tool(driver=driver),
        columnKind="unicodeCodePoints",
        results=[_sarif_result(report, finding, numbers) for finding in report.findings],
    )
    log = Sarif(schema_uri=SARIF_SCHEMA, version="2.1.0", runs=[run])
    row = log.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps({"$schema": row.pop("$schema"), **row}, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(rule: Rule) -> Any:
    from sarif_pydantic import Message, ReportingConfiguration, ReportingDescriptor

    return ReportingDescriptor(
        id=rule.code,
        name=rule.name,
        short_description=Message(text=rule.title),
        full_description=Message(text=rule.rule),
        help=Message(text=f"{rule.advice}\n\nBad: {rule.bad}\nBetter: {rule.better}"),
        default_configuration=ReportingConfiguration(level=_SARIF_LEVELS[rule.severity]),
    )


def _sarif_result(report: Report, finding: Finding, numbers: Mapping[str, int]) -> Any:
    from sarif_pydantic import ArtifactLocation, Location, Message, PhysicalLocation, Region, Result

    place = report.place(finding)
    region = Region(
        start_line=place.line,
        start_column=place.col,
        end_line=place.end_line,
        end_column=place.end_col,
        char_offset=finding.start,
        char_length=finding.end - finding.start,
    )
    return Result(
        rule_id=finding.code,
        rule_index=numbers[finding.code],
        level=_SARIF_LEVELS[finding.severity],
        message=Message(text=_sarif_message(f"{finding.message}\n{finding.advice}")),
        locations=[
            Location(
                physical_location=PhysicalLocation(
                    artifact_location=ArtifactLocation(uri=_uri(report.path)), region=region
                )
            )
        ],
    )


def _sarif_message(text: str) -> str:
    """A message that holds no placeholders (3.11.5: a brace of the text is written twice)."""
    return text.replace("{", "{{").replace("}", "}}")


def explain_text(rule: Rule, *, width: int = 100) -> str:
    """A rule for a person to read: title, definition, examples, what to do."""
    lines = [f"{rule.code} {rule.name} ({rule.severity.value})", rule.title, ""]
    lines += [*textwrap.wrap(rule.rule, width), ""]
    for lead, words in (("Bad", rule.bad), ("Better", rule.better), ("What to do", rule.advice)):
        lines += textwrap.wrap(words, width, initial_indent=f"{lead + ':':<12}", subsequent_indent=" " * 12)
    return "\n".join(lines) + "\n"


def _uri(path: str) -> str:
    """A path as a reference that SARIF allows: percent-encoded, with slashes."""
    if path == STDIN:
        return "stdin"
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())


def _github_data(text: str) -> str:
    """Source: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (`escapeData`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    """Source: the same file (`escapeProperty`)."""
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
