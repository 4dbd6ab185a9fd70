"""Estimates as text and as JSON."""

from __future__ import annotations

import json
from typing import Any

from tailor.estimate import quantities
from tailor.estimate.working import SCHEMA, Estimate, bare_number


def estimate_text(estimate: Estimate) -> str:
    """An estimate for a person to read; the notes are not in it."""
    wide = max(len(step.text) for step in estimate.steps)
    lines = [estimate.title, "", *(f"  {step.text:<{wide}}  = {step.said}" for step in estimate.steps)]
    lines += ["", "Assumed", *(f"  {assumption}" for assumption in estimate.assumptions)]
    lines += ["", "For a story of your profile", f'  {estimate.field} = "{estimate.sentence}"']
    return "\n".join(lines) + "\n"


def estimate_json(estimate: Estimate) -> str:
    """An estimate as the contract's JSON object."""
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "estimate": estimate.name,
        "inputs": {
            entry.name: {"given": entry.given, "value": bare_number(entry.value), "unit": entry.unit}
            for entry in estimate.inputs
        },
        "steps": [
            {"text": step.text, "value": bare_number(step.figure.value), "unit": step.figure.whole_unit}
            for step in estimate.steps
        ],
        "assumptions": list(estimate.assumptions),
        "result": {
            "text": estimate.result.said,
            "value": bare_number(quantities.rounded(estimate.result.value)),
            "unit": estimate.result.whole_unit,
        },
        "field": estimate.field,
        "sentence": estimate.sentence,
        "notes": list(estimate.notes),
    }
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"
