"""A line of a résumé -> what it tells of a system, by grammar alone.

"Reduced p99 latency of the ranking service from 180 ms to 45 ms by moving features to Redis, saving $400k a year" holds a result,
what was done for it ("by moving ...") and what it was worth ("saving ..."). Each part keeps the résumé's words; only the form of
a verb and an article change. What does not fit is left out here, and the caller keeps the whole line.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jdparse.english.acts import VERB_TAGS
from jdparse.english.classes import word_class
from jdparse.english.deeds import as_past
from jdparse.english.figures import find_figures
from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.plain import FOREIGN, lower_first
from jdparse.english.tree import children, conjuncts, render, subject
from jdparse.english.verbs import is_past, verb_lemma
from tailor.profile.numbers import counted_in, counts
from tailor.profile.resume.opening import is_deed_line
from tailor.profile.resume.parts import (
    Told,
    in_past,
    moves,
    owning,
    parts,
    take_part,
    usable,
    with_outcomes,
)
from tailor.profile.resume.role import Part, acts_upon, is_people, read_part
from tailor.profile.resume.shorthand import bracketed, labelled, statements, with_verbs
from tailor.profile.resume.system import (
    DETERMINERS,
    LEFT_OFF,
    PREPOSITIONS,
    find_system,
    small_words_of,
    verbs_of,
    with_article,
)
from tailor.profile.story import HELPING

#: A longer line is a paragraph; its parts would not be whole.
_MOST_CHARACTERS = 600
_OWNED_LEAD = pattern(
    r"(?i)^(?:(?:was|am|were|currently) )?(?:(?:solely|fully|directly|primarily|also) )?(?:responsible|accountable) for "
    r"|^(?:in charge of|(?:sole )?owner of|answerable for) |^(?:tasked|charged) with "
)
#: Of what a line that opens so speaks, another line tells.
_PRONOUNS = frozenset({"it", "them", "this", "these", "that"})
_FIRST = re.compile(r"\b(?:I|[Ww]e)\b")
_BOAST = pattern(r"(?i)^(?:{boasting}) (?=\w)")
_MEANS = pattern(
    r"(?i)(?:,)?\s+(?:by|through|via|after|(?=using\b|leveraging\b|utili[sz]ing\b))\s*(?P<means>(?P<verb>[a-z]+(?:-[a-z]+)?ing)\s+(?!of\b)\S.*)$"
)
_MEANS_FIRST = pattern(
    r"(?i)^(?:by|through|after)\s+(?P<means>[a-z]+(?:-[a-z]+)?ing\s+(?!of\b)[^,]+),\s+(?:(?:I|we)\s+)?(?P<main>\S.*)$"
)
_BACK = pattern(
    r"(?i)^(?:this|that|it|which|the change|the (?:new )?(?:system|service|pipeline|model|platform))\s+(?P<rest>[a-z]+\s+\S.*)$"
)
_PASSIVE = pattern(r"(?i)^(?:{honours})\b|^\w+ by (?!\w+ing\b|\d[\d.,]*\s?(?:%|x\b|percent|points?))")


def read_highlight(text: str, *, of_thing: bool = False) -> Told:
    """What a line of a résumé tells.

    Args:
        text: The line.
        of_thing: Whether it stands below the name of a thing, so that "Identifies 210 species" says what that does.
    """
    plain = re.sub(r"(?<=\s)w/(?=\s?\w)\s?", "with ", FOREIGN.sub("", text))
    label, words = labelled(plain)
    if len(text) > _MOST_CHARACTERS or not words:
        return Told(text)
    named, noun = find_system(label, opens_with_verb=False) if label else ("", "")
    told = Told(text)
    for sentence in statements(with_verbs(words)):
        if (of_thing or named) and _says_what_it_does(sentence):
            continue
        clause = _moved_clause(sentence) if told.tells_a_deed else ""
        more = Told("") if clause else _read_sentence(sentence)
        if clause:
            # What came of it did not do itself: beside a result stands what was done, or whose the system was.
            told = replace(told, did=told.did or told.held, result=told.result or clause)
        elif more.tells_a_deed or more.beside:
            told = _joined(told, more)
        elif not told.tells_a_deed and not named:
            # What a line opens with and what the rest of it is about: "Search ranking service. Cut ...".
            named, noun, told = more.system, more.noun, replace(told, constraint=told.constraint or more.constraint)
    if named and not told.beside:
        told = replace(told, system=named, noun=noun, own=told.own and noun == told.noun)
    counted = any(counted_in(part) for part in (told.did, told.result, told.constraint, told.held, told.worth))
    inside = next(bracketed(text), "")
    told = replace(told, constraint=told.constraint or inside, counted=counted or bool(inside))
    return replace(told, figure=any(counts(figure, plain) for figure in find_figures(plain)))


def _joined(told: Told, more: Told) -> Told:
    """A line's parts with those of a further sentence, which fills what is empty and speaks of the same system or of none."""
    if not told.tells_a_deed:
        return replace(
            more, text=told.text, constraint=told.constraint or more.constraint, beside=told.beside or more.beside
        )
    if more.beside or (more.system and told.system and more.system != told.system):
        return told
    return replace(
        told,
        system=told.system or more.system,
        noun=told.noun or more.noun,
        result=told.result or more.result or (more.did if counted_in(more.did) and not told.result else ""),
        worth=told.worth or (more.worth if told.result or more.result else ""),
        constraint=told.constraint or more.constraint,
        held=told.held or more.held,
        owned=told.owned or more.owned,
        own=told.own or (more.own and more.system == told.system),
    )


def _read_sentence(sentence: str) -> Told:
    """What a sentence tells, with the system that its own deed was done to."""
    back = _BACK.match(sentence)
    if back and in_past(back["rest"].split()[0].lower()):
        return with_outcomes(Told(""), [back["rest"]])
    words, who = _without_subject(sentence)
    if not words:
        return Told("")
    told = _helped(words) if who == "we" else _read_deed(words)
    if told.tells_a_deed:
        deed = told.did or told.held or told.result
        helped = bool(pattern(rf"(?i)(?:{HELPING})\b").match(deed))
        part = read_part(deed, helped=helped)
        moved = read_part(told.result) if told.result and not part.system else Part()
        system, noun = (part.system, part.noun) if part.system else (moved.system, moved.noun or part.noun)
        if (told.owned or told.held.startswith("was ")) and not part.beside and not system:
            system, noun = find_system(words)
        # Why: who was responsible for the backup of a system was not so for the system.
        office = _OWNED_LEAD.match(words)
        answered = office is not None and _is_about(words[office.end() :], system)
        own = (part.own or answered) and not helped and not who
        return replace(told, system=system, noun=noun, own=own, beside=(part.beside or moved.beside) and not system)
    if who:
        return Told("")
    main, outcomes, load = parts(words)
    system, noun = find_system(main, opens_with_verb=False)
    if not _is_about(words, system):
        return Told("")
    if _has_subject(words):
        return Told("", system=system, noun=noun)
    return with_outcomes(Told("", system=system, noun=noun, constraint=load), outcomes)


def _without_subject(sentence: str) -> tuple[str, str]:
    """A sentence behind its "I" or "we" and what stands before that, and "we" for a team's deed; empty where somebody else acts."""
    if not _FIRST.search(sentence):
        # "As tech lead, designed the event bus": what stands before the deed says when, and as what.
        head, _, tail = sentence.partition(", ")
        opening = head.split(" ", 1)[0].lower()
        fronted = opening in PREPOSITIONS or (opening.endswith("ing") and verb_lemma(opening) in word_class("using"))
        return (tail if fronted and not _MEANS_FIRST.match(sentence) and is_deed_line(tail) else sentence), ""
    doc = parse(sentence)
    root = next(token for token in doc if token.dep_ == "ROOT")
    who = subject(root)
    if who is None or who.i > root.i:
        return sentence, ""
    if who.lower_ not in {"i", "we"}:
        return "", ""
    rest = doc[who.i + 1 :].text
    return re.sub(r"(?i)^(?:(?:'ve|have|had|also|then|later)\s+)+", "", rest), "we" if who.lower_ == "we" else ""


def _helped(words: str) -> Told:
    """What a team did, as what one of it helped with: "We reduced X by 55%" is "helped reduce X by 55%"."""
    past = as_past(words)
    if past is None or not usable(past):
        return Told("")
    doc = parse(f"I {past}.")
    verb = next((token for token in doc[1:] if token.tag_ in VERB_TAGS), doc[1])
    verbs = {token: verb_lemma(token.lower_) for token in conjuncts(verb) if token.tag_ in VERB_TAGS}
    return Told("", did=take_part(f"helped {render(doc[1:-1], verbs)}"))


def _is_about(sentence: str, system: str) -> bool:
    """Whether a sentence opens with a system: one about a contributor to an engine does not."""
    if not system:
        return False
    before, found, _ = sentence.casefold().partition(system.removeprefix("the ").casefold())
    return bool(found) and set(before.split()) <= DETERMINERS | LEFT_OFF


def _has_subject(sentence: str) -> bool:
    """Whether a sentence is a clause, so that what it tells was done by something else: "the API was rewritten, which cut ..."."""
    root = next(token for token in parse(f"{sentence}.") if token.dep_ == "ROOT")
    who = subject(root)
    finite = root.tag_ in {"VBD", "VBZ", "VBP", "MD"} or bool(children(root, "auxpass"))
    return who is not None and who.i < root.i and finite


def _moved_clause(sentence: str) -> str:
    """A clause that says with its own subject how far a thing moved: "p95 latency fell from 900 ms to 110 ms"."""
    doc = parse(f"{sentence}.")
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    who = subject(root) if root is not None else None
    if root is None or who is None or root.tag_ != "VBD" or who.i > root.i or is_people(who):
        return ""
    moved = root.lower_ in word_class("moving-pasts")
    return take_part(lower_first(sentence)) if moved and counted_in(sentence) and usable(sentence) else ""


def _read_deed(words: str) -> Told:
    """What a sentence without a subject tells, apart from the system."""
    lead = _OWNED_LEAD.match(words)
    words = _BOAST.sub("", words[lead.end() :] if lead else words)
    words = re.sub(r"(?i),?\s+so (?:that )?(?:I|we|they|it)\b.*$", "", words)
    if _FIRST.search(words) or re.search(r"(?i)\b(?:us|you|your)\b", words):
        return Told("")
    ahead = _MEANS_FIRST.match(words)
    if not lead and not is_deed_line(ahead["main"] if ahead else words):
        return Told("")
    words = with_article(words)
    ahead = _MEANS_FIRST.match(words)
    main, outcomes, load = parts(ahead["main"] if ahead else words)
    told = Told("", constraint=load)
    past = as_past(main)
    if lead and (past is None or not _is_gerund(main)):
        office = re.sub(r"(?i)^(?:was|am|were|currently) ", "", lead.group()).lower()
        held = take_part(f"was {office.replace('owner', 'the owner')}{main}")
        return with_outcomes(owning(told, main, held), outcomes)
    if past is None or _PASSIVE.match(main) or not usable(past):
        return told
    if acts_upon(past) in _PRONOUNS:
        return told
    verb = verb_lemma(
        next(word.rstrip(",") for word in past.split() if not word.endswith("ly") or word == past.split()[-1])
    )
    if pattern(rf"(?i)(?:{HELPING})\b").match(past):
        return with_outcomes(replace(told, did=past), outcomes)
    if verb in small_words_of("owning-verbs") and len(verbs_of(main)) == 1:
        return with_outcomes(owning(told, main.split(" ", 1)[-1], past), outcomes)
    if verb in small_words_of("load-verbs") and any(
        figure.unit != "%" and counts(figure, main) for figure in find_figures(main)
    ):
        load, carried = re.subn(
            r"\s(?:from|by|with|through|via|using)\s(?:the|our|an?|my)\s.*$", "", main.split(" ", 1)[-1]
        )
        # Why: "served 40M predictions a day from the model" is its load; "handled 30 tickets a week for the system" is work.
        load = load if carried else ""
        return with_outcomes(
            replace(told, constraint=told.constraint or take_part(load), held=take_part(past)), outcomes
        )
    if moves(verb, main.split()[1]):
        means = _MEANS.search(main)
        found = ahead or means
        done = as_past(found["means"]) if found and _is_gerund(found["means"]) else None
        head = main[: means.start()] if means and not ahead else main
        if done and counted_in(head) and usable(done) and done.split()[1] not in PREPOSITIONS:
            system, _ = find_system(head)
            # "Cut the pipeline from ... by rewriting it": what was done is told apart from what it was done to.
            done = re.sub(r"\bits\b", f"{system}'s", re.sub(r"\b(?:it|them)\b", system, done)) if system else done
            return with_outcomes(replace(told, did=take_part(done)), [head, *outcomes])
        if ahead:
            return told
        if counted_in(main) and not outcomes:
            return replace(told, result=take_part(past))
    return with_outcomes(replace(told, did=take_part(past)), outcomes)


def _is_gerund(words: str) -> bool:
    """Whether words open with a verb in -ing; one that is joined to a noun is a noun: "monitoring and backup of the system"."""
    first, _, rest = words.partition(" ")
    if not re.fullmatch(r"[A-Za-z-]+ing,?", first):
        return False
    joined = re.match(r"(?:and|or|&) (\S+)", rest) or (re.match(r"(\S+)", rest) if first.endswith(",") else None)
    return joined is None or joined[1].rstrip(",").endswith("ing")


def _says_what_it_does(sentence: str) -> bool:
    """Whether a sentence behind the name of a thing says what that does: "Identifies 210 species", "caught 93% of fake ads"."""
    word = next(iter(sentence.split()), "").lower()
    third = word.endswith("s") and verb_lemma(word) != word and not is_past(word)
    return third or verb_lemma(word) in small_words_of("system-deeds")
