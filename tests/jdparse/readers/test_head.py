"""Title and employer of what people paste. Employers are invented."""

from __future__ import annotations

import pytest

from jdparse.readers.head import guess_title_and_company
from jdparse.readers.language import asked_language
from jdparse.readers.site import before_the_site

PROSE = "\nAt Quillmark, we rank listings. Quillmark is a marketplace for lutes.\n\n- Cut the latency of the ranking models\n"


@pytest.mark.parametrize(
    ("head", "title", "company"),
    [
        ("Senior ML Engineer - job post\nQuillmark\n4.1 out of 5 stars\nPorto\n", "Senior ML Engineer", "Quillmark"),
        (
            "Quillmark logo\nQuillmark\nShare\nSenior ML Engineer\nPorto · 2 days ago\n",
            "Senior ML Engineer",
            "Quillmark",
        ),
        (
            "Skip to main content\nJobs\nSenior ML Engineer\nPorto, Portugal\nApply now\nQuillmark\n",
            "Senior ML Engineer",
            "Quillmark",
        ),
        (
            "Quillmark | Senior ML Engineer | Porto | ONSITE | https://quillmark.example\n",
            "Senior ML Engineer",
            "Quillmark",
        ),
        ("We're hiring: Senior ML Engineer\n", "Senior ML Engineer", "Quillmark"),
        ("[Hiring] [Remote] Senior ML Engineer at Quillmark ($120k)\n", "Senior ML Engineer", "Quillmark"),
        ("R-10442 - Senior ML Engineer (RNK_01)\nQuillmark\n", "Senior ML Engineer (RNK_01)", "Quillmark"),
        ("Job Description – Senior ML Engineer\nQuillmark\n", "Senior ML Engineer", "Quillmark"),
        ("Quillmark — Senior ML Engineer\n", "Senior ML Engineer", "Quillmark"),
        ("Member of Technical Staff, Ranking\nQuillmark\n", "Member of Technical Staff, Ranking", "Quillmark"),
        ("Senior ML Engineer\nProduct\n", "Senior ML Engineer", "Quillmark"),
        ("Senior ML Engineer\nData & AI\n", "Senior ML Engineer", "Quillmark"),
        ("Senior ML Engineer\n[link](https://jobs.example/1)\n", "Senior ML Engineer", "Quillmark"),
        ("Role Title\n\nSenior ML Engineer\n\nEngagement Overview\n", "Senior ML Engineer", "Quillmark"),
        (
            "Position Title\n\nSenior ML Engineer\n\nDivision\n\nRanking\n\nCompany\n\nQuillmark Group\n",
            "Senior ML Engineer",
            "Quillmark Group",
        ),
        (
            '---\ntitle: "Senior ML Engineer at Quillmark | LinkedIn"\nsource: "https://l.example"\n---\n',
            "Senior ML Engineer",
            "Quillmark",
        ),
        ("As a Senior ML Engineer, you will join our team.\n", "Senior ML Engineer", "Quillmark"),
    ],
)
def test_the_head_of_a_paste_tells_title_and_employer(head: str, title: str, company: str) -> None:
    assert guess_title_and_company(head + PROSE) == (title, company)


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("ML Engineer\n\nAt quillmark, we keep things simple. quillmark is a small company.", "quillmark"),
        ("ML Engineer\n\nAt Quillmark 3000 Labs, we rank listings.", "Quillmark 3000 Labs"),
        ("ML Engineer\n\nYou will join our team. Python is required. Experience with Kubeflow and Spark.", ""),
        ("ML Engineer\nRemote\nBuilding models for all of our teams\n\nYou will own retraining.", ""),
    ],
)
def test_the_prose_names_the_employer_or_nobody_does(text: str, company: str) -> None:
    assert guess_title_and_company(text)[1] == company


def test_what_a_board_has_below_a_posting_is_left_out() -> None:
    text = "ML Engineer\nQuillmark\n\nWe look for somebody to own our parcel forecasts with four planners.\n"
    site = "\nSimilar jobs\nData Engineer\nBrisby\nReduce the cost of our Snowflake warehouse by 30%\nWe use cookies. Accept all\n"
    assert before_the_site(text + site) == text.rstrip()
    assert before_the_site(text) == text


def test_a_button_that_could_end_a_posting_does_not_where_it_stands_above() -> None:
    text = "Apply for this job\nML Engineer\nQuillmark\n\nYou will own our parcel forecasts together with four planners.\n- Cut the forecast error\n"
    assert before_the_site(text).rstrip() == text.rstrip()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Own the models.\n\nBitte senden Sie Ihre Bewerbung auf Deutsch.", "German"),
        ("Own the models. Please send your application in French.", "French"),
        ("Own the models. Merci d'envoyer votre candidature.", "French"),
        ("Own the models. Fluent in German and English. Apply today.", ""),
        ("Own the models. Applications may be written in German or English.", ""),
    ],
)
def test_a_posting_may_want_another_language(text: str, language: str) -> None:
    assert asked_language(text) == language
