"""How many orders of postings are told, and how many lookalikes; what is told of real postings.

    python benchmarks/orders.py [FILE.toml ...]                     # by default both sets of benchmarks/orders
    python benchmarks/orders.py ../shared/gold/train.jsonl [--all]  # each order that real postings give, to be read

A set has ``orders`` (sentences with what they want to see in a letter) and ``innocent`` (sentences). Each is put as a bullet into a short posting.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from jdparse import Analysis, Kind, Posting, analyze

SETS = (Path(__file__).parent / "orders" / "first.toml", Path(__file__).parent / "orders" / "second.toml")
POSTING = """Machine Learning Engineer
Quillmark Systems

What you will do
- Keep the ranking service inside its latency budget
{line}
- Share the on-call rota
"""


def told(analysis: Analysis) -> list[str]:
    """The notes on what the posting orders."""
    return [note for note in analysis.notes if note.startswith("application:")]


def in_a_posting(sentence: str) -> Analysis:
    """A short posting with this sentence as its second bullet."""
    return analyze(Posting(POSTING.format(line=f"- {sentence}")))


def is_highlight(analysis: Analysis, sentence: str) -> bool:
    """Whether a highlight, or a runner-up of one, is taken out of a sentence."""
    start = analysis.posting.text.find(sentence)
    end = start + len(sentence)
    return any(
        evidence.span.start < end and start < evidence.span.end
        for kind in Kind
        if (highlight := analysis.highlight(kind))
        for evidence in (highlight.evidence, *highlight.alternatives)
    )


def measure(path: Path) -> None:
    """Print what is told of one set."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    orders = [(row["text"], in_a_posting(row["text"])) for row in rows["orders"]]
    innocent = [(text, in_a_posting(text)) for text in rows["innocent"]]
    missed = [text for text, analysis in orders if not told(analysis)]
    taken = [text for text, analysis in orders if is_highlight(analysis, text)]
    alarms = [text for text, analysis in innocent if told(analysis)]
    print(
        f"{path.stem}: {len(orders) - len(missed)} of {len(orders)} orders told, {len(taken)} a highlight; "
        f"{len(alarms)} of {len(innocent)} innocent sentences told"
    )
    for name, texts in (("not told", missed), ("a highlight", taken), ("false alarm", alarms)):
        for text in texts:
            print(f"    {name}: {text}")


def read_all(path: Path, *, everything: bool) -> None:
    """Print what is told of the postings of a file of JSON lines."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    found = [(row["id"], note) for row in lines for note in told(analyze(Posting(row["text"], row.get("title", ""))))]
    print(f"{path.name}: {len(found)} notes on {len({name for name, _ in found})} of {len(lines)} postings")
    for name, note in found if everything else found[:50]:
        print(f"    {name}: {note}")


def main() -> int:
    """Measure the sets, or print the orders of real postings."""
    given = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    for path in given or [path for path in SETS if path.exists()]:
        if path.suffix == ".toml":
            measure(path)
        else:
            read_all(path, everything="--all" in sys.argv)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
