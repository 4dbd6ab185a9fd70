from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from jdparse import Analysis
from tailor.data import template_titles
from tailor.errors import CallError, TemplateFault
from tailor.files.look import template_path
from tailor.letter.letter import Options
from tailor.letter.template import MOVED, SLOTS
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tailor.profile.load import parse_profile
from tests.tailor.samples import (
    BARE,
    body,
    bundled_sample,
    foreign_facts,
    full_profile,
    gaps,
    sentences,
    slips,
    span_of,
    write,
)

GOOD = "{# mine #}\nI write about {{ story.system }}.\n\n{{ paragraph_two }}\n\nCall me.\n"


@pytest.fixture
def analysis(analyses: Mapping[str, Analysis]) -> Analysis:
    return analyses["freshness"]


def fault(analysis: Analysis, path: Path) -> str:
    with pytest.raises(TemplateFault) as caught:
        write_letter(analysis, full_profile(), Options(template=str(path)))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_template_of_ones_own_is_used(analysis: Analysis, tmp_path: Path) -> None:
    letter = write_letter(analysis, full_profile(), Options(template=str(write(tmp_path / "mine.j2", GOOD))))
    assert letter.paragraphs[0] == "I write about the fare-fraud scoring service."
    assert letter.paragraphs[-1] == "Call me."
    assert letter.paragraph_two == 1
    assert gaps(letter.text, letter.trace) == []
    assert any(span.ref == "story.fares.system" for span in letter.trace)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_template_may_have_windows_line_ends(ending: str, analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "mine.j2"
    path.write_bytes(GOOD.replace("\n", ending).encode())
    assert len(write_letter(analysis, full_profile(), Options(template=str(path))).paragraphs) == 3


def test_paragraph_two_is_found_where_it_shares_its_paragraph(analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", "One.\n\nTo begin with: {{ paragraph_two }}\n\nCall me.\n")
    letter = write_letter(analysis, full_profile(), Options(template=str(path)))
    assert letter.paragraph_two == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("A.\n\n{{ colour }}\n\n{{ paragraph_two }}\n", 3, "colour"),
        ("A.\n\n\n\n{{ story.colour }}\n\n{{ paragraph_two }}\n", 5, "colour"),
        ("{{ paragraph_two }}\n\n{{ me.shoe_size }}\n", 3, "shoe_size"),
        ("{{ paragraph_two }}\n{% if story.past %}\n", 2, "if"),
        ("{{ paragraph_two }}\n\n{% raise %}\n", 3, "raise"),
        ("{{ paragraph_two }\n", 1, "}"),
        ("A.\n{{ paragraph_two }}\n{{ 1 / 0 }}\n", 3, "division"),
        ("A.\n{{ paragraph_two }}\n{{ story.system | shout }}\n", 3, "shout"),
        ("A.\n{{ paragraph_two }}\n{% include 'other.j2' %}\n", 3, ""),
        ("A.\n{{ paragraph_two }}\n{% extends '/etc/passwd' %}\n", 3, ""),
        ("{{ paragraph_two }}\n{% for x in range(10 ** 9) %}{{ x }}{% endfor %}\n", 2, "range"),
        ("{{ paragraph_two }}\n\n{{ second() }}\n", 3, "callable"),
        ("{{ paragraph_two }}\n{{ room() }}\n", 2, "name"),
    ],
)
def test_a_fault_names_file_line_and_slot(text: str, line: int, words: str, analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", text)
    message = fault(analysis, path)
    assert message.startswith(f"{path}:{line}: "), message
    assert words in message


@pytest.mark.parametrize(
    "text",
    ["No slot at all.\n", "{# {{ paragraph_two }} #}\n", "{% raw %}{{ paragraph_two }}{% endraw %}\n", ""],
)
def test_a_template_without_paragraph_two_is_refused(text: str, analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", text)
    message = fault(analysis, path)
    assert message.startswith(f"{path}:1: ")
    assert "paragraph_two" in message


@pytest.mark.parametrize(
    "escape",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ story.__class__.__init__.__globals__ }}",
        "{{ room.__call__.__globals__ }}",
        "{{ room.__init__.__globals__['__builtins__'] }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ '{0.__class__}'.format('') }}",
        "{{ '{0.__class__.__mro__}'.format_map({'0': 1}) }}",
        "{{ room.seen.clear() }}",
        "{{ room.seen.update({'a': 1}) }}",
        "{{ story.update({'system': 'x'}) }}",
        "{% set _ = me.pop('name') %}{{ 1 }}",
        "{% import 'os' as os %}{{ os }}",
        "{{ (range).mro() }}",
    ],
)
def test_the_sandbox_holds(escape: str, analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", f"A.\n\n{{{{ paragraph_two }}}}\n\n{escape}\n")
    assert fault(analysis, path).startswith(f"{path}:5: ")


@pytest.mark.parametrize("name", ["", "no-such", "../templates/250", "envelope/..", "/dev/null/x"])
def test_an_unknown_template_is_a_wrong_call(name: str) -> None:
    with pytest.raises(CallError, match="--template") as caught:
        template_path(name)
    assert "templates list" in str(caught.value)


def test_a_template_that_is_no_text_is_named(analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "mine.j2"
    path.write_bytes(b"\xff\xfe\x00\x00{{ paragraph_two }}")
    assert fault(analysis, path).startswith(f"{path}: ")


def test_the_further_stories_may_be_missing_and_leave_no_paragraph_behind(analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", "{{ paragraph_two }}\n\n{{ second }}\n\n{{ third }}\n\nCall me.\n")
    letter = write_letter(analysis, parse_profile(BARE, "f"), Options(400, template=str(path)))
    assert letter.paragraphs[1:] == ("Call me.",)
    more = write_letter(analysis, bundled_sample(), Options(400, template=str(path)))
    assert len(more.paragraphs) == 4


@pytest.mark.parametrize(("slot", "now"), sorted(MOVED.items()))
def test_a_slot_of_an_earlier_version_names_the_one_that_has_its_words_now(
    slot: str, now: str, analysis: Analysis, tmp_path: Path
) -> None:
    path = write(tmp_path / "mine.j2", f"A.\n\n{{{{ paragraph_two }}}}\n\n{{{{ {slot} }}}}\n")
    message = fault(analysis, path)
    assert message.startswith(f"{path}:5: no slot {slot!r}")
    assert repr(now) in message
    assert now in SLOTS
    assert slot not in SLOTS


def test_the_slots_of_earlier_versions_are_known() -> None:
    assert set(MOVED) >= {"judgement", "offer", "operations", "own", "referrer"}


def test_a_template_may_leave_out_what_it_likes(analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", "{{ paragraph_two }}\n")
    letter = write_letter(analysis, full_profile(), Options(template=str(path), why="I like buses", referrer="Bo Lind"))
    assert letter.paragraph_two == 0
    assert len(letter.paragraphs) == 1
    assert "Bo Lind" not in letter.text
    assert "buses" not in letter.text
    assert slips(body(letter)) == []


def test_the_words_of_the_template_count(analysis: Analysis, tmp_path: Path) -> None:
    own = "Word after word after word. " * 20
    path = write(
        tmp_path / "mine.j2",
        f"{own}\n\n{{{{ opening }}}}\n\n{{{{ paragraph_two }}}}\n\n{{{{ proof }}}}\n\n{{{{ close }}}}\n",
    )
    letter = write_letter(analysis, bundled_sample(), Options(250, template=str(path)))
    assert letter.paragraphs[0] == own.strip()
    assert 0.9 * 250 <= letter.words <= 1.1 * 250
    assert letter.words == len(body(letter).split())


def test_a_sentence_of_ones_own_is_kept_while_there_is_room(analysis: Analysis, tmp_path: Path) -> None:
    long = "I would move to your town, and so would everybody whom I know and who can be moved. " * 4
    text = f"{{{{ paragraph_two }}}}\n\n{{% if room('far', 2) %}}{long}{{% endif %}}{{% if room('near', 1) %}}I live near.{{% endif %}}\n"
    path = write(tmp_path / "mine.j2", text)
    wide = write_letter(analysis, parse_profile(BARE, "f"), Options(250, template=str(path)))
    assert long.strip() in wide.text
    assert "I live near." in wide.text
    crowded = f"{{{{ opening }}}}\n\n{{{{ proof }}}} {{{{ close }}}}\n\n{text}"
    narrow = write_letter(analysis, bundled_sample(), Options(150, template=str(write(path, crowded))))
    assert long.strip() not in narrow.text


def test_a_template_that_changed_is_read_anew(analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", GOOD)
    assert write_letter(analysis, full_profile(), Options(template=str(path))).paragraphs[-1] == "Call me."
    write(path, GOOD.replace("Call", "Write to"))
    os.utime(path, ns=(1, 1))
    assert write_letter(analysis, full_profile(), Options(template=str(path))).paragraphs[-1] == "Write to me."


def test_every_field_of_the_record_can_be_printed_and_is_traced(analysis: Analysis, tmp_path: Path) -> None:
    fields = ("employer", "system", "constraint", "design", "wall", "did", "result", "worth")
    lists = ("owned", "playbook", "tools")
    text = "\n\n".join(
        [
            "{{ paragraph_two }}",
            *(f"{{{{ story.{name} }}}}." for name in fields),
            *(f"{{{{ story.{name} | join('; ') }}}}." for name in lists),
        ]
    )
    profile = full_profile()
    letter = write_letter(analysis, profile, Options(template=str(write(tmp_path / "mine.j2", text)), story="fares"))
    story = letter.match.story
    said = [*(getattr(story, name) for name in fields), *("; ".join(getattr(story, name)) for name in lists)]
    assert list(letter.paragraphs[1:]) == [f"{words}." for words in said]
    assert foreign_facts(letter, profile) == []
    assert {f"story.fares.{name}" for name in (*fields, *lists)} <= {span.ref for span in letter.trace}


@pytest.mark.parametrize("given", [frozenset[str](), frozenset({"company", "title"})])
def test_the_names_of_role_and_company_say_where_they_come_from(
    given: frozenset[str], analysis: Analysis, tmp_path: Path
) -> None:
    path = write(tmp_path / "mine.j2", "{{ paragraph_two }}\n\nThe {{ role }} post at {{ company }}.\n")
    letter = write_letter(analysis, full_profile(), Options(template=str(path), given=given))
    # What was typed stands as typed; a posting's title loses its field.
    role = "Senior Machine Learning Engineer, Payments" if given else "Senior Machine Learning Engineer"
    assert letter.paragraphs[1] == f"The {role} post at Brindlecote Payments."
    assert (letter.role, letter.company) == (role, "Brindlecote Payments")
    for words, name in (("Senior Machine", "title"), ("Brindlecote Payments.", "company")):
        span = span_of(letter, letter.text.index(words))
        assert (span.source, span.ref) == (("option", f"--{name}") if given else ("posting", name))


@pytest.mark.parametrize("name", ["150", "250", "400"])
def test_the_parts_of_a_bundled_template_stand_in_their_order(name: str, analysis: Analysis) -> None:
    letter = write_letter(analysis, bundled_sample(), Options(int(name), why="I like buses", referrer="Bo Lind"))
    assert "Bo Lind" in sentences(letter.paragraphs[0])[0]
    assert "I like buses." in letter.paragraphs[-1]
    assert len(letter.paragraphs) == {"150": 3, "250": 4, "400": 5}[name]


def test_a_sentence_left_out_ends_no_paragraph(analysis: Analysis, tmp_path: Path) -> None:
    path = write(
        tmp_path / "mine.j2",
        "One.\n{% if false %}Two.{% endif %}\nThree.\n\n"
        "{{ paragraph_two }}\n\n{% if false %}Gone.{% endif %}\n\nLast.\n",
    )
    letter = write_letter(analysis, full_profile(), Options(template=str(path)))
    assert letter.paragraphs[0] == "One. Three."
    assert letter.paragraphs[2:] == ("Last.",)


def test_the_bundled_templates_are_listed_without_the_envelope() -> None:
    assert tuple(template_titles()) == ("150", "250", "400")


@pytest.mark.parametrize("name", ["150", "250", "400"])
def test_a_template_may_be_used_at_another_length(name: str, analysis: Analysis) -> None:
    for length in LENGTHS:
        letter = write_letter(analysis, bundled_sample(), Options(length, template=name))
        assert slips(body(letter)) == []
        assert letter.length == length


def test_every_slot_of_the_list_can_be_used(analysis: Analysis, tmp_path: Path) -> None:
    uses = "\n".join(f"{{{{ {slot} is defined }}}}" for slot in sorted(SLOTS - {"paragraph_two"}))
    letter = write_letter(
        analysis,
        full_profile(),
        Options(template=str(write(tmp_path / "mine.j2", f"{{{{ paragraph_two }}}}\n\n{uses}\n"))),
    )
    assert letter.paragraphs[1].split() == ["True"] * (len(SLOTS) - 1)
