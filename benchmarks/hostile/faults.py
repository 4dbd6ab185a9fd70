"""Break every command that writes, at every step of its writing, and see that no file is lost or half-written.

    python benchmarks/hostile/faults.py             # 24 faults of each command, some minutes
    python benchmarks/hostile/faults.py --most 5    # fewer; 0 for all, an hour

Each call is made once whole, which says how its files look before and after and which steps it takes: a file opened to be written, put onto
the disk, linked, moved, removed, given permissions, a folder made, and what SQLite does between. Then it is made once more for each
step and each way to end there: the system refuses (no space, no permission, an error of the disk), Ctrl-C, SIGTERM, SIGHUP, or the process
is gone at once (kill -9). Files that may only grow so far stand for a full disk. Whatever happens, each file is as before or as after, all
that was there is there, nothing lies beside it (after kill -9 alone a temporary file may), there is no traceback, and where the same call is made again,
it comes to its end. Prints a line a command, and exits with 1 where one does not hold.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

import jdparse  # noqa: E402
from tailor.cli import batch as batch_command  # noqa: E402
from tailor.cli.main import main as tailor_main  # noqa: E402
from tailor.terminal.signals import endable  # noqa: E402

#: Ways to end at a step.
ENDS = ("ENOSPC", "EACCES", "EIO", "SIGINT", "SIGTERM", "SIGHUP", "KILL")
#: What a process may write before it is told that a file is too large, in bytes: no disk is too small to be tried.
SIZES = (0, 1, 100, 511, 513, 1_000, 2_000, 4_095, 4_097, 8_192, 12_000, 20_000, 40_000)
#: The exit code of a process that was killed, as a shell tells it.
_KILLED = 128 + signal.SIGKILL
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Other events of Python that change a folder: https://docs.python.org/3/library/audit_events.html
_STEPS = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.chown", "os.rmdir"})
#: No call takes so long.
_SECONDS = 90
#: Between two looks at what SQLite does, in its own instructions.
_SQLITE_EVERY = 60
_POSTING, _PROFILE = "posting.txt", "config/tailor/profile.toml"


@dataclass(frozen=True)
class Case:
    """A call that writes.

    Attributes:
        name: What it does.
        words: Of the command.
        before: Made before it, in its folder; words of commands.
        act: Done instead of the command.
        again: What is added where the call is made once more over what an earlier one left.
    """

    name: str
    words: tuple[str, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    act: Callable[[], object] | None = None
    again: tuple[str, ...] = ()


class Fault:
    """One fault, at a step of a process.

    Args:
        folder: Where steps count.
        step: The number of the step, from 1; 0 for none.
        end: One of `ENDS`.
    """

    def __init__(self, folder: Path, step: int, end: str) -> None:
        self._folder, self._step, self._end = str(folder), step, end
        self.steps = 0

    def listen(self) -> None:
        """Count the steps of this process from now on, and end it at its own."""
        sys.addaudithook(self._heard)
        sync, connect = os.fsync, sqlite3.connect

        def syncing(descriptor: int) -> None:
            self._stepped()
            sync(descriptor)

        def connecting(*given: Any, **named: Any) -> sqlite3.Connection:
            base: sqlite3.Connection = connect(*given, **named)
            base.set_progress_handler(self._stepped, _SQLITE_EVERY)
            return base

        os.fsync, sqlite3.connect = syncing, connecting  # type: ignore[assignment]

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = given
            counts = isinstance(flags, int) and bool(flags & _WRITING)
        else:
            path, counts = given[0] if given else None, event in _STEPS
        if counts and isinstance(path, str | bytes | os.PathLike) and self._is_here(os.fsdecode(path)):
            self._stepped()

    def _is_here(self, path: str) -> bool:
        return str(Path.cwd() / path).startswith(self._folder)

    def _stepped(self) -> int:
        self.steps += 1
        if self.steps == self._step:
            if self._end == "KILL":
                os._exit(_KILLED)
            if self._end.startswith("SIG"):
                os.kill(os.getpid(), getattr(signal, self._end))
            else:
                code = getattr(errno, self._end)
                raise OSError(code, os.strerror(code))
        return 0


def started(folder: Path, case: Case, fault: Fault | None, *, size: int | None = None, more: Sequence[str] = ()) -> int:
    """Make a call in a process of its own; its exit code. What it says stands in ``said`` beside the folder, with its steps."""
    # Why a pipe: a limit on the size of files is none of what is said.
    heard, said = os.pipe()
    child = os.fork()
    if child:
        os.close(said)
        with os.fdopen(heard, "rb") as pipe:
            folder.with_suffix(".said").write_bytes(pipe.read())
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 70
    try:
        _at_home(folder)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.alarm(_SECONDS)
        for stream in (1, 2):
            os.dup2(said, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        if size is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        if fault is not None:
            fault.listen()
        code = _called(case, more)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:
        import traceback

        code = 130 if isinstance(error, KeyboardInterrupt) else 70
        if code == 70:
            with suppress(OSError):
                os.write(2, "".join(traceback.format_exception(error)).encode())
    finally:
        if fault is not None:
            with suppress(OSError):
                os.write(2, f"\nsteps {fault.steps}".encode())
        os._exit(code)


def _at_home(folder: Path) -> None:
    os.chdir(folder)
    os.environ.update(HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"), SOURCE_DATE_EPOCH="1795651200")
    os.environ.pop("TAILOR_PROFILE", None)


def _called(case: Case, more: Sequence[str]) -> int:
    try:
        if case.act is not None:
            with endable():
                case.act()
        else:
            with patch.object(sys, "argv", ["tailor", *case.words, *more]):
                tailor_main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except Exception as error:
        if isinstance(error, jdparse.errors.JdparseError | _own_error()):
            return 2
        raise
    return 0


def _own_error() -> type[Exception]:
    from tailor.errors import TailorError

    return TailorError


def _here(inputs: Any, number: int, reader: Any) -> Iterator[tuple[int, Any]]:
    """An engine without workers: it is the writing that is broken here."""
    for at, piece in enumerate(inputs.pieces()):
        if at >= number:
            yield at, reader(piece)


def without_workers() -> None:
    """Have a batch read here, in this process."""
    batch_command._engine = lambda who, wanted: _here  # type: ignore[assignment,return-value]


# --- the calls ----------------------------------------------------------------------------------------


def _interviewed() -> None:
    from tailor.interview.ask import interview

    answers = {
        "name": "Tove Almgren",
        "system": "the berth forecast for a container port",
        "did": "moved position lookups from a nightly batch to a streaming store",
        "result": "cut feature age from 12 hours to 30 seconds",
        "employer": "Brinkholm Port",
    }
    seen: list[str] = []

    def ask(question: str) -> str:
        word = question.split()[0].strip("(:") if question.split() else ""
        if word in answers and word not in seen:
            seen.append(word)
            return answers[word]
        return "y" if "add" in question.lower() and "story" in question.lower() and not seen else ""

    interview(Path("me.toml"), ask, lambda text: None)


def _kept_setting() -> None:
    from tailor.settings.keep import keep_setting

    keep_setting(Path("config/tailor/settings.toml").absolute(), "length", 400)


def _saved_by_the_page() -> None:
    from tailor.page.own import OwnProfile

    own = OwnProfile(Path(_PROFILE).absolute())
    own.save(own.sheet(), own.sheet().text + "\n# a remark\n")


def cases() -> list[Case]:
    """Every call that writes."""
    draft = ("draft", _POSTING, "--no-review")
    old = ("templates", "copy", "150")
    letters = [
        case
        for kind in ("txt", "md", "docx", "pdf")
        for case in (
            Case(f"draft -o .{kind}, new", (*draft, "-o", f"letter.{kind}")),
            Case(f"draft -o .{kind} --force", (*draft, "-o", f"letter.{kind}", "--force"), ((*old, f"letter.{kind}"),)),
        )
    ]
    logged = ("log", "add", _POSTING, "--letter", "mine.txt", "--on", "2026-11-12")
    rows = [
        Case(f"batch -o .{kind}", ("batch", _POSTING, "-o", f"rows.{kind}"), again=("--force",))
        for kind in ("jsonl", "csv", "parquet")
    ]
    return [
        *letters,
        Case("draft -o .json", (*draft, "--format", "json", "-o", "letter.json")),
        Case("draft --save-analysis", (*draft, "--save-analysis", "job.json", "-o", "letter.txt", "--no-log")),
        Case("profile init, a starter", ("profile", "init", "new.toml")),
        Case("profile init, the talk", act=_interviewed),
        Case("profile import, new", ("profile", "import", "resume.json", "-o", "new/me.toml")),
        Case("profile import, more", ("profile", "import", "resume.json")),
        Case("profile, saved by the page", act=_saved_by_the_page),
        Case("settings, new", act=_kept_setting),
        Case("settings, changed", act=_kept_setting, before=(("put", "settings"),)),
        Case("log add, new", logged),
        Case("log add, more", ("log", "add", "other.txt", "--letter", "mine.txt"), (logged,)),
        Case("log mark", ("log", "mark", "1", "interview"), (logged,)),
        Case("log delete", ("log", "delete", "1", "--yes"), (logged,)),
        Case("log export .csv", ("log", "export", "-o", "letters.csv"), (logged,)),
        Case("log export .json --force", ("log", "export", "-o", "l.json", "--force"), (logged, (*old, "l.json"))),
        *rows,
        Case("batch --report", ("batch", _POSTING, "other.txt", "--report", "report.html")),
        Case("batch --letters", ("batch", _POSTING, "other.txt", "--letters", "letters")),
        Case("templates copy, new", ("templates", "copy", "250", "mine.j2")),
        Case("templates copy --force", ("templates", "copy", "250", "mine.j2", "--force"), ((*old, "mine.j2"),)),
    ]


def _furnish(folder: Path, case: Case) -> None:
    """A folder as a call finds it."""
    profile = folder / _PROFILE
    profile.parent.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "sample-profile.toml", profile)
    sample = (ROOT / "templates" / "sample-posting.txt").read_text(encoding="utf-8")
    (folder / _POSTING).write_text(sample, encoding="utf-8")
    (folder / "other.txt").write_text(sample.replace("Brackwater", "Osterdyke"), encoding="utf-8")
    (folder / "mine.txt").write_text(
        "Dear Ms Holm,\n\nI run the ranking service.\n\nKind regards,\nTove\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "benchmarks" / "resumes" / "star.json", folder / "resume.json")
    for words in case.before:
        if words == ("put", "settings"):
            (folder / "config" / "tailor" / "settings.toml").write_text('paper = "a4"  # theirs\n', encoding="utf-8")
        elif started(folder, Case("before", words), None):
            raise SystemExit(
                f"{case.name}: {' '.join(words)} failed: {folder.with_suffix('.said').read_text(encoding='utf-8')}"
            )


# --- what is there ------------------------------------------------------------------------------------


def _held(path: Path) -> object:
    """What a file holds; of a log what can be read of it, for its pages depend on the way there."""
    content = path.read_bytes()
    if not content.startswith(b"SQLite format 3") and path.suffix != ".sqlite":
        return content
    with closing(sqlite3.connect(path)) as base:
        if base.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "a broken log"
        tables = sorted(name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return [
            (name, base.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall())
            for name in tables
            if name[:7] != "sqlite_"
        ]


def _look(folder: Path) -> dict[str, object]:
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and not name.endswith("-journal") and ".parts/" not in name:
            found[name] = _held(path)
    return found


def _wrong(name: str, now: object, before: dict[str, object], after: dict[str, object], end: str) -> str:
    """What is wrong with a file; empty where nothing is."""
    if any(name in known and now == known[name] for known in (before, after)):
        return ""
    if Path(name).name.startswith(".tailor-"):
        return "" if end == "KILL" else "a temporary file is left"
    if name.endswith(".draft") or (name.endswith("log.sqlite") and _is_part(now, after.get(name))):
        # The answers of a talk, each whole; a log with whole letters, of those that a run writes.
        return ""
    if name.endswith(".html") and isinstance(now, bytes) and now.rstrip().endswith(b"</html>"):
        return ""
    return "is neither as before nor as after"


def _is_part(now: object, after: object) -> bool:
    """Whether a log holds whole letters of those that it has in the end, or none yet."""
    if not now:
        return True
    if not isinstance(now, list) or not isinstance(after, list):
        return False
    return _letters(now).items() <= _letters(after).items()


def _letters(tables: list[tuple[str, list[tuple[object, ...]]]]) -> dict[tuple[object, ...], tuple[object, ...]]:
    """The letters of a log with what is told of each, whatever their numbers."""
    rows = dict(tables)
    return {
        letter[1:]: tuple(sorted(map(repr, (told[1:] for told in rows.get("highlight", ()) if told[0] == letter[0]))))
        for letter in rows.get("letter", ())
    }


def judge(folder: Path, code: int, end: str, before: dict[str, object], after: dict[str, object]) -> list[str]:
    """What a fault has broken."""
    said = folder.with_suffix(".said").read_text(encoding="utf-8", errors="replace")
    now = _look(folder)
    wrong = [f"{name}: is lost" for name in before if name not in now and name in after]
    for name, content in now.items():
        problem = _wrong(name, content, before, after, end)
        wrong += [f"{name}: {problem}"] if problem else []
    if "Traceback" in said or code == 70:
        wrong.append(f"ended with {code} and a traceback: {said.strip().splitlines()[-2:]}")
    return wrong


# --- the run ------------------------------------------------------------------------------------------


class Bench:
    """One case with all its faults.

    Args:
        case: The call.
        scratch: A folder for its folders.
    """

    def __init__(self, case: Case, scratch: Path) -> None:
        self.case, self.scratch = case, scratch
        self.clean = scratch / "clean"
        self.clean.mkdir()
        _furnish(self.clean, case)
        self.before = _look(self.clean)
        whole = self.copied()
        if started(whole, case, Fault(whole, 0, "")):
            raise SystemExit(f"{case.name}: failed: {whole.with_suffix('.said').read_text(encoding='utf-8')}")
        self.steps = int(whole.with_suffix(".said").read_text(encoding="utf-8").rpartition("steps ")[2])
        self.after = _look(whole)
        # Why: each child is forked with what is loaded once. No PDF, for the typesetter's threads do not come along into a child.
        if "pdf" not in case.name:
            _at_home(self.copied())
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                _called(case, ())
            os.chdir(ROOT)
        if self.after == self.before:
            raise SystemExit(f"{case.name}: writes nothing")

    def copied(self) -> Path:
        """A folder as the call finds it."""
        # Why one name: a log and a record hold the path of what they tell of.
        place = self.scratch / "work"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.clean, place, symlinks=True)
        return place

    def faults(self, most: int) -> Iterator[tuple[str, list[str]]]:
        """Each fault by its name, with what it has broken; at most so many, evenly from all."""
        tried = [(step, end) for step in range(1, self.steps + 1) for end in ENDS] + [(size, "") for size in SIZES]
        few = [tried[len(tried) * number // most] for number in range(most)] if 0 < most < len(tried) else tried
        for number, end in few:
            folder = self.copied()
            if end:
                code = started(folder, self.case, Fault(folder, number, end))
            else:
                code = started(folder, self.case, None, size=number)
            name = f"step {number} of {self.steps}, {end}" if end else f"{number} bytes a file"
            yield name, judge(folder, code, end, self.before, self.after) + self.again(folder)

    def again(self, folder: Path) -> list[str]:
        """What is wrong with a second call, which nothing disturbs."""
        code = started(folder, self.case, None, more=self.case.again)
        said, now = folder.with_suffix(".said").read_text(encoding="utf-8"), _look(folder)
        taken = code == 2 and "exists already" in said
        if (code and not taken and not self._done(now)) or "Traceback" in said:
            return [f"the call cannot be made again ({code}): {said.strip().splitlines()[-1:]}"]
        return []

    def _done(self, now: dict[str, object]) -> bool:
        """Whether what was to be done was done before the fault, so that there is no more to do."""
        return all(now.get(name) == content for name, content in self.after.items())


def main() -> int:
    """Break all of them; 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=24, metavar="N", help="so many faults of a command; 0 for all")
    parser.add_argument(
        "--only", nargs="*", default=[""], metavar="WORDS", help="cases with one of these in their names"
    )
    wanted = parser.parse_args()
    without_workers()
    chosen = [case for case in cases() if any(words in case.name for words in wanted.only)]
    tried = held = 0
    for case in chosen:
        with tempfile.TemporaryDirectory() as scratch:
            results = list(Bench(case, Path(scratch)).faults(wanted.most))
        broken = [(name, problem) for name, problems in results for problem in problems[:1]]
        tried, held = tried + len(results), held + len(results) - len(broken)
        print(f"{case.name:<28}{len(results):>6} tried {len(results) - len(broken):>6} held", flush=True)
        for name, problem in broken[:6]:
            print(f"    {name}: {problem[:300]}", flush=True)
    print(f"{'all':<28}{tried:>6} tried {held:>6} held; {tried - held} files lost or half-written")
    return int(held < tried)


if __name__ == "__main__":
    raise SystemExit(main())
