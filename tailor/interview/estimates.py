"""An estimate worked out in the middle of the interview, for a figure that the applicant does not have yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tailor.errors import CallError
from tailor.estimate.working import Estimate
from tailor.interview.talk import BACK, SKIP, Talk
from tailor.profile.script import EstimateInput, EstimateOffer, load_script
from tailor.show.estimate import estimate_text


def estimated(talk: Talk, wanted: str) -> tuple[str, str] | None:
    """A field and the words for it that an estimate gave; None to go back."""
    script = load_script()
    talk.show("")
    talk.tell(script.words.estimates)
    for number, offer in enumerate(script.estimate, 1):
        talk.tell(f"{number}  {offer.name}: {offer.about}", indent="  ")
    while True:
        typed = talk.hear(f"1 to {len(script.estimate)}, or {BACK}").lower()
        if typed in {BACK, SKIP, ""}:
            return None
        chosen = [offer for number, offer in enumerate(script.estimate, 1) if typed in {str(number), offer.name}]
        if not chosen:
            talk.tell(script.words.pick)
            continue
        done = _worked_out(chosen[0], talk)
        if done is None:
            continue
        talk.show("\n" + estimate_text(done).rstrip("\n"))
        for said in done.notes:
            talk.tell(f"note: {without_dashes(said)}")
        place = "" if done.field == wanted else f" They are for {done.field}, so that is where they go."
        talk.show("")
        talk.tell(f"{script.words.words}{place}")
        own = talk.hear(f"{done.field} (Enter takes it)")
        if own.lower() in {BACK, SKIP}:
            return None
        return done.field, own or done.sentence


def _worked_out(offer: EstimateOffer, talk: Talk) -> Estimate | None:
    """The estimate for the numbers that are typed; None to go back."""
    given: dict[str, str] = {}
    asked: list[EstimateInput] = []
    at = 0
    while at < len(offer.input):
        entry = offer.input[at]
        if entry.unless in given:
            at += 1
            continue
        left_out = f" (Enter: {entry.blank})" if entry.optional else ""
        typed = talk.hear(f"{entry.ask}{left_out}, for example {entry.example}")
        if typed.lower() == BACK:
            if not asked:
                return None
            last = asked.pop()
            given.pop(last.name, None)
            at = offer.input.index(last)
            continue
        if typed.lower() in {SKIP, ""}:
            if not entry.optional:
                talk.tell("This number is needed.")
                continue
        else:
            problem = input_problem(offer, {**given, entry.name: typed}, entry.name)
            if problem:
                talk.tell(problem)
                continue
            given[entry.name] = typed
        asked.append(entry)
        at += 1
    try:
        return offer.work_out(given)
    except CallError as error:
        talk.tell(without_dashes(str(error)))
        return None


@dataclass(frozen=True, slots=True)
class Worked:
    """What comes of the numbers that were typed for an estimate.

    Attributes:
        faults: Input -> what is wrong with it.
        missing: The inputs that are still needed.
        problem: Why the numbers do not go together; empty where they do.
        done: The estimate; None while something is wrong or missing.
        notes: What it says beside its working.
    """

    faults: Mapping[str, str]
    missing: tuple[EstimateInput, ...] = ()
    problem: str = ""
    done: Estimate | None = None
    notes: tuple[str, ...] = ()


def work(offer: EstimateOffer, typed: Mapping[str, str]) -> Worked:
    """What comes of numbers typed in any order; an empty one counts as left out."""
    given = {entry.name: words for entry in offer.input if (words := typed.get(entry.name, "").strip())}
    faults = _faults(offer, given)
    missing = tuple(
        entry
        for entry in offer.input
        if not entry.optional and entry.name not in given and (not entry.unless or entry.unless not in given)
    )
    if faults or missing:
        return Worked(faults, missing)
    try:
        done = offer.work_out(given)
    except CallError as error:
        return Worked({}, problem=without_dashes(str(error)))
    return Worked({}, done=done, notes=tuple(map(without_dashes, done.notes)))


def _faults(offer: EstimateOffer, given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each input; one that is wrong does not stand in the way of the others."""
    sound, faults = dict(given), dict[str, str]()
    while True:
        found = [(name, said) for name in sound if (said := input_problem(offer, sound, name))]
        if not found:
            return faults
        for name, said in found:
            faults[name] = said
            del sound[name]


def input_problem(offer: EstimateOffer, given: Mapping[str, str], name: str) -> str:
    """What is wrong with one input; the inputs that are still to come stand in with their examples."""
    rest = {
        entry.name: entry.example
        for entry in offer.input
        if not entry.optional and entry.unless not in given and entry.name not in given
    }
    try:
        offer.work_out({**given, **rest})
    except CallError as error:
        said = str(error)
        # Why: a number that does not go together with an example may go together with what is still to come.
        if re.match(rf"--{re.escape(name)}(?![\w-])", said) and not any(
            f"({words})" in said for words in rest.values()
        ):
            return without_dashes(said)
    return ""


def without_dashes(said: str) -> str:
    """A message of the command line for somebody who typed no option."""
    return re.sub(r"--([a-z]+(?:-[a-z]+)*)", lambda found: found[1].replace("-", " "), said)
