"""Pages for docs/ that are written from what they tell of, so that a test can say whether they are current."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

#: What stands above and below words that Markdown leaves as they are.
FENCE = "```"


def write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Write pages, by their file names, to a folder of theirs, and remove those that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.md")):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def prose(text: str) -> str:
    """Words that Markdown shows as they are."""
    return re.sub(r"([\\<>*_|`\[\]])", r"\\\1", text)
