"""Whether a line of a résumé opens with what somebody did, or with a thing.

"Cloud training platform serving 40 teams" and "Feed ranking model" open with words that a dictionary has as verbs too. The parser
decides, on the line as it stands and on the line behind "I": a bare bullet misleads it one way, "I" the other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jdparse import load_lexicon
from jdparse.english.acts import VERB_TAGS
from jdparse.english.changes import changes
from jdparse.english.classes import load_nominals, word_class
from jdparse.english.deeds import as_past
from jdparse.english.figures import find_figures
from jdparse.english.parser import parse
from jdparse.english.plain import clean
from jdparse.english.tree import children
from jdparse.english.verbs import VERB_PREFIXES, is_only_past, verb_lemma, word_lemmas
from tailor.profile.resume.system import system_noun, verbs_of

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What stands before a noun and makes it an object: "Support the rotation", "Index 3 million documents".
_BEFORE_OBJECT = ("det", "poss", "nummod", "predet")
#: So many verbs in a row are a list of nouns only where no article follows: "Test and release automation".
_LISTED = 2
_AT_ONCE = re.compile(r"(?i)(?:an?|the|our|all|its|each|every|[$€£~≈+]?\d\S*)(?!\w)")


@lru_cache(maxsize=1024)
def is_deed_line(text: str) -> bool:
    """Whether a line opens with a verb that says what somebody did."""
    words = clean(text)
    past = as_past(words)
    if past is None:
        return False
    first = words.split()[0].rstrip(",;").lower()
    at = 1 if first.endswith("ly") and not is_only_past(first) else 0
    verb = words.split()[at].rstrip(",;").lower() if len(words.split()) > at else first
    deed = _verb_after_i(past, at)
    prefix, hyphen, _ = verb.partition("-")
    # Why: "Test-time adaptation" opens with no verb, "Fine-tune models" does.
    if deed is None or (hyphen and prefix not in VERB_PREFIXES and not is_only_past(verb)):
        return False
    opening = parse(f"{words}.")[at]
    if is_only_past(verb):
        return verb not in word_class("naming-participles") or _says_object(deed, past) or _changed(past)
    if verb.endswith("s") and verb_lemma(verb) != verb:
        return opening.tag_ == "VBZ"
    following = words.split()[at + 1].lower() if len(words.split()) > at + 1 else ""
    if verb.endswith("ing") and following and system_noun(following) == following:
        # "Bidding model" is a name; "Building dashboards" and "Designing the store" are deeds.
        return False
    others = {"NOUN", "ADJ"} & set(word_lemmas(verb))
    if not others or (verb == "own" and "NOUN" not in others) or _plainly(verb, past, at):
        return True
    moved = verb_lemma(verb) in load_lexicon().words["outcome-verbs"] - {"lead", "result"}
    if moved and _changed(past) and not _another_verb(opening):
        return True
    # Why the tag: the parser takes "Price scraping tool" and "Cache layer ... cut its time" for what they are.
    if opening.dep_ != "ROOT" or opening.tag_ not in VERB_TAGS:
        return False
    return _says_object(deed, past) or _changed(past) or not _names_a_thing(deed, verb)


def _plainly(verb: str, past: str, at: int) -> bool:
    """Whether an article or a number behind a word makes it a verb, or a list of verbs before one, or a nominal: "Lead migration"."""
    after = past.split()[at + 1 :]
    headed = verb_lemma(verb) in word_class("heading") and bool(after) and after[0].lower() in load_nominals()
    listed = verbs_of(past)
    behind = past.partition(f"{listed[-1]} ")[2] if listed else ""
    several = len(listed) > _LISTED or (len(listed) == _LISTED and _AT_ONCE.match(behind) is not None)
    return (several and not verb.endswith("ing")) or headed or _AT_ONCE.match(" ".join(after)) is not None


def _verb_after_i(past: str, at: int) -> Token | None:
    doc = parse(f"I {past}.")
    token = doc[min(at + 1, len(doc) - 1)]
    return token if token.tag_ in VERB_TAGS or is_only_past(token.lower_) else None


def _says_object(verb: Token, past: str) -> bool:
    """Whether what follows a verb is plainly its object, or a preposition, or a further verb that is joined to it."""
    following = past.split()[verb.i] if verb.i < len(past.split()) else ""
    if re.match(r"[\d$€£~≈+]", following):
        return True
    thing = next(iter(children(verb, "dobj")), None)
    if thing is not None and (children(thing, *_BEFORE_OBJECT) or thing.tag_ in {"PRP", "DT"}):
        return True
    joined = [token for token in children(verb, "conj") if token.tag_ in VERB_TAGS and token.i <= verb.i + 3]
    return bool(joined) or verb.doc[min(verb.i + 1, len(verb.doc) - 1)].tag_ in {"IN", "TO", "RP", "PRP$", "DT"}


def _changed(past: str) -> bool:
    """Whether a line says by how much, or from what to what: only a verb moves a thing so."""
    by = any(
        re.search(r"\b(?:by|to)\s+(?:[a-z]+\s+){0,2}$", past[: figure.start])
        for figure in find_figures(past.split(", ")[0])
    )
    return by or next(iter(changes(past)), None) is not None


def _another_verb(opening: Token) -> bool:
    """Whether a line has a verb behind the word that it opens with, by which its figure may be told."""
    clauses = {"ROOT", "acl", "advcl", "relcl", "conj", "xcomp", "ccomp"}
    return any(token.tag_ in VERB_TAGS and token.dep_ in clauses for token in opening.doc if token.i > opening.i)


def _names_a_thing(verb: Token, word: str) -> bool:
    """Whether a word and what follows read as the name of one thing: "Support ticket classifier", "Monitoring dashboard"."""
    thing = next(iter(children(verb, "dobj")), None)
    if thing is None or thing.tag_ not in {"NN", "NNP"} or "NOUN" not in word_lemmas(word):
        return False
    return (bool(children(thing, "compound")) or word.endswith("ing")) and thing.lower_ not in load_nominals()
