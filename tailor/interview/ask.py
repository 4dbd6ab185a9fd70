"""`tailor profile init` as a conversation: one question at a time, each answer kept as soon as it is given.

The words are data (``templates/interview.toml``). What is asked and said goes through two functions, so that the
conversation knows nothing of a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jdparse
from jdparse import Kind
from jdparse.errors import JdparseError
from tailor.errors import OutputError, ProfileError
from tailor.files.write import create_private
from tailor.interview.answers import Answers, draft_path, find_draft, keep_draft
from tailor.interview.estimates import estimated
from tailor.interview.hearing import READ_BACK, check_name, read_back, suggestion
from tailor.interview.talk import BACK, ESTIMATE, EXPLAIN, SKIP, Ask, Say, Talk, story_lines
from tailor.profile.advice import advice
from tailor.profile.load import load_profile, parse_profile
from tailor.profile.place import read_as_it_is, rewrite, without_mark
from tailor.profile.script import Question, load_script, typed_form
from tailor.profile.starter import is_starter
from tailor.profile.story import Profile, Story
from tailor.profile.toml import StoryDraft, Value, add_stories, new_profile
from tailor.terminal.working import working

#: The fields that a figure can be worked out for.
_FIGURES = ("result", "worth")


def interview(
    path: Path, ask: Ask, say: Say, width: int = 80, ahead: Callable[[], bool] = lambda: False
) -> Profile | None:
    """Ask for a profile and write it, or add stories to the one that is there; None if nothing was to be added.

    Each answer is kept beside `path` until the profile is written, so that an interrupt loses nothing.

    Args:
        path: The profile.
        ask: Puts a question and gives what was typed; what it raises ends the conversation.
        say: Shows lines.
        width: Columns of a line.
        ahead: Whether the answer to the next question has been typed already.

    Raises:
        ProfileError: The profile that is there, or what was kept, has problems.
        OutputError: The profile cannot be written.
    """
    words = load_script().words
    talk = Talk(ask, say, width, ahead)
    there = os.path.lexists(path)
    if there and not path.exists():
        raise OutputError(f"{path}: is a link to nowhere; remove it, or choose another name")
    starter = there and _is_starter(path)
    existing = load_profile(path) if there and not starter else None
    draft = find_draft(draft_path(path))
    if draft is not None and not talk.yes(words.resume, default=True):
        talk.tell(words.anew)
        draft = None
    if existing is not None and draft is None and not talk.yes(words.extend, default=False):
        return None
    if starter:
        talk.tell(words.unchanged)
    talk.tell(words.start if existing is None else words.add)
    first = 0 if existing is None else 1
    answers = draft or Answers(block=first)
    # Why: the profile may have come, or gone, since the answers were kept.
    if answers.block < first or (not first and "name" not in answers.me):
        answers = answers.at(first, 0)
    taken = [story.name for story in existing.stories] if existing else []
    answers = _hold(answers, talk, lambda now: keep_draft(draft_path(path), now), first=first, taken=taken)
    written = _write(path, answers, there=there, anew=existing is None)
    draft_path(path).unlink(missing_ok=True)
    talk.show(f"\nwrote {path}")
    told = written.stories[len(taken) :]
    for story in told:
        talk.show("\n" + "\n".join(story_lines(story, width)))
    for line in (*advice(written, tense=False), *_unreadable(told)):
        talk.tell(f"note: {line}")
    return written


def _is_starter(path: Path) -> bool:
    return path.is_file() and is_starter(read_as_it_is(path))


def _write(path: Path, answers: Answers, *, there: bool, anew: bool) -> Profile:
    """Write the profile once it is known to load."""
    me: dict[str, Any] = dict(answers.me)
    stories = [StoryDraft(story) for story in answers.stories]
    # Why: read again, because its owner may have edited it meanwhile.
    before = read_as_it_is(path) if there else ""
    if anew:
        mark, text = "", new_profile(me, stories)
    else:
        mark, old = without_mark(before)
        text = add_stories(old, stories, me)
    profile = parse_profile(text, str(path))
    if there:
        rewrite(path, mark + text, before)
    else:
        create_private(path, text)
    return profile


def _hold(
    answers: Answers, talk: Talk, keep: Callable[[Answers], None], *, first: int, taken: Sequence[str]
) -> Answers:
    """Ask from where the answers are until there is no other story; each step is kept."""
    script = load_script()
    while True:
        questions = script.questions("me" if answers.block == 0 else "story")
        if answers.number < len(questions):
            moved = _asked(answers, questions[answers.number], talk, keep, taken)
        elif answers.block == 0:
            moved = answers.at(1, 0)
        else:
            another = talk.choice(f"\n{script.words.another}", default=False)
            if another is False:
                return replace(answers, stories=answers.stories[: answers.block])
            moved = answers.at(answers.block + 1, 0) if another else answers.at(answers.block, len(questions) - 1)
        if moved.number < 0:
            moved = moved.at(*_before(moved.block, first))
            if moved.block < first:
                talk.tell(script.words.first)
                moved = moved.at(first, 0)
        answers = moved
        keep(answers)


def _before(block: int, first: int) -> tuple[int, int]:
    """The last step of the block before; for a story that is whether there is another."""
    script = load_script()
    if block == 0 or block == first:
        return block - 1, 0
    return block - 1, len(script.questions("me")) - 1 if block == 1 else len(script.questions("story"))


def _asked(
    answers: Answers, question: Question, talk: Talk, keep: Callable[[Answers], None], taken: Sequence[str]
) -> Answers:
    """The answers after one question: with its answer and the next one to ask, or a step back."""
    words = load_script().words
    _introduce(answers, question, talk)
    suggested = False
    known = answers.table.get(question.field)
    if known is None:
        known = suggestion(answers.table, question.field, _others(answers, taken)) if answers.block else None
        suggested = known is not None
    while True:
        if known is not None:
            talk.tell(f"{'Suggested' if suggested else 'Now'}: {typed_form(known)}", indent="  ")
        typed = talk.hear(f"{question.field} ({_enter(question, known, suggested=suggested)})")
        order = typed.lower()
        if order == BACK:
            return answers.at(answers.block, answers.number - 1)
        if order == EXPLAIN:
            _explain(answers, question, talk)
            if question.field not in _FIGURES:
                continue
        if order in {EXPLAIN, ESTIMATE} and question.field in _FIGURES:
            done = estimated(talk, question.field)
            if done is None:
                continue
            name, typed = done
            if name != question.field:
                answers = answers.having(name, typed)
                talk.tell(f"kept for {name}; now back to {question.field}")
                continue
        if order == SKIP or (not typed and known is None):
            if question.needed:
                talk.tell(words.needed)
                continue
            return answers.having(question.field, None).at(answers.block, answers.number + 1)
        try:
            value = known if not typed and known is not None else question.parse(typed)
            check_name(question, value, _others(answers, taken))
        except ProfileError as error:
            talk.tell(f"That does not fit: {error.problems[0]}")
            continue
        told = answers.having(question.field, value)
        if typed and question.field in READ_BACK:
            # Why: what is read takes a moment the first time, and an interrupt in it must not lose the answer.
            keep(told)
            doubt = _read_back(told, question.field, talk)
            # Why: what was typed while the answer was read is meant for the next question, and not for this one again.
            waiting = bool(doubt) and talk.ahead()
            if doubt:
                talk.tell(f"note: {doubt} {'`back` changes it' if waiting else 'Enter keeps it as it is'}.")
            if doubt and not waiting:
                known, suggested = value, False
                continue
        return told.at(answers.block, answers.number + 1)


def _others(answers: Answers, taken: Sequence[str]) -> tuple[str, ...]:
    """The names of all stories but the one that is asked about."""
    told = [
        str(story["name"]) for at, story in enumerate(answers.stories, 1) if at != answers.block and "name" in story
    ]
    return (*taken, *told)


def _read_back(answers: Answers, name: str, talk: Talk) -> str:
    """Say what a letter makes of an answer; gives what cannot be read of it, empty where all can."""
    try:
        with working("Reading your answer"):
            made, doubt = read_back(answers.table, name)
    except JdparseError as error:
        talk.tell(f"note: {error}")
        return ""
    for line in made:
        talk.tell(line, indent="  ")
    return doubt


def _unreadable(stories: Sequence[Story]) -> tuple[str, ...]:
    """The fields of stories that a letter cannot read; none where nothing can read."""
    from tailor.letter.readings import reading_lines

    try:
        return reading_lines(stories)
    except JdparseError:
        return ()


def _explain(answers: Answers, question: Question, talk: Talk) -> None:
    """The question again, and what it did not say."""
    _introduce(answers, question, talk)
    talk.tell(question.more, indent="  ")
    if question.field in {"solves", "metrics"}:
        _list_categories(Kind.PAIN if question.field == "solves" else Kind.METRIC, talk)


def _introduce(answers: Answers, question: Question, talk: Talk) -> None:
    if answers.block and answers.number == 0:
        talk.show(f"\n--- Story {answers.block} ---")
    talk.show("")
    talk.tell(question.ask)
    talk.tell(f"{question.form[:1].upper()}{question.form[1:]}{question.terminal}.", indent="  ")
    talk.tell(f"For example: {question.example}", indent="  ")


def _enter(question: Question, known: Value | None, *, suggested: bool) -> str:
    """What Enter does."""
    if known is not None:
        return "Enter takes it" if suggested else "Enter keeps it"
    return "needed" if question.needed else "Enter skips"


def _list_categories(kind: Kind, talk: Talk) -> None:
    for one in jdparse.load_lexicon().categories(kind).values():
        talk.tell(f"{one.id:<20} {one.name}", indent="  ")
