"""Why a sentence does not stand: what it says that the facts which it cites do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import jdparse
from jdparse.english.changes import changes
from jdparse.english.patterns import pattern
from jdparse.english.quantities import find_quantities
from jdparse.english.sense import subject_phrase
from jdparse.english.voice import HEARD, SELF, WOULD
from tailor.brief.absolutes import unheld_absolutes
from tailor.brief.acts import unheld_acts
from tailor.brief.causes import unheld_causes
from tailor.brief.claim import Claim, cited_records
from tailor.brief.crossing import unheld_crossings
from tailor.brief.extents import unheld_extents
from tailor.brief.facts import Fact
from tailor.brief.measures import unheld_measures
from tailor.brief.names import strange_names
from tailor.brief.roles import unheld_roles
from tailor.brief.scope import unheld_scope
from tailor.brief.strangers import unheld_adoption, unheld_own_things
from tailor.brief.tenses import unheld_tenses
from tailor.check.facts.claim import is_claim, names_employer
from tailor.check.facts.record import Record, telling
from tailor.check.facts.shares import unheld_shares
from tailor.check.facts.tools import tools_unheld
from tailor.check.facts.unheld import unheld_figures

#: Words that a courtesy has and a claim has not.
_COURTESY = pattern(r"(?i)(?<![\w-])(?:{courtesies})(?![\w-])")


def reasons(claim: Claim) -> Iterator[str]:
    """What is wrong with a sentence by its facts, a line each."""
    unknown = [name for name in claim.said.cites if name not in claim.brief.facts]
    if unknown:
        yield f"there is no fact {' or '.join(unknown)}"
        return
    if not claim.own:
        yield from _uncited(claim)
    else:
        wrong = [*_figures(claim), *_changes(claim), *_tools(claim), *_employers(claim), *unheld_measures(claim)]
        yield from wrong or _about(claim)
        yield from unheld_scope(claim)
        yield from unheld_roles(claim)
        yield from unheld_causes(claim)
        yield from unheld_acts(claim)
        yield from unheld_own_things(claim)
        yield from unheld_absolutes(claim)
        yield from unheld_extents(claim)
        yield from unheld_tenses(claim)
        yield from unheld_crossings(claim)
    yield from unheld_adoption(claim)
    yield from strange_names(claim)


def _uncited(claim: Claim) -> Iterator[str]:
    """What a sentence that cites nothing of the applicant says of them all the same."""
    text = claim.text
    if text.endswith("?"):
        return
    figures = [
        text[start:end].strip()
        for start, end in unheld_figures(text, _posted(claim), claim.brief.profile.me)
        if not (claim.facts and _in_posting(claim, text[start:end])) and not _in_company(claim, start)
    ]
    said = SELF.search(text)
    wish = WOULD.search(text)
    if figures and not (wish and re.search(r"(?i)\byou", text)):
        yield f'"{figures[0]}" stands in no fact that it names'
        return
    if said and not wish and not HEARD.search(text) and not _COURTESY.search(text):
        yield "it says something of you and names no fact for it"
    spoken = said or wish or re.search(r"(?i)\byou", text) or _names_company(claim)
    if not spoken and len(_shared(telling(text), claim.facts)) < _ENOUGH:
        yield "it says something that no fact is named for"


#: So many telling words in common show that a sentence speaks of a highlight.
_ENOUGH = 2


def _names_company(claim: Claim) -> bool:
    """Whether a sentence names the posting's employer, or is about a name of the posting's."""
    subject = subject_phrase(claim.text)
    if re.fullmatch(r"[A-Z]\w+", subject) and _in_posting(claim, subject):
        return True
    names = (claim.brief.cast.company, claim.known.company)
    return any(name.split()[0].casefold() in claim.text.casefold() for name in names if name.strip())


def _in_company(claim: Claim, at: int) -> bool:
    """Whether a place is inside the name of the posting's employer: "80 Acres Farms"."""
    names = filter(None, (claim.brief.cast.company, claim.known.company))
    return any(
        found.start() <= at < found.end() for name in names for found in re.finditer(re.escape(name), claim.text)
    )


def _in_posting(claim: Claim, words: str) -> bool:
    """Whether the posting has these very words."""
    posting = claim.known.analysis.posting if claim.known.analysis else None
    return posting is not None and bool(
        re.search(rf"(?i)(?<!\w){re.escape(words.strip())}(?!\w)", jdparse.of_the_job(posting))
    )


def _posted(claim: Claim) -> tuple[Record, ...]:
    """The figures of the posting as a record, where the sentence cites the posting."""
    posting = claim.known.analysis.posting if claim.known.analysis else None
    return (
        _as_record(jdparse.of_the_job(posting))
        if posting is not None and any(fact.of_posting for fact in claim.facts)
        else ()
    )


def _as_record(text: str) -> tuple[Record, ...]:
    from tailor.check.facts.record import find_records
    from tailor.profile.story import Story

    return find_records((Story.model_construct(None, name="", system=text, did=""),))


Find = Callable[[Sequence[Record]], list[tuple[int, int]]]


def _figures(claim: Claim) -> Iterator[str]:
    """Figures and parts of a whole that no cited fact bears out, the posting's said of the team excepted."""
    text, me = claim.text, claim.brief.profile.me
    yield from _unheld(claim, lambda records: [*unheld_figures(text, records, me)])
    yield from _unheld(claim, lambda records: [*unheld_shares(text, records)])


def _unheld(claim: Claim, find: Find) -> Iterator[str]:
    text = claim.text
    for start, end in find(claim.cited):
        theirs = _in_posting(claim, text[start:end]) or (start, end) not in find(_as_posted(claim))
        claimed = is_claim(claim.told, start, claim.known, governed=True)
        if not claimed and (theirs or text.endswith("?")):
            continue
        other = _other_with(claim, find, (start, end))
        why = "none of the facts that it names has this figure so"
        posted = "; it is a number of the posting" if theirs else ""
        there = "" if other or theirs else _figures_there(claim, text[start:end])
        yield f'"{text[start:end].strip()}": {other or why + posted}{there}'


def _figures_there(claim: Claim, words: str) -> str:
    """What figures of the same unit the cited facts have, so that a writer can mend theirs; empty where there are none."""
    units = {one.figure.unit for one in find_quantities(words)}
    same = [
        one.figure.text.strip()
        for fact in claim.own
        for one in find_quantities(fact.text)
        if one.figure.unit in units and one.figure.text.strip()
    ]
    if words.strip() in same:
        return "; they tell it of something else"
    return f"; they have {' and '.join(dict.fromkeys(same[:_SHOWN]))}" if same else ""


#: So many figures of the facts are shown.
_SHOWN = 4


def _changes(claim: Claim) -> Iterator[str]:
    """Changes whose ends the cited facts give otherwise: turned round, or with one end of something else."""
    yield from (f'"{found.group()}": both ends are the same' for found in _NO_CHANGE.finditer(claim.text))
    known = [pair for fact in claim.own for pair in changes(fact.text)]
    for pair in changes(claim.text):
        ends = {round(one.value, 6) for one in (pair.before, pair.after)}
        alike = [one for one in known if ends & {round(end.value, 6) for end in (one.before, one.after)}]
        if alike and not any(
            _close(one.before.value, pair.before.value) and _close(one.after.value, pair.after.value) for one in alike
        ):
            yield f'"{claim.text[pair.start : pair.end]}": the facts that it names give this change otherwise'


_NO_CHANGE = re.compile(r"from ([\d.,]+\S*(?: [a-z]+)?) to \1(?!\w)")


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


#: Two ends of a change are the same within this.
_SAME = 0.06


def _other_with(claim: Claim, find: Find, place: tuple[int, int]) -> str:
    """What to say where another fact bears out the figure of a place."""
    return claim.elsewhere(lambda fact: place not in find(_record_of(fact, claim)))


def _record_of(fact: Fact, claim: Claim) -> tuple[Record, ...]:
    return cited_records([fact], claim.brief.profile.stories)


def _as_posted(claim: Claim) -> tuple[Record, ...]:
    posting = claim.known.analysis.posting if claim.known.analysis else None
    return _as_record(jdparse.of_the_job(posting)) if posting is not None else ()


def _tools(claim: Claim) -> Iterator[str]:
    """Tools that no cited story has; the team's own, and those of a wish, are named by their side."""
    posting = claim.known.analysis.posting if claim.known.analysis else None
    for name, folded, start, _ in tools_unheld(claim.told, claim.stories or claim.cited, posting):
        others = _other_with_tool(claim, folded)
        if others or is_claim(claim.told, start, claim.known, governed=True):
            yield f"{name}: {others or 'no fact that it names has this tool'}"


def _other_with_tool(claim: Claim, names: frozenset[str]) -> str:
    """What to say where another fact has a tool."""
    return claim.elsewhere(lambda fact: any(names & record.tools for record in _record_of(fact, claim)))


def _employers(claim: Claim) -> Iterator[str]:
    """Employers of the profile that none of the cited stories was at."""
    cited = {record.story.employer for record in claim.stories}
    employers = dict.fromkeys(story.employer for story in claim.brief.profile.stories if story.employer)
    for employer in employers:
        if claim.stories and employer not in cited and names_employer(claim.text, employer):
            yield f"{employer}: the facts that it names are of {' and '.join(sorted(cited)) or 'no employer'}"


def _about(claim: Claim) -> Iterator[str]:
    """A sentence that shares no telling word with the facts that it cites, and does with others."""
    words = telling(claim.text)
    if WOULD.search(claim.text) or (re.search(r"(?i)\byou", claim.text) and not SELF.search(claim.text)):
        return
    if _shared(words, claim.own) or any(fact.source == "option" or not fact.about for fact in claim.own):
        return
    if _digits(claim.text) & _digits(" ".join(fact.text for fact in claim.own)):
        return
    if _shared(words, list(claim.told_of_stories)):
        return
    others = claim.elsewhere(lambda fact: len(_shared(words, [fact])) > 1)
    if others:
        yield others
    elif len(words) > _FEW:
        yield f"it says nothing of what {' and '.join(fact.id for fact in claim.own)} says"


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", text))


#: A sentence of fewer telling words may be all pronouns.
_FEW = 1


def _shared(words: frozenset[str], facts: list[Fact] | tuple[Fact, ...]) -> frozenset[str]:
    return words & telling(" ".join(fact.text for fact in facts))
