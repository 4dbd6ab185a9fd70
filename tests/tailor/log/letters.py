"""Invented letters for a log."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest

from tailor.log.entry import Asked, Entry

_QUILL = Entry(
    day="2026-11-02",
    company="Quillmere Freight",
    role="Staff Machine Learning Engineer",
    story="fraud-serving",
    posting="/postings/quillmere.txt",
    digest="quillmere",
    file="/letters/quillmere.pdf",
    length=250,
    words=248,
    letter="Dear Hiring Manager,\n\nI run the card-fraud scoring service.\n",
    asked=(
        Asked("pain", "Cut the cost of our inference fleet", "", "gpu-cost", True),
        Asked("metric", "GPU spend", "", "gpu-cost", False),
        Asked("tool", "KServe", "KServe", "serving", True),
    ),
)


def entry(**changes: Any) -> Entry:
    """A letter to Quillmere Freight, or another with these fields."""
    return replace(_QUILL, **changes)


def close_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no log be made, as where its folder may not be written; no folder is closed to root."""
    opened = os.open

    def closed(path: Any, *how: Any, **more: Any) -> int:
        if str(path).endswith("log.sqlite"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)

    monkeypatch.setattr(os, "open", closed)
