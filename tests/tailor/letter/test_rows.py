from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jdparse import load_lexicon, pains_named
from tailor.data import TEMPLATES
from tailor.errors import TemplateFault
from tailor.highlights.wants import BankRow, Want, load_wants
from tailor.letter.fill import Scene, fill_row, fill_text, usable
from tailor.letter.offers import Offer, load_offers
from tailor.letter.rows import (
    SLOTS,
    Ask,
    Need,
    Row,
    fields,
    load_asks,
    load_judgements,
    load_kinds_of_thing,
    load_needs,
    load_questions,
    load_rows,
)
from tailor.letter.said import Piece, plain_words
from tests.tailor.samples import figures, slips

FILES = ("sentences.toml", "offers.toml", "wants.toml", "judgement.toml", "needs.toml", "questions.toml")
ROWS = [row for rows in load_rows().values() for row in rows]
#: Words for each slot, such as a record or a posting might have.
WORDS = {slot: f"the {slot.replace('_', '-')}" for slot in SLOTS} | {
    "employer": "Norrby Buses",
    "at": "At Norrby Buses",
    "there": "at Norrby Buses",
    "company": "Quillmere Freight",
    "tool": "Triton",
    "theirs": "your ranking models",
    "about": "your feature layer",
    "need": "keeping answers fast",
    "want": "answers that stay fast",
    "count": "two",
    "minutes": "twenty",
    "e1": "the first effect",
}


def scene(*flags: str) -> Scene:
    """A scene with words for every slot."""
    return Scene({slot: (Piece(words),) for slot, words in WORDS.items()}, frozenset(flags))


# --- the rows that letters are made from ------------------------------------------------------------


def test_every_row_loads() -> None:
    assert len(ROWS) > 50
    assert len({row.id for row in ROWS}) == len(ROWS)
    for rows in (load_offers(), load_wants(), load_questions(), load_needs(), load_asks(), load_judgements()):
        assert rows


def test_every_part_of_a_letter_has_rows() -> None:
    parts = (
        "system",
        "worth",
        "design",
        "own",
        "need",
        "wall",
        "did",
        "result",
        "playbook",
        "lead",
        "referrer",
    )
    assert [role for role in parts if not load_rows().get(role)] == []


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
@pytest.mark.parametrize(
    "flags", [("present",), ("past",), ("past", "owned-plural", "playbook-plural", "design-plural")]
)
def test_every_row_makes_a_whole_sentence(row: Row, flags: tuple[str, ...]) -> None:
    sentence = fill_row(row, scene(*flags))
    assert [slip for slip in slips(sentence.text) if "doubled" not in slip] == []
    assert not re.search(r"[{}_]", sentence.text)
    assert sentence.words <= 45
    assert figures(sentence.text) == set()


def test_no_row_asks_for_what_it_forbids() -> None:
    assert [row.id for row in ROWS if set(row.when) & set(row.unless)] == []
    assert [row.id for row in ROWS if {"past", "present"} <= set(row.when)] == []


def test_each_flag_of_what_is_owned_is_asked_by_words_that_need_it() -> None:
    claims = [row.id for row in ROWS if re.search(r"\{be:owned\} mine|\{i:(?:own|answer)\}|responsible", row.text)]
    assert claims
    assert [row.id for row in ROWS if row.id in claims and "owned" not in row.slots] == []


CLAIM = re.compile(r"\bI (?:have|had|ran|run|own|owned|built|know|learned)\b|\b[Ww]e (?:had|did|built|ran)\b")


@pytest.mark.parametrize("offer", load_offers(), ids=[offer.id for offer in load_offers()])
def test_every_offer_is_a_plain_sentence_or_two_without_a_claim(offer: Offer) -> None:
    assert offer.category in load_lexicon().pains
    assert slips(offer.text) == []
    assert 14 <= len(offer.text.split()) <= 38
    assert figures(offer.text.replace("p99", "the tail")) == set()
    # Why: a check would ask for the source of a time that is told in words.
    assert not re.search(r"\b(?:two|three|five|ten|twenty) (?:minutes|hours|days|weeks|months)\b", offer.text)
    assert not CLAIM.search(offer.text)


@pytest.mark.parametrize("want", load_wants(), ids=[want.id for want in load_wants()])
def test_every_want_goes_behind_needs_and_tells_no_figure(want: Want) -> None:
    assert want.category in load_lexicon().pains
    assert slips(f"You need {want.text}.") == []
    assert figures(want.text) == set()
    assert 4 <= len(want.text.split()) <= 14
    assert not re.search(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b", want.text)


@pytest.mark.parametrize("row", [*load_offers(), *load_wants()], ids=lambda row: row.id)
def test_what_a_row_of_the_bank_looks_for_is_written_small(row: BankRow) -> None:
    phrases = [*row.proved, *(phrase for group in (*row.says, *row.about) for phrase in group)]
    assert all(phrase == phrase.lower() for phrase in phrases)
    assert all((*row.says, *row.about)) or not (row.says or row.about)


QUESTIONS = [question.text for questions in load_questions().values() for question in questions]


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_question_goes_behind_about_and_claims_nothing(text: str) -> None:
    said = plain_words(fill_text(text, scene("present")))
    assert re.match(r"(?:how|what|where|which|who)\b", said)
    assert slips(f"Could we talk about {said}?") == []
    assert figures(said) == set()
    assert not re.search(r"\bI (?:have|had|ran|run|own|owned|built)\b", said)


@pytest.mark.parametrize("need", load_needs(), ids=[need.id for need in load_needs()])
def test_every_need_goes_behind_is_and_tells_no_figure(need: Need) -> None:
    assert need.category in pains_named(need.text), "a check would not see which pain it answers"
    assert slips(f"Part of this job is {need.text}.") == []
    assert figures(need.text) == set()
    assert 3 <= len(need.text.split()) <= 11
    assert all(phrase == phrase.lower() for phrase in (*need.says, *need.proved))


@pytest.mark.parametrize("ask", load_asks(), ids=lambda ask: ask.text)
def test_every_ask_is_a_question(ask: Ask) -> None:
    said = plain_words(fill_text(ask.text, scene("present")))
    assert slips(said) == []
    assert said.endswith("?")


def test_a_thing_that_is_asked_about_has_a_kind() -> None:
    assert load_kinds_of_thing()["pipelines"] == "flow"


@pytest.mark.parametrize(("category", "text"), sorted(load_judgements().items()))
def test_every_judgement_is_about_a_pain_and_nobodys_record(category: str, text: str) -> None:
    assert category in load_lexicon().pains
    assert slips(text) == []
    assert not re.search(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b", text)
    assert figures(text) == set()
    assert "{" not in text


# --- rows that are wrong ----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled rows."""
    for name in FILES:
        shutil.copy(TEMPLATES / name, tmp_path / name)
    return tmp_path


def add(path: Path, text: str) -> None:
    """More rows at the end of a file."""
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def refused(load: Callable[[Path], object], folder: Path, name: str) -> str:
    """What is said of a wrong file: one line that begins with its path."""
    with pytest.raises(TemplateFault) as caught:
        load(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder / name}: ")
    assert "\n" not in message
    return message


SENTENCE = '[[sentence]]\nid = "{id}"\nrole = "{role}"\ntext = "{text}"\n'


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (SENTENCE.format(id="new", role="did", text="I {colour}."), "colour"),
        (SENTENCE.format(id="new", role="did", text="I {}."), "slot"),
        (SENTENCE.format(id="new", role="did", text="I {system.upper}."), "system.upper"),
        (SENTENCE.format(id="new", role="did", text="I {you:run} it."), "you"),
        (SENTENCE.format(id="new", role="did", text="I {did."), "expected"),
        (SENTENCE.format(id="new", role="did", text="I} {did}."), "Single"),
        (SENTENCE.format(id="new", role="did", text=""), "5"),
        (SENTENCE.format(id="New", role="did", text="I {did}."), "pattern"),
        (SENTENCE.format(id="new", role="boast", text="I {did}."), "Input should be"),
        (SENTENCE.format(id=ROWS[0].id, role="did", text="I {did}."), ROWS[0].id),
        (SENTENCE.format(id="new", role="did", text="I {did}.") + 'colour = "red"', "Extra"),
        ('[[sentence]]\nid = "new"\nrole = "did"\n', "required"),
        ('[[sentence]]\nid = "new"\nrole = "did"\ntext = ["I {did}."]\n', "string"),
    ],
)
def test_a_wrong_sentence_is_refused_with_its_file(row: str, words: str, folder: Path) -> None:
    add(folder / "sentences.toml", row)
    assert words in refused(load_rows, folder, "sentences.toml")


def test_a_wrong_row_is_named_by_its_number(folder: Path) -> None:
    add(folder / "sentences.toml", SENTENCE.format(id="new", role="did", text="I {colour}."))
    assert f"sentence {len(ROWS) + 1}: " in refused(load_rows, folder, "sentences.toml")


@pytest.mark.parametrize("content", ["", "a = 1\n", "sentence = 1\n", "sentence = []\n", "[[sentence\n", "\ufffe["])
@pytest.mark.parametrize(
    ("load", "name"),
    [
        (load_rows, "sentences.toml"),
        (load_offers, "offers.toml"),
        (load_wants, "wants.toml"),
        (load_questions, "questions.toml"),
        (load_needs, "needs.toml"),
        (load_asks, "questions.toml"),
        (load_judgements, "judgement.toml"),
    ],
)
def test_a_file_without_rows_is_refused(load: Callable[[Path], object], name: str, content: str, folder: Path) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    refused(load, folder, name)


@pytest.mark.parametrize(
    ("load", "name"),
    [
        (load_rows, "sentences.toml"),
        (load_offers, "offers.toml"),
        (load_wants, "wants.toml"),
        (load_questions, "questions.toml"),
        (load_needs, "needs.toml"),
        (load_judgements, "judgement.toml"),
    ],
)
def test_a_file_that_is_missing_or_no_text_is_named(load: Callable[[Path], object], name: str, folder: Path) -> None:
    (folder / name).write_bytes(b"\xff\xfe\x00")
    refused(load, folder, name)
    (folder / name).unlink()
    refused(load, folder, name)


@pytest.mark.parametrize(
    ("load", "name", "category"),
    [
        *((load_offers, "offers.toml", category) for category in sorted(load_lexicon().pains)),
        *((load_wants, "wants.toml", category) for category in sorted(load_lexicon().pains)),
        *((load_questions, "questions.toml", category) for category in ("drift", "any")),
        (load_needs, "needs.toml", "drift"),
    ],
)
def test_a_category_without_a_row_is_refused(
    load: Callable[[Path], object], name: str, category: str, folder: Path
) -> None:
    path = folder / name
    path.write_text(
        re.sub(rf'(?m)^category = "{category}"$', 'category = "other"', path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    assert repr(category) in refused(load, folder, name)


@pytest.mark.parametrize(
    ("load", "name", "row"),
    [
        (load_offers, "offers.toml", '[[offer]]\nid = "new"\ncategory = "latency"\ntext = "Short."'),
        (load_offers, "offers.toml", '[[offer]]\nid = "new"\ntext = "I could go through the service with you."'),
        (
            load_offers,
            "offers.toml",
            '[[offer]]\nid = "new"\ncategory = "drift"\ntext = "I could go through it with you?"',
        ),
        (load_wants, "wants.toml", '[[want]]\nid = "new"\ncategory = "drift"\ntext = "models that stay right"'),
        (load_wants, "wants.toml", '[[want]]\nid = "new"\ncategory = "drift"\nsays = [["drift"]]\ntext = "It drifts."'),
        (load_asks, "questions.toml", '[[ask]]\ntext = "Could you spare {hours} hours?"'),
        (load_asks, "questions.toml", '[[ask]]\ntext = "Could we?"\nrole = "ask"'),
        (load_needs, "needs.toml", '[[need]]\nid = "new"\ncategory = "drift"\ntext = "noticing it early"'),
        (load_needs, "needs.toml", '[[need]]\nid = "new"\ncategory = "drift"\nsays = ["drift"]\ntext = "drift"'),
        (
            load_needs,
            "needs.toml",
            '[[need]]\nid = "drift-1"\ncategory = "drift"\nsays = ["drift"]\ntext = "noticing it early"',
        ),
        (load_judgements, "judgement.toml", '[[judgement]]\nid = "drift"\ntext = "Short."'),
    ],
)
def test_a_wrong_row_of_the_close_is_refused(load: Callable[[Path], object], name: str, row: str, folder: Path) -> None:
    add(folder / name, row)
    refused(load, folder, name)


# --- reading a row ----------------------------------------------------------------------------------


def test_a_row_knows_its_slots_and_its_verbs() -> None:
    row = Row(id="a", role="did", text="{at} I {i:run} {system}.")
    assert fields(row.text) == [("at", ""), ("i", "run"), ("system", "")]
    assert row.slots == ("at", "system")
    assert usable(row, scene())
    assert not usable(row, Scene({"system": (Piece("it"),)}, ()))
