"""A field's words turned into the shape that the field asks for: the example of a problem's answer."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from jdparse.english.classes import load_nominals
from jdparse.english.parser import parse
from jdparse.english.tree import children, subject
from jdparse.english.verbs import gerund, past_form, verb_lemma, word_lemmas
from tailor.letter.effects import load_changes
from tailor.letter.facts import sentence_part

#: No result is so long; patterns with several gaps are not tried on what is.
_MAX_CHARACTERS = 600

_ROSE = "increase|rise|gain|improvement|growth|jump|lift"

_NUMBER = r"(?P<amount>[$€£]?\d[\d.,]*\s?(?:%|percent|points?|[a-zA-Z]{1,8})?)"

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

_FELL = "reduction|decrease|drop|fall|cut|decline"


def amount(verb: Token) -> str:
    """What a clause of worth says was gained: "it saves us 12 hours a week" -> "12 hours a week saved"."""
    helping = children(verb, "auxpass")
    if helping:
        return f"{verb.doc[: helping[0].i].text} {verb.text}"
    thing = re.sub(r"^(?:us|me|them) ", "", object_words(verb))
    by = re.fullmatch(r"(?P<thing>.+?) by (?P<far>.*\d.*)", thing)
    moved = load_changes().get(verb_lemma(verb.lower_), "")
    if by and moved in {"fell", "rose"}:
        return f"{by['far']} {'less' if moved == 'fell' else 'more'} in {by['thing']}"
    return f"{thing} saved" if thing and verb_lemma(verb.lower_) == "save" else thing


def clause_root(doc: Doc) -> Token:
    """The word that the parse hangs on."""
    return next((token for token in doc if token.dep_ == "ROOT"), doc[0])


def main_verb(words: str, *, strict: bool = True) -> Token | None:
    """The verb of a clause with its own subject; none in a noun phrase, whatever clauses hang on it.

    Args:
        words: A field.
        strict: Whether a participle behind a noun is none: "4,000 agent hours saved a month".
    """
    doc = parse(_closed(words))
    root = clause_root(doc)
    helping = children(root, "aux", "auxpass")
    who = subject(root)
    if who is None or who.i > root.i or not (root.tag_ in FINITE or any(token.tag_ in FINITE for token in helping)):
        return None
    if not strict or helping or who.tag_ in {"PRP", "WP", "WDT"}:
        return root
    if root.tag_ in {"VBZ", "VBP"} and ("NOUN" in word_lemmas(root.lower_) or not word_lemmas(root.lower_)):
        # Why: "shadow deploys" and "11 million plays a day" hold nouns that are a verb's form too.
        return root if children(who, "det", "poss") and root.i + 2 < len(doc) else None
    lemma = verb_lemma(root.lower_)
    participle = root.tag_ == "VBD" and past_form(lemma) == past_form(lemma, participle=True)
    return None if participle and not children(root, "dobj", "attr", "acomp", "ccomp") else root


def first_verb(words: str) -> Token | None:
    """The verb that a phrase without a subject opens with: "monitor drift daily", "trained the models"."""
    doc = parse(_closed(words))
    root = clause_root(doc)
    if root.i or root.tag_ not in {"VB", "VBD", "VBP", "VBZ"}:
        return None
    target = next(iter(children(root, "dobj")), None)
    if target is None:
        return None
    if children(target, "det", "poss") or (root.tag_ in {"VB", "VBP"} and children(root, "advmod", "npadvmod")):
        return root
    return None


def only_relative(words: str) -> bool:
    """Whether each finite verb stands in a clause that hangs on a noun: "the old pipeline that took six hours"."""
    doc = parse(_closed(words))
    hanging = {token for head in doc if head.dep_ in {"relcl", "acl"} for token in head.subtree}
    finite = [token for token in doc if token.tag_ in FINITE]
    return clause_root(doc).tag_.startswith("NN") and bool(finite) and all(token in hanging for token in finite)


def is_pronoun(words: str) -> bool:
    """Whether "that" or "as" at the start is no conjunction: "that was guesswork"."""
    first = parse(words)[0]
    return first.dep_ in {"nsubj", "nsubjpass", "det"}


def object_words(verb: Token) -> str:
    """What a verb acts upon, with all that follows; empty where there is nothing."""
    target = next(iter(children(verb, "dobj", "attr")), None)
    return _until_stop(verb.doc, target.left_edge.i) if target is not None else ""


def _until_stop(doc: Doc, start: int) -> str:
    end = len(doc) - 1 if doc[len(doc) - 1].text == "." else len(doc)
    return str(doc[start:end].text)


def active(verb: Token) -> str:
    """A sentence as a deed: "features were moved to a stream" -> "moved features to a stream"."""
    who = subject(verb)
    if who is None:
        return ""
    deed = past_form(verb_lemma(verb.lower_))
    if who.dep_ == "nsubjpass":
        thing = sentence_part(str(verb.doc[who.left_edge.i : who.right_edge.i + 1].text))
        return " ".join(part for part in (deed, thing, _until_stop(verb.doc, verb.i + 1)) if part)
    return f"{deed} {_until_stop(verb.doc, verb.i + 1)}".strip() if who.lower_ in {"i", "we"} else ""


def doing(verb: Token) -> str:
    """A sentence as a thing to own: "we retrain every week" -> "retraining every week"."""
    who = subject(verb)
    doing = gerund(verb_lemma(verb.lower_))
    if who is not None and who.dep_ == "nsubjpass":
        thing = sentence_part(str(verb.doc[who.left_edge.i : who.right_edge.i + 1].text))
        return " ".join(part for part in (doing, thing, _until_stop(verb.doc, verb.i + 1)) if part)
    if who is not None and who.lower_ not in {"i", "we"}:
        return ""
    return f"{doing} {_until_stop(verb.doc, verb.i + 1)}".strip()


def nominal(words: str) -> str:
    """A noun that stands for a verb as that verb: "the migration of features to Flink" -> "migrated features to Flink"."""
    root = clause_root(parse(words))
    verb = load_nominals().get(root.lower_, root.lower_ if "VERB" in word_lemmas(root.lower_) else "")
    of = next((prep for prep in children(root, "prep") if prep.lower_ == "of"), None)
    return f"{past_form(verb)} {_until_stop(root.doc, of.i + 1)}" if verb and of is not None else ""


def built(words: str) -> str:
    """A thing that has an article or a number, as what was built."""
    told = any(token.tag_.startswith("VB") and token.dep_ not in {"amod", "compound"} for token in parse(words))
    return f"built {words}" if not told and re.match(r"(?i)(?:an?|one|two|three|the) ", words) else ""


#: Results that name a change, and the same with the verb first.
_CHANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:an? |the )?(?:{_NUMBER} )?(?P<way>{_FELL}|{_ROSE}) (?:in|of) (?P<thing>.+?)(?P<far> (?:from|by|of) .*\d.*)?",
        rf"{_NUMBER} (?P<way>lower|less|fewer|higher|more) (?P<thing>.+)",
        rf"(?:an? |the )?(?P<thing>.+) (?P<way>{_FELL}|{_ROSE})(?P<far> (?:of|by) .*\d.*)",
        r"(?P<way>lower|less|fewer|higher|more) (?P<thing>.+)",
    )
)
_SPAN = re.compile(r"(?P<thing>.+?):? (?:from )?(?P<old>\S*\d.*?) ?(?:\bto\b|->|→|=>) ?(?P<new>.*\d.*)")
_SAVING = re.compile(rf"(?i)(?:{_NUMBER} (?:in )?savings?|savings? of (?P<whole>.+))")


def verb_phrase(words: str) -> str:
    """A result that names a change, with its verb first; empty where its words do not say which way.

    "A 40% reduction in latency" -> "cut latency by 40%"; "age from 24 h to 1 h" -> "brought age from 24 h to 1 h".
    """
    if len(words) > _MAX_CHARACTERS:
        return ""
    saving = _SAVING.fullmatch(words)
    if saving:
        return f"saved {saving['amount'] or saving['whole']}"
    change = next((found for pattern in _CHANGES if (found := pattern.fullmatch(words))), None)
    if change:
        named = change.groupdict()
        far = f" by {named['amount']}" if named.get("amount") else (named.get("far") or "")
        return f"{_way(change['way'])} {change['thing']}{re.sub('^ of ', ' by ', far)}"
    span = _SPAN.fullmatch(words)
    if span:
        return f"brought {span['thing']} from {span['old']} to {span['new']}"
    if re.match(r"[$€£]?\d", words):
        return f"reached {words}"
    better = parse(words)
    made = better[0].tag_ == "JJR" and len(better) > 1
    return f"made {better[1:].text} {better[0].text.lower()}" if made else ""


#: A headline without its verb: "FPR down 30%".
_HEADLINE = re.compile(
    r"(?P<thing>.+?),? (?P<way>up|down) (?P<joint>(?:from|to|by) )?(?P<far>[$€£~]?\d.*)", re.IGNORECASE
)


def from_headline(words: str) -> str:
    """A headline with its verb first: "FPR down 30%" -> "cut FPR by 30%"; empty for words that are none."""
    found = _HEADLINE.fullmatch(words) if len(words) <= _MAX_CHARACTERS else None
    if found is None or main_verb(found["thing"], strict=False) is not None:
        return ""
    return f"{_way(found['way'])} {found['thing']} {found['joint'] or 'by '}{found['far']}"


def _way(word: str) -> str:
    return "cut" if re.fullmatch(f"{_FELL}|lower|less|fewer|down", word.lower()) else "raised"


def _closed(words: str) -> str:
    """A field with a stop, which the parser reads better; apart from it, so that "$2M." is no abbreviation."""
    return f"{words.rstrip('. ')} ."
