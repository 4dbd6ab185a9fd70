"""What a template of somebody else's may make and do: its bounds from both sides, and texts that look like templates."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from jdparse import Analysis, Posting, analyze
from tailor.errors import TemplateFault
from tailor.letter.letter import Options
from tailor.letter.sandbox import DEEPEST, MOST, STEPS
from tailor.letter.write import write_letter
from tailor.profile.load import parse_profile
from tests.tailor.calls import tailor
from tests.tailor.samples import BULLETS, FULL, full_profile, write

#: A fault is told within so many seconds on a slow machine; most take hundredths.
SECONDS = 5.0


@pytest.fixture
def analysis(analyses: Mapping[str, Analysis]) -> Analysis:
    return analyses["freshness"]


def fault(analysis: Analysis, folder: Path, text: str) -> str:
    path = write(folder / "mine.j2", f"{{{{ paragraph_two }}}}\n\n{text}\n")
    began = time.monotonic()
    with pytest.raises(TemplateFault) as caught:
        write_letter(analysis, full_profile(), Options(template=str(path)))
    assert time.monotonic() - began < SECONDS
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path}:"), message
    return message.removeprefix(f"{path}:")


def added(analysis: Analysis, folder: Path, text: str) -> str:
    path = write(folder / "mine.j2", f"{{{{ paragraph_two }}}}\n\n{text}\n")
    return write_letter(analysis, full_profile(), Options(template=str(path))).paragraphs[-1]


ENDLESS = {
    "nested loops": "{% for a in range(999) %}{% for b in range(999) %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}",
    "a loop over much": "{% for a in range(99999) %}{% endfor %}",
    "a text many times": "{{ 'a' * 10**9 }}",
    "many times a text": "{{ 10**9 * 'a' }}",
    "a list many times": "{{ [0] * 10**9 }}",
    "a power": "{{ 10 ** 10 ** 9 }}",
    "a power of powers": "{% set n = namespace(x=3) %}{% for a in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "a shifted number": "{{ 2 ** 255 * 2 }}",
    "a text that doubles": "{% set n = namespace(x='ab') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a sum that doubles": "{% set n = namespace(x='ab') %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a block that doubles": "{% set x = 'ab' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "a macro that doubles": "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "m(" * 30 + "'ab'" + ")" * 30 + " }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a list of lists": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
    "lists compared": "{% set a = [1] %}{% set b = [1] %}"
    + "{% set a = [a, a] %}{% set b = [b, b] %}" * 40
    + "{{ a == b }}",
    "a key of tuples": "{% set a = (1,) %}" + "{% set a = (a, a) %}" * 40 + "{{ {a: 1} }}",
    "a list in lists, printed": "{% set a = [0] * 900 %}{% set b = [a] * 900 %}{% set c = [b] * 900 %}{{ c }}",
    "replaced by much": "{% set a = 'a' * 9999 %}{{ a | replace('a', a) }}",
    "replaced by a method": "{% set a = 'a' * 9999 %}{{ a.replace('', a) }}",
    "joined by much": "{% set a = 'a' * 9999 %}{{ a | join(a) }}",
    "joined by a method": "{% set a = 'a' * 9999 %}{{ a.join(a) }}",
    "batches": "{{ [1] | batch(10**9, 'x') | list }}",
    "slices": "{{ [1] | slice(10**9) | list }}",
    "rounded": "{{ 1.5 | round(10**9, 'ceil') }}",
    "words at random": "{{ lipsum(n=100000) }}",
    "indented": "{{ 'x' | indent(10**9) }}",
    "centred": "{{ 'x' | center(10**9) }}",
    "centred by a method": "{{ 'x'.center(10**9) }}",
    "filled with noughts": "{{ 'x'.zfill(10**9) }}",
    "tabs": "{{ '\\t'.expandtabs(10**9) }}",
    "bytes of a number": "{{ (5).to_bytes(10**9, 'big') }}",
    "formatted by %": "{{ '%999999999d' % 1 }}",
    "formatted by a filter": "{{ '%999999999d' | format(1) }}",
    "formatted by a method": "{{ '{:>999999999}'.format(1) }}",
    "formatted in marked text": "{{ ('{:>999999999}' | safe).format(1) }}",
    "much text in a loop": "{% for a in range(9999) %}" + "word " * 99 + "{% endfor %}",
    "a loop in itself": "{% for a in [[1]] * 9 recursive %}{{ loop([[[1]]] * 9) }}{% endfor %}",
    "a long number": "{{ " + "9" * 5000 + " }}",
    "brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "loops in loops": "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    "conditions in conditions": "{% if true %}" * 900 + "{% endif %}" * 900,
    "no text": r'{{ "\ud800" }}',
    "no text, joined": r'{{ "\ud83d" ~ "\ud800" }}',
    "a shortening below nothing": "{{ 'abc' | truncate(-1) }}",
    "a place with a text for a number": "{% if room('x', 'y') %}{% endif %}{% if room('z') %}{% endif %}",
    "places of several kinds": "{% if room('a', 1.5) %}{% endif %}{% if room('b', []) %}{% endif %}",
    "a place that is no number": "{% if room('a', 'nan' | float) %}{% endif %}",
    "a place with a list for a name": "{% if room([]) %}{% endif %}",
    "many places": "{% for a in range(99) %}{% if room('x' ~ a) %}{% endif %}{% endfor %}",
    "an import": "{% from '/etc/passwd' import x %}",
    "a file": "{% include '/etc/passwd' %}",
}


#: Python, or the parser, ends these before anything knows a line.
NO_LINE = frozenset({"a long number", "brackets", "conditions in conditions", "loops in loops"})


@pytest.mark.parametrize("what", ENDLESS)
def test_a_template_that_makes_or_takes_too_much_is_a_fault(what: str, analysis: Analysis, tmp_path: Path) -> None:
    assert fault(analysis, tmp_path, ENDLESS[what]).startswith("1: " if what in NO_LINE else "3: ")


def test_the_command_ends_with_a_wrong_input(tmp_path: Path) -> None:
    posting = write(tmp_path / "posting.txt", BULLETS)
    path = write(tmp_path / "mine.j2", "{{ paragraph_two }}\n{{ 'a' * 10**9 }}\n")
    done = tailor("draft", posting, "--template", path, "--no-review")
    assert (done.code, done.out) == (2, "")
    assert done.said == [f"tailor: {path}:2: makes more than {MOST:,} characters or items; a letter has a few thousand"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% for a in range(50) %}{% for b in range(50) %}{% endfor %}{% endfor %}Done.", "Done."),
        ("{{ 'ab' * 3 }} {{ 2 ** 10 }} {{ 7 * 6 }} {{ 'a' ~ 1 }}", "ababab 1024 42 a1"),
        ("{{ [story.employer, story.past]|join(' - ') }}", "Norrby Buses - False"),
        ("{{ ['a', '', 'b'] | select | join(', ') | upper }}", "A, B"),
        ("{% for a, b in {'x': 1}.items() %}{{ loop.index }}/{{ loop.length }} {{ a }}{{ b }}{% endfor %}", "1/1 x1"),
        ("{% set n = joiner(', ') %}{% for a in 'abc' %}{{ n() }}{{ a }}{% endfor %}", "a, b, c"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m('a') }}{{ m(x='b') }}", "<a><b>"),
        ("{{ 'a b c'.split()[1] }} {{ 'abc'[::-1] }} {{ 'b' in 'abc' }} {{ 1 if 2 in (1, 2) }}", "b cba True 1"),
        ("{{ [3, 1, 2] | sort | map('string') | join }} {{ 'ab cd ef gh ij' | truncate(8) }}", "123 ab..."),
        ("{{ 'one two'.replace('one', 'two') }} {{ 'x' is string }} {{ 4 is divisibleby 2 }}", "two two True True"),
        ("{% for a in range(6) | batch(2) %}{{ a | sum }} {% endfor %}", "1 5 9"),
    ],
)
def test_what_a_letter_can_use_goes_on_working(text: str, said: str, analysis: Analysis, tmp_path: Path) -> None:
    assert added(analysis, tmp_path, text) == said


def test_the_bounds_from_both_sides(analysis: Analysis, tmp_path: Path) -> None:
    assert len(added(analysis, tmp_path, "{{ 'a' * " + str(MOST - 2000) + " }}")) == MOST - 2000
    assert f"{MOST:,}" in fault(analysis, tmp_path, "{{ 'a' * " + str(MOST + 1) + " }}")
    loop = "{% for a in range(SIZE) %}{% for b in range(100) %}{% endfor %}{% endfor %}Done."
    assert added(analysis, tmp_path, loop.replace("SIZE", str(STEPS // 400))) == "Done."
    assert f"{STEPS:,}" in fault(analysis, tmp_path, loop.replace("SIZE", str(STEPS // 50)))


@pytest.mark.parametrize("deeper", ["{{ par" + "-" * 300 + "agraph }}", "{{ " + "(" * 300 + "7" + ")" * 300 + " }}"])
def test_what_lies_deep_in_itself_is_turned_away_at_once(deeper: str, analysis: Analysis, tmp_path: Path) -> None:
    # Below the template lie the paragraph and what it prints.
    assert added(analysis, tmp_path, "{{ " + "-" * (DEEPEST - 3) + "7 }}") == "-7"
    assert fault(analysis, tmp_path, "{{ " + "-" * (DEEPEST - 2) + "7 }}") == "3: is nested too deeply"
    began = time.process_time()
    assert "is nested too deeply" in fault(analysis, tmp_path, deeper)
    assert time.process_time() - began < 1.0


def test_a_template_of_any_size_is_not_read(analysis: Analysis, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.j2", "{{ paragraph_two }}" + " " * 60_000)
    with pytest.raises(TemplateFault, match="has more than 50 kB"):
        write_letter(analysis, full_profile(), Options(template=str(path)))


CODE = "{{ 7*7 }}{% include '/etc/passwd' %}{# gone #}"


def test_what_a_call_says_is_never_read_as_template(tmp_path: Path) -> None:
    posting = write(tmp_path / "posting.txt", BULLETS)
    profile = write(tmp_path / "me.toml", FULL)
    words = ("--to", "--company", "--title", "--referrer", "--why", "--metric", "--pain")
    for option in words:
        done = tailor("draft", posting, "--profile", profile, "--no-review", "--no-log", option, f"Bo {CODE} Lind")
        assert "49" not in done.out + done.err, option
        assert done.code == 0 or (done.code == 2 and len(done.said) == 1), (option, done.err)
        if option in {"--to", "--referrer"}:
            assert "{{ 7*7 }}" in done.out, option


@pytest.mark.parametrize(
    "field", ["name", "employer", "system", "constraint", "design", "wall", "did", "result", "worth", "lesson"]
)
def test_what_a_profile_says_is_never_read_as_template(field: str, analysis: Analysis, tmp_path: Path) -> None:
    story = {
        "name": "fares",
        "system": "the fare service",
        "did": "moved features from a nightly batch to a streaming store",
    }
    said = {**story, field: f"{story.get(field, 'the work')} {CODE}"} if field != "name" else story
    me = f"Anna {CODE}" if field == "name" else "Anna"
    rows = "\n".join(
        f"{name} = {text!r}".replace("\\'", "'") if "'" not in text else f'{name} = "{text}"'
        for name, text in said.items()
    )
    profile = parse_profile(f'[me]\nname = "{me}"\n\n[[story]]\n{rows}\n', "me.toml")
    text = "{{ paragraph_two }}\n\n{{ story.employer }} {{ story.system }} {{ story.constraint }} {{ story.design }} {{ story.wall }}"
    path = write(
        tmp_path / "mine.j2",
        f"{text} {{{{ story.did }}}} {{{{ story.result }}}} {{{{ story.worth }}}} {{{{ story.lesson }}}}\n",
    )
    letter = write_letter(analysis, profile, Options(template=str(path)))
    assert "{{ 7*7 }}" in letter.text
    assert "49" not in letter.text


def test_what_a_posting_says_is_never_read_as_template() -> None:
    posting = Posting(
        text=f"Senior ML Engineer {CODE}\n\nWhat you'll do\n- Reduce the p99 latency of our {CODE} ranking service on Triton\n- Own {CODE} it\n",
        title=f"Senior {CODE} Engineer",
        company=f"Quill {CODE}",
        source="posting.txt",
    )
    for length in (150, 250, 400):
        letter = write_letter(analyze(posting), full_profile(), Options(length))
        assert "49" not in letter.text
        assert "root:" not in letter.text
