"""The system that a line of a résumé is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

import jdparse
from jdparse.english.deeds import as_past
from jdparse.english.numerals import WORD
from jdparse.english.patterns import pattern
from jdparse.english.plain import lower_first
from jdparse.english.verbs import is_only_past, verb_lemma

#: More words than this before its noun describe no system.
_MAX_MODIFIERS = 6
#: Words of "for ..." and "behind ..." after a system's noun.
_MAX_COMPLEMENT = 6
PREPOSITIONS = frozenset(
    "about across after against along among around as at before behind between by during for from in inside into like near of off on onto out"
    " over per since through throughout to toward towards under until up upon via with within without".split()
)
DETERMINERS = frozenset(
    "a all an another any both each every its my our several some that the their these this those your".split()
)
_JOINING = frozenset("& and but nor or plus so than then thereby thus when where which while who".split())
_STOPS = PREPOSITIONS | DETERMINERS | _JOINING
#: What may follow the last noun of a phrase beside a preposition or a conjunction.
_AFTER_NOUN = frozenset(
    "is was were are has had have now daily used running built end-to-end from-scratch per using leveraging".split()
)
#: Words at the start of a phrase that a letter says without.
LEFT_OFF = frozenset("company's entire existing first multiple new several various whole".split())
#: Vague words that name a kind of platform or pipeline, though not a kind of model.
_KINDS = frozenset("ai data machine ml model".split())
_VAGUE_NOUNS = frozenset("app application job model service system".split())
_NUMERAL = pattern(rf"(?i){WORD}")
#: After these a form in -ing is a verb: "by rewriting".
_BEFORE_GERUND = frozenset("after by through using via while".split())


def small_words_of(name: str) -> frozenset[str]:
    """A list of words of the lexicon."""
    return jdparse.load_lexicon().words[name]


def verbs_of(words: str) -> list[str]:
    """The verbs that open a phrase: "designed and built the store" has two."""
    found: list[str] = []
    joined = False
    for word in words.split():
        core = word.rstrip(",;").lower()
        if found and core in {"and", "then", "&"}:
            joined = True
            continue
        verbal = is_only_past(core) or (not found and as_past(words) is not None and not core.endswith("ly"))
        if not verbal and core.endswith("ly") and core not in _STOPS:
            continue
        # Why: "built personalized ..." has one verb and an adjective.
        if not verbal or (found and not joined):
            break
        found.append(core)
        joined = word.endswith(",")
    return found


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
    verbs = _opening(tokens, len(verbs_of(words)))
    for system in sorted(_systems(words)[0], reverse=True):
        start = system.start
        before = tokens[start - 1].lower()
        infinitive = tokens[start - 2 : start - 1] == ["to"] and before not in _STOPS
        after = before in PREPOSITIONS or start == verbs or infinitive
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
    verbs = len(verbs_of(words)) if opens_with_verb else 0
    found: list[_System] = []
    vague = ""
    for at in range(len(tokens) - 1, -1 + opens_with_verb, -1):
        noun = system_noun(tokens[at])
        if not noun or any(system.start <= at <= system.end for system in found) or not _closes(tokens, at):
            continue
        start = _phrase_start(tokens, at, verbs)
        modifiers = list(
            dropwhile(lambda word: word.lower() in LEFT_OFF, (token.strip("'\"") for token in tokens[start:at]))
        )
        complement = _complement(tokens, at)
        telling = any(word.lower() not in small_words_of("vague-modifiers") for word in modifiers)
        kind = noun not in _VAGUE_NOUNS and any(word.lower() in _KINDS for word in modifiers)
        if telling or complement or kind:
            phrase = " ".join([*modifiers, re.sub(r"'s?$", "", tokens[at].rstrip(",;:.")), *complement])
            owner = bool(modifiers) and modifiers[0].endswith(("'s", "s'")) and modifiers[0][:1].isupper()
            article = "" if owner else "the "
            found.append(_System(start, at, article + (phrase if start or owner else _small(phrase)), noun))
        else:
            vague = noun
    return found, vague


def system_noun(token: str) -> str:
    """The noun of a system in the singular, or an empty string."""
    word = re.sub(r"'s?$", "", token.strip(',;:."')).strip("'").lower()
    for singular in (
        word,
        word.removesuffix("s"),
        re.sub(r"ies$", "y", word),
        re.sub(r"(?:ices|exes)$", "ex", word),
        re.sub(r"es$", "", word),
    ):
        if singular in small_words_of("system-nouns"):
            return singular
    return ""


def _closes(tokens: Sequence[str], at: int) -> bool:
    """Whether a noun ends its phrase: "the model" does in "the model from", and does not in "model accuracy"."""
    if at + 1 == len(tokens) or tokens[at][-1] in ",;:." or tokens[at].endswith(("'s", "s'")):
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
        return not (at + 2 < len(tokens) and system_noun(tokens[at + 2]))
    if not following.endswith("ing") or at + 2 == len(tokens):
        return False
    lemma = verb_lemma(following)
    after = tokens[at + 2].lower()
    return (
        lemma in small_words_of("load-verbs") | small_words_of("outcome-verbs")
        or after in DETERMINERS | {"about", "over", "up"}
        or after[:1].isdigit()
    )


def _phrase_start(tokens: Sequence[str], at: int, verbs: int) -> int:
    """Where the words before a noun begin that belong to it.

    Args:
        tokens: The words.
        at: The noun.
        verbs: How many verbs open the words.
    """
    opening = _opening(tokens, verbs)
    start = at
    while start > opening and at - start < _MAX_MODIFIERS:
        token, before = tokens[start - 1], tokens[start - 2].strip(",").lower() if start > 1 else ""
        word = token.strip("'\"").lower()
        sized = re.fullmatch(r"\d+(?:\.\d+)?b", word) or (
            word.isdigit() and tokens[start - 2][:1].isupper() and tokens[start - 2].isalnum() and start - 2 >= opening
        )
        done = before in _JOINING | _BEFORE_GERUND | {"to"} and (
            is_only_past(word) or (word.endswith("ing") and before in _BEFORE_GERUND)
        )
        infinitive = before == "to" and (
            word in small_words_of("duty-verbs") | small_words_of("outcome-verbs") | {"launch"} or _only_verb(word)
        )
        # Why: "as" between two capitals is part of a name, "Infrastructure as Code".
        inside = (
            word in PREPOSITIONS
            and tokens[start - 2][:1].isupper()
            and tokens[start][:1].isupper()
            and start - 2 >= opening
        )
        apart = (word in _STOPS and not inside) or word in _AFTER_NOUN or token[-1] in ",;:)"
        apart = apart or _NUMERAL.fullmatch(word) is not None
        if apart or done or infinitive or not (sized or re.match(r"[^\W\d]|\d+-[a-z]", word)):
            break
        start -= 1
    return start


def _opening(tokens: Sequence[str], verbs: int) -> int:
    """Where the words begin that stand behind the verbs that open a line."""
    whole = next((end for end in range(len(tokens)) if len(verbs_of(" ".join(tokens[:end]))) == verbs), 0)
    return whole if verbs else 0


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
            or (re.search(r"\d", word) and not kept[-1][:1].isupper())
            or (
                len(kept) > 1
                and word.endswith("ing")
                and verb_lemma(word) in small_words_of("load-verbs") | small_words_of("outcome-verbs")
            )
        ):
            break
        kept.append(token.rstrip(",;:"))
        if token[-1] in ",;:":
            break
    return kept if 2 <= len(kept) <= _MAX_COMPLEMENT and kept[-1].lower() != "the" else []


def _small(phrase: str) -> str:
    """A phrase without the capital that only the start of a line asked for."""
    named = any(mention.span.start == 0 for mention in jdparse.tools_named(phrase))
    return phrase if named else lower_first(phrase)
