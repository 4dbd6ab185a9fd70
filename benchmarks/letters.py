"""Draft letters for every annotated posting from three invented profiles at three lengths, and count what is wrong.

    python benchmarks/letters.py ../shared/gold             # every posting, some minutes
    python benchmarks/letters.py ../shared/gold --every 20  # each twentieth

Exits with 1 where a count that must be 0 is not. The profiles lie in `benchmarks/profiles`; the fraud engineer's holds no
number.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from jdparse import Analysis, Highlight, Kind, analyze, load_worn, read_postings
from tailor.letters import LENGTHS, Letter, Options, write_letter
from tailor.profile import Profile, load_profile
from tailor.review import review
from tailor.self_check import letter_problems

PROFILES = Path(__file__).resolve().parent / "profiles"
#: The body may differ from its length by this share.
TOLERANCE = 0.05
MAX_SENTENCE_WORDS = 45
#: The largest share of letters that may quote the pain because no frame fits its words.
MAX_QUOTED = 0.15

_SENTENCE = re.compile(r"(?<=[.?!])(?<!\b[A-Z]\.)\s+(?=[A-Z\"'$€£\d])")
_NUMBER = re.compile(r"(?<![A-Za-z\d.-])\d(?:[\d.,]*\d)?")
_DOUBLED = re.compile(r"\b(?!(?:that|had)\b)([a-z]+) \1\b", re.IGNORECASE)
_DANGLING = re.compile(r"\b(?:the|an?|with|and|or|your|our)\s*[.,;:?!](?![.\w])")
_LOWER_START = re.compile(r"(?:[?!]|(?<![A-Za-z]\.[a-z])(?<!\.\.)(?<!\betc)(?<!\bvs)(?<!\bInc)\.)\s+[a-z]")
_VERB = re.compile(
    r"\b(?:am|are|is|was|were|be|been|has|have|had|do|did|can|could|would|will|should|may|must|[a-z]+(?:ed|s)|built|cut|took|"
    r"brought|put|held|ran|kept|made|gave|led|own|work|name|need|write|ask|mention|look|find|know|met|moved|answer|list|judge|speaks|names|say|says|use)\b"
)


def faults(letter: Letter, analysis: Analysis) -> Iterator[str]:
    """The names of what is wrong with a letter."""
    body = "\n\n".join(letter.paragraphs)
    if abs(letter.words - letter.length) > TOLERANCE * letter.length:
        noted = any(note.startswith("the body has") for note in letter.notes)
        yield "length off by 5%, noted" if letter.length == 400 and noted else "length off by 5%"
    said = re.sub(r'"[^"]*"', "", body).replace(analysis.posting.company, "")
    yield from (f"worn phrase {worn.phrase}" for worn in load_worn() if worn.pattern.search(said))
    if _DOUBLED.search(body):
        yield "doubled word"
    if _DANGLING.search(body):
        yield "dangling article or preposition"
    if body.count('"') % 2 or body.count("(") != body.count(")"):
        yield "unbalanced quotes or parentheses"
    if _LOWER_START.search(body):
        yield "sentence starts in lower case"
    for paragraph in letter.paragraphs:
        for sentence in _SENTENCE.split(paragraph):
            if len(sentence.split()) > MAX_SENTENCE_WORDS:
                yield "sentence over 45 words"
            if not _VERB.search(sentence):
                yield "sentence without a verb"
    yield from (f"{kind.value} not in paragraph two" for kind in uncovered(letter))
    yield from sourceless(letter, analysis)


def uncovered(letter: Letter) -> Iterator[Kind]:
    """Highlights that no stretch of paragraph two comes from."""
    two = letter.paragraphs[letter.paragraph_two] if letter.paragraph_two >= 0 else ""
    start = letter.text.find(two)
    spans = [span for span in letter.trace if start <= span.start < start + len(two)] if two else []
    for kind, highlight in letter.highlights.items():
        if highlight is None:
            continue
        place = f"posting[{highlight.evidence.span.start}:{highlight.evidence.span.end}]"
        told = kind is Kind.TOOL and (
            any(span.ref.endswith(".tools") for span in spans)
            or bool(re.search(rf"(?i)(?<![\w+#]){re.escape(highlight.evidence.name)}(?![\w+#])", two))
        )
        if not told and not any(span.ref == place for span in spans):
            yield kind


def sourceless(letter: Letter, analysis: Analysis) -> Iterator[str]:
    """Numbers that stand in no profile field and no quotation of the posting; the posting's in a claim of one's own."""
    facts = {
        number
        for match in (letter.match, *letter.others)
        for number in _NUMBER.findall(match.story.facts + " ".join(match.story.tools))
    }
    for span in letter.trace:
        words = letter.text[span.start : span.end]
        for number in _NUMBER.findall(words):
            if span.source == "template":
                yield f"number {number} of the template"
            elif span.source == "profile" and number not in facts:
                yield f"number {number} without a source"
            elif (
                span.source == "posting"
                and number not in analysis.posting.text + analysis.posting.title + analysis.posting.company
            ):
                yield f"number {number} not in the posting"
    for paragraph in letter.paragraphs:
        for sentence in _SENTENCE.split(paragraph):
            start = letter.text.find(sentence)
            spans = [span for span in letter.trace if span.start < start + len(sentence) and span.end > start]
            stories = {
                span.ref.split(".")[1]
                for span in spans
                if span.source == "profile"
                and span.ref.startswith("story.")
                and _NUMBER.search(letter.text[max(span.start, start) : min(span.end, start + len(sentence))])
            }
            if len(stories) > 1:
                yield "figures of two stories in one sentence"
            if sentence.startswith("I ") and any(
                span.source == "posting"
                and span.ref.startswith("posting[")
                and _NUMBER.search(letter.text[span.start : span.end])
                for span in spans
            ):
                yield "a number of the posting in a claim of one's own"


def checked(letter: Letter, analysis: Analysis, profile: Profile) -> Iterator[str]:
    """The codes of the errors and warnings that the letter's own check gives."""
    for problem in letter_problems(letter, analysis, profile):
        yield f"check {problem.split(' ', 1)[0]}"


def postings(gold: Path, every: int) -> list[Analysis]:
    """The analyses of the annotated postings."""
    found = [posting for name in ("dev", "train") for posting in read_postings(gold / f"{name}.jsonl")]
    return [analyze(posting) for posting in found[::every]]


def chosen(analysis: Analysis, profile: Profile) -> dict[Kind, Highlight | None]:
    """The highlights that a draft without a person answers."""
    return review(analysis, {}, None, profile.stories)


def main() -> int:
    """Print the counts; 1 if one that must be 0 is not, or too many pains are quoted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth posting")
    arguments = parser.parse_args()
    started = time.perf_counter()
    analyses = postings(arguments.gold, arguments.every)
    profiles: Sequence[Profile] = [load_profile(path) for path in sorted(PROFILES.glob("*.toml"))]
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    drafted: Counter[int] = Counter()
    quoted = 0
    openings: dict[str, Counter[str]] = defaultdict(Counter)
    for analysis in analyses:
        for profile in profiles:
            for length in LENGTHS:
                letter = write_letter(analysis, profile, Options(length), chosen(analysis, profile))
                drafted[length] += 1
                quoted += letter.quoted
                openings[profile.me.name][" ".join(letter.paragraphs[letter.paragraph_two].split()[:3])] += 1
                for fault in {*faults(letter, analysis), *checked(letter, analysis, profile)}:
                    name = re.sub(r"number \S+", "number", fault)
                    counts[name] += 1
                    examples.setdefault(name, f"{analysis.posting.id}, {profile.me.name}, {length}: {fault}")
    total = sum(drafted.values())
    print(
        f"{total} letters over {len(analyses)} postings, {len(profiles)} profiles, lengths {dict(drafted)}, {time.perf_counter() - started:.0f} s"
    )
    for name, count in sorted(counts.items()):
        print(f"{count:>7}  {name}   ({examples[name]})")
    print(f"{quoted:>7}  pains quoted, {quoted / total:.1%} (at most {MAX_QUOTED:.0%})")
    for name, starts in openings.items():
        words, count = starts.most_common(1)[0]
        print(
            f"{name}: {len(starts)} openings of paragraph two, the commonest {words!r} in {count / sum(starts.values()):.0%}"
        )
    bad = [name for name in counts if not name.endswith("noted")]
    return 1 if bad or quoted / total > MAX_QUOTED else 0


if __name__ == "__main__":
    raise SystemExit(main())
