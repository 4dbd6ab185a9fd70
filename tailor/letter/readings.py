"""What a letter makes of each field of a story, and what it cannot read.

The sentences are those of ``templates/sentences.toml``: the first of each role that the story's words allow. A problem says in
one line what does not fit and what to write instead; it is advice, because a field that is read wrongly is still the
applicant's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from jdparse.english.classes import load_nominals
from jdparse.english.parser import parse
from jdparse.english.tree import children, subject
from jdparse.english.verbs import gerund, past_form, verb_lemma, word_lemmas
from tailor.letter.deeds import opens_with_deed, split_deeds
from tailor.letter.effects import load_changes, read_effects
from tailor.letter.facts import (
    both_words,
    effect_words,
    helped,
    is_clause,
    plural_phrase,
    sentence_part,
    story_words,
)
from tailor.letter.fill import Scene, fill_row, usable
from tailor.letter.rows import load_rows
from tailor.letter.said import Piece, plain_words
from tailor.letter.worth import read_worth
from tailor.profile import Story, tense_advice

#: How a problem's line begins behind the story and the field.
_READ_AS = "I'd read it as:"
#: A kind of product is named in a few words: "fraud", "product search".
_MAX_FIELD_WORDS = 5
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: A wall is read as a sentence that joins it to a posting's need: "We wanted the same at Halvard Pay, where ...".
_WALL_FLAGS = ("near", "close")
#: Words that make a clause a part of another one: "because it was slow", "when cards were swiped".
_JOINING = re.compile(r"(?i)(?:because|since|when|while|so|although|though|if|as|which|who|that) ")
#: A stop with another sentence behind it. Two letters before it, because "e.g." and initials end none.
_NEXT_SENTENCE = re.compile(r"(?:[a-z\d)%]{2}|\d[kKMB])[.!?]\s+[A-Z]")
#: No result is so long; patterns with several gaps are not tried on what is.
_MAX_CHARACTERS = 600
#: Verbs of holding: what is held is the thing that a list asks for.
_HOLDING = frozenset({"own", "have", "hold", "use"})
_VAGUE = frozenset({"it", "this", "that", "them", "these", "those", "things"})
#: Amounts that say nothing.
_UNCOUNTED = re.compile(r"(?i)(?:a lot|lots|much|plenty|millions|thousands)")
#: "A/B tested": no dictionary has its first word.
_LETTERED = re.compile(r"[A-Z]/[A-Z] [a-z]+ed\b")


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field as a letter would tell it.

    Attributes:
        field: The field's name; ``results 2 worth`` for one of a further result.
        made: The sentence that the program makes of it; empty where no sentence tells it, as a practice that `did` has told.
        problem: What cannot be read, and what to write instead; empty where all can.
    """

    field: str
    made: str
    problem: str = ""

    @property
    def text(self) -> str:
        """What is made of it, as one line; empty where there is nothing but a problem."""
        if not self.made:
            return "" if self.problem else "has no sentence of its own beside the other fields"
        return f'{_READ_AS} "{self.made}"'


def field_readings(story: Story) -> tuple[FieldReading, ...]:
    """What a letter makes of a story's fields, in the order of a letter; a field without words has no reading."""
    return tuple(_readings(story))


def reading_lines(stories: Iterable[Story], *, whole: bool = False) -> tuple[str, ...]:
    """The readings of stories as lines, each with its story's name.

    Args:
        stories: In the order in which they are told of.
        whole: Also the readings without a problem.
    """
    return tuple(
        " ".join(part for part in (f"story {story.name}: {reading.field}:", reading.text, reading.problem) if part)
        for story in stories
        for reading in field_readings(story)
        if whole or reading.problem
    )


def _readings(story: Story) -> Iterator[FieldReading]:
    scene = _scene(story)
    if story.field:
        yield FieldReading("field", sentence_part(story.field), _problem(_field_problem, story.field))
    bare = _scene(story.model_copy(update={"constraint": ""}))
    yield FieldReading("system", _told(bare, "system", story.system, "system"), _problem(_thing_problem, story.system))
    for name, role in (("constraint", "system"), ("design", "design")):
        words = getattr(story, name)
        if words:
            yield FieldReading(name, _told(scene, role, words, name), _problem(_thing_problem, words))
    if story.wall:
        near = scene.with_words({}, *_WALL_FLAGS)
        yield FieldReading("wall", _told(near, "wall", story.wall, "wall"), _problem(_wall_problem, story.wall))
    yield FieldReading("did", _told(scene, "did", story.did, "did"), _problem(_did_problem, story.did))
    yield from _outcome(story, "")
    for number, further in enumerate(story.results, 1):
        outcome = story.model_copy(update={"result": further.result, "worth": further.worth})
        yield from _outcome(outcome, f"results {number} ")
    if story.owned:
        made = _told(scene, "own", story.owned[0], "owned")
        yield FieldReading("owned", made, _problem(_item_problem, *story.owned))
    if story.playbook:
        # Why no other words: what `did` or `result` tells is not told a second time, and there may be nothing left to tell.
        yield FieldReading("playbook", _sentence(scene, "playbook"), _problem(_item_problem, *story.playbook))
    if story.uses:
        yield FieldReading("uses", _uses(story, scene), _uses_problem(story))
    if story.lesson:
        made = _told(scene, "lesson", story.lesson, "lesson")
        yield FieldReading("lesson", made, _problem(_lesson_problem, story.lesson))


def _scene(story: Story) -> Scene:
    # Why: a letter needs a system; one of dots alone is told of by its own problem.
    told = story if sentence_part(story.system) else story.model_copy(update={"system": "it"})
    slots, flags = story_words(told)
    return Scene(slots, flags, story.name, helped(story))


def _sentence(scene: Scene, role: str, *slots: str) -> str:
    """The first sentence of a role that a scene allows and that holds these slots; empty where there is none."""
    rows = (row for row in load_rows().get(role, ()) if set(slots) <= set(row.slots) and usable(row, scene))
    row = next(rows, None)
    return fill_row(row, scene).text if row is not None else ""


def _told(scene: Scene, role: str, words: str, *slots: str) -> str:
    """The first sentence of a role, or the field's own words where no row takes them; empty where there are none."""
    own = _capital(sentence_part(words))
    return (_sentence(scene, role, *slots) or f"{own}.") if own else ""


def _outcome(story: Story, which: str) -> Iterator[FieldReading]:
    """The readings of a result and its worth."""
    if story.result:
        yield FieldReading(f"{which}result", _moved(story), _problem(_result_problem, story.result))
    if story.worth:
        made = _told(_scene(story), "worth", story.worth)
        yield FieldReading(f"{which}worth", made, _problem(_worth_problem, story.worth))


def _moved(story: Story) -> str:
    """All that a result moved; a letter may tell only the first of it."""
    effects = read_effects(story.result)
    if not effects:
        return ""
    if effects[0].telling in {"plain", "noun"}:
        return _told(_scene(story), "result", story.result, "plain")
    told = plain_words(both_words(effects, "") if len(effects) > 1 else effect_words(effects[0], ""))
    further = [plain_words(effect_words(effect, "")) for effect in effects[2:]]
    return _capital("; ".join([told, *further])) + "."


def _uses(story: Story, scene: Scene) -> str:
    said = []
    for tool, use in story.uses:
        slots = {"did": (Piece("..."),), "tool": (Piece(tool),), "use": (Piece(use),)}
        said.append(_sentence(scene.with_words(slots, "tool-untold"), "did", "did", "tool", "use"))
    return " ".join(said)


# --- problems ------------------------------------------------------------------------------------


def _problem(check: Callable[[str], str], *fields: str) -> str:
    """What a check finds in these words, on one line."""
    found = (check(words) if re.search(r"\w", words) else "It holds no words." for words in fields)
    return " ".join(filter(None, found))


def _field_problem(words: str) -> str:
    if len(words.split()) > _MAX_FIELD_WORDS or _main_verb(words) is not None:
        return 'Name the kind of product in a few words: "fraud", "product search".'
    return ""


def _thing_problem(words: str) -> str:
    """The problem of a field that names a thing: a noun phrase."""
    if _NEXT_SENTENCE.search(words):
        return "It is more than one sentence: keep one thing."
    verb = _main_verb(words) or _first_verb(words)
    return _instead("a sentence", "name the thing", _object(verb)) if verb is not None else ""


def _wall_problem(words: str) -> str:
    if _NEXT_SENTENCE.search(words):
        return 'It is more than one sentence: join the parts with "and", or keep the worst.'
    joining = _JOINING.match(words)
    if joining and len(words.split()) > 2 and not _is_pronoun(words):
        return f"Begin with what was wrong, without {joining.group().strip().lower()!r}."
    part = sentence_part(words)
    if is_clause(part) and not _only_relative(part):
        return ""
    if re.match(r"(?i)(?:the|our|my|its|their|each|every|all|both|most) ", part) or _main_verb(part, strict=False):
        return 'It has no verb of its own: say what was wrong, as in "features were a day old".'
    if not any(token.tag_.startswith("NN") or token.tag_ == "VBG" for token in parse(part)):
        return f'It has no verb of its own: write "it was {part}", with the thing for "it".'
    be = "were" if plural_phrase(part) else "was"
    return f'It has no verb of its own: write "there {be} {part}".'


def _did_problem(words: str) -> str:
    if _NEXT_SENTENCE.search(words):
        return 'It is more than one sentence: join the deeds with "and".'
    tense = tense_advice("did", words)
    if tense:
        return f"It{tense.removeprefix('did')}."
    part = sentence_part(words)
    if opens_with_deed(part) or split_deeds(part) or _LETTERED.match(words):
        return ""
    verb = _main_verb(part)
    if verb is not None:
        return _instead("a sentence of its own", "begin with the verb", _active(verb), "moved ... to ...")
    deed = _nominal(part) or _built(part)
    return _instead("no deed", "begin with a verb in the past tense", deed, "moved ... to ...")


def _result_problem(words: str) -> str:
    if _NEXT_SENTENCE.search(words):
        return 'It is more than one sentence: join the figures with "and", or write a further result.'
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
    return _instead("a thing, and no change", "begin with the verb", _verb_phrase(words), "cut ... from ... to ...")


def _worth_problem(words: str) -> str:
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
    return _instead("a clause", "name the amount", _amount(verb), "about 40 hours a week")


def _worth_verb(words: str, doc: Doc) -> Token | None:
    """The verb that makes a clause of a worth."""
    root = _root(doc)
    if root.i == 0 and root.tag_ in {"VB", "VBD", "VBG"}:
        return root
    passive = any(token.tag_ in _FINITE for token in children(root, "auxpass"))
    return root if passive or doc[0].tag_ == "TO" or _JOINING.match(words) else _main_verb(words)


def _amount(verb: Token) -> str:
    """What a clause of worth says was gained: "it saves us 12 hours a week" -> "12 hours a week saved"."""
    helping = children(verb, "auxpass")
    if helping:
        return f"{verb.doc[: helping[0].i].text} {verb.text}"
    thing = re.sub(r"^(?:us|me|them) ", "", _object(verb))
    by = re.fullmatch(r"(?P<thing>.+?) by (?P<far>.*\d.*)", thing)
    moved = load_changes().get(verb_lemma(verb.lower_), "")
    if by and moved in {"fell", "rose"}:
        return f"{by['far']} {'less' if moved == 'fell' else 'more'} in {by['thing']}"
    return f"{thing} saved" if thing and verb_lemma(verb.lower_) == "save" else thing


def _item_problem(item: str) -> str:
    """The problem of one thing of a list."""
    verb = _main_verb(item) or _first_verb(item)
    if verb is None and not _NEXT_SENTENCE.search(item):
        return ""
    instead = (_object(verb) if verb_lemma(verb.lower_) in _HOLDING else _doing(verb)) if verb is not None else ""
    return _instead("a sentence", "name the thing", instead, "a weekly retraining", what=f"{item!r} is")


def _uses_problem(story: Story) -> str:
    tools = {_folded(tool) for tool in story.tools}
    found = []
    for tool, use in story.uses:
        if _folded(tool) not in tools:
            found.append(f"{tool!r} is not in tools: add it there, or spell it as there.")
        verb = (_main_verb(use) or _first_verb(use)) if re.search(r"\w", use) else None
        if verb is not None:
            order = f"name what {tool} was used for"
            found.append(_instead("a sentence", order, _doing(verb), "the streaming joins", what=f"{use!r} is"))
    return " ".join(found)


def _lesson_problem(words: str) -> str:
    first = words.split(" ", 1)[0].lower()
    order = first in word_lemmas(first).get("VERB", ())
    if not order and _main_verb(words, strict=False) is None and not is_clause(sentence_part(words)):
        return 'It has no verb of its own: write a sentence, as in "a gate that nobody can explain is switched off".'
    return ""


# --- what the parser sees ------------------------------------------------------------------------


def _closed(words: str) -> str:
    """A field with a stop, which the parser reads better; apart from it, so that "$2M." is no abbreviation."""
    return f"{words.rstrip('. ')} ."


def _root(doc: Doc) -> Token:
    return next((token for token in doc if token.dep_ == "ROOT"), doc[0])


def _main_verb(words: str, *, strict: bool = True) -> Token | None:
    """The verb of a clause with its own subject; none in a noun phrase, whatever clauses hang on it.

    Args:
        words: A field.
        strict: Whether a participle behind a noun is none: "4,000 agent hours saved a month".
    """
    doc = parse(_closed(words))
    root = _root(doc)
    helping = children(root, "aux", "auxpass")
    who = subject(root)
    if who is None or who.i > root.i or not (root.tag_ in _FINITE or any(token.tag_ in _FINITE for token in helping)):
        return None
    if not strict or helping or who.tag_ in {"PRP", "WP", "WDT"}:
        return root
    if root.tag_ in {"VBZ", "VBP"} and ("NOUN" in word_lemmas(root.lower_) or not word_lemmas(root.lower_)):
        # Why: "shadow deploys" and "11 million plays a day" hold nouns that are a verb's form too.
        return root if children(who, "det", "poss") and root.i + 2 < len(doc) else None
    lemma = verb_lemma(root.lower_)
    participle = root.tag_ == "VBD" and past_form(lemma) == past_form(lemma, participle=True)
    return None if participle and not children(root, "dobj", "attr", "acomp", "ccomp") else root


def _first_verb(words: str) -> Token | None:
    """The verb that a phrase without a subject opens with: "monitor drift daily", "trained the models"."""
    doc = parse(_closed(words))
    root = _root(doc)
    if root.i or root.tag_ not in {"VB", "VBD", "VBP", "VBZ"}:
        return None
    target = next(iter(children(root, "dobj")), None)
    if target is None:
        return None
    if children(target, "det", "poss") or (root.tag_ in {"VB", "VBP"} and children(root, "advmod", "npadvmod")):
        return root
    return None


def _only_relative(words: str) -> bool:
    """Whether each finite verb stands in a clause that hangs on a noun: "the old pipeline that took six hours"."""
    doc = parse(_closed(words))
    hanging = {token for head in doc if head.dep_ in {"relcl", "acl"} for token in head.subtree}
    finite = [token for token in doc if token.tag_ in _FINITE]
    return _root(doc).tag_.startswith("NN") and bool(finite) and all(token in hanging for token in finite)


def _is_pronoun(words: str) -> bool:
    """Whether "that" or "as" at the start is no conjunction: "that was guesswork"."""
    first = parse(words)[0]
    return first.dep_ in {"nsubj", "nsubjpass", "det"}


def _object(verb: Token) -> str:
    """What a verb acts upon, with all that follows; empty where there is nothing."""
    target = next(iter(children(verb, "dobj", "attr")), None)
    return _until_stop(verb.doc, target.left_edge.i) if target is not None else ""


def _until_stop(doc: Doc, start: int) -> str:
    end = len(doc) - 1 if doc[len(doc) - 1].text == "." else len(doc)
    return str(doc[start:end].text)


def _active(verb: Token) -> str:
    """A sentence as a deed: "features were moved to a stream" -> "moved features to a stream"."""
    who = subject(verb)
    if who is None:
        return ""
    deed = past_form(verb_lemma(verb.lower_))
    if who.dep_ == "nsubjpass":
        thing = sentence_part(str(verb.doc[who.left_edge.i : who.right_edge.i + 1].text))
        return " ".join(part for part in (deed, thing, _until_stop(verb.doc, verb.i + 1)) if part)
    return f"{deed} {_until_stop(verb.doc, verb.i + 1)}".strip() if who.lower_ in {"i", "we"} else ""


def _doing(verb: Token) -> str:
    """A sentence as a thing to own: "we retrain every week" -> "retraining every week"."""
    who = subject(verb)
    doing = gerund(verb_lemma(verb.lower_))
    if who is not None and who.dep_ == "nsubjpass":
        thing = sentence_part(str(verb.doc[who.left_edge.i : who.right_edge.i + 1].text))
        return " ".join(part for part in (doing, thing, _until_stop(verb.doc, verb.i + 1)) if part)
    if who is not None and who.lower_ not in {"i", "we"}:
        return ""
    return f"{doing} {_until_stop(verb.doc, verb.i + 1)}".strip()


def _nominal(words: str) -> str:
    """A noun that stands for a verb as that verb: "the migration of features to Flink" -> "migrated features to Flink"."""
    root = _root(parse(words))
    verb = load_nominals().get(root.lower_, root.lower_ if "VERB" in word_lemmas(root.lower_) else "")
    of = next((prep for prep in children(root, "prep") if prep.lower_ == "of"), None)
    return f"{past_form(verb)} {_until_stop(root.doc, of.i + 1)}" if verb and of is not None else ""


def _built(words: str) -> str:
    """A thing that has an article or a number, as what was built."""
    told = any(token.tag_.startswith("VB") and token.dep_ not in {"amod", "compound"} for token in parse(words))
    return f"built {words}" if not told and re.match(r"(?i)(?:an?|one|two|three|the) ", words) else ""


_NUMBER = r"(?P<amount>[$€£]?\d[\d.,]*\s?(?:%|percent|points?|[a-zA-Z]{1,8})?)"
_FELL = "reduction|decrease|drop|fall|cut|decline"
_ROSE = "increase|rise|gain|improvement|growth|jump|lift"
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


def _verb_phrase(words: str) -> str:
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


def _way(word: str) -> str:
    return "cut" if re.fullmatch(f"{_FELL}|lower|less|fewer", word.lower()) else "raised"


def _instead(kind: str, order: str, words: str, example: str = "the ... that ...", *, what: str = "It is") -> str:
    """A problem as a line: what a field is, and these words or an example in its place."""
    return f'{what} {kind}: {order}, "{words}".' if words else f'{what} {kind}: {order}, as in "{example}".'


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
