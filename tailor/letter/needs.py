"""What the job is about, where a duty says so and the story proves it: the sentence that ties paragraph two to the posting.

Why the words are rows and not the duty's own: readers took a duty pasted into a sentence for a form in three of four letters, and a
plain phrase for what several duties ask as written for them, wherever the story behind it was about the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jdparse import Kind, duties, of_the_job
from tailor.highlights.near import is_chosen
from tailor.letter.answer import known_tasks
from tailor.letter.bank import LEAST_FURTHER, Fitting, good_wants, says, story_proves, wants_of_duties
from tailor.letter.cast import Cast, company_words
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.rows import Need, load_needs
from tailor.letter.said import Piece, Sentence, Words
from tailor.letter.scenes import posting_words
from tailor.letter.task import Task
from tailor.profile.story import Story

#: What so many duties say is part of the job; what one says in passing may not be.
_SAID_OFTEN = 2
#: So many tellings of a duty are tried.
_TASKS = 3
#: So many of what the team may want are tried.
_WANTS = 2


@dataclass(frozen=True, slots=True)
class Needed:
    """What a letter can say is needed, each kind with the best first.

    Attributes:
        wants: Rows that say what the team wants, by the line that is answered.
        tasks: The duty of that line in few words.
        needs: What the job is about, each with whether the line says so, or several other duties.
    """

    wants: Sequence[Fitting]
    tasks: Sequence[tuple[Words, Task]]
    needs: Sequence[tuple[Need, bool]]

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.wants or self.tasks or self.needs)


def find_needed(cast: Cast) -> Needed:
    """What a letter can say is needed, where the lead story is about it."""
    return Needed(find_wants(cast), find_tasks_told(cast), find_needs(cast))


def need_sentences(cast: Cast, needed: Needed) -> Iterator[Sentence]:
    """The sentences that say what the job is about: by the line that is answered, else by the duties that say most often what the story proves."""
    for want in needed.wants:
        row = (Piece(want.row.text, "template", f"wants.{want.row.id}"),)
        yield from fill_rows("need", _need_scene(cast, "want", row, {"want" if want.proven else "kin": want.score}))
    for words, task in needed.tasks:
        yield from fill_rows("need", _need_scene(cast, "task", words, {"task": task.score}))
    for need, told in needed.needs:
        row = (Piece(need.text, "template", f"needs.{need.id}"),)
        for sentence in fill_rows("need", _need_scene(cast, "need", row, {"another-duty": float(not told)})):
            yield replace(sentence, traits={**sentence.traits, f"about-{need.id}": 1.0})


def _need_scene(cast: Cast, slot: str, words: Words, traits: Mapping[str, float]) -> Scene:
    return Scene({slot: words, "company": company_words(cast)}, frozenset(), cast.lead.story.name, traits=traits)


def find_tasks_told(cast: Cast) -> list[tuple[Words, Task]]:
    """The duty of the line that is answered in few words, where the lead story is about such work; the best phrases first."""
    answered = cast.answered.told
    if answered is None:
        return []
    found = [
        task
        for task in known_tasks(answered.evidence, cast.company, cast.lead.story)
        if not cast.speaks_of_unspoken(task.text)
    ]
    return [(posting_words(task.text, answered.evidence), task) for task in found[:_TASKS]]


def find_wants(cast: Cast) -> list[Fitting]:
    """What the team wants, by the line that is answered, where the lead story is about it, else near to it; the best first."""
    answered = cast.answered.told
    if answered is None:
        return []
    found = good_wants(answered.evidence, of_the_job(cast.analysis.posting), cast.lead.story)
    found = [want for want in found if not cast.speaks_of_unspoken(want.row.text)]
    if not any(want.proven for want in found) and not is_chosen(cast.highlights.get(Kind.PAIN)):
        found = _other_wants(cast, cast.lead.story) or found
    return [want for want in found if want.proven == found[0].proven][:_WANTS]


def _other_wants(cast: Cast, story: Story) -> list[Fitting]:
    """What the team wants by any line that may be a pain, or by any of its duties, where a story is about it; the best first."""
    pain = cast.highlights.get(Kind.PAIN)
    if pain is None:
        return []
    text = of_the_job(cast.analysis.posting)
    lines = [line.quote for line in (pain.evidence, *pain.alternatives)]
    lines += [text[span.start : span.end] for span in duties(cast.analysis.posting)]
    found = wants_of_duties(dict.fromkeys(lines), text, story)
    return [want for want in found if not cast.speaks_of_unspoken(want.row.text)]


def also_needed(cast: Cast, needed: Needed, story: Story, told: Collection[str], *flags: str) -> list[Sentence]:
    """What else the team wants, by any line that may be a pain, where a further story is about it: the sentence that leads to this story.

    Args:
        cast: Who and what the letter tells of.
        needed: What it says is needed before.
        story: The further story.
        told: The pain categories that are told before.
        flags: What holds for the place: ``need-known`` where a need can be told before.
    """
    rows = {want.row.id for want in needed.wants}
    best = [
        want
        for want in _other_wants(cast, story)
        if want.score >= LEAST_FURTHER and want.row.id not in rows and want.row.category not in told
    ]
    scenes = (
        _need_scene(cast, "want", (Piece(want.row.text, "template", f"wants.{want.row.id}"),), {"also": want.score})
        for want in best[:_WANTS]
    )
    return [sentence for scene in scenes for sentence in fill_rows("also", scene.with_words({}, *flags))]


def find_needs(cast: Cast) -> list[tuple[Need, bool]]:
    """What the job is about, each with whether the line of the highlight says so, or several other duties."""
    answered = cast.answered.told
    if answered is None:
        return []
    line, story = answered.evidence, cast.lead.story
    chosen = is_chosen(cast.highlights.get(Kind.PAIN))
    categories = (line.category, *line.also_categories[:1], *story.solves[:1])
    text = of_the_job(cast.analysis.posting)
    # Why: a line that a person typed may be about what the posting says nowhere, and the sentence speaks of the posting.
    found = [
        (need, True)
        for need in load_needs()
        if need.category in categories
        and says(line.quote, need.says)
        and (not line.typed or says(text, need.says))
        and (chosen or (story_proves(story, need.category, need.proved) and not cast.speaks_of_unspoken(need.text)))
    ]
    if chosen and not found and not line.typed:
        found = [(need, True) for need in load_needs() if need.category == line.category and not need.proved][:1]
    if found or chosen:
        return found
    proved = [
        need
        for need in load_needs()
        if story_proves(story, need.category, need.proved) and not cast.speaks_of_unspoken(need.text)
    ]
    if not proved:
        return []
    # A posting without a list of duties is read line by line.
    lines = [text[span.start : span.end] for span in duties(cast.analysis.posting)] or text.split("\n")
    told = {need.id: sum(says(duty, need.says) for duty in lines) for need in proved}
    most = max(told.values())
    return [(need, False) for need in proved if told[need.id] == most >= _SAID_OFTEN]
