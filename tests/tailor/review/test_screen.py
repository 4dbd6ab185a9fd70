"""The review on screens of three sizes: what is asked is on the screen as a whole, and no line is wider than the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pyte
import pytest
from wcwidth import wcswidth

from jdparse import Analysis, Kind, Posting, analyze
from tailor.review.ask import review

SIZES = ((80, 24), (60, 20), (120, 40), (40, 15))
#: Whatever may be typed on the way through, each ending with the last look.
TALKS: Mapping[str, tuple[str, ...]] = {
    "enter": ("", "", "", ""),
    "help": (
        "?",
        "more",
        "more",
        "? 2",
        "back",
        "",
        "?",
        "n",
        "2",
        "x" * 150,
        "?",
        "n",
        "none",
        "?",
        "back",
        "?",
        "",
        "",
    ),
    "own words": (
        "back",
        "納期を守る " * 12,
        "y",
        "0",
        "99",
        "Zorblax " * 40,
        "maybe",
        "y",
        "\x1b[A",
        "",
        "back",
        "",
        "",
    ),
    "none": ("none", "skip", "none", "pain", "", "tool", "more", "", ""),
}
WIDE = """Senior Engineer, 推薦システム 🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀
株式会社ペルワーム

What you will do
- Cut the p99 latency of our ranking service 推薦エンジンの遅延を半分にすることが最初の仕事です今年中に必ず達成しなければなりません and keep it there 🚀🚀🚀
- Reduce GPU cost per prediction on Triton and Kubernetes 費用を下げる, Ray, Feast, Flink, MLflow and Airflow
"""
LONG_WORDS = f"""Senior Machine Learning Engineer
Example

What you will do
- Cut the latency of our {"very" * 60}fast{"service" * 30} model server, see https://example.org/{"path/" * 60} for what is slow today
- Reduce inference cost on {"Triton-" * 40}server, Triton and Ray
- Improve conversion {", and improve it again and again wherever our customers are, on phones and on desks" * 9}
"""


@pytest.fixture(scope="module")
def postings(analyses: Mapping[str, Analysis]) -> Mapping[str, Analysis]:
    """Postings that are hard to show: long lines, long words, wide characters, none of the three, little confidence."""
    long = analyses["long"]
    assert long.pain is not None
    return {
        **{name: analyses[name] for name in ("bullets", "prose", "nothing", "long")},
        "unsure": replace(long, pain=replace(long.pain, confidence=0.2)),
        "wide": analyze(Posting(WIDE)),
        "long words": analyze(Posting(LONG_WORDS)),
    }


class Screen:
    """A terminal's screen that is asked and answers with what was given to it."""

    def __init__(self, columns: int, rows: int, typed: Sequence[str], said: Callable[[], str]) -> None:
        self.columns, self.screen = columns, pyte.Screen(columns, rows)
        self._stream, self._typed, self._said = pyte.Stream(self.screen), iter(typed), said
        self.questions: list[list[str]] = []

    def ask(self, question: str) -> str:
        printed = self._said()
        self.too_wide(printed.splitlines())
        self._show(printed)
        self._show(f"{question}: ")
        self.questions.append([line.rstrip() for line in self.screen.display])
        answer = next(self._typed)
        self._show("".join(c if unicodedata.category(c) != "Cc" else "^" for c in answer) + "\n")
        return answer

    def _show(self, text: str) -> None:
        self._stream.feed(text.replace("\n", "\r\n"))

    def too_wide(self, lines: Sequence[str]) -> None:
        for line in lines:
            assert wcswidth(line) <= self.columns, line


@pytest.mark.parametrize("talk", TALKS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_each_question_is_on_the_screen_as_a_whole(
    size: tuple[int, int],
    talk: str,
    postings: Mapping[str, Analysis],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns, rows = size
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(rows))
    for name, analysis in postings.items():
        screen = Screen(columns, rows, (*TALKS[talk], *[""] * 9), lambda: capsys.readouterr().err)
        review(analysis, {}, screen.ask)
        assert len(screen.questions) >= len(TALKS[talk])
        for shown in screen.questions:
            asked = [line for line in shown if line][-1]
            if asked.startswith("write it"):
                assert "The letter answers:" in shown
                continue
            if asked.startswith("take these words"):
                assert any(line.startswith("Your own words") for line in shown)
                continue
            starts = [at for at, line in enumerate(shown) if re.match(r"(Pain point|Metric|Tool) \(", line)]
            assert starts, (name, shown)
            at = starts[-1]
            kind = Kind(asked.partition(" (")[0])
            found = analysis.highlight(kind)
            numbers = [int(row[1]) for line in shown[at:] if (row := re.match(r"[> ] ?(\d+)  \S", line))]
            count = 1 + len(found.alternatives) if found else 0
            assert numbers == list(range(numbers[0], min(numbers[0] + 3, count + 1)) if count else []), (name, shown)
            assert all(re.search(r"\bcharacters \d|\bscore\b", line) is None for line in shown)


def test_more_goes_round(postings: Mapping[str, Analysis], capsys: pytest.CaptureFixture[str]) -> None:
    analysis = postings["long"]
    assert analysis.pain is not None
    count = 1 + len(analysis.pain.alternatives)
    screen = Screen(80, 24, ("more", "more", "", "", "", ""), lambda: capsys.readouterr().err)
    review(analysis, {}, screen.ask)
    seen = [
        [int(found[1]) for line in shown if (found := re.match(r"[> ] ?(\d+)  ", line))]
        for shown in screen.questions[:3]
    ]
    assert count > 3
    assert seen[0][-3:] == [1, 2, 3]
    assert set(range(1, count + 1)) <= {number for shown in seen for number in shown}
