"""Measure `tailor check` on the labelled letters of benchmarks/checking: precision and recall of each rule.

    python benchmarks/checking.py             # the table; exits with 1 if a rule misses its bar
    python benchmarks/checking.py --wrong     # every miss and every false alarm, with its place
    python benchmarks/checking.py --only FCT  # only the rules of a family, or one rule
    python benchmarks/checking.py --heldout   # letters that the rules were never mended on
    python benchmarks/checking.py --time      # what a letter of 300 words takes in one process, once the rules are loaded

A finding is right if it touches a mark of its code, or if its letter expects the code as a whole. Every other finding of the
code is a false alarm, except an advice in a letter with planted faults, where advice was not labelled. The letters were
written to the definitions in lexicons/checks/rules.toml by somebody who had not seen the rules' code; the rules were then
mended on them, so these are figures of fit. Those of benchmarks/checking/heldout are for measuring only: do not read them
when you mend a rule.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import perf_counter

import jdparse
from jdparse import Analysis
from tailor.check import check_letter
from tailor.check.finding import Finding, Known, Severity
from tailor.check.rules import load_rules
from tailor.data import TEMPLATES
from tailor.profile.load import load_profile
from tailor.profile.story import Profile

HERE = Path(__file__).resolve().parent / "checking"
#: What each rule must reach.
MIN_PRECISION, MIN_RECALL = 0.95, 0.85
#: Letters of so many words are timed, after so many that only warm up.
LONG, WARM = 150, 40
_MARK = re.compile(r"\{\{([A-Z0-9,]+)\|(.*?)\}\}|\(\(([A-Z0-9,]+)\|(.*?)\)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A letter with what is to be found in it.

    Attributes:
        id: Its name.
        text: The letter without its marks.
        expected: Code, start and end of each marked fault.
        tempting: Likewise for what must not be found.
        whole: Codes expected of the letter as a whole.
        clean: Whether no fault was planted.
        known: What it is checked against.
    """

    id: str
    text: str
    expected: tuple[tuple[str, int, int], ...]
    tempting: tuple[tuple[str, int, int], ...]
    whole: frozenset[str]
    clean: bool
    known: Known


def load_letters(folder: Path = HERE) -> Iterator[Labelled]:
    """The labelled letters of a folder, file by file."""
    rules = load_rules()
    for path in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["letter"]:
            text, expected, tempting = _unmarked(row["text"].lstrip("\n"))
            faults = {code for code, _, _ in expected} | set(row["whole"])
            analysis = _analysis(HERE, row["posting"]) if row["posting"] else None
            yield Labelled(
                row["id"],
                text,
                tuple(expected),
                tuple(tempting),
                frozenset(row["whole"]),
                all(rules[code].severity is Severity.ADVICE for code in faults),
                Known(
                    analysis,
                    _profile(HERE, row["profile"]) if row["profile"] else None,
                    row["length"],
                    row.get("company") or (analysis.posting.company if analysis else ""),
                ),
            )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    text, last = "", 0
    expected: list[tuple[str, int, int]] = []
    tempting: list[tuple[str, int, int]] = []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        words = mark[2] if mark[1] else mark[4]
        for code in (mark[1] or mark[3]).split(","):
            (expected if mark[1] else tempting).append((code, len(text), len(text) + len(words)))
        text += words
        last = mark.end()
    return text + marked[last:], expected, tempting


@lru_cache(maxsize=16)
def _analysis(folder: Path, name: str) -> Analysis:
    path = TEMPLATES / "sample-posting.txt" if name == "brackwater" else folder / "postings" / f"{name}.txt"
    return jdparse.analyze(jdparse.read_posting(path))


@lru_cache(maxsize=16)
def _profile(folder: Path, name: str) -> Profile:
    own = folder / "profiles" / f"{name}.toml"
    bundled = TEMPLATES / "sample-profile.toml" if name == "sample" else folder.parent / "profiles" / f"{name}.toml"
    return load_profile(own if own.exists() else bundled)


@dataclass(slots=True)
class Score:
    """Counts of one rule."""

    right: int = 0
    expected: int = 0
    found: int = 0
    false: int = 0
    tempted: int = 0

    @property
    def precision(self) -> float:
        """The share of findings that are right."""
        return 1 - self.false / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of faults that are found."""
        return self.found / self.expected if self.expected else 1.0


def score(letter: Labelled, findings: Sequence[Finding], scores: dict[str, Score]) -> Iterator[str]:
    """Count a letter's findings; the misses and false alarms come back as lines."""
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_code[finding.code].append(finding)
    for code, start, end in letter.expected:
        scores[code].expected += 1
        if any(one.start < end and start < one.end for one in by_code[code]):
            scores[code].found += 1
        else:
            yield f"MISS  {code} {letter.id}: {letter.text[start:end]!r}"
    for code in letter.whole:
        scores[code].expected += 1
        if by_code[code]:
            scores[code].found += 1
        else:
            yield f"MISS  {code} {letter.id} (whole letter)"
    for finding in findings:
        marked = any(
            code == finding.code and finding.start < end and start < finding.end for code, start, end in letter.expected
        )
        if marked or finding.code in letter.whole:
            scores[finding.code].right += 1
        elif letter.clean or finding.severity is not Severity.ADVICE:
            scores[finding.code].false += 1
            yield f"FALSE {finding.code} {letter.id}: {letter.text[finding.start : finding.end][:110]!r} ({finding.message})"
    scores_tempted = Counter(code for code, _, _ in letter.tempting)
    for code, count in scores_tempted.items():
        scores[code].tempted += count


def time_of_a_letter() -> float:
    """Milliseconds for 300 words: letters that were not read before, after some that load what is loaded once."""
    letters = [letter for letter in load_letters(HERE) if len(letter.text.split()) >= LONG]
    for letter in letters[:WARM]:
        check_letter(letter.text, letter.known)
    times = []
    for letter in letters[WARM:]:
        start = perf_counter()
        check_letter(letter.text, letter.known)
        times.append((perf_counter() - start) * 300 / len(letter.text.split()))
    return median(times) * 1000


def main() -> int:
    """Print the table; 1 if a rule misses its bar or a clean letter has an error or a warning."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="show each miss and false alarm")
    parser.add_argument("--heldout", action="store_true", help="measure on the held-out letters")
    parser.add_argument("--time", action="store_true", help="measure the time of a letter")
    parser.add_argument("--only", default="", metavar="CODE", help="only rules that begin so")
    arguments = parser.parse_args()
    if arguments.time:
        print(f"{time_of_a_letter():.0f} ms for a letter of 300 words")
        return 0
    scores: dict[str, Score] = {code: Score() for code in load_rules()}
    letters = list(load_letters(HERE / "heldout" if arguments.heldout else HERE))
    cried = 0
    for letter in letters:
        findings = check_letter(letter.text, letter.known)
        lines = list(score(letter, findings, scores))
        cried += letter.clean and any(
            finding.severity is not Severity.ADVICE and finding.code not in letter.whole for finding in findings
        )
        if arguments.wrong:
            for line in lines:
                if line.split()[1].startswith(arguments.only):
                    print(line)
    clean = sum(letter.clean for letter in letters)
    print(f"{len(letters)} letters, {clean} clean; {cried} clean ones with an error or a warning")
    print(f"{'rule':8}{'faults':>8}{'tempting':>10}{'precision':>11}{'recall':>8}")
    missed = []
    for code, counts in scores.items():
        low = counts.precision < MIN_PRECISION or counts.recall < MIN_RECALL
        if low:
            missed.append(code)
        if code.startswith(arguments.only):
            print(
                f"{code:8}{counts.expected:>8}{counts.tempted:>10}{counts.precision:>11.0%}{counts.recall:>8.0%}{'  low' if low else ''}"
            )
    if not arguments.only:
        rows = scores.values()
        right, false = sum(row.right for row in rows), sum(row.false for row in rows)
        found, expected = sum(row.found for row in rows), sum(row.expected for row in rows)
        print(f"{'all':8}{expected:>8}{'':10}{right / (right + false or 1):>11.0%}{found / (expected or 1):>8.0%}")
    print(
        f"{len(scores) - len(missed)} of {len(scores)} rules reach {MIN_PRECISION:.0%} precision and {MIN_RECALL:.0%} recall"
    )
    return 1 if (missed or cried) and not arguments.heldout else 0


if __name__ == "__main__":
    raise SystemExit(main())
