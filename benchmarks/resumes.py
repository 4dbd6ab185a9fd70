"""What an import makes of résumés: each drafted story with the sentences of a letter, and how many were read as right.

    python benchmarks/resumes.py [FOLDER] [--unread] [--check]

The résumés of `benchmarks/resumes` are invented, people and employers too. `read.toml` beside them holds what a reader said of
each drafted story: fine, awkward (true, and no good English) or false. A story whose words have changed is unread. It also says
which résumés hold no line with a system and a figure. With --check, exits with 1 for a false story, one that nobody has read, more than
a tenth of awkward ones, or a story in less than nine tenths of the résumés that hold a system and a figure.
"""

from __future__ import annotations

import argparse
import io
import sys
import tomllib
from collections import Counter
from pathlib import Path

from tailor.letter.readings import reading_lines
from tailor.profile.resume.read import read_resume
from tailor.profile.resume.stories import import_resume
from tailor.profile.story import Story

DATA = Path(__file__).parent / "resumes"
#: The most awkward ones, as a share of the stories, and the least résumés with a story, as a share of those that hold one.
MOST_AWKWARD, LEAST_TOLD = 0.1, 0.9


def told_by(story: Story) -> str:
    """A story in the words that its letter draws on, on one line."""
    own = f"{story.own} {story.system}"
    parts = (own, story.constraint, story.did, story.result, story.worth, ", ".join(story.owned))
    return " | ".join(part for part in parts if part)


def main() -> int:
    """Print the stories and the counts; 1 where a bar is missed and --check was given."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=DATA)
    arguments.add_argument("--unread", action="store_true", help="only stories that nobody has read")
    arguments.add_argument("--check", action="store_true", help="exit with 1 where a bar is missed")
    options = arguments.parse_args()
    labels = options.folder / "read.toml"
    rows = tomllib.loads(labels.read_text(encoding="utf-8")) if labels.exists() else {}
    read: dict[str, dict[str, str]] = rows.get("read", {})
    untold = set(rows.get("untold", ()))
    grades: Counter[str] = Counter()
    holding = telling = 0
    for path in sorted(path for path in options.folder.iterdir() if path.suffix in {".json", ".yaml"}):
        stories = import_resume(read_resume(path, io.BytesIO()), None, "profile.toml").stories
        holding += path.name not in untold
        telling += bool(stories) and path.name not in untold
        print(f"\n{path.name}: {len(stories)}")
        for story in stories:
            grade = read.get(path.name, {}).get(told_by(story), "unread")
            grades[grade] += 1
            if grade == "unread" or not options.unread:
                print(f"  {grade}: {told_by(story)}")
                for line in reading_lines((story,), whole=True):
                    print(f"      {line}")
    stories_in_all = grades.total()
    print(f"\n{telling} of {holding} résumés with a system and a figure have a story")
    print(f"{stories_in_all} stories: {', '.join(f'{count} {grade}' for grade, count in sorted(grades.items()))}")
    missed = (
        grades["false"]
        or grades["unread"]
        or grades["awkward"] > MOST_AWKWARD * stories_in_all
        or telling < LEAST_TOLD * holding
    )
    return int(bool(missed) and options.check)


if __name__ == "__main__":
    sys.exit(main())
