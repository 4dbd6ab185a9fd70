from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from jdparse import Analysis, Kind, Posting, analyze
from tailor.data import TEMPLATES, template_titles
from tailor.errors import CallError, TemplateFault
from tailor.letters import (
    LENGTHS,
    SLOTS,
    TOLERANCE,
    Letter,
    Options,
    role_name,
    template_path,
    write_letter,
)
from tailor.profile import Profile, parse_profile
from tests.tailor.conftest import PROFILES
from tests.tailor.samples import (
    BARE,
    FULL,
    POSTINGS,
    body,
    bundled_sample,
    figures,
    foreign_facts,
    full_profile,
    gaps,
    sentences,
    slips,
    span_of,
    write,
)

Letters = Mapping[tuple[str, str, int], Letter]
EVERY = pytest.mark.parametrize("length", LENGTHS)
OF_EVERY_APPLICANT = pytest.mark.parametrize("profile", PROFILES)
FOR_EVERY_POSTING = pytest.mark.parametrize("posting", sorted(POSTINGS))


@FOR_EVERY_POSTING
@EVERY
def test_the_body_is_within_a_tenth_of_its_length(posting: str, length: int, letters: Letters) -> None:
    letter = letters[posting, "bundled", length]
    assert abs(len(body(letter).split()) - length) <= TOLERANCE * length
    assert letter.words == len(body(letter).split())
    assert not any("words" in note for note in letter.notes)


@FOR_EVERY_POSTING
@OF_EVERY_APPLICANT
@EVERY
def test_the_letter_reads_without_a_slip(posting: str, profile: str, length: int, letters: Letters) -> None:
    letter = letters[posting, profile, length]
    assert slips(body(letter)) == []
    assert "your your" not in letter.text.lower()


@FOR_EVERY_POSTING
@OF_EVERY_APPLICANT
@EVERY
def test_the_letter_has_its_shape(
    posting: str, profile: str, length: int, letters: Letters, profiles: Mapping[str, Profile]
) -> None:
    letter = letters[posting, profile, length]
    assert letter.text == f"Dear Hiring Manager,\n\n{body(letter)}\n\nKind regards,\n{profiles[profile].me.name}\n"
    assert letter.paragraph_two == 1
    assert letter.match.story.did.split()[0] in letter.paragraphs[1]
    assert letter.length == length
    assert all(paragraph and "\n" not in paragraph for paragraph in letter.paragraphs)


@FOR_EVERY_POSTING
@OF_EVERY_APPLICANT
@EVERY
def test_the_trace_tiles_the_letter_and_each_fact_stands_where_it_says(
    posting: str, profile: str, length: int, letters: Letters, profiles: Mapping[str, Profile]
) -> None:
    letter = letters[posting, profile, length]
    assert gaps(letter.text, letter.trace) == []
    assert foreign_facts(letter, profiles[profile]) == []
    assert {span.source for span in letter.trace} <= {"profile", "posting", "template"}
    for span in letter.trace:
        if span.source == "posting" and (place := re.fullmatch(r"posting\[(\d+):(\d+)\]", span.ref)):
            quote = POSTINGS[posting].text[int(place[1]) : int(place[2])]
            assert quote
            assert figures(letter.text[span.start : span.end]) <= figures(quote)


@FOR_EVERY_POSTING
@OF_EVERY_APPLICANT
@EVERY
def test_every_figure_has_a_source(
    posting: str, profile: str, length: int, letters: Letters, profiles: Mapping[str, Profile]
) -> None:
    letter = letters[posting, profile, length]
    sources = {
        "profile": figures((TEMPLATES / "sample-profile.toml").read_text(encoding="utf-8"))
        if profile == "bundled"
        else figures(FULL if profile == "full" else BARE),
        "posting": figures(POSTINGS[posting].text),
        "template": figures("".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.j2")))),
    }
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", letter.text))
    for figure in found:
        span = span_of(letter, figure.start())
        assert span.start <= figure.start() < figure.end() <= span.end
        assert figure.group() in sources[span.source], (figure.group(), span)


@FOR_EVERY_POSTING
@OF_EVERY_APPLICANT
@EVERY
def test_a_number_of_the_posting_never_stands_in_a_claim(
    posting: str, profile: str, length: int, letters: Letters
) -> None:
    letter = letters[posting, profile, length]
    at = 0
    for sentence in sentences(letter.text):
        start = letter.text.index(sentence, at)
        at = start + len(sentence)
        borrowed = [
            span
            for span in letter.trace
            if span.source == "posting"
            and span.start < at
            and span.end > start
            and figures(re.sub(r"\bp\d\d\b", "", letter.text[span.start : span.end]))
        ]
        if borrowed:
            assert re.search(r"\b[Yy]our?\b", sentence), sentence
            assert not any(
                span.source == "profile" and span.start < at and span.end > start for span in letter.trace
            ), sentence


@FOR_EVERY_POSTING
@EVERY
def test_a_storys_figures_stay_in_the_sentences_of_that_story(posting: str, length: int, letters: Letters) -> None:
    letter = letters[posting, "bundled", length]
    at = 0
    for sentence in sentences(letter.text):
        start = letter.text.index(sentence, at)
        at = start + len(sentence)
        stories = {
            span.ref.split(".")[1]
            for span in letter.trace
            if span.ref.startswith("story.")
            and span.start < at
            and span.end > start
            and figures(letter.text[span.start : span.end])
        }
        assert len(stories) <= 1, sentence


@pytest.mark.parametrize("missing", [kinds for size in range(1, 4) for kinds in combinations(Kind, size)])
@EVERY
def test_a_missing_highlight_leaves_paragraph_two_whole(
    missing: tuple[Kind, ...], length: int, analyses: Mapping[str, Analysis]
) -> None:
    for name in ("bullets", "third-person"):
        analysis = analyses[name]
        chosen = {kind: None if kind in missing else analysis.highlight(kind) for kind in Kind}
        letter = write_letter(analysis, bundled_sample(), Options(length), chosen)
        two = letter.paragraphs[letter.paragraph_two]
        assert letter.paragraph_two == 1
        assert slips(two) == []
        assert len(sentences(two)) >= 3
        for kind in missing:
            highlight = analysis.highlight(kind)
            assert highlight is not None
            place = highlight.evidence.span
            assert all(span.ref != f"posting[{place.start}:{place.end}]" for span in letter.trace)
        assert letter.highlights == chosen


@EVERY
def test_one_story_of_only_the_required_fields_is_enough(length: int, letters: Letters) -> None:
    for posting in POSTINGS:
        letter = letters[posting, "bare", length]
        assert "the mooring forecast of a small harbour" in letter.text
        assert "replaced a spreadsheet by a model that the harbour master trusts" in letter.text
        short = letter.words < (1 - TOLERANCE) * length
        assert short == any(f"{length} were asked for" in note for note in letter.notes)
        assert any("no number" in note for note in letter.notes)


def test_no_fact_is_told_twice(letters: Letters) -> None:
    for key, letter in letters.items():
        told = [
            span.ref for span in letter.trace if span.ref.endswith((".did", ".result", ".worth", ".design", ".wall"))
        ]
        assert len(told) == len(set(told)), key


TEMPLATE_TEXT = "{{ 7*7 }} {% raise %} {# gone #} {pain} {0} %(x)s"


@EVERY
def test_template_text_in_posting_profile_and_options_comes_out_as_it_is(length: int) -> None:
    posting = Posting(
        f"Duties\n- Reduce the {TEMPLATE_TEXT} latency of our scoring service\n- Run Kubeflow\n",
        "{{ 7*7 }} Engineer",
        "{% raise %} Ltd",
    )
    toml = BARE.replace("replaced a spreadsheet", f"replaced {TEMPLATE_TEXT}").replace("Tove Almgren", "Tove {{ me }}")
    profile = parse_profile(
        toml
        + 'result = "cut {{ story.worth }} by 3"\n'
        + 'owned = ["{% raise %}", "{{ x }}"]\nplaybook = ["{{ own }}"]\n',
        "f",
    )
    letter = write_letter(analyze(posting), profile, Options(length, to="{{ to }}", referrer="{% if x %}"))
    assert letter.text.startswith("Dear {{ to }},")
    assert "{% if x %} suggested" in letter.text
    assert f"replaced {TEMPLATE_TEXT}" in letter.text
    assert "cut {{ story.worth }} by 3" in letter.text
    assert "the {{ 7*7 }} {% raise %}" in letter.paragraphs[1]
    assert letter.text.endswith("Tove {{ me }}\n")
    assert "49" not in letter.text
    assert gaps(letter.text, letter.trace) == []
    assert foreign_facts(letter, profile) == []


@pytest.mark.parametrize(
    "mark",
    ["\ue0000\ue001", "\ue00099\ue001", "\ue002", "\ue000\ue001\ue002", "\ue003", "\ue0030\ue001\ue000"],
)
def test_our_own_marks_in_the_input_do_no_harm(mark: str) -> None:
    posting = Posting(
        f"Duties\n- Reduce the {mark}latency of our scoring service{mark} for shoppers\n",
        f"ML {mark}Engineer",
        f"Brindle{mark}cote",
    )
    profile = parse_profile(
        BARE.replace("replaced a", f"replaced {mark}a").replace("Tove Almgren", f"Tove {mark}Almgren"), "f"
    )
    letter = write_letter(analyze(posting), profile, Options(to=f"Ana {mark}Vos"))
    assert gaps(letter.text, letter.trace) == []
    assert not re.search("[\ue000-\ue003]", letter.text)
    assert letter.paragraph_two == 1
    assert foreign_facts(letter, profile) == []
    assert slips(body(letter)) == []
    assert letter.text.startswith("Dear Ana ")
    assert letter.text.count("\n\n") == len(letter.paragraphs) + 1


# --- a user's own template ------------------------------------------------------------------------

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


def test_the_second_story_may_be_missing(analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", "{{ paragraph_two }}\n\n{{ second.system }}\n")
    with pytest.raises(TemplateFault, match=r"mine\.j2:3: "):
        write_letter(analysis, parse_profile(BARE, "f"), Options(template=str(path)))


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


# --- options --------------------------------------------------------------------------------------


def test_a_story_can_be_asked_for(analysis: Analysis) -> None:
    letter = write_letter(analysis, full_profile(), Options(story="timetable"))
    assert letter.match.story.name == "timetable"
    assert "the delay forecast" in letter.paragraphs[0]
    assert [other.story.name for other in letter.others] == ["fares"]


def test_an_unknown_story_is_a_wrong_call(analysis: Analysis) -> None:
    with pytest.raises(CallError, match=r"--story: .*'nope'.*fares, timetable"):
        write_letter(analysis, full_profile(), Options(story="nope"))


def test_an_unknown_length_is_a_wrong_call(analysis: Analysis) -> None:
    with pytest.raises(CallError, match="150, 250, 400"):
        write_letter(analysis, full_profile(), Options(length=300))


@EVERY
def test_names_of_the_call_are_used_and_traced(length: int, analysis: Analysis) -> None:
    letter = write_letter(analysis, full_profile(), Options(length, to="Ana Vos", referrer="Bo Lind"))
    assert letter.text.startswith("Dear Ana Vos,\n\nBo Lind suggested that I write to you. ")
    assert span_of(letter, letter.text.index("Ana")).ref == "--to"
    assert span_of(letter, letter.text.index("Bo Lind")).source == "option"


@pytest.mark.parametrize("to", ["Ana\nVos", "Ana\n\nVos"])
def test_a_name_stays_on_one_line(to: str, analysis: Analysis) -> None:
    assert write_letter(analysis, full_profile(), Options(to=to)).text.startswith("Dear Ana Vos,\n\n")


@EVERY
def test_a_system_that_was_handed_over_is_told_in_the_past(length: int, analysis: Analysis) -> None:
    letter = write_letter(analysis, full_profile(), Options(length, story="timetable"))
    assert "At Ferrow Rail I owned the delay forecast" in letter.text
    assert not re.search(r"I own (?!a)", letter.paragraphs[0])


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Senior ML Engineer (f/m/d)", "Senior ML Engineer"),
        ("ML Engineer - Berlin", "ML Engineer"),
        ("ML Engineer | Pellworm Books", "ML Engineer"),
        ("MACHINE LEARNING ENGINEER", "Machine Learning Engineer"),
        ("ML Engineer, Search", "ML Engineer"),
        ("JR-20931 ML Engineer", ""),
        ("", ""),
        ("Come and join us as our next great engineer today", ""),
        ("End-to-end ML Engineer", "End-to-end ML Engineer"),
        ("Senior Engineer - AI and Automation", "Senior Engineer (AI and Automation)"),
        ("Software Engineer, Systems ML", "Software Engineer (Systems ML)"),
        ("Senior ML Engineer, Search", "Senior ML Engineer"),
        ("Software Engineer II - AI & Cloud Testing-1", "Software Engineer II"),
        ("Remote Principal ML Engineer", "Principal ML Engineer"),
        ("Remote Sensing Scientist", "Remote Sensing Scientist"),
        ("Software Engineer (AI Tooling)", "Software Engineer (AI Tooling)"),
        ("Senior ML Engineer (Generative AI)", "Senior ML Engineer"),
    ],
)
def test_a_title_becomes_a_role(title: str, role: str) -> None:
    assert role_name(title) == role


# --- the sample profile ---------------------------------------------------------------------------


@FOR_EVERY_POSTING
@EVERY
def test_the_samples_figures_and_names_stand_in_brackets(
    posting: str, length: int, analyses: Mapping[str, Analysis], letters: Letters
) -> None:
    letter = write_letter(analyses[posting], bundled_sample(sample=True), Options(length))
    real = letters[posting, "bundled", length]
    assert letter.text.replace("[", "").replace("]", "") == real.text
    assert (letter.words, letter.paragraph_two) == (real.words, real.paragraph_two)
    assert letter.text.rstrip().endswith("[Mara Lindqvist]")
    assert gaps(letter.text, letter.trace) == []
    assert "\n\n".join(letter.paragraphs) in letter.text
    for name in ("Mara Lindqvist", "Halvard Pay", "Osterby Market"):
        assert letter.text.count(name) == letter.text.count(f"[{name}]")
    for span in letter.trace:
        piece = letter.text[span.start : span.end]
        assert piece.count("[") == piece.count("]")
        if span.source == "profile":
            outside = re.sub(r"\[[^\]]*\]", "", piece)
            assert not re.search(r"(?<![a-zA-Z\d])\d", outside), piece
        else:
            assert "[" not in piece


@FOR_EVERY_POSTING
def test_the_samples_figures_in_words_stand_in_brackets(posting: str, analyses: Mapping[str, Analysis]) -> None:
    letter = write_letter(analyses[posting], bundled_sample(sample=True), Options(400))
    for span in letter.trace:
        if span.source == "profile":
            outside = re.sub(r"\[[^\]]*\]", "", letter.text[span.start : span.end])
            number = "two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty"
            counted = rf"\b(?:{number})\b(?= (?:of|policies|weeks|days|hours))"
            assert not re.search(counted, outside), outside


def test_a_letter_is_the_same_each_time(analysis: Analysis) -> None:
    assert write_letter(analysis, full_profile(), Options()) == write_letter(analysis, full_profile(), Options())
