"""What must hold for every letter, and for the rules as data."""

from __future__ import annotations

import random
import re
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import jdparse
from tailor.check import check_letter, chosen_rules, find_rule
from tailor.check.finding import Known, Severity
from tailor.check.pages import render_pages
from tailor.check.phrases import load_phrases
from tailor.check.rules import FAMILIES, load_rules
from tailor.data import TEMPLATES
from tailor.errors import CallError
from tailor.files.pages import write_pages
from tailor.profile.load import parse_profile
from tests.tailor.samples import BARE, bundled_sample

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"


@lru_cache(maxsize=1)
def letters() -> tuple[str, ...]:
    """The labelled letters of the benchmark without their marks."""
    rows = [
        row
        for path in sorted((ROOT / "benchmarks" / "checking").glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["letter"]
    ]
    return tuple(re.sub(r"(?s)\{\{[A-Z0-9,]+\||\(\([A-Z0-9,]+\||\}\}|\)\)", "", row["text"]) for row in rows)


@lru_cache(maxsize=4)
def known(*, posting: bool, profile: bool) -> Known:
    analysis = jdparse.analyze(jdparse.read_posting(TEMPLATES / "sample-posting.txt")) if posting else None
    return Known(
        analysis,
        bundled_sample() if profile else parse_profile(BARE, "bare.toml") if posting else None,
        250 if posting else 0,
        analysis.posting.company if analysis else "",
    )


def shuffled(seed: int) -> str:
    """Pieces of real letters, cut at any place and put together in any order."""
    chance = random.Random(seed)
    pieces = []
    for text in chance.sample(letters(), 3):
        cuts = sorted(chance.sample(range(len(text)), 6))
        pieces += [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    chance.shuffle(pieces)
    return chance.choice(("", " ", "\n", "\n\n")).join(pieces[: chance.randint(1, len(pieces))])


#: What letters are made of, so that chance meets the patterns more often than with bare characters.
WORDS = st.sampled_from(
    "Dear I own the the cut latency from 200 ms to 100 ms, 50% 0% $0 $1.8M a quarter month year [Your Name] {role} <company> "
    "p99 p150 QPS 1,900 0 00 000,000 1e999 ٣ ½ twelve zero hundred thousand points recall accuracy twofold x GPUs hours per call "
    "At Halvard Pay Stripe Brackwater PyTorch, Docker, and - – — … ' ’ \" . ! ? : ; ( ) \n \n\n \t \r\n Kind regards, led helped".split(
        " "
    )
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.integers(0, 2**32).map(shuffled),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, posting=st.booleans(), profile=st.booleans())
@example(text="", posting=True, profile=True)
@example(text="\ud800", posting=True, profile=True)
@example(text="0x&I", posting=False, profile=True)
@example(text="\xad", posting=True, profile=True)
@example(text="***\n\n&nbsp;", posting=True, profile=True)
@example(text="Dear Ms Okafor,\r\n\r\nI own the ranker.\r\n\r\nKind regards,\r\nMara\r\n", posting=True, profile=True)
def test_any_text_can_be_checked(text: str, posting: bool, profile: bool) -> None:
    facts = known(posting=posting, profile=profile)
    findings = check_letter(text, facts)
    assert findings == check_letter(text, facts)
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message
        assert finding.advice
    grave = [finding for finding in findings if finding.severity is not Severity.ADVICE]
    advice = [finding for finding in findings if finding.severity is Severity.ADVICE]
    assert findings == (*grave, *advice)
    assert grave == sorted(grave, key=lambda one: (one.start, one.end, one.code))
    whole = [finding.code for finding in advice if finding.code.startswith(("SIG", "MIS"))]
    assert len(set(whole)) == len(whole)
    assert profile or posting or not any(finding.code.startswith("FCT") for finding in findings)
    assert posting or not any(finding.code.startswith("COV") for finding in findings)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32), codes=st.sets(st.sampled_from(["SIG", "MIS2", "FRM", "FCT101", "A"]), min_size=1))
# Found by the search: "31 hours to 6 ... a night" beside hours a month.
@example(seed=13354, codes={"SIG"})
def test_select_and_ignore_part_the_findings(seed: int, codes: set[str]) -> None:
    text, facts = shuffled(seed), known(posting=True, profile=True)
    check_letter(text, facts)
    chosen, rest = check_letter(text, facts, select=tuple(codes)), check_letter(text, facts, ignore=tuple(codes))
    assert all(finding.code.startswith(tuple(codes)) for finding in chosen)
    assert not any(finding.code.startswith(tuple(codes)) for finding in rest)
    assert {*chosen, *rest} == {*check_letter(text, facts)}


# --- the rules as data ----------------------------------------------------------------------------


def test_each_rule_loads_and_belongs_to_a_family() -> None:
    rules = load_rules()
    assert {code[:3] for code in rules} == set(FAMILIES)
    assert len({rule.name for rule in rules.values()}) == len(rules)


def test_each_phrase_loads_with_its_examples() -> None:
    phrases = [phrase for found in load_phrases().values() for phrase in found]
    assert len(phrases) > 50
    assert [(phrase.set, phrase.pattern, phrase.failing()) for phrase in phrases if phrase.failing()] == []


def test_ignore_wins_over_select() -> None:
    assert list(chosen_rules(["FRM2"], ["FRM202"])) == ["FRM201"]


@pytest.mark.parametrize("code", ["", "XYZ", "frm", "FRM2011"])
def test_an_unknown_code_is_refused(code: str) -> None:
    for choose in (lambda: chosen_rules([code]), lambda: chosen_rules([], [code]), lambda: find_rule(code)):
        with pytest.raises(CallError, match="no such rule"):
            choose()


# --- the pages ------------------------------------------------------------------------------------


def test_the_pages_are_current() -> None:
    stored = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "checks").glob("*.md")}
    assert stored == dict(render_pages()), "run: make docs"


def test_each_rule_has_a_page_that_tells_all_of_it() -> None:
    pages = render_pages()
    for code, rule in load_rules().items():
        page = pages[f"{code}.md"]
        assert page.startswith(f"# {code}: ")
        assert rule.severity.value in page
        assert rule.bad in page
        assert rule.better in page
        assert f"[{code}]({code}.md)" in pages["README.md"]


def test_the_overview_names_each_family() -> None:
    overview = (DOCS / "checks.md").read_text(encoding="utf-8")
    assert [family for family in FAMILIES if f"| {family} |" not in overview] == []


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "OLD101.md").write_text("old", encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    write_pages(folder, render_pages())
    assert len(render_pages()) == len(load_rules()) + 1
    assert {path.name for path in folder.iterdir()} == {*render_pages(), "notes.txt"}


def labelled(name: str) -> tuple[str, list[str]]:
    """A labelled letter without its marks, and the words of its marked faults."""
    rows = tomllib.loads((ROOT / "benchmarks/checking/facts-and-arithmetic.toml").read_text(encoding="utf-8"))["letter"]
    marked = next(row["text"] for row in rows if row["id"] == name)
    faults = re.findall(r"(?s)\{\{FCT\d+\|(.*?)\}\}", marked)
    return re.sub(r"(?s)\{\{[A-Z0-9,]+\||\(\([A-Z0-9,]+\||\}\}|\)\)", "", marked), faults


def test_thirteen_planted_claims_are_found_and_no_true_one_is_doubted() -> None:
    text, faults = labelled("thirteen-false-claims")
    assert len(faults) == 13
    found = check_letter(text, known(posting=False, profile=True), select=("FCT",))
    said = [text[finding.start : finding.end] for finding in found]
    for fault in faults:
        assert any(words in fault or fault in words for words in said), fault
    assert all(any(words in fault or fault in words for fault in faults) for words in said), said


@pytest.mark.parametrize(
    "claim",
    [
        "I answer in 0.021 seconds.",
        "I answer in 21ms.",
        "Recall rose by six points.",
        "It brought 1.8 million dollars a quarter.",
        "I serve 1900 requests per second.",
        "Feature age went from a day to forty seconds.",
    ],
)
def test_a_fact_in_another_form_is_the_same_fact(claim: str) -> None:
    text = f"Dear Ms Okafor,\n\nAt Halvard Pay I own the card-fraud scoring service. {claim}\n"
    assert check_letter(text, known(posting=False, profile=True), select=("FCT",)) == ()


@pytest.mark.parametrize(
    ("sentence", "code", "working"),
    [
        (
            "Our service handled ~80 QPS; a 40% inference cost cut on a $0.0008 per call model is roughly $7K/month.",
            "ARI101",
            "$66K a month",
        ),
        ("That cut latency from 200 ms to 100 ms, a 70% cut.", "ARI102", "50%"),
        ("It saved $10K a month, about $1M a year.", "ARI103", "a year"),
        ("I raised conversion from 4% to 5%, a 1% lift.", "ARI104", "point"),
    ],
)
def test_a_sum_that_does_not_follow_comes_with_its_working(sentence: str, code: str, working: str) -> None:
    (finding,) = check_letter(f"Dear Ms Okafor,\n\n{sentence}\n", select=("ARI",))
    assert finding.code == code
    assert working in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Our service handled 80 QPS; a 40% cut on a $0.0008 per call model is roughly $66K a month.",
        "That cut latency from 200 ms to 100 ms, a 50% cut.",
        "It saved $10K a month, about $120K a year.",
        "I raised conversion from 4% to 5%, a lift of one point.",
    ],
)
def test_a_sum_that_follows_is_left_alone(sentence: str) -> None:
    assert check_letter(f"Dear Ms Okafor,\n\n{sentence}\n", select=("ARI",)) == ()
