"""Several postings in one file. Employers are invented."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from jdparse import Posting, ReadError, read_posting, read_postings

ROWS = [
    (
        "Senior ML Engineer",
        "Quillmark",
        "Cut the p99 latency of the ranking models.\nOwn retraining on Kubeflow, every night.",
    ),
    ("Data Engineer", "Brisby", 'Make the Airflow pipelines reliable; "green" before the depots open at six.'),
]


def table(delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Job Title", "Company", "Location", "Description"])
    writer.writerows((title, company, "Porto", text) for title, company, text in ROWS)
    return out.getvalue()


FEED = "".join(
    f"<item><title>{title}</title><company>{company}</company><description><![CDATA[<p>{text}</p>]]></description></item>"
    for title, company, text in ROWS
)
NUMBERED = "\n".join(f"Job {number} Title: {title}\n{text}\n" for number, (title, _, text) in enumerate(ROWS, 1))
FORUM = "\n\n".join(f"{company} | {title} | Porto | ONSITE\n\n{text}" for title, company, text in ROWS)
HEADED = "\n\n".join(f"# {title}\n\n{text}" for title, _, text in ROWS)
RULED = "\n==========\n".join(f"{title}\n{company}\n\n{text}\n" for title, company, text in ROWS)


def read(content: str, folder: Path) -> list[Posting]:
    path = folder / "jobs.txt"
    path.write_text(content, encoding="utf-8", newline="")
    return list(read_postings(path))


@pytest.mark.parametrize(
    "content",
    [
        table(","),
        table(";"),
        table("\t"),
        f'<?xml version="1.0"?><rss><channel><title>Jobs</title>{FEED}</channel></rss>',
        NUMBERED,
        FORUM,
        HEADED,
        RULED,
    ],
    ids=["commas", "semicolons", "tabs", "RSS", "numbered", "forum", "headings", "rules"],
)
def test_each_posting_is_read_by_itself(content: str, tmp_path: Path) -> None:
    postings = read(content, tmp_path)
    assert [posting.title for posting in postings] == [title for title, _, _ in ROWS]
    assert all("Kubeflow" not in postings[1].text and "Airflow" not in postings[0].text for _ in ROWS)
    if "Quillmark" in content:
        assert [posting.company for posting in postings] == [company for _, company, _ in ROWS]
    chosen = read_posting(tmp_path / "jobs.txt", job="Data Engineer")
    assert chosen.title == "Data Engineer"


def test_one_posting_with_a_rule_and_labels_is_one(tmp_path: Path) -> None:
    text = "ML Engineer\nQuillmark\n\n---\n\nPosition: ML Engineer\n\nYou will own the ranking models.\n\n---\n\nPosition: ML Engineer\nApply now"
    assert len(read(text, tmp_path)) == 1


def test_a_row_without_text_stands_in_nobodys_way(tmp_path: Path) -> None:
    content = table(",") + '"Office Manager","Tolvane","York",""\n'
    path = tmp_path / "jobs.csv"
    path.write_text(content, encoding="utf-8", newline="")
    left_out: list[ReadError] = []
    assert len(list(read_postings(path, skipped=left_out.append))) == 2
    assert len(left_out) == 1
