"""What the letter cannot read in a field of the profile, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc, Token

from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.tree import children
from jdparse.english.verbs import verb_lemma, word_lemmas
from tailor.letter.deeds import opens_with_deed, split_deeds
from tailor.letter.effects import read_effects
from tailor.letter.facts import is_clause, plural_phrase, sentence_part
from tailor.letter.rewordings import (
    FINITE,
    active,
    amount,
    built,
    clause_root,
    doing,
    first_verb,
    from_headline,
    is_pronoun,
    main_verb,
    nominal,
    object_words,
    only_relative,
    verb_phrase,
)
from tailor.letter.worth import read_worth
from tailor.profile.advice import tense_advice
from tailor.profile.story import Story

#: A kind of product is named in a few words: "fraud", "product search".
_MAX_FIELD_WORDS = 5
#: Words that make a clause a part of another one: "because it was slow", "when cards were swiped".
_JOINING = pattern(r"(?i)(?:{clause-openers}) ")
#: A stop with another sentence behind it. Two letters before it, because "e.g." and initials end none.
_NEXT_SENTENCE = pattern(r"(?:[a-z\d)%]{2}|\d[kKMB])[.!?]\s+[A-Z]")
#: Verbs of holding: what is held is the thing that a list asks for.
_HOLDING = frozenset({"own", "have", "hold", "use"})
_VAGUE = frozenset({"it", "this", "that", "them", "these", "those", "things"})
#: Amounts that say nothing.
_UNCOUNTED = pattern(r"(?i)(?:a lot|lots|much|plenty|millions|thousands)")
#: "A/B tested": no dictionary has its first word.
_LETTERED = pattern(r"[A-Z]/[A-Z] [a-z]+ed\b")


def problem(check: Callable[[str], str], *fields: str) -> str:
    """What a check finds in these words, on one line."""
    found = (check(words) if re.search(r"\w", words) else "It holds no words." for words in fields)
    return " ".join(filter(None, found))


def field_problem(words: str) -> str:
    """What is wrong with a `field`; empty where nothing is. So of each check below."""
    if len(words.split()) > _MAX_FIELD_WORDS or main_verb(words) is not None:
        return 'Name the kind of product in a few words: "fraud", "product search".'
    return ""


def thing_problem(words: str) -> str:
    """The problem of a field that names a thing: a noun phrase."""
    if _NEXT_SENTENCE.search(words):
        return "It is more than one sentence: keep one thing."
    verb = main_verb(words) or first_verb(words)
    return _instead("a sentence", "name the thing", object_words(verb)) if verb is not None else ""


def wall_problem(words: str) -> str:
    """What is wrong with a `wall`."""
    if _NEXT_SENTENCE.search(words):
        return 'It is more than one sentence: join the parts with "and", or keep the worst.'
    joining = _JOINING.match(words)
    if joining and len(words.split()) > 2 and not is_pronoun(words):
        return f"Begin with what was wrong, without {joining.group().strip().lower()!r}."
    part = sentence_part(words)
    if is_clause(part) and not only_relative(part):
        return ""
    if re.match(r"(?i)(?:the|our|my|its|their|each|every|all|both|most) ", part) or main_verb(part, strict=False):
        return 'It has no verb of its own: say what was wrong, as in "features were a day old".'
    if not any(token.tag_.startswith("NN") or token.tag_ == "VBG" for token in parse(part)):
        return f'It has no verb of its own: write "it was {part}", with the thing for "it".'
    be = "were" if plural_phrase(part) else "was"
    return f'It has no verb of its own: write "there {be} {part}".'


def did_problem(words: str) -> str:
    """What is wrong with a `did`."""
    if _NEXT_SENTENCE.search(words):
        return 'It is more than one sentence: join the deeds with "and".'
    tense = tense_advice("did", words)
    if tense:
        return f"It{tense.removeprefix('did')}."
    part = sentence_part(words)
    if opens_with_deed(part) or split_deeds(part) or _LETTERED.match(words):
        return ""
    verb = main_verb(part)
    if verb is not None:
        return _instead("a sentence of its own", "begin with the verb", active(verb), "moved ... to ...")
    deed = nominal(part) or built(part)
    return _instead("no deed", "begin with a verb in the past tense", deed, "moved ... to ...")


def result_problem(words: str) -> str:
    """What is wrong with a `result`."""
    if _NEXT_SENTENCE.search(words):
        return 'It is more than one sentence: join the figures with "and", or write a further result.'
    headline = from_headline(sentence_part(words))
    if headline and {effect.telling for effect in read_effects(words)} <= {"clause", "noun"}:
        return _instead("a headline", "begin with the verb", headline)
    tense = tense_advice("result", words)
    if tense:
        return f"It{tense.removeprefix('result')}."
    effects = read_effects(words)
    vague = next((effect.thing for effect in effects if effect.verb and effect.thing.lower() in _VAGUE), "")
    if vague:
        return f"Name what moved in place of {vague!r}."
    if effects and effects[0].telling == "clause" and len(split_deeds(sentence_part(words))) > 1:
        # Why: of a long list of verbs the parser makes a clause whose subject is the first of them.
        return "It is read as one sentence: keep the first figure, and write the others as further results."
    if not effects or effects[0].telling != "noun":
        return ""
    return _instead("a thing, and no change", "begin with the verb", verb_phrase(words), "cut ... from ... to ...")


def worth_problem(words: str) -> str:
    """What is wrong with a `worth`."""
    if _NEXT_SENTENCE.search(words):
        return "It is more than one sentence: keep the amount."
    worth = read_worth(words)
    doc = parse(words)
    named = any(token.tag_.startswith("NN") or token.tag_ in {"CD", "$"} for token in doc)
    if not named or _UNCOUNTED.fullmatch(words):
        return "It names no thing: say how much of what, in money, users or hours."
    verb = _worth_verb(words, doc)
    if verb is None or (worth is not None and worth.kind == "clause" and worth.clause != worth.amount):
        return ""
    return _instead("a clause", "name the amount", amount(verb), "about 40 hours a week")


def _worth_verb(words: str, doc: Doc) -> Token | None:
    """The verb that makes a clause of a worth."""
    root = clause_root(doc)
    if root.i == 0 and root.tag_ in {"VB", "VBD", "VBG"}:
        return root
    passive = any(token.tag_ in FINITE for token in children(root, "auxpass"))
    return root if passive or doc[0].tag_ == "TO" or _JOINING.match(words) else main_verb(words)


def item_problem(item: str) -> str:
    """The problem of one thing of a list."""
    verb = main_verb(item) or first_verb(item)
    if verb is None and not _NEXT_SENTENCE.search(item):
        return ""
    instead = (object_words(verb) if verb_lemma(verb.lower_) in _HOLDING else doing(verb)) if verb is not None else ""
    return _instead("a sentence", "name the thing", instead, "a weekly retraining", what=f"{item!r} is")


def uses_problem(story: Story) -> str:
    """What is wrong with a story's `uses`."""
    tools = {_folded(tool) for tool in story.tools}
    found = []
    for tool, use in story.uses:
        if _folded(tool) not in tools:
            found.append(f"{tool!r} is not in tools: add it there, or spell it as there.")
        verb = (main_verb(use) or first_verb(use)) if re.search(r"\w", use) else None
        if verb is not None:
            order = f"name what {tool} was used for"
            found.append(_instead("a sentence", order, doing(verb), "the streaming joins", what=f"{use!r} is"))
    return " ".join(found)


def lesson_problem(words: str) -> str:
    """What is wrong with a `lesson`."""
    first = words.split(" ", 1)[0].lower()
    order = first in word_lemmas(first).get("VERB", ())
    if not order and main_verb(words, strict=False) is None and not is_clause(sentence_part(words)):
        return 'It has no verb of its own: write a sentence, as in "a gate that nobody can explain is switched off".'
    return ""


def _instead(kind: str, order: str, words: str, example: str = "the ... that ...", *, what: str = "It is") -> str:
    """A problem as a line: what a field is, and these words or an example in its place."""
    return f'{what} {kind}: {order}, "{words}".' if words else f'{what} {kind}: {order}, as in "{example}".'


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def capital(words: str) -> str:
    """The words with a first capital."""
    return words[:1].upper() + words[1:]
