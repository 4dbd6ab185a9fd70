"""Read every posting below a folder, analyse it and draft a letter for every other one; print how many highlights are null, by kind.

    python benchmarks/coverage.py ../shared

Exits with 1 if any posting raises.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from jdparse import Kind, Posting, analyze, read_postings
from tailor.data import TEMPLATES
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tailor.profile.load import load_profile
from tailor.profile.story import Profile


def sources(shared: Path) -> Iterator[tuple[str, Path]]:
    """The files to read with a name for their kind."""
    for name in ("dev", "train", "unlabelled"):
        yield f"gold/{name}", shared / "gold" / f"{name}.jsonl"
    for folder in ("pages", "text", "markdown", "pdf"):
        for path in sorted((shared / "postings" / folder).iterdir()):
            yield f"postings/{folder}", path


#: A letter is drafted for each so many-th posting.
_DRAFTED = 2


@lru_cache(maxsize=1)
def _sample() -> Profile:
    return load_profile(TEMPLATES / "sample-profile.toml", sample=True)


def looked_at(posting: Posting, number: int) -> tuple[tuple[Kind, ...], bool, str]:
    """Which highlights a posting lacks, whether its letter's length is off by 10%, and what was raised on the way."""
    try:
        analysis = analyze(posting)
        missing = tuple(kind for kind in Kind if analysis.highlight(kind) is None)
        for highlight in filter(None, map(analysis.highlight, Kind)):
            for found in (highlight.evidence, *highlight.alternatives):
                if posting.text[found.span.start : found.span.end] != found.quote:
                    return missing, False, f"{posting.id}: the quote is not the text at its offsets: {found.quote!r}"
        if number % _DRAFTED:
            return missing, False, ""
        length = LENGTHS[number // _DRAFTED % len(LENGTHS)]
        letter = write_letter(analysis, _sample(), Options(length))
    except Exception as error:  # a crash is what this looks for
        return (), False, f"{posting.id}: {type(error).__name__}: {error}"
    return missing, abs(letter.words - length) > 0.10 * length, ""


def main(argv: list[str]) -> int:
    """Print the table; 1 if anything raised."""
    groups: list[str] = []
    postings: list[Posting] = []
    numbers: list[int] = []
    read: Counter[str] = Counter()
    failed: list[str] = []
    started = time.perf_counter()
    for group, path in sources(Path(argv[0])):
        try:
            for posting in read_postings(path):
                read[group] += 1
                groups.append(group)
                postings.append(posting)
                numbers.append(read[group])
        except Exception as error:  # a crash is what this looks for
            failed.append(f"{path}: {type(error).__name__}: {error}")
    off: Counter[str] = Counter()
    null: Counter[tuple[str, Kind]] = Counter()
    with ProcessPoolExecutor() as pool:
        found = pool.map(looked_at, postings, numbers, chunksize=16)
        for group, (missing, is_off, problem) in zip(groups, found, strict=True):
            null.update((group, kind) for kind in missing)
            off[group] += is_off
            failed += [problem] if problem else []
    print(f"{'source':<20}{'read':>6}{'no pain':>9}{'no metric':>11}{'no tool':>9}{'length off by 10%':>20}")
    for group in read:
        print(
            f"{group:<20}{read[group]:>6}{null[group, Kind.PAIN]:>9}{null[group, Kind.METRIC]:>11}{null[group, Kind.TOOL]:>9}{off[group]:>20}"
        )
    print(f"{sum(read.values())} postings in {time.perf_counter() - started:.0f} s, {len(failed)} failed")
    for line in failed:
        print(f"FAILED {line}")
    return 1 if failed or not read else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
