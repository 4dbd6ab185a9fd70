"""The rules and their phrases: data, validated on load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

import jdparse
from tailor.check.finding import Severity

#: The families in the order of the documentation.
FAMILIES: Mapping[str, str] = {
    "SIG": "the four signals",
    "MIS": "the mistakes",
    "COV": "coverage of the posting",
    "FCT": "facts",
    "ARI": "arithmetic",
    "FRM": "form",
}


class Rule(BaseModel):
    """One rule.

    Attributes:
        code: Family and number; never reused.
        name: What a person calls it, in kebab case.
        severity: How grave a finding is.
        title: What is wrong, as the message says it.
        rule: The definition.
        advice: What to do instead.
        bad: An example that is found.
        better: The same, mended.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^(?:SIG|MIS|COV|FCT|ARI|FRM)\d{3}$")
    name: str = Field(pattern=r"^[a-z][a-z-]*$")
    severity: Severity
    title: str = Field(min_length=5)
    rule: str = Field(min_length=20)
    advice: str = Field(min_length=5)
    bad: str
    better: str


@lru_cache(maxsize=2)
def load_rules(folder: Path = jdparse.LEXICONS) -> Mapping[str, Rule]:
    """The rules by code, in the file's order.

    Raises:
        LexiconError: A row is wrong or stands twice.
    """
    rows = jdparse.parse_rows(folder / "checks" / "rules.toml", "rule", Rule, lambda row: row.code)
    return {row.code: row for row in rows}
