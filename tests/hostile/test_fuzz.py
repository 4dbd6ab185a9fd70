"""The fuzzers find what they are to find, and the same seed gives the same inputs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hostile.fuzz import Watch
from hostile.mutate import mutated
from hostile.targets import TARGETS, PromiseBrokenError, Target, plain_output
from hypothesis import given, settings
from hypothesis import strategies as st

from jdparse.errors import ReadError

SMALL = (
    "settings",
    "quantities",
    "words for a terminal",
    "lexicon rows",
    "profiles",
    "résumés",
    "answers",
    "saved analyses",
)


def test_an_exception_that_is_not_ours_is_a_find_and_ours_is_none(tmp_path: Path) -> None:
    def call(data: bytes) -> None:
        raise KeyError("x") if data == b"bad" else ReadError("x", "is odd")

    watch = Watch(Target("x", call, lambda: iter(())), tmp_path)
    watch(b"good")
    watch(b"bad")
    assert watch.tried == 2
    assert sum(watch.finds.values()) == 1
    assert [path.read_bytes() for path in tmp_path.glob("*.bin")] == [b"bad"]


def test_what_steers_a_terminal_breaks_a_promise() -> None:
    with pytest.raises(PromiseBrokenError):
        plain_output("a\x9b31m")


def test_the_same_chance_gives_the_same_input() -> None:
    inputs = [mutated(b"<p>We cut 20%</p>", random.Random(number % 500), 300) for number in range(1000)]
    assert inputs[:500] == inputs[500:]
    assert max(map(len, inputs)) <= 300


@pytest.mark.parametrize("name", SMALL)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_small_readers_take_any_bytes(name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())
    seed = data.draw(st.sampled_from(seeds) | st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
    content = mutated(seed, data.draw(st.randoms(use_true_random=False)), target.most)
    watch = Watch(target, tmp_path_factory.getbasetemp())
    watch(content)
    assert not watch.finds
