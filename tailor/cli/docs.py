"""One page a command for docs/commands, written from the commands themselves.

python -m tailor.cli.docs docs/commands
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from tailor.cli.main import cli
from tailor.files.pages import FENCE, prose, write_pages

#: What holds for every command.
_EVERYWHERE = """## Exit codes, colour, signs of work

Exit codes: 0 done; 1 findings, a row of a batch with an error, or a highlight is missing and `--strict` was given; 2 the call or the input is wrong
(one line on standard error; a group without a command prints its help there); 3 nothing to do (an empty posting or
letter); 130 interrupted; 141 the reader of a pipe has gone.

Colour: each stream that is a terminal is coloured, unless `NO_COLOR` is set and not empty or `TERM` is `dumb`; `FORCE_COLOR`,
set and not empty, colours pipes too and goes before these; `--color always|never`, before or behind the command, goes before all.
`COLUMNS` sets the width of the page; text for a person takes 40 to 100 columns.

Work that takes longer than a second is told of on standard error, if that is a terminal; the line goes when the work is done."""


def every_command(command: click.Command = cli, above: click.Context | None = None) -> Iterator[click.Context]:
    """A context for the command and for each below it that is not hidden, in the order of the help."""
    context = command.make_context("tailor" if above is None else command.name, [], above, resilient_parsing=True)
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if not command.commands[name].hidden:
                yield from every_command(command.commands[name], context)


def render_pages() -> Mapping[str, str]:
    """The text of each page by its file name, the index last."""
    contexts = list(every_command())
    pages = {_file(context.command_path): _page(context) for context in contexts if context.parent}
    return {**pages, "README.md": _index(contexts)}


def _page(context: click.Context) -> str:
    command = context.command
    parts = [f"# {context.command_path}", f"{FENCE}text\n{_usage(context)}\n{FENCE}", *_told(command.help or "")]
    if isinstance(command, click.Group):
        parts += ["## Commands", _links(context)]
    parts += ["## Options", _options(context), "[All commands](README.md)"]
    return "\n\n".join(parts) + "\n"


def _index(contexts: list[click.Context]) -> str:
    root = contexts[0]
    parts = ["# The commands of tailor", *_told(root.command.help or ""), _links(root)]
    parts += ["## Options", _options(root), _EVERYWHERE]
    return "\n\n".join(parts) + "\n"


def _links(context: click.Context) -> str:
    """The commands below a group, each with its line of the help."""
    rows = ["| command | does |", "|---|---|"]
    for below in every_command(context.command, context.parent):
        path = below.command_path
        if path != context.command_path:
            rows.append(f"| [{path}]({_file(path)}) | {prose(below.command.get_short_help_str(limit=100))} |")
    return "\n".join(rows)


def _file(path: str) -> str:
    return f"{'-'.join(path.split()[1:])}.md"


def _usage(context: click.Context) -> str:
    return " ".join((context.command_path, *context.command.collect_usage_pieces(context)))


def _told(text: str) -> Iterator[str]:
    """The paragraphs of a help; those that click leaves as they are become a block, with a heading if they have one."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if not paragraph.startswith("\b\n"):
            yield prose(" ".join(paragraph.split()))
            continue
        lines = paragraph.removeprefix("\b\n")
        head, _, rest = lines.partition("\n")
        if head.endswith(":"):
            yield f"## {head.removesuffix(':')}"
            lines = rest
        yield f"{FENCE}console\n{inspect.cleandoc(lines)}\n{FENCE}"


def _options(context: click.Context) -> str:
    """The options in the order of the help, each with what it does."""
    options = [option for option in context.command.get_params(context) if isinstance(option, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    return "\n".join(f"- `{' '.join(name.split())}`: {prose(' '.join(about.split()))}" for name, about in rows)


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]), render_pages())
