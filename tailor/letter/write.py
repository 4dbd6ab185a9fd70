"""Highlights + profile -> a letter with provenance: read, choose together, make many, choose one, render."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jdparse import Analysis, Highlight, Kind, of_the_job
from jdparse.english.plain import FOREIGN
from tailor.errors import CallError
from tailor.letter.answer import highlights_told
from tailor.letter.brackets import bracket_sample
from tailor.letter.cast import Cast, Place
from tailor.letter.fit import fit_letter, next_best, pin
from tailor.letter.judge import reasons
from tailor.letter.letter import Judged, Letter, Options, Version
from tailor.letter.match import Match, match_stories
from tailor.letter.names import employer_name, letter_role
from tailor.letter.notes import left_out, letter_notes
from tailor.letter.plan import plan_letter
from tailor.letter.said import Sentence
from tailor.letter.scenes import answer_highlights
from tailor.letter.template import ENVELOPE_SLOTS, PARAGRAPH, SLOTS, Room, render, tidy
from tailor.letter.trace import Source, Tracer, plain
from tailor.limits import LENGTHS
from tailor.nearest import did_you_mean
from tailor.profile.story import Profile, Story

#: The slots that the program fills with sentences; a template says where they stand.
_PARTS = ("opening", "paragraph_two", "proof", "second", "third", "close")


def write_letter(
    analysis: Analysis, profile: Profile, options: Options, highlights: Mapping[Kind, Highlight | None] | None = None
) -> Letter:
    """A letter for a posting from a profile's facts.

    Args:
        analysis: The posting and its highlights.
        profile: The applicant's facts.
        options: Length, template and names.
        highlights: The reviewed highlights, if they differ from the analysis's.

    Raises:
        CallError: No such story, template or length.
        TemplateFault: The template is wrong.
    """
    if options.length not in LENGTHS:
        raise CallError(f"--length: {options.length} is none of {', '.join(map(str, LENGTHS))}")
    cast = choose_cast(analysis, profile, options, highlights)
    tracer = Tracer()
    name = options.template or str(options.length)
    body, chosen, judged = _compose(name, cast, profile, options, tracer)
    me = {
        field: tracer.mark(getattr(profile.me, field), "profile", f"me.{field}")
        for field in ("name", "email", "phone", "city")
    }
    to = _addressee(options, tracer)
    envelope = render("envelope", {"me": me, "to": to, "body": body}, ENVELOPE_SLOTS)
    text, trace = tracer.read(re.sub(rf"\s*{PARAGRAPH}\s*", "\n\n", envelope).strip() + "\n")
    paragraphs = tuple(plain(body).split("\n\n"))
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    opener = _first_of(chosen, "paragraph_two")
    number = next(
        (at for at, paragraph in enumerate(paragraphs) if opener and FOREIGN.sub("", opener.text) in paragraph), -1
    )
    if profile.sample:
        text, trace = bracket_sample(text, trace)
        start = text.index("\n\n") + 2
        paragraphs = tuple(text[start : text.rindex("\n\n")].split("\n\n"))
    said = [sentence for _, sentence in chosen]
    two = [sentence for slot, sentence in chosen if slot == "paragraph_two" and sentence is not None]
    return Letter(
        text=text,
        paragraphs=paragraphs,
        paragraph_two=number,
        length=options.length,
        words=words,
        match=cast.lead,
        others=cast.others,
        highlights=cast.highlights,
        trace=trace,
        judged=judged,
        notes=letter_notes(cast, profile, said, two, words),
        need=_thing_told(said),
        left_out=left_out(cast, two, said),
        to=plain(to) if options.to else "",
        role=letter_role(analysis.posting, given="title" in options.given),
        company=cast.company,
    )


def choose_cast(
    analysis: Analysis, profile: Profile, options: Options, highlights: Mapping[Kind, Highlight | None] | None = None
) -> Cast:
    """The story that leads, the line that it answers, and in which words the three highlights are answered."""
    reviewed = dict(highlights) if highlights is not None else {kind: analysis.highlight(kind) for kind in Kind}
    posting = analysis.posting
    text = of_the_job(posting)
    ranked = match_stories(profile.stories, reviewed, text, posting.title)
    lead = _told(ranked, options.story)
    company = employer_name(posting, given="company" in options.given)
    told = highlights_told(reviewed, lead.story, company)
    if told[Kind.PAIN] != reviewed.get(Kind.PAIN):
        lead = next(
            match for match in match_stories(profile.stories, told, text, posting.title) if match.story == lead.story
        )
    # Why: a letter that jumps back to an employer whom it had left confuses; jobs at one employer stand together.
    others = tuple(
        sorted(
            (match for match in ranked if match.story != lead.story),
            key=lambda match: match.story.employer != lead.story.employer,
        )
    )
    stories: list[Story] = [match.story for match in others]
    return Cast(
        analysis=analysis,
        highlights=told,
        answered=answer_highlights(told, lead.story, stories, company),
        lead=lead,
        others=others,
        length=options.length,
        company=company,
        company_source="option" if "company" in options.given else "posting",
        referrer=options.referrer,
        why=options.why,
    )


def _told(ranked: Sequence[Match], name: str) -> Match:
    if not name:
        return ranked[0]
    for match in ranked:
        if match.story.name == name:
            return match
    names = [match.story.name for match in ranked]
    raise CallError(
        f"--story: no story {name!r} in the profile; {did_you_mean(name, names) or 'it has ' + ', '.join(names)}"
    )


def _compose(
    name: str, cast: Cast, profile: Profile, options: Options, tracer: Tracer
) -> tuple[str, list[tuple[str, Sentence]], tuple[Judged, ...]]:
    """The template's body with the sentences that fit its length; its own words count too."""
    room = Room()
    values = _values(cast, profile, options, tracer, room)
    empty = dict.fromkeys(_PARTS, "\ue004")
    bare = tidy(render(name, {**values, **empty}, SLOTS))
    own = len(plain(bare).replace("\ue004", " ").split())
    used = frozenset(part for part in _PARTS if _uses(name, values, part))
    places = [place for place in plan_letter(cast) if place.slot in used]
    length = max(cast.length - own, 1)
    seed = " ".join(cast.analysis.posting.text.split())
    chosen = fit_letter(pin(places, options.pinned), length, seed)
    room.chosen = _optional(
        name, {**values, **empty}, room, cast.length - own - sum(sentence.words for sentence in chosen if sentence)
    )
    parts = dict.fromkeys(_PARTS, "") | _rendered(places, chosen, tracer)
    body = tidy(render(name, {**values, **parts}, SLOTS))
    said = [(place.slot, sentence) for place, sentence in zip(places, chosen, strict=True) if sentence is not None]
    return body, said, tuple(_judged(places, chosen))


def _judged(places: Sequence[Place], chosen: Sequence[Sentence | None]) -> Iterator[Judged]:
    before: Sentence | None = None
    for number, (place, sentence) in enumerate(zip(places, chosen, strict=True)):
        if sentence is not None:
            versions = tuple(
                Version(FOREIGN.sub("", other.text), other.key) for other in next_best(place, sentence, before)
            )
            yield Judged(
                FOREIGN.sub("", sentence.text), sentence.row, reasons(sentence), sentence.key, number, versions
            )
        before = sentence


def _uses(name: str, values: Mapping[str, Any], part: str) -> bool:
    """Whether a template prints a part."""
    shown = render(name, {**values, **{other: "\ue004" if other == part else "" for other in _PARTS}}, SLOTS)
    return "\ue004" in shown


def _optional(name: str, values: Mapping[str, Any], room: Room, left: int) -> frozenset[str]:
    """The template's own optional sentences that fit into the words that are left, by their priority."""
    if not room.seen:
        return frozenset()

    def count(chosen: frozenset[str]) -> int:
        room.chosen = chosen
        return len(plain(render(name, values, SLOTS)).replace("\ue004", " ").split())

    base = count(frozenset())
    kept: frozenset[str] = frozenset()
    for option in sorted(room.seen, key=lambda option: (room.seen[option], option)):
        if count(kept | {option}) - base <= left + 2:
            kept |= {option}
    return kept


def _values(cast: Cast, profile: Profile, options: Options, tracer: Tracer, room: Room) -> dict[str, Any]:
    posting = cast.analysis.posting
    story = cast.lead.story
    whence: Mapping[str, tuple[Source, str]] = {
        name: ("option", f"--{name}") if name in options.given else ("posting", name) for name in ("title", "company")
    }
    fields = ("employer", "system", "constraint", "design", "wall", "did", "result", "worth", "field", "lesson")
    slots: dict[str, Any] = {
        name: tracer.mark(getattr(story, name).rstrip("."), "profile", f"story.{story.name}.{name}") for name in fields
    }
    slots |= {
        name: [tracer.mark(item, "profile", f"story.{story.name}.{name}") for item in getattr(story, name)]
        for name in ("owned", "playbook", "tools")
    }
    slots["past"] = story.past
    return {
        "me": {
            field: tracer.mark(str(getattr(profile.me, field) or ""), "profile", f"me.{field}")
            for field in ("name", "email", "phone", "city", "title", "years", "team")
        },
        "to": _addressee(options, tracer),
        "role": tracer.mark(letter_role(posting, given="title" in options.given), *whence["title"]),
        "company": tracer.mark(cast.company, *whence["company"]),
        "story": slots,
        "room": room,
    }


def _addressee(options: Options, tracer: Tracer) -> str:
    return tracer.mark(
        options.to or "Hiring Manager", "option" if options.to else "template", "--to" if options.to else "to"
    )


def _rendered(places: Sequence[Place], chosen: Sequence[Sentence | None], tracer: Tracer) -> dict[str, str]:
    parts: dict[str, str] = {}
    for place, sentence in zip(places, chosen, strict=True):
        if sentence is not None:
            said = sentence.marked(tracer)
            parts[place.slot] = f"{parts[place.slot]} {said}" if place.slot in parts else said
    return parts


def _first_of(chosen: Sequence[tuple[str, Sentence]], slot: str) -> Sentence | None:
    return next((sentence for name, sentence in chosen if name == slot), None)


def _thing_told(said: Sequence[Sentence]) -> str:
    """The thing of the reader's that the letter names."""
    return next(
        (
            piece.text.removeprefix("one of ").removeprefix("your ")
            for sentence in said
            if sentence.role in {"offer", "ask"}
            for piece in sentence.pieces
            if piece.ref.startswith(("posting[", "--pain"))
        ),
        "",
    )
