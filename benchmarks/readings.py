"""Letters of two checkouts, or beside the reference letters, read whole by readers who see each posting once.

    python benchmarks/readings.py pack ../shared OUT --arm old=/path/to/checkout --arm new=.     # folders for the readers
    python benchmarks/readings.py pack ../shared OUT --arm new=. --arm ref=                       # beside the reference letters
    python benchmarks/readings.py score OUT

The postings and profiles are those of ``letters/`` of the folder with the gold. Each reader's folder has a file a posting, with one arm's
letter, so that over as many readers as there are arms each letter is read once; the reader writes ``out.jsonl`` as
INSTRUCTIONS.md says. Why whole letters: sentence by sentence ours were as fine as the references and still never preferred.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

INSTRUCTIONS = """You are the hiring manager of the team in each posting: an experienced ML engineering lead with sixty letters on the desk. The folder holds
files NN.md, each with a POSTING, a LETTER and the applicant's PROFILE (what is true). The letters come from different writers; judge each
on its own, one after the other: open one, decide, write, then the next.
1. Skim the posting (what does this team need?), then read the letter once, as in 30 seconds.
2. `read_on`: true or false, would you go on to the resume because of this letter. `call`: 1 to 10, how much you want to call this
   person for THIS job. `team`: 1 to 5, how far it is written for this team and not for any. `answered`: 0 to 3, how many of the team's pain,
   its metric and its named tool are convincingly answered.
3. `costs` and `wins`: the words of the letter that cost it most, and won most, and why, in at most 15 words each.
One JSON object a line in out.jsonl: {"id": "03", "read_on": true, "call": 6, "team": 3, "answered": 2, "costs": "...", "wins": "..."}.
Be as hard as a busy manager; use the whole scale.
"""
#: So much of a posting is shown.
_MOST = 6000


def pack(shared: Path, out: Path, arms: dict[str, str], seed: int) -> None:
    """Write the readers' folders, one for each arm, and which letter each file has."""
    with (shared / "gold" / "train.jsonl").open(encoding="utf-8") as lines:
        postings = {row["id"]: row for row in map(json.loads, lines)}
    sidecars = sorted((shared / "letters").glob("*.json"))
    names, key = list(arms), {}
    for reader in range(len(names)):
        folder = out / f"reader{reader}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "INSTRUCTIONS.md").write_text(INSTRUCTIONS, encoding="utf-8")
        order = list(range(len(sidecars)))
        random.Random(seed + reader).shuffle(order)
        for number, place in enumerate(order):
            arm = names[(place + reader) % len(names)]
            told = json.loads(sidecars[place].read_text(encoding="utf-8"))
            posting, profile = postings[told["posting"]], shared / "letters" / told["profile"]
            text = _letter(arms[arm], posting, profile, told["length"], sidecars[place].with_suffix(".txt"), out)
            key[f"{reader}-{number:02d}"] = (place, arm)
            (folder / f"{number:02d}.md").write_text(
                f"# {number:02d}\n\n## POSTING\n\n{posting['title']} at {posting.get('company', '')}\n\n{posting['text'][:_MOST]}\n\n"
                f"## LETTER\n\n{text}\n\n## PROFILE\n\n{profile.read_text(encoding='utf-8')}",
                encoding="utf-8",
            )
    (out / "key.json").write_text(json.dumps(key), encoding="utf-8")
    print(f"{len(sidecars)} postings for each of {len(names)} readers in {out}")


def _letter(checkout: str, posting: dict[str, Any], profile: Path, length: int, reference: Path, out: Path) -> str:
    if not checkout:
        return reference.read_text(encoding="utf-8")
    file = out / "posting.jsonl"
    file.write_text(json.dumps(posting), encoding="utf-8")
    tailor = str(Path(checkout).resolve() / ".venv" / "bin" / "tailor")
    call = [tailor, "draft", str(file), "--no-review", "--profile", str(profile), "--length", str(length)]
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout


def score(out: Path) -> None:
    """Print each arm's means, and how the arms stand to each other on the same postings."""
    key = json.loads((out / "key.json").read_text(encoding="utf-8"))
    read: dict[str, list[dict[str, Any]]] = defaultdict(list)
    calls: dict[int, dict[str, float]] = defaultdict(dict)
    for file in sorted(out.glob("reader*/out.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            place, arm = key[f"{file.parent.name.removeprefix('reader')}-{said['id']}"]
            read[arm].append(said)
            calls[place][arm] = said["call"]
    for arm, rows in sorted(read.items()):
        means = "  ".join(
            f"{name} {statistics.mean(float(row[name]) for row in rows):.2f}"
            for name in ("read_on", "call", "team", "answered")
        )
        print(f"{arm:6} {len(rows):3} letters  {means}")
    both = [found for found in calls.values() if len(found) == 2]
    if both:
        one, other = sorted(read)
        gaps = [found[one] - found[other] for found in both]
        print(
            f"{one} against {other}: call {statistics.mean(gaps):+.2f} in the mean, better {sum(gap > 0 for gap in gaps)}, "
            f"equal {sum(gap == 0 for gap in gaps)}, worse {sum(gap < 0 for gap in gaps)} of {len(gaps)}"
        )


def main() -> int:
    """Pack or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    packing = kinds.add_parser("pack")
    packing.add_argument("shared", type=Path)
    packing.add_argument("out", type=Path)
    packing.add_argument("--arm", action="append", required=True, metavar="NAME=CHECKOUT")
    packing.add_argument("--seed", type=int, default=1)
    kinds.add_parser("score").add_argument("out", type=Path)
    given = parser.parse_args()
    if given.kind == "pack":
        arms = {name: checkout for name, _, checkout in (arm.partition("=") for arm in given.arm)}
        pack(given.shared, given.out, arms, given.seed)
    else:
        score(given.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
