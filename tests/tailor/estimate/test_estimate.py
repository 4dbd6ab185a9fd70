"""Numbers worked out by hand, what is refused, and what holds for every input."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.errors import TailorError
from tailor.estimate.engineer_hours import engineer_hours
from tailor.estimate.fraud_loss import fraud_loss
from tailor.estimate.gpu_hours import gpu_hours
from tailor.estimate.inference_cost import inference_cost
from tailor.estimate.latency_users import latency_users
from tailor.estimate.quantities import (
    Typed,
    about,
    parse_count,
    parse_duration,
    parse_money,
    parse_share,
    parse_size,
    plain,
)
from tailor.estimate.storage import storage
from tailor.estimate.working import Estimate
from tailor.profile.load import parse_profile
from tailor.show.estimate import estimate_json, estimate_text
from tests.tailor.calls import tailor
from tests.tailor.cli.test_cli import refused
from tests.tailor.samples import BARE

CALLS = {
    "inference-cost": ("--qps", "80", "--cost-per-call", "0.0008", "--cut", "40%"),
    "gpu-hours": ("--gpus", "8", "--hours-before", "31", "--hours-after", "6", "--runs-per-month", "30"),
    "latency-users": ("--requests-per-day", "5M", "--within-before", "92%", "--within-after", "99%"),
    "fraud-loss": ("--volume", "40M", "--loss-rate-before", "0.30%", "--loss-rate-after", "0.22%"),
    "engineer-hours": ("--people", "12", "--hours-before", "3h", "--hours-after", "30min"),
    "storage": ("--size", "40TB", "--cut", "35%", "--price", "0.023"),
}


def changed(name: str, option: str, value: str) -> tuple[str, ...]:
    """The call of that name with one option set to another value."""
    words = list(CALLS[name])
    if option in words:
        words[words.index(option) + 1] = value
    else:
        words += [option, value]
    return ("estimate", name, *words)


# --- the figures, by hand -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        # 80 x 86,400 x 30 x 0.0008 = 165,888; 40% of it is 66,355.20
        ("inference-cost", (), 'worth = "about $66K a month in inference cost at 80 QPS around the clock"'),
        ("inference-cost", ("--duty", "10%"), 'worth = "about $6.6K a month in inference cost"'),
        ("inference-cost", ("--duty", "100%"), 'worth = "about $66K a month in inference cost"'),
        # 8 x (31 - 6) x 30 = 6,000; x 2.50 = 15,000
        ("gpu-hours", (), 'worth = "about 6,000 GPU hours a month"'),
        ("gpu-hours", ("--price", "2.50"), 'worth = "about $15K a month in GPU cost"'),
        # 5,000,000 x 0.07 = 350,000
        ("latency-users", (), 'result = "brought about 350,000 more requests a day inside the latency budget"'),
        (
            "latency-users",
            ("--budget", "0.1 s"),
            'result = "brought about 350,000 more requests a day inside the 100 ms budget"',
        ),
        # 40,000,000 x 0.0008 = 32,000
        ("fraud-loss", (), 'worth = "about $32K a month in fraud losses avoided"'),
        ("fraud-loss", ("--currency", "EUR"), 'worth = "about €32K a month in fraud losses avoided"'),
        # 12 x 2.5 x 46 = 1,380; x 90 = 124,200
        ("engineer-hours", (), 'worth = "about 1,400 engineer hours a year"'),
        ("engineer-hours", ("--rate", "90"), 'worth = "about $120K a year in engineer time"'),
        ("engineer-hours", ("--rate", "£90", "--weeks", "50"), 'worth = "about £140K a year in engineer time"'),
        # 14,000 x 0.023 = 322
        ("storage", (), 'worth = "about $320 a month in storage cost"'),
        ("storage", ("--currency", "CHF"), 'worth = "about CHF 320 a month in storage cost"'),
    ],
)
def test_the_sentence_carries_the_figure(name: str, options: tuple[str, ...], sentence: str) -> None:
    outcome = tailor("estimate", name, *CALLS[name], *options)
    assert outcome.code == 0, outcome
    assert outcome.out.endswith(f"  {sentence}\n")


@pytest.mark.parametrize(
    ("name", "options", "lines"),
    [
        (
            "inference-cost",
            ("--duty", "10%"),
            [
                "80 calls a second x 86,400 seconds a day = 6,912,000 calls a day",
                "6,912,000 calls a day x 10% of the time = 691,200 calls a day",
                "691,200 calls a day x 30 days = 20,736,000 calls a month",
                "20,736,000 calls a month x $0.0008 a call = $16,589 a month, about $17K",
                "40% of $16,589 a month = $6,635.52 a month, about $6.6K",
            ],
        ),
        ("inference-cost", (), ["= $165,888 a month, about $170K", "= $66,355 a month, about $66K", "30.4"]),
        ("fraud-loss", (), ["= $96,000 a quarter, about $96K", "= $384,000 a year, about $380K"]),
        ("engineer-hours", ("--rate", "90"), ["= 115 hours a month, about 120", "= $10,350 a month, about $10K", "46"]),
        ("storage", (), ["40TB in GB = 40,000 GB", "35% of 40,000 GB = 14,000 GB", "1,000 MB"]),
    ],
)
def test_the_working_is_shown(name: str, options: tuple[str, ...], lines: list[str]) -> None:
    shown = re.sub(r" +", " ", tailor("estimate", name, *CALLS[name], *options).out)
    for line in lines:
        assert line in shown


def test_the_volume_may_be_transactions_and_their_average() -> None:
    rates = CALLS["fraud-loss"][2:]
    outcome = tailor("estimate", "fraud-loss", "--transactions", "1.2M", "--average", "$35", *rates)
    assert "1,200,000 transactions a month x $35" in outcome.out
    assert "about $34K a month" in outcome.out  # 42,000,000 x 0.0008 = 33,600


def test_work_that_is_gone_altogether_is_a_saving() -> None:
    outcome = tailor(*changed("engineer-hours", "--hours-after", "0"))
    assert "about 1,700 engineer hours a year" in outcome.out  # 12 x 3 x 46 = 1,656


@pytest.mark.parametrize("name", CALLS)
def test_the_sentence_is_taken_by_a_profile(name: str) -> None:
    line = tailor("estimate", name, *CALLS[name]).out.splitlines()[-1].strip()
    field = line.partition(" ")[0]
    assert getattr(parse_profile(f"{BARE}{line}\n", "facts.toml").stories[0], field).count("about") == 1


# --- notes ----------------------------------------------------------------------------------------


def test_a_load_around_the_clock_is_pointed_out_in_one_line() -> None:
    outcome = tailor("estimate", "inference-cost", *CALLS["inference-cost"])
    assert len(outcome.err_lines) == 1
    assert "at a 10% duty cycle it is about $6.6K a month" in outcome.err
    assert tailor("estimate", "inference-cost", *CALLS["inference-cost"], "--duty", "10%").err == ""


def test_a_share_without_its_sign_is_said_to_be_read_as_one() -> None:
    assert tailor(*changed("storage", "--cut", "0.35")).err == "note: --cut 0.35 was read as 35%\n"
    assert "--loss-rate-before 0.3 was read as 30%" in tailor(*changed("fraud-loss", "--loss-rate-before", "0.3")).err


@pytest.mark.parametrize(
    ("name", "option", "value", "words"),
    [
        ("latency-users", "--within-after", "99%", "300,000 to 400,000 more requests a day"),
        ("latency-users", "--within-after", "93%", "anything up to 100,000 more requests a day"),
        ("fraud-loss", "--loss-rate-after", "0.22%", "$28K to $36K a month"),
        ("fraud-loss", "--loss-rate-after", "0.15%", ""),
        ("gpu-hours", "--hours-after", "6", ""),
    ],
)
def test_a_difference_that_its_digits_do_not_bear_is_given_as_a_range(
    name: str, option: str, value: str, words: str
) -> None:
    err = tailor(*changed(name, option, value)).err
    assert words in err
    assert ("to the last digit typed" in err) is bool(words)


# --- JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CALLS)
def test_json_has_exactly_the_contracts_keys(name: str) -> None:
    outcome = tailor("estimate", name, *CALLS[name], "--format", "json")
    row = json.loads(outcome.out)
    assert set(row) == {
        "schema",
        "estimate",
        "inputs",
        "steps",
        "assumptions",
        "result",
        "field",
        "sentence",
        "notes",
    }
    assert (row["schema"], row["estimate"]) == (1, name)
    assert all(set(step) == {"text", "value", "unit"} for step in row["steps"])
    assert all(set(entry) == {"given", "value", "unit"} for entry in row["inputs"].values())
    assert set(row["result"]) == {"text", "value", "unit"}
    assert row["sentence"] in tailor("estimate", name, *CALLS[name]).out
    assert outcome.err_lines == [f"note: {note}" for note in row["notes"]]


def test_json_says_what_was_typed_and_how_it_was_read() -> None:
    row = json.loads(tailor(*changed("storage", "--size", "40,000 GB"), "--format", "json").out)
    assert row["inputs"]["size"] == {"given": "40,000 GB", "value": 40000, "unit": "GB"}
    assert row["result"] == {"text": "about $320 a month", "value": 320, "unit": "$ a month"}
    row = json.loads(tailor("estimate", "inference-cost", *CALLS["inference-cost"], "--format", "json").out)
    assert row["inputs"]["duty"] == {"given": None, "value": 1, "unit": "share"}
    assert [step["value"] for step in row["steps"]] == [6912000, 207360000, 165888, 66355.2]


# --- what people type -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80", 80),
        ("1,200", 1200),
        ("1.2k", 1200),
        ("1.2 K", 1200),
        ("5M", 5_000_000),
        ("5 million", 5_000_000),
        ("2bn", 2e9),
        ("1e6", 1e6),
    ],
)
def test_counts(text: str, value: float) -> None:
    assert parse_count("--n", text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [("$0.0008", "0.0008", "$"), ("€ 2.50", "2.5", "€"), ("£1.2M", "1200000", "£"), ("0.5", "0.5", "$")],
)
def test_money(text: str, value: str, sign: str) -> None:
    typed = parse_money("--n", text)
    assert (typed.value, typed.currency) == (Decimal(value), sign)


@pytest.mark.parametrize(
    ("text", "value"),
    [("40%", "0.4"), ("40 %", "0.4"), ("0.4", "0.4"), (".4", "0.4"), ("0.30%", "0.003"), ("100%", "1")],
)
def test_shares(text: str, value: str) -> None:
    assert parse_share("--n", text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("100ms", "0.1"),
        ("0.1 s", "0.1"),
        ("30 min", "1800"),
        ("30 mins", "1800"),
        ("3h", "10800"),
        ("3 Hours", "10800"),
        ("3 HOURS", "10800"),
        ("2 days", "172800"),
        ("1 wk", "604800"),
    ],
)
def test_times(text: str, seconds: str) -> None:
    assert parse_duration("--n", text, unit="second").value == Decimal(seconds)


@pytest.mark.parametrize(
    ("text", "gigabytes"),
    [
        ("40TB", "40000"),
        ("40 tb", "40000"),
        ("40,000 GB", "40000"),
        ("2 terabytes", "2000"),
        ("500 MB", "0.5"),
        ("1 GiB", "1.073741824"),
    ],
)
def test_sizes(text: str, gigabytes: str) -> None:
    assert parse_size("--n", text).value == Decimal(gigabytes)


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "option", "value", "words"),
    [
        ("inference-cost", "--cut", "140%", "100%"),
        ("inference-cost", "--cut", "-40%", "negative"),
        ("inference-cost", "--cut", "40", "40% or 0.4"),
        ("inference-cost", "--cut", "1", "two things"),
        ("inference-cost", "--cut", "0%", "zero"),
        ("inference-cost", "--cut", "1e900", "two things"),
        ("inference-cost", "--cut", "40GB", "no share"),
        ("inference-cost", "--duty", "110%", "100%"),
        ("inference-cost", "--duty", "0", "zero"),
        ("inference-cost", "--qps", "-80", "negative"),
        ("inference-cost", "--qps", "0", "zero"),
        ("inference-cost", "--qps", "nan", "no number"),
        ("inference-cost", "--qps", "inf", "no number"),
        ("inference-cost", "--qps", "", "(empty)"),
        ("inference-cost", "--qps", "$80", "money"),
        ("inference-cost", "--qps", "80 m", "write M"),
        ("inference-cost", "--qps", "1,20", "no number"),
        ("inference-cost", "--qps", "1e999", "larger"),
        ("inference-cost", "--qps", "9" * 5000, "no number"),
        ("inference-cost", "--qps", "1e14", "check the numbers"),
        ("inference-cost", "--cost-per-call", "1e-30", "too small"),
        ("inference-cost", "--cost-per-call", "1e-12", "too little"),
        ("inference-cost", "--cost-per-call", "bash.0008", "quote it"),
        ("inference-cost", "--cost-per-call", ".0008", "quote a $"),
        ("inference-cost", "--currency", "dollars", "CHF"),
        ("gpu-hours", "--hours-before", "31 GB", "is a size, and a time is wanted"),
        ("gpu-hours", "--hours-before", "31 parsecs", "unknown unit 'parsecs'"),
        ("gpu-hours", "--hours-before", "31 GB*h", "unknown unit"),
        ("gpu-hours", "--hours-before", "31 nan", "unknown unit 'nan'"),
        ("gpu-hours", "--hours-before", "1h30", "unknown unit"),
        ("gpu-hours", "--hours-after", "32", "not less than before"),
        ("gpu-hours", "--hours-after", "31h", "not less than before"),
        ("gpu-hours", "--hours-after", "0", "zero"),
        ("gpu-hours", "--currency", "€", "no money without --price"),
        ("latency-users", "--within-after", "90%", "not more than before"),
        ("latency-users", "--budget", "100", "no unit"),
        ("latency-users", "--budget", "100 h", "longer than an hour"),
        ("fraud-loss", "--loss-rate-after", "0.31%", "not less than before"),
        ("fraud-loss", "--transactions", "5", "--average"),
        ("fraud-loss", "--volume", "40M€", "not understood"),
        ("engineer-hours", "--hours-before", "200", "168"),
        ("engineer-hours", "--hours-before", "2 days", "24 hours"),
        ("engineer-hours", "--weeks", "53", "52"),
        ("storage", "--size", "40", "no unit"),
        ("storage", "--size", "40h", "is a time, and a size is wanted"),
        ("storage", "--size", "40%", "unknown unit '%'"),
    ],
)
def test_nonsense_is_refused_in_one_line(name: str, option: str, value: str, words: str) -> None:
    outcome = tailor(*changed(name, option, value))
    refused(outcome, words)
    assert len(outcome.err) < 250


def test_two_currencies_are_refused() -> None:
    refused(tailor(*changed("storage", "--price", "€0.02"), "--currency", "$"), "--price €0.02", "--currency $")


def test_a_missing_option_is_refused_in_one_line() -> None:
    refused(tailor("estimate", "inference-cost", "--qps", "80"), "--cost-per-call")
    refused(tailor("estimate", "fraud-loss", *CALLS["fraud-loss"][2:]), "--volume")


# --- help and start-up ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *CALLS])
def test_help_shows_an_example(command: str) -> None:
    outcome = tailor("estimate", *command.split(), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert re.search(rf"Example:\n +tailor estimate {command}", outcome.out)


@pytest.mark.parametrize(
    ("args", "loaded"),
    [(("--help",), "False"), (("estimate", "--help"), "False"), (("estimate", "storage", *CALLS["storage"]), "True")],
)
def test_the_units_are_loaded_only_when_they_are_needed(args: tuple[str, ...], loaded: str) -> None:
    code = (
        f"import sys; sys.argv = {['tailor', *args]!r}\nfrom tailor.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print('pint' in sys.modules, 'spacy' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stderr.decode().split() == [loaded, "False"]


# --- what holds for every input -------------------------------------------------------------------

NEAR_NUMBERS = st.from_regex(
    r"[-$€£ ]{0,2}[0-9]{1,20}([.,][0-9]{1,10})?(e[-+]?[0-9]{1,4})? ?(%|k|M|bn|h|min|ms|d|GB|TiB|tb|Gb|x|\*)?",
    fullmatch=True,
)
TYPED = st.one_of(st.text(max_size=50), NEAR_NUMBERS, st.sampled_from(["80", "40%", "0.4", "5M", "3h", "40TB"]))
ESTIMATES: dict[Callable[..., Estimate], tuple[str | None, ...]] = {
    inference_cost: ("80", "0.0008", "40%", "10%", "$"),
    gpu_hours: ("8", "31", "6h", "30", "2.50", "€"),
    latency_users: ("5M", "92%", "99%", "100ms"),
    fraud_loss: ("0.30%", "0.22%", "40M", None, None, "£"),
    engineer_hours: ("12", "3h", "30min", "90", "46", "CHF"),
    storage: ("40TB", "35%", "0.023", "$"),
}


@settings(deadline=None)
@given(data=st.data(), make=st.sampled_from(list(ESTIMATES)))
def test_whatever_is_typed_gives_an_estimate_or_our_own_error(
    data: st.DataObject, make: Callable[..., Estimate]
) -> None:
    typed = [data.draw(st.one_of(st.just(usual), TYPED)) for usual in ESTIMATES[make]]
    said = ""
    try:
        done = make(*typed)
    except TailorError as error:
        said = str(error)
    else:
        assert estimate_text(done)
        assert json.loads(estimate_json(done))["result"]["value"] > 0
    assert len(said) < 300
    assert said.isprintable()


@settings(deadline=None)
@given(text=TYPED, parse=st.sampled_from([parse_count, parse_money, parse_share, parse_duration, parse_size]))
def test_a_number_is_read_as_something_positive_or_refused(text: str, parse: Callable[[str, str], Typed]) -> None:
    said, value = "--n ", Decimal(1)
    try:
        value = parse("--n", text).value
    except TailorError as error:
        said = str(error)
    assert value > 0
    assert said.startswith("--n ")


@given(less=st.integers(1, 9999), more=st.integers(1, 9999))
def test_a_larger_cut_never_saves_less(less: int, more: int) -> None:
    low, high = sorted((less, more))
    saved = [inference_cost("80", "0.0008", f"{cut / 100:.2f}%", "50%").result.value for cut in (low, high)]
    assert saved[0] <= saved[1]
    kept = [storage("40TB", f"{cut / 100:.2f}%", "0.023").result.value for cut in (low, high)]
    assert kept[0] <= kept[1]


@given(duty=st.integers(1, 100), qps=st.integers(1, 100_000))
def test_the_duty_scales_linearly(duty: int, qps: int) -> None:
    whole = inference_cost(str(qps), "0.0008", "40%").result.value
    part = inference_cost(str(qps), "0.0008", "40%", f"{duty}%").result.value
    assert part * 100 == whole * duty


@given(value=st.decimals(min_value="0.01", max_value="1e15", allow_nan=False, allow_infinity=False))
def test_what_is_said_has_two_digits_and_is_near(value: Decimal) -> None:
    said = about(value)
    assert len(re.sub(r"[^0-9]", "", said).strip("0")) <= 2
    size = {"M": 6, "B": 9, "T": 12}.get(said[-1], 0)
    back = Decimal(said.rstrip("MBT").replace(",", "")).scaleb(size)
    assert abs(back - value) <= value * Decimal("0.051")


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [
        ("99.6", "$", "$100"),
        ("999.6", "$", "$1K"),
        ("3.24", "$", "$3.20"),
        ("0.321", "€", "€0.32"),
        ("1849000", "$", "$1.8M"),
        ("165000", "CHF", "CHF 170K"),
        ("999600", "", "1M"),
        ("2.54", "", "2.5"),
    ],
)
def test_how_a_figure_is_said(value: str, currency: str, said: str) -> None:
    assert about(Decimal(value), currency) == said


@pytest.mark.parametrize(
    ("value", "shown"), [("207360000", "207,360,000"), ("0.0008", "0.0008"), ("3.8333333", "3.83333")]
)
def test_how_the_working_shows_a_number(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown
