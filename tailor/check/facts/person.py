"""What a letter says of its writer that the profile does not: title, degree, team, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdparse.english.patterns import Pattern, pattern
from jdparse.english.voice import NOT
from tailor.check.facts.claim import Told, is_claim, is_private
from tailor.check.facts.record import Record
from tailor.check.finding import Found, Known, Severity
from tailor.profile.story import Me

_TITLE = (
    r"(?P<title>(?:(?:{title-ranks})(?: of)?(?: [\w&/-]+){0,3}? (?:{title-nouns})|(?:{title-heads}) (?:[\w&/-]+)(?-i: [A-Z][\w&/-]+){0,2}"
    r"|(?:{title-alone})))(?![\w-])"
)
#: How a title is told to be one's own.
_MINE: tuple[Pattern, ...] = tuple(
    pattern(form)
    for form in (
        rf"(?i)(?:^|[,;] )as (?:an? |the |our |their )?{_TITLE}",
        rf"(?i)\bI(?: (?:{{title-verbs}})|['’]m)"
        rf"(?: (?:{{now-then}}))?(?: as| to)?(?: an?| the| its| their| our)? {_TITLE}(?! (?:who|at heart))",
        rf"(?i)\b(?:{{naming}}) me (?:to |as |their |its )?(?:an? |the )?{_TITLE}",
        rf"(?i)\bmy (?:{{openings}}|title|promotion)(?: \w+)? (?:is|was|as|to)(?: an?| the)? {_TITLE}",
    )
)
_DEGREE = pattern(
    r"(?i)\b(?:I|my|me|with|holding|having)\b[^.;]{0,60}?(?P<degree>(?<![\w.])(?:Ph\.?D\.?|doctorate|D\.?Phil|M\.?Sc\.?|M\.?Eng|B\.?Sc\.?|MBA|master(?:['’]s|s)(?: degree)?|bachelor(?:['’]s|s)(?: degree)?|master of \w+|bachelor of \w+|degrees?(?= in)))(?![\w])"
)
#: Managing people: "I manage the team", "a team that I built", "my direct reports".
_TEAM = pattern(
    r"(?i)(?:\bI (?:(?:{now-then}) ){0,2}(?P<team>(?:{managing})"
    r" (?:the |a |an |my |our |its )?(?:(?!(?:{function})\b)[\w-]+ ){0,3}?(?:{staff}))\b"
    r"|\bmy (?P<reports>(?:\w+ )?(?:direct )?reports)\b)"
)
_SINCE = pattern(
    r"(?i)\b(?:since|from|in|between|until|back in)\s(?:early |late |mid-?|the \w+ of |(?:{months}) )?(?P<year>(?:19|20)\d\d)\b"
)


def find_personal(told: Told, records: Sequence[Record], me: Me, known: Known) -> Iterator[Found]:
    """Titles, degrees, teams and dates that the profile does not give.

    A profile that is silent gives an advice, one that says something else a warning.
    """
    facts = " ".join(record.story.facts for record in records)
    if known.asks("FCT107"):
        yield from _titles(told, me, facts, known)
        yield from _degrees(told, me, facts, known)
        if not (me.team or _leads(facts)):
            yield from _teams(told, known)
    if me.years is None:
        yield from _dates(told, facts, known)


def _titles(told: Told, me: Me, facts: str, known: Known) -> Iterator[Found]:
    for form in _MINE:
        for found in form.finditer(told.sentence.text):
            if _said(found["title"], me.title, facts) or not is_claim(told, found.start("title"), known):
                continue
            instead = f'; the profile has "{me.title}"' if me.title else ""
            yield _found("FCT107", told, found, "title", f'the title "{found["title"]}"{instead}', _gravity(me.title))
            break


def _degrees(told: Told, me: Me, facts: str, known: Known) -> Iterator[Found]:
    text = told.sentence.text
    for found in _DEGREE.finditer(text):
        start = found.start("degree")
        denied = NOT.search(text[:start]) or found["degree"].lower() in f"{me.title} {facts}".lower()
        if not denied and is_claim(told, start, known, learned=True):
            yield _found("FCT107", told, found, "degree", f'the degree "{found["degree"]}"', Severity.ADVICE)


def _teams(told: Told, known: Known) -> Iterator[Found]:
    for found in _TEAM.finditer(told.sentence.text):
        group = "team" if found["team"] else "reports"
        if is_claim(told, found.start(group), known):
            yield _found("FCT107", told, found, group, f'"{found[group]}"', Severity.ADVICE)


def _dates(told: Told, facts: str, known: Known) -> Iterator[Found]:
    text = told.sentence.text
    for found in _SINCE.finditer(text):
        start, year = found.start("year"), found["year"]
        if year not in facts and is_claim(told, start, known) and not is_private(text, start):
            yield _found("FCT101", told, found, "year", f'"{year}"; the profile gives no dates', Severity.ADVICE)


def _found(code: str, told: Told, found: re.Match[str], group: str, detail: str, severity: Severity | None) -> Found:
    start, end = (told.sentence.start + at for at in found.span(group))
    return Found(code, start, end, detail, severity)


def _gravity(field: str) -> Severity | None:
    return None if field else Severity.ADVICE


def _said(title: str, own: str, facts: str) -> bool:
    """Whether the words of a title all stand in the profile's, or in a story."""
    words = {word for word in re.findall(r"[a-z]+", title.lower()) if word not in {"of", "the", "a", "an", "and"}}
    return words <= set(re.findall(r"[a-z]+", own.lower())) or title.lower() in facts.lower()


def _leads(facts: str) -> bool:
    return bool(
        re.search(
            r"(?i)\b(?:led|managed|hired|built|grew|headed)\b[^.;]{0,40}\b(?:team|engineers|people|scientists)\b", facts
        )
    )
