"""Each reader and stage takes twice the time for twice the input, whatever shape a stranger gives it."""

from __future__ import annotations

import pytest
from hostile import growth

SHAPES = {shape.label: shape for shape in growth.shapes()}


def test_each_reader_and_stage_is_measured() -> None:
    stages = {shape.stage for shape in SHAPES.values()}
    assert stages >= {"text", "Markdown", "page", "mail", "rows", "DOCX", "PDF", "analysis", "draft", "brief", "check"}
    assert stages >= {"saved analysis", "profile", "résumé", "answer"}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_time_grows_with_the_input(shape: growth.Shape) -> None:
    took, worst = growth.growth(shape, growth.TRIES)
    assert worst <= growth.BAR, took
