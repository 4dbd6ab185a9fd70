"""`tailor help`: what `--help` prints, for those who ask with a word."""

from __future__ import annotations

import click

from tailor.terminal.echo import echo


@click.command("help", short_help="Show what a command does, as --help does.", hidden=True)
@click.argument("command", nargs=-1)
@click.pass_context
def help_command(context: click.Context, command: tuple[str, ...]) -> None:
    """Show what a command does and takes, as its --help does.

    \b
    Example:
      tailor help
      tailor help draft
      tailor help profile init
    """
    shown = context.find_root()
    for word in command:
        group = shown.command
        if not isinstance(group, click.Group):
            raise click.UsageError(f"{shown.command_path!r} has no commands of its own.", shown)
        name, found, _ = group.resolve_command(shown, [word])
        if found is not None:
            shown = click.Context(found, info_name=name, parent=shown)
    echo(shown.get_help())
