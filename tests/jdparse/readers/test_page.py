"""Saved pages without JSON-LD, in the shape of the big boards; the employers and the postings are invented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from jdparse import Posting, ReadError, analyze, read_posting, read_postings
from jdparse.readers.titles import read_site_title

TITLE = "Senior Machine Learning Engineer"
OPENING = (
    "Brackwater insures river barges in nine countries, and our pricing team answers every request for a quote. We are "
    "looking for an engineer who brings the models of this team into production and keeps them there."
)
DUTIES = (
    "Cut the p99 latency of the pricing models that we serve on Triton, which is too slow for brokers today.",
    "Own the retraining pipelines on Kubeflow, from the extraction of features to the approval of each release.",
    "Explain to underwriters why a quote changed, and measure the loss ratio of each model.",
)
NEEDS = (
    "Five years of Python in production and a fondness for boring solutions.",
    "Experience with PyTorch, and with the statistics that insurance asks for.",
)
NOISE = ("Ray", "Snowflake", "Terraform", "dredging")
MENU = "<header><nav><a href='/'>Home</a><a href='/jobs'>Terraform jobs</a><a href='/in'>Log in</a></nav></header>"
SIMILAR = (
    "<section><h2>Similar jobs</h2><ul><li><a href='/2'>Ray Engineer</a><span>Saltmarsh</span><p>Scale training on Ray and "
    "Snowflake for hundreds of teams, and cut the cost of every job that they run.</p></li><li><a href='/3'>Data Engineer"
    "</a><span>Reedbed</span><p>Bring the freshness of our dredging data from days to minutes on Snowflake.</p></li></ul></section>"
)
FOOTER = "<footer><a href='/terms'>Terms</a><a href='/privacy'>Privacy</a><p>We are the board for Terraform jobs.</p></footer>"


def items(texts: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"


MARKUP = f"<p>{OPENING}</p><h3>What you'll do</h3>{items(DUTIES)}<h3>Requirements</h3>{items(NEEDS)}"


def page(head: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


GREENHOUSE = page(
    f"<title>Job Application for {TITLE} at Brackwater</title><meta property='og:title' content='{TITLE}'>",
    f"<main><div class='job__header'><h1>{TITLE}</h1><div class='job__location'>Rotterdam</div><button>Apply</button></div>"
    f"<div class='job__description body'>{MARKUP}</div><div class='application--container'><h2>Apply for this job</h2>"
    "<form><label>First name</label><label>Have you used Terraform or Snowflake?</label></form></div></main>"
    "<footer>Powered by Greenhouse</footer>",
)
GREENHOUSE_OLD = page(
    f"<title>Job Application for {TITLE} at Brackwater</title>",
    f"<div id='app_body'><div id='header'><h1 class='app-title'>{TITLE}</h1><span class='company-name'>at Brackwater</span>"
    f"<div class='location'>Rotterdam</div></div><div id='content'>{MARKUP}</div><div id='application'><h3>Apply for this Job"
    "</h3><p>Tell us which of Snowflake, Terraform and Ray you have used, and for which kind of work you used it.</p></div></div>",
)
LEVER = page(
    f"<title>Brackwater - {TITLE}</title><meta property='og:title' content='Brackwater - {TITLE}'>",
    f"<div class='content-wrapper posting-page'><div class='posting-header'><h2>{TITLE}</h2><div class='posting-categories'>"
    "<div class='location'>Rotterdam</div><div>Pricing</div></div><a href='/apply'>Apply for this job</a></div>"
    f"<div class='section-wrapper page-full-width'><div class='section page-centered' data-qa='job-description'><div>{OPENING}"
    f"</div><div>{OPENING.replace('Brackwater', 'Our company')}</div></div>"
    f"<div class='section page-centered'><div><h3>What you'll do</h3><ul class='posting-requirements'>{items(DUTIES)[4:]}</div></div>"
    f"<div class='section page-centered'><div><h3>Requirements</h3><ul class='posting-requirements'>{items(NEEDS)[4:]}</div></div>"
    "<div class='section page-centered last-section-apply'><a href='/apply'>Apply for this job</a></div></div></div>"
    "<div class='main-footer'><p><a href='/'>Brackwater Home Page</a></p></div>",
)
ASHBY = page(
    f"<title>{TITLE} @ Brackwater</title><script>window.__appData = "
    + json.dumps(
        {
            "organization": {"name": "Brackwater", "hostedJobsPageSlug": "brackwater"},
            "posting": {"id": "1", "title": TITLE, "descriptionHtml": MARKUP, "departmentName": "Pricing"},
            "jobBoard": {"jobPostings": [{"id": "2", "title": "Ray Engineer", "locationName": "Remote"}]},
        }
    )
    + ";fetch('/x');</script>",
    "<div id='root'></div><noscript>You need to enable JavaScript to run this app.</noscript>",
)
NEXT = page(
    f"<title>{TITLE} - Brackwater - Example Board</title>",
    "<div id='__next'><h1>Loading</h1></div><script id='__NEXT_DATA__' type='application/json'>"
    + json.dumps(
        {
            "props": {
                "pageProps": {
                    "job": {"title": TITLE, "description": MARKUP, "company": {"name": "Brackwater", "size": 90}},
                    "similar": [{"title": "Ray Engineer", "description": SIMILAR * 3, "company": {"name": "Reedbed"}}],
                }
            }
        }
    )
    + "</script>",
)
LINKEDIN = page(
    f"<title>Brackwater hiring {TITLE} in Rotterdam, South Holland, Netherlands | LinkedIn</title>"
    f"<meta property='og:title' content='Brackwater hiring {TITLE} in Rotterdam, South Holland, Netherlands | LinkedIn'>",
    f"{MENU}<section class='top-card-layout'><h1 class='top-card-layout__title topcard__title'>{TITLE}</h1>"
    "<a class='topcard__org-name-link' href='/c'>Brackwater</a><span class='topcard__flavor'>Rotterdam</span></section>"
    "<div class='decorated-job-posting__details'><section class='description'><div class='description__text'>"
    f"<section class='show-more-less-html'><div class='show-more-less-html__markup'>{MARKUP}</div><button>Show more</button>"
    "<button>Show less</button></section></div><ul class='description__job-criteria-list'><li><h3>Seniority level</h3><span>"
    f"Not Applicable</span></li><li><h3>Industries</h3><span>Snowflake dredging</span></li></ul></section></div>{SIMILAR}{FOOTER}",
)
INDEED = page(
    f"<title>{TITLE} - Rotterdam - Indeed.com</title>",
    f"{MENU}<div class='jobsearch-JobComponent'><h1 data-testid='jobsearch-JobInfoHeader-title'>{TITLE}</h1>"
    "<div data-testid='inlineHeader-companyName'><a href='/cmp'>Brackwater</a></div><div data-testid='job-location'>Rotterdam</div>"
    "<h2>Job details</h2><div>Full-time</div><h2>Full job description</h2>"
    f"<div id='jobDescriptionText'>{MARKUP}</div><button>Report job</button></div>{SIMILAR}{FOOTER}",
)
WORKABLE = page(
    f"<title>{TITLE} - Brackwater</title>",
    f"<main><h1 data-ui='job-title'>{TITLE}</h1><section data-ui='job-description'><h2>Description</h2><p>{OPENING}</p><p>"
    f"{OPENING.replace('Brackwater', 'Our company')}</p><h3>What you'll do</h3>{items(DUTIES)}</section><section "
    f"data-ui='job-requirements'><h2>Requirements</h2>{items(NEEDS)}{items(NEEDS)}</section></main>{FOOTER}",
)
MICRODATA = page(
    "<title>Jobs</title>",
    f"{MENU}<div itemscope itemtype='https://schema.org/JobPosting'><h1 itemprop='title'>{TITLE}</h1>"
    "<div itemprop='hiringOrganization' itemscope itemtype='https://schema.org/Organization'><span itemprop='name'>Brackwater"
    f"</span><p itemprop='description'>Since 1911, with Snowflake.</p></div><div itemprop='description'>{MARKUP}</div></div>{SIMILAR}",
)
UNKNOWN = page(
    f"<title>{TITLE} | Careers at Brackwater</title>",
    f"{MENU}<div class='x1'><div class='x2'><h1>{TITLE}</h1><p>Rotterdam</p></div><div class='x3'>{MARKUP}</div></div>"
    f"<div class='x4'>{SIMILAR}</div>{FOOTER}",
)
SAMPLES = {
    "Greenhouse": GREENHOUSE,
    "Greenhouse, old": GREENHOUSE_OLD,
    "Lever": LEVER,
    "Ashby": ASHBY,
    "Next.js": NEXT,
    "LinkedIn": LINKEDIN,
    "Indeed": INDEED,
    "Workable": WORKABLE,
    "microdata": MICRODATA,
    "unknown": UNKNOWN,
}


def read_page(folder: Path, content: str) -> Posting:
    path = folder / "page.html"
    path.write_text(content, encoding="utf-8")
    return read_posting(path)


@pytest.mark.parametrize("board", SAMPLES)
def test_a_saved_page_gives_its_posting_and_nothing_of_the_site(tmp_path: Path, board: str) -> None:
    posting = read_page(tmp_path, SAMPLES[board])
    assert (posting.title, posting.company) == (TITLE, "Brackwater")
    for text in (OPENING, "What you'll do", *DUTIES, "Requirements", *NEEDS):
        assert text in " ".join(posting.text.split()), text
    for word in (*NOISE, "Show more", "Powered by", "Log in", "Apply", "Seniority"):
        assert word not in posting.text, word


@pytest.mark.parametrize("board", SAMPLES)
def test_its_highlights_are_those_of_the_text(tmp_path: Path, board: str) -> None:
    text = "\n".join(
        [
            OPENING,
            "",
            "What you'll do",
            *(f"- {duty}" for duty in DUTIES),
            "",
            "Requirements",
            *(f"- {need}" for need in NEEDS),
        ]
    )
    found, wanted = analyze(read_page(tmp_path, SAMPLES[board])), analyze(Posting(text, TITLE, "Brackwater"))
    for kind in ("pain", "metric", "tool"):
        ours, theirs = getattr(found, kind), getattr(wanted, kind)
        assert (ours and ours.evidence.quote) == (theirs and theirs.evidence.quote)


def test_a_state_of_other_jobs_is_not_the_posting(tmp_path: Path) -> None:
    state = json.dumps({"jobs": [{"title": "Ray Engineer", "description": SIMILAR * 3, "company": "Reedbed"}]})
    posting = read_page(tmp_path, UNKNOWN.replace("</head>", f"<script>window.state = {state};</script></head>"))
    assert posting.title == TITLE
    assert "Snowflake" not in posting.text


def test_a_broken_state_is_passed_over(tmp_path: Path) -> None:
    broken = "<script>window.state = {'description': oops};</script><script type='application/json'>{\"description\":</script>"
    assert read_page(tmp_path, UNKNOWN.replace("</head>", f"{broken}</head>")).title == TITLE


def test_a_page_that_asks_to_log_in_has_no_posting(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no main text"):
        read_page(tmp_path, page("<title>Sign in</title>", "<div id='root'></div><script>start()</script>"))


def test_real_pages_without_json_ld_give_the_same(shared: Path, tmp_path: Path) -> None:
    rows = {posting.id: posting for posting in read_postings(shared / "gold" / "dev.jsonl")}
    files = sorted((shared / "postings" / "pages").iterdir())
    assert len(files) >= 20
    for path in files:
        content = re.sub(r"(?s)<script[^>]*application/ld[^>]*>.*?</script>", "", path.read_text(encoding="utf-8"))
        assert "JobPosting" not in content
        posting, row = read_page(tmp_path, content), rows[path.stem]
        assert (posting.title, posting.company) == (row.title, row.company)
        wanted, found = set(row.text.split()), set(posting.text.split())
        assert len(wanted & found) >= 0.95 * len(wanted), path.stem
        assert len(posting.text.split()) <= 1.05 * len(row.text.split()) + 10, path.stem


@pytest.mark.parametrize(
    ("site_title", "heading", "title", "company"),
    [
        ("ML Engineer - Quillmark | Built In", "ML Engineer", "ML Engineer", "Quillmark"),
        ("ML Engineer - Join us - Quillmark | Built In", "ML Engineer - Join us", "ML Engineer - Join us", "Quillmark"),
        ("Job Application for ML Engineer at Quillmark", "ML Engineer", "ML Engineer", "Quillmark"),
        ("Job Application for ML Engineer at Quillmark", "", "ML Engineer", "Quillmark"),
        ("Quillmark - ML Engineer", "ML Engineer", "ML Engineer", "Quillmark"),
        ("Quillmark - ML Engineer", "", "ML Engineer", "Quillmark"),
        ("ML Engineer @ Quillmark", "", "ML Engineer", "Quillmark"),
        ("Quillmark hiring ML Engineer in Porto, Portugal | LinkedIn", "ML Engineer", "ML Engineer", "Quillmark"),
        ("Quillmark hiring ML Engineer in Porto, Portugal | LinkedIn", "", "ML Engineer", "Quillmark"),
        ("ML Engineer - Porto - Indeed.com", "ML Engineer", "ML Engineer", ""),
        ("ML Engineer | Careers at Quillmark", "ML Engineer", "ML Engineer", "Quillmark"),
        ("ML Engineer | Remote | LinkedIn", "ML Engineer", "ML Engineer", ""),
        ("Quillmark Careers", "ML Engineer", "", ""),
        ("LinkedIn", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_title_and_company_are_told_from_the_title_of_a_page(
    site_title: str, heading: str, title: str, company: str
) -> None:
    assert read_site_title(site_title, heading) == (title, company)
