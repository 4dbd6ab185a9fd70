"""What hiring managers skim for and what gets a letter binned, as rules with codes.

One module per family; each takes a letter apart and yields what it found. The words of the rules lie in `lexicons/checks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tailor.check import arithmetic, coverage, facts, form, mistakes, signals
from tailor.check.finding import Finding, Found, Known, Severity
from tailor.check.letter import read_letter
from tailor.check.rules import FAMILIES, Rule, load_rules
from tailor.errors import CallError

__all__ = [
    "FAMILIES",
    "Finding",
    "Known",
    "Rule",
    "Severity",
    "check_letter",
    "chosen_rules",
    "find_rule",
    "load_rules",
]
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 0, Severity.ADVICE: 1}


def check_letter(
    text: str, known: Known | None = None, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """The findings of a letter: errors and warnings in the order of their places, then one advice a rule.

    Args:
        text: The letter.
        known: What it is checked against.
        select: Codes, or the beginnings of codes, to report; empty for all.
        ignore: Codes, or the beginnings of codes, to leave out.

    Raises:
        CallError: A code to select or ignore is the beginning of none.
    """
    rules = chosen_rules(select, ignore)
    given = known or Known()
    given = replace(given, company=" ".join(given.company.split()), codes=frozenset(rules))
    letter = read_letter(_LONE_SURROGATE.sub("\ufffd", text))
    found: list[Found] = []
    for family in (signals, mistakes, coverage, facts, arithmetic, form):
        found.extend(family.check(letter, given))
    findings = {(one.start, one.end, one.code): _finding(one, rules[one.code]) for one in found if one.code in rules}
    return tuple(sorted(findings.values(), key=lambda one: (_ORDER[one.severity], one.start, one.end, one.code)))


def chosen_rules(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Mapping[str, Rule]:
    """The rules that are reported, by code, in the file's order.

    Args:
        select: Codes, or the beginnings of codes, to report; empty for all.
        ignore: Codes, or the beginnings of codes, to leave out.

    Raises:
        CallError: A code to select or ignore is the beginning of none.
    """
    rules = load_rules()
    for option, codes in (("--select", select), ("--ignore", ignore)):
        for code in codes:
            if not code or not any(known.startswith(code) for known in rules):
                raise CallError(f"{option} {code or '(empty)'}: no such rule; the families are {', '.join(FAMILIES)}")
    return {
        code: rule
        for code, rule in rules.items()
        if code.startswith(tuple(select) or "") and not code.startswith(tuple(ignore))
    }


def find_rule(code: str) -> Rule:
    """The rule of that code.

    Raises:
        CallError: There is none.
    """
    rules = load_rules()
    if code not in rules:
        near = [known for known in rules if code and known.startswith(code[:3])]
        raise CallError(f"{code or '(empty)'}: no such rule; the codes are {', '.join(near or rules)}")
    return rules[code]


def _finding(found: Found, rule: Rule) -> Finding:
    message = f"{rule.title}: {found.detail}" if found.detail else rule.title
    return Finding(found.code, found.severity or rule.severity, message, rule.advice, found.start, found.end)
