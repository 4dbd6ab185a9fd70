"""FCT: every number, tool, employer and scope of a first-person claim has its source in the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jdparse
from tailor.checks.figures import Figure, find_figures, fractions, same
from tailor.checks.reading import Reading, Sentence
from tailor.checks.types import Found, Known
from tailor.profile import Profile, Story

_MINE = r"I|I'm|I've|I'd|my|mine|me|we|our|ours|us|myself"
_THEIRS = r"you|your|yours|you're|you've|your posting|the posting|the advert|the role|the job"
_PERSON = re.compile(rf"(?i)(?<![\w'-])(?:(?P<mine>{_MINE})|(?P<theirs>{_THEIRS}))(?![\w-])")
_WOULD = re.compile(
    r"(?i)(?<![\w-])(?:would|could|should|shall|can|may|might|will|'ll|'d like|want to|wish to|hope to|plan to|let us|let me|happy to|glad to|if you|please|before I promised|suggest|propose|offer)(?![\w-])"
)
_NOT = re.compile(
    r"(?i)(?<![\w-])(?:not|never|no|n't|without|instead of|rather than|decided against|neither|nor|yet to|haven't|didn't|don't|hardly)(?![\w])"
)
#: Nouns that make a small number in words a claim.
_COUNTED = re.compile(
    r"(?i)\b(?:engineers?|developers?|people|analysts?|scientists?|reports?|colleagues?|teams?|models?|gpus?|machines?|servers?|nodes?|clusters?|regions?|countries|markets?|services?|pipelines?|customers?|users?|clients?|shops?|stores?|languages?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|lawyers?|agents?|nurses?|persons?|interns?|juniors?|releases?|incidents?|outages?|a100s?|h100s?|offices?|listings?|readers?|million|thousand)\b"
)
_NO_CLAIM_AFTER = re.compile(
    r"(?i)^\s*(?:a\.?m\b|p\.?m\b|o'clock|in the morning|at night|of us\b|things?\b|reasons?\b|questions?\b|pages?\b|sentences?\b|words?\b|paragraphs?\b|systems? ha|stor(?:y|ies)\b|lines?\b|points to make|calls?\b|cups?\b)"
)
_EMPLOYER = re.compile(
    r"(?:(?<![\w-])(?:[Aa]t|[Ww]ith|[Ff]or|[Jj]oined|[Ll]eft|[Ii]nside|[Ff]rom)|my (?:last|first|former|previous|current|present) employer,?|employed (?:by|at)|years (?:at|with|in)|hired (?:me )?(?:by|at)?)\s+(?P<name>(?:[A-Z][\w&'’.-]*\w|[A-Z])(?:\s(?:of\s|and\s|&\s)?[A-Z][\w&'’.-]*\w)*)"
)
_BEFORE_EMPLOYER = re.compile(
    r"(?i)\b(?:worked|working|work|engineer|scientist|job|years|time|employed|hired|joined|left|stint|team|role|position|was|were|employer|intern|internship|career|came)\b"
)
_NO_EMPLOYER = re.compile(
    r"(?i)universit|college|institute|school|academy|conference|meetup|neurips|icml|kdd|pydata|christmas|easter|black friday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|kaggle|github|hacker|eth\b|mit\b|europe|germany|sweden|london|berlin|paris|porto|leeds|english|german|french|hiring"
)
_LED = re.compile(
    r"(?i)(?<![\w-])(?:led(?! (?:to|by))|managed(?! to)|headed|founded|architected|owned|directed|spearheaded|was in charge of|built (?:and|up)|ran|designed|created|invented|drove)(?![\w-])"
)
_HELPED = re.compile(
    r"(?i)^(?:contributed|helped|supported|assisted|took part|participated|worked alongside|joined in|gave a hand|advised|reviewed)"
)


@dataclass(frozen=True, slots=True)
class _Record:
    """A story with the figures and tools that it holds."""

    story: Story
    figures: tuple[Figure, ...]
    shares: tuple[float, ...]
    tools: frozenset[str]


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family; none without a profile."""
    if known.profile is None:
        return
    records = [_record(story) for story in known.profile.stories]
    posting = find_figures(known.analysis.posting.text) if known.analysis else ()
    for sentence, told in _told(letter, records):
        yield from _numbers(sentence, told, records, posting, known)
        yield from _tools(sentence, records)
        yield from _employers(sentence, known.profile, known)
        yield from _scope(sentence, told, records)


def _record(story: Story) -> _Record:
    text = ". ".join(
        part
        for part in (
            story.system,
            story.constraint,
            story.design,
            story.wall,
            story.did,
            story.result,
            story.worth,
            *story.owned,
            *story.playbook,
        )
        if part
    )
    named = jdparse.tools_named(f"{text}. {', '.join(story.tools)}")
    return _Record(
        story,
        find_figures(text),
        tuple(share for _, _, share in fractions(text)),
        frozenset({_fold(tool.entry_id) for tool in named} | {_fold(tool) for tool in story.tools}),
    )


def _fold(name: str) -> str:
    return re.sub(r"\W", "", name).casefold()


def _told(letter: Reading, records: Sequence[_Record]) -> Iterator[tuple[Sentence, tuple[_Record, ...]]]:
    """Each sentence with the stories that it is about: those of the employer or system that it or its paragraph named last."""
    paragraph = -1
    last: tuple[_Record, ...] = ()
    for sentence in letter.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, ()
        named = tuple(
            record for record in records if record.story.employer and _names(sentence.text, record.story.employer)
        )
        system = tuple(record for record in (named or records) if _speaks_of(sentence.text, record.story))
        last = system or named or last
        yield sentence, last


def _names(text: str, employer: str) -> bool:
    first = employer.split()[0]
    return (
        bool(re.search(rf"\b{re.escape(employer)}\b|\b{re.escape(first)}\b", text))
        if len(first) > 3
        else employer in text
    )


_SYSTEM_WORDS = frozenset("the that this service system platform with from which model models behind each".split())


def _speaks_of(text: str, story: Story) -> bool:
    words = [word for word in re.findall(r"[a-z]{4,}", story.system.lower()) if word not in _SYSTEM_WORDS]
    heard = text.lower()
    return len(words) >= _SYSTEM and sum(word in heard for word in words) >= _SYSTEM


#: A sentence speaks of a system if it has so many of its telling words.
_SYSTEM = 2


def _is_claim(text: str, at: int) -> bool:
    """Whether the words at a place of a sentence are said of the applicant."""
    clause = max((found.end() for found in re.finditer(r"[;:—]|,? (?:while|whereas|but) ", text[:at])), default=0)
    until = (
        next((found.start() for found in re.finditer(r"[;—]|,? (?:while|whereas|but) ", text[at:])), len(text) - at)
        + at
    )
    around = text[clause:until]
    before = list(_PERSON.finditer(text, 0, at))
    nearest = before[-1] if before else next(_PERSON.finditer(text, at), None)
    if nearest is not None and nearest["theirs"]:
        return False
    if _WOULD.search(around if _PERSON.search(around) else text):
        return False
    return not re.search(r"\?\s*$", text)


def _numbers(
    sentence: Sentence, told: Sequence[_Record], records: Sequence[_Record], posting: Sequence[Figure], known: Known
) -> Iterator[Found]:
    every = [figure for record in records for figure in record.figures]
    shares = [share for record in records for share in record.shares]
    parts = fractions(sentence.text)
    figures = [figure for figure in find_figures(sentence.text) if not any(a <= figure.start < b for a, b, _ in parts)]
    for start, end, share in parts:
        recorded = [*shares, *(figure.value for figure in every if figure.unit == "%")]
        if (
            _is_claim(sentence.text, start)
            and not any(abs(share - other) < _SHARE_STEP for other in recorded)
            and re.search(r"\bin\b", sentence.text[start:end])
        ):
            yield Found("FCT101", sentence.start + start, sentence.start + end, f'"{sentence.text[start:end]}"')
    for figure in figures:
        if not _counts(figure, sentence.text) or not _is_claim(sentence.text, figure.start):
            continue
        if (
            known.company
            and known.company.split()[0] in sentence.text
            and not re.search(rf"(?i)\b(?:{_MINE})\b", sentence.text)
        ):
            continue
        if _supported(figure, told or records, shares):
            continue
        place = (sentence.start + figure.start, sentence.start + figure.end)
        if told and _supported(figure, records, shares):
            owner = next(record.story for record in records if _supported(figure, [record], record.shares))
            yield Found("FCT106", *place, f'"{figure.text.strip()}" is of {owner.employer or owner.name}')
        elif any(same(figure, other) for other in posting):
            yield Found("FCT105", *place, f'"{figure.text.strip()}"')
        else:
            yield Found("FCT101", *place, f'"{figure.text.strip()}"')


_SHARE_STEP = 0.004


def _supported(figure: Figure, records: Sequence[_Record], shares: Sequence[float]) -> bool:
    if figure.unit == "%" and any(abs(figure.value - share) < _SHARE_STEP for share in shares):
        return True
    for record in records:
        for other in record.figures:
            if same(figure, other) or _restated(figure, other):
                return True
    return False


def _restated(figure: Figure, record: Figure) -> bool:
    """A count said as a rate or the other way round: "52,000 GPU hours a year" and "52,000 GPU hours saved a year"."""
    pair = {figure.unit, record.unit}
    if pair == {"count", "rate"}:
        number = [re.match(r"[\d.,]+", one.text) for one in (figure, record)]
        if all(number):
            return number[0].group() == number[1].group() if number[0] and number[1] else False
        from tailor.checks.figures import SECONDS

        rate, count = (figure, record) if figure.unit == "rate" else (record, figure)
        return bool(rate.period) and abs(rate.value * SECONDS[rate.period] - count.value) <= 0.01 * count.value
    if pair == {"times"}:
        return abs(figure.value * record.value - 1) < _SHARE_STEP
    return False


def _counts(figure: Figure, text: str) -> bool:
    """Whether a figure counts something that a profile would know."""
    after = text[figure.end :]
    number = figure.text.strip()
    if figure.unit == "count":
        if re.fullmatch(r"(?:19|20)\d\d", number):
            return False
        if _NO_CLAIM_AFTER.match(after) or re.match(r"\s*(?:%|°)", after):
            return False
        if figure.spelled or figure.value <= _SMALL_COUNT:
            return (
                bool(_COUNTED.match(figure.noun.split(" ")[0]) if figure.noun else False)
                or bool(figure.noun and any(_COUNTED.fullmatch(word) for word in figure.noun.split()))
                or (figure.value > _SMALL_COUNT and figure.spelled)
            )
        return True
    if figure.unit == "times":
        return (
            not (figure.spelled and number.lower() in {"half", "twice", "double"})
            and not re.match(r"\s+(?:the|a|an|as|of)\b", after)
        ) or number.lower() in {"halved", "doubled", "tripled"}
    if figure.unit == "time":
        return not re.search(r"(?i)\b(?:at|until|since|before|after)\s*$", text[: figure.start]) or not re.match(
            r"\s*(?:a\.?m|p\.?m|o'clock)", after
        )
    return True


_SMALL_COUNT = 12
_USES = re.compile(
    r"(?i)(?<![\w-])(?:use|used|using|run|ran|running|built|build|wrote|write|moved|migrated|deployed|deploy|operate[d]?|maintain(?:ed)?|serve[ds]?|on|with|in|through|behind|own(?:ed)?|trained|set up|kept|keep|put|work(?:ed)? (?:with|on|in)|have|had|rely|relied|know)(?![\w-])"
)


def _tools(sentence: Sentence, records: Sequence[_Record]) -> Iterator[Found]:
    known = {tool for record in records for tool in record.tools}
    text = sentence.text
    if not re.search(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])", text):
        return
    for tool in jdparse.tools_named(text):
        folded = {_fold(tool.entry_id), _fold(text[tool.span.start : tool.span.end])}
        if folded & known or any(
            one in other or other in one for one in folded for other in known if min(len(one), len(other)) > _NAME
        ):
            continue
        clause = re.split(r"[;:—]", text[: tool.span.start])[-1]
        if not _is_claim(text, tool.span.start) or _NOT.search(clause) or not _USES.search(clause):
            continue
        if re.search(
            r"(?i)\b(?:you (?:list|name|use|run|ask|want|write)|your|colleagues? (?:use|ran|run)|the (?:vendor|customer|client))\b[^;:—]*$",
            text[: tool.span.start],
        ):
            continue
        yield Found("FCT102", sentence.start + tool.span.start, sentence.start + tool.span.end, f'"{tool.entry_id}"')


#: Names shorter than this are not looked for inside others.
_NAME = 4


def _employers(sentence: Sentence, profile: Profile, known: Known) -> Iterator[Found]:
    text = sentence.text
    if not re.search(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])", text):
        return
    employers = {story.employer.casefold() for story in profile.stories if story.employer}
    tools = [(tool.span.start, tool.span.end) for tool in jdparse.tools_named(text)]
    for found in _EMPLOYER.finditer(text):
        name = re.sub(r"['’]s$", "", found["name"])
        folded = name.casefold()
        verb = found.group()[: found.start("name") - found.start()].strip().lower()
        ours = any(folded.startswith(own) or own.startswith(folded) or folded in own for own in employers)
        theirs = known.company and known.company.split()[0].casefold() in folded
        inside_tool = any(start <= found.start("name") < end for start, end in tools)
        if ours or theirs or inside_tool or _NO_EMPLOYER.search(name) or not _is_claim(text, found.start("name")):
            continue
        if verb in {"with", "for", "from", "inside"} and not _BEFORE_EMPLOYER.search(text[: found.start()][-30:]):
            continue
        if re.search(
            r"(?i)\b(?:vendor|customer|client|supplier|partner|studied|taught|talk|spoke|friends?|teacher|brother|sister|colleague)\b",
            text[: found.start()][-40:],
        ):
            continue
        yield Found(
            "FCT103",
            sentence.start + found.start("name"),
            sentence.start + found.start("name") + len(name),
            f'"{name}"',
        )


def _scope(sentence: Sentence, told: Sequence[_Record], records: Sequence[_Record]) -> Iterator[Found]:
    text = sentence.text
    for found in _LED.finditer(text):
        if not _is_claim(text, found.start()) or not re.search(
            r"(?i)(?<![\w-])(?:I|we)(?:'ve|'m)?(?: \w+){0,8}\s*$|(?i:\band|,) ?(?:\w+ )?$|\bwas (?:\w+ )?$",
            text[: found.start()],
        ):
            continue
        for record in told or records:
            if not _HELPED.match(record.story.did):
                continue
            near = _telling(f"{record.story.did} {record.story.system}") & _telling(text)
            mine = _telling(" ".join(record.story.owned)) & _telling(text)
            if len(near) >= (1 if told else _SYSTEM) and not (mine and found.group().lower() == "owned"):
                yield Found(
                    "FCT104",
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    f'"{found.group()}"; the record says: {record.story.did}',
                )
                return


def _telling(text: str) -> set[str]:
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) for word in re.findall(r"[a-z]{4,}", text.lower())} - _SYSTEM_WORDS
