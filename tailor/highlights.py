"""A line of a résumé -> what it tells of a system, by grammar alone.

"Reduced p99 latency of the ranking service from 180 ms to 45 ms by moving features to Redis, saving $400k a year" holds a result,
what was done for it ("by moving ...") and what it was worth ("saving ..."). Each part keeps the résumé's words; only the form of
a verb and an article change. What does not fit is left out here, and the caller keeps the whole line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

import jdparse
from jdparse.english.deeds import as_past
from jdparse.english.plain import clean
from jdparse.english.verbs import is_only_past, past_form, verb_lemma
from tailor.checks.figures import CURRENCIES, Figure, find_figures, is_year
from tailor.profile import HELPING
from tailor.tracing import FOREIGN

#: A longer line is a paragraph; its parts would not be whole.
_MOST_CHARACTERS = 600
#: A part with more words does not fit a sentence of a letter.
MAX_PART_WORDS = 40
#: More words than this before its noun describe no system.
_MAX_MODIFIERS = 6
#: Words of "for ..." and "behind ..." after a system's noun.
_MAX_COMPLEMENT = 6
_MIN_MAIN_WORDS = 3
#: A load stands so near behind its verb: "serving 2M requests", "powering recommendations for 10M users".
_NEAR = 3
_MAX_OWNED_WORDS = 5

_PREPOSITIONS = frozenset(
    "about across after against along among around as at before behind between by during for from in inside into like near of off on onto out"
    " over per since through throughout to toward towards under until up upon via with within without".split()
)
_DETERMINERS = frozenset(
    "a all an another any both each every its my our several some that the their these this those your".split()
)
_JOINING = frozenset("& and but nor or plus so than then thereby thus when where which while who".split())
_STOPS = _PREPOSITIONS | _DETERMINERS | _JOINING
#: What may follow the last noun of a phrase beside a preposition or a conjunction.
_AFTER_NOUN = frozenset(
    "is was were are has had have now daily used running built end-to-end from-scratch per using leveraging".split()
)
#: Words at the start of a phrase that a letter says without.
_DROPPED = frozenset("company's entire existing first multiple new several various whole".split())
#: Vague words that name a kind of platform or pipeline, though not a kind of model.
_KINDS = frozenset("ai data machine ml model".split())
_VAGUE_NOUNS = frozenset("app application job model service system".split())
#: After these a form in -ing is a verb: "by rewriting".
_BEFORE_GERUND = frozenset("after by through using via while".split())
_OWNED_LEAD = re.compile(
    r"(?i)^(?:(?:was|am|were|currently) )?(?:(?:solely|fully|directly|primarily|also) )?(?:responsible|accountable) for |^in charge of |^(?:tasked|charged) with "
)
_BOAST = re.compile(
    r"(?i)^(?:successfully|effectively|efficiently|significantly|dramatically|drastically|greatly|substantially|proactively|actively) (?=\w)"
)
_MEANS = re.compile(
    r"(?i)(?:,)?\s+(?:by|through|via|after|(?=using\b|leveraging\b|utili[sz]ing\b))\s*(?P<means>(?P<verb>[a-z]+(?:-[a-z]+)?ing)\s+\S.*)$"
)
_MEANS_FIRST = re.compile(
    r"(?i)^(?:by|through|after)\s+(?P<means>[a-z]+(?:-[a-z]+)?ing\s+[^,]+),\s+(?:(?:I|we)\s+)?(?P<main>\S.*)$"
)
_LINKING = frozenset("also and as consequently directly thereby thus ultimately well which that while".split())
_ADVERBIAL = r"(?:(?:about|around|roughly|nearly|almost|over|more than|up to|an estimated|estimated|approximately|approx\.|at least|some|~|≈)\s*)*"
_PERIOD = re.compile(
    r"(?i)\s*(?:(?:/|\b(?:a|an|per|each|every)\s)\s*(?:year|quarter|month|week|day|yr|annum)\b|annually\b|yearly\b|quarterly\b|monthly\b|weekly\b|daily\b|in annual\b)"
)
_BACK = re.compile(
    r"(?i)^(?:this|that|it|which|the change|the (?:new )?(?:system|service|pipeline|model|platform))\s+(?P<rest>[a-z]+\s+\S.*)$"
)
_PASSIVE = re.compile(
    r"(?i)^(?:featured|cited|accepted|awarded|ranked|selected|recogni[sz]ed|promoted|nominated|invited|known|named)\b|^\w+ by (?!\w+ing\b|\d[\d.,]*\s?(?:%|x\b|percent|points?))"
)
_PRODUCTION = re.compile(r"(?i)\bp\d\d\b")
_TRAILING = re.compile(r"(?i)[\s,;:–—-]+(?:and|or|which|that|to|while|thus|thereby|also|by|as well as)?[\s,;:–—-]*$")


def _words(name: str) -> frozenset[str]:
    return jdparse.load_lexicon().words[name]


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

    @property
    def makes_a_story(self) -> bool:
        """Whether it tells of a system, a number, and something done."""
        return bool(self.system and self.counted and (self.did or self.result or self.held))


def read_highlight(text: str) -> Told:
    """What a line of a résumé tells."""
    words = FOREIGN.sub("", clean(text))
    if len(text) > _MOST_CHARACTERS or not words:
        return Told(text)
    told = Told(text, counted=any(map(_counts, find_figures(FOREIGN.sub("", text)))))
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


def _counts(figure: Figure) -> bool:
    """Whether a figure is one of a system: no year, and no number of people."""
    people = any(word in _words("people") or word.removesuffix("s") in _words("people") for word in figure.noun.split())
    return not is_year(figure) and not (figure.unit == "count" and people)


def _counted(words: str) -> bool:
    return any(map(_counts, find_figures(words)))


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
    if back and _in_past(back["rest"].split()[0].lower()):
        return _with_outcomes(Told(""), [back["rest"]])
    words = with_article(re.sub(r"^I(?:'ve| have| also)*\s+", "", sentence))
    lead = _OWNED_LEAD.match(words)
    words = _BOAST.sub("", words[lead.end() :] if lead else words)
    words = re.sub(r"(?i),?\s+so (?:that )?(?:I|we|they|it)\b.*$", "", words)
    if re.search(r"(?i)\b(?:I|we|us|you|your)\b", words):
        return Told("")
    ahead = _MEANS_FIRST.match(words)
    main, outcomes, load = _parts(ahead["main"] if ahead else words)
    told = Told("", constraint=load)
    past = as_past(main)
    if lead and (past is None or not re.match(r"[A-Za-z-]+ing\b", main)):
        held = _part(f"was responsible for {main}") if "responsible" in lead.group().lower() else ""
        return _with_outcomes(_owning(told, main, held), outcomes)
    if past is None or _PASSIVE.match(main) or not _usable(past):
        return told
    verb = verb_lemma(
        next(word.rstrip(",") for word in past.split() if not word.endswith("ly") or word == past.split()[-1])
    )
    if re.match(rf"(?i)(?:{HELPING})\b", past):
        return _with_outcomes(replace(told, did=past), outcomes)
    if verb in _words("owning-verbs") and len(_verbs(main)) == 1:
        return _with_outcomes(_owning(told, main.split(" ", 1)[-1], past), outcomes)
    if verb in _words("load-verbs") and any(figure.unit != "%" and _counts(figure) for figure in find_figures(main)):
        load = re.sub(r"\s(?:from|by|with|through|via|using)\s(?:the|our|an?|my)\s.*$", "", main.split(" ", 1)[-1])
        return _with_outcomes(replace(told, constraint=told.constraint or _part(load), held=_part(past)), outcomes)
    if _moves(verb, main.split()[1]):
        means = _MEANS.search(main)
        found = ahead or means
        done = as_past(found["means"]) if found else None
        head = main[: means.start()] if means and not ahead else main
        if done and _counted(head) and _usable(done):
            system, _ = find_system(head)
            # "Cut the pipeline from ... by rewriting it": what was done is told apart from what it was done to.
            done = re.sub(r"\bits\b", f"{system}'s", re.sub(r"\b(?:it|them)\b", system, done)) if system else done
            return _with_outcomes(replace(told, did=_part(done)), [head, *outcomes])
        if ahead:
            return told
        if _counted(main) and not outcomes:
            return replace(told, result=_part(past))
    return _with_outcomes(replace(told, did=_part(past)), outcomes)


def _in_past(word: str) -> bool:
    """Whether a word can be the past tense of a verb; "cut" can."""
    return is_only_past(word) or (word.isalpha() and past_form(word) == word)


def _moves(verb: str, following: str) -> bool:
    """Whether a verb says what something moved; "lead" and "result" do only in "lead to" and "result in"."""
    return verb in _words("outcome-verbs") and following.lower() == {"lead": "to", "result": "in"}.get(
        verb, following.lower()
    )


def _usable(words: str) -> bool:
    return len(words.split()) >= 2 and len(words.split()) <= MAX_PART_WORDS


def _part(words: str) -> str:
    """Words as part of a sentence of a letter: no loose end, and nobody's "our"."""
    return _TRAILING.sub("", re.sub(r"(?i)\bour\b", "the", words)).strip()


def _verbs(words: str) -> list[str]:
    """The verbs that open a phrase: "designed and built the store" has two."""
    found: list[str] = []
    for word in words.split():
        core = word.rstrip(",;").lower()
        if found and core in {"and", "then", "&"}:
            continue
        verbal = is_only_past(core) or (not found and as_past(words) is not None and not core.endswith("ly"))
        if not verbal and core.endswith("ly") and core not in _STOPS:
            continue
        if not verbal:
            break
        found.append(core)
    return found


def _parts(words: str) -> tuple[str, list[str], str]:
    """A sentence cut into what was done, what came of it, and the load that the system carries."""
    tokens = words.split()
    opening = len(_verbs(words))
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
            if before.lower() in (_PREPOSITIONS - {"as"}) | _DETERMINERS or (at > means_at and not comma and not cuts):
                continue
            if _moves(lemma, tokens[at + 1]) and (comma or _counted(rest.split(", ")[0])):
                cuts.append((start, at, "outcome"))
            elif (
                lemma in _words("load-verbs")
                and _counted(" ".join(tokens[at + 1 : at + 2 + _NEAR]))
                and (comma or _system_noun(before))
            ):
                cuts.append((start, at, "load"))
        elif _in_past(core):
            lemma = verb_lemma(core)
            relative = before.lower() in {"that", "which"}
            people = relative and tokens[at - 2].lower().removesuffix("s") in {*_words("people"), "team", "group"}
            if not _moves(lemma, tokens[at + 1]) or not (linked or comma) or not _counted(rest) or people:
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
            load = _part(piece.split(" ", 1)[-1])
    return main, outcomes, load


def _with_outcomes(told: Told, outcomes: Sequence[str]) -> Told:
    """A line's parts with what came of it: results first, then what they were worth."""
    results: list[str] = []
    worth = ""
    for outcome in outcomes:
        value = _worth(outcome)
        past = as_past(outcome)
        if value and results and not worth:
            worth = value
        elif past and _usable(past):
            results.append(_part(past))
    counted = [result for result in results if _counted(result)] or results[:1]
    result = (
        " and ".join(counted[:2]) if len(" and ".join(counted[:2]).split()) <= MAX_PART_WORDS else "".join(counted[:1])
    )
    return replace(told, result=told.result or result, worth=told.worth or (worth if result else ""))


def _worth(outcome: str) -> str:
    """Money or hours won, as a noun phrase: "saving $400k a year" is "$400k a year saved"; empty if it is something else."""
    verb, _, rest = outcome.partition(" ")
    lemma = verb_lemma(verb.lower())
    figure = next(iter(find_figures(rest)), None)
    if (
        lemma not in _words("gain-verbs")
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
    return _part(f"{rest[:end]}{won}{after}") if len(rest.split()) <= MAX_PART_WORDS // 2 else ""


def _owning(told: Told, words: str, past: str) -> Told:
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
    load = numbers is not None and (not verb or verb in _words("load-verbs"))
    if (
        numbers
        and load
        and not told.constraint
        and any(figure.unit in {"rate", "time", "%"} for figure in find_figures(numbers["numbers"]))
    ):
        told = replace(told, constraint=_part(numbers["numbers"]))
    if told.constraint and numbers:
        past = past.removesuffix(words[numbers.start() :])
    return replace(told, held=_part(past) if _usable(past) else "")


def _bracketed(text: str) -> Iterator[str]:
    """Production numbers that stand in parentheses behind a system."""
    for found in re.finditer(r"(?<!\])\(([^()\[\]]{4,80})\)", text):
        words = FOREIGN.sub("", clean(found[1]))
        figures = find_figures(words)
        if any(figure.unit == "rate" for figure in figures) or (figures and _PRODUCTION.search(words)):
            yield words


@dataclass(frozen=True, slots=True, order=True)
class _System:
    """A system in some words.

    Attributes:
        start: Its first word.
        end: Its noun.
        phrase: How a letter says it.
        noun: The noun in the singular.
    """

    start: int
    end: int
    phrase: str
    noun: str


def with_article(words: str) -> str:
    """Words with the article that a telegram leaves out: "latency of ranking service" is "latency of the ranking service"."""
    tokens = words.split()
    verbs = len(_verbs(words))
    for system in sorted(_systems(words)[0], reverse=True):
        start = system.start
        before = tokens[start - 1].lower()
        infinitive = tokens[start - 2 : start - 1] == ["to"] and before not in _STOPS
        after = before in _PREPOSITIONS or start == verbs or infinitive
        one = tokens[system.end].rstrip(",;:.").lower().endswith(system.noun) and system.noun != "infrastructure"
        if start and after and one and system.phrase.startswith("the "):
            tokens.insert(start, "the")
    return " ".join(tokens)


def find_system(words: str, *, opens_with_verb: bool = True) -> tuple[str, str]:
    """The first system that some words speak of, and its noun in the singular.

    The system is empty where the words say too little of it ("the model"), and both where they speak of none.
    """
    found, vague = _systems(words, opens_with_verb=opens_with_verb)
    return (min(found).phrase, min(found).noun) if found else ("", vague)


def _systems(words: str, *, opens_with_verb: bool = True) -> tuple[list[_System], str]:
    """The systems that some words speak of; and the noun of one of which they say too little."""
    tokens = words.split()
    verbs = len(_verbs(words)) if opens_with_verb else 0
    found: list[_System] = []
    vague = ""
    for at in range(len(tokens) - 1, -1 + opens_with_verb, -1):
        noun = _system_noun(tokens[at])
        if not noun or any(system.start <= at <= system.end for system in found) or not _closes(tokens, at):
            continue
        start = _phrase_start(tokens, at, verbs)
        modifiers = list(
            dropwhile(lambda word: word.lower() in _DROPPED, (token.strip("'\"") for token in tokens[start:at]))
        )
        complement = _complement(tokens, at)
        telling = any(word.lower() not in _words("vague-modifiers") for word in modifiers)
        kind = noun not in _VAGUE_NOUNS and any(word.lower() in _KINDS for word in modifiers)
        if telling or complement or kind:
            phrase = " ".join([*modifiers, tokens[at].rstrip(",;:."), *complement])
            owner = bool(modifiers) and modifiers[0].endswith(("'s", "s'")) and modifiers[0][:1].isupper()
            article = "" if owner else "the "
            found.append(_System(start, at, article + (phrase if start or owner else _small(phrase)), noun))
        else:
            vague = noun
    return found, vague


def _system_noun(token: str) -> str:
    """The noun of a system in the singular, or an empty string."""
    word = token.strip(",;:.'\"").lower()
    for singular in (
        word,
        word.removesuffix("s"),
        re.sub(r"ies$", "y", word),
        re.sub(r"(?:ices|exes)$", "ex", word),
        re.sub(r"es$", "", word),
    ):
        if singular in _words("system-nouns"):
            return singular
    return ""


def _closes(tokens: Sequence[str], at: int) -> bool:
    """Whether a noun ends its phrase: "the model" does in "the model from", and does not in "model accuracy"."""
    if at + 1 == len(tokens) or tokens[at][-1] in ",;:.":
        return True
    following = tokens[at + 1].strip(",;").lower()
    if (
        following in _STOPS
        or following in _AFTER_NOUN
        or following[:1].isdigit()
        or following.endswith("ly")
        or not following[:1].isalpha()
    ):
        return True
    if is_only_past(following):
        return not (at + 2 < len(tokens) and _system_noun(tokens[at + 2]))
    if not following.endswith("ing") or at + 2 == len(tokens):
        return False
    lemma = verb_lemma(following)
    after = tokens[at + 2].lower()
    return (
        lemma in _words("load-verbs") | _words("outcome-verbs")
        or after in _DETERMINERS | {"about", "over", "up"}
        or after[:1].isdigit()
    )


def _phrase_start(tokens: Sequence[str], at: int, verbs: int) -> int:
    """Where the words before a noun begin that belong to it.

    Args:
        tokens: The words.
        at: The noun.
        verbs: How many verbs open the words.
    """
    opening = (
        next((end for end in range(len(tokens)) if len(_verbs(" ".join(tokens[:end]))) == verbs), 0) if verbs else 0
    )
    start = at
    while start > opening and at - start < _MAX_MODIFIERS:
        token, before = tokens[start - 1], tokens[start - 2].strip(",").lower() if start > 1 else ""
        word = token.strip("'\"").lower()
        sized = re.fullmatch(r"\d+(?:\.\d+)?b", word) or (
            word.isdigit() and tokens[start - 2][:1].isupper() and start - 2 >= opening
        )
        done = before in _JOINING | _BEFORE_GERUND | {"to"} and (
            is_only_past(word) or (word.endswith("ing") and before in _BEFORE_GERUND)
        )
        infinitive = before == "to" and (
            word in _words("duty-verbs") | _words("outcome-verbs") | {"launch"} or _only_verb(word)
        )
        apart = word in _STOPS or word in _AFTER_NOUN or token[-1] in ",;:)"
        if apart or done or infinitive or not (sized or re.match(r"[^\W\d]", word)):
            break
        start -= 1
    return start


def _only_verb(word: str) -> bool:
    from jdparse.english.inflection import dictionary

    return set(dictionary().getAllLemmas(word)) == {"VERB"}


def _complement(tokens: Sequence[str], at: int) -> list[str]:
    """What a system is for, as far as that says which one it is: "for hotel search"."""
    if at + 2 >= len(tokens) or tokens[at][-1] in ",;:." or tokens[at + 1].lower() not in {"for", "behind", "of"}:
        return []
    kept = [tokens[at + 1]]
    for token in tokens[at + 2 :]:
        word = token.strip(",;:").lower()
        if (
            word in (_STOPS - {"the"})
            or re.search(r"\d", word)
            or (
                len(kept) > 1
                and word.endswith("ing")
                and verb_lemma(word) in _words("load-verbs") | _words("outcome-verbs")
            )
        ):
            break
        kept.append(token.rstrip(",;:"))
        if token[-1] in ",;:":
            break
    return kept if 2 <= len(kept) <= _MAX_COMPLEMENT and kept[-1].lower() != "the" else []


def _small(phrase: str) -> str:
    """A phrase without the capital that only the start of a line asked for."""
    from jdparse.english.inflection import dictionary

    first = phrase.split(" ", 1)[0]
    named = any(mention.span.start == 0 for mention in jdparse.tools_named(phrase))
    plain = first[:1].isupper() and first[1:].islower() and not named
    return phrase[:1].lower() + phrase[1:] if plain and dictionary().getAllLemmas(first.lower()) else phrase
