"""Title and employer of pasted postings over real layouts: right, wrong and none.

    python benchmarks/pastes.py [--verbose] [--check]

The pastes stand in ``benchmarks/pastes``; the employers are invented, the layouts are those of boards, mails and forums. ``second.toml``
was written after what ``first.toml`` showed had been mended. A wrong employer is worse than none: a letter would name it. With
--check, exits with 1 where a file is below the bar.
"""

from __future__ import annotations

import argparse
import io
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from jdparse import JdparseError, read_posting

DATA = Path(__file__).parent / "pastes"
#: The share of each file whose title and employer must both be right.
BAR = 0.9


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste.

    Attributes:
        kind: Where it was copied from.
        title: The title that is expected.
        company: The employer, or an empty string where the text names none.
        text: What was pasted.
    """

    kind: str
    title: str
    company: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read of a paste."""

    paste: Paste
    title: str
    company: str

    @property
    def right(self) -> bool:
        """Whether title and employer are both as expected."""
        return self.title == self.paste.title and self.company_is == "right"

    @property
    def company_is(self) -> str:
        """Right, wrong or none: what can be said of the employer."""
        if self.company.rstrip(".") == self.paste.company.rstrip("."):
            return "right"
        return "wrong" if self.company else "none"


def read_pastes(path: Path) -> list[Paste]:
    """The pastes of a file of ``benchmarks/pastes``."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    pastes = []
    for row in rows["paste"]:
        text = row["text"]
        for name, body in rows["bodies"].items():
            text = text.replace(f"{{{name}}}", body.replace("EMPLOYER", row["company"]).strip())
        pastes.append(Paste(row["kind"], row["title"], row["company"], text.lstrip("\n")))
    return pastes


def read(paste: Paste) -> Outcome:
    """What is read of a paste on standard input; nothing where it is refused."""
    try:
        posting = read_posting("-", io.BytesIO(paste.text.encode()))
    except JdparseError as error:
        return Outcome(paste, f"({error})", "")
    return Outcome(paste, posting.title, posting.company)


def main() -> int:
    """Print the shares; 1 where one is below the bar and --check was given."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--verbose", action="store_true", help="what was read where it is not what was expected")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a file is below the bar")
    options = parser.parse_args()
    below = False
    for path in sorted(DATA.glob("*.toml")):
        outcomes = [read(paste) for paste in read_pastes(path)]
        right = sum(outcome.right for outcome in outcomes)
        companies = Counter(outcome.company_is for outcome in outcomes)
        titles = sum(outcome.title == outcome.paste.title for outcome in outcomes)
        below |= right < BAR * len(outcomes)
        print(
            f"{path.stem:8} both right {right} of {len(outcomes)}; title {titles}; employer "
            + ", ".join(f"{name} {companies[name]}" for name in ("right", "wrong", "none"))
        )
        if options.verbose:
            for outcome in outcomes:
                if not outcome.right:
                    wanted = (outcome.paste.title, outcome.paste.company)
                    print(f"    {outcome.paste.kind}: {(outcome.title, outcome.company)}, not {wanted}")
    return int(below and options.check)


if __name__ == "__main__":
    sys.exit(main())
