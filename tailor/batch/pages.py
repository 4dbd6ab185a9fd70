"""Pages that stand alone: one file, opened from the disk, that fetches nothing and runs no script but the one that sorts its tables."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tailor.terminal.safe import inert

#: In each page that the program wrote, so that it is told from a file of the user's.
GENERATOR = "tailor batch"
_HTML = Path(__file__).parent / "html"


def page(template: str, values: Mapping[str, Any]) -> str:
    """A page from one of the templates; text is escaped.

    Args:
        template: The template's file.
        values: What it tells.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HTML), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["plain"] = lambda text: " ".join(inert(str(text)).split())
    script = (_HTML / "sort.js").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Why styles are free: the drawings' colours stand in attributes. Nothing from elsewhere comes in by them.
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    frame = {
        "generator": GENERATOR,
        "policy": policy,
        # Both are files of the program's own.
        "styles": Markup((_HTML / "batch.css").read_text(encoding="utf-8")),  # noqa: S704
        "script": Markup(script),  # noqa: S704
    }
    return environment.get_template(template).render(frame | dict(values)) + "\n"


def is_ours(path: Path) -> bool:
    """Whether the program wrote a page."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return f'name="generator" content="{GENERATOR}"' in file.read(2_000)
    except OSError:
        return False


def link(source: str, page_at: Path) -> str:
    """Where a file lies, as a page's link to it; empty for what is no file.

    Args:
        source: The file, as a call named it.
        page_at: The page.
    """
    path = Path(source)
    if not path.is_file():
        return ""
    try:
        near = os.path.relpath(path.resolve(), page_at.resolve().parent)
    except ValueError:  # another drive of Windows
        return path.resolve().as_uri()
    return quote(Path(near).as_posix().encode(errors="surrogateescape"))


def name_of(posting_id: str, source: str) -> str:
    """What a posting without a title is called: its file, and its place there if that holds several; or its own id."""
    return Path(source).name + posting_id.removeprefix(source) if posting_id.startswith(source) else posting_id
