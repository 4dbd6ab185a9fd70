"""Résumés in JSON Resume and RenderCV: what is read, and what is said of a file that is neither."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.errors import EmptyResumeError, ResumeError
from tailor.profile.resume.lines import lines_of
from tailor.profile.resume.read import MAX_DEPTH, MAX_RESUME_BYTES, parse_resume, read_resume
from tailor.profile.resume.resume import Job

RESUMES = Path(__file__).parents[2] / "data" / "resumes"


def test_json_resume_is_read_with_its_people_posts_and_projects() -> None:
    resume = read_resume(RESUMES / "resume.json", io.BytesIO())
    assert resume.me == {
        "name": "Tobias Wrenfield",
        "email": "tobias@example.org",
        "phone": "+49 30 5550 1188",
        "city": "Berlin",
        "links": (
            "https://example.org/wrenfield",
            "https://example.org/git/twrenfield",
            "https://www.linkedin.com/in/tobias-wrenfield-88",
        ),
    }
    assert [(job.employer, job.title, job.past, job.project) for job in resume.jobs] == [
        ("Quillon Market", "Senior Machine Learning Engineer", False, False),
        ("Ostrava Freight Labs", "Machine Learning Engineer", True, False),
        ("Harbour Code Club", "Teacher", True, False),
        ("", "Driftwatch", True, True),
    ]
    assert resume.jobs[0].prose == ("Search and ranking for 6 million sellers.", "Second-hand marketplace, 310 staff")
    assert resume.jobs[1].heading == "Machine Learning Engineer, Ostrava Freight Labs (2017-09 to 2021-02)"
    assert "teamSize: 7" in resume.jobs[1].more
    assert resume.jobs[3].keywords == ("Python", "Prometheus")
    assert {"Triton", "Wrenflow"} <= set(resume.skills)


def test_rendercv_is_read_with_every_entry_type() -> None:
    resume = read_resume(RESUMES / "cv.yaml", io.BytesIO())
    assert resume.me == {
        "name": "Imke Solberg",
        "email": "imke@example.org",
        "phone": "+47-55-50-12-34",
        "city": "Bergen, Norway",
        "links": (
            "https://example.org/solberg",
            "https://www.linkedin.com/in/imke-solberg-77",
            "https://github.com/isolberg",
        ),
    }
    assert [(job.employer, job.title, job.past) for job in resume.jobs] == [
        ("Fjordlight Energy", "Staff ML Engineer", False),
        ("Sandvik & Thorne", "Data Scientist", True),
        ("", "Tidepool", True),
        ("", "Sourdough timer", True),
    ]
    rest = "\n".join(resume.rest)
    for words in (
        "solberg.77@example.org",
        "summary: Platform engineer with **8 years**",
        "education: institution University of Skarholt; area Applied Mathematics",
        "Grade: 1.4 (top 5% of 160)",
        "doi 10.9999/example.2021.77",
        "details Kubernetes, Ray, Terraform 1.10",
        "awards: Nordic Data Prize (2023), one of 12",
        "patents: Scheduling of forecasts on preemptible machines (NO 345678)",
        "talks: Spot instances without tears, 2024",
    ):
        assert words in rest
    assert "classic" not in rest
    assert {"Python", "Rust", "SQL", "Kubernetes", "Ray"} <= set(resume.skills)


def test_the_format_is_told_by_content_and_not_by_the_name(tmp_path: Path) -> None:
    swapped = tmp_path / "resume.json"
    swapped.write_bytes((RESUMES / "cv.yaml").read_bytes())
    assert read_resume(swapped, io.BytesIO()).me["name"] == "Imke Solberg"
    assert parse_resume("basics:\n  name: Ann Ode\nwork:\n- name: Acme\n", "f").jobs[0].employer == "Acme"
    assert parse_resume('{"cv": {"name": "Ann Ode"}}', "f").me == {"name": "Ann Ode"}


def test_standard_input_may_carry_a_byte_order_mark() -> None:
    assert read_resume("-", io.BytesIO(b'\xef\xbb\xbf{"basics": {"name": "Ann Ode"}}')).me == {"name": "Ann Ode"}


@pytest.mark.parametrize("key", ["company", "name"])
def test_both_names_of_an_employer_are_known(key: str) -> None:
    (job,) = parse_resume(json.dumps({"work": [{key: "Acme", "endDate": "2020"}]}), "f").jobs
    assert (job.employer, job.past) == ("Acme", True)


@pytest.mark.parametrize(
    ("dates", "past", "heading"),
    [
        ({"start_date": "2020-01"}, False, "Acme (2020-01)"),
        ({"start_date": "2020-01", "end_date": "present"}, False, "Acme (2020-01 to present)"),
        ({"start_date": "2020-01", "end_date": "2021-08-12"}, True, "Acme (2020-01 to 2021-08-12)"),
        ({"date": "2021"}, True, "Acme (2021)"),
        ({"date": "June 2021 to today"}, False, "Acme (June 2021 to today)"),
        ({"start_date": "2020-01", "end_date": "-"}, False, "Acme (2020-01 to -)"),
        ({"start_date": "2020-01", "end_date": "heute"}, False, "Acme (2020-01 to heute)"),
        ({"start_date": "2020-01", "end_date": "December 2099"}, False, "Acme (2020-01 to December 2099)"),
        ({"start_date": "2020-01", "end_date": "05/2021"}, True, "Acme (2020-01 to 05/2021)"),
        ({}, False, "Acme"),
    ],
)
def test_a_job_is_past_where_the_resume_says_that_it_ended(dates: dict[str, str], past: bool, heading: str) -> None:
    (job,) = parse_resume(json.dumps({"cv": {"sections": {"x": [{"company": "Acme", **dates}]}}}), "f").jobs
    assert (job.past, job.heading) == (past, heading)


def test_values_of_yaml_stay_as_they_are_written() -> None:
    text = "cv:\n  name: Ann\n  phone: 0047\n  sections:\n    a:\n    - company: On\n      end_date: 2021-08-12\n      highlights:\n      - yes\n      - 3.10\n      - 1_000\n"
    (job,) = parse_resume(text, "f").jobs
    assert (job.employer, job.end, job.highlights) == ("On", "2021-08-12", ("yes", "3.10", "1_000"))


def test_numbers_of_json_stay_as_they_are_written() -> None:
    assert (
        "skill: years 3.10; level 1e3; certified true"
        in parse_resume(
            '{"basics": {"name": "A"}, "skills": [{"years": 3.10, "level": 1e3, "certified": true, "note": null}]}', "f"
        ).rest
    )


def test_a_highlight_with_a_colon_and_no_quotes_is_still_text() -> None:
    text = "cv:\n  sections:\n    a:\n    - company: Acme\n      highlights:\n      - Latency: from 90 ms to 40 ms\n"
    assert parse_resume(text, "f").jobs[0].highlights == ("Latency: from 90 ms to 40 ms",)


def test_anchors_and_merge_keys_are_followed() -> None:
    text = "cv:\n  sections:\n    a:\n    - &one\n      company: Acme\n      end_date: '2020'\n    - <<: *one\n      company: Brine\n"
    assert [(job.employer, job.end) for job in parse_resume(text, "f").jobs] == [("Acme", "2020"), ("Brine", "2020")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"work": [}', "f:1:11: is not JSON: expecting value"),
        ('{"work": [], "work": []}', "f: the key 'work' stands twice in one group; put them together"),
        ('{"work": {"name": "x"}}', "is neither JSON Resume nor RenderCV: it has work"),
        ('{"basics": "Ann"}', "is neither JSON Resume nor RenderCV: it has basics"),
        ('{"name": "A", "skills": {"languages": ["Go"]}}', "it has name, skills; JSON Resume (basics, work"),
        ('{"info": {}, "employment": {"history": []}}', "it looks like FRESH"),
        ("[1, 2]", "is neither JSON Resume"),
        ("{}", "is neither JSON Resume"),
        ("just words", "is neither JSON Resume"),
        ("cv: Ann", "is neither JSON Resume"),
        ("cv:\n  name: A\n  name: B\n", "the key 'name' stands twice"),
        ("cv:\n\tname: A\n", "f:2:1: is not YAML"),
        ("cv:\n  name: A: B\n", "is not YAML"),
        ("cv: {}\n---\ncv: {}\n", "is not YAML"),
        ("cv: *nobody\n", "is not YAML"),
        ("%YAML 1.0\n---\ncv:\n  name: A\n", "is not YAML"),
        ("[" * 100_000, "nested too deeply"),
        ("cv: " + "[" * 5_000, "nested too deeply"),
        ("cv:\n  x: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too large or too deep"),
    ],
)
def test_what_cannot_be_read_gets_one_line_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ResumeError) as caught:
        parse_resume(text, "f")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("part", "lines", "kept"),
    [
        ({"work": [{"name": "Acme", "highlights": "one\ntwo"}]}, ("one", "two"), ""),
        (
            {"work": [{"name": "Acme", "highlights": [{"text": "one"}, {"Latency": "45 ms"}]}]},
            ("one", "Latency: 45 ms"),
            "",
        ),
        ({"work": [{"name": "Acme", "position": ["a", "b"], "highlights": 3}]}, ("3",), ""),
        ({"work": {"name": "Acme", "highlights": ["one"]}, "skills": []}, ("one",), ""),
        ({"work": [{"name": "Acme", "highlights": ["one"]}, "and more"]}, ("one",), "work: and more"),
        ({"work": [{"name": "Acme", "highlights": ["one"]}], "basics": "Ann Ode"}, ("one",), "basics: Ann Ode"),
        ({"work": [{"name": "Acme", "highlights": ["one"]}], "projects": "none"}, ("one",), "projects: none"),
    ],
)
def test_one_odd_field_refuses_no_file(part: dict[str, object], lines: tuple[str, ...], kept: str) -> None:
    resume = parse_resume(json.dumps(part), "f")
    assert resume.jobs[0].highlights == lines
    assert (kept in resume.rest) == bool(kept)
    assert bool(resume.notes) == bool(kept)


@pytest.mark.parametrize(
    "skills", ["Rust, Go", ["Rust", "Go"], {"languages": ["Rust", "Go"]}, [{"name": "x", "keywords": "Rust, Go"}]]
)
def test_skills_are_read_in_each_way_that_people_write_them(skills: object) -> None:
    resume = parse_resume(json.dumps({"basics": {"name": "Ann"}, "skills": skills}), "f")
    assert {"Rust", "Go"} <= set(resume.skills)


@pytest.mark.parametrize(
    "profiles",
    [
        [{"network": "GitHub", "username": "ann"}, {"network": "LinkedIn", "username": "ann-ode"}],
        {"github": "@ann", "linkedin": "ann-ode"},
        [{"network": "GitHub", "url": "https://github.com/ann"}, "https://www.linkedin.com/in/ann-ode"],
    ],
)
def test_names_on_networks_become_links(profiles: object) -> None:
    resume = parse_resume(json.dumps({"basics": {"name": "Ann", "profiles": profiles}}), "f")
    assert resume.me["links"] == ("https://github.com/ann", "https://www.linkedin.com/in/ann-ode")
    assert resume.rest == ()


def test_a_name_on_an_unknown_network_is_kept() -> None:
    resume = parse_resume(json.dumps({"basics": {"profiles": [{"network": "Orkut", "username": "ann"}]}}), "f")
    assert ("links" in resume.me, resume.rest) == (False, ("profile: network Orkut; username ann",))


@pytest.mark.parametrize("words", ["summary", "description"])
def test_an_export_of_reactive_resume_is_read(words: str) -> None:
    item = {
        "visible": True,
        "company": "Acme",
        "position": "Engineer",
        "date": "May 2020 - Present",
        words: "<ul><li><p>Cut <b>cost</b> &amp; time</p></li><li>Led <a href='https://x.example'>it</a></li></ul>",
    }
    data = {
        "basics": {"name": "Ann Ode", "location": "Oslo", "url": {"label": "", "href": "https://ode.example"}},
        "sections": {
            "experience": {"name": "Experience", "items": [item]},
            "skills": {"items": [{"name": "ML", "level": 3, "keywords": ["Ray"]}]},
            "profiles": {"items": [{"network": "GitHub", "username": "ann", "url": {"href": ""}}]},
            "awards": {"items": [{"title": "Prize", "date": "2019"}]},
        },
        "metadata": {"template": "onyx"},
    }
    resume = parse_resume(json.dumps(data), "f")
    assert resume.me["links"] == ("https://ode.example", "https://github.com/ann")
    (job,) = resume.jobs
    assert (job.employer, job.title, job.start, job.end, job.past) == ("Acme", "Engineer", "May 2020", "Present", False)
    assert lines_of(job) == ("Cut cost & time", "Led [it](https://x.example)")
    assert set(resume.skills) == {"ML", "Ray"}
    assert "awards: title Prize; date 2019" in resume.rest


@pytest.mark.parametrize(
    ("highlights", "prose", "lines"),
    [
        (("one - Two things - Three",), (), ("one", "Two things", "Three")),
        (("Ranking API - Cut its cost by 9%",), (), ("Ranking API - Cut its cost by 9%",)),
        (("Cut the cost of it - Led a team",), (), ("Cut the cost of it", "Led a team")),
        ((), ("We sell boats.\n\n• Built A\n• Led B", "- x\n- y"), ("We sell boats.", "Built A", "Led B", "x", "y")),
        ((), ("Built the API. This cut cost by 9%. Led B.",), ("Built the API. This cut cost by 9%.", "Led B.")),
        (("A&nbsp;B &lt; C",), (), ("A B < C",)),
    ],
)
def test_each_statement_is_a_line(highlights: tuple[str, ...], prose: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert lines_of(Job("Acme", "", highlights=highlights, prose=prose)) == lines


def test_anchors_that_repeat_each_other_are_turned_away_at_once() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(ResumeError, match="anchors that repeat each other"):
        parse_resume("\n".join([*rows, "cv: {name: *a11}"]), "f")


@pytest.mark.parametrize("text", ["", " \n", "# nothing\n", '{"work": []}', "cv:\n  name:\n  sections:\n"])
def test_a_resume_that_says_nothing_is_empty(text: str) -> None:
    expected = ResumeError if text == "# nothing\n" else EmptyResumeError
    with pytest.raises(expected):
        parse_resume(text, "f")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04rest", "DOCX"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b'{"name": "\xe9"}', "is not UTF-8 text"),
        (b"{\0}", "is a binary file"),
        (b" " * (MAX_RESUME_BYTES + 1), "far more than a r"),
    ],
)
def test_files_of_another_kind_are_named(content: bytes, said: str) -> None:
    with pytest.raises(ResumeError, match=said):
        read_resume("-", io.BytesIO(content))


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ResumeError, match="no such file"):
        read_resume(tmp_path / "none.json", io.BytesIO())
    with pytest.raises(ResumeError, match="is a folder"):
        read_resume(tmp_path, io.BytesIO())


#: Pieces of YAML and JSON, so that chance reaches past the first mark.
_PIECES = ("cv:", "name:", "sections:", "\n", "\n  ", "\n    - ", "- ", "a: b", "{", "}", "[", "]", ",", '"', "'", "&a ", "*a", "<<: ", "!!x ",
           "? ", "|", ">", "#", "%YAML 1.1", "---", "...", "\t", "highlights:", "company: A", "basics", ":", "work", "0x1", "\ufeff", "\x85", "\\x")  # fmt: skip


def outcome_of(text: str) -> str:
    """The source of the résumé in a text, or what is said of the text."""
    try:
        return parse_resume(text, "f").source
    except ResumeError as error:
        return str(error)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)))
def test_any_text_is_a_resume_or_is_turned_away(text: str) -> None:
    said = outcome_of(text)
    assert said == "f" or (said.startswith("f:") and "\n" not in said)
