"""Fit ``lexicons/weights.toml`` and ``lexicons/wording.toml`` from annotated postings.

    python -m jdparse.train ../shared/gold/train.jsonl ../shared/gold/train.gold.jsonl \\
        --unlabelled ../shared/gold/unlabelled.jsonl

For each kind of highlight the candidates of a posting compete in a softmax (a conditional logit, McFadden 1974): the fit
raises the share of those that the reader quoted, and to a lesser degree of those that would have served as well. "Not
stated" competes as one more candidate, so that its weight becomes the threshold. Metrics and tools are fitted beside the
pain that a model of the other folds would have chosen, as they will be at run time. Categories are a multinomial
logistic regression. Folds are cut by employer. Everything is deterministic.

Needs the ``train`` extra (scikit-learn, which brings SciPy); nothing of it is used at run time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jdparse.analysis import load_analyzer
from jdparse.candidates import Candidate, Document, metric_candidates, pain_candidates, tool_candidates
from jdparse.lexicon import LEXICONS, load_lexicon
from jdparse.signals import SignalFinder
from jdparse.types import Kind, Posting

Floats = NDArray[np.float64]
Row = Mapping[str, float]

FOLDS = 5
#: A word triple that more employers use is boilerplate.
MIN_EMPLOYERS = 4
#: Words of fewer postings are left out.
MIN_POSTINGS = 4
#: L2 penalties of the named signals and of the words.
SIGNAL_PENALTY = 1.0
WORD_PENALTY: Mapping[Kind, float] = {Kind.PAIN: 8.0, Kind.METRIC: 4.0, Kind.TOOL: 4.0}
#: Relevance of a candidate that only an `also` quote covers; the reader's own quote counts 1.
ALSO = 0.7
#: Inverse penalty of the category models (scikit-learn's C).
CATEGORY_C = 0.1
#: Weights below this are left out of the word lists.
MIN_WORD_WEIGHT = 0.08
MIN_CATEGORY_WEIGHT = 0.08
NULL = "not-stated"


@dataclass
class Example:
    """A posting with its candidates and the reader's annotation."""

    document: Document
    finder: SignalFinder
    gold: Mapping[str, Any]
    fold: int
    candidates: dict[Kind, list[Candidate]] = field(default_factory=dict)
    relevance: dict[Kind, list[float]] = field(default_factory=dict)
    words: dict[Kind, list[list[str]]] = field(default_factory=dict)


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, cross-validate and write; prints the cross-validated figures."""
    parser = argparse.ArgumentParser(description="Fit the ranker from annotated postings.")
    parser.add_argument("postings", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="further postings, for boilerplate")
    parser.add_argument("--out", type=Path, default=LEXICONS)
    parser.add_argument("--no-cv", action="store_true", help="leave the cross-validation out")
    arguments = parser.parse_args(argv)
    texts = [*(read_texts(path) for path in (arguments.postings, *arguments.unlabelled))]
    write_boilerplate(arguments.out, [row for rows in texts for row in rows])
    load_lexicon.cache_clear()
    load_analyzer.cache_clear()
    examples = read_examples(arguments.postings, arguments.gold)
    figures = {} if arguments.no_cv else cross_validate(examples)
    for name, value in figures.items():
        print(f"{name:13} {value:6.1%}   cross-validated, {len(examples)} postings, {FOLDS} folds by employer")
    digest = hashlib.sha256(arguments.postings.read_bytes() + arguments.gold.read_bytes()).hexdigest()[:16]
    write(arguments.out, fit_all(examples), figures, digest)
    return 0


def read_texts(path: Path) -> list[tuple[str, str]]:
    """Text and employer of each posting of a JSONL file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [(row["text"], (row.get("company") or row["id"]).casefold()) for row in rows]


def write_boilerplate(folder: Path, texts: Sequence[tuple[str, str]]) -> None:
    """Write the word triples that more than `MIN_EMPLOYERS` employers use."""
    analyzer = load_analyzer()
    employers: dict[str, set[str]] = defaultdict(set)
    for text, company in texts:
        document = analyzer.read(Posting(text, company=company))
        for candidate in pain_candidates(document):
            words = [token.norm_ for token in document.doc[slice(*candidate.tokens)] if token.norm_[:1].isalnum()]
            for triple in zip(words, words[1:], words[2:], strict=False):
                employers[" ".join(triple)].add(company)
    triples = sorted(triple for triple, names in employers.items() if len(names) > MIN_EMPLOYERS)
    lines = [
        f"# Word triples, without inflection, that more than {MIN_EMPLOYERS} employers use. Written by jdparse.train.",
        "triples = [",
        *(f"  {json.dumps(triple, ensure_ascii=False)}," for triple in triples),
        "]",
    ]
    _replace(folder / "boilerplate.toml", lines)


def read_examples(postings: Path, gold: Path) -> list[Example]:
    """The annotated postings with their candidates, in the file's order."""
    annotations = {
        row["id"]: row for row in map(json.loads, filter(None, gold.read_text(encoding="utf-8").split("\n")))
    }
    analyzer = load_analyzer()
    examples = []
    for line in postings.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        row = json.loads(line)
        posting = Posting(row["text"], row.get("title") or "", row.get("company") or "", id=row["id"])
        document = analyzer.read(posting)
        example = Example(
            document,
            SignalFinder(document, analyzer.lexicon),
            annotations[row["id"]],
            employer_fold(posting.company),
        )
        for kind, find in _FINDERS.items():
            example.candidates[kind] = list(find(document))
            example.relevance[kind] = [
                relevance(document, found, example.gold[kind.value]) for found in example.candidates[kind]
            ]
            example.words[kind] = [example.finder.wording(found) for found in example.candidates[kind]]
        examples.append(example)
    return examples


_FINDERS: Mapping[Kind, Callable[[Document], Iterable[Candidate]]] = {
    Kind.PAIN: pain_candidates,
    Kind.METRIC: metric_candidates,
    Kind.TOOL: tool_candidates,
}


def employer_fold(company: str) -> int:
    """The fold that all postings of an employer go to."""
    return zlib.crc32(company.casefold().encode("utf-8")) % FOLDS


def relevance(document: Document, candidate: Candidate, gold: Mapping[str, Any] | None) -> float:
    """1 for the reader's own choice, `ALSO` for one that would serve as well, 0 otherwise.

    Source: the rule of the annotation's score: an overlap of at least half of the shorter quote; for tools the name.
    """
    if gold is None:
        return 0.0
    span = document.normalised.to_user(candidate.span)
    text = document.posting.text
    if candidate.kind is Kind.TOOL:
        mine = _fold_name(text[span.start : span.end])
        return 1.0 if mine == _fold_name(gold["name"]) else ALSO if mine in map(_fold_name, gold["also"]) else 0.0
    for value, quotes in ((1.0, [gold["quote"]]), (ALSO, gold["also"])):
        for quote in quotes:
            at = text.find(quote)
            while at >= 0:
                shared = min(span.end, at + len(quote)) - max(span.start, at)
                if shared >= 0.5 * min(len(span), len(quote)):
                    return value
                at = text.find(quote, at + 1)
    return 0.0


def _fold_name(name: str) -> str:
    return re.sub(r"[\s\-_.]+", "", name).casefold()


@dataclass
class Choice:
    """A fitted conditional logit."""

    signals: dict[str, float]
    words: dict[str, float]

    def scores(self, example: Example, kind: Kind, rows: Sequence[Row]) -> list[float]:
        """The score of each candidate."""
        return [
            sum(self.signals.get(name, 0.0) * value for name, value in row.items())
            + sum(self.words.get(word, 0.0) for word in words)
            for row, words in zip(rows, example.words[kind], strict=True)
        ]

    def best(self, example: Example, kind: Kind, rows: Sequence[Row]) -> int:
        """The number of the best candidate, or -1 for not stated."""
        scores = self.scores(example, kind, rows)
        best = max(range(len(scores)), key=lambda number: (scores[number], -number), default=-1)
        return best if best >= 0 and scores[best] >= self.signals[NULL] else -1


def rows_of(example: Example, kind: Kind, pain: tuple[Candidate, str] | None = None) -> list[dict[str, float]]:
    """The named signals of each candidate."""
    return [
        {feature.name: feature.value for feature in example.finder.features(found, pain)}
        for found in example.candidates[kind]
    ]


def fit_choice(examples: Sequence[Example], rows: Sequence[Sequence[Row]], kind: Kind) -> Choice:
    """The weights under which the readers' choices are likeliest, with an L2 penalty."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    signals = sorted({name for posting in rows for row in posting for name in row} | {NULL})
    seen = Counter(word for example in examples for word in {word for words in example.words[kind] for word in words})
    words = sorted(word for word, count in seen.items() if count >= MIN_POSTINGS)
    place = {name: number for number, name in enumerate(signals)} | {
        f"\0{word}": len(signals) + number for number, word in enumerate(words)
    }
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    starts: list[int] = []
    relevant: list[float] = []
    for example, posting in zip(examples, rows, strict=True):
        starts.append(len(relevant))
        for row, found, value in zip(posting, example.words[kind], example.relevance[kind], strict=True):
            pairs = [(place[name], weight) for name, weight in row.items()]
            pairs += [(place[f"\0{word}"], 1.0) for word in found if f"\0{word}" in place]
            columns += [column for column, _ in pairs]
            values += [weight for _, weight in pairs]
            ends.append(len(columns))
            relevant.append(value)
        columns.append(place[NULL])
        values.append(1.0)
        ends.append(len(columns))
        relevant.append(1.0 if example.gold[kind.value] is None else 0.0)
    matrix = csr_matrix((values, columns, ends), shape=(len(relevant), len(place)))
    transposed = matrix.T.tocsr()
    target = np.asarray(relevant)
    first = np.asarray(starts)
    group = np.repeat(np.arange(len(first)), np.diff([*starts, len(relevant)]))
    usable = np.add.reduceat(target, first) > 0
    penalty = np.r_[np.full(len(signals), SIGNAL_PENALTY), np.full(len(words), WORD_PENALTY[kind])]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        shares /= np.add.reduceat(shares, first)[group]
        wanted = shares * target
        hit = np.where(usable, np.add.reduceat(wanted, first), 1.0)
        slope = np.where(usable[group], shares - wanted / hit[group], 0.0)
        return float(-np.log(hit).sum() + 0.5 * (penalty * weights**2).sum()), transposed @ slope + penalty * weights

    found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return Choice(
        dict(zip(signals, map(float, found[: len(signals)]), strict=True)),
        {word: float(weight) for word, weight in zip(words, found[len(signals) :], strict=True)},
    )


@dataclass
class Categories:
    """A fitted multinomial logistic regression: category -> feature -> weight."""

    weights: dict[str, dict[str, float]]
    bias: dict[str, float]

    def best(self, row: Row) -> str:
        """The likeliest category."""
        return max(
            self.bias,
            key=lambda name: (
                self.bias[name] + sum(self.weights[name].get(key, 0.0) * value for key, value in row.items()),
                name,
            ),
        )


def fit_categories(rows: Sequence[Row], labels: Sequence[str], weights: Sequence[float]) -> Categories:
    """The category model of these examples."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(key for row in rows for key in row)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{key: value for key, value in row.items() if seen[key] >= 3} for row in rows])
    model = LogisticRegression(C=CATEGORY_C, max_iter=400).fit(matrix, labels, sample_weight=weights)
    names = list(vectors.get_feature_names_out())
    return Categories(
        {
            label: {name: float(weight) for name, weight in zip(names, row, strict=True)}
            for label, row in zip(model.classes_, model.coef_, strict=True)
        },
        {label: float(weight) for label, weight in zip(model.classes_, model.intercept_, strict=True)},
    )


def category_examples(
    examples: Sequence[Example], kind: Kind, pains: Sequence[str | None]
) -> tuple[list[Row], list[str], list[float]]:
    """Each candidate that a reader's quote covers, with the reader's category."""
    rows: list[Row] = []
    labels: list[str] = []
    weights: list[float] = []
    for example, pain in zip(examples, pains, strict=True):
        gold = example.gold[kind.value]
        for candidate, value in zip(example.candidates[kind], example.relevance[kind], strict=True):
            if gold is not None and value > 0:
                rows.append(example.finder.category_features(candidate, pain or ""))
                labels.append(gold["category"])
                weights.append(value * value)
    return rows, labels, weights


@dataclass
class Fit:
    """All fitted models."""

    choices: dict[Kind, Choice]
    categories: dict[Kind, Categories]


Pain = tuple[Candidate, str] | None


def fit_pain(examples: Sequence[Example]) -> tuple[Choice, Categories]:
    """The pain's ranker and its categories."""
    choice = fit_choice(examples, [rows_of(example, Kind.PAIN) for example in examples], Kind.PAIN)
    return choice, fit_categories(*category_examples(examples, Kind.PAIN, [None] * len(examples)))


def choose_pain(example: Example, choice: Choice, categories: Categories) -> Pain:
    """The pain that a fitted model chooses."""
    number = choice.best(example, Kind.PAIN, rows_of(example, Kind.PAIN))
    if number < 0:
        return None
    candidate = example.candidates[Kind.PAIN][number]
    return candidate, categories.best(example.finder.category_features(candidate, ""))


def chosen_pains(examples: Sequence[Example]) -> list[Pain]:
    """For each posting the pain that a model of the other folds chooses."""
    models = {
        fold: fit_pain([example for example in examples if example.fold != fold])
        for fold in sorted({example.fold for example in examples})
    }
    return [choose_pain(example, *models[example.fold]) for example in examples]


def fit_all(examples: Sequence[Example]) -> Fit:
    """All models on all examples."""
    pains = chosen_pains(examples)
    choice, categories = fit_pain(examples)
    fitted = Fit({Kind.PAIN: choice}, {Kind.PAIN: categories})
    for kind in (Kind.METRIC, Kind.TOOL):
        rows = [rows_of(example, kind, pain) for example, pain in zip(examples, pains, strict=True)]
        fitted.choices[kind] = fit_choice(examples, rows, kind)
    named = [pain[1] if pain else None for pain in pains]
    fitted.categories[Kind.METRIC] = fit_categories(*category_examples(examples, Kind.METRIC, named))
    return fitted


def judge(example: Example, fitted: Fit) -> dict[str, bool]:
    """Which of the score's six lines a fitted model gets right on a posting."""
    gold = example.gold
    pain = choose_pain(example, fitted.choices[Kind.PAIN], fitted.categories[Kind.PAIN])
    hit = {
        "pain.quote": _right(example, Kind.PAIN, example.candidates[Kind.PAIN].index(pain[0]) if pain else -1),
        "pain.cat": _category_right(gold["pain"], pain[1] if pain else None),
    }
    metric = fitted.choices[Kind.METRIC].best(example, Kind.METRIC, rows_of(example, Kind.METRIC, pain))
    hit["metric.quote"] = _right(example, Kind.METRIC, metric)
    row = (
        example.finder.category_features(example.candidates[Kind.METRIC][metric], pain[1] if pain else "")
        if metric >= 0
        else None
    )
    hit["metric.cat"] = _category_right(
        gold["metric"], fitted.categories[Kind.METRIC].best(row) if row is not None else None
    )
    hit["tool"] = _right(
        example,
        Kind.TOOL,
        fitted.choices[Kind.TOOL].best(example, Kind.TOOL, rows_of(example, Kind.TOOL, pain)),
    )
    hit["all three"] = hit["pain.quote"] and hit["metric.quote"] and hit["tool"]
    return hit


def _right(example: Example, kind: Kind, number: int) -> bool:
    return example.gold[kind.value] is None if number < 0 else example.relevance[kind][number] > 0


def _category_right(gold: Mapping[str, Any] | None, category: str | None) -> bool:
    if gold is None or category is None:
        return gold is None and category is None
    return category in {gold["category"], *gold["also_categories"]}


def cross_validate(examples: Sequence[Example]) -> dict[str, float]:
    """The score's six figures, each posting judged by a model that has seen no posting of its employer."""
    hits: Counter[str] = Counter()
    for fold in sorted({example.fold for example in examples}):
        fitted = fit_all([example for example in examples if example.fold != fold])
        for example in examples:
            if example.fold == fold:
                hits.update({name: int(right) for name, right in judge(example, fitted).items()})
    return {name: count / len(examples) for name, count in hits.items()}


def write(folder: Path, fitted: Fit, figures: Mapping[str, float], digest: str) -> None:
    """Write ``weights.toml`` and ``wording.toml``, sorted, so that the same data gives the same bytes."""
    command = "python -m jdparse.train ../shared/gold/train.jsonl ../shared/gold/train.gold.jsonl --unlabelled ../shared/gold/unlabelled.jsonl"
    lines = [
        "# The ranker's weights, in log-odds. A score is the sum of weight x signal plus the words of wording.toml.",
        "# Written by the command below; change the data or the signals and run it again.",
        "",
        "[fit]",
        f'command = "{command}"',
        f'data = "sha256:{digest}"',
        *(f'"cv {name}" = {value:.3f}' for name, value in figures.items()),
        "",
        "[thresholds]",
        *(f"{kind.value} = {fitted.choices[kind].signals[NULL]:.3f}" for kind in Kind),
    ]
    for kind in Kind:
        lines += ["", f"[{kind.value}]"]
        lines += [
            f"{name} = {value:.3f}"
            for name, value in sorted(fitted.choices[kind].signals.items())
            if name != NULL and abs(value) >= 0.0005
        ]
    for kind, model in fitted.categories.items():
        lines += [
            "",
            f"[{kind.value}-category]",
            *(f"{name} = {value:.3f}" for name, value in sorted(model.bias.items())),
        ]
    _replace(folder / "weights.toml", lines)
    lines = [
        "# Learned word lists: what a word adds to the score of a candidate (log-odds), and what it says of the category.",
        "# Marks: ^first word, #word of the heading, =own word, <before, >after, ~in the sentence, @tool. Written by jdparse.train.",
    ]
    for kind in Kind:
        lines += ["", f"[{kind.value}]", *_word_lines(fitted.choices[kind].words, MIN_WORD_WEIGHT)]
    for kind, model in fitted.categories.items():
        for name, words in sorted(model.weights.items()):
            lines += ["", f"[{kind.value}-category.{name}]", *_word_lines(words, MIN_CATEGORY_WEIGHT)]
    _replace(folder / "wording.toml", lines)


def _word_lines(words: Mapping[str, float], least: float) -> list[str]:
    return [
        f"{json.dumps(word, ensure_ascii=False)} = {weight:.2f}"
        for word, weight in sorted(words.items())
        if abs(weight) >= least
    ]


def _replace(path: Path, lines: Sequence[str]) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(path)


if __name__ == "__main__":
    sys.exit(main())
