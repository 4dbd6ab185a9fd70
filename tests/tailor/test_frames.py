from __future__ import annotations

import re
from pathlib import Path

import pytest

import jdparse
from jdparse import Kind
from tailor.data import TEMPLATES
from tailor.errors import TemplateFault
from tailor.frames import ANY_PAIN, SLOTS, load_frames, load_judgements
from tests.tailor.samples import slips, write

FILLED = {
    "pain": "cut the cost",
    "wall": "a run took nine days",
    "did": "moved it",
    "result": "cut it",
    "worth": "a lot",
    "metric": "recall",
    "tool": "Feast",
    "thing": "Feast store",
    "where": "At Norrby",
    "there": "at Norrby",
    "topic": "retraining",
    "worked": "I worked",
    "among": ", with Feast among the tools",
    "naming": "names Feast and ",
    "it": "it",
    "is": "is",
    "own": "own",
    "system": "the ranker",
    "use": "used",
    "rely": "relied",
    "figure": "p99 of 20 ms",
    "design": "a tree",
    "playbook": "a canary",
}


def test_every_frame_becomes_a_whole_sentence() -> None:
    frames = [frame for group in load_frames().values() for frame in group]
    assert len(frames) > 30
    for frame in frames:
        if frame.role == "among":
            continue
        assert slips(re.sub(r"\{(\w+)\}", lambda slot: FILLED[slot.group(1)], frame.text)) == [], frame


def test_every_role_has_a_frame() -> None:
    assert {role for role, _ in load_frames()} == set(SLOTS)


@pytest.mark.parametrize(
    ("role", "shapes"),
    [
        ("pain", {"verb", "clause", "gerund", "noun", "need", "quote", "fragment", "none"}),
        ("story", {f"{near}{wall}" for near in ("match", "near", "far", "short") for wall in ("", "-wall", "-long")}),
        ("metric", {"noun", "noun-figure", "load", "target", "word"}),
        ("tool", {"ran", "other", "met", "named", "product"}),
        ("among", {"theirs", "named"}),
        ("playbook", {"kept", "rollout"}),
        ("result", {"plain", "worth"}),
    ],
)
def test_every_shape_that_a_posting_can_ask_for_has_a_frame(role: str, shapes: set[str]) -> None:
    assert shapes <= {shape for found, shape in load_frames() if found == role}


@pytest.mark.parametrize("name", sorted(SLOTS))
def test_a_shape_keeps_one_set_of_required_slots(name: str) -> None:
    for (role, shape), frames in load_frames().items():
        if role == name and role in {"pain", "playbook"}:
            assert len({frame.slots for frame in frames}) == 1, shape


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[frame]]\nrole = "pain"\nshape = "verb"\ntext = "Asks for {colour}."\n', "colour"),
        ('[[frame]]\nrole = "weather"\nshape = "verb"\ntext = "It rains."\n', "weather"),
        ('[[frame]]\nrole = "pain"\nshape = "verb"\n', "frame 1"),
        ('[[frame]]\nrole = "pain"\nshape = "verb"\ntext = "Long enough."\nmood = "sad"\n', "frame 1"),
        ('[[phrase]]\nrole = "pain"\n', "frame"),
        ("[[frame", "frame"),
    ],
)
def test_a_wrong_frame_is_named(text: str, words: str, tmp_path: Path) -> None:
    path = write(tmp_path / "frames.toml", text)
    with pytest.raises(TemplateFault) as caught:
        load_frames(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


def test_a_frame_with_an_unclosed_brace_is_named(tmp_path: Path) -> None:
    write(tmp_path / "frames.toml", '[[frame]]\nrole = "pain"\nshape = "verb"\ntext = "Asks for {pain."\n')
    with pytest.raises(TemplateFault, match="frame 1"):
        load_frames(tmp_path)


def test_every_pain_category_has_a_judgement_of_whole_sentences() -> None:
    judgements = load_judgements()
    assert set(judgements) == {*jdparse.load_lexicon().categories(Kind.PAIN), ANY_PAIN}
    for row in judgements.values():
        for text in (row.first, row.trap, row.month):
            assert slips(text) == [], row.id


def test_a_judgement_claims_nothing_about_the_applicant() -> None:
    for row in load_judgements().values():
        text = f"{row.first} {row.trap} {row.month}"
        assert not re.search(r"\bI (?:have|had|did|built|ran|cut|led|was|am)\b|\bmy\b", text), row.id
        assert not re.search(r"\d", text), row.id


def test_a_wrong_judgement_is_named(tmp_path: Path) -> None:
    write(tmp_path / "judgement.toml", '[[judgement]]\nid = "latency"\nfirst = "x"\n')
    with pytest.raises(TemplateFault, match="judgement 1"):
        load_judgements(tmp_path)


def test_the_bundled_folder_is_complete() -> None:
    names = {path.name for path in TEMPLATES.iterdir()}
    assert {
        "150.j2",
        "250.j2",
        "400.j2",
        "envelope.j2",
        "frames.toml",
        "judgement.toml",
        "sample-profile.toml",
        "starter-profile.toml",
    } <= names


def test_no_sentence_of_ours_is_worn() -> None:
    texts = [frame.text for frames in load_frames().values() for frame in frames]
    texts += [text for row in load_judgements().values() for text in (row.first, row.trap, row.month)]
    texts += [path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.j2"))]
    assert len(texts) > 60
    for worn in jdparse.load_worn():
        assert [text for text in texts if worn.pattern.search(text)] == [], worn.phrase
