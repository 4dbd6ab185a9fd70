"""The letter beside its posting: what can be asked of it, edited and saved, without a browser."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from jdparse import Kind
from tailor.data import TEMPLATES
from tests.tailor.page.visits import Visitor, chosen, form_of, letter_of, name_of, sentences_of, text_of, tree, visitor
from tests.tailor.samples import FULL, write
from tests.tailor.sheets import docx_text, folded, pdfium_text, pdfminer_text


def letter(anna: Visitor, place: str, **fields: str) -> str:
    """The letter that the form gets with these fields changed."""
    return letter_of(anna.post(place, fields))


def body(text: str) -> str:
    return " ".join(text.split("\n\n")[1:-1])


# --- what is asked of the letter --------------------------------------------------------------------------------


@pytest.mark.parametrize("length", ["150", "250", "400"])
def test_the_letter_has_the_length_that_was_asked_for(anna: Visitor, payments: str, length: str) -> None:
    answer = anna.post(payments, {"length": length})
    counted = text_of(tree(answer), "#count")
    assert counted == f"{len(body(letter_of(answer)).split())} of {length} words"


@pytest.mark.parametrize("length", ["0", "99", "1e9", "-250", "", "250 OR 1=1", "٢٥٠"])
def test_a_length_that_there_is_not_is_the_usual_one(anna: Visitor, payments: str, length: str) -> None:
    assert letter(anna, payments, length=length) == letter(anna, payments)


def test_another_story_can_lead(anna: Visitor, payments: str) -> None:
    assert "Norrby Buses" in letter(anna, payments).split("\n\n")[1]
    assert "Ferrow Rail" in letter(anna, payments, story="timetable").split("\n\n")[1]


@pytest.mark.parametrize("field", ["story", "template"])
@pytest.mark.parametrize("value", ["nobody", "/etc/passwd", "../../../etc/passwd", "250.j2", "templates/250.j2"])
def test_a_name_that_is_on_no_list_is_passed_over(anna: Visitor, payments: str, field: str, value: str) -> None:
    assert letter(anna, payments, **{field: value}) == letter(anna, payments)


def test_a_template_of_ones_own_can_be_chosen_if_the_call_named_it(
    anna: Visitor, payments: str, tmp_path: Path
) -> None:
    mine = write(
        tmp_path / "mine.j2",
        (TEMPLATES / "250.j2").read_text(encoding="utf-8").replace("{{ opening }}", "Once more: {{ opening }}"),
    )
    assert "Once more: " not in letter(anna, payments, template=str(mine))
    here = Visitor(replace(anna.page, template=str(mine)))
    assert "\n\nOnce more: I run" in letter(here, payments, template=str(mine))


def test_names_and_a_sentence_of_ones_own_come_into_the_letter(anna: Visitor, payments: str) -> None:
    text = letter(
        anna,
        payments,
        to="Dana Okafor",
        referrer="Noor Haddad",
        why="My sister sells on your tills.",
        company="Tillworks",
    )
    assert text.startswith("Dear Dana Okafor,")
    assert all(words in text for words in ("Noor Haddad", "My sister sells on your tills.", "Tillworks"))
    assert "Brackwater" not in text


def test_what_is_typed_stays_one_line_and_no_longer_than_a_sentence(anna: Visitor, payments: str) -> None:
    text = letter(anna, payments, to="Dana\r\n\r\nBuy now: https://evil.example\n" + "x" * 5000)
    greeting = text.split("\n\n")[0]
    assert "\n" not in greeting
    assert len(greeting) < 600


# --- the highlights ------------------------------------------------------------------------------------------------


def picked(anna: Visitor, place: str, pick: str, **fields: str) -> tuple[str, str]:
    """What the card shows after a pick, and what its field keeps of it."""
    page = tree(anna.post(place, {"pick": pick, **fields}))
    kind = pick.partition(":")[0]
    card = chosen(page, f"#card-{kind}")[0]
    shown = card.xpath(".//*[@class='quote']")[0].text_content().strip()
    return shown, card.xpath(f".//input[@name='{kind}']/@value")[0]


def test_a_runner_up_can_be_picked_and_the_first_taken_back(anna: Visitor, payments: str) -> None:
    shown, kept = picked(anna, payments, "pain:2")
    assert shown.startswith("Keep the scoring service inside its p99")
    assert kept == "2"
    shown, kept = picked(anna, payments, "pain:", pain="2")
    assert shown.startswith("Move our fraud features")
    assert kept == ""


def test_a_highlight_can_be_left_out(anna: Visitor, payments: str) -> None:
    for kind in Kind:
        assert picked(anna, payments, f"{kind.value}:none") == ("left out", "none")


@pytest.mark.parametrize("words", ["none", "2", "skip", "q", "back", "?", "latency", "the till is down on Mondays"])
def test_own_words_are_words_whatever_they_are_elsewhere(anna: Visitor, payments: str, words: str) -> None:
    if words == "?":
        answer = anna.post(payments, {"pick": "pain:=", "words-pain": words}, {"HX-Request": "true"})
        assert answer.status_code == 422
        assert text_of(tree(answer), "#problem").startswith("pain: holds no word")
        return
    shown, kept = picked(anna, payments, "pain:=", **{"words-pain": words})
    assert shown == words
    assert kept == f"={words}"


def test_a_pick_stays_while_something_else_is_changed(anna: Visitor, payments: str) -> None:
    form = form_of(anna.get(payments)) | {"metric": "2", "tool": "none", "length": "400"}
    page = tree(anna.post(payments, form))
    assert chosen(page, "#card-metric")[0].xpath(".//input[@name='metric']/@value") == ["2"]
    assert text_of(page, "#card-tool").startswith("Tool left out")


@pytest.mark.parametrize(
    "pick", ["pain:99", "pain:0", "nothing:1", "pain", ":", "pain:1:2", "pain:<script>", "=", "\x00:1"]
)
def test_a_pick_that_no_page_has_breaks_nothing(anna: Visitor, payments: str, pick: str) -> None:
    answer = anna.post(payments, {"pick": pick})
    assert answer.status_code in {200, 422}
    assert "--" not in text_of(tree(answer), ".problem") if answer.status_code == 422 else True


# --- other versions of a sentence -------------------------------------------------------------------------------------


def versions(answer: TestResponse) -> list[tuple[str, str]]:
    """The other ways to say a sentence that are on the page: their words, and what the form asks for them with."""
    return [(" ".join(one.text_content().split()), one.get("value")) for one in chosen(tree(answer), ".version")]


def test_another_version_changes_its_sentence_and_no_other(anna: Visitor, payments: str) -> None:
    first = anna.get(payments)
    before = sentences_of(first)
    offered = versions(first)
    assert len(offered) > 5
    for words, pins in offered[::4]:
        after = sentences_of(anna.post(payments, {"version": pins}))
        assert words in after
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_a_version_stays_until_another_letter_is_asked_for(anna: Visitor, payments: str) -> None:
    words, pins = versions(anna.get(payments))[0]
    form = form_of(anna.post(payments, {"version": pins}))
    assert form["pins"]
    assert words in sentences_of(anna.post(payments, {**form, "to": "Dana Okafor"}, {"HX-Trigger-Name": "to"}))
    anew = anna.post(payments, {**form, "length": "400"}, {"HX-Trigger-Name": "length"})
    assert chosen(tree(anew), "#letter")
    assert form_of(anew)["pins"] == ""


@pytest.mark.parametrize(
    "pins", ["0:nowhere", "x", "999999:a", "0:" + "a" * 5000, ",".join("0:a" for _ in range(500)), "<b>:1"]
)
def test_pins_that_no_page_has_give_a_letter(anna: Visitor, payments: str, pins: str) -> None:
    assert letter(anna, payments, pins=pins).startswith("Dear")


# --- editing ---------------------------------------------------------------------------------------------------------


def test_findings_come_and_go_with_what_is_edited(anna: Visitor, payments: str) -> None:
    text = letter(anna, payments)
    worse = text.replace("I run", "I run the the", 1)
    found = anna.post(f"{payments}/check", {"edited": worse})
    assert "the the" in text_of(tree(found), "#findings")
    assert "the the" not in text_of(tree(anna.post(f"{payments}/check", {"edited": text})), "#findings")


def test_what_is_false_stands_before_what_is_worn(anna: Visitor, payments: str) -> None:
    text = "Dear you,\n\nI am writing to apply. It is a team player who writes.\n\nLatency fell 50%, from 100 ms to 80 ms.\n\nIlse"
    page = tree(anna.post(f"{payments}/check", {"edited": text}))
    severities = [one.get("class") for one in page.xpath("//*[@id='findings']/ol/li")]
    assert {"error", "warning"} <= set(severities)
    assert severities == sorted(severities, key=["error", "warning", "advice"].index)


def test_what_was_edited_stands_in_the_letter_with_its_source(anna: Visitor, payments: str) -> None:
    text = letter(anna, payments).replace("Kind regards", "I like trains <b>a lot</b>.\n\nKind regards")
    page = anna.post(f"{payments}/edited", {"edited": text.replace("\n", "\r\n")})
    assert chosen(tree(page), "#letter")[0].get("data-edited") == "yes"
    assert "I like trains <b>a lot</b>." in text_of(tree(page), "#text")
    assert "typed by you" in text_of(tree(page), "#whys")
    assert letter_of(page) == text


@pytest.mark.parametrize("text", ["", " \r\n ", "Dear Hiring Manager,", "...", "\x00"])
def test_a_letter_without_words_is_the_one_before_or_one_line(anna: Visitor, payments: str, text: str) -> None:
    answer = anna.post(f"{payments}/edited", {"edited": text}, {"HX-Request": "true"})
    if answer.status_code == 422:
        problem = text_of(tree(answer), "#problem")
        assert "letter" in problem
        assert "--" not in problem
    else:
        assert letter_of(answer) == letter(anna, payments)


# --- saving -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["letter", "a4", "../a5"])
def test_a_saved_pdf_reads_back_equal(anna: Visitor, payments: str, paper: str) -> None:
    answer = anna.post(f"{payments}/file/pdf", {"paper": paper})
    assert answer.mimetype == "application/pdf"
    assert name_of(answer) == "Brackwater Systems - Senior Machine Learning Engineer - letter.pdf"
    for read in (pdfium_text, pdfminer_text):
        back = folded(read(answer.data))
        assert all(folded(paragraph) in back for paragraph in letter(anna, payments).split("\n\n")[:-1])


def test_a_saved_document_reads_back_equal(anna: Visitor, payments: str) -> None:
    answer = anna.post(f"{payments}/file/docx")
    assert name_of(answer).endswith(" - letter.docx")
    back = folded(docx_text(answer.data))
    assert all(folded(paragraph) in back for paragraph in letter(anna, payments).split("\n\n")[:-1])


@pytest.mark.parametrize("kind", ["txt", "md"])
def test_a_saved_text_is_the_letter_as_it_was_edited(anna: Visitor, payments: str, kind: str) -> None:
    text = letter(anna, payments).replace("I run", "Today I run", 1)
    answer = anna.post(f"{payments}/file/{kind}", {"edited": text})
    assert answer.mimetype == {"txt": "text/plain", "md": "text/markdown"}[kind]
    assert name_of(answer).endswith(f".{kind}")
    assert folded(answer.data.decode("utf-8")) == folded(text)


@pytest.mark.parametrize("kind", ["exe", "json", "pdf.exe", "..", "%2e%2e", "PDF"])
def test_there_are_four_kinds_of_files(anna: Visitor, payments: str, kind: str) -> None:
    assert anna.post(f"{payments}/file/{kind}").status_code == 404


def test_a_file_is_named_after_hostile_names_as_every_system_takes_it(anna: Visitor, payments: str) -> None:
    for company in ('A"; filename=evil.exe; x="', "../../etc/passwd", "Löwe\u202egnp", "CON", "a\r\nSet-Cookie: x=y"):
        answer = anna.post(f"{payments}/file/txt", {"company": company})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        name = name_of(answer)
        assert name.endswith("letter.txt")
        assert not re.search(r'[/\\:*?"<>|\r\n]', name)


# --- the profile --------------------------------------------------------------------------------------------------------


def test_a_profile_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    path = write(tmp_path / "profile.toml", FULL)
    here = visitor(path)
    place = here.give((TEMPLATES / "sample-posting.txt").read_text(encoding="utf-8"))
    assert "Ilse Varga" in letter(here, place)
    write(path, FULL.replace("Ilse Varga", "Ilse Novak"))
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000))
    assert "Ilse Novak" in letter(here, place)


def test_a_profile_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    path = write(tmp_path / "profile.toml", FULL)
    here = visitor(path)
    place = here.give((TEMPLATES / "sample-posting.txt").read_text(encoding="utf-8"))
    write(path, "[me\n")
    for answer in (here.get(place), here.post(place, {}, {"HX-Request": "true"})):
        assert answer.status_code == 422
        assert "profile.toml" in text_of(tree(answer), ".problem")


def test_several_requests_at_once_get_each_their_own_letter(anna: Visitor, payments: str, lorries: str) -> None:
    asked = [(place, length) for place in (payments, lorries) for length in ("150", "250", "400")]
    one_by_one = [letter(anna, place, length=length) for place, length in asked]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda one: letter(Visitor(anna.page), one[0], length=one[1]), asked)
    assert list(together) == one_by_one


# --- hostile postings ---------------------------------------------------------------------------------------------------

HOSTILE = """Staff <script>alert(1)</script> Engineer {{7*7}}
Company: Evil"><img src=x onerror=alert(2)> {% raw %} Ltd

What you will do
- Cut the cost of our <b onmouseover=alert(3)>inference</b> fleet: {{ 7*7 }} {{ config.items() }} ${7*7} #{7*7}
- Keep p99 latency under \u202e50 ms\u202c with \ue000\ue001\ue002\ue003\ue004 marks and \x1b[31mred\x1b[0m \x1b]0;owned\x07
- Run the models on Triton --> </textarea></script><svg/onload=alert(4)> &lt;i&gt; &amp;amp;

What you bring
- Kubernetes' "quotes" `ticks` javascript:alert(5) \ufeff \u2028
"""


def test_a_hostile_posting_is_shown_as_text(anna: Visitor) -> None:
    answer = anna.get(anna.give(HOSTILE))
    page = tree(answer)
    assert answer.status_code == 200
    assert not page.xpath("//script[not(starts-with(@src, '/static/'))] | //svg | //iframe | //b[@onmouseover]")
    assert not [name for part in page.iter() for name in part.attrib if name.startswith("on")]
    assert [part.get("src") for part in page.xpath("//img")] == ["/static/mark.svg"]
    posting = text_of(page, "#posting")
    assert all(
        words in posting for words in ("{{ 7*7 }}", "${7*7}", "<b onmouseover=alert(3)>", "</textarea></script>")
    )
    assert "49" not in posting


@pytest.mark.parametrize("fields", [{}, {"pick": "pain:2"}, {"length": "150"}, {"pick": "pain:none"}], ids=str)
def test_a_hostile_posting_gets_a_letter_without_its_tricks(anna: Visitor, fields: dict[str, str]) -> None:
    place = anna.give(HOSTILE)
    answer = anna.post(place, fields)
    text = letter_of(answer)
    assert text.startswith("Dear")
    assert not re.search("[\ue000-\uf8ff\x00\x1b\x07]", text)
    said = "\n\n".join(str(one.text_content()) for one in chosen(tree(answer), "#text")[0].xpath("p"))
    assert folded(said) == folded(text)
    assert "49" not in text


def test_marks_that_are_typed_are_text_as_well(anna: Visitor, payments: str) -> None:
    tricks = "<script>alert(1)</script> {{7*7}} \ue000x\ue001y\ue002"
    page = anna.post(payments, {"to": tricks, "why": tricks, "company": tricks, "pick": "tool:=", "words-tool": tricks})
    assert page.status_code in {200, 422}
    assert not tree(page).xpath("//script")
    assert "{{49}}" not in page.text
    edited = anna.post(f"{payments}/edited", {"edited": f"Dear you,\n\nI run {tricks}.\n\nKind regards,\nIlse Varga"})
    assert not tree(edited).xpath("//script")
    assert "<script>alert(1)</script> {{7*7}}" in text_of(tree(edited), "#text")


def test_a_letter_is_dated_today(anna: Visitor, payments: str) -> None:
    assert str(date.today().year) in pdfium_text(anna.post(f"{payments}/file/pdf").data)
