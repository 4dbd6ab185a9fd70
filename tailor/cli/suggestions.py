"""What a shell may suggest for a word that is being typed: quick, quiet, and nothing where nothing can be read.

A shell calls the command at each press of the Tab key, so nothing here loads the NLP pass or validates a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


if TYPE_CHECKING:
    Items = list[CompletionItem[str]]


#: A longer file is not read while somebody waits for a word.
_MOST_BYTES = 1_000_000
#: Where click looks for what a shell asks.
VARIABLE = "_TAILOR_COMPLETE"


def template_names(_context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Names of the letters that come with the program."""
    from tailor.data import template_titles

    return _beginning(word, template_titles().items())


def template_names_or_files(context: click.Context, parameter: click.Parameter, word: str) -> Items:
    """The same, or files where no name fits."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(word, type="file"), *template_names(context, parameter, word)]


def story_names(context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Names of the stories in the profile that the call would use."""
    from tailor.cli.options import profile_file
    from tailor.data import TEMPLATES

    path = context.params.get("profile_path") or profile_file()
    if not Path(path).exists() and path == profile_file():
        path = TEMPLATES / "sample-profile.toml"
    return _beginning(word, ((row.get("name"), row.get("system")) for row in _rows(Path(path), "story")))


def log_numbers(context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Numbers of the letters in the log, each with what it is."""
    from contextlib import suppress

    from tailor.cli.options import log_file
    from tailor.errors import TailorError
    from tailor.log.book import read_entries
    from tailor.log.database import SECONDS_TO_LOOK
    from tailor.terminal.safe import one_line

    with suppress(TailorError):
        entries = read_entries(log_file(context.params.get("profile_path")), seconds=SECONDS_TO_LOOK)
        return _beginning(
            word, ((str(one.id), one_line(f"{one.company}, {one.role}, {one.last.state.value}")) for one in entries)
        )
    return []


def pains(_context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Categories of pain points, and ``none``."""
    return _categories("pain_points.toml", "pain", word)


def metrics(_context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Categories of metrics, and ``none``."""
    return _categories("metrics.toml", "metric", word)


def rule_codes(_context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Codes of the rules."""
    return _beginning(word.upper(), _rules())


def rule_code_lists(_context: click.Context, _parameter: click.Parameter, word: str) -> Items:
    """Codes of the rules and of their families, also behind a comma."""
    done, comma, begun = word.upper().rpartition(",")
    rules = _rules()
    families = dict.fromkeys((code[:3] for code, _ in rules), "all of this family")
    return _beginning(begun, [*families.items(), *rules], before=done + comma)


def _categories(name: str, key: str, word: str) -> Items:
    rows = [(row["id"], row["name"]) for row in _rows(_lexicons() / name, key)]
    return _beginning(word, [*rows, ("none", "leave it out")])


def _rules() -> list[tuple[str, str]]:
    return [(row["code"], row["title"]) for row in _rows(_lexicons() / "checks" / "rules.toml", "rule")]


def _lexicons() -> Path:
    import jdparse
    from jdparse.data import data_dir

    return data_dir(jdparse.__file__, "lexicons")


def _rows(path: Path, key: str) -> list[Mapping[str, Any]]:
    """The tables ``[[key]]`` of a TOML file, as they are; none if it cannot be read."""
    from jdparse.intake import parse_toml, read_at_most

    try:
        rows = parse_toml(read_at_most(path, _MOST_BYTES).decode("utf-8-sig")).get(key)
    except (OSError, ValueError):
        return []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _beginning(word: str, named: Iterable[tuple[object, object]], before: str = "") -> Items:
    """A suggestion for each name that begins so, with what it is; names that would break a line are left out."""
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(before + name, help=about if isinstance(about, str) else None)
        for name, about in named
        if isinstance(name, str) and name.startswith(word) and name.isprintable()
    ]


def script(command: click.Command, shell: str) -> str:
    """What a shell has to run so that it asks the command for suggestions."""
    from click.shell_completion import get_completion_class

    asks = get_completion_class(shell)
    if asks is None:
        raise ValueError(f"{shell}: not a shell that click knows")
    return asks(command, {}, "tailor", VARIABLE).source()


def mend_bash() -> None:
    """Let names with blanks and ``--option=`` be completed in bash too.

    Why: click's script hands a suggestion to the command line as it is, and bash gives ``--story=fr`` as three words.
    """
    from click.shell_completion import BashComplete, add_completion_class

    class QuotingBash(BashComplete):
        def get_completion_args(self) -> tuple[list[str], str]:
            words, word = super().get_completion_args()
            return [given for given in words if given != "="], word

        def format_completion(self, item: CompletionItem[str]) -> str:
            begun = os.environ["COMP_WORDS"].split("\n")[int(os.environ["COMP_CWORD"]) :]
            if item.type == "plain" and not "".join(begun[:1]).startswith(("'", '"')):
                # Twice, because the script reads the line with `read`, which takes one backslash off.
                item.value = re.sub(r"([^\w@%+=:,./-])", r"\\\\\1", item.value)
            return super().format_completion(item)

    add_completion_class(QuotingBash)
