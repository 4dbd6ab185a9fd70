"""What the team needs, in the letter's own grammar and in few words: several tellings of one line of the posting.

Six ways to tell a duty, each with the frames that it fits (`Form`): the thing that is to be made ("one feature layer"), the
thing with what is to be done to it ("every new idea validated"), a better thing, the purpose behind the duty, the whole duty
as a task or as something that is done, and the team's own sentence. Which telling reads best is for `judge` to say.

Source: `letters/PATTERNS.md`, part a, operations A to F.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from dataclasses import replace

from jdparse import pains_named
from jdparse.english.duty import read_line
from jdparse.english.parser import parse
from jdparse.english.rarity import rarity
from jdparse.english.tree import children, conjuncts, subject
from jdparse.english.verbs import verb_lemma
from tailor.letter.telling import MAX_NEED_WORDS, Need, tellings

_MIN_NEED_WORDS = 3


#: A line of a posting is shorter; a wall of text is not told in a dozen words.
_MAX_CHARACTERS = 2500


def find_needs(quote: str, company: str = "", about: Collection[str] = ()) -> tuple[Need, ...]:
    """The tellings of a posting's line, in a fixed order; none where no telling is whole.

    Args:
        quote: The posting's words.
        company: The employer's name.
        about: The pain categories that the line speaks of.
    """
    # Why: a question asks the reader something; what the team does is no answer to find in it.
    wall = len(quote) > _MAX_CHARACTERS
    line = None if wall or quote.rstrip(" *_\"'").endswith("?") else read_line(quote, company)
    if line is None:
        return ()
    found: dict[tuple[str, str], Need] = {}
    for need in tellings(line):
        if (
            _MIN_NEED_WORDS <= need.words <= MAX_NEED_WORDS
            and _whole(need.text)
            and not _half_way(need.text, quote)
            and not dict(need.traits)["gap"]
        ):
            found.setdefault((need.form, need.text.casefold()), need)
    return tuple(
        _with_traits(
            need,
            {
                "on-topic": float(bool(pains_named(need.text) & set(about))),
                "rare": rarity(need.text) / _RARE,
                "reads-back": float(_reads_back(need)),
            },
        )
        for need in found.values()
    )


def _with_traits(need: Need, more: dict[str, float]) -> Need:
    return replace(need, traits=(*need.traits, *more.items()))


def _reads_back(need: Need) -> bool:
    """Whether the parser finds in the finished sentence what it was meant to say: a telling that misleads it misleads a reader too."""
    if need.form in {"clause", "doing"}:
        return True
    doc = parse(f"The job is to {need.text}." if need.form == "task" else f"You need {need.text}.")
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.lower_ not in {"is", "need"}:
        return False
    if need.form == "task":
        verb = next(
            (
                token
                for token in root.subtree
                if token.lower_ == need.verb.split("-")[-1] or verb_lemma(token.lower_) == need.verb
            ),
            None,
        )
        target = None if verb is None else next(iter(children(verb, "dobj", "prep")), None)
        shared = (
            None
            if verb is None
            else next((thing for token in conjuncts(verb) for thing in children(token, "dobj", "prep")), None)
        )
        return (
            verb is not None
            and verb.tag_.startswith("VB")
            and (target or shared) is not None
            and not any(token.dep_ == "dep" for token in doc)
        )
    target = next(iter(children(root, "dobj", "ccomp")), None)
    if target is not None and target.dep_ == "ccomp":
        target = subject(target)
    return target is not None and target.lower_ == need.head and not any(token.dep_ == "dep" for token in doc)


def _half_way(text: str, quote: str) -> bool:
    """Whether a telling says from what and has lost to what: "features moved from a nightly batch"."""
    words, line = text.lower().split(), quote.lower().split()
    if "from" not in words or "from" not in line:
        return False
    ends = {"to", "into"}
    return bool(ends & set(line[line.index("from") :])) and not ends & set(words[words.index("from") :])


def _whole(words: str) -> bool:
    """Whether the words have no open end and no stray mark."""
    last = words.split()[-1].lower()
    pieces = words.lower().replace(",", " ").split()
    doubled = any(one == two for one, two in itertools.pairwise(pieces))
    if doubled or _GOES_ON.search(words) or " / " in words:
        return False
    return (
        not _POINTING & set(pieces)
        and "n't" not in pieces
        and (
            not any(mark in words for mark in ';:?!()[]{}|"*•/ '.replace("/", "").replace(" ", ""))
            and " '" not in words
            and last not in _OPEN_ENDS
            and not words.startswith((",", ".", "-", "and ", "or "))
            and " ," not in words
            and "..." not in words
        )
    )


#: Two words as rare as this make a telling this posting's own.
_RARE = 2.5


#: A list that is closed with "and" and goes on all the same: what stood between was cut.
_GOES_ON = re.compile(r"\band \S+, (?!and\b|or\b|that\b|which\b|with\b|so\b)|,(?! )|, (?:with|in|for|of|on|to)$")


#: Words that point at something which the letter has not named.
_POINTING = frozenset(
    {
        "their",
        "them",
        "they",
        "it",
        "its",
        "these",
        "those",
        "this",
        "he",
        "she",
        "his",
        "her",
        "i",
        "me",
        "my",
        "'s",
        "'",
        "them.",
    }
)


#: A phrase does not end on one of these.
_OPEN_ENDS = frozenset(
    "a an and as at be between both but by either for from in into is are its like more of on or our over per so such than that the their these this those through to under "
    "using via where which while who with within your not only based related various new".split()
)
