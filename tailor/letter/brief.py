"""A duty in few words, as something that is done or as a thing: "evaluating the quality of AI systems", "model deployment".

The words behind "the nearest that I have come to": short enough that the sentence goes on to where the applicant met it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from jdparse import pains_named, tools_named
from jdparse.english.acts import Act
from jdparse.english.classes import word_class
from jdparse.english.compress import compress
from jdparse.english.duty import Line, read_line
from jdparse.english.nouns import article, is_counted_word, noun_phrase
from jdparse.english.plain import lower_titled
from jdparse.english.pronouns import to_reader
from jdparse.english.rarity import rarity
from jdparse.english.tree import children
from jdparse.english.verbs import gerund, verb_lemma, word_lemmas
from tailor.letter.cuts import closed_up, dangling, gap, is_whole

#: The words behind the verb, and a thing by itself, at the most.
_MAX_OBJECT, _MAX_THING = 6, 5
#: Two verbs with their "and", and the object.
MAX_BRIEF_WORDS = 3 + 1 + _MAX_OBJECT
#: A wall of text is not told in six words.
_MAX_CHARACTERS = 2500


@dataclass(frozen=True, slots=True)
class Brief:
    """A duty in few words.

    Attributes:
        text: "building and deploying ranking models".
        object: What it acts upon, for a comparison with a story: "ranking models".
        doing: Whether it begins with a verb.
        names: The pain categories that its own words name.
        on_topic: Whether one of them is asked for.
        vague: Whether its noun says nothing by itself: "challenges".
        worth: How much it says of this team, the higher the more.
    """

    text: str
    object: str
    doing: bool
    names: frozenset[str]
    on_topic: bool
    vague: bool
    worth: float

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def find_briefs(quote: str, company: str = "", about: Sequence[str] = ()) -> tuple[Brief, ...]:
    """The short tellings of a posting's line, best first; none where no telling is whole.

    Args:
        quote: The posting's words.
        company: The employer's name.
        about: The pain categories that the line speaks of, the first one first.
    """
    if len(quote) > _MAX_CHARACTERS or quote.rstrip(" *_\"'").endswith("?"):
        return ()
    line = read_line(quote, company)
    if line is None or line.speaker == "other":
        return ()
    name = company.split()[0].casefold() if company else ""
    found = {
        brief.text.casefold(): brief
        for brief in _told(line, about)
        if not (name and name in brief.text.casefold()) and (brief.on_topic or not brief.vague)
    }
    return tuple(sorted(found.values(), key=lambda brief: -brief.worth))


def _told(line: Line, about: Sequence[str]) -> Iterator[Brief]:
    if line.noun:
        if line.head.tag_ in {"NN", "NNS"} and line.head.lower_ not in word_class("asking"):
            yield from _thing(line.head, about)
        return
    for number, act in enumerate(line.acts):
        yield from _doing(act, [other for other in line.acts[number + 1 :] if other.object == act.object], about)
    for act in _purposes(line):
        yield from _doing(act, [], about, purpose=True)


def _purposes(line: Line) -> Iterator[Act]:
    for token in line.doc:
        target = next(iter(children(token, "dobj")), None)
        if token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children) and target is not None:
            yield Act(token, verb_lemma(token.lower_), target)


def _doing(act: Act, more: Sequence[Act], about: Sequence[str], *, purpose: bool = False) -> Iterator[Brief]:
    target = act.object
    if target is None or not target.tag_.startswith("NN") or not _tells(act) or act.of:
        return
    last = [other for other in more if _tells(other) and not other.verb.tag_.startswith("NN")][-1:]
    verbs = " and ".join(
        dict.fromkeys(gerund(one.lemma) + (f" {one.particle}" if one.particle else "") for one in (act, *last))
    )
    for words in _object(target, _MAX_OBJECT):
        yield _brief(f"{verbs} {words}", words, about, target, doing=True, purpose=purpose, both=bool(last))
        return


def _tells(act: Act) -> bool:
    """Whether a verb says what is done to a thing; "work with", "have" and "ensure" do not."""
    spare = word_class("heading") | word_class("helping")
    return act.lemma.isalpha() and act.lemma not in spare and any(act.lemma in word_class(name) for name in _TELLING)


def _thing(head: Token, about: Sequence[str]) -> Iterator[Brief]:
    for words in _object(head, _MAX_THING):
        if len(words.split()) >= _KIND_WORDS:
            yield _brief(words, words, about, head)
        return


def _object(head: Token, most: int) -> Iterator[str]:
    """The noun with what names its kind, without qualities and clauses, the longest that fits first."""
    worn = [
        token
        for token in head.subtree
        if token.dep_ in {"amod", "advmod"}
        and token.lower_ in word_class("quality-adjectives") | word_class("worn-adjectives")
    ]
    clauses = [token for token in head.subtree if token.dep_ in {"relcl", "acl", "advcl"} and token != head]
    for kept in compress(head, most, [*worn, *clauses]):
        if gap(kept) or closed_up(kept) or dangling(kept) or _points(head, kept):
            continue
        last = max(kept, key=lambda token: token.i)
        if any(token.tag_ in _FINITE for token in kept) or not last.tag_.startswith(("NN", "CD")) or _cut_inside(last):
            continue
        words = _with_article(noun_phrase(head, kept), head)
        alone = len(words.split()) < _KIND_WORDS and (_is_vague(head) or _is_thing(head))
        if not alone and is_whole(words) and " /" not in words and _singular(head) not in word_class("people"):
            yield lower_named(to_reader(words))
    if (
        head.tag_ in {"NNS", "NNP", "NNPS"}
        and not _is_vague(head)
        and not _is_thing(head)
        and _singular(head) not in word_class("people")
    ):
        yield lower_named(head.text)


def _cut_inside(last: Token) -> bool:
    """Whether the next word belongs to the noun: "machine [learning compiler]"."""
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    return after is not None and (after.lower_ == "learning" or after.tag_ in {"NN", "NNS", "JJ"})


def _is_vague(noun: Token) -> bool:
    return _singular(noun) in word_class("vague-nouns") | word_class("part-nouns")


def _is_thing(noun: Token) -> bool:
    return noun.lower_ in word_class("artefacts") or _singular(noun) in word_class("artefacts") | {"solution"}


def _singular(noun: Token) -> str:
    return next(iter(word_lemmas(noun.lower_).get("NOUN", ())), noun.lower_)


def _points(head: Token, kept: Collection[Token]) -> bool:
    """Whether "the performance" has lost what it is the performance of, here or behind a noun that it is joined to."""
    which = next((token for token in kept if token.lower_ == "the" and token.head == head), None)
    return which is not None and not any(token.dep_ == "prep" for token in kept)


def _with_article(words: str, head: Token) -> str:
    """The phrase with the article that the next word asks for, and without one that the posting did not have."""
    first, _, rest = words.partition(" ")
    words = rest if first in {"a", "an"} else words
    if words.startswith(("the ", "your ")):
        return words
    things = word_class("artefacts") | word_class("built-things")
    # Why: a bullet leaves articles out, and only of a thing is it sure that it takes one.
    counted = head.tag_ in {"NN", "NNP"} and not head.text.isupper() and is_counted_word(head.lower_)
    which = next((child.lower_ for child in head.children if child.dep_ in _DETERMINERS), "")
    bare = which in {"a", "an"} or (head.lower_ in things and not which)
    return f"{article(words)} {words}" if counted and bare else words


def lower_named(words: str) -> str:
    """The words without capitals that are nobody's name: "Machine Learning models" -> "machine learning models"."""
    named = [words[mention.span.start : mention.span.end] for mention in tools_named(words)]
    lowered = lower_titled(words)
    for name in named:
        lowered = re.sub(re.escape(name), name, lowered, flags=re.IGNORECASE)
    lowered = lowered.replace(" & ", " and ")
    return re.sub(r"(?<![\w/-])([a-z]{4,})/([a-z]{4,})(?![\w/-])", r"\1 and \2", lowered)


def _brief(
    text: str,
    thing: str,
    about: Sequence[str],
    head: Token,
    *,
    doing: bool = False,
    purpose: bool = False,
    both: bool = False,
) -> Brief:
    names = frozenset(pains_named(text))
    on_topic = bool(names & set(about))
    vague = _is_vague(head) and not (len(thing.split()) >= _KIND_WORDS and _is_thing(head))
    worth = (
        _FIRST_TOPIC * bool(about and about[0] in names)
        + _TOPIC * on_topic
        - _VAGUE * vague
        + _PURPOSE * purpose
        + _DOING * doing
        + _BOTH * both
        + min(rarity(thing) / _RARE, 1.0)
    )
    return Brief(lower_named(text), thing, doing, names, on_topic, vague, worth)


#: What a telling is worth that names the line's own problem or a further one, has a vague noun, tells what the duty is for, begins
#: with a verb, or with two.
_FIRST_TOPIC, _TOPIC, _VAGUE, _PURPOSE, _DOING, _BOTH = 0.6, 0.6, 0.9, 0.3, 0.3, 0.2
#: From here on words are as rare as this posting's own.
_RARE = 2.5
_DETERMINERS = frozenset({"det", "poss", "nummod", "predet"})
#: Tags of verbs that have no place in a noun phrase without its clauses: the parser took something else for a noun.
_FINITE = frozenset({"VB", "VBP", "VBZ", "VBD", "MD"})
#: Classes of verbs that say what is done to a thing.
_TELLING = ("making", "bettering", "keeping", "treating", "coding", "placing")
#: A thing of fewer words does not tell its kind.
_KIND_WORDS = 2
