"""The pages of docs/commands say what the commands say."""

from __future__ import annotations

import re
from pathlib import Path

from tailor.cli.docs import every_command, render_pages

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_pages_of_the_commands_are_current() -> None:
    stored = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "commands").glob("*.md")}
    assert stored == dict(render_pages()), "run: make docs"


def test_each_command_has_a_page_with_its_options_and_its_example() -> None:
    pages = render_pages()
    contexts = [context for context in every_command() if context.parent]
    assert len(contexts) >= 20
    for context in contexts:
        page = pages[f"{'-'.join(context.command_path.split()[1:])}.md"]
        assert page.startswith(f"# {context.command_path}\n")
        for option in context.command.params:
            if option.param_type_name == "option":
                assert re.search(rf"^- `.*{re.escape(option.opts[0])}\b.*`: \S", page, re.MULTILINE), option.opts
        example = page.partition("## Example\n\n```console\n")[2].partition("```")[0]
        assert example
        assert [line for line in example.splitlines() if f"  {line}\n" not in (context.command.help or "")] == []
        assert f"[{context.command_path}](" in pages["README.md"]


def test_no_page_depends_on_where_it_is_written(tmp_path: Path) -> None:
    for page in render_pages().values():
        assert str(Path.home()) not in page
        assert "\b" not in page
        assert "\x1b" not in page


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = render_pages()
    links = [link for page in pages.values() for link in re.findall(r"\]\(([\w-]+\.md)\)", page)]
    assert len(links) > 40
    assert set(links) <= set(pages)
