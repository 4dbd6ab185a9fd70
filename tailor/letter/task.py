"""A duty of the posting in few words, ready for "you want somebody to ...": its verb with what it acts upon, shortened.

A line gives many phrases: the whole duty, its second verb, what it is done for, each cut step by step by whole subtrees, and its first
words up to where a further part begins. Which of them reads best, and whether any does well enough to stand in a letter, a linear judge
says: `lexicons/tasks.toml`, fitted by ``python benchmarks/tasks.py ../shared --fit`` on phrases that readers graded beside their lines.

Why the posting's own words: letters with them were read beside the same letters with a plain phrase for the kind of work, and readers
called the former written for their team more often, though some said that the line was copied.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from jdparse import LEXICONS, tools_named
from jdparse.english.acts import VERB_TAGS, Act
from jdparse.english.classes import word_class
from jdparse.english.compress import compress
from jdparse.english.duty import Line, read_line
from jdparse.english.pronouns import to_reader
from jdparse.english.tree import children, conjuncts, helpers, render
from jdparse.english.verbs import verb_lemma, word_lemmas
from tailor.letter.cuts import is_whole
from tailor.letter.task_traits import task_traits
from tailor.letter.weights import load_weights, weigh

#: A task has no fewer and no more words. Why so few: read side by side, letters with a duty of nine words won by a quarter of a point in ten,
#: those with twelve or more by nothing, and were called copied.
_FEWEST, _MOST = 4, 11
#: A line of a posting is shorter; a wall of text is not told in a dozen words.
_MAX_CHARACTERS = 1500
#: Of each duty so many shortenings are kept; its first words are looked for as far as this.
_LENGTHS, _FURTHER = 8, 4
#: From this on, cross-validated, seven in eight phrases are good by readers.
LEAST_SCORE = 1.3
#: What a posting calls yours is the applicant's, and would be the reader's in a letter.
_APPLICANT = frozenset({"you", "your", "yours", "yourself"})
#: Tags of a word that can end a phrase, and of those that can only where they are what is said of something.
_ENDS = frozenset({"NN", "NNS", "NNP", "NNPS", "RB", "CD", "VBG", "VBN", "RP"})
_SAID_OF = frozenset({"acomp", "ccomp", "oprd", "conj"})
#: Tags of a word with which a further part of a duty begins, and of those after which none does.
_OPENS, _BINDS = frozenset({"IN", "TO", "WDT", "WRB", "WP", "VBG", "CC"}), frozenset({"IN", "DT", "TO", "CC", "JJ"})
_MARKS = frozenset(",;:-–—")
#: A word with this many letters may be everyday English that is written like a title.
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Task:
    """A duty in few words.

    Attributes:
        text: An infinitive without "to": "keep feature pipelines fresh".
        traits: Named facts about it, 0 to 1 or small counts.
    """

    text: str
    traits: Mapping[str, float]

    @property
    def score(self) -> float:
        """How well it would read, in log-odds."""
        return weigh(load_weights(LEXICONS / "tasks.toml", "trait")["trait"], self.traits)


def good_tasks(quote: str, company: str = "") -> list[Task]:
    """The phrases of a line that read well enough to stand in a letter, the best first."""
    found = [task for task in find_tasks(quote, company) if task.score >= LEAST_SCORE]
    return sorted(found, key=lambda task: (-task.score, task.text))


@lru_cache(maxsize=512)
def find_tasks(quote: str, company: str = "") -> tuple[Task, ...]:
    """The duties of a posting's line in few words, each in several lengths; none where the line names no work of the applicant's or the team's."""
    if len(quote) > _MAX_CHARACTERS or quote.rstrip(" *_\"'").endswith("?"):
        return ()
    line = read_line(_ours(quote, company), company)
    if line is None or line.noun or line.speaker == "other" or not line.acts:
        return ()
    if line.acts[0].lemma in word_class("hiring"):
        return ()
    found: dict[str, Task] = {}
    plain = _plain_case(line.doc)
    for place, acts in enumerate(_duties(line)):
        for kept, text in _shortened(line, acts, plain):
            told = to_reader(_unslashed(text))
            # Why before the traits: most cuts are too long or broken, and a trait or two looks words up.
            if told.casefold() not in found and _FEWEST <= len(told.split()) <= _MOST and is_whole(told):
                found[told.casefold()] = Task(told, task_traits(line, acts, kept, text, place))
    return tuple(found.values())


def _ours(quote: str, company: str) -> str:
    """The line with the employer's name as its own "our"."""
    return re.sub(rf"\b{re.escape(company)}['’]s\b", "our", quote) if company else quote


def _duties(line: Line) -> Iterator[Sequence[Act]]:
    """The duties that a line names: all its verbs, those from the second object on, and what the first is done for."""
    yield line.acts
    for number, act in enumerate(line.acts[1:], 1):
        if act.object is not None and act.object != line.acts[number - 1].object:
            yield line.acts[number:]
            break
    for token in line.acts[0].verb.subtree:
        if (
            token != line.acts[0].verb
            and token.tag_ == "VB"
            and token.dep_ in {"advcl", "xcomp", "acl", "relcl"}
            and any(child.tag_ == "TO" for child in token.children)
            and (target := next(iter(children(token, "dobj")), None)) is not None
        ):
            yield [Act(token, verb_lemma(token.lower_), target)]


def _shortened(line: Line, acts: Sequence[Act], plain: Mapping[Token, str]) -> Iterator[tuple[tuple[Token, ...], str]]:
    """The tokens that each cut of a duty keeps, and their words."""
    verb = acts[0].verb
    if any(act.verb.tag_ not in VERB_TAGS for act in acts):
        return
    before = (*helpers(verb), *children(verb, "nsubj", "nsubjpass", "punct", "cc", "expl"))
    before += children(verb, "advmod", "npadvmod", "prep", "advcl")
    leading = [token for token in before if token.i < verb.i]
    # Why: a duty that is told as an infinitive stays as it is; of "designing and running" each verb changes, "monitoring systems" does not.
    forms = {
        token: token.lower_ if verb.tag_ == "VB" else verb_lemma(token.lower_)
        for token in conjuncts(verb)
        if token.tag_ == verb.tag_ and token.i >= verb.i
    }
    for kept in (*list(compress(verb, _MOST, leading))[:_LENGTHS], *_beginnings(verb)):
        if _can_end(kept) and not any(token.lower_ in _APPLICANT for token in kept):
            yield kept, render(kept, {**plain, **forms})


def _beginnings(verb: Token) -> Iterator[tuple[Token, ...]]:
    """The first words of a duty up to where a further part begins: a clause, a list's next item, a preposition."""
    for token in verb.doc[verb.i + 2 : min(verb.right_edge.i + 1, verb.i + _MOST + _FURTHER)]:
        before = token.nbor(-1)
        if (
            (before.text in _MARKS or token.tag_ in _OPENS)
            and before.tag_ not in _BINDS
            and not _one_noun(before, token)
        ):
            row = list(verb.doc[verb.i : token.i])
            while row and not row[-1].text[-1].isalnum():
                row.pop()
            if row:
                yield tuple(row)


def _one_noun(before: Token, token: Token) -> bool:
    """Whether two words are parts of one noun: "machine learning", "data processing"."""
    if before.dep_ in {"compound", "nmod", "amod", "poss"} and before.head.i > before.i:
        return True
    return token.tag_ == "VBG" and before.tag_ in {"NN", "NNP"} and "NOUN" in word_lemmas(token.lower_)


def _can_end(kept: Collection[Token]) -> bool:
    """Whether the last word can end a phrase."""
    last = max((token for token in kept if not token.is_punct), key=lambda token: token.i)
    return last.tag_ in _ENDS or (last.tag_.startswith("JJ") and last.dep_ in _SAID_OF) or last.dep_ == "ROOT"


def _plain_case(doc: Doc) -> dict[Token, str]:
    """Words of everyday English that a posting writes like titles, in small letters; names of tools keep their capitals."""
    titled = [token for token in doc if token.text.istitle() and len(token) >= _LONG_WORD and word_lemmas(token.lower_)]
    if not titled:
        return {}
    text = doc.text
    names = {word for mention in tools_named(text) for word in text[mention.span.start : mention.span.end].split()}
    return {token: token.lower_ for token in titled if token.text not in names}


def _unslashed(words: str) -> str:
    """Say "statistical/machine learning" as "statistical and machine learning"; acronyms keep their slash."""
    return re.sub(r"(?<![\w/-])([a-z]{4,})/([a-z]{4,})(?![\w/-])", r"\1 and \2", words)
