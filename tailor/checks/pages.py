"""One page a rule for docs/checks, written from lexicons/checks/rules.toml.

python -m tailor.checks.pages docs/checks
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tailor.checks.rules import FAMILIES, Rule, load_rules

_FENCE = "```"


def render_pages() -> Mapping[str, str]:
    """The text of each page by its file name, the index last."""
    rules = load_rules()
    pages = {f"{code}.md": _page(rule) for code, rule in rules.items()}
    return {**pages, "README.md": _index(rules)}


def write_pages(folder: Path) -> int:
    """Write the pages to a folder and remove those of rules that are gone; gives how many there are."""
    pages = render_pages()
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.md")):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return len(pages)


def _page(rule: Rule) -> str:
    return f"""# {rule.code}: {_prose(rule.title)}

`{rule.name}`, {rule.severity.value}; family {rule.code[:3]}, {FAMILIES[rule.code[:3]]}. [All rules](README.md)

{_prose(rule.rule)}

## Bad

{_FENCE}text
{rule.bad}
{_FENCE}

## Better

{_FENCE}text
{rule.better}
{_FENCE}

## What to do

{_prose(rule.advice)}
"""


def _index(rules: Mapping[str, Rule]) -> str:
    lines = ["# The rules of tailor check", "", "How to choose and read them: [checks.md](../checks.md)."]
    for family, about in FAMILIES.items():
        lines += ["", f"## {family}: {about}", "", "| code | finds | severity |", "|---|---|---|"]
        lines += [
            f"| [{code}]({code}.md) | {_prose(rule.title)} | {rule.severity.value} |"
            for code, rule in rules.items()
            if code.startswith(family)
        ]
    return "\n".join(lines) + "\n"


def _prose(text: str) -> str:
    """Words that Markdown shows as they are."""
    return re.sub(r"([\\<>*_|`\[\]])", r"\\\1", text)


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
