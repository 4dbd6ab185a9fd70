"""What a posting's line asks for: its verbs, whose they are, and what each acts upon.

A bare bullet misleads a parser trained on sentences; with "You will " before it the same parser finds the verb. Lines that
have a subject of their own are read as they stand.

Why the prefix: in a trial on sixty lines of `gold/train` the root was the right verb in all but a few with it, and in half
without it (`letters/compress_trial.py` beside the gold).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jdparse.english.acts import VERB_TAGS, Act, named_duty, read_act, shared_objects
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.plain import clean, lower_first, lower_titled
from jdparse.english.tree import children, conjuncts, subject
from jdparse.english.verbs import verb_lemma, word_lemmas

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Speaker = Literal["reader", "team", "other"]
#: Who the posting means by the applicant, and by itself.
_READER = frozenset(
    {
        "you",
        "candidate",
        "candidates",
        "engineer",
        "person",
        "role",
        "position",
        "hire",
        "incumbent",
        "individual",
        "she",
        "job",
        "scientist",
        "developer",
        "someone",
    }
)
_TEAM = frozenset({"we", "team", "teams", "group", "company", "us"})
#: Verbs that only introduce the duty: "you will be responsible for ...", "your focus is to ...".
_LEADING = frozenset(
    {
        "be",
        "expect",
        "focus",
        "look",
        "need",
        "include",
        "involve",
        "consist",
        "seek",
        "have",
        "get",
        "want",
        "aim",
        "plan",
        "require",
        "hire",
        "play",
        "revolve",
        "center",
        "range",
        "concentrate",
        "entail",
        "task",
    }
)
_CLAUSES = ("xcomp", "pcomp", "advcl", "acl", "ccomp", "relcl", "prep")
_MAX_STEPS = 4
#: So many words before a colon or a dash are a duty of their own.
_WHOLE_HEAD = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A posting's line, read.

    Attributes:
        text: The words as they were parsed.
        doc: The parse.
        speaker: Whose deed it is: the applicant's, the team's own, or something else's ("Our models are retrained by hand").
        acts: The verbs of the duty in text order, those joined to the first one after it; empty for a noun phrase.
        head: The main verb, or the head of a noun phrase.
        noun: Whether the line is a noun phrase.
    """

    text: str
    doc: Doc
    speaker: Speaker
    acts: tuple[Act, ...]
    head: Token
    noun: bool = False


def read_line(quote: str, company: str = "") -> Line | None:
    """A posting's line, read; None where the parser makes nothing of it.

    Args:
        quote: The posting's words, bullet and Markdown included.
        company: The employer's name, which stays capitalised.
    """
    words = _first_sentence(clean(quote))
    if len(words.split()) < 2:
        return None
    if words.istitle() or _many_capitals(words):
        words = lower_titled(words)
    text, given = _with_subject(words, company)
    doc = parse(text)
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None:
        return None
    if given == "have":
        head = next(iter(children(root, "dobj", "attr", "ccomp", "xcomp")), None)
        if head is None or head.lower_ in word_class("asking"):
            return None
        named = named_duty(head)
        return Line(text, doc, "reader", (named,), head) if named else Line(text, doc, "reader", (), head, noun=True)
    verb = _duty_verb(root)
    who = _speaker(verb, root)
    acts = shared_objects([act for act in (read_act(token) for token in conjuncts(verb)) if act is not None])
    if verb.tag_ not in VERB_TAGS or (who == "reader" and verb_lemma(verb.lower_) in word_class("asking")):
        return None
    return Line(text, doc, who, acts, verb)


def _first_sentence(words: str) -> str:
    pieces = [piece for piece in re.split(r"(?<=[a-z)][.!?])\s+(?=[A-Z])", words) if len(piece.split()) >= 4]
    first = pieces[0] if pieces else words
    # Why: what follows a colon, a semicolon or a dash explains the duty; the duty stands before it.
    head = re.split(r"\s[–—-]\s|[:;]\s", first)[0]
    return re.sub(r"[\s.;:!?,–—-]+$", "", head if len(head.split()) >= _WHOLE_HEAD else first)


def _many_capitals(words: str) -> bool:
    """Whether a line is set in Title Case: most of its longer words have capitals."""
    long = [word for word in words.split() if len(word) > 3 and word.isalpha()]
    return len(long) >= 5 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _with_subject(words: str, company: str) -> tuple[str, str]:
    """The words as a sentence, and what was put before them."""
    first, _, rest = words.partition(" ")
    core = first.strip(",;:").lower()
    plain_case = lower_first(words, company)
    if pattern(r"(?i)(?:{sentence-starts})\b|(?:you|we)['’]").match(words) or (
        company and words.lower().startswith(company.lower())
    ):
        return (f"You will {rest}", "will") if core == "to" and rest else (words, "")
    if core in {"should", "must", "will", "can"} and rest:
        return f"You {plain_case}", ""
    if re.fullmatch(r"[a-z-]+ing", core) and "VERB" in word_lemmas(core.rpartition("-")[2]):
        return f"You will be {plain_case}", "will be"
    if re.fullmatch(r"[a-z-]+s", core) and verb_lemma(core) not in {core, ""} and core not in word_class("uncounted"):
        lemmas = word_lemmas(core.rpartition("-")[2])
        if "VERB" in lemmas and words[0].isupper():
            doc = parse(f"She {plain_case}")
            if len(doc) > 1 and doc[1].dep_ == "ROOT" and doc[1].tag_ == "VBZ":
                return f"She {plain_case}", "she"
    doc = parse(f"You will {plain_case}")
    at = 3 if len(doc) > 3 and doc[2].tag_ == "RB" else 2
    if len(doc) > at and doc[at].tag_ in {"VB", "VBP"} and (doc[at].dep_ == "ROOT" or doc[at].head.dep_ == "ROOT"):
        return f"You will {plain_case}", "will"
    return f"You will have {plain_case}", "have"


def _speaker(verb: Token, root: Token) -> Speaker:
    head = subject(root)
    if head is None or (verb != root and head.lower_ not in _READER):
        head = subject(verb) or head
    if head is None:
        return "reader"
    word = head.lower_
    if word in _READER or (
        word in {"focus", "responsibilities", "responsibility", "mission", "goal", "work", "duties", "objective"}
        and verb != root
    ):
        return "reader"
    return "team" if word in _TEAM else "other"


def _duty_verb(root: Token) -> Token:
    """The verb that says the duty, behind those that only lead to it."""
    verb = root
    for _ in range(_MAX_STEPS):
        found = _behind(verb)
        if found is None:
            return verb
        verb = found
    return verb


def _behind(verb: Token) -> Token | None:
    """The verb that a leading, joining, helping or using verb points to."""
    lemma = verb_lemma(verb.lower_)
    inner = [token for token in verb.subtree if token != verb and token.tag_ in VERB_TAGS and token.i > verb.i]
    if lemma in word_class("joining") | word_class("using"):
        return next(
            (token for token in inner if _is_purpose(token) and token.dep_ in {"advcl", "xcomp", "relcl", "acl"}), None
        )
    if lemma in word_class("helping"):
        return next(
            (
                token
                for token in inner
                if token.dep_ in {"xcomp", "ccomp", "pcomp"}
                and token.tag_ in {"VB", "VBG"}
                and token.head in (verb, *verb.children)
                and subject(token) is None
            ),
            None,
        )
    if lemma in _LEADING and not (
        lemma == "be"
        and any(child.tag_ in {"VBG", "VBN"} for child in verb.children if child.dep_ in {"aux", "auxpass"})
    ):
        head = subject(verb)
        if (
            lemma in {"be", "have", "need", "want", "get"}
            and head is not None
            and head.lower_
            not in _READER
            | {
                "focus",
                "mission",
                "goal",
                "role",
                "responsibilities",
                "responsibility",
                "objective",
                "we",
                "task",
                "work",
                "job",
                "part",
                "purpose",
            }
        ):
            return None
        return next(
            (
                token
                for token in inner
                if token.tag_ in {"VB", "VBG"}
                and token.dep_ in {*_CLAUSES, "conj"}
                and (token.tag_ != "VBG" or token.dep_ in {"pcomp", "xcomp", "ccomp", "advcl"})
            ),
            None,
        )
    return None


def _is_purpose(token: Token) -> bool:
    return token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)
