"""Templates and lengths -> a letter with provenance.

Templates are Jinja2, rendered in its sandbox with strict slots; posting and profile text enter as values and are never
read as template. A template asks ``room("name", priority)`` before each sentence that may be left out, and the letter
is fitted to its length by choosing among those.

Source: https://jinja.palletsprojects.com/en/stable/sandbox/
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

import jdparse
from jdparse import LOW_CONFIDENCE, Analysis, Evidence, Highlight, Kind, Posting
from tailor.compose import Composer, Part, operates, sentence_part
from tailor.data import TEMPLATES, template_titles
from tailor.errors import CallError, TemplateFault
from tailor.frames import ANY_PAIN, Judgement, load_judgements
from tailor.match import Match, match_stories
from tailor.nearest import did_you_mean
from tailor.profile import Profile, Story
from tailor.tracing import Source, Trace, Tracer, plain

#: The lengths of a letter in words: referral, standard application, senior or staff opening.
LENGTHS = (150, 250, 400)
#: The body may differ from its length by this share before a note says so.
TOLERANCE = 0.10
#: The slots of a letter template.
SLOTS = frozenset(
    {
        "me",
        "to",
        "role",
        "company",
        "referrer",
        "story",
        "second",
        "own",
        "operations",
        "judgement",
        "offer",
        "paragraph_two",
        "room",
    }
)
#: Whoever answered for so many parts of a system owned it from end to end.
_END_TO_END = 4
_MAKING = r"train|data|feature|label|model"
_SERVING = r"serv|deploy|releas|api\b|platform"
_ANSWERING = r"on[- ]call|pager|rota\b|runbook"
#: The slots of the envelope around the body.
ENVELOPE_SLOTS = frozenset({"me", "to", "body"})

_FIGURE = re.compile(
    r"(?<![A-Za-z\d])[$€£]?\d[\d,.]*\d?(?:[MKB](?!\w)|\s?(?:%|ms|QPS|rps|GB|million|billion|hours?|minutes?|seconds?|points?|weeks?|days?)(?!\w))?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred)\b"
    r"(?: (?:milliseconds|seconds|minutes|hours|days|weeks|months|quarters|years|points|percent)\b|(?= of\b| [a-z]+s\b))|(?<=of )(?:two|three|four|five|ten)\b"
)
_NAMED_FIELDS = (".employer", ".tools", "me.name")


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller may say about a letter.

    Attributes:
        length: One of `LENGTHS`.
        template: A template's name, or a path; empty for the one of the length.
        story: The name of the story to tell; empty for the best match.
        to: Whom the letter greets.
        referrer: Who suggested writing.
        given: Which of ``title`` and ``company`` the caller gave in the place of the posting's own.
    """

    length: int = 250
    template: str = ""
    story: str = ""
    to: str = ""
    referrer: str = ""
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter.

    Attributes:
        text: The whole letter, salutation and signature included.
        paragraphs: The body's paragraphs.
        paragraph_two: The index of the tailored one.
        length: The length asked for, in words.
        words: The body's length.
        match: The story told and why.
        others: The other stories, best first.
        highlights: What the letter answers.
        trace: Where each stretch of `text` came from, in order and without gaps.
        notes: What would make the letter stronger.
        quoted: Whether the pain is quoted because no frame fitted its words.
        to: Whom it greets; empty for nobody in particular.
        role: The role it is for, and `company` the employer; each empty where the letter names none.
    """

    text: str
    paragraphs: tuple[str, ...]
    paragraph_two: int
    length: int
    words: int
    match: Match
    others: tuple[Match, ...]
    highlights: Mapping[Kind, Highlight | None]
    trace: tuple[Trace, ...]
    notes: tuple[str, ...] = ()
    quoted: bool = False
    to: str = ""
    role: str = ""
    company: str = ""


class Room:
    """What a template asks before a sentence that may be left out."""

    def __init__(self) -> None:
        self.chosen: frozenset[str] = frozenset()
        self.seen: dict[str, int] = {}

    def __call__(self, name: str, priority: int = 5) -> bool:
        """Whether there is room for the sentence `name`; lower priorities are kept sooner."""
        self.seen[name] = priority
        return name in self.chosen


def write_letter(
    analysis: Analysis,
    profile: Profile,
    options: Options,
    highlights: Mapping[Kind, Highlight | None] | None = None,
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
    chosen = highlights if highlights is not None else {kind: analysis.highlight(kind) for kind in Kind}
    ranked = match_stories(profile.stories, chosen, analysis.posting.text)
    match = _told(ranked, options.story)
    others = tuple(other for other in ranked if other is not match)
    tracer = Tracer()
    composer = Composer(analysis.posting, tracer, options.length)
    parts = composer.paragraph_two(chosen, match, others)
    pain = chosen.get(Kind.PAIN)
    sure = pain is not None and pain.confidence >= LOW_CONFIDENCE
    judgement = load_judgements()[_judged(pain.evidence) if pain and sure else ANY_PAIN]
    slots = _slots(analysis, profile, options, tracer, composer, match, others, judgement)
    name = options.template or str(options.length)
    body, used = _fit(name, slots, parts, options.length)
    envelope = _render("envelope", {"me": slots["me"], "to": slots["to"], "body": body}, ENVELOPE_SLOTS)
    text, trace = tracer.read(re.sub(rf"\s*{_PARAGRAPH}\s*", "\n\n", envelope).strip() + "\n")
    if profile.sample:
        text, trace = _bracketed(text, trace)
        body = plain(body)
    paragraphs = _paragraphs(plain(body))
    two = plain(_tidy(" ".join(part.text for part in parts if not part.option or part.option in used)))
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if profile.sample:
        start = text.index("\n\n") + 2
        paragraphs_shown = tuple(text[start : text.rindex("\n\n")].split("\n\n"))
    else:
        paragraphs_shown = paragraphs
    notes = [*composer.notes, *_notes(analysis, chosen, profile, match, others)]
    if abs(words - options.length) > TOLERANCE * options.length:
        hint = (
            "more facts in the story's fields would fill it"
            if words < options.length
            else "shorter fields in the story would help"
        )
        notes.append(f"the body has {words} words, {options.length} were asked for; {hint}")
    return Letter(
        text=text,
        paragraphs=paragraphs_shown,
        paragraph_two=next((number for number, paragraph in enumerate(paragraphs) if two in paragraph), -1),
        length=options.length,
        words=words,
        match=match,
        others=others,
        highlights=chosen,
        trace=trace,
        notes=tuple(notes),
        quoted=composer.quoted,
        to=plain(slots["to"]) if options.to else "",
        role=plain(slots["role"]),
        company=plain(slots["company"]),
    )


def _judged(pain: Evidence) -> str:
    """The category that the judgement is about: a specific one that the same words speak of goes before a broad one."""
    pains = jdparse.load_lexicon().pains
    if pain.category in pains and pains[pain.category].specific:
        return pain.category
    return next((name for name in pain.also_categories if pains[name].specific), pain.category)


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


def _slots(
    analysis: Analysis,
    profile: Profile,
    options: Options,
    tracer: Tracer,
    composer: Composer,
    match: Match,
    others: Sequence[Match],
    judgement: Judgement,
) -> dict[str, Any]:
    posting = analysis.posting
    second = others[0].story if others and not composer.met else None
    said: Source = "option" if options.to else "template"
    return {
        "me": {
            name: tracer.mark(getattr(profile.me, name), "profile", f"me.{name}")
            for name in ("name", "email", "phone", "city")
        },
        "to": tracer.mark(options.to or "Hiring Manager", said, "--to" if options.to else "to"),
        "role": tracer.mark(role_name(posting.title), *_whence("title", options)),
        "company": tracer.mark(_employer(posting, options), *_whence("company", options)),
        "referrer": tracer.mark(options.referrer, "option", "--referrer"),
        "story": _story_slots(match.story, tracer, composer),
        "second": _story_slots(second, tracer, composer, match.story.employer) if second else None,
        "own": match.story.own,
        "judgement": {
            name: tracer.mark(getattr(judgement, name), "template", f"judgement.{judgement.id}.{name}")
            for name in ("first", "trap", "month")
        },
        "offer": _offer(match.story, tracer),
        "operations": operates(posting.text),
    }


def _whence(name: str, options: Options) -> tuple[Source, str]:
    return ("option", f"--{name}") if name in options.given else ("posting", name)


def _story_slots(story: Story, tracer: Tracer, composer: Composer, told_employer: str = "") -> dict[str, Any]:
    fields = ("system", "constraint", "design", "wall", "did", "result", "worth")
    slots: dict[str, Any] = {
        name: tracer.mark(sentence_part(getattr(story, name)), "profile", f"story.{story.name}.{name}")
        for name in fields
    }
    employer = "" if story.employer == told_employer else story.employer
    slots["employer"] = tracer.mark(employer, "profile", f"story.{story.name}.employer")
    slots["owned"] = composer.listing(story, "owned")
    slots["playbook"] = composer.safeguards(story)
    slots["past"] = story.past
    slots["told"] = _bare(story.system) in _bare(story.did)
    slots["own"] = story.own
    slots["end_to_end"] = not story.helped and _end_to_end(story.owned)
    slots["on_call"] = any(re.search(r"on[- ]call|pager|rota", owned, re.IGNORECASE) for owned in story.owned)
    return slots


def _bare(words: str) -> str:
    """Words for comparing, without case and the article before them."""
    return re.sub(r"^(?:the|an?) ", "", words.casefold())


def _end_to_end(owned: Sequence[str]) -> bool:
    """Whether what somebody answered for reaches from the data to the pager, or is so much that it may be called so."""
    parts = " ".join(owned)
    reaches = all(re.search(rf"(?i){part}", parts) for part in (_MAKING, _SERVING, _ANSWERING))
    return len(owned) >= _END_TO_END or reaches


def _offer(story: Story, tracer: Tracer) -> str:
    """What the applicant can show: how the system is run."""
    run = f"how I {'ran' if story.past else 'run'}"
    if not story.employer:
        return f"{run} that system"
    return f"{run} the system at {tracer.mark(story.employer, 'profile', f'story.{story.name}.employer')}"


_SHORT_RANKS: Mapping[str, str] = {"sr": "Senior", "snr": "Senior", "jr": "Junior", "mgr": "Manager", "eng": "Engineer"}
_ROLE_WORD = re.compile(
    r"(?i)engineer|scientist|developer|architect|researcher|analyst|specialist|consultant|manager|director|intern|head\b|mlops|programmer"
)


#: What tells a generic title apart: "Senior Engineer, AI and Automation".
_FIELD = re.compile(r"(?i)\b(?:ai|ml|machine learning|data|mlops|llms?|nlp|gen ?ai|deep learning|computer vision)\b")
_FIELD_WORDS = 5
#: Short words of titles that are no acronyms.
_SHOUTED = frozenset({"DATA", "LEAD", "HEAD", "TEAM", "TECH", "WITH", "SITE", "TEST"})
_LEGAL_FORM = re.compile(
    r"(?i)(?:,?\s+(?:Inc|Incorporated|Ltd|Limited|LLC|LLP|L\.?P|GmbH|AG|SE|PLC|Pvt|Pte|Pty|Corp|Corporation|Co|S\.?A|B\.?V|Oy|AB|A/S|ApS|Private)\b\.?)+$"
)


_AGENCY = re.compile(r"(?i)\b(?:our|my) client\b(?!'?s)")


def _employer(posting: Posting, options: Options) -> str:
    """Whom the letter names: nobody where an agency hires for somebody else."""
    hired_for = "company" not in options.given and _AGENCY.search(posting.text)
    return "" if hired_for else company_name(posting.company)


_BOARD = re.compile(r"(?i)jobs? (?:via|by|at|through)\b|confidential\b|undisclosed\b|stealth\b|(?:our|a) client\b")


def company_name(company: str) -> str:
    """An employer's name as a letter says it: without its legal form and what stands in parentheses; empty for a board's."""
    name = re.sub(r"\s*\([^)]*\)", "", " ".join(company.split())).split(" - ")[0]
    if _BOARD.match(name) or len(name) == 1:
        return ""
    return _LEGAL_FORM.sub("", name).strip(" ,.") or company.strip()


def role_name(title: str) -> str:
    """A posting's title as it can stand in a sentence, or an empty string: no codes, places or slogans."""
    aside = re.findall(r"[(\[]([^)\]]*)[)\]]", title)
    title = re.sub(r"\s*/\s*", "/", re.sub(r"\s*[(\[][^)\]]*[)\]]", "", title))
    title = re.split(r"(?<=[a-z])/(?=[A-Z][\w.]* \w)", title)[0]
    title = re.sub(r"(?i)^(?:remote|hybrid|on-?site|nearshore|contract)\s*[-–:,]?\s+(?!sensing)", "", title)
    title = re.sub(r"(?i)\s+(?:on-?site|remote(?:ly)?|hybrid)\b(?! (?:engineer|scientist|developer)).*$", "", title)
    title = re.sub(r"(?i)^(?:now )?hiring:?\s+", "", title).split(" + ")[0]
    pieces = [
        piece.strip(" .,-–—/") for piece in re.split(r"\s+[-–—|:]\s+|\s*[|;:,]\s*|\s+-|-\s+", " ".join(title.split()))
    ]
    roles = [piece for piece in pieces if _ROLE_WORD.search(piece)]
    name = next((piece for piece in roles if " " in piece), next(iter(roles), ""))
    if not name or len(name.split()) > 7 or re.search(r"\d{2,}|[_@#]", name):
        return ""
    words = [_SHORT_RANKS.get(word.lower().rstrip("."), word) for word in name.split()]
    said = " ".join(
        word.capitalize() if word.isupper() and (len(word) > 4 or word in _SHOUTED) and "/" not in word else word
        for word in words
    )
    field = next((piece for piece in (*aside, *pieces[pieces.index(name) + 1 :]) if _FIELD.search(piece)), "")
    told = (
        not field
        or re.search(r"\d", field)
        or _FIELD.search(name)
        or _ROLE_WORD.search(field)
        or len(field.split()) > _FIELD_WORDS
    )
    return said if told else f"{said} ({field})"


def _fit(name: str, slots: Mapping[str, Any], parts: Sequence[Part], length: int) -> tuple[str, frozenset[str]]:
    """The template's body with the sentences that bring it nearest to its length."""
    room = Room()

    def body(chosen: frozenset[str]) -> str:
        room.chosen = chosen
        two = " ".join(part.text for part in parts if not part.option or part.option in chosen)
        return _tidy(_render(name, {**slots, "room": room, "paragraph_two": two}, SLOTS))

    def count(chosen: frozenset[str]) -> int:
        return len(plain(body(chosen)).split())

    base = count(frozenset())
    count(frozenset({*room.seen, *(part.option for part in parts if part.option)}))
    priorities = {**room.seen, **{part.option: part.priority for part in parts if part.option}}
    gains = {option: count(frozenset({option})) - base for option in priorities}
    best = _choose(base, gains, priorities, length)
    return body(best), best


def _choose(base: int, gains: Mapping[str, int], priorities: Mapping[str, int], length: int) -> frozenset[str]:
    """The options that bring the words nearest to the length; among equals the ones of most weight."""
    close = round(0.045 * length)
    sums: dict[int, tuple[int, tuple[str, ...]]] = {base: (0, ())}
    for option in sorted(
        (option for option in gains if gains[option] > 0), key=lambda option: (priorities[option], option)
    ):
        weight = 20 - min(priorities[option], 19)
        for words, (kept, chosen) in list(sums.items()):
            rival = (kept + weight, (*chosen, option))
            if rival > sums.get(words + gains[option], (-1, ())):
                sums[words + gains[option]] = rival
    best = min(sums, key=lambda words: (max(0, abs(words - length) - close), -sums[words][0], words))
    return frozenset(sums[best][1])


def _tidy(text: str) -> str:
    """One line a paragraph, single spaces, one blank line between paragraphs."""
    return "\n\n".join(" ".join(block.split()) for block in text.split(_PARAGRAPH) if plain(block).strip())


#: Stands for a blank line of a template's source: one that a left-out sentence leaves behind ends no paragraph.
_PARAGRAPH = "\ue003"
_BLANK_LINES = re.compile(r"\n[ \t]*((?:\n[ \t]*)*)\n")


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(body.split("\n\n"))


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=False, keep_trailing_newline=False
    )


def template_path(name: str) -> Path:
    """The file of a template: one of ours by its name, or the user's own by its path.

    Raises:
        CallError: There is none.
    """
    ours = TEMPLATES / f"{name}.j2"
    if re.fullmatch(r"[\w-]+", name) and ours.is_file():
        return ours
    path = Path(name)
    if path.is_file():
        return path
    guess = did_you_mean(name, template_titles())
    raise CallError(
        f"--template: {name}: no such file, and no template of that name; {f'{guess} or ' if guess else ''}see: tailor templates list"
    )


def _render(name: str, slots: Mapping[str, Any], allowed: frozenset[str]) -> str:
    path = template_path(name)
    try:
        return _compiled(path, path.stat().st_mtime_ns, allowed).render(slots)
    except UndefinedError as error:
        raise TemplateFault(
            f"{path}:{_template_line(error)}: {error.message}; the slots are listed by: tailor templates list"
        ) from error
    except SecurityError as error:
        raise TemplateFault(f"{path}:{_template_line(error)}: {error}; a letter template may not do that") from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        MemoryError,
        RecursionError,
    ) as error:
        raise TemplateFault(f"{path}:{_template_line(error)}: {type(error).__name__}: {error}") from error


@lru_cache(maxsize=16)
def _compiled(path: Path, changed: int, allowed: frozenset[str]) -> Template:
    """The template of a file as of its time of change."""
    try:
        source = _BLANK_LINES.sub(f"\n{_PARAGRAPH}\\1\n", path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(f"{path}: cannot be read ({error})") from error
    environment = _environment()
    try:
        tree = environment.parse(source)
        _check_slots(path, tree, allowed)
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise TemplateFault(f"{path}:{error.lineno}: {error.message}") from error


def _check_slots(path: Path, tree: nodes.Template, allowed: frozenset[str]) -> None:
    unknown = (
        meta.find_undeclared_variables(tree) - allowed - {"range", "dict", "lipsum", "cycler", "joiner", "namespace"}
    )
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            raise TemplateFault(
                f"{path}:{node.lineno}: no slot {node.name!r}; the slots are {', '.join(sorted(allowed))}"
            )
    if "paragraph_two" in allowed and not any(node.name == "paragraph_two" for node in tree.find_all(nodes.Name)):
        raise TemplateFault(
            f"{path}:1: the slot 'paragraph_two' is never used; the letter would not answer the posting"
        )


def _template_line(error: BaseException) -> int:
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>" and frame.lineno
    ]
    return lines[-1] if lines else 1


def _bracketed(text: str, trace: Sequence[Trace]) -> tuple[str, tuple[Trace, ...]]:
    """The letter with each borrowed figure and name in square brackets."""
    pieces: list[str] = []
    moved: list[Trace] = []
    length = 0
    for span in trace:
        piece = text[span.start : span.end]
        if span.source == "profile":
            piece = (
                f"[{piece}]"
                if span.ref.endswith(_NAMED_FIELDS)
                else _FIGURE.sub(lambda found: f"[{found.group()}]", piece)
            )
        pieces.append(piece)
        moved.append(Trace(length, length + len(piece), span.source, span.ref))
        length += len(piece)
    return "".join(pieces), tuple(moved)


def _preferred(answered: Highlight, found: Highlight) -> bool:
    """Whether a runner-up is answered that no person chose."""
    return answered.confidence < 1.0 and answered.evidence in found.alternatives


def _notes(
    analysis: Analysis,
    highlights: Mapping[Kind, Highlight | None],
    profile: Profile,
    match: Match,
    others: Sequence[Match],
) -> list[str]:
    notes = [note for note in analysis.notes if highlights.get(Kind(note.split(":", 1)[0])) is None]
    tool, first = highlights.get(Kind.TOOL), analysis.tool
    if tool and first and _preferred(tool, first) and (match.tool or any(other.tool for other in others)):
        notes.append(f"tool: {tool.evidence.name} is answered rather than {first.evidence.name}: a story ran on it")
    pain = highlights.get(Kind.PAIN)
    if pain and analysis.pain and _preferred(pain, analysis.pain):
        first_words = " ".join(analysis.pain.evidence.quote.split()[:8])
        notes.append(
            f'pain: a near equal is answered, because "{first_words} ..." could only be quoted; --pain 1 quotes it'
        )
    for kind, highlight in highlights.items():
        if highlight and highlight.confidence < LOW_CONFIDENCE:
            notes.append(
                f"{kind.value}: chosen with {highlight.confidence:.0%} confidence; see the others with tailor analyze "
                f"and pick one with --{kind.value} N"
            )
    story = match.story
    if not profile.sample and not re.search(r"\d", story.result + story.worth + story.constraint):
        notes.append(f"story {story.name!r} has no number; one that you can defend would make the letter stronger")
    return notes
