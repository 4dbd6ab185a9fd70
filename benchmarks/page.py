"""The server's time for an update of the page against the same call in Python, alternating in one run.

    python benchmarks/page.py ../shared [--check]

An update is what follows a pick or another length: a letter for a posting that was read before, written anew and checked. The page
adds the form, the guard, the marks and the HTML. Real postings, and one made long of many; the ratio is evidence, the milliseconds are not.
With --check, exits with 1 above the bar.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import jdparse
from jdparse import Posting
from tailor.draft import draft_findings, write_draft
from tailor.letter.letter import Options
from tailor.page.app import Page, create_app
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile
from tailor.profile.load import load_profile
from tailor.review.ask import review
from tailor.review.start import Start

#: The most that an update may take, in units of the call.
BAR = 1.5
#: So many real postings; the long one is made of as many as it takes for so many words.
POSTINGS, LONG = 5, 4000
LENGTHS = (150, 250, 400)
_ROUNDS = 3
_PROFILE = Path(__file__).resolve().parent / "profiles" / "fraud.toml"
_KEY, _PORT = "a-key", 8765


def seconds(what: Callable[[], object]) -> float:
    """Time of one call."""
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def postings(folder: Path) -> list[Posting]:
    """Real postings, each twentieth, and the long one at the end."""
    pages = sorted((folder / "postings" / "pages").glob("*.html"))
    found = [jdparse.read_posting(path) for path in pages]
    words = itertools.accumulate(len(posting.text.split()) for posting in found)
    enough = next((number for number, count in enumerate(words, 1) if count >= LONG), len(found))
    long = Posting("\n\n".join(posting.text for posting in found[:enough]), found[0].title, found[0].company)
    return [*found[:: max(1, len(found) // POSTINGS)][:POSTINGS], long]


class Update:
    """One posting's letter, asked for through the page and in Python."""

    def __init__(self, posting: Posting) -> None:
        page = Page(Guard(_KEY, _PORT), OwnProfile(_PROFILE))
        self.start, self.profile = Start(jdparse.analyze(posting)), load_profile(_PROFILE)
        self.place = f"/letter/{page.shelf.put(posting)}"
        self.client = create_app(page).test_client()
        self.client.set_cookie(page.guard.cookie, _KEY, domain="127.0.0.1")
        self.sent = {"Origin": f"http://127.0.0.1:{_PORT}", "X-Tailor-Key": _KEY, "HX-Request": "true"}

    def by_page(self, length: int) -> None:
        """As the page is asked."""
        answer = self.client.post(
            self.place, data={"length": length}, headers=self.sent, base_url=f"http://127.0.0.1:{_PORT}"
        )
        if answer.status_code != 200:
            raise SystemExit(f"{self.place}: {answer.status_code}")

    def by_call(self, length: int) -> None:
        """The same without the page."""
        highlights = review(self.start.analysis, {}, None, self.profile.stories)
        draft_findings(write_draft(self.start, self.profile, Options(length), highlights), self.profile)


def main() -> int:
    """Print the ratios; 1 if --check and one is above the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    worst = 0.0
    *real, long = postings(arguments.shared)
    for name, group in ((f"{len(real)} postings", real), (f"one of {len(long.text.split())} words", [long])):
        updates = [Update(posting) for posting in group]
        for update in updates:
            update.by_call(250)
            update.by_page(250)
        pairs = [
            (seconds(lambda: update.by_call(length)), seconds(lambda: update.by_page(length)))  # noqa: B023
            for _ in range(_ROUNDS)
            for update in updates
            for length in LENGTHS
        ]
        call, page = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for other, one in pairs)
        worst = max(worst, ratio)
        print(f"{name:22s} call {call:6.1f} ms   page {page:6.1f} ms   ratio {ratio:4.2f} (bar {BAR})")
    return 1 if arguments.check and worst > BAR else 0


if __name__ == "__main__":
    raise SystemExit(main())
