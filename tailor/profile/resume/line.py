"""A line of a résumé -> what it tells of a system, by grammar alone.

"Reduced p99 latency of the ranking service from 180 ms to 45 ms by moving features to Redis, saving $400k a year" holds a result,
what was done for it ("by moving ...") and what it was worth ("saving ..."). Each part keeps the résumé's words; only the form of
a verb and an article change. What does not fit is left out here, and the caller keeps the whole line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import jdparse
from jdparse.english.deeds import as_past
from jdparse.english.figures import find_figures
from jdparse.english.patterns import pattern
from jdparse.english.plain import FOREIGN, clean
from jdparse.english.verbs import verb_lemma
from tailor.profile.resume.parts import (
    Told,
    counted_in,
    counts,
    in_past,
    moves,
    owning,
    parts,
    take_part,
    usable,
    with_outcomes,
)
from tailor.profile.resume.system import find_system, small_words_of, verbs_of, with_article
from tailor.profile.story import HELPING

#: A longer line is a paragraph; its parts would not be whole.
_MOST_CHARACTERS = 600
_OWNED_LEAD = pattern(
    r"(?i)^(?:(?:was|am|were|currently) )?(?:(?:solely|fully|directly|primarily|also) )?(?:responsible|accountable) for "
    r"|^in charge of |^(?:tasked|charged) with "
)
_BOAST = pattern(r"(?i)^(?:{boasting}) (?=\w)")
_MEANS = pattern(
    r"(?i)(?:,)?\s+(?:by|through|via|after|(?=using\b|leveraging\b|utili[sz]ing\b))\s*(?P<means>(?P<verb>[a-z]+(?:-[a-z]+)?ing)\s+\S.*)$"
)
_MEANS_FIRST = pattern(
    r"(?i)^(?:by|through|after)\s+(?P<means>[a-z]+(?:-[a-z]+)?ing\s+[^,]+),\s+(?:(?:I|we)\s+)?(?P<main>\S.*)$"
)
_BACK = pattern(
    r"(?i)^(?:this|that|it|which|the change|the (?:new )?(?:system|service|pipeline|model|platform))\s+(?P<rest>[a-z]+\s+\S.*)$"
)
_PASSIVE = pattern(r"(?i)^(?:{honours})\b|^\w+ by (?!\w+ing\b|\d[\d.,]*\s?(?:%|x\b|percent|points?))")
_PRODUCTION = pattern(r"(?i)\bp\d\d\b")


def read_highlight(text: str) -> Told:
    """What a line of a résumé tells."""
    words = FOREIGN.sub("", clean(text))
    if len(text) > _MOST_CHARACTERS or not words:
        return Told(text)
    told = Told(text, counted=any(map(counts, find_figures(FOREIGN.sub("", text)))))
    for number, sentence in enumerate(_sentences(words)):
        told = _joined(told, _read_sentence(sentence), first=not number)
    system, noun = find_system(words)
    if not system:
        label = re.match(r"[\W_]*([^.:;!?]{2,60}?)[*_]*\s*(?::|\s[–—-])[*_]*\s", text)
        found, label_noun = find_system(clean(label[1]), opens_with_verb=False) if label else ("", "")
        system, noun = (found, label_noun) if found else (system, noun)
    told = replace(told, system=system, noun=noun)
    if not told.constraint:
        told = replace(told, constraint=next(_bracketed(text), ""))
    return told


def _sentences(words: str) -> Iterator[str]:
    for start, end in jdparse.split_sentences(words):
        for part in re.split(
            r";\s+|\s(?:→|->|=>)\s|(?<=[^\d\s])\s[–—]\s(?=[^\d\s])|(?<=[a-z])\s-\s(?=[A-Za-z])", words[start:end]
        ):
            part = part.strip(" .;,")
            if part:
                yield part


def _joined(told: Told, more: Told, *, first: bool) -> Told:
    """A line's parts with those of a further sentence, which fills what is empty."""
    if not first and more.did and not told.did and told.result:
        more = replace(more, did="")
    return replace(
        told,
        did=told.did or more.did,
        result=told.result or more.result,
        worth=told.worth or (more.worth if told.result or more.result else ""),
        constraint=told.constraint or more.constraint,
        held=told.held or more.held,
        owned=told.owned or more.owned,
    )


def _read_sentence(sentence: str) -> Told:
    back = _BACK.match(sentence)
    if back and in_past(back["rest"].split()[0].lower()):
        return with_outcomes(Told(""), [back["rest"]])
    words = with_article(re.sub(r"^I(?:'ve| have| also)*\s+", "", sentence))
    lead = _OWNED_LEAD.match(words)
    words = _BOAST.sub("", words[lead.end() :] if lead else words)
    words = re.sub(r"(?i),?\s+so (?:that )?(?:I|we|they|it)\b.*$", "", words)
    if re.search(r"(?i)\b(?:I|we|us|you|your)\b", words):
        return Told("")
    ahead = _MEANS_FIRST.match(words)
    main, outcomes, load = parts(ahead["main"] if ahead else words)
    told = Told("", constraint=load)
    past = as_past(main)
    if lead and (past is None or not re.match(r"[A-Za-z-]+ing\b", main)):
        held = take_part(f"was responsible for {main}") if "responsible" in lead.group().lower() else ""
        return with_outcomes(owning(told, main, held), outcomes)
    if past is None or _PASSIVE.match(main) or not usable(past):
        return told
    verb = verb_lemma(
        next(word.rstrip(",") for word in past.split() if not word.endswith("ly") or word == past.split()[-1])
    )
    if pattern(rf"(?i)(?:{HELPING})\b").match(past):
        return with_outcomes(replace(told, did=past), outcomes)
    if verb in small_words_of("owning-verbs") and len(verbs_of(main)) == 1:
        return with_outcomes(owning(told, main.split(" ", 1)[-1], past), outcomes)
    if verb in small_words_of("load-verbs") and any(
        figure.unit != "%" and counts(figure) for figure in find_figures(main)
    ):
        load = re.sub(r"\s(?:from|by|with|through|via|using)\s(?:the|our|an?|my)\s.*$", "", main.split(" ", 1)[-1])
        return with_outcomes(
            replace(told, constraint=told.constraint or take_part(load), held=take_part(past)), outcomes
        )
    if moves(verb, main.split()[1]):
        means = _MEANS.search(main)
        found = ahead or means
        done = as_past(found["means"]) if found else None
        head = main[: means.start()] if means and not ahead else main
        if done and counted_in(head) and usable(done):
            system, _ = find_system(head)
            # "Cut the pipeline from ... by rewriting it": what was done is told apart from what it was done to.
            done = re.sub(r"\bits\b", f"{system}'s", re.sub(r"\b(?:it|them)\b", system, done)) if system else done
            return with_outcomes(replace(told, did=take_part(done)), [head, *outcomes])
        if ahead:
            return told
        if counted_in(main) and not outcomes:
            return replace(told, result=take_part(past))
    return with_outcomes(replace(told, did=take_part(past)), outcomes)


def _bracketed(text: str) -> Iterator[str]:
    """Production numbers that stand in parentheses behind a system."""
    for found in re.finditer(r"(?<!\])\(([^()\[\]]{4,80})\)", text):
        words = FOREIGN.sub("", clean(found[1]))
        figures = find_figures(words)
        if any(figure.unit == "rate" for figure in figures) or (figures and _PRODUCTION.search(words)):
            yield words
