"""The command line: the group of the commands, and its exit codes."""

from __future__ import annotations

import gc
import os
import sys

import click

from tailor.cli.analyze import analyze
from tailor.cli.batch import batch
from tailor.cli.brief import brief
from tailor.cli.check import check
from tailor.cli.completion import completion
from tailor.cli.draft import draft
from tailor.cli.estimate import estimate
from tailor.cli.help import help_command
from tailor.cli.log import log
from tailor.cli.profile import profile
from tailor.cli.serve import serve
from tailor.cli.settings import settings
from tailor.cli.suggestions import VARIABLE, mend_bash
from tailor.cli.templates import templates
from tailor.terminal import colour_option
from tailor.terminal.errors import EXIT_CLOSED_PIPE, fail, interrupted
from tailor.terminal.signals import endable

#: A command makes some hundred thousand objects, keeps them and ends: Python's own 700 would look them over 400 times.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


class _InOrderOfUse(click.Group):
    """A group that lists its commands as they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            # Why here: click would begin a new line of its own, at a prompt none, and into a pipe too.
            raise click.Abort from None


#: The example stands behind the sentence, so that all commands fit on one screen.
_HELP = """\b
Tailor a cover letter to a machine-learning job posting, offline. Example:
  tailor draft posting.txt
"""


@click.group(
    cls=_InOrderOfUse, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="jdtailor", prog_name="tailor")
def cli() -> None:
    """Tailor a cover letter to a machine-learning job posting, offline."""


for command in (
    draft,
    analyze,
    check,
    profile,
    brief,
    log,
    serve,
    batch,
    estimate,
    templates,
    settings,
    completion,
    help_command,
):
    cli.add_command(command)


colour_option(cli)


def main() -> None:
    """Run the command, with the exit codes of the contract."""
    _start_sooner()
    if VARIABLE in os.environ:
        mend_bash()
    try:
        with endable():
            cli.main(prog_name="tailor", standalone_mode=False)
    except click.exceptions.Exit as leave:
        raise SystemExit(leave.exit_code) from None
    except click.Abort:
        interrupted()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except click.ClickException as error:
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tailor"
        fail(f"{_said(error)} (see: {path} --help)", error.exit_code)
    except KeyboardInterrupt:
        interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(EXIT_CLOSED_PIPE) from None


def _start_sooner() -> None:
    """Let Python's garbage collector rarely look: the process ends in two seconds.

    Source: https://docs.python.org/3/library/gc.html#gc.set_threshold
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])


def _said(error: click.ClickException) -> str:
    """What is wrong with the call, and what would be right if nothing comes near it."""
    message = error.format_message()
    if isinstance(error, click.exceptions.NoSuchCommand) and error.ctx and not error.possibilities:
        group = error.ctx.command
        names = group.list_commands(error.ctx) if isinstance(group, click.Group) else []
        return f"{message} The commands are {', '.join(names)}."
    return message
