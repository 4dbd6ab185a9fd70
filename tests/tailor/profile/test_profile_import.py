"""`tailor profile import`: draft stories in a profile, and nothing of the résumé lost."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.data import TEMPLATES
from tailor.errors import ProfileError
from tailor.profile.load import load_profile, parse_profile
from tailor.profile.resume.read import parse_resume
from tailor.profile.resume.stories import import_resume
from tailor.profile.story import Story
from tests.tailor.calls import script, tailor

RESUMES = Path(__file__).parents[2] / "data" / "resumes"
SAMPLES = ("resume.json", "cv.yaml")

LINE = "Cut p99 latency of the ranking service from 180 ms to 45 ms by moving features to Redis, saving $400k a year"
PROFILE = """# my own words
[me]
name = "Ann Ode"  # that is me

# the first story
[[story]]
name = "moorings"
employer = "Harbour"   # kept
system = "the mooring planner"
did = "rebuilt the solver"
# the end
"""


def one_job(*lines: str, **more: Any) -> str:
    """A JSON Resume of one job with these highlights."""
    job = {"name": "Acme", "position": "Engineer", "startDate": "2020-01", "highlights": list(lines), **more}
    return json.dumps({"basics": {"name": "Ann Ode"}, "work": [job]})


def imported(*lines: str, existing: str | None = None, **more: Any) -> tuple[str, tuple[Story, ...]]:
    """The profile that these highlights make, and its new stories."""
    done = import_resume(parse_resume(one_job(*lines, **more), "f"), existing, "p")
    return done.text, done.stories


def numbers(text: str) -> set[str]:
    """Each number of a text as it is written."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def leaves(value: object) -> list[str]:
    """Each text and number of a JSON value; what says how a file is made is left out."""
    if isinstance(value, dict):
        return [text for key, one in value.items() if key not in {"$schema", "meta"} for text in leaves(one)]
    return [text for one in value for text in leaves(one)] if isinstance(value, list) else [str(value)]


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    """A small résumé with one line that makes a story and one that makes none."""
    path = tmp_path / "resume.json"
    path.write_text(one_job(LINE, "Mentored 3 interns"), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_make_a_profile_that_loads(name: str, tmp_path: Path) -> None:
    target = tmp_path / "folder" / "profile.toml"
    outcome = tailor("profile", "import", RESUMES / name, "-o", target)
    assert (outcome.code, outcome.out) == (0, "")
    profile = load_profile(target)
    assert len(profile.stories) >= 5
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    for story in profile.stories:
        assert not re.search(r"[*\[\]`]|\bthe the\b|\bour\b|[.,;]$", " ".join((story.system, story.did, story.result)))
        assert f"note: story {story.name}: without " in outcome.err
    assert f"{len(profile.stories)} stories drafted" in outcome.err_lines[-1]


def test_no_number_of_a_json_resume_is_lost() -> None:
    text = (RESUMES / "resume.json").read_text(encoding="utf-8")
    made = import_resume(parse_resume(text, "f"), None, "p").text
    wanted = numbers(" ".join(leaves(json.loads(text))))
    assert len(wanted) > 50
    assert wanted <= numbers(made)


def test_no_number_of_a_rendercv_file_is_lost() -> None:
    text = (RESUMES / "cv.yaml").read_text(encoding="utf-8")
    made = import_resume(parse_resume(text, "f"), None, "p").text
    content = text[text.index("cv:") : text.index("design:")]
    wanted = numbers(content)
    assert len(wanted) > 40
    assert wanted <= numbers(made)


def test_a_line_becomes_the_fields_of_a_story() -> None:
    text, (story,) = imported(LINE, endDate="2022-03")
    assert (story.name, story.employer, story.past) == ("ranking-service", "Acme", True)
    assert (story.system, story.did) == ("the ranking service", "moved features to Redis")
    assert story.result == "cut p99 latency of the ranking service from 180 ms to 45 ms"
    assert story.worth == "$400k a year saved"
    # What a word of the line suggests is no claim until the applicant takes it over.
    assert (story.solves, story.metrics, story.shared) == ((), (), True)
    assert '# solves     = ["latency"' in text
    assert '# metrics    = ["latency"]' in text
    assert story.tools == ("Redis",)


def test_lines_of_one_system_make_one_story() -> None:
    text, stories = imported(
        "Own the ranking service (p99 of 45 ms at 1,900 QPS)",
        LINE,
        "Own training, serving and on-call for the ranking service",
        "Rewrote the ranking service in Rust, cutting CPU use by 30%",
        "Built a churn model that kept 4,000 customers",
    )
    story, other = stories
    assert story.constraint == "p99 of 45 ms at 1,900 QPS"
    assert story.owned == ("training", "serving", "on-call")
    assert story.did == "moved features to Redis and rewrote the ranking service in Rust"
    assert story.result.endswith("from 180 ms to 45 ms and cut CPU use by 30%")
    assert (other.system, other.did, other.result) == ("the churn model", "built a churn model", "kept 4,000 customers")
    above = text[: text.index('name       = "ranking-service"')]
    for line in ("Drafted from your résumé: read it, mend it.", "(p99 of 45 ms at 1,900 QPS)", LINE, "30%"):
        assert line in above


def test_what_two_lines_tell_is_not_told_as_cause_and_effect() -> None:
    _, (story,) = imported("Built the ranking service in Go", "Cut latency of the ranking service by 40%")
    assert (story.did, story.result) == ("cut latency of the ranking service by 40%", "")


def test_a_draft_says_what_it_lacks() -> None:
    text, _ = imported(LINE)
    assert "# Still without constraint, owned, playbook, solves; a letter is stronger with it." in text


def test_tools_are_those_that_the_lines_name() -> None:
    data = {
        "skills": [{"name": "Serving", "keywords": ["Wrenflow", "Statistics", "Go"]}],
        "work": [
            {
                "name": "Acme",
                "highlights": ["Moved the churn model to Wrenflow and Airflow, cutting cost by 9% with statistics"],
            }
        ],
    }
    (story,) = import_resume(parse_resume(json.dumps(data), "f"), None, "p").stories
    assert story.tools == ("Wrenflow", "Airflow")


def test_a_project_is_a_system_by_its_name() -> None:
    data = {
        "projects": [
            {"name": "Driftwatch", "endDate": "2021", "highlights": ["Cut alerts by 70% by comparing quantiles"]}
        ]
    }
    (story,) = import_resume(parse_resume(json.dumps(data), "f"), None, "p").stories
    assert (story.system, story.did, story.employer) == ("the Driftwatch project", "compared quantiles", "")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("length", ["150", "250", "400"])
def test_letters_from_drafts_are_whole_sentences(name: str, length: str, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    assert tailor("profile", "import", RESUMES / name, "-o", target).code == 0
    outcome = tailor("draft", TEMPLATES / "sample-posting.txt", "--no-review", "--profile", target, "--length", length)
    assert outcome.code == 0
    assert not re.search(r"(?i)\bthe the\b|\bI (?:own|owned) (?:a|an|our|my)\b|\bI I\b|\.\.|\*\*|  ", outcome.out)
    assert not re.search(r"\b(?:own|owned) the ([\w -]+), where I built (?:the|a) \1\b", outcome.out)


def test_a_second_import_adds_nothing(resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    tailor("profile", "import", resume, "-o", target)
    before = target.read_bytes()
    outcome = tailor("profile", "import", resume, "-o", target)
    assert outcome.code == 0
    assert "nothing new in the résumé, 1 there already" in outcome.err
    assert target.read_bytes() == before


def test_a_story_that_was_mended_is_not_added_again(resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    tailor("profile", "import", resume, "-o", target)
    mended = target.read_text(encoding="utf-8").replace('"moved features to Redis"', '"moved 90 features to Redis"')
    target.write_text(mended, encoding="utf-8")
    tailor("profile", "import", resume, "-o", target)
    assert target.read_text(encoding="utf-8") == mended


def test_a_story_with_the_same_words_is_not_added_though_its_comments_are_gone() -> None:
    text, _ = imported(LINE)
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    _, stories = imported(LINE, existing=bare)
    assert stories == ()


def test_an_existing_profile_keeps_its_comments_order_and_mode(resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    target.write_text(PROFILE, encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(target)
    outcome = tailor("profile", "import", resume, "-o", link)
    assert outcome.code == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith(PROFILE)
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [story.name for story in load_profile(target).stories] == ["moorings", "ranking-service"]
    assert "Mentored 3 interns" in text
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".toml") == ["link.toml", "profile.toml"]


def test_a_name_that_is_taken_gets_a_number() -> None:
    text, (story,) = imported(LINE, existing=PROFILE.replace("moorings", "ranking-service"))
    assert story.name == "ranking-service-2"
    assert [one.name for one in parse_profile(text, "p").stories] == ["ranking-service", "ranking-service-2"]


def test_line_ends_and_byte_order_mark_of_an_existing_profile_stay() -> None:
    existing = "\ufeff" + PROFILE.replace("\n", "\r\n")
    text, _ = imported(LINE, existing=existing)
    assert text.startswith(existing)
    assert "\n" not in text.replace("\r\n", "")


def test_a_starter_that_nobody_has_touched_is_filled_in(resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    assert tailor("profile", "init", target).code == 0
    assert tailor("profile", "import", resume, "-o", target).code == 0
    profile = load_profile(target)
    assert (profile.me.name, [story.name for story in profile.stories]) == ("Ann Ode", ["ranking-service"])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_usual_profile_is_the_target(
    resume: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tailor("profile", "import", resume).code == 0
    (made,) = home.rglob("profile.toml")
    assert load_profile(made).me.name == "Ann Ode"
    other = tmp_path / "other.toml"
    monkeypatch.setenv("TAILOR_PROFILE", str(other))
    assert tailor("profile", "import", resume).code == 0
    assert other.exists()


def test_a_dry_run_prints_and_writes_nothing(resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    outcome = tailor("profile", "import", "-", "--dry-run", "-o", target, stdin=resume.read_bytes())
    assert outcome.code == 0
    assert parse_profile(outcome.out, "p").stories[0].name == "ranking-service"
    assert "would hold 1 story drafted, 1 line left as a comment" in outcome.err
    assert not target.exists()


def test_without_a_story_the_starter_stands_there_to_fill_in(tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    outcome = tailor("profile", "import", "-", "-o", target, stdin=one_job("Mentored 3 interns").encode())
    assert outcome.code == 0
    assert "note: no line of the résumé tells of a system, what you did and a number" in outcome.err
    text = target.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"me": {"name": "Ann Ode"}}
    assert "# [[story]]" in text
    assert "#   - Mentored 3 interns" in text
    again = tailor("profile", "import", "-", "-o", target, stdin=one_job(LINE).encode())
    assert again.code == 0
    assert [story.name for story in load_profile(target).stories] == ["ranking-service"]


def test_a_profile_without_a_story_points_to_the_nearest_lines(tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    lines = ("Improved model accuracy by 5%", "Mentored 3 interns", "Used the billing API for 12 shops")
    assert tailor("profile", "import", "-", "-o", target, stdin=one_job(*lines).encode()).code == 0
    for call in (
        ("draft", TEMPLATES / "sample-posting.txt", "--no-review", "--profile", target),
        ("profile", "show", target),
    ):
        outcome = tailor(*call)
        assert outcome.code == 2
        assert len(outcome.err_lines) == 1
        assert '"Improved model accuracy by 5%" lacks the system: name it' in outcome.err
        assert '"Used the billing API for 12 shops" lacks an owner' in outcome.err
        assert "tailor profile init" in outcome.err


@pytest.mark.parametrize("owner", ["Google", "Acme"])
def test_a_system_of_another_company_is_not_ones_own(owner: str) -> None:
    _, stories = imported(f"Migrated 12 models to {owner}'s ranking platform, cutting cost by 30%")
    assert [story.system for story in stories] == (["Acme's ranking platform"] if owner == "Acme" else [])


def test_a_letter_of_an_import_claims_no_more_than_the_resume(tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    assert tailor("profile", "import", "-", "-o", target, stdin=one_job(LINE).encode()).code == 0
    outcome = tailor("draft", TEMPLATES / "sample-posting.txt", "--no-review", "--profile", target, "--length", "150")
    assert outcome.code == 0
    assert "work on the ranking service" in outcome.out
    assert not re.search(r"\bI (?:own|run)\b", outcome.out)


def test_a_resume_without_a_name_says_so() -> None:
    done = import_resume(parse_resume(json.dumps({"work": [{"name": "Acme", "highlights": [LINE]}]}), "f"), None, "p")
    assert done.notes == ("the résumé has no name: write yours into [me]",)
    assert parse_profile(done.text, "p").me.name == "Your Name"


@pytest.mark.parametrize(
    ("stdin", "code", "said"),
    [
        (b"", 3, "tailor: <stdin>: is empty"),
        (b"{", 2, "tailor: <stdin>:1:2: is not JSON"),
        (
            b'{"contact": {}, "experience": []}',
            2,
            "tailor: <stdin>: is neither JSON Resume nor RenderCV: it has contact, experience",
        ),
        (b"%PDF-1.4", 2, "tailor: <stdin>: is a PDF"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(stdin: bytes, code: int, said: str, tmp_path: Path) -> None:
    outcome = tailor("profile", "import", "-", "-o", tmp_path / "profile.toml", stdin=stdin)
    assert outcome.code == code
    assert outcome.err.startswith(said)
    assert len(outcome.err_lines) == 1
    assert not [path for path in tmp_path.iterdir() if path.name != "home"]


@pytest.mark.parametrize("existing", ["not toml", "story = 3\n", "[[story\n"])
def test_an_existing_profile_that_is_none_is_left_alone(existing: str, resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "profile.toml"
    target.write_text(existing, encoding="utf-8")
    outcome = tailor("profile", "import", resume, "-o", target)
    assert outcome.code == 2
    assert len(outcome.err_lines) == 1
    assert target.read_text(encoding="utf-8") == existing
    with pytest.raises(ProfileError):
        import_resume(parse_resume(one_job(LINE), "f"), existing, "p")


def test_the_installed_command_imports(resume: Path, tmp_path: Path) -> None:
    outcome = script("profile", "import", str(resume), "-o", str(tmp_path / "profile.toml"))
    assert outcome.code == 0
    assert "1 story drafted, 1 line left as a comment" in outcome.err


#: Words of which lines of a résumé are made, so that chance reaches the grammar too.
WORDS = (
    "Reduced|cut|by|moving|the|ranking|service|from|180 ms|to|45 ms|,|which|that|saving|$400k|a year|Own|Responsible for|and|its|"
    "(p99 40 ms)|serving|1,900 QPS|Built|model|models|.|;|—|**|[x](y)|I|our|using|Redis|for|12 teams|'s|pipeline|-|helped|reduce|of|it|\"|\\"
).split("|")
lines = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), min_size=1, max_size=16).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=4), st.text(max_size=20), st.booleans())
def test_any_highlights_import_without_loss(highlights: list[str], employer: str, onto: bool) -> None:
    data = {"basics": {"name": "Ann Ode"}, "work": [{"name": employer, "highlights": highlights}]}
    done = import_resume(parse_resume(json.dumps(data), "f"), PROFILE if onto else None, "p")
    loaded = tomllib.loads(done.text)
    if onto or done.stories:
        assert len(parse_profile(done.text, "p").stories) == len(loaded["story"]) == len(done.stories) + onto
    said = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", " ".join(highlights))
    assert numbers(said) <= numbers(done.text)
