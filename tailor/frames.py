"""The sentences that paragraph two is made of, and the judgement of each pain category: data, validated on load."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import jdparse
from tailor.data import TEMPLATES
from tailor.errors import TemplateFault

#: The slots that a frame of each role may use.
SLOTS: Mapping[str, frozenset[str]] = {
    "pain": frozenset({"pain", "among", "naming"}),
    "story": frozenset({"where", "there", "worked", "topic", "wall", "did"}),
    "result": frozenset({"result", "worth"}),
    "metric": frozenset({"metric", "figure", "there"}),
    "tool": frozenset({"tool", "use", "it", "there", "own", "system"}),
    "among": frozenset({"tool", "thing"}),
    "playbook": frozenset({"playbook", "rely"}),
}


#: The shapes that a letter may ask for, by role.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "pain": ("verb", "clause", "gerund", "noun", "need", "quote", "fragment", "none"),
    "story": tuple(f"{near}{wall}" for near in ("match", "near", "far", "short") for wall in ("-wall", "-long", "")),
    "result": ("plain", "worth"),
    "metric": ("noun-figure", "noun", "load", "target", "word"),
    "tool": ("ran", "other", "met", "named", "product"),
    "among": ("theirs", "named", "naming"),
    "playbook": ("kept", "rollout"),
}


#: The judgement of a letter whose posting states no pain, or none that is sure.
ANY_PAIN = "any"


class Frame(BaseModel):
    """A sentence with slots.

    Attributes:
        role: What it says.
        shape: When it fits.
        text: The sentence, with slots in braces.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str
    shape: str
    text: str = Field(min_length=5)

    @property
    def slots(self) -> frozenset[str]:
        """The slots that the text uses."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.text) if name is not None)


class Judgement(BaseModel):
    """What to look at first, what goes wrong, and what a first month brings, for one pain category.

    `work` names the category as something to have worked on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    work: str
    first: str
    trap: str
    month: str


def _rows(path: Path, key: str) -> list[Any]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise TemplateFault(f"{path}: cannot be read as [[{key}]] rows ({error})") from error
    return list(rows)


@lru_cache(maxsize=4)
def load_frames(folder: Path = TEMPLATES) -> Mapping[tuple[str, str], tuple[Frame, ...]]:
    """The frames by role and shape, in the file's order.

    Raises:
        TemplateFault: A row is wrong or uses a slot that its role does not have.
    """
    path = folder / "frames.toml"
    frames: dict[tuple[str, str], tuple[Frame, ...]] = {}
    for number, raw in enumerate(_rows(path, "frame"), 1):
        try:
            frame = Frame.model_validate(raw)
            slots = frame.slots
        except ValidationError as error:
            raise TemplateFault(f"{path}: frame {number}: {error.errors()[0]['msg']}") from error
        except ValueError as error:
            raise TemplateFault(f"{path}: frame {number}: {error}") from error
        unknown = slots - SLOTS.get(frame.role, frozenset())
        if frame.role not in SLOTS or unknown:
            raise TemplateFault(
                f"{path}: frame {number}: role {frame.role!r} has no slot {', '.join(sorted(unknown)) or '(unknown role)'}"
            )
        key = (frame.role, frame.shape)
        frames[key] = (*frames.get(key, ()), frame)
    missing = [f"{role} {shape}" for role, shapes in SHAPES.items() for shape in shapes if (role, shape) not in frames]
    if missing:
        raise TemplateFault(f"{path}: no frame for {missing[0]}; the letter needs one")
    return frames


@lru_cache(maxsize=4)
def load_judgements(folder: Path = TEMPLATES) -> Mapping[str, Judgement]:
    """The judgements by pain category.

    Raises:
        TemplateFault: A row is wrong.
    """
    path = folder / "judgement.toml"
    found: dict[str, Judgement] = {}
    for number, raw in enumerate(_rows(path, "judgement"), 1):
        try:
            row = Judgement.model_validate(raw)
        except ValidationError as error:
            raise TemplateFault(f"{path}: judgement {number}: {error.errors()[0]['msg']}") from error
        found[row.id] = row
    missing = [name for name in (*jdparse.load_lexicon().pains, ANY_PAIN) if name not in found]
    if missing:
        raise TemplateFault(f"{path}: no judgement for the pain category {missing[0]!r}")
    return found
