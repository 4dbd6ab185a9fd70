"""What is no posting is told so; what is one is read. Employers and people are invented."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from jdparse import ReadError, read_posting
from jdparse.readers.kind import problem_of_kind
from tests.tailor.calls import tailor

POSTING = "Senior ML Engineer\nQuillmark\n\nYou will cut the p99 latency of our ranking models.\n- Python\n- Kubeflow\n"

NO_POSTINGS = {
    "bot check": ("Just a moment...\nVerifying you are human. This may take a few seconds.\nRay ID: 7f2a", "bot check"),
    "gone": ("This position has been filled.\nBrowse our other openings.", "no longer there"),
    "not found": ("404\nPage not found\nThe page you are looking for does not exist.", "no longer there"),
    "sign-up": ("Sign in to view this job\nNew to LinkedIn? Join now\nForgot password?", "sign in"),
    "acknowledgement": (
        "Dear Ada,\nThank you for applying to Quillmark. Our team will look at your application soon.\nThe talent team",
        "answer to an application",
    ),
    "rejection": (
        "Hi Ada,\nwe have decided to move forward with other candidates for the role. We wish you all the best.",
        "answer to an application",
    ),
    "results": (
        "3 jobs matching your search\nML Engineer\nQuillmark\nPorto\nData Scientist\nBrisby\nHull\nMLOps Engineer\nTolvane\nYork\n",
        "list of jobs (ML Engineer, Data Scientist, MLOps Engineer)",
    ),
    "template": ("[PASTE THE JOB POSTING HERE]\n\n- About the company\n- Your tasks", "template"),
    "résumé": (
        "Ada Novak\nML Engineer\n\nWork Experience\nQuillmark, 2021 - 2024\n- Cut latency by 40%\n\nEducation\nMSc, 2019\n\nSkills\nPython",
        "résumé",
    ),
    "letter": (
        "Dear Hiring Team,\nI run the ranking service at Quillmark. I cut its latency by half.\nBest, Ada",
        "letter",
    ),
    "code": (
        "import os\nfrom pathlib import Path\n\ndef main():\n    path = Path(os.getcwd())\n    return path\n",
        "source code",
    ),
    "nothing": ("hello world", "tells of no job"),
}


@pytest.mark.parametrize("name", NO_POSTINGS)
def test_what_is_no_posting_says_what_it_seems_to_be(name: str, tmp_path: Path) -> None:
    text, said = NO_POSTINGS[name]
    path = tmp_path / "pasted.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as refused:
        read_posting(path)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)


OTHER_PAPERS = {
    "invitation": "Hi Mina,\n\nwe liked your application and would like to invite you to a first interview. The call takes 45 minutes, by video. Which of these times would suit you: Tuesday at 10:00 or Friday at 14:30?\n\nBest,\nRuth",
    "news": 'Arvandor opens research centre\n\nPORTO - Arvandor said on Tuesday that it would hire 300 engineers over three years. Shares rose 3%. "We were late," chief executive Tomas Veiga told reporters.',
    "recipe": "Lentil soup\n\nServes 4.\n\n- 250 g red lentils\n- 1 onion\n\n1. Chop the onion and fry it for 5 minutes.\n2. Add lentils and 1 l stock; simmer for 25 minutes.",
    "query": "SELECT title, COUNT(*)\nFROM jobs\nWHERE title ILIKE '%engineer%'\nGROUP BY title\nORDER BY 2 DESC;",
    "settings": "on:\n  push:\n    branches: [main]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python train.py",
}


@pytest.mark.parametrize("name", OTHER_PAPERS)
def test_other_papers_are_no_postings(name: str) -> None:
    assert problem_of_kind(OTHER_PAPERS[name])


@pytest.mark.parametrize(
    "text",
    [
        POSTING,
        f"{POSTING}\nThank you for your interest in Quillmark. Applications are closed once the position has been filled.",
        "We're hiring! ML engineer, Porto. Kubeflow, Spark. DM me.",
        "- Cut the latency of the ranking models\n- Own retraining",
        "Cut our latency",
        f"{POSTING}\nYou report to the Head of Data and work with Data Scientists, ML Engineers and a Product Manager.",
        f"{POSTING}\nEducation\nBSc or 2019 - 2024 bootcamps\n\nSkills\nPython\n",
    ],
)
def test_a_posting_is_one_whatever_else_it_says(text: str) -> None:
    assert problem_of_kind(text) == ""


@pytest.mark.parametrize("marks", ["-->" * 40, "'" * 90, "+ #- " * 30, "a-'+#" * 40])
def test_a_run_of_marks_behind_a_wish_takes_no_time(marks: str) -> None:
    began = time.process_time()
    assert problem_of_kind(f"{POSTING}\nWe are looking for passionate{marks} people who like to learn.") == ""
    assert time.process_time() - began < 2.0


def test_no_real_posting_is_taken_for_something_else(shared: Path) -> None:
    texts = [
        json.loads(line)["text"]
        for name in ("train", "dev", "unlabelled")
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    assert len(texts) > 1000
    assert [problem for problem in map(problem_of_kind, texts) if problem] == []


def test_the_command_writes_no_letter_for_what_is_no_posting(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    path.write_text(NO_POSTINGS["gone"][0], encoding="utf-8")
    outcome = tailor("draft", path, "--no-review")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [b"https://jobs.example/1\n", b"[InternetShortcut]\r\nURL=https://jobs.example/1\r\n", b"www.jobs.example/view/1"],
)
def test_a_file_that_holds_only_an_address_is_told_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "link.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"holds only an address .*nothing here goes online"):
        read_posting(path)
