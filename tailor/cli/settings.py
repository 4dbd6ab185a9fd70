"""`tailor settings`: what holds, and where it comes from. No logic."""

from __future__ import annotations

import json

import click

from tailor.cli.options import format_option
from tailor.terminal.echo import echo, echo_json
from tailor.terminal.errors import user_errors
from tailor.terminal.safe import inert, one_line


@click.command(short_help="What you would type each time, and where it is set.")
@format_option
def settings(style: str) -> None:
    """Show each setting, its value, and where that comes from.

    The file lies beside your profile and is yours to write: a line such as paper = "a4" for each setting. An option of a call
    goes before a variable of the environment, that before the file, the file before the default.

    \b
    Example:
      tailor settings
      TAILOR_PAPER=a4 tailor settings --format json
    """
    with user_errors():
        from tailor.settings.load import own_settings

        own = own_settings()
        if style == "json":
            rows = {name: {"value": one.value, "from": one.whence} for name, one in own.by_name.items()}
            echo_json(
                json.dumps({"schema": 1, "file": str(own.path), "settings": rows}, indent=2, ensure_ascii=False),
                nl=True,
            )
            return
        wide = max(len(name) for name in own.by_name)
        for name, one in own.by_name.items():
            value = json.dumps(one.value, ensure_ascii=False)
            echo(inert(f"{name:<{wide}}  {value:<12}  {one.whence}"))
            echo(f"{'':<{wide}}  {one.key.about}")
        there = "" if own.path.exists() else " (not there yet)"
        echo(one_line(f"file: {own.path}{there}"), err=True)
