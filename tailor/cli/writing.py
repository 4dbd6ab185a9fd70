"""The options of `tailor draft` that name another writer, and the letter that comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.options import Source, together
from tailor.cli.starting import look
from tailor.terminal.answerer import find_answerer
from tailor.terminal.working import working

if TYPE_CHECKING:
    from jdparse import Highlight, Kind
    from tailor.brief.brief import Brief
    from tailor.draft import Draft, Writer
    from tailor.letter.letter import Options
    from tailor.profile.story import Profile
    from tailor.review.start import Start

#: What `--written` without a file stands for.
_PIPE = "-"
#: The writer that is the program itself.
_NONE = "none"


@dataclass(frozen=True, slots=True)
class By:
    """Who writes the letter, if not the program."""

    written: str | None
    writer: str | None
    rounds: int | None
    yes: bool

    def refuse(self, named: str | None, source: Source, profile: Path | None, template: str) -> None:
        """Complain of a call whose options do not go together or whose files are not there, before any work is done.

        Args:
            named: The posting or the saved analysis that the call names.
            source: Where the posting comes from otherwise.
            profile: The profile that the call names.
            template: The template that the call names.

        Raises:
            TailorError: Posting and answer come from one place, two writers or a template are named, or a file is not there.
        """
        from tailor.errors import CallError
        from tailor.files.look import look_for

        look(named, profile, template)
        if self.written is not None and self.writer not in {None, _NONE}:
            raise CallError("--writer: the letter is written already; leave --writer or --written out")
        if self.writer not in {None, _NONE}:
            check_command(str(self.writer))
        if template and (self.written is not None or self.writer not in {None, _NONE}):
            raise CallError("--template: shapes the program's own letters; leave it out, or the other writer")
        if self.written is None:
            return
        look_for(self.written)
        if self.written == _PIPE and named in {None, "-"} and not (source.clipboard or source.edit):
            raise CallError("--written -: standard input is the posting already; give one of the two as a file")
        if source.edit and named is None:
            raise CallError("--edit: with --written the posting has to be a file")

    def of_posting(self, named: str | None, source: Source) -> Source:
        """Where the posting comes from: with a posting named, the clipboard holds the answer."""
        return replace(source, clipboard=False) if self._from_clipboard(named, source) else source

    def _from_clipboard(self, named: str | None, source: Source) -> bool:
        return self.written == _PIPE and source.clipboard and named is not None

    def answer(self, named: str | None, source: Source) -> str:
        """What a writer answered already; empty where none did.

        Raises:
            TailorError: It cannot be read as a letter.
        """
        import io

        from tailor.files.letter import read_letter_file
        from tailor.terminal.posting import standard_input

        if self.written is None:
            return ""
        if self._from_clipboard(named, source):
            from tailor.terminal.clipboard import read_clipboard

            return read_letter_file("-", io.BytesIO(read_clipboard("--clipboard").encode("utf-8", errors="replace")))
        return read_letter_file(self.written, standard_input("answer") if self.written == _PIPE else io.BytesIO())

    def draft(
        self,
        start: Start,
        profile: Profile,
        options: Options,
        highlights: Mapping[Kind, Highlight | None],
        answer: str,
    ) -> Draft:
        """The letter of whoever writes."""
        from tailor.draft import write_draft, writer_draft, written_draft

        if self.written is not None:
            with working("Holding the letter against your facts"):
                return written_draft(start, profile, options, highlights, answer, "--written")
        writer = None if options.template else self._command()
        if writer is None:
            with working("Writing the letter"):
                return write_draft(start, profile, options, highlights)
        return writer_draft(start, profile, options, highlights, writer, lambda brief: self._agreed(writer, brief))

    def _command(self) -> Writer | None:
        """The command that writes, by the call or the settings; None for the program itself."""
        from tailor.draft import Writer
        from tailor.settings.load import own_settings

        own = own_settings()
        command = own.text("writer") if self.writer is None else self.writer
        if command in {"", _NONE}:
            return None
        return Writer(command, self.rounds or own.number("rounds"), own.number("writer_seconds"))

    def _agreed(self, writer: Writer, brief: Brief) -> bool:
        """Whether a command may have the brief: the call or the settings say so, or the person is asked, once for each command.

        Raises:
            CallError: Nobody is there to be asked.
        """
        from tailor.errors import CallError
        from tailor.finish.talk import sure, tell
        from tailor.settings.keep import keep_setting
        from tailor.settings.load import own_settings

        own = own_settings()
        if self.yes or own.text("writer_agreed") == writer.command:
            return True
        ask = find_answerer(None, piped=False)
        if ask is None:
            raise CallError(
                f"--writer: nobody is here to say that {writer.command} may have your facts; add --yes, or set writer_agreed"
                f" in {own.path}"
            )
        tell(
            "",
            f"This goes to: {writer.command}",
            brief.personal,
            "Where the command sends it is the command's own affair.",
        )
        if not sure(ask, "give it the brief"):
            return False
        keep_setting(own.path, "writer_agreed", writer.command)
        tell(f"You will not be asked again for this command: writer_agreed in {own.path}")
        return True


def check_command(command: str) -> None:
    """Complain of a command that is not there.

    Raises:
        CallError: It cannot be split into words, or no program has its name.
    """
    import shutil

    from tailor.brief.command import split_command
    from tailor.errors import CallError

    program = split_command(command)[0]
    if shutil.which(program) is None:
        raise CallError(f"--writer: {program}: no such command; check its name, or give its path")


by_options = together(
    "by",
    By,
    click.option(
        "--written",
        is_flag=False,
        flag_value=_PIPE,
        metavar="[FILE]",
        help="Take the letter that a writer made of: tailor brief. Each sentence is held against the facts that it names. "
        "Without FILE it comes from a pipe, or with --clipboard from there.",
    ),
    click.option(
        "--writer",
        metavar="COMMAND",
        help="Let this command write: it gets the brief, and its answer is held against your facts; none for the program itself.",
    ),
    click.option(
        "--rounds",
        type=click.IntRange(1, 5),
        metavar="N",
        help="How often the command is asked at the most; 2 by default.",
    ),
    click.option("--yes", is_flag=True, help="Give the command your facts without asking."),
)
