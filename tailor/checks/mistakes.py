"""MIS: the mistakes that get a letter binned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import jdparse
from tailor.checks.figures import find_figures
from tailor.checks.reading import Reading, Sentence
from tailor.checks.rules import has, hits
from tailor.checks.types import Found, Known

#: So many tools in one enumeration are a stack list.
_STACK = 4
#: So many of them must be known as tools where the rest are only names.
_KNOWN = 2
#: So many competitions are a list of them.
_COMPETITIONS = 3
#: What may stand between two tools of one enumeration; a verb or a purpose between them makes it a story.
_BETWEEN = re.compile(
    r"(?i)(?:\s?v?\d[\d.x+]*)?\s*(?:\([^)]{0,30}\)\s*)?"
    r"(?:[,;/&+|•·*\n-]|\band\b|\bor\b|\bplus\b|\bas well as\b|\balong with\b|(?<=, )with\b|\s)+"
    r"(?:(?:also|even|some|plain|raw|a (?:little|bit of|touch of|dash of))\s+)?"
)
#: A name that the lexicon may not know, as it stands in an enumeration.
_NAME = re.compile(
    r"(?<![\w.])(?!(?:At|In|On|For|From|Since|By|To|The|My|Our|We|With|And|But|Then|When|Today|Now|As|If|Also|This|That|Each|Every|You|Your)\b)"
    r"[A-Z][\w+#.]*\w(?:[ -][A-Z][\w+#.]*\w){0,2}(?!\w)"
)
#: Before a name that is a place or an employer and no part of the enumeration after it.
_PLACED = re.compile(r"(?i)\b(?:at|for|in|on|from|since|by|to|dear)\s+(?:the\s+)?$")
#: A line of a bulleted list.
_BULLET = re.compile(r"(?m)^[ \t]*[-*•·][ \t]+")
#: Whose stack it is: the nearest of these words before an enumeration.
_WHOSE = re.compile(r"(?i)\b(?:i|i'm|i've|my|me|we|our|you|your|the (?:posting|advert|ad|role|job|position|notice))\b")
#: "You would find ComfyUI on my desk" is no reader's stack.
_READER = re.compile(r"(?i)(?:you|the )(?!\w* (?:would|will|could|can|may)\b)")
#: What announces a list of tools, so that its names need not be known.
_ANNOUNCED = re.compile(
    r"(?i)\b(?:tools?|(?:tech )?stack|skills?|technolog(?:y|ies)|toolbox|toolkit|frameworks|libraries)\b[^.;]{0,30}(?::|\b(?:are|includes?|is))\s*$"
)


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    if not letter.body:
        return
    yield from _stack_lists(letter)
    yield from _proficiency(letter)
    yield from _gains(letter)
    yield from _notebook_only(letter)
    yield from _competitions(letter)
    for sentence in letter.sentences:
        excused = _apology(sentence.text)
        if excused is not None:
            start, end = (sentence.start + at for at in excused)
            yield Found("MIS401", start, end, f'"{letter.text[start:end]}"')
    body = letter.body
    if has("model", body) and not has("job", body):
        place = next(
            sentence for sentence in letter.sentences if has("model", sentence.text) or sentence is letter.sentences[-1]
        )
        yield Found("MIS501", place.start, place.end)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a sentence that may be a tool's, with its place; the lexicon knows some."""

    name: str
    start: int
    end: int
    known: bool


def _stack_lists(letter: Reading) -> Iterator[Found]:
    lead = ""
    for sentence in letter.sentences:
        for run in _runs(sentence.text):
            names = list(dict.fromkeys(one.name for one in run))
            before = sentence.text[: run[0].start]
            told = f"{lead} {_BULLET.sub('', before)}"
            if len(names) < _STACK or not (_are_tools(run) or _ANNOUNCED.search(told)) or _of_the_reader(before):
                continue
            alphabet = sorted(names, key=str.casefold) == names
            yield Found(
                "MIS101",
                sentence.start + run[0].start,
                sentence.start + run[-1].end,
                f"{len(names)} tools in a row{', and in alphabetical order' if alphabet else ''}: {', '.join(names[:5])}",
            )
        lead = sentence.text


def _are_tools(run: Sequence[_Named]) -> bool:
    """Whether enough of an enumeration is known, or one beside a known tool has a product's spelling (ComfyUI)."""
    sure = sum(one.known for one in run)
    return sure >= _KNOWN or (sure > 0 and any(re.search(r"[a-z][A-Z]", one.name) for one in run if not one.known))


def _of_the_reader(before: str) -> bool:
    """Whether an enumeration is of what the posting lists or the reader's team uses."""
    whose = list(_WHOSE.finditer(before))
    return bool(whose) and bool(_READER.match(before, whose[-1].start()))


def _runs(text: str) -> Iterator[list[_Named]]:
    """The enumerations of names of a sentence, known tools or not."""
    flat = _BULLET.sub(lambda found: ", ".rjust(len(found.group())), text)
    known = [_Named(tool.entry_id, tool.span.start, tool.span.end, True) for tool in jdparse.tools_named(flat)]
    names = [
        _Named(found.group(), found.start(), found.end(), False)
        for found in _NAME.finditer(flat)
        if not any(found.start() < tool.end and tool.start < found.end() for tool in known)
    ]
    run: list[_Named] = []
    for one in sorted([*known, *names], key=lambda named: named.start):
        between = flat[run[-1].end : one.start] if run else ""
        if not run or not _BETWEEN.fullmatch(between) or (not one.known and _closed(flat, run, between)):
            if run:
                yield run
            run = []
            # Why: "At Halvard Pay, Kafka ..." and "Today, Kafka ..." begin with no tool.
            if not one.known and (_PLACED.search(flat[: one.start]) or not text[: one.start].strip()):
                continue
        run.append(one)
    if run:
        yield run


def _closed(text: str, run: Sequence[_Named], between: str) -> bool:
    """Whether an enumeration has had its "and", so that a name after it begins something else."""
    return ", and" in between or any(
        re.search(r"\b(?:and|or)\b", text[one.end : two.start]) for one, two in pairwise(run)
    )


#: A claim of oneself begins so, and the claimed skill may stand in its second half.
_CLAIMING = re.compile(
    r"(?i)^(?:['’](?:m|ve|d)|(?:\s+(?:\w+ly|also|now|still|myself|too|even))*\s+(?:am|was|have|had|bring|possess|offer|gained?|acquired?"
    r"|developed|built|hold|consider|regard|count|call|became|combine|command|boast|demonstrate|come|know|would call))\b"
)
#: Between the claim and the skill: somebody else's skill, or none.
_OTHERS = re.compile(
    r"(?i)\b(?:who|whom|whose|that|which|he|she|they|someone|somebody|anyone|people|you|your|not|never|no|nor|neither|hardly|team|colleagues?"
    r"|group|staff|students?|hires?|candidates?|clients|analysts|engineers|developers|wife|husband|manager|boss|chief|asked|told|supposed|expected|wanted)\b|\b(?:with|by|from|beside|of) (?:an?|the|my|our) (?:[\w-]+ ){0,2}[\w-]+,?\s*$"
)
#: The beginning of a sentence that leaves its "I" out, or puts the skill before it.
_SUBJECTLESS = re.compile(
    r"(?i)\W*(?:(?:with|as|an?|also|and|being|having|thanks to|both|highly|very|extremely|my)\s+){0,3}$"
)


def _proficiency(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        for found in sorted(hits("proficient", sentence.text), key=lambda hit: hit.start()):
            if found.group().lower().startswith("fluent") and not _in_a_tool(sentence.text[found.end() :]):
                continue
            if not _quoted(sentence.text, found.start()) and _of_oneself(sentence.text, found):
                yield Found(
                    "MIS102", sentence.start + found.start(), sentence.start + found.end(), f'"{found.group()}"'
                )


def _in_a_tool(text: str) -> bool:
    """Whether the next word is a tool's name: one is fluent in more languages than a list of them holds."""
    word = re.match(r"\W*([\w+#]+)", text)
    return word is not None and bool(jdparse.tools_named(word[1]) or word[1] in jdparse.load_lexicon().tools)


def _of_oneself(text: str, found: re.Match[str]) -> bool:
    """Whether it is the applicant whose skill is claimed."""
    if re.match(r"(?i)(?:i|my)\b", found.group()):
        return not _OTHERS.search(found.group())
    before = text[: found.start()]
    subjects = list(re.finditer(r"(?i)(?<![\w'’])(?:i|you|he|she|they|we)(?!\w)", before))
    if subjects:
        between = before[subjects[-1].end() :]
        return (
            subjects[-1].group().lower() == "i"
            and bool(_CLAIMING.match(between))
            and not _OTHERS.search(re.sub(r"(?i)^[^,;]*\b(?:but|yet)\b", "", between))
        )
    return bool(_SUBJECTLESS.match(before)) and not _POSTING_ASKS.search(text)


#: What a posting does with a skill.
_POSTING_ASKS = re.compile(
    r"(?i)\b(?:you|your (?:posting|advert|ad|team|notice|description)|the (?:posting|advert|ad|role|job|position|notice))\b"
    r"[^.;]{0,40}\b(?:ask|want|need|look|seek|list|require|say|write|mention|call|wish|name|demand|hope)\w*"
)


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks."""
    before = text[:at]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def _apology(text: str) -> tuple[int, int] | None:
    """Where a sentence excuses a gap: in so many words, or as a shortfall that is conceded."""
    found = next(hits("apology", text), None)
    if found is not None:
        return found.span()
    for gap in hits("shortfall", text):
        for cue in hits("concession", text):
            if cue.end() <= gap.start() and re.fullmatch(r"[\s,:–—-]*(?:that )?", text[cue.end() : gap.start()]):
                return cue.start(), gap.end()
        if re.match(_EXCUSED, text[gap.end() :]):
            return gap.span()
    return None


#: After a gap: it is excused, or made up for.
_EXCUSED = re.compile(
    r"(?i)(?: (?!since\b)[\w'-]+){0,8}?,? (?:but|yet|however|though|still) (?:i\b|my\b|what\b|the\b|it\b|that\b)|[^.]{0,60}\b(?:indulgence|forgive|overlook|excuse me|sorry)\b"
)


def _gains(letter: Reading) -> Iterator[Found]:
    """A model metric's gain with nothing beside it (MIS201), or with nothing that a business counts (SIG301)."""
    for sentence in letter.sentences:
        metric = next(hits("model-metric", sentence.text), None)
        if metric is None or not _is_gain(sentence, metric):
            continue
        here, after = sentence.text, letter.after(sentence)[len(sentence.text) :]
        context = f"{here[: metric.start()]} {here[metric.end() :]} {after}"
        people = f"{here[metric.end() :]} {after}"
        if has("business", context) or has("business-people", people):
            continue
        place = (sentence.start + metric.start(), sentence.start + metric.end())
        placed = has("baseline", here) or _slice(here, metric)
        yield Found("SIG301" if placed else "MIS201", *place, f'"{metric.group()}"')


#: What a gain was measured on: "in fog", "on white pills", "for that group"; not when it happened.
_SLICE_BEFORE = re.compile(
    r"(?:On|In|For|At|Among|Across) (?!the way|the side|my|top|addition|fact|total)[\w' -]{3,60}$"
)
_SLICE_AFTER = re.compile(
    r"(?i)\s(?:on|for|among|in) (?!the (?:final|last|first|end|way|side|meantime|second)|my|it|this|that|production|a (?:week|month|day|year)|\d)[\w' -]{3,40}"
)
_WHEN = re.compile(
    r"(?i)\b(?:weeks?|months?|years?|days?|fortnight|evening$|morning$|weekend|end|autumn|spring|summer|winter)\b"
)


def _slice(text: str, metric: re.Match[str]) -> bool:
    """Whether a gain is said of some part of the data."""
    before = _SLICE_BEFORE.match(text[: metric.start()].rstrip().removesuffix(" the").removesuffix(" its").rstrip(","))
    after = _SLICE_AFTER.match(text[metric.end() :])
    return any(found is not None and not _WHEN.search(found.group()) for found in (before, after))


def _is_gain(sentence: Sentence, metric: re.Match[str]) -> bool:
    text = sentence.text
    near = text[max(0, metric.start() - 70) : metric.end() + 70]
    if not has("gain", near) or re.search(
        r"(?i)\b(?:would|could|should|you|your|can|will|want)\b", text[: metric.start()]
    ):
        return False
    if _NO_GAIN.search(text) or (
        re.search(r"(?i)\b(?:fell|drops?|dropped|lowered)\b", near) and not has("error-metric", near)
    ):
        return False
    if re.match(
        r"(?i) of (?:the|our|its|their|these) (?:\w+ )?(?:data|addresses|stock|records|entries|clock|map|invoice)",
        text[metric.end() :],
    ):
        return False
    return bool(_MINE.search(text)) or bool(find_figures(near))


#: A metric that did not move, or that somebody else moved.
_NO_GAIN = re.compile(
    r"(?i)\b(?:hardly|barely|scarcely|never|did not|didn't|does not|doesn't|will not)\b|\b(?:was|were) \w+ by (?:the|a|an|another|our) (?!factor|third|quarter|half|fifth|tenth|sixth)"
)
_MINE = re.compile(r"(?i)\b(?:i|my|we|our|which|that|it|this)\b")


def _notebook_only(letter: Reading) -> Iterator[Found]:
    proof = next((sentence for sentence in letter.sentences if has("notebook", sentence.text)), None)
    if proof is None or any(_in_use(sentence.text) for sentence in letter.sentences):
        return
    yield Found("MIS301", proof.start, proof.end, f'"{" ".join(proof.text.split()[:9])} ..."')


def _in_use(text: str) -> bool:
    """Whether a sentence speaks of something of the applicant's that ran or had users."""
    return has("in-use", text) and not re.search(r"(?i)\b(?:would|could|your?)\b", text)


#: The event in the name of a contest, and names that begin with it.
_NAMED_CONTEST = re.compile(
    r"\b(?:[A-Z][\w'’-]+ ){1,3}(?:Cup|Prize|Open|Challenge|Masters|Jam|Hackathon|Datathon|Championships?|Olympiad|Contest|League|Trophy"
    r"|Competition|Games|leaderboard)\b|\b(?:Hack|Hackathon|Datathon)(?: (?:the|of|for))? [A-Z]\w+|\bKaggle\b"
)
_CONTESTS = (
    r"(?:hackathons|datathons|competitions|contests|shared tasks|challenges|olympiads|game jams|leaderboards|cups)"
)
_COUNTED_CONTESTS = re.compile(
    rf"(?i)\b(three|four|five|six|seven|eight|nine|ten|a dozen|several|many|\d\d?)\s+(?:[\w-]+\s+){{0,2}}{_CONTESTS}\b"
)
_CONTESTS_OF = re.compile(rf"(?i:\b{_CONTESTS}\s+(?:of|in|on|at|for))\s+[\w' -]+,\s[\w' -]+,?\s(?:and|&)\s")
_ORDINAL = re.compile(
    r"(?i)\b(?:a|the|my|in) (third|fourth|fifth|sixth)(?: (?:one|contest|hackathon|competition|datathon|cup|challenge)\b|(?=,| on | in ))"
)
_NTH = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
#: Contests of others, or of no matter for a letter: of singers, in sports.
_PASTIME = re.compile(
    r"(?i)\b(?:players|singers|singing|rowers|rowing|crew|sports?|football|chess|music|rugby|tennis|swimm\w+|dog|baking|poetry)\b"
    r"[^.;]{0,40}\b(?:competitions?|contests?|cups?|leaderboards?|challenges?|championships?)\b"
    r"|\b(?:choir|band|crew|club)\b (?:has |have )?(?:won|took|taken|entered)\b"
)


def _competitions(letter: Reading) -> Iterator[Found]:
    told = [
        sentence
        for number, sentence in enumerate(letter.sentences)
        if (has("contest", sentence.text) or _NAMED_CONTEST.search(sentence.text))
        and not _PASTIME.search(sentence.text)
    ]
    taken_part = [sentence for sentence in told if has("placed", sentence.text) and _MINE.search(sentence.text)]
    if not taken_part:
        return
    names = {found.group().lower() for sentence in told for found in _NAMED_CONTEST.finditer(sentence.text)}
    kinds = {
        found.group().lower()
        for sentence in told
        if sentence in taken_part
        for found in _KIND_OF_CONTEST.finditer(sentence.text)
    }
    counted = [len(names), len(kinds), *(count for sentence in told for count in _contest_counts(sentence.text))]
    if max(counted) >= _COMPETITIONS:
        yield Found("MIS302", told[0].start, told[-1].end, f"{max(counted)} of them")


#: Kinds that differ are contests that differ.
_KIND_OF_CONTEST = re.compile(
    r"(?i)(?<![\w-])(?:hackathon|datathon|competition|challenge|contest|leaderboard|shared task)(?![\w])"
)


def _contest_counts(text: str) -> Iterator[int]:
    """How many contests a sentence says there were."""
    found = _COUNTED_CONTESTS.search(text)
    if found is not None:
        number = found[1].lower()
        yield int(number) if number.isdigit() else _NUMBERS.get(number, _COMPETITIONS)
    if _CONTESTS_OF.search(text):
        yield _COMPETITIONS
    yield from (_NTH[found[1].lower()] for found in _ORDINAL.finditer(text))


_NUMBERS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
