"""A line's parts: deed, outcome, worth, what was owned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jdparse.english.changes import changes
from jdparse.english.deeds import as_past
from jdparse.english.figures import find_figures
from jdparse.english.nouns import article
from jdparse.english.patterns import pattern
from jdparse.english.units import CURRENCIES
from jdparse.english.verbs import is_only_past, past_form, verb_lemma
from tailor.profile.numbers import counted_in
from tailor.profile.resume.system import DETERMINERS, PREPOSITIONS, small_words_of, system_noun, verbs_of

#: A part with more words does not fit a sentence of a letter.
MAX_PART_WORDS = 40
_MIN_MAIN_WORDS = 3
#: A load stands so near behind its verb: "serving 2M requests", "powering recommendations for 10M users".
_NEAR = 3
_MAX_OWNED_WORDS = 5
_LINKING = frozenset("also and as consequently directly thereby thus ultimately well which that while".split())
_ADVERBIAL = r"(?:(?:about|around|roughly|nearly|almost|over|more than|up to|an estimated|estimated|approximately|approx\.|at least|some|~|≈)\s*)*"
_PERIOD = pattern(
    r"(?i)\s*(?:(?:/|\b(?:a|an|per|each|every)\s)\s*(?:{written-periods})\b|annually\b|(?:{period-adverbs})\b|in annual\b)"
)
_TRAILING = pattern(r"(?i)[\s,;:–—-]+(?:{part-links})?[\s,;:–—-]*$")


#: "Achieved 40% cost reduction" lacks its article.
_SHARE_OF = pattern(
    r"(?i)(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bby )(?<![\d.,$€£~≈-])\b\d[\d.,]*\s?(?:%|x\b|-?fold\b)(?:\s[a-z-]+){0,3}?\s(?:{counted-changes})(?![\w-])"
)


#: "+12% revenue" is a change, and no number that a system has.
_CHANGE_BEHIND = re.compile(r",\s*[+−–-]\d.*$")
_PER = re.compile(r"(?i)(?<=[\dkmb])\s?/\s?(yr|year|mo|month|wk|week|day)\b")
_PERIODS = {"y": "year", "m": "month", "w": "week", "d": "day"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a line tells of one system; a part that it does not tell is empty.

    Attributes:
        text: The line, as it stands in the résumé.
        system: A noun phrase: "the ranking service".
        noun: Its noun in the singular; also where the line speaks of no more than "the service".
        did: Past tense, no subject.
        result: Likewise: what it moved.
        worth: A noun phrase.
        constraint: A noun phrase: production numbers.
        held: What stands for `did` where a line says no more than whose the system was: "owned the ranking service".
        owned: What the line says that somebody answered for.
        counted: Whether it holds a number of a system, and not of people or a year.
        own: Whether it says that the system was made or run by who tells of it.
        figure: Whether the line holds a figure that counts, also where no part has it.
        beside: Whether it names a system without saying whose it was: used, tested or reported on.
    """

    text: str
    system: str = ""
    noun: str = ""
    did: str = ""
    result: str = ""
    worth: str = ""
    constraint: str = ""
    held: str = ""
    owned: tuple[str, ...] = ()
    counted: bool = False
    own: bool = False
    beside: bool = False
    figure: bool = False

    @property
    def makes_a_story(self) -> bool:
        """Whether it tells of a system, a number, and something done."""
        return bool(self.system and self.counted and self.tells_a_deed and not self.beside)

    @property
    def tells_a_deed(self) -> bool:
        """Whether it says what was done, what that moved, or what somebody answered for."""
        return bool(self.did or self.result or self.held or self.owned)


def in_past(word: str) -> bool:
    """Whether a word can be the past tense of a verb; "cut" can."""
    return is_only_past(word) or (word.isalpha() and past_form(word) == word)


def moves(verb: str, following: str) -> bool:
    """Whether a verb says what something moved; "lead" and "result" do only in "lead to" and "result in", "took 9 hours" does not."""
    return (
        not (verb == "take" and following[:1].isdigit())
        and verb in small_words_of("outcome-verbs")
        and following.lower() == {"lead": "to", "result": "in"}.get(verb, following.lower())
    )


def usable(words: str) -> bool:
    """Whether words are long enough to say something and short enough for a field."""
    return len(words.split()) >= 2 and len(words.split()) <= MAX_PART_WORDS


def take_part(words: str) -> str:
    """Words as part of a sentence of a letter: no loose end, nobody's "our", and the article of "a 40% reduction"."""
    said = re.sub(r"(?i)\bour\b", "the", words).replace(" & ", " and ")
    said = _PER.sub(lambda found: f" a {_PERIODS[found[1].lower()[0]]}", said)
    said = _SHARE_OF.sub(lambda found: f"{article(found.group())} {found.group()}", said)
    return _TRAILING.sub("", said).strip()


def parts(words: str) -> tuple[str, list[str], str]:
    """A sentence cut into what was done, what came of it, and the load that the system carries."""
    tokens = words.split()
    opening = len(verbs_of(words))
    means_at = next(
        (
            at
            for at, token in enumerate(tokens[:-1])
            if at and token.lower() in {"by", "through", "via"} and tokens[at + 1].endswith("ing")
        ),
        len(tokens),
    )
    cuts: list[tuple[int, int, str]] = []
    for at in range(max(_MIN_MAIN_WORDS - 1, opening), len(tokens) - 1):
        core = tokens[at].strip(",;").lower()
        before, rest = tokens[at - 1], " ".join(tokens[at:])
        linked = before.lower() in _LINKING
        comma = before.endswith(",") or (linked and tokens[at - 2].endswith(","))
        start = at
        while start > 1 and tokens[start - 1].lower() in _LINKING:
            start -= 1
        if core.endswith("ing"):
            lemma = verb_lemma(core)
            if before.lower() in (PREPOSITIONS - {"as"}) | DETERMINERS or (at > means_at and not comma and not cuts):
                continue
            clause = rest.split(", ")[0]
            moved = moves(lemma, tokens[at + 1]) and (comma or counted_in(clause))
            if moved or ((comma or system_noun(before)) and _says_how_far(clause)):
                cuts.append((start, at, "outcome"))
            elif (
                lemma in small_words_of("load-verbs")
                and counted_in(" ".join(tokens[at + 1 : at + 2 + _NEAR]))
                and (comma or system_noun(before))
            ):
                cuts.append((start, at, "load"))
        elif in_past(core):
            lemma = verb_lemma(core)
            relative = before.lower() in {"that", "which"}
            people = relative and tokens[at - 2].lower().removesuffix("s") in {
                *small_words_of("people"),
                "team",
                "group",
            }
            if not moves(lemma, tokens[at + 1]) or not (linked or comma) or not counted_in(rest) or people:
                continue
            if at > means_at and not relative and not cuts:
                continue
            cuts.append((start, at, "outcome"))
    bounds = [start for start, _, _ in cuts] + [len(tokens)]
    main = _TRAILING.sub("", " ".join(tokens[: bounds[0]]))
    outcomes: list[str] = []
    load = ""
    for number, (_, verb, kind) in enumerate(cuts):
        piece = _TRAILING.sub("", " ".join(tokens[verb : bounds[number + 1]]))
        if kind == "outcome":
            outcomes.append(piece)
        elif not load:
            load = take_part(piece.split(" ", 1)[-1])
    return main, outcomes, load


def _says_how_far(words: str) -> bool:
    """Whether words give the size of a change: "enhancing utilization by 12x", "from 3 days to 2 hours"."""
    by = any(re.search(r"\bby\s(?:[a-z]+\s){0,2}$", words[: figure.start]) for figure in find_figures(words))
    return by or next(iter(changes(words)), None) is not None


def with_outcomes(told: Told, outcomes: Sequence[str]) -> Told:
    """A line's parts with what came of it: results first, then what they were worth."""
    results: list[str] = []
    worth = ""
    for outcome in outcomes:
        value = _worth(outcome)
        past = as_past(_whole(outcome))
        if value and results and not worth:
            worth = value
        elif past and usable(past):
            results.append(take_part(past))
    counted = [result for result in results if counted_in(result)] or results[:1]
    result = (
        " and ".join(counted[:2]) if len(" and ".join(counted[:2]).split()) <= MAX_PART_WORDS else "".join(counted[:1])
    )
    return replace(told, result=told.result or result, worth=told.worth or (worth if result else ""))


def _whole(outcome: str) -> str:
    """An outcome without what is set behind it: "reaching 84% IoU, 6 points above the previous one"."""
    head, _, tail = outcome.partition(", ")
    return head if counted_in(head) and re.match(r"(?:[$€£~≈+]?\d|same\b|with\b)", tail) else outcome


def _worth(outcome: str) -> str:
    """Money or hours won, as a noun phrase: "saving $400k a year" is "$400k a year saved"; empty if it is something else."""
    verb, _, rest = outcome.partition(" ")
    lemma = verb_lemma(verb.lower())
    figure = next(iter(find_figures(rest)), None)
    if (
        lemma not in small_words_of("gain-verbs")
        or figure is None
        or not re.fullmatch(rf"(?i){_ADVERBIAL}", rest[: figure.start])
    ):
        return ""
    hours = figure.unit == "time" or re.search(
        r"\b(?:hour|day|week|month)s?\b", f"{figure.noun} {rest[figure.end : figure.end + 30]}"
    )
    if figure.unit not in CURRENCIES and not hours:
        return ""
    period = _PERIOD.match(rest, figure.end)
    end = period.end() if period else figure.end
    noun = (
        re.match(r"(?:\s[a-z-]+){1,3}(?=\s(?:a|an|per|each|every)\s|\s(?:annually|monthly|weekly|daily)\b)", rest[end:])
        if not period
        else None
    )
    if noun:
        period = _PERIOD.match(rest, end + noun.end())
        end = period.end() if period else end
    after = rest[end:]
    won = (
        ""
        if lemma in {"earn", "gain", "generate"}
        or (after and not re.match(r"\s(?:in|of|on|from|for|across|by)\b", after))
        else f" {past_form(lemma, participle=True)}"
    )
    return take_part(f"{rest[:end]}{won}{after}") if len(rest.split()) <= MAX_PART_WORDS // 2 else ""


def owning(told: Told, words: str, past: str) -> Told:
    """What a line says that somebody answered for: things in a list, and production numbers behind the system."""
    listed = re.match(r"(?P<items>[^\d]+?)\s+(?:for|of|across)\s+(?:the|our|all|a|an)\s", words)
    items = (
        [re.sub(r"^our ", "the ", item) for item in re.split(r",\s+(?:and\s+)?|\s+and\s+", listed["items"])]
        if listed
        else []
    )
    if len(items) > 1 and all(item and len(item.split()) <= _MAX_OWNED_WORDS for item in items):
        told = replace(told, owned=tuple(items))
    numbers = re.search(
        r"(?:,|\bat|\bwith|\bunder|\bthat|\bwhich)\s+(?:(?:which|that)\s+)?(?:(?P<verb>[a-z]+)\s+(?=[\w$€£~]*\d))?(?P<numbers>[^,]*\d.*)$",
        words,
    )
    verb = verb_lemma(numbers["verb"]) if numbers and numbers["verb"] else ""
    load = numbers is not None and (not verb or verb in small_words_of("load-verbs"))
    if (
        numbers
        and load
        and not told.constraint
        and not _CHANGE_BEHIND.search(words)
        and any(figure.unit in {"rate", "time", "%"} for figure in find_figures(numbers["numbers"]))
    ):
        told = replace(told, constraint=take_part(numbers["numbers"]))
    if told.constraint and numbers:
        past = past.removesuffix(words[numbers.start() :])
    past = _CHANGE_BEHIND.sub("", past)
    return replace(told, held=take_part(past) if usable(past) else "")
