"""One page a rule for docs/checks, written from lexicons/checks/rules.toml.

python -m tailor.check.pages docs/checks
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from tailor.check.rules import FAMILIES, Rule, load_rules
from tailor.files.pages import FENCE, prose, write_pages


def render_pages() -> Mapping[str, str]:
    """The text of each page by its file name, the index last."""
    rules = load_rules()
    pages = {f"{code}.md": _page(rule) for code, rule in rules.items()}
    return {**pages, "README.md": _index(rules)}


def _page(rule: Rule) -> str:
    return f"""# {rule.code}: {prose(rule.title)}

`{rule.name}`, {rule.severity.value}; family {rule.code[:3]}, {FAMILIES[rule.code[:3]]}. [All rules](README.md)

{prose(rule.rule)}

## Bad

{FENCE}text
{rule.bad}
{FENCE}

## Better

{FENCE}text
{rule.better}
{FENCE}

## What to do

{prose(rule.advice)}
"""


def _index(rules: Mapping[str, Rule]) -> str:
    lines = ["# The rules of tailor check", "", "How to choose and read them: [checks.md](../checks.md)."]
    for family, about in FAMILIES.items():
        lines += ["", f"## {family}: {about}", "", "| code | finds | severity |", "|---|---|---|"]
        lines += [
            f"| [{code}]({code}.md) | {prose(rule.title)} | {rule.severity.value} |"
            for code, rule in rules.items()
            if code.startswith(family)
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]), render_pages())
