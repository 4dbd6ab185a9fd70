"""`tailor templates`: list, show and copy the letters. No logic."""

from __future__ import annotations

from pathlib import Path

import click

from tailor.cli.suggestions import template_names_or_files
from tailor.terminal.echo import echo
from tailor.terminal.errors import user_errors


@click.group(short_help="The letters: list, show and copy them.")
def templates() -> None:
    """The letters: list, show and copy them to change them.

    \b
    Example:
      tailor templates list
      tailor templates copy 250 mine.j2
    """


@templates.command("list", short_help="List the templates and the slots that one may use.")
def templates_list() -> None:
    """List the templates and the slots that one may use.

    \b
    Example:
      tailor templates list
    """
    with user_errors():
        from tailor.data import template_titles
        from tailor.letter.template import SLOTS

        for name, title in template_titles().items():
            echo(f"{name:<8}{title}")
        echo(f"\nslots: {', '.join(sorted(SLOTS))}")


@templates.command("show")
@click.argument("name", shell_complete=template_names_or_files)
def templates_show(name: str) -> None:
    """Print a template.

    \b
    Example:
      tailor templates show 250
    """
    with user_errors():
        from tailor.files.look import template_path

        echo(template_path(name).read_text(encoding="utf-8"), nl=False)


@templates.command("copy")
@click.argument("name", shell_complete=template_names_or_files)
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the target.")
def templates_copy(name: str, target: Path | None, force: bool) -> None:
    """Copy a template, to change it and pass it to --template.

    \b
    Example:
      tailor templates copy 250 mine.j2
      tailor draft posting.txt --template mine.j2
    """
    with user_errors():
        from tailor.files.look import template_path
        from tailor.files.write import check_place, write_whole

        source, place = template_path(name), target or Path(f"{name}.j2")
        check_place(place, force=force, name="mine.j2")
        write_whole(place, source.read_text(encoding="utf-8"), new=not force)
        echo(f"wrote {place}", err=True)
