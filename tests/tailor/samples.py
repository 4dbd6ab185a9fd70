"""Invented postings, invented applicants, and what must hold for every letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from jdparse import Posting
from tailor.data import TEMPLATES
from tailor.letter.letter import Letter
from tailor.letter.trace import Trace
from tailor.profile.load import parse_profile
from tailor.profile.story import Profile, Story

BULLETS = """Staff Machine Learning Engineer
Quillmere Freight

About Quillmere
Quillmere Freight plans the routes of nine hundred lorries across the north of England.

What you will do
- Cut the cost of our inference fleet: GPU spend has tripled in 12 months while traffic grew 15%
- Migrate our models from a home-grown server to KServe
- Mentor two junior engineers

What you bring
- 6+ years in software engineering
- Kubernetes and Python
- Excellent communication

Benefits
- 30 days of holiday
- £90,000 to £115,000 a year
"""

PROSE = """Machine Learning Engineer at Tolvane Health

Tolvane Health builds triage software for small clinics. Our models are retrained by hand once a \
quarter, and they go stale long before that. You will build the pipeline that retrains, evaluates \
and ships them every week without anyone watching. The team measures itself by recall on urgent \
cases, and by nothing else. We run Airflow and MLflow on AWS. You should have shipped models to \
production before, and be happy to talk to nurses.

Tolvane Health is an equal opportunity employer and welcomes applicants of every background.
"""

GERUNDS = """ML Platform Engineer
Ostrava Loom

Responsibilities:
* Building and operating the feature platform that 14 product teams use every day
* Reducing the time it takes a new model to reach production, which is six weeks today
* Partnering with our data engineers to improve data quality
* Being part of the on-call rotation

Requirements:
* Strong Python, Go or Rust
* Experience with Kubeflow, Ray or Flyte
* Familiarity with Terraform
"""

MARKDOWN = """# Senior ML Engineer, Search

**Company:** Pellworm Books

## The role

We are rebuilding our search ranking because **shoppers leave when results are poor**. You'll own the ranker.

## Responsibilities

- **Relevance:** Improve NDCG and click-through rate of our search ranking for 3 million readers
- **Experiments:** Run A/B tests with our product managers
- **Serving:** Keep p95 latency under 80 ms on [Vespa](https://example.org/vespa)

## Requirements

- PyTorch
- *Nice to have*: Elasticsearch
"""

NOTHING = """Office Manager
Dunmere Pottery

We are a small pottery in Wales. We would like somebody friendly to look after the front desk, \
order tea and greet visitors. The post is part time. Please send us a letter and tell us about \
yourself. We read every one of them.
"""

REQUIREMENT = """Machine Learning Engineer (LLM)
Company: Fennick Legal

Requirements
- Experience evaluating large language models in production, with an eye for hallucinations
- 3+ years with Python
- Familiarity with LangChain, vLLM or similar
- Bachelor's degree or equivalent
"""

LONG = """Principal ML Engineer
Arkwell Grid

Key duties

- Design, implement and maintain scalable, robust, fault-tolerant, observable and secure machine \
learning pipelines that ingest sensor data from our 40,000 substations in near real time, in \
collaboration with product, research, platform, data engineering and customer success teams across \
the whole company and its subsidiaries, while mentoring colleagues and representing us at \
conferences (travel up to 20%)
- Detect drift in our load-forecasting models before the control room does; downtime costs us $2 \
million an hour
- Work with Databricks, Spark and Delta Lake

Qualifications
- MSc or PhD
"""

THIRD_PERSON = """Role: Machine Learning Engineer
Employer: Copperlane Media

The Machine Learning Engineer will:
- Develops and deploys recommendation models that raise engagement of our listeners
- Monitors model performance and reacts to drift
- Maintains the Feast feature store

Knowledge of SageMaker is essential.
"""

FRESHNESS = """Senior Machine Learning Engineer, Payments
Brindlecote Payments

What you'll do
- Move our fraud features from a nightly batch to streaming so that our models stop scoring \
payments on stale data
- Keep the p99 latency of the scoring service inside its budget of 50 ms
- Run the models on Triton with three other engineers

What we're looking for
- 5+ years of building machine-learning systems in production
- Experience with Feast is a plus
"""

#: Postings of different shapes; no employer here exists.
POSTINGS = MappingProxyType(
    {
        "bullets": Posting(BULLETS, "Staff Machine Learning Engineer", "Quillmere Freight"),
        "prose": Posting(PROSE, "Machine Learning Engineer", "Tolvane Health"),
        "gerunds": Posting(GERUNDS, "ML Platform Engineer", "Ostrava Loom"),
        "markdown": Posting(MARKDOWN, "Senior ML Engineer, Search", "Pellworm Books"),
        "nothing": Posting(NOTHING, "Office Manager", "Dunmere Pottery"),
        "requirement": Posting(REQUIREMENT, "Machine Learning Engineer (LLM)", "Fennick Legal"),
        "long": Posting(LONG, "Principal ML Engineer", "Arkwell Grid"),
        "third-person": Posting(THIRD_PERSON, "Machine Learning Engineer", "Copperlane Media"),
        "freshness": Posting(FRESHNESS, "Senior Machine Learning Engineer, Payments", "Brindlecote Payments"),
    }
)

#: An invented applicant with one story of only the required fields.
BARE = """[me]
name = "Tove Almgren"

[[story]]
name = "moorings"
system = "the mooring forecast of a small harbour"
did = "replaced a spreadsheet by a model that the harbour master trusts"
"""

#: An invented applicant with two full stories.
FULL = """[me]
name = "Ilse Varga"
email = "ilse@example.org"

[[story]]
name = "fares"
employer = "Norrby Buses"
system = "the fare-fraud scoring service"
constraint = "p99 of 33 ms at 700 QPS"
design = "a gradient-boosted model behind a queue"
wall = "features were 19 hours old when a ticket was scanned"
did = "moved the features from a nightly batch to a stream"
result = "cut feature age from 19 hours to 55 seconds"
worth = "about 410,000 euros a year in recovered fares"
owned = ["training", "serving", "the runbook"]
playbook = ["a skew monitor", "shadow deploys"]
solves = ["feature-freshness", "risk", "latency"]
metrics = ["freshness", "loss", "latency"]
tools = ["Triton", "Flink"]

[[story]]
name = "timetable"
employer = "Ferrow Rail"
past = true
system = "the delay forecast"
did = "built a release path with a canary"
result = "took releases from nine days to one"
solves = ["deployment", "retraining"]
metrics = ["velocity"]
tools = ["Kubeflow", "Airflow"]
"""

SAMPLE_PROFILE = TEMPLATES / "sample-profile.toml"


def bundled_sample(*, sample: bool = False) -> Profile:
    """The bundled profile; without `sample` its facts are not bracketed."""
    return parse_profile(SAMPLE_PROFILE.read_text(encoding="utf-8"), str(SAMPLE_PROFILE), sample=sample)


def full_profile() -> Profile:
    """Two full stories of an invented applicant."""
    return parse_profile(FULL, "full.toml")


def bare_profile() -> Profile:
    """One story with only the required fields."""
    return parse_profile(BARE, "bare.toml")


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly: a stop and a space, or a blank line, ends one."""
    return [piece.strip() for piece in re.split(r"(?<=[.?!])\s+|(?<=[.?!]\")\s+|\n{2,}", text) if piece.strip()]


def figures(text: str) -> set[str]:
    """The numbers of a text as bare digits: "$1.8M" holds "1.8"."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def body(letter: Letter) -> str:
    """The letter without salutation and signature."""
    return "\n\n".join(letter.paragraphs)


#: Two in a row are a slip. "that that" can be English, but no letter of ours needs it.
_DOUBLED = re.compile(r"\b([A-Za-z']+)\s+\1\b", re.IGNORECASE)
#: Left by cutting or filling.
_DEBRIS = re.compile(
    r"[{}]|\s[,.;:?!](?:\s|$)|,\s*[,.;]|\.\.(?!\.)(?<!\.\.\.)|\(\s*\)|\"\s*\"|[:;]\.|[\ue000-\uf8ff]|\bNone\b"
)


def slips(text: str) -> list[str]:
    """What a reader would wince at in a letter's body; empty if nothing."""
    found = [f"doubled word: {hit.group()!r}" for hit in _DOUBLED.finditer(text)]
    found += [f"debris: {text[max(0, hit.start() - 20) : hit.end() + 20]!r}" for hit in _DEBRIS.finditer(text)]
    for paragraph in text.split("\n\n"):
        if paragraph.count('"') % 2:
            found.append(f"unbalanced quotation mark: {paragraph!r}")
        if paragraph.count("(") != paragraph.count(")") or paragraph.count("[") != paragraph.count("]"):
            found.append(f"unbalanced bracket: {paragraph!r}")
    for sentence in sentences(text):
        start = sentence.lstrip("\"'([")
        if start[:1].islower() and not re.match(r"[a-z]\w*[A-Z]", start):
            found.append(f"lower-case start: {sentence!r}")
        if not re.search(r"[.?!][\"')\]]*$", sentence):
            found.append(f"no closing mark: {sentence!r}")
    return found


def gaps(text: str, trace: Sequence[Trace]) -> list[str]:
    """Where the trace does not tile the text; empty if it does."""
    found = []
    at = 0
    for span in trace:
        if span.start != at or span.end <= span.start:
            found.append(f"{span} does not follow on {at}")
        at = span.end
    if at != len(text):
        found.append(f"the trace ends at {at} of {len(text)}")
    return found


def field_texts(profile: Profile, ref: str) -> tuple[str, ...]:
    """What stands in the profile field that a trace's ref names."""
    record, _, name = ref.rpartition(".")
    owner: object = profile.me if record == "me" else next(s for s in profile.stories if f"story.{s.name}" == record)
    value = getattr(owner, name)
    if isinstance(value, str):
        return (value,)
    return tuple(words for item in value for words in ((item,) if isinstance(item, str) else item))


#: Words with which the program turns a field's words into a sentence: "38% fewer near misses" -> "near misses are down 38%".
_TURNED = frozenset({"is", "are", "was", "were", "has", "have", "down", "up", "to", "it", "and"})


def _in_field(piece: str, text: str) -> bool:
    """Whether each word of a piece stands in the field's text, whatever its order."""
    words = re.findall(r"[\w$€£%'-]+(?:[.,]\d+)*", piece)
    return set(words) - _TURNED <= set(re.findall(r"[\w$€£%'-]+(?:[.,]\d+)*", text))


def foreign_facts(letter: Letter, profile: Profile) -> list[str]:
    """Profile spans with a word, case aside, that does not occur in the field that they name."""
    found = []
    for span in letter.trace:
        if span.source == "profile":
            piece = letter.text[span.start : span.end].replace("[", "").replace("]", "").casefold()
            if not any(_in_field(piece, text.casefold()) for text in field_texts(profile, span.ref)):
                found.append(f"{span.ref}: {piece!r}")
    return found


def spoken(letter: Letter) -> list[tuple[str, tuple[Trace, ...]]]:
    """The sentences of the whole letter, each with the spans that it holds words of."""
    found = []
    at = 0
    for sentence in sentences(letter.text):
        start = letter.text.index(sentence, at)
        at = start + len(sentence)
        found.append((sentence, tuple(span for span in letter.trace if span.start < at and span.end > start)))
    return found


#: So many words in a row of one field are a fact.
_FACT_WORDS = 3


def told_twice(letter: Letter, profile: Profile) -> list[str]:
    """The stretches of a field that a letter tells two times, offers aside; empty if there are none."""
    offers = [judged.text for judged in letter.judged if judged.row.startswith("offer")]
    places = [range(letter.text.index(offer), letter.text.index(offer) + len(offer)) for offer in offers]
    seen: dict[tuple[str, int], list[set[int]]] = {}
    found = []
    for span in letter.trace:
        if span.source != "profile" or any(span.start in place for place in places):
            continue
        piece = letter.text[span.start : span.end].casefold()
        for number, text in enumerate(field_texts(profile, span.ref)):
            start = text.casefold().find(piece)
            if start < 0:
                continue
            words = {hit.start() for hit in re.finditer(r"\S+", text) if start <= hit.start() < start + len(piece)}
            earlier = seen.setdefault((span.ref, number), [])
            found += [f"{span.ref}: {piece!r}" for other in earlier if len(words & other) >= _FACT_WORDS]
            earlier.append(words)
            break
    return found


def span_of(letter: Letter, at: int) -> Trace:
    """The trace that covers a character of the letter."""
    return next(span for span in letter.trace if span.start <= at < span.end)


def first_story(profile: Profile) -> Story:
    """The profile's first story."""
    return profile.stories[0]


def write(path: Path, text: str) -> Path:
    """A file with this text."""
    path.write_text(text, encoding="utf-8")
    return path
