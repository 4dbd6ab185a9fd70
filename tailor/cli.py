"""The command line: the group of the commands, and its exit codes."""

from __future__ import annotations

import os
import sys

import click

from tailor.commands.analyze import analyze
from tailor.commands.check import check
from tailor.commands.draft import draft
from tailor.commands.estimate import estimate
from tailor.commands.profile import profile
from tailor.commands.templates import templates
from tailor.terminal import EXIT_CLOSED_PIPE, EXIT_INTERRUPTED


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="jdtailor", prog_name="tailor")
def cli() -> None:
    """Read a machine-learning job posting and tailor a cover letter to it.

    Everything runs on this machine: no network, no account, the same answer every time.

    \b
    Example:
      tailor draft posting.txt
      tailor analyze posting.html --explain
      tailor check letter.txt --posting posting.txt
      tailor profile init
    """


for command in (analyze, draft, check, profile, templates, estimate):
    cli.add_command(command)


def main() -> None:
    """Run the command, with the exit codes of the contract."""
    try:
        cli.main(prog_name="tailor", standalone_mode=False)
    except click.exceptions.Exit as leave:
        raise SystemExit(leave.exit_code) from None
    except click.Abort:
        click.echo("tailor: interrupted", err=True)
        raise SystemExit(EXIT_INTERRUPTED) from None
    except click.ClickException as error:
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tailor"
        click.echo(f"tailor: {' '.join(error.format_message().split())} (see: {path} --help)", err=True)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(EXIT_CLOSED_PIPE) from None
