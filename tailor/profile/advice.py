"""What would make a story read better."""

from __future__ import annotations

import re

from tailor.profile.load import begins_with_noun
from tailor.profile.numbers import has_number
from tailor.profile.story import Profile, Story


def find_other_tense(words: str) -> tuple[str, str] | None:
    """The first word and its past tense, where what should begin with a verb in the past begins with another form of it.

    A form that is a past tense as well ("cut", "put", "found") counts as one; a word that is no verb is left alone.

    Source: https://lemminflect.readthedocs.io/en/latest/inflections/ (`getInflection`, Penn tag VBD)
    """
    found = re.match(r"[A-Za-z]+(?:-[a-z]+)?\b", words)
    if found is None or found.group().endswith("ed"):
        return None
    from jdparse.english.inflection import dictionary

    first = found.group().lower()
    pasts = [
        past
        for lemma in dictionary().getAllLemmas(first, upos="VERB").get("VERB", ())
        for past in dictionary().getInflection(lemma, "VBD")
    ]
    return (found.group(), pasts[0]) if pasts and first not in pasts else None


def tense_advice(field: str, words: str) -> str:
    """What to say of a `did` or `result` in another tense; empty if there is nothing to say."""
    other = find_other_tense(words) if field in {"did", "result"} else None
    if other is None or begins_with_noun(words):
        return ""
    if field == "did":
        return f'did begins with {other[0]!r}; a letter says "I {other[1]} ...": use the past tense'
    return f'result begins with {other[0]!r}: use the past tense, "{other[1]} ..."'


#: The fields that a strong letter draws on beside those that every story has.
_STRONG = ("constraint", "result", "worth", "owned", "playbook", "solves")


def advice(profile: Profile, *, tense: bool = True) -> tuple[str, ...]:
    """What would make the letters stronger, story by story.

    Args:
        profile: Whose stories.
        tense: Also which fields stand in another tense; `tailor.letter.readings` says it of those that it reads.
    """
    return tuple(
        f"story {story.name}: {line}" for story in profile.stories for line in story_advice(story, tense=tense)
    )


def story_advice(story: Story, *, tense: bool = True) -> tuple[str, ...]:
    """What would make a letter that tells this story stronger."""
    said: list[str] = []
    if tense:
        said += [words for field in ("did", "result") if (words := tense_advice(field, getattr(story, field)))]
    missing = missing_strong(story)
    if missing:
        said.append(f"without {', '.join(missing)}; a letter is stronger with it")
    return (*said, *number_advice(story))


def missing_strong(story: Story) -> tuple[str, ...]:
    """The fields that a strong letter draws on and a story does not have."""
    return tuple(name for name in _STRONG if not getattr(story, name))


def number_advice(story: Story) -> tuple[str, ...]:
    """What to say of a story whose result has no number."""
    if story.result and not has_number(story):
        return ("no number of the system; one number that you can defend helps",)
    return ()
