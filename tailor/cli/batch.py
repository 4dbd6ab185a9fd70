"""`tailor batch`: many postings in, a row for each out. No logic."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.batch_extras import LETTERS_LIMIT, Wanted, check_input, extras_options
from tailor.cli.options import together
from tailor.terminal.echo import echo, echo_json
from tailor.terminal.errors import EXIT_FINDINGS, EXIT_NOTHING, fail, interrupted, user_errors
from tailor.terminal.working import working

if TYPE_CHECKING:
    from jdparse.batch import Engine, Inputs, Reader, Reading, Tally
    from tailor.batch.work import Made
    from tailor.cli.batch_extras import Extras

#: Between two looks at the line that tells how far it is (seconds).
_BETWEEN = 0.5
#: After so many seconds a rate tells something, and above so many the time left is told in minutes.
_TELLING, _MINUTES = 2.0, 90.0


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work."""

    engine: str
    workers: int | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of the inputs are called, where their usual names are not found."""

    text_column: str
    id_column: str
    title_column: str
    company_column: str


_workers_options = together(
    "who",
    Workers,
    click.option(
        "--engine",
        type=click.Choice(["local", "ray"]),
        default="local",
        show_default=True,
        help="Processes of this machine, or Ray.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many work at once; the default is the number of cores.",
    ),
    click.option("--address", metavar="ADDRESS", help="The Ray cluster; without it Ray is started on this machine."),
)
_columns_options = together(
    "columns",
    Columns,
    *(
        click.option(f"--{name}-column", default="", metavar="NAME", help=f"The column, or key, with {what}.")
        for name, what in (
            ("text", "the posting's text"),
            ("id", "its id"),
            ("title", "the job's title"),
            ("company", "the employer"),
        )
    ),
)


@click.command(short_help="Read many postings: a row for each, a report, letters.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write a row for each: .jsonl, .parquet or .csv; - is standard output.",
)
@extras_options
@_workers_options
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option("--force", is_flag=True, help="Replace a file that is there, or begin anew.")
@click.option("--with-text", is_flag=True, help="Add the text that the offsets refer to.")
@_columns_options
def batch(
    inputs: tuple[str, ...],
    out: Path | None,
    wanted: Wanted,
    who: Workers,
    resume: bool,
    force: bool,
    with_text: bool,
    columns: Columns,
) -> None:
    """Read many postings, and write a row for each, a report of them all, or a letter for each.

    INPUT is a file, a folder or a pattern: JSON lines, CSV, Parquet, or whatever else is read. A posting that cannot be
    read becomes a row that says why in its column error; the exit code is 1 then.

    \b
    Example:
      tailor batch jobs.parquet -o highlights.parquet
      tailor batch postings/ more.jsonl.gz -o highlights.csv --workers 4
      tailor batch postings/ --report report.html
      tailor batch postings/ --letters letters --length 250
    """
    with user_errors():
        from tailor.files.look import look_for

        look_for(*(name for name in inputs if not has_magic(name)))
        _check_out(out, inputs, resume=resume, force=force)
        extras = wanted.begin(inputs, resume=resume, force=force)
        job = _Job(_inputs(inputs, columns, extras), with_text, _engine(who, wanted), extras)
        tally = job.run(out, resume=resume, force=force)
    if not tally.rows:
        fail(f"{', '.join(inputs)}: no posting in it", EXIT_NOTHING)
    if tally.errors or (extras and extras.failed):
        raise SystemExit(EXIT_FINDINGS)


def _inputs(named: Sequence[str], columns: Columns, extras: Extras | None) -> Inputs:
    from jdparse.batch import Inputs, Names
    from tailor.terminal.posting import standard_input

    names = Names(columns.text_column, columns.id_column, columns.title_column, columns.company_column)
    stdin = standard_input("postings") if "-" in named else None
    return Inputs(named, names, stdin, extras.besides if extras else ())


def _check_out(out: Path | None, inputs: Sequence[str], *, resume: bool, force: bool) -> None:
    """Complain before any work is done if the rows cannot go there."""
    from tailor.errors import CallError
    from tailor.files.write import check_place

    if out is None or str(out) == "-":
        if resume:
            raise CallError("--resume: goes on with a file of rows; name a file with -o, or leave --resume out")
        return
    check_input("-o", out, inputs)
    check_place(out, force=force, name="rows.jsonl")


def _engine(who: Workers, wanted: Wanted) -> Engine[Made]:
    from jdparse.batch import local, on_ray
    from tailor.errors import CallError

    if who.engine == "ray":
        return on_ray(who.address, who.workers)
    if who.address is not None:
        raise CallError("--address: names a Ray cluster; add --engine ray")
    return local(who.workers, LETTERS_LIMIT) if wanted.letters is not None else local(who.workers)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is read, how, by whom, and what is made of it beside rows."""

    inputs: Inputs
    with_text: bool
    engine: Engine[Made]
    extras: Extras | None

    @property
    def reader(self) -> Reader[Made]:
        """How the inputs are read."""
        from jdparse.batch import Reader

        return Reader(with_text=self.with_text, make=self.extras.make if self.extras else None)

    def run(self, out: Path | None, *, resume: bool, force: bool) -> Tally:
        """Do all of it.

        Raises:
            CallError: Nothing is asked for.
        """
        from tailor.errors import CallError

        if out is None and self.extras is None:
            raise CallError("-o: say where the rows go, or ask for --report FILE.html or --letters DIR")
        if out is None or str(out) == "-":
            return self._run_through(prints=out is not None)
        return self._run_into(out, resume=resume, force=force)

    def _run_through(self, *, prints: bool) -> Tally:
        """The rows as JSON lines on standard output, or nowhere."""
        from jdparse.batch import Tally, each_reading, row_line

        rows = errors = 0
        self.inputs.check()
        with self._whole(), working("Reading", prints=prints) as say:
            pace = _Pace(say, self.inputs)
            for reading in each_reading(self.inputs, self.reader, self.engine):
                self._take(reading)
                if prints:
                    echo_json(row_line(reading.row).decode("utf-8"))
                rows, errors = rows + 1, errors + (reading.row["error"] is not None)
                pace.tell(Tally(rows, errors))
        return Tally(rows, errors)

    def _run_into(self, out: Path, *, resume: bool, force: bool) -> Tally:
        """The rows as a file, and a line that says so."""
        from jdparse.batch import write_batch

        with self._whole(", go on with --resume"), working("Reading") as say:
            pace = _Pace(say, self.inputs)
            tally = write_batch(
                self.inputs,
                out,
                self.reader,
                self.engine,
                resume=resume,
                force=force,
                told=pace.tell,
                beside=self._take,
            )
        if tally.rows:
            echo(f"wrote {out}: {_sum(tally)}{pace.so_far(tally)}", err=True)
        return tally

    def _take(self, reading: Reading[Made]) -> None:
        if self.extras is not None:
            self.extras.take(reading)

    @contextmanager
    def _whole(self, go_on: str = "") -> Iterator[None]:
        """See that what is made beside rows is whole, also where the work is interrupted."""
        try:
            yield
        except KeyboardInterrupt:
            if self.extras is not None:
                self.extras.finish(whole=False)
            if not go_on and (self.extras is None or not self.extras.letters):
                raise
            interrupted(said=f"; what is done is kept{go_on or ', the same call goes on'}")
        if self.extras is not None:
            self.extras.finish(whole=True)


def _sum(tally: Tally) -> str:
    rows = f"{tally.rows:,} row{'s' if tally.rows > 1 else ''}"
    return f"{rows}, {tally.errors:,} with an error" if tally.errors else rows


class _Pace:
    """How fast it goes, and how long it will take."""

    def __init__(self, say: Callable[[str], None], inputs: Inputs) -> None:
        self._say, self._size = say, inputs.size()
        self._told = time.monotonic()
        #: When the first row of this run was done and where the inputs were then: what was passed over took no time.
        self._began, self._first = 0.0, 0
        self._before = 0

    def tell(self, tally: Tally) -> None:
        """Say how far it is, now and then."""
        now = time.monotonic()
        if not self._began:
            self._began, self._first, self._before = now, tally.read, tally.rows
        if now - self._told >= _BETWEEN:
            self._told = now
            self._say(f"Reading, {_sum(tally)}{self.so_far(tally)}{self._left(tally, now)}")

    def so_far(self, tally: Tally) -> str:
        """The rate, in words; nothing where too little was done to tell."""
        seconds = time.monotonic() - self._began
        return f", {(tally.rows - self._before) / seconds:,.0f} a second" if self._began and seconds > _TELLING else ""

    def _left(self, tally: Tally, now: float) -> str:
        done = tally.read - self._first
        if not self._size or done <= 0 or now - self._began < _TELLING:
            return ""
        seconds = (now - self._began) * (self._size - tally.read) / done
        return f", {seconds / 60:,.0f} min left" if seconds > _MINUTES else f", {seconds:.0f} s left"
