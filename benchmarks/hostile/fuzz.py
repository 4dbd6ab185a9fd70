"""Fuzz everything that reads what a stranger wrote: any bytes may come in, and only our own errors may come out.

    python benchmarks/hostile/fuzz.py --seconds 600 --jobs 2        # a line a target: executions tried, and held
    python benchmarks/hostile/fuzz.py --seconds 60 --only mails     # one target, a minute
    python benchmarks/hostile/fuzz.py --corpus FOLDER --seed 7      # goes on with what an earlier run found out, another way
    python benchmarks/hostile/fuzz.py --again FINDS/mails/abc.bin   # one input of a find once more, with its traceback

Each target runs in a process of its own, guided by which lines of our code an input reaches (atheris, which is libFuzzer for Python); where there is no
atheris, inputs are changed blindly. Two of three changes know the formats (`mutate.py`). A find is an exception that is not ours, a
broken promise (`targets.py`), an input that takes far too long, or a process that dies or takes too much memory. Finds lie in the folder
that the last line names; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from hostile.mutate import mutated  # noqa: E402
from hostile.targets import ROOT, TARGETS, Target, call  # noqa: E402

#: What a process may take; the models and lexicons take some 400. Native code that asks for more gets none: a fuzzer that only looks now and
#: then once took all of a machine's memory with one PDF.
MAX_MEGABYTES = 2_500
#: An input that holds a process up so long ends it.
MAX_SECONDS = 90
#: Of one kind of find so many inputs are kept.
_KEPT = 2
#: Of all changes, those that libFuzzer makes itself.
_BLIND = 0.34
#: Where other work shares the cores, a process is waited for so many times its share of processor time.
_PATIENCE = 6
#: Between two notes of how far a process is, in seconds.
_NOTED_EVERY = 0.25


@dataclass
class Watch:
    """Counts the executions of one process and keeps what they find.

    Attributes:
        target: What is fuzzed.
        folder: Where finds and counts lie.
        ends: The processor time at which the process has had its share.
    """

    target: Target
    folder: Path
    ends: float = math.inf
    tried: int = 0
    finds: dict[str, int] = field(default_factory=dict)
    _noted: float = 0.0

    def __call__(self, data: bytes) -> None:
        """One execution."""
        began = time.process_time()
        try:
            call(self.target, data)
        except Exception as error:
            self._keep(data, _kind_of(error), traceback.format_exc())
        if time.process_time() - began > self.target.seconds:
            self._slow(data)
        self.tried += 1
        if time.monotonic() - self._noted > _NOTED_EVERY:
            self.note()
            if worked() > self.ends:
                # Why so: the fuzzer knows no other end than that of the clock.
                os._exit(0)

    def note(self) -> None:
        """Write down how far it is."""
        self._noted = time.monotonic()
        (self.folder / "count.json").write_text(
            json.dumps({"tried": self.tried, "finds": self.finds}), encoding="utf-8"
        )

    def _slow(self, data: bytes) -> None:
        """Keep an input that takes too long a second time as well: the first use of a library takes long too."""
        began = time.process_time()
        with suppress(Exception):
            call(self.target, data)
        if (took := time.process_time() - began) > self.target.seconds:
            self._keep(data, f"slow: {self.target.name}", f"{len(data)} bytes took {took:.1f} s of processor time\n")

    def _keep(self, data: bytes, kind: str, told: str) -> None:
        self.finds[kind] = self.finds.get(kind, 0) + 1
        if self.finds[kind] <= _KEPT:
            place = self.folder / hashlib.sha256(data).hexdigest()[:12]
            place.with_suffix(".bin").write_bytes(data)
            place.with_suffix(".txt").write_text(f"{kind}\n{told}", encoding="utf-8", errors="backslashreplace")
        self.note()


def worked() -> float:
    """The seconds of processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def _kind_of(error: BaseException) -> str:
    """What is the same for all inputs that find one fault: the exception, and the last line of ours before it."""
    ours = [
        f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith((str(ROOT / "jdparse"), str(ROOT / "tailor")))
    ]
    said = str(error) if type(error).__name__ == "PromiseBrokenError" else ""
    return " ".join(filter(None, (type(error).__name__, ours[-1] if ours else "", re.sub(r"\d+", "0", said)[:80])))


# --- a process of one target ------------------------------------------------------------------------------------------
def work(target: Target, folder: Path, corpus: Path, seconds: float, seed: int) -> None:
    """Fuzz one target in this process until the time is up."""
    watch = Watch(target, folder)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEGABYTES * 2**20,) * 2)
    try:
        import atheris
    except ImportError:
        _seeded(target, corpus, watch)
        watch.ends = worked() + seconds
        _blindly(watch, corpus, seed)
        return
    with atheris.instrument_imports(include=["jdparse", "tailor"]):
        _seeded(target, corpus, watch)
    watch.ends = worked() + seconds

    def changed(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        return bytes(atheris.Mutate(data, most)) if chance.random() < _BLIND else mutated(data, chance, most)

    options = (
        f"-seed={seed % 2**31 or 1} -max_total_time={max(1, round(_PATIENCE * seconds))} -max_len={target.most} -rss_limit_mb={MAX_MEGABYTES} -timeout={MAX_SECONDS}"
        f" -len_control=0 -reload=0 -verbosity=0 -artifact_prefix={folder}/"
    )
    atheris.Setup([sys.argv[0], *options.split(), str(corpus)], watch, custom_mutator=changed)
    atheris.Fuzz()


def _seeded(target: Target, corpus: Path, watch: Callable[[bytes], None]) -> None:
    """Lay the seeds into the corpus, and take each once: what is imported at first use is imported then."""
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        content = seed[: target.most]
        (corpus / hashlib.sha256(content).hexdigest()[:20]).write_bytes(content)
        watch(content)


def _blindly(watch: Watch, corpus: Path, seed: int) -> None:
    """Change inputs without a look at what they reach."""
    chance = random.Random(seed)
    known = [path.read_bytes() for path in sorted(corpus.iterdir())]
    while True:
        watch(mutated(chance.choice(known), chance, watch.target.most))


# --- all of them ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Outcome:
    """What became of a target: how many executions, how many of them held, and the kinds of finds."""

    target: Target
    tried: int
    finds: tuple[str, ...]
    found: int

    @property
    def row(self) -> str:
        """A line of the table, as `run.py` reads it."""
        return f"{'fuzzing: ' + self.target.name:<34}{self.tried:>9} tried {self.tried - self.found:>9} held"


def fuzz(chosen: list[Target], seconds: float, jobs: int, seed: int, home: Path, corpus: Path) -> Iterator[Outcome]:
    """Fuzz the targets, some at once; each gets its share of the seconds that all may take.

    Args:
        chosen: The targets.
        seconds: How long all of it may take, on cores that do nothing else: what is counted is processor time.
        jobs: How many processes run at once.
        seed: Where chance begins.
        home: Where finds go, a folder a target.
        corpus: Where inputs that reach something new are kept, a folder a target.
    """
    shares = sum(target.share for target in chosen)

    def one(target: Target) -> Outcome:
        name = re.sub(r"\W+", "-", target.name)
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
        time_of = seconds * jobs * target.share / shares
        command = [
            sys.executable,
            __file__,
            "--worker",
            target.name,
            "--seconds",
            f"{time_of:.1f}",
            "--seed",
            str(seed),
        ]
        with (folder / "log").open("wb") as log:
            code = subprocess.call(
                [*command, "--finds", str(folder), "--corpus", str(corpus / name)],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
            )
        return _outcome(target, folder, code)

    with ThreadPoolExecutor(jobs) as pool:
        # Why the long ones first: so the last process ends with the others.
        yield from pool.map(one, sorted(chosen, key=lambda target: -target.share))


def _outcome(target: Target, folder: Path, code: int) -> Outcome:
    try:
        count = json.loads((folder / "count.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        count = {"tried": 0, "finds": {}}
    finds = dict(count["finds"])
    if code or not count["tried"]:
        finds[f"the process ended with {code}; see {folder / 'log'}"] = 1
    return Outcome(target, max(count["tried"], len(finds)), tuple(finds), sum(finds.values()))


def _again(path: Path) -> int:
    """Take an input once more."""
    names = {re.sub(r"\W+", "-", name): target for name, target in TARGETS.items()}
    call(names[path.resolve().parent.name], path.read_bytes())
    print("holds")
    return 0


def main() -> int:
    """Fuzz; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--seconds", type=float, default=780.0, help="how long all of it may take, on cores that do nothing else"
    )
    parser.add_argument("--jobs", type=int, default=2, help="how many processes at once")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument(
        "--only", nargs="*", default=[""], metavar="WORDS", help="targets with one of these in their names"
    )
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what reaches new lines, for a later run")
    parser.add_argument("--finds", type=Path, help="a folder for finds")
    parser.add_argument("--again", type=Path, metavar="FILE", help="an input of a find")
    parser.add_argument("--worker", choices=list(TARGETS), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.again:
        return _again(wanted.again)
    if wanted.worker:
        work(TARGETS[wanted.worker], wanted.finds, wanted.corpus, wanted.seconds, wanted.seed)
        return 0
    home = wanted.finds or Path(tempfile.mkdtemp(prefix="finds-"))
    chosen = [target for target in TARGETS.values() if any(words in target.name for words in wanted.only)]
    tried = found = 0
    with tempfile.TemporaryDirectory() as scratch:
        corpus = wanted.corpus or Path(scratch)
        for outcome in fuzz(chosen, wanted.seconds, wanted.jobs, wanted.seed, home, corpus):
            print(outcome.row, flush=True)
            for kind in outcome.finds:
                print(f"    {kind}", flush=True)
            tried, found = tried + outcome.tried, found + outcome.found
    print(f"{'fuzzing: all':<34}{tried:>9} tried {tried - found:>9} held; finds lie in {home}")
    return int(found > 0)


if __name__ == "__main__":
    raise SystemExit(main())
