"""`tailor completion`: print what a shell needs to complete calls. No logic."""

from __future__ import annotations

import click

from tailor.terminal.echo import echo


@click.command(short_help="Print what a shell needs to complete calls with Tab.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script with which a shell completes commands, options, files and names.

    For bash add the first line to ~/.bashrc, for zsh the second to ~/.zshrc below compinit; for fish run the third once.
    Names of templates, stories, categories and rules are completed too.

    \b
    Example:
      eval "$(tailor completion bash)"
      eval "$(tailor completion zsh)"
      tailor completion fish > ~/.config/fish/completions/tailor.fish
    """
    from tailor.cli.suggestions import script

    echo(script(context.find_root().command, shell), nl=False)
