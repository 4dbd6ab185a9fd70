"""Measure `tailor check` on single sentences: each stands alone in a small letter, with what a checker should say of it.

    python benchmarks/sentences.py ../shared            # the three sets; exits with 1 if one misses its bar
    python benchmarks/sentences.py ../shared --wrong    # every sentence that is judged otherwise than wanted
    python benchmarks/sentences.py ../shared --kind FCT # only kinds that begin so

The sets: the cases handed out with the issue (``../shared/cases/check``), sentences of one's own that the rules were mended on
(``benchmarks/checking/sentences``), and pairs of a true and a false claim that were written without a look at the rules
(``benchmarks/checking/heldout-sentences``): those are for measuring only, do not read them when you mend a rule.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tailor.check import check_letter
from tailor.check.finding import Finding, Known, Severity
from tailor.profile.load import load_profile
from tailor.profile.story import Profile

HERE = Path(__file__).resolve().parent
#: Rules that come with any letter so short.
BESIDE = frozenset({"SIG101", "SIG201", "SIG501"})
#: What each set must reach: the share of faults found, the share of faultless sentences left alone.
BARS = {"handed out": (0.95, 0.95), "mended on": (0.9, 0.95), "held out": (0.85, 0.97)}
FRAME = "Dear team,\n\n{}\n\nCould we talk next week?\n\nKit\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what is to be found in it.

    Attributes:
        id: Its name.
        kind: What it is an example of.
        sentence: One sentence or a few; " // " stands for a new paragraph.
        wanted: Codes of which one must be found; empty where nothing may be.
        at: Words that the finding must touch; empty for anywhere.
        known: What it is checked against.
        asked: Beginnings of the codes that are looked at.
    """

    id: str
    kind: str
    sentence: str
    wanted: frozenset[str]
    at: str
    known: Known
    asked: tuple[str, ...]

    @property
    def letter(self) -> str:
        """The sentence in its frame."""
        return FRAME.format(self.sentence.replace(" // ", "\n\n"))

    def findings(self) -> Sequence[Finding]:
        """What is found of the codes that are looked at."""
        return [
            one
            for one in check_letter(self.letter, self.known)
            if one.code not in BESIDE and one.code.startswith(self.asked)
        ]

    def holds(self, findings: Sequence[Finding]) -> bool:
        """Whether that is what is wanted."""
        if not self.wanted:
            return not findings
        letter = self.letter
        words = self.at.replace(" // ", "\n\n") or letter
        places = [found.span() for found in re.finditer(re.escape(words), letter)]
        right = [one for one in findings if one.code.startswith(tuple(self.wanted))]
        return any(one.start < end and start < one.end for one in right for start, end in places)


def handed_out(shared: Path) -> Iterator[Case]:
    """The cases of the issue: a table a kind in a Markdown file, and the profile that they are held against."""
    text = (shared / "cases" / "check" / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert block is not None, "the cases have no profile"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.toml"
        path.write_text(block[1], encoding="utf-8")
        profile = load_profile(path)
    kind = ""
    for line in text.splitlines():
        if line.startswith("## "):
            kind = line[3:]
        row = re.match(r"\| (\d+) \| *(P?C?) *\| (.*?) \| (.*?) \| .*\|", line)
        if row is None:
            continue
        number, marks, sentence, verdict = row.groups()
        codes = frozenset(re.findall(r"(?<!not )\b[A-Z]{3}\d{3}\b", verdict))
        anything = frozenset({"FCT", "FRM4"})
        wanted = frozenset[str]() if verdict.startswith("none") else codes or anything
        own = re.match(r"[A-Z]{3}\d{3}", kind)
        yield Case(
            number,
            kind,
            sentence,
            wanted,
            "",
            Known(profile=profile if "P" in marks else None, company="Vantaro" if "C" in marks else ""),
            ("FCT", "ARI") if "P" in marks else (own[0] if own and not wanted else "",),
        )


def own_cases(paths: Sequence[Path], profiles: Sequence[Path]) -> Iterator[Case]:
    """Cases of TOML files."""
    known: dict[str, Profile | None] = {"": None}
    for path in paths:
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            name = row.get("profile", "")
            if name not in known:
                known[name] = load_profile(next(file for folder in profiles for file in folder.glob(f"{name}.toml")))
            kind = row["kind"]
            asked = ("FCT", "ARI") if name else (kind if re.match(r"[A-Z]{3}\d{3}$", kind) else "",)
            yield Case(
                row["id"],
                f"FCT {kind}" if name else kind,
                row["sentence"],
                frozenset(code for one in row["wanted"] for code in one.split("|")),
                row.get("at", ""),
                Known(
                    profile=known[name],
                    company=row.get("company", "" if name else "Vantaro" if kind in {"FRM301", "SIG401"} else ""),
                ),
                asked,
            )


def load_sets(shared: Path) -> dict[str, list[Case]]:
    """The sets that are there, by name."""
    profiles = [HERE / "profiles", HERE / "checking" / "profiles", shared / "letters" / "profiles"]
    held_out = HERE / "checking" / "heldout-sentences" / "pairs.toml"
    return {
        "handed out": list(handed_out(shared)),
        "mended on": list(own_cases(sorted((HERE / "checking" / "sentences").glob("*.toml")), profiles)),
        "held out": list(own_cases([held_out] if held_out.exists() else [], profiles)),
    }


def grave_of_references(shared: Path) -> list[str]:
    """The errors and warnings that the reference letters get, against their profiles and employers."""
    found = []
    for sidecar in sorted((shared / "letters").glob("[0-9]*.json")):
        told = json.loads(sidecar.read_text(encoding="utf-8"))
        text = sidecar.with_suffix(".txt").read_text(encoding="utf-8")
        known = Known(profile=load_profile(shared / "letters" / told["profile"]), company=told.get("company", ""))
        found += [
            f"{sidecar.stem}: {one.code} {text[one.start : one.end]!r}"
            for one in check_letter(text, known)
            if one.severity is not Severity.ADVICE
        ]
    return found


def main() -> int:
    """Print a table a set; 1 if a set misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder with the cases")
    parser.add_argument("--wrong", action="store_true", help="show each sentence that is judged otherwise")
    parser.add_argument("--kind", default="", help="only kinds that begin so")
    parser.add_argument("--set", default="", help="only this set")
    arguments = parser.parse_args()
    missed = False
    for name, cases in load_sets(arguments.shared).items():
        if (arguments.set and not name.startswith(arguments.set)) or not cases:
            continue
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for case in cases:
            if not case.kind.startswith(arguments.kind):
                continue
            findings = case.findings()
            right = case.holds(findings)
            for key in (case.kind, "all"):
                counts[key][0 if case.wanted else 2] += right
                counts[key][1 if case.wanted else 3] += 1
            if arguments.wrong and not right:
                told = "; ".join(f'{one.code} "{case.letter[one.start : one.end][:50]}"' for one in findings)
                wanted = f"{'|'.join(sorted(case.wanted)) or 'none'}{f' at {case.at!r}' if case.at else ''}"
                print(f"{case.kind} [{case.id}] {case.sentence}\n    wanted {wanted}; got {told or 'none'}")
        print(f"\n{name}: {'kind':42}{'found':>9}{'left alone':>12}")
        for kind, (found, faults, left, clean) in sorted(counts.items(), key=lambda row: row[0] == "all"):
            print(f"{'':{len(name) + 2}}{kind:42}{f'{found}/{faults}':>9}{f'{left}/{clean}':>12}")
        found, faults, left, clean = counts["all"]
        if not arguments.kind:
            bar = BARS[name]
            shares = (found / (faults or 1), left / (clean or 1))
            print(f"{name}: {shares[0]:.1%} found (bar {bar[0]:.0%}), {shares[1]:.1%} left alone (bar {bar[1]:.0%})")
            missed |= shares[0] < bar[0] or shares[1] < bar[1]
    if not arguments.kind and not arguments.set:
        grave = grave_of_references(arguments.shared)
        print(f"reference letters: {len(grave)} errors and warnings", *grave, sep="\n    ")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
