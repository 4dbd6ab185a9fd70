"""FCT: every number, tool, employer and scope of a first-person claim has its source in the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jdparse
from jdparse import Posting
from tailor.checks.figures import (
    SECONDS,
    Figure,
    changes,
    find_figures,
    fractions,
    is_year,
    portions,
    same,
)
from tailor.checks.reading import Reading, Sentence
from tailor.checks.types import Found, Known
from tailor.profile import HELPING, Profile, Story

_MINE = r"I|I'm|I've|I'd|I’m|I’ve|my|mine|me|myself|we|we've|our|ours|us"
_THEIRS = r"you|your|yours|yourself|you're|you've|you’re|you’ve|(?:the|this) (?:posting|advert|ad|role|job|listing|vacancy|paper|article)"
_PERSON = re.compile(rf"(?i)(?<![\w'’-])(?:(?P<mine>{_MINE})|(?P<theirs>{_THEIRS}))(?![\w-])")
_I = re.compile(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])")
#: What is wished, offered, asked or left open is no claim.
_WOULD = re.compile(
    r"(?i)(?<![\w-])(?:would|could|should|shall|can|may|might|will|won't|'ll|’ll|'d (?:like|love|be|start|begin|want)|want|wish|hope to|aim(?:ing)? (?:at|for|to)|plan to|let us|let's|let me|give me|happy to|glad to|keen to|if you|if we|please|before I promised|suggest|propose|offer)(?![\w-])"
)
#: What was only seen or heard is no claim of one's own work.
_HEARD = re.compile(
    r"(?i)(?<![\w-])I(?:'ve|’ve| have| also| had)? (?:read|see|saw|notice|noticed|hear|heard|believe|understand|suspect|guess|assume|gather|noted|counted|learn|learnt|learned|met|spoke|talked)(?![\w-])"
)
_NOT = re.compile(
    r"(?i)(?<![\w-])(?:not|never|no|without|instead of|rather than|decided against|considered|evaluated|compared|looked at|read about|learn(?:ing|ed|t)?|moved (?:off|away from)|migrated (?:off|away from|from)|replaced|away from|neither|nor|yet to|hardly|new to|curious about)(?!\w)|n['’]t(?!\w)"
)
#: Where one clause of a sentence ends and the next begins.
_BORDER = re.compile(
    r"[;:—–()]|,? (?:while|whereas|but|so that|although|though|because|since)\s|, (?:so|which|where|who|when|yet|as|if)\s"
    r"|,? and (?=(?:I|we|my|our|it|its|they|your|you|the|that|this)\b)|, (?=(?:I|we|my|our|it|they|your|you)\b)",
    re.IGNORECASE,
)
#: What is said of one's person, and not of one's work.
_PERSONAL = re.compile(
    r"(?i)\b(?:live|commute|born|years old|notice|available|start on|salary|my (?:phone|number|address)|children|kids|flight|train ride)\b"
)
#: Nouns that make a small number a claim.
_COUNTED = re.compile(
    r"(?i)(?:engineer|developer|people|person|analyst|scientist|report|colleague|team|model|gpu|cpu|machine|server|node|cluster|region|countr|market|service|pipeline|customer|user|client|shop|store|language|lawyer|agent|nurse|intern|junior|release|incident|outage|[avh]\d{2,3}|office|listing|reader|adjuster|plant|belt|product|tenant|dataset|experiment|feature|card|replica|warehouse|hospital|clinic|bank|compan|member|employee|hire)(?:y|s|es|ies)?"
)
_NO_CLAIM_AFTER = re.compile(
    r"(?i)\s*(?:a\.?m\b|p\.?m\b|o'clock|in the morning|at night|of us\b|of them\b|°|/\d"
    r"|(?:other |more |short |good |hard |simple )?(?:things?|reasons?|questions?|pages?|sentences?|words?|paragraphs?|stor(?:y|ies)|lines?|points?|calls?|cups?|ways?|parts?|steps?|times|ideas?|examples?|lessons?|sides?|halves|hands|eyes|systems|employers|jobs|facts?|figures?|numbers?|topics?|links?|letters?|posts?|talks?)\b)"
)
_HEADCOUNT = re.compile(r"(?i)\b(?:team|group|squad|staff|crew|fleet|cluster|pool|department) of (?:about |some )?$")
_CLOCK = re.compile(
    r"(?i)\b(?:at|until|since|before|after|by|between|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s*$"
)
_NAME = r"(?P<name>(?:[A-Z][\w&'’.-]*\w|[A-Z])(?:\s(?:(?:of|and|&|de|van|von)\s)?[A-Z][\w&'’.-]*\w)*)"
_DEEDS = r"own(?:ed)?|ran|run|built|led|lead|worked|work|served|moved|cut|reduced|shipped|deployed|trained|designed|managed|developed|launched|migrated|raised|lifted|brought|took|kept|headed|founded|maintained|operated|scaled|wrote|rewrote|improved|increased|saved|put|made|set up|created|architected|was (?:on call|responsible|in charge|an?|the|part)|handled|tuned|fixed|halved|doubled|supported|helped|rebuilt|introduced|delivered|drove|mentored|hired|spent|answered for|carried|had learned"
_WORKED = rf"(?:{_DEEDS})"
_ADVERBS = r"(?:(?:have|had|also|first|then|once|now|personally|alone|later|both|recently|previously|already|myself|quickly) ){0,2}"
_ROLE = r"(?:engineer|scientist|developer|analyst|researcher|lead|manager|architect|intern|consultant|head|director|forecaster|specialist|programmer|statistician)"
_EMPLOYERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w-])(?:[Aa]t|[Ff]or|[Ww]ith) {_NAME}(?:,? (?:for|over|in|from|until)\b[^,.;]{{2,25}})?(?:,| -)? (?:where |that )?(?:I|we) {_ADVERBS}{_WORKED}\b",
        rf"(?<![\w-])(?:[Aa]t|[Ff]or) {_NAME}, (?:where )?I(?:'d|’d)? ",
        rf"\b(?:I|we|and) {_ADVERBS}{_WORKED}\b[^,;:.?!—()]{{0,60}}? at {_NAME}",
        rf"\b(?:I|we) {_ADVERBS}(?:worked|work|ran|built|owned|led)\b[^,;:.?!—()]{{0,40}}? (?:for|at) {_NAME}(?=[,.;]| as | in | from | until | between )",
        rf"\b(?:[Aa]s|was|am|been|became|former|ex-?)\s(?:an? |the )?(?:[\w-]+ ){{0,4}}{_ROLE} (?:at|with|for) {_NAME}",
        rf"(?i:\b(?:my|our|the)\s(?:\w+ )?(?:time|years|months|job|role|work|stint|days|career|tenure|internship|position|team)) (?:at|with) {_NAME}",
        rf"\b(?:\w+ )?(?:years|months|weeks) (?:at|with) {_NAME}",
        rf"\bI {_ADVERBS}(?:joined|left|founded|quit) {_NAME}",
        rf"(?i:\b(?:employed|hired)(?: me)?) (?:by|at) {_NAME}",
        rf"(?i:\bmy (?:last|first|former|previous|current|present|latest|old|new|next) (?:employer|company|job|firm)(?: (?:was|is))?),? (?:at |with )?{_NAME}",
        rf"^{_NAME}, where (?:I|we) {_ADVERBS}{_WORKED}\b",
    )
)
#: Names after "at" or "for" that employ nobody.
_NO_EMPLOYER = re.compile(
    r"(?i)universit|college|institute|school|academy|faculty|conference|meetup|summit|workshop|hackathon|neurips|icml|iclr|kdd|recsys|acl\b|cvpr|emnlp|pydata|pycon|kubecon|kaggle|github|stack overflow|hacker|linkedin|youtube|christmas|easter|black friday|cyber monday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|\bmay\b|june|july|august|september|october|november|december|\beth\b|\bmit\b|europe|asia|africa|america|germany|sweden|france|spain|italy|london|berlin|paris|porto|leeds|english|german|french|spanish|hiring|\bphd\b|\bmsc\b|\bbsc\b|\bi\b|\b(?:qps|gpu|cpu|p\d\d|sql|api|ml|ai|llm|ci|slo|sla|a/b|q[1-4])s?\b"
)
_NOT_EMPLOYED = re.compile(
    r"(?i)\b(?:vendors?|customers?|clients?|supplier|partners?|studied|taught|lectured|talk|spoke|speak|friends?|teacher|brother|sister|colleagues? (?:at|from)|met|heard|read|saw|seen|asked|interviewed|know|knew|with an?|your|people|team at|sold|degree|thesis|student|course)\b"
)
#: Verbs that claim the whole of a work, and those that claim a part of it.
_LEADS = r"led(?! (?:to|by|me|us))|managed(?! to)|headed|founded|architected|owned|own|lead|spearheaded|directed|was in charge of|am in charge of"
_LEADING = rf"(?:{_LEADS})"
_LED = re.compile(
    rf"(?i)(?<![\w-])(?:(?:I|we)(?:'ve|’ve)? (?:(?:also|then|personally|alone|have|had|first|once|later|even|did|single-handedly|successfully) ){{0,2}}(?P<verb>{_LEADING})(?![\w-])"
    r"|(?:was|were|been) (?:(?:also|then|largely|entirely|\w+ly) )?(?P<passive>led|managed|headed|founded|architected|owned|spearheaded|directed) by (?:me|myself|us|my team)\b)"
)
_ALSO_LED = re.compile(rf"(?i)(?:,|\band\b)(?: and)? (?:(?:then|also|later) )?(?P<verb>{_LEADING})(?![\w-])")
_HELPED_AT = re.compile(rf"(?i)(?<![\w-])(?:{HELPING})(?![\w-])")
#: A verb of one's own that begins another part of a story's sentence.
_NEXT_DEED = re.compile(rf"(?i)(?:,| and) (?=(?:{HELPING}|built|moved|put|set|made|wrote|cut|added|{_DEEDS})\b)")


@dataclass(frozen=True, slots=True)
class _Record:
    """A story with what can be looked up in it.

    Attributes:
        story: The story.
        figures: Its figures, and those that follow from two of them.
        shares: Its fractions: 0.2 for "one in five".
        tools: Its tools, folded.
        helped: The telling words of what the applicant only helped with.
        own: The telling words of what the applicant answered for or did alone.
        words: All of its telling words.
    """

    story: Story
    figures: tuple[Figure, ...]
    shares: tuple[float, ...]
    tools: frozenset[str]
    helped: frozenset[str]
    own: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with what it is about.

    Attributes:
        sentence: The sentence.
        named: The stories whose employer or system it names.
        last: Likewise, or those that the paragraph named last.
        carried: Who the paragraph spoke of last: "mine", "theirs" or nobody.
    """

    sentence: Sentence
    named: tuple[_Record, ...]
    last: tuple[_Record, ...]
    carried: str


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family; none without a profile."""
    if known.profile is None:
        return
    records = _records(known.profile.stories)
    posting = known.analysis.posting if known.analysis else None
    quoted = [found.span() for found in re.finditer(r"[\"“][^\"”]{3,400}[\"”]", letter.text)]
    for told in _told(letter, records, known):
        for found in (*_numbers(told, records, posting, known), *_tools(told, records, posting, known)):
            if not any(start <= found.start < end for start, end in quoted):
                yield found
        yield from _employers(told, known.profile, known)
        yield from _scope(told, records, known)


@lru_cache(maxsize=8)
def _records(stories: tuple[Story, ...]) -> tuple[_Record, ...]:
    return tuple(_record(story) for story in stories)


def _record(story: Story) -> _Record:
    parts = [story.system, story.constraint, story.design, story.wall, story.did, story.result, story.worth]
    text = ". ".join(part for part in (*parts, *story.owned, *story.playbook, *story.tools) if part)
    helped, own = _shared_work(story)
    return _Record(
        story,
        (*find_figures(text), *_derived(text)),
        tuple(share for _, _, share in (*fractions(text), *portions(text))),
        frozenset({_fold(tool.entry_id) for tool in jdparse.tools_named(text)} | {_fold(tool) for tool in story.tools}),
        helped,
        own,
        frozenset(_telling(text)),
    )


def _derived(text: str) -> Iterator[Figure]:
    """What follows from two values of a story: "from 31 hours to 6" is 81% less, 25 hours and a factor of five."""
    for pair in changes(text):
        a, b = pair.before.value, pair.after.value
        for value, unit in ((abs(b - a) / a, "%"), (max(a, b) / min(a, b), "times"), (abs(b - a), pair.after.unit)):
            period = pair.after.period if unit == pair.after.unit else ""
            yield Figure(pair.start, pair.end, "", value, unit, period, loose=True)


def _shared_work(story: Story) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words of what a story only helped with, and of what it did itself."""
    helped: set[str] = set()
    own = set(_telling(" ".join(story.owned)))
    for sentence in (story.did, story.result):
        for deed in _NEXT_DEED.split(sentence):
            (helped if _HELPED_AT.search(deed) else own).update(_telling(deed))
    if helped and _HELPED_AT.match(story.did):
        helped |= _telling(story.system)
    return frozenset(helped), frozenset(own)


def _fold(name: str) -> str:
    return re.sub(r"\W", "", name).casefold()


def _told(letter: Reading, records: Sequence[_Record], known: Known) -> Iterator[_Told]:
    """Each sentence with the stories that it is about: those of the employer or system that it or its paragraph named last."""
    paragraph, carried = -1, ""
    last: tuple[_Record, ...] = ()
    for sentence in letter.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last, carried = sentence.paragraph, (), ""
        named = tuple(
            record for record in records if record.story.employer and _names(sentence.text, record.story.employer)
        )
        system = tuple(record for record in (named or records) if _speaks_of(sentence.text, record.story))
        found = named if len(named) > 1 and len({one.story.employer for one in named}) > 1 else system or named
        last = found or last
        if not carried and not _names_company(sentence.text, known) and _retells(sentence.text, records):
            carried = "mine"
        yield _Told(sentence, found, last, carried)
        persons = list(_PERSON.finditer(sentence.text))
        if found:
            carried = "mine"
        if persons:
            carried = "theirs" if persons[-1]["theirs"] else "mine"
        elif _names_company(sentence.text, known) and not found:
            carried = "theirs"


#: A place in time or a comparison ("before Osterby", "unlike at Alder"), which a sentence is not about.
_BESIDE = re.compile(
    r"(?i)\b(?:left|leaving|after|before|unlike(?: at)?|since|than(?: at)?|as at|long before|from|like at|joined from)\s+(?:I left |leaving )?$"
)
#: Shorter first words of an employer's name do not stand for the whole name.
_FIRST_WORD = 4


def _names(text: str, employer: str) -> bool:
    first = employer.split()[0]
    pattern = rf"\b(?:{re.escape(employer)}|{re.escape(first)})\b" if len(first) >= _FIRST_WORD else re.escape(employer)
    return any(not _BESIDE.search(text[: found.start()]) for found in re.finditer(pattern, text))


def _names_company(text: str, known: Known) -> bool:
    return bool(known.company) and bool(re.search(rf"\b{re.escape(known.company.split()[0])}\b", text))


_SYSTEM_WORDS = frozenset("the that this service system platform with from which model models behind each".split())
#: A sentence speaks of a system if it has so many of its telling words.
_SYSTEM = 2


def _speaks_of(text: str, story: Story) -> bool:
    words = [word for word in re.findall(r"[a-z]{4,}", story.system.lower()) if word not in _SYSTEM_WORDS]
    heard = text.lower()
    if re.search(rf"\b{re.escape(re.sub(r'^(?:the|an?) ', '', story.system.lower()))}\b", heard):
        return True
    return len(words) >= _SYSTEM and sum(word in heard for word in words) >= _SYSTEM


def _retells(text: str, records: Sequence[_Record]) -> bool:
    """Whether a sentence has enough of a story's words to be one of it."""
    return any(len(_telling(text) & record.words) >= _SYSTEM for record in records)


def _telling(text: str) -> set[str]:
    return {re.sub(r"(?:ing|ed|es|e|s)$", "", word) for word in re.findall(r"[a-z]{4,}", text.lower())} - _SYSTEM_WORDS


# ---- who is spoken of ------------------------------------------------------------------------------------------------------


def _clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    start = max((found.end() for found in _BORDER.finditer(text) if found.end() <= at), default=0)
    end = min((found.start() for found in _BORDER.finditer(text) if found.start() >= at), default=len(text))
    return start, end


def _is_claim(told: _Told, at: int, known: Known, *, learned: bool = False) -> bool:
    """Whether the words at a place of a sentence are said of the applicant and of what has been.

    Args:
        told: The sentence.
        at: The place in it.
        known: For the company's name.
        learned: Whether a clause such as "I learned ..." can be a claim too.
    """
    text = told.sentence.text
    if re.search(r"\?\s*$", text):
        return False
    start, end = _clause(text, at)
    wished = bool(_WOULD.search(text[start:end])) if learned else _wished(text, at)
    return not wished and _speaker(told, start, end, at, known) == "mine"


def _wished(text: str, at: int) -> bool:
    start, end = _clause(text, at)
    return bool(_WOULD.search(text[start:end]) or _HEARD.search(text[start:end]))


def _speaker(told: _Told, start: int, end: int, at: int, known: Known) -> str:
    """Who a place is said of: the nearest person before it in its clause, after it, in the sentence, in the paragraph."""
    text = told.sentence.text
    persons = [(found.start(), "theirs" if found["theirs"] else "mine") for found in _PERSON.finditer(text)]
    for record in told.named:
        employer = record.story.employer
        if not employer:
            continue
        word = employer if len(employer.split()[0]) < _FIRST_WORD else employer.split()[0]
        persons += [(found.start(), "mine") for found in re.finditer(rf"\b{re.escape(word)}\b", text)]
    if known.company:
        company = re.escape(known.company.split()[0])
        persons += [(found.start(), "theirs") for found in re.finditer(rf"\b{company}\b", text)]
    before = sorted(person for person in persons if start <= person[0] <= at)
    within = sorted(person for person in persons if at < person[0] < end)
    # "What I would take on first: spend has tripled" does not make the spend one's own.
    earlier = sorted(
        person for person in persons if person[0] < start and (person[1] == "theirs" or not _wished(text, person[0]))
    )
    for people, which in ((before, -1), (within, 0), (earlier, -1)):
        if people:
            return people[which][1]
    return "mine" if told.named else told.carried


# ---- numbers ---------------------------------------------------------------------------------------------------------------


def _numbers(told: _Told, records: Sequence[_Record], posting: Posting | None, known: Known) -> Iterator[Found]:
    text, offset = told.sentence.text, told.sentence.start
    shares = tuple(share for record in records for share in record.shares)
    percents = tuple(figure.value for record in records for figure in record.figures if figure.unit in {"%", "points"})
    parts = [*fractions(text), *_claimed_portions(text)]
    for start, end, share in parts:
        # "Two of three" is as often two of three things as a rate; "one in forty" is a rate.
        claimed = not re.fullmatch(r"(?i)\S+(?: out)? of \S+", text[start:end])
        if (
            claimed
            and _is_claim(told, start, known)
            and not any(abs(share - other) < _PORTION_STEP for other in (*shares, *percents))
        ):
            yield Found("FCT101", offset + start, offset + end, f'"{text[start:end]}"')
    borrowed = _figures_of(posting.text) if posting else ()
    for figure in find_figures(text):
        if any(a <= figure.start < b for a, b, _ in parts):
            continue
        if not _counts(figure, text) or not _is_claim(told, figure.start, known):
            continue
        if _supported(figure, told.named or records, shares):
            continue
        place = (offset + figure.start, offset + figure.end)
        said = f'"{figure.text.strip()}"'
        if _supported(figure, records, shares):
            owner = next(record.story for record in records if _supported(figure, [record], record.shares))
            yield Found("FCT106", *place, f"{said} is of {owner.employer or owner.name}")
        elif any(same(figure, other) or _restated(figure, other) for other in borrowed):
            yield Found("FCT105", *place, said)
        else:
            yield Found("FCT101", *place, said)


@lru_cache(maxsize=8)
def _figures_of(text: str) -> tuple[Figure, ...]:
    return find_figures(text)


def _claimed_portions(text: str) -> list[tuple[int, int, float]]:
    """Portions that a change is told in: "by a third", "a quarter less"; "a quarter" alone may be three months."""
    return [
        (start, end, share)
        for start, end, share in portions(text)
        if "half" not in text[start:end].lower()
        and (
            re.search(r"(?i)\bby (?:about |almost |nearly |over |more than )?$", text[:start])
            or re.match(r"(?i) (?:less|fewer|more|lower|higher|shorter|faster|cheaper)\b", text[end:])
        )
    ]


_SHARE_STEP, _PORTION_STEP = 0.004, 0.03


def _supported(figure: Figure, records: Sequence[_Record], shares: Sequence[float]) -> bool:
    if figure.unit == "%" and any(abs(figure.value - share) < _SHARE_STEP for share in shares):
        return True
    return any(
        _restated(figure, other) or (bool(other.text) and same(figure, other))
        for record in records
        for other in record.figures
    )


def _restated(figure: Figure, record: Figure) -> bool:
    """Whether two figures are one said in two ways.

    A count may be told as a rate ("6 million readers a month"), a factor as its inverse, hours as a count of hours; what
    follows from two values of a story may be rounded.
    """
    pair = {figure.unit, record.unit}
    if "time" in pair and len(pair) > 1:
        hours = [_hours(one) for one in (figure, record)]
        return hours[0] is not None and hours[0] == hours[1]
    if pair == {"count", "rate"}:
        rate, count = (figure, record) if figure.unit == "rate" else (record, figure)
        return abs(rate.value * SECONDS[rate.period or "second"] - count.value) <= _ROUNDED * count.value
    if pair == {"times", "%"}:
        # "halved" for a fall of 48%.
        factor, share = (figure, record) if figure.unit == "times" else (record, figure)
        return factor.value in {0.5, 2.0} and abs(share.value - 0.5) <= _ROUNDED
    if pair == {"times"}:
        ratio = figure.value * record.value
        return abs(ratio - 1) < _SHARE_STEP or (record.loose and not record.text and _rounded(figure, record, _FACTOR))
    if pair == {"%", "points"} or len(pair) > 1:
        return False
    if record.text:
        return False
    if figure.unit == "%" and not figure.loose:
        return abs(figure.value - record.value) <= _last_place(figure)
    return _rounded(figure, record, _ROUNDED)


def _hours(figure: Figure) -> float | None:
    """The hours of "4,000 hours" and of "4,000 agent hours a month" alike; None where a figure counts something else."""
    if figure.unit == "time":
        return round(figure.value / SECONDS["hour"], 3)
    if not re.search(r"\bhours\b", f"{figure.text} {figure.noun}"):
        return None
    return round(figure.value * (SECONDS[figure.period] if figure.unit == "rate" else 1.0), 3)


def _last_place(figure: Figure) -> float:
    """What the last digit of a percentage stands for: 0.01 for 81%, 0.001 for 99.9%."""
    written = re.match(r"\d+\.(\d+)", figure.text.strip())
    return float(10 ** -(2 + (len(written[1]) if written else 0)))


#: What follows from two values may be rounded by so much; a factor by more.
_ROUNDED, _FACTOR = 0.03, 0.1


def _rounded(figure: Figure, record: Figure, slack: float) -> bool:
    value = 1 / figure.value if figure.unit == "times" and 0 < figure.value < 1 else figure.value
    return abs(value - record.value) <= slack * record.value


def _counts(figure: Figure, text: str) -> bool:
    """Whether a figure counts something that a profile would know."""
    before, after, number = text[: figure.start], text[figure.end :], figure.text.strip()
    start, end = _clause(text, figure.start)
    if _NO_CLAIM_AFTER.match(after) or _PERSONAL.search(text[start:end]):
        return False
    if figure.unit == "count":
        if is_year(figure) or (_CLOCK.search(before) and figure.value <= _HOURS and not figure.noun):
            return False
        if _HEADCOUNT.search(before):
            return True
        if figure.value <= _SMALL_COUNT:
            return any(_COUNTED.fullmatch(word) for word in figure.noun.split())
        return bool(figure.noun) or figure.value >= _LARGE_COUNT
    if figure.unit == "times":
        if figure.spelled and number.lower() in {"half", "twice", "double"}:
            return False
        return number.lower().endswith("ed") or not re.match(r"\s+(?:the|a|an|as|of)\b", after)
    if figure.unit == "time":
        return not re.search(r"(?i)\b(?:first|next|following|coming)\s$", before)
    if figure.unit == "points":
        return figure.value != 0
    return True


#: Numbers up to this need a noun that a profile counts; bare numbers up to the next are house numbers, ages and the like.
_SMALL_COUNT, _LARGE_COUNT = 12, 100
_HOURS = 24


# ---- tools -----------------------------------------------------------------------------------------------------------------

_USES = re.compile(
    r"(?i)(?<![\w-])(?:use[sd]?|using|run|ran|running|runs|built|build|wrote|write|rewrote|moved|move|migrated|deployed|deploy|operate[sd]?|maintain(?:ed)?|serve[sd]?|on|with|in|through|behind|own(?:ed)?|trained|tuned|tune|set up|kept|keep|keeps|put|work(?:ed)? (?:with|on|in)|have|had|rely|relied|know|scheduled|configured|managed|administered|scaled|adopted|introduced|installed|hosted|monitored|automated|orchestrated|benchmarked|debugged|fine-tuned|shipped|integrated|implemented|designed|led)(?![\w-])"
)
_USED_AFTER = re.compile(
    r"(?i)(?:,| that| which)? ?(?:which |that )?(?:I|we) (?:\w+ ){0,2}(?:used?|run|ran|built|deployed|operated?|own(?:ed)?|maintain(?:ed)?|set up|keep|kept|tuned|know|work|worked|trained)\b"
)
_THEIR_TOOL = re.compile(
    r"(?i)\b(?:you (?:list|name|use|run|ask|want|write|mention)|your|yours|(?:colleagues?|neighbours?|neighbors?|others|they|team|analytics|vendors?|customers?|clients?|friends?|firms?|company|somebody|he|she)(?: in \w+)? (?:uses?|ran|runs?|used|owns?|on|swore by|swears? by|chose|bought|moved to|had|has)|the (?:vendor|customer|client)|knowing|someone)\b[^;:—]*$"
)
#: Names shorter than this are not looked for inside others.
_LONG_NAME = 4


def _tools(told: _Told, records: Sequence[_Record], posting: Posting | None, known: Known) -> Iterator[Found]:
    text, offset = told.sentence.text, told.sentence.start
    if not _I.search(text):
        return
    own = {tool for record in records for tool in record.tools}
    for name, start, end in _tools_in(text, posting):
        folded = {_fold(name), _fold(text[start:end])}
        if folded & own or any(_inside(one, other) for one in folded for other in own):
            continue
        begin, until = _clause(text, start)
        used_after = bool(_USED_AFTER.match(text[end:]))
        if used_after:
            if not _WOULD.search(re.split(r"[,;.]", text[end:].lstrip(", "))[0]):
                yield Found("FCT102", offset + start, offset + end, f'"{name}"')
            continue
        if not _is_claim(told, start, known) or _NOT.search(text[begin:start]) or not _USES.search(text[begin:start]):
            continue
        if not _I.search(text[begin:until]) and told.carried == "theirs":
            continue
        planned = re.match(r"(?i)\s+(?:I|we) (?:would|could|should|will)\b", text[end:])
        if not planned and not _THEIR_TOOL.search(text[:start]):
            yield Found("FCT102", offset + start, offset + end, f'"{name}"')


def _tools_in(text: str, posting: Posting | None) -> Iterator[tuple[str, int, int]]:
    """The tools of a sentence, those included that only the posting shows to be tools."""
    taken: list[tuple[int, int]] = []
    for tool in jdparse.tools_named(text):
        taken.append((tool.span.start, tool.span.end))
        yield tool.entry_id, tool.span.start, tool.span.end
    for name, word in _posted_tools(posting.text) if posting else ():
        for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield name, found.start(), found.end()


@lru_cache(maxsize=8)
def _posted_tools(text: str) -> tuple[tuple[str, str], ...]:
    """The tools of a posting: each one's name, and the word that the posting has for it."""
    words = {(tool.entry_id, text[tool.span.start : tool.span.end]) for tool in jdparse.tools_named(text)}
    return tuple(sorted((name, word) for name, word in words if word[:1].isupper()))


def _inside(one: str, other: str) -> bool:
    return min(len(one), len(other)) > _LONG_NAME and (one in other or other in one)


# ---- employers and scope ---------------------------------------------------------------------------------------------------


def _employers(told: _Told, profile: Profile, known: Known) -> Iterator[Found]:
    text, offset = told.sentence.text, told.sentence.start
    if not _I.search(text):
        return
    employers = [story.employer for story in profile.stories if story.employer]
    systems = " ".join(story.system for story in profile.stories).casefold()
    run = {tool.casefold() for story in profile.stories for tool in story.tools}
    tools = [(tool.span.start, tool.span.end) for tool in jdparse.tools_named(text)]
    seen: set[int] = set()
    for pattern in _EMPLOYERS:
        for found in pattern.finditer(text):
            at = found.start("name")
            name = re.sub(r"['’]s?$", "", found["name"])
            ours = any(_same_house(name, employer) for employer in employers) or name.casefold() in systems
            ours = ours or name.casefold() in run
            theirs = known.company and _same_house(name, known.company)
            if at in seen or ours or theirs or _NO_EMPLOYER.search(name):
                continue
            if not _is_claim(told, at, known, learned=True):
                continue
            if any(start <= at < end for start, end in tools) or _NOT_EMPLOYED.search(text[max(0, at - _NEAR) : at]):
                continue
            seen.add(at)
            yield Found("FCT103", offset + at, offset + at + len(name), f'"{name}"')


#: Characters before a name in which a word such as "vendor" speaks of it.
_NEAR = 40


def _same_house(name: str, employer: str) -> bool:
    """Whether two names are of one employer: "Halvard", "Halvard Pay Ltd"."""
    one, other = name.casefold(), employer.casefold()
    first, second = one.split()[0], other.split()[0]
    return one in other or other in one or (first == second and len(first) >= _FIRST_WORD)


def _scope(told: _Told, records: Sequence[_Record], known: Known) -> Iterator[Found]:
    text, offset = told.sentence.text, told.sentence.start
    claims = [(found, found.end()) for found in _LED.finditer(text)]
    for first, end in list(claims):
        # "I led the move and managed its tests": the second verb has the first's subject.
        claims += [(found, found.end()) for found in _ALSO_LED.finditer(text, end) if first["verb"]]
    for found, _ in claims:
        group = "verb" if found["verb"] else "passive"
        if not _is_claim(told, found.start(group), known):
            continue
        about = _object(text, found, passive=group == "passive")
        pronoun = re.match(r"(?i)\s*(?:it|this|that|all of it|the whole of it)\b", about)
        for record in told.last or records:
            if not record.helped:
                continue
            near = _telling(about) & record.helped
            mine = _telling(about) & record.own
            enough = (1 if told.last else _SYSTEM) if not pronoun else 0
            if (pronoun and not told.last) or len(near) < enough or (mine and len(mine) >= len(near)):
                continue
            yield Found(
                "FCT104",
                offset + found.start(group),
                offset + found.end(group),
                f'"{found[group]}"; the record says: {record.story.did}',
            )
            break


def _object(text: str, found: re.Match[str], *, passive: bool) -> str:
    """What a verb is said of: the words after it up to the end of the clause, or before it in the passive."""
    start, end = _clause(text, found.start())
    if passive:
        return text[start : found.start()]
    rest = text[found.end() : end]
    return re.split(rf"(?i)(?:,| and) (?=(?:{_LEADS}|{HELPING}|brought|got|cut)\b)", rest)[0]
