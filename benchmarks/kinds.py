"""How many texts that are no postings are refused, and how many postings.

    python benchmarks/kinds.py ../shared [--verbose] [--cross] [--check]

``benchmarks/kinds/*.toml`` are invented texts that `jdparse.train.kinds` learns from; those of ``benchmarks/kinds/heldout`` were written after them and are
not learned from. Postings are those of `shared`, whole and cut short, and invented ones in odd shapes. With --check, exits with 1 if a whole posting of
`shared` is refused, or fewer of the held-out texts than the bar.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from jdparse.readers.kind import kind_of
from jdparse.readers.kind_signals import signals_of
from jdparse.train.kinds import cross_validated, read_texts, real_texts

KINDS = Path(__file__).resolve().parent / "kinds"
#: The share of held-out texts that must be refused.
BAR = 0.6

Text = tuple[str, str, str, str]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what is taken for a posting.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--verbose", action="store_true", help="name each text that is judged wrongly")
    parser.add_argument("--cross", action="store_true", help="also cross-validate, by kind of text; takes some minutes")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    real = list(real_texts(arguments.shared))
    refused = 0
    for form in dict.fromkeys(form for _, form, _ in real):
        rows = [(name, "", "", text) for name, found, text in real if found == form]
        share = _tell(f"postings of shared, {form}", rows, arguments.verbose)
        refused += round(share * len(rows)) if form in {"whole", "below its head"} else 0
    heldout = 0.0
    for folder, what in ((KINDS, "learned from"), (KINDS / "heldout", "held out")):
        rows = [
            (text["kind"], text.get("says", ""), text.get("title", ""), text["text"].strip())
            for path in sorted(folder.glob("*.toml"))
            for text in read_texts(path)
        ]
        _tell(f"invented postings, {what}", [row for row in rows if not row[1]], arguments.verbose)
        heldout = _tell(f"other texts, {what}", [row for row in rows if row[1]], arguments.verbose)
    for line in cross_validated(arguments.shared, KINDS) if arguments.cross else ():
        print(line)
    return 1 if arguments.check and (refused or heldout < BAR) else 0


def _tell(what: str, rows: Iterable[Text], verbose: bool) -> float:
    """Print the share that is refused, and the share of those that are called what they are; returns the first."""
    told = [(name, says, text, kind_of(text, signals_of(text, title))) for name, says, title, text in rows]
    refused = [(says, kind) for _, says, _, kind in told if kind]
    named = sum(says == kind for says, kind in refused)
    called = f", {named / len(refused):.1%} of them by their kind" if any(says for says, _ in refused) else ""
    print(f"{what:45} {len(refused) / len(told):6.1%} of {len(told)} refused{called}")
    for name, says, text, kind in told:
        if verbose and kind != says:
            print(f"    {name}: {kind or 'passes'} | {' '.join(text.split())[:100]}")
    return len(refused) / len(told)


if __name__ == "__main__":
    sys.exit(main())
