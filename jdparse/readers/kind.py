"""What a text is if it is no posting: one line that says so, before anybody reads highlights out of it.

A posting has duties or requirements and somebody who hires. A linear judge over named signals (`kind_signals`) tells it from other texts, and those from
each other. The weights are data (``lexicons/text-kinds.json``); ``python -m jdparse.train.kinds`` fits them. What structure alone tells, a list of jobs
and a template, is told first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from jdparse.lexicon.load import load_kind_weights
from jdparse.readers.kind_signals import BLANK, signals_of, undescribed_titles
from jdparse.readers.titles import split_title

#: Why a text of a kind is no posting, and what to do; the kinds of lexicons/text-kinds.json.
_PROBLEMS = {
    "wall": "is a page that a site shows to machines, a bot check; open it in a browser, wait for the posting, and copy that",
    "gone": "says that the job is no longer there; look for it on the employer's own site",
    "sign-up": "is a page that asks to sign in; sign in, open the posting, and copy that",
    "mail": "reads like a mail to somebody who applies (an answer to an application, an invitation, an offer), no posting; give the posting itself",
    "list": "is a list of jobs that describes none; open one and give that",
    "template": "is a template that nobody has filled; put the text of a job posting in it",
    "resume": "reads like a résumé, no posting; tailor profile import reads JSON Resume and RenderCV",
    "letter": "reads like a letter, no posting; tailor check reads letters",
    "code": "looks like source code or settings, no posting; give the text of a job posting",
    "other": "tells of no job: no duties, no requirements, nobody who hires; give the text of a job posting",
}
#: A list names so many jobs, one less where it says that it is a list; of them the line says so many.
_LEAST_JOBS, _MOST_NAMED = 4, 5
#: What a short text is told to be by what it says: the kind, and how many things of a posting and how many words it may have at the most.
_SAID_PLAINLY = {
    "says-wall": ("wall", 1, 250),
    "says-gone": ("gone", 3, 250),
    "says-sign-up": ("sign-up", 3, 250),
    "says-answered": ("mail", 4, 250),
    "says-placeholder": ("template", 5, 80),
}
#: Two headings of a résumé, years from and to, and nobody addressed: a résumé.
_RESUME = math.log1p(2) / 2
#: So many lines of source code, and no sentence of a job: source code.
_CODE_LINES = 0.6
#: A text of a handful of words is of no kind.
_HARDLY_ANY = 0.8
#: A list says no more than three things that postings say.
_SAID_BY_A_LIST = math.log1p(3) / 2
#: Blanks make a template if there are so many, one in so many words.
_LEAST_BLANKS, _WORDS_A_BLANK = 3, 8
#: So do fields that are left open, if so many lines hold nothing else.
_OPEN_FIELD = re.compile(r"\s*(?:[-*•]|[A-Z][\w /&'-]{1,30}:)\s*$")
_OPEN_FIELDS = 0.6


def problem_of_kind(text: str, title: str = "") -> str:
    """Why a text is no posting, and what to do, in one line; empty for a posting.

    Args:
        text: The text.
        title: What announces it: its title, or the subject of a mail.
    """
    signals = signals_of(text, title)
    kind = kind_of(text, signals)
    if not kind:
        return ""
    titles = [split_title(line, "")[0] for line in undescribed_titles(text, title)] if kind == "list" else []
    named = list(dict.fromkeys(titles))
    if len(named) < 2:
        return _PROBLEMS[kind]
    more = ", ..." if len(named) > _MOST_NAMED else ""
    return f"is a list of jobs ({', '.join(named[:_MOST_NAMED])}{more}) that describes none; open one and give that"


def kind_of(text: str, signals: Mapping[str, float]) -> str:
    """The kind of a text, by its signals too; empty for a posting."""
    weights = load_kind_weights()
    plainly = _said_plainly(signals)
    if plainly:
        return plainly
    if _is_unfilled(text):
        return "template"
    if _is_list(text, signals):
        return "list"
    if signals.get("résumé headings", 0.0) >= _RESUME and "years from to" in signals and "of-you" not in signals:
        return "resume"
    if signals.get("code", 0.0) >= _CODE_LINES and "no sentence of a job" in signals:
        return "code"
    if score(signals, weights["posting"]) >= weights["posting"]["threshold"]:
        return ""
    if signals.get("few words", 0.0) > _HARDLY_ANY:
        return "other"
    kinds = [kind for kind in weights if kind != "posting"]
    return max(kinds, key=lambda kind: (score(signals, weights[kind]), kind))


def _said_plainly(signals: Mapping[str, float]) -> str:
    """What a short text says that it is; a posting may say it too, in its end or among what postings say."""
    said, words = math.expm1(2 * signals.get("posting-says", 0.0)), math.exp(7 * signals.get("words", 0.0))
    where = ", first" if "posting-surely-says" in signals else ""
    return next(
        (
            kind
            for name, (kind, most_said, most_words) in _SAID_PLAINLY.items()
            if f"{name}{where}" in signals and round(said) <= most_said and words <= most_words + 0.5
        ),
        "",
    )


def score(signals: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of the signals by their weights."""
    return weights.get("intercept", 0.0) + sum(weights.get(name, 0.0) * value for name, value in signals.items())


def _is_unfilled(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    blanks = sum(1 for _ in BLANK.finditer(text))
    open_fields = sum(bool(_OPEN_FIELD.match(line)) for line in lines)
    return (blanks >= _LEAST_BLANKS and _WORDS_A_BLANK * blanks >= len(text.split())) or (
        open_fields >= _LEAST_BLANKS and open_fields >= _OPEN_FIELDS * len(lines)
    )


def _is_list(text: str, signals: Mapping[str, float]) -> bool:
    """A page of results or an alert: many titles, more than sentences that speak of a job, and hardly anything that a posting says."""
    if signals.get("posting-says", 0.0) > _SAID_BY_A_LIST:
        return False
    titles = {split_title(line, "")[0] for line in undescribed_titles(text)}
    asking = math.expm1(signals.get("job sentences", 0.0))
    return len(titles) >= max(_LEAST_JOBS - ("says-list" in signals), asking + 1)
