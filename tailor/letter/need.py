"""What the team needs, in the letter's own grammar and in few words: several tellings of one line of the posting.

Six ways to tell a duty, each with the frames that it fits (`Form`): the thing that is to be made ("one feature layer"), the
thing with what is to be done to it ("every new idea validated"), a better thing, the purpose behind the duty, the whole duty
as a task or as something that is done, and the team's own sentence. Which telling reads best is for `judge` to say.

Source: `letters/PATTERNS.md`, part a, operations A to F.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from jdparse import pains_named
from jdparse.english.classes import word_class
from jdparse.english.compress import compress
from jdparse.english.duty import Act, Line, read_line
from jdparse.english.parser import parse
from jdparse.english.nouns import article, determiner, is_counted, is_plural, noun_phrase
from jdparse.english.pronouns import to_reader
from jdparse.english.rarity import rarity
from jdparse.english.tree import children, conjuncts, helpers, render, subject, subtree
from jdparse.english.verbs import gerund, past_form, verb_lemma

Form = Literal["thing", "state", "task", "doing", "clause"]

#: A need has no more words than this, however long the letter.
MAX_NEED_WORDS = 14
_MIN_NEED_WORDS = 3
#: Verbs with which a posting speaks of the vacancy and not of the work.
_HIRING = frozenset({"hire", "look", "recruit", "search", "seek", "welcome", "offer", "believe", "love"})
#: Of each way to tell a line, so many lengths are kept.
_LENGTHS = 4


@dataclass(frozen=True, slots=True)
class Need:
    """One telling of a need.

    Attributes:
        text: The words, ready for a frame of its form, without closing punctuation.
        form: Which frames fit: a noun phrase, a noun phrase with a participle, an infinitive, a gerund, a whole clause.
        way: How it was made: ``made``, ``done``, ``better``, ``ensured``, ``task``, ``purpose``, ``clause``, ``named``.
        verb: The lemma of the duty's verb; empty for a noun phrase.
        head: The noun that the telling is about, in lower case.
        plural: Whether that noun is plural.
        traits: Named facts about it for the judge, 0 or 1 or a count.
        thing: That noun with the words that name its kind: "ranking models".
    """

    text: str
    form: Form
    way: str
    verb: str
    head: str
    plural: bool
    traits: tuple[tuple[str, float], ...]
    thing: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def find_needs(quote: str, company: str = "", about: Collection[str] = ()) -> tuple[Need, ...]:
    """The tellings of a posting's line, in a fixed order; none where no telling is whole.

    Args:
        quote: The posting's words.
        company: The employer's name.
        about: The pain categories that the line speaks of.
    """
    line = read_line(quote, company)
    if line is None:
        return ()
    found: dict[tuple[str, str], Need] = {}
    for need in _tellings(line):
        if _MIN_NEED_WORDS <= need.words <= MAX_NEED_WORDS and _whole(need.text) and not dict(need.traits)["gap"]:
            found.setdefault((need.form, need.text.casefold()), need)
    return tuple(_with_traits(need, {"on-topic": float(bool(pains_named(need.text) & set(about))), "rare": rarity(need.text) / _RARE, "reads-back": float(_reads_back(need))}) for need in found.values())


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
        verb = next((token for token in root.subtree if token.lower_ == need.verb.split("-")[-1] or verb_lemma(token.lower_) == need.verb), None)
        target = None if verb is None else next(iter(children(verb, "dobj", "prep")), None)
        shared = None if verb is None else next((thing for token in conjuncts(verb) for thing in children(token, "dobj", "prep")), None)
        return verb is not None and verb.tag_.startswith("VB") and (target or shared) is not None and not any(token.dep_ == "dep" for token in doc)
    target = next(iter(children(root, "dobj", "ccomp")), None)
    if target is not None and target.dep_ == "ccomp":
        target = subject(target)
    return target is not None and target.lower_ == need.head and not any(token.dep_ == "dep" for token in doc)


def _tellings(line: Line) -> Iterator[Need]:
    if line.noun:
        yield from _things(line, line.head, "named", "")
        return
    if line.speaker != "reader":
        yield from _clauses(line)
        if line.speaker == "other":
            return
    if not line.acts:
        return
    first = line.acts[0]
    yield from _of_act(line, line.acts)
    later = next((act for act in line.acts[1:] if act.object is not None and act.object != first.object), None)
    if later is not None and later.lemma not in word_class("telling"):
        yield from _of_act(line, line.acts[line.acts.index(later) :], later=True)
    yield from _purposes(line, first)


def _of_act(line: Line, acts: Sequence[Act], later: bool = False) -> Iterator[Need]:
    act = acts[0]
    extra = {"later": 1.0} if later else {}
    target = act.object
    if target is not None and not act.of:
        group = [other for other in acts if other.object == target]
        if any(other.lemma in word_class("making") for other in group):
            yield from _things(line, target, "made", act.lemma, extra)
        elif any(other.lemma in word_class("ensuring") for other in group):
            yield from _things(line, target, "ensured", act.lemma, extra)
        elif any(other.lemma in word_class("bettering") for other in group):
            yield from _better(line, target, act.lemma, extra)
        if all(other.lemma in word_class("treating") | word_class("bettering") for other in (group[0], group[-1])):
            yield from _done(target, group, extra)
    if not later and act.verb.tag_.startswith("VB") and act.lemma in word_class("making") | word_class("treating") | word_class("bettering") | word_class("keeping"):
        yield from _tasks(acts, extra)


def _things(line: Line, head: Token, way: str, verb: str, extra: dict[str, float] | None = None) -> Iterator[Need]:
    quality = _qualities(line, head)
    for kept in _lengths(head, MAX_NEED_WORDS):
        words = noun_phrase(head, kept)
        yield _need(words, "thing", way, verb, head, kept, extra)
        if quality and len(f"{words} {quality}".split()) <= MAX_NEED_WORDS:
            yield _need(f"{words} {quality}", "thing", way, verb, head, kept, {**(extra or {}), "quality": 1.0})


def _qualities(line: Line, head: Token) -> str:
    """What a duty adds with "ensuring ...": "with low latency and high reliability"."""
    for token in line.doc:
        if token.tag_ == "VBG" and token.dep_ in {"advcl", "conj", "acl"} and token.i > head.i:
            target = next(iter(children(token, "dobj")), None)
            if verb_lemma(token.lower_) in word_class("ensuring") and target is not None:
                return next((f"with {noun_phrase(target, kept)}" for kept in compress(target, 6)), "")
    return ""


def _better(line: Line, head: Token, verb: str, extra: dict[str, float]) -> Iterator[Need]:
    for kept in _lengths(head, MAX_NEED_WORDS - 1):
        which = determiner(head, kept)
        if which is not None and which.dep_ == "nummod":
            continue
        rest = [token for token in kept if token != which] if which is None or which.dep_ != "poss" or which.lower_ in {"our", "their", "your", "its"} else list(kept)
        words = render(rest)
        one = is_counted(head) and not is_plural(head, kept)
        yield _need(f"a better {words}" if one else f"better {words}", "thing", "better", verb, head, kept, extra)


def _done(head: Token, group: Sequence[Act], extra: dict[str, float]) -> Iterator[Need]:
    """The object with its verbs as participles: "inference cost reduced", with what belongs to the last verb behind."""
    verbs = [past_form(act.lemma, participle=True) + (f" {act.particle}" if act.particle else "") for act in group[:2]]
    if len(group) > 2:
        verbs = [past_form(act.lemma, participle=True) for act in (group[0], group[-1])]
    said = " and ".join(dict.fromkeys(verbs))
    tails = ["", *_tails(group[-1].verb, head)]
    for kept in _lengths(head, MAX_NEED_WORDS - len(verbs)):
        if any(token.dep_ == "prep" and token.lower_ != "of" for token in kept):
            continue
        for tail in tails:
            words = f"{noun_phrase(head, kept)} {said} {tail}".strip()
            yield _need(words, "state", "done", group[0].lemma, head, kept, {**extra, "tail": float(bool(tail))})


def _tails(verb: Token, head: Token) -> Iterator[str]:
    """What belongs to the verb behind its object: "into products", "for cost and quality"."""
    for prep in children(verb, "prep"):
        if prep.i > head.i:
            yield from (render(kept) for kept in list(compress(prep, 7))[:2])


def _tasks(acts: Sequence[Act], extra: dict[str, float]) -> Iterator[Need]:
    verb = acts[0].verb
    before = [*helpers(verb), *children(verb, "nsubj", "nsubjpass", "punct", "cc", "expl")]
    leading = [token for token in before if token.i < verb.i]
    adverbs = [token for token in children(verb, "advmod", "npadvmod", "prep", "advcl") if token.i < verb.i]
    forms = {act.verb: verb_lemma(act.verb.lower_) for act in acts}
    for kept in list(compress(verb, MAX_NEED_WORDS, [*leading, *adverbs]))[: _LENGTHS + 1]:
        head = next((act.object for act in acts if act.object is not None and act.object in kept), None)
        if (head is None and acts[0].object is not None) or (head is None and len(kept) < 4):
            continue
        yield _need(render(kept, {token: forms[token] for token in kept if token in forms}), "task", "task", acts[0].lemma, head or verb, kept, extra)
        if acts[0].verb.tag_.startswith("VB"):
            yield _need(render(kept, {token: gerund(forms[token]) for token in kept if token in forms}), "doing", "doing", acts[0].lemma, head or verb, kept, extra)


def _purposes(line: Line, act: Act) -> Iterator[Need]:
    """What the duty is for, where it says so: "to streamline deployment"."""
    scope = set(act.verb.subtree)
    for token in line.doc:
        if token not in scope or token == act.verb or token.tag_ != "VB" or token.dep_ not in {"advcl", "xcomp", "acl", "relcl"}:
            continue
        if not any(child.tag_ == "TO" for child in token.children):
            continue
        target = next(iter(children(token, "dobj")), None)
        if target is None:
            continue
        purpose = Act(token, verb_lemma(token.lower_), target)
        for need in _of_act(line, [purpose]):
            traits = dict(need.traits) | {"purpose": 1.0}
            yield Need(need.text, need.form, f"purpose-{need.way}", need.verb, need.head, need.plural, tuple(traits.items()))


def _clauses(line: Line) -> Iterator[Need]:
    """The team's own sentence in the second person."""
    verb = next((token for token in line.doc if token.dep_ == "ROOT"), line.head)
    who = subject(verb)
    if who is None or verb_lemma(verb.lower_) in _HIRING:
        return
    spare = [token for token in children(verb, "advcl", "prep", "npadvmod", "advmod", "cc", "intj", "mark", "dep") if token.i < who.i]
    for kept in list(compress(verb, MAX_NEED_WORDS, spare))[:_LENGTHS]:
        if who not in kept:
            continue
        yield _need(render(kept), "clause", "clause", verb.lower_, who, kept, {"team": float(line.speaker == "team")})


def _lengths(head: Token, most: int) -> list[tuple[Token, ...]]:
    """A few lengths of a noun phrase: the longest that fits, and shorter ones that still say what is meant."""
    return list(compress(head, most))[:_LENGTHS]


def _need(words: str, form: Form, way: str, verb: str, head: Token, kept: Collection[Token], extra: dict[str, float] | None = None) -> Need:
    inside = [token for token in kept if token in set(subtree(head))]
    traits = {
        "bare": float(len(inside) <= 1),
        "vague": float(head.lower_ in word_class("vague-nouns")),
        "of": float(any(token.lower_ == "of" for token in kept)),
        "preps": float(sum(token.dep_ == "prep" for token in kept)),
        "joined": float(sum(token.dep_ == "conj" for token in kept)),
        "clause-inside": float(sum(token.dep_ in {"relcl", "advcl", "ccomp", "xcomp", "acl"} for token in kept)),
        "modified": float(sum(token.dep_ in {"amod", "compound", "nmod"} and token.head == head for token in kept)),
        "dangling": float(_dangling(kept)),
        "closed-up": float(_closed_up(kept)),
        "gap": float(_gap(kept)),
        "lost": float(_lost(head, kept)),
        "name": float(any(token.tag_ in {"NNP", "NNPS"} and not token.text.isupper() for token in kept)),
        "article": float(words.startswith(("a ", "an ")) and determiner(head, kept) is None),
        "pronoun": float(any(token.tag_ in {"PRP", "WP", "WDT", "EX"} for token in kept)),
        **(extra or {}),
    }
    plural = is_plural(head, kept) if head.tag_.startswith(("NN", "CD")) else False
    return Need(to_reader(_unslashed(words)), form, way, verb, head.lower_, plural, tuple(traits.items()), _kind_of_thing(head, kept))


def _unslashed(words: str) -> str:
    """Say "statistical/machine learning" as "statistical and machine learning"; acronyms keep their slash."""
    return re.sub(r"(?<![\w/-])([a-z]{4,})/([a-z]{4,})(?![\w/-])", r"\1 and \2", words)


def find_thing(quote: str, company: str = "") -> tuple[str, bool]:
    """A thing of the team's that a line names, "ranking models", and whether it is plural; empty where it names none.

    The one whose kind is the rarest goes first: "fraud models" says more of a team than "data pipelines".
    """
    line = read_line(quote, company)
    if line is None:
        return "", False
    named: list[tuple[float, int, str, bool]] = []
    for token in line.doc:
        if token.lower_ in word_class("artefacts") and token.tag_ in {"NN", "NNS"} and token.dep_ not in {"compound", "nmod", "npadvmod"}:
            words = _kind_of_thing(token, list(token.doc))
            named.append((-rarity(words) if " " in words else 0.0, token.i, to_reader(words), token.tag_ == "NNS"))
    if not named:
        return "", False
    _, _, words, plural = min(named)
    return words, plural


def _kind_of_thing(head: Token, kept: Collection[Token]) -> str:
    """A noun with the nouns that name its kind, at most three words."""
    if not head.tag_.startswith("NN"):
        return ""
    vague = word_class("quality-adjectives") | word_class("worn-adjectives") | word_class("artefacts") | word_class("coding") | word_class("making") | word_class("treating") | _NO_KIND
    named = [token for token in children(head, "compound", "nmod", "amod") if token in kept and token.i < head.i and token.lower_ not in vague and (token.tag_[:2] in {"NN", "JJ"} or token.tag_ == "VBN") and token.is_ascii]
    named = sorted({*named, *(inner for token in named for inner in children(token, "compound"))}, key=lambda token: token.i)
    row = [*named[-2:], head]
    return render(row) if row[-1].i - row[0].i == len(row) - 1 else head.text


def _dangling(kept: Collection[Token]) -> bool:
    """Whether a "the" points at nothing, since what told which one was cut: "the impact" of "the impact of privacy rules"."""
    last = max(kept, key=lambda token: token.i)
    if last.i + 1 < len(last.doc) and last.nbor(1).tag_ in {"VBP", "VBZ", "VBD", "MD"}:
        # Why: "the platform engineers use" has its verb cut off, whatever the parser took it for.
        return True
    for token in kept:
        if token.lower_ == "the" and token.dep_ == "det":
            told = children(token.head, "prep", "relcl", "acl")
            if told and not any(child in kept for child in told):
                return True
    return False


def _closed_up(kept: Collection[Token]) -> bool:
    """Whether a list was cut inside, and closed with another "and" than its own."""
    for token in kept:
        if token.dep_ != "conj":
            whole = conjuncts(token)
            here = [one for one in whole if one in kept]
            if 1 < len(here) < len(whole):
                return True
    return False


def _gap(kept: Collection[Token]) -> bool:
    """Whether two nouns now stand side by side that did not: "practices [for ...] domains"."""
    row = sorted(kept, key=lambda token: token.i)
    return any(
        one.i + 1 < two.i and one.tag_.startswith("NN") and two.tag_[:2] in {"NN", "JJ", "DT", "CD", "PR"} and two.dep_ != "conj" and two.head != one.head
        for one, two in zip(row, row[1:], strict=False)
    )


def _lost(head: Token, kept: Collection[Token]) -> bool:
    """Whether the phrase's own noun lost what stood behind it."""
    told = children(head, "prep", "relcl", "acl")
    return bool(told) and not any(child in kept for child in told)


def _whole(words: str) -> bool:
    """Whether the words have no open end and no stray mark."""
    last = words.split()[-1].lower()
    pieces = words.lower().replace(",", " ").split()
    doubled = any(one == two for one, two in zip(pieces, pieces[1:], strict=False))
    if doubled or _GOES_ON.search(words) or " / " in words:
        return False
    return not _POINTING & set(pieces) and "n't" not in pieces and (
        not any(mark in words for mark in ";:?!()[]{}|\"*•/ ".replace("/", "").replace(" ", ""))
        and " '" not in words
        and last not in _OPEN_ENDS
        and not words.startswith((",", ".", "-", "and ", "or "))
        and " ," not in words
        and "..." not in words
    )


#: Two words as rare as this make a telling this posting's own.
_RARE = 2.5
#: Words before a thing that do not tell its kind.
_NO_KIND = frozenset({"other", "such", "many", "several", "multiple", "own", "able", "next", "same", "underlying", "complex", "cutting", "edge", "based", "full", "overall", "core", "new", "first", "prototype", "production", "ready"})
#: A list that is closed with "and" and goes on all the same: what stood between was cut.
_GOES_ON = re.compile(r"\band \S+, (?!and\b|or\b|that\b|which\b|with\b|so\b)|,(?! )|, (?:with|in|for|of|on|to)$")
#: Words that point at something which the letter has not named.
_POINTING = frozenset({"their", "them", "they", "it", "its", "these", "those", "this", "he", "she", "his", "her", "i", "me", "my", "'s", "'", "them."})
#: A phrase does not end on one of these.
_OPEN_ENDS = frozenset(
    "a an and as at be between both but by either for from in into is are its like more of on or our over per so such than that the their these this those through to under "
    "using via where which while who with within your not only based related various new".split()
)


def with_article(words: str) -> str:
    """A singular noun phrase with its article."""
    return f"{article(words)} {words}"
