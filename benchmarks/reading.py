"""How well postings are read: against two readers, cross-validated, beside baselines, signal by signal.

    python benchmarks/reading.py ../shared/gold              # all tables, about ten minutes
    python benchmarks/reading.py ../shared/gold --dev-only   # those that need no fitting

Scores are those of the annotation's own `score.py`. Cross-validated figures fit every model, threshold and confidence anew
for each fold of employers. Needs the ``train`` extra but for --dev-only.
"""

from __future__ import annotations

import argparse
import json
import runpy
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from jdparse import Kind, Posting, analysis_to_json, analyze
from jdparse.analysis import load_analyzer
from jdparse.ranking.features import SignalFinder
from jdparse.reading.candidates import MAX_PAIN_WORDS, pain_candidates, tool_candidates
from jdparse.reading.document import Candidate, Document
from jdparse.reading.metrics import metric_candidates
from jdparse.types import SectionKind

Rows = dict[str, dict[str, Any]]
#: What is asked of each line, in percent: on dev and cross-validated on train.
BAR = {
    "pain.quote": (80, 77),
    "pain.cat": (79, 80),
    "metric.quote": (80, 79),
    "metric.cat": (78, 80),
    "tool": (89, 87),
    "all three": (57, 57),
    "pain.first": (45, 45),
    "metric.first": (60, 60),
    "tool.first": (62, 62),
}
#: What the ablation takes out, one after the other: a name and how the signals' names begin.
GROUPS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.PAIN: {
        "wording": ("words",),
        "section": ("section-",),
        "cues": ("cue-",),
        "place in the section": ("early-in-section", "first-duty", "last-duty", "down-the-duties", "depth"),
        "bullet, imperative, we, you": ("bullet", "imperative", "we", "you"),
        "length": ("over-", "short", "long", "enumerates", "parenthesis"),
        "pain phrases": ("pain-", "fits-posting"),
        "boilerplate": ("boilerplate",),
        "title": ("title",),
    },
    Kind.METRIC: {
        "wording": ("words",),
        "section": ("section-",),
        "cues": ("cue-",),
        "beside the pain": ("in-pain", "near-pain", "agrees"),
        "metric category": ("metric-",),
        "strong, specific, number": ("strong", "weak", "specific", "number"),
        "depth, bullet": ("depth", "bullet"),
    },
    Kind.TOOL: {
        "wording": ("words",),
        "section": ("section-",),
        "cues": ("cue-",),
        "beside the pain": ("in-pain", "near-pain"),
        "tier and kind": ("tier-", "kind-", "best-", "worse-", "peers"),
        "repeated, title": ("repeated", "title", "own-product"),
        "long list": ("in-long-list",),
        "depth, bullet": ("depth", "bullet"),
    },
}
BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def read_rows(path: Path) -> Rows:
    """The objects of a JSONL file by their ids."""
    return {row["id"]: row for row in map(json.loads, filter(None, path.read_text(encoding="utf-8").split("\n")))}


def posting_of(row: Mapping[str, Any]) -> Posting:
    """A row as a posting."""
    return Posting(row["text"], row.get("title") or "", row.get("company") or "", id=row["id"])


def ours(posting: Posting) -> dict[str, Any]:
    """The prediction of the project."""
    return analysis_to_json(analyze(posting))


def first_bullet(posting: Posting) -> dict[str, Any]:
    """The plainest baseline: the first duty, the first metric and the first tool that the lexicon knows."""
    document = load_analyzer().read(posting)
    pains = list(pain_candidates(document))
    duties = [found for found in pains if document.sentences[found.sentence].section is SectionKind.DUTIES]
    return _predicted(
        document, (duties or pains)[:1], list(metric_candidates(document)), list(tool_candidates(document))
    )


def most_words(posting: Posting) -> dict[str, Any]:
    """Keyword counts: the sentence with the most lexicon phrases, the commonest metric and tool."""
    document = load_analyzer().read(posting)
    finder = SignalFinder(document, load_analyzer().lexicon)
    pains = sorted(pain_candidates(document), key=lambda found: -sum(finder.pain_categories(found).values()))
    return _predicted(
        document, pains[:1], _by_count(list(metric_candidates(document))), _by_count(list(tool_candidates(document)))
    )


def _by_count(found: list[Candidate]) -> list[Candidate]:
    counts = Counter(candidate.entry_id for candidate in found)
    return sorted(found, key=lambda candidate: -counts[candidate.entry_id])


def _predicted(
    document: Document, pains: Sequence[Candidate], metrics: Sequence[Candidate], tools: Sequence[Candidate]
) -> dict[str, Any]:
    def quote(found: Candidate) -> str:
        span = document.normalised.to_user(found.span)
        return document.posting.text[span.start : span.end]

    finder = SignalFinder(document, load_analyzer().lexicon)
    row: dict[str, Any] = {"pain": None, "metric": None, "tool": None}
    if pains:
        votes = finder.pain_categories(pains[0])
        row["pain"] = {
            "quote": quote(pains[0]),
            "category": max(votes, key=lambda name: votes[name], default="modelling"),
        }
    if metrics:
        row["metric"] = {"quote": quote(metrics[0]), "category": metrics[0].entry_id}
    if tools:
        row["tool"] = {"name": quote(tools[0])}
    return row


def dev_tables(gold: Path) -> None:
    """Our figures on dev, the baselines' and the readers' own; recall by category; confidence."""
    score = runpy.run_path(str(gold / "score.py"))
    postings = read_rows(gold / "dev.jsonl")
    readers = [read_rows(gold / f"dev.reader{name}.jsonl") for name in "AB"]
    predicted = {
        name: {key: predict(posting_of(row)) for key, row in postings.items()}
        for name, predict in (("ours", ours), ("first duty, first hit", first_bullet), ("keyword counts", most_words))
    }

    def mean(rows: Rows, against: Sequence[Rows]) -> dict[str, float]:
        figures = [
            score["mean"](postings, rows, reader) | first_choices(score, postings, rows, reader) for reader in against
        ]
        return {line: sum(row[line] for row in figures) / len(figures) for line in BAR}

    columns = {name: mean(rows, readers) for name, rows in predicted.items()}
    both = [mean(readers[0], readers[1:]), mean(readers[1], readers[:1])]
    columns["readers"] = {line: (both[0][line] + both[1][line]) / 2 for line in BAR}
    print(f"dev, {len(postings)} postings, means over two readers")
    print(f"{'':14}{'bar':>6}" + "".join(f"{name:>24}" for name in columns))
    for line, (bar, _) in BAR.items():
        print(f"{line:14}{bar:>5}%" + "".join(f"{column[line]:>23.1%} " for column in columns.values()))
    for name, found in predicted.items():
        unusable_table(f"dev, {name}", found.values())
    named = [
        (row, predicted["ours"][key], score["score"](postings[key]["text"], predicted["ours"][key], row))
        for reader in readers
        for key, row in reader.items()
    ]
    for kind in ("pain", "metric"):
        rows = [
            (gold_row[kind]["category"], (own[kind] or {}).get("category"), hit[f"{kind}.cat"])
            for gold_row, own, hit in named
            if gold_row[kind]
        ]
        category_table(f"dev, {kind}", rows)
    for kind, line in (("pain", "pain.quote"), ("metric", "metric.quote"), ("tool", "tool")):
        calibration_table(f"dev, {kind}", [(own[kind]["confidence"], hit[line]) for _, own, hit in named if own[kind]])
    null_table("dev", [(row, own) for row, own, _ in named])


def first_choices(score: Mapping[str, Any], postings: Rows, found: Rows, reader: Rows) -> dict[str, float]:
    """How often the first choice is the reader's own, of the postings where the reader states one."""
    alone = {
        key: {kind.value: row[kind.value] and {**row[kind.value], "also": []} for kind in Kind}
        for key, row in reader.items()
    }
    lines = {
        "pain.first": ("pain", "pain.quote"),
        "metric.first": ("metric", "metric.quote"),
        "tool.first": ("tool", "tool"),
    }
    figures = {}
    for line, (kind, scored) in lines.items():
        hits = [
            score["score"](postings[key]["text"], found[key], row)[scored]
            for key, row in alone.items()
            if row[kind] is not None
        ]
        figures[line] = sum(hits) / len(hits)
    return figures


def unusable_table(title: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """The share of highlights that no letter could answer, each by its rule.

    A pain that is a duty of every job and speaks of no pain category; a pain above the guide's 45 words; a metric that is one
    weak word of the lexicon.
    """
    analyzer = load_analyzer()
    counts: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for row in rows:
        if row["pain"]:
            document = analyzer.read(Posting(f"- {row['pain']['quote']}"))
            generic = any(hit.group[1] == "generic" for hit in document.hits["cue"])
            of["pain"] += 1
            counts["pain: a duty of every job"] += generic and not document.hits["pain"]
            counts["pain: above 45 words"] += len(row["pain"]["quote"].split()) > MAX_PAIN_WORDS
        if row["metric"]:
            found = list(metric_candidates(analyzer.read(Posting(f"- {row['metric']['quote']}"))))
            of["metric"] += 1
            counts["metric: one weak word"] += len(row["metric"]["quote"].split()) == 1 and not any(
                metric.strong for metric in found
            )
    said = ", ".join(f"{name} {count / max(1, of[name.split(':')[0]]):.1%}" for name, count in counts.items())
    print(f"{title}, unusable: {said}")


def category_table(title: str, rows: Sequence[tuple[str, str | None, bool]]) -> None:
    """Recall by category.

    Args:
        title: What the rows are of.
        rows: The reader's first category, ours, and whether the reader accepts ours.
    """
    print(f"\n{title}: recall by the reader's first category")
    print(f"{'':22}{'postings':>9}{'ours accepted':>15}{'ours the same':>15}{'named by us':>13}")
    ours_named = Counter(name for _, name, _ in rows)
    for category, count in Counter(name for name, _, _ in rows).most_common():
        of = [(name, right) for label, name, right in rows if label == category]
        accepted = sum(right for _, right in of) / count
        same = sum(name == category for name, _ in of) / count
        print(f"{category:22}{count:>9}{accepted:>14.0%} {same:>14.0%} {ours_named[category]:>12}")


def calibration_table(title: str, rows: Sequence[tuple[float, bool]]) -> None:
    """How often a highlight is right in each band of confidence."""
    print(f"\n{title}: confidence and truth")
    for low, high in pairwise(BANDS):
        band = [(sure, right) for sure, right in rows if low <= sure < high]
        if band:
            said = sum(sure for sure, _ in band) / len(band)
            true = sum(right for _, right in band) / len(band)
            print(f"  {low:.1f} to {min(high, 1.0):.1f}{len(band):>7} highlights   said {said:.0%}   right {true:.0%}")


def null_table(title: str, rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """Highlights that the reader or we leave out."""
    print(f"\n{title}: not stated{'':12}both   reader only   ours only")
    for kind in Kind:
        pairs = Counter((row[kind.value] is None, found[kind.value] is None) for row, found in rows)
        print(f"  {kind.value:20}{pairs[True, True]:>9}{pairs[True, False]:>14}{pairs[False, True]:>12}")


def train_tables(gold: Path, *, ablation: bool) -> None:
    """Cross-validated figures on train, with recall by category and confidence; then each group of signals left out."""
    from jdparse.train.__main__ import means
    from jdparse.train.examples import read_examples
    from jdparse.train.trainer import Trainer

    examples = read_examples(gold / "train.jsonl", gold / "train.gold.jsonl")
    trainer = Trainer(examples)
    judged = trainer.cross_validate()
    print(f"\ntrain, {len(examples)} postings, cross-validated by employer")
    for line, value in means(judged).items():
        print(f"{line:14}{BAR[line][1]:>5}%{value:>8.1%}")
    for kind in Kind:
        stated = [
            row[f"{kind.value}.first"]
            for example, row in zip(examples, judged, strict=True)
            if example.gold[kind.value] is not None
        ]
        line = f"{kind.value}.first"
        print(f"{line:14}{BAR[line][1]:>5}%{sum(stated) / len(stated):>8.1%}")
    for kind in (Kind.PAIN, Kind.METRIC):
        category_table(
            f"train, {kind.value}",
            [
                (example.gold[kind.value]["category"], row[f"{kind.value}.named"], row[f"{kind.value}.cat"])
                for example, row in zip(examples, judged, strict=True)
                if example.gold[kind.value]
            ],
        )
    for kind in Kind:
        line = "tool" if kind is Kind.TOOL else f"{kind.value}.quote"
        sure = f"{kind.value}.confidence"
        calibration_table(f"train, {kind.value}", [(row[sure], row[line]) for row in judged if row[sure] is not None])
    if ablation:
        ablation_tables(examples, Trainer)


def ablation_tables(examples: Sequence[Any], trainer: Callable[..., Any]) -> None:
    """What the choice loses without a group of signals, beside the pains of the whole model."""
    whole = trainer(examples)
    pains = whole.cross_validated_pains()
    for kind, groups in GROUPS.items():
        all_in = whole.cross_validated_pick(kind, pains)
        print(f"\n{kind.value}: cross-validated choice with all signals {all_in:.1%}; without")
        for name, starts in groups.items():
            value = trainer(examples, starts).cross_validated_pick(kind, pains)
            print(f"  {name:30}{value:>6.1%}  {100 * (value - all_in):+5.1f}")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--dev-only", action="store_true", help="only the tables that need no fitting")
    parser.add_argument("--no-ablation", action="store_true", help="leave the drop-one tables out")
    arguments = parser.parse_args()
    dev_tables(arguments.gold)
    if not arguments.dev_only:
        train_tables(arguments.gold, ablation=not arguments.no_ablation)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
