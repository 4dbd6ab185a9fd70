"""Every example of every lexicon row, and what the loader says about rows that are wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdparse import Kind, LexiconError
from jdparse.data import LEXICONS
from jdparse.lexicon.load import load_lexicon
from jdparse.reading.sections import HeadingIndex, plain_heading
from tests.jdparse.samples import mentions, phrase_hits


def groups(text: str) -> set[tuple[str, ...]]:
    return {hit.group for hit in phrase_hits(text)}


def failing_tools() -> Iterator[str]:
    for name, tool in load_lexicon().tools.items():
        for text in tool.row.hits:
            if name not in {mention.entry_id for mention in mentions(text)}:
                yield f"tools/{tool.kind.id}.toml: {name}: not found in {text!r}"
        for text in tool.row.misses:
            if name in {mention.entry_id for mention in mentions(text)}:
                yield f"tools/{tool.kind.id}.toml: {name}: found in {text!r}"


def failing_categories(kind: Kind) -> Iterator[str]:
    for entry, row in load_lexicon().categories(kind).items():
        for text in row.hits:
            if (kind.value, entry, "strong") not in groups(text):
                yield f"{kind}: {entry}: no strong phrase in {text!r}"
        for text in row.misses:
            found = {group for group in groups(text) if group[:2] == (kind.value, entry)}
            if found:
                yield f"{kind}: {entry}: {sorted(found)} in {text!r}"


def failing_cues() -> Iterator[str]:
    for entry, row in load_lexicon().cues.items():
        yield from (f"cue: {entry}: not found in {text!r}" for text in row.hits if ("cue", entry) not in groups(text))
        yield from (f"cue: {entry}: found in {text!r}" for text in row.misses if ("cue", entry) in groups(text))


def failing_headings() -> Iterator[str]:
    lexicon = load_lexicon()
    headings = HeadingIndex(lexicon)
    for row in lexicon.sections:
        kinds = {text: headings.kind_of(plain_heading(text)) for text in (*row.hits, *row.misses)}
        yield from (
            f"section: {row.kind}: {text!r} is {kinds[text]}" for text in row.hits if kinds[text] is not row.kind
        )
        yield from (
            f"section: {row.kind}: {text!r} is a heading of it" for text in row.misses if kinds[text] is row.kind
        )


def test_every_example_of_a_tool() -> None:
    assert list(failing_tools()) == []


@pytest.mark.parametrize("kind", [Kind.PAIN, Kind.METRIC])
def test_every_example_of_a_category(kind: Kind) -> None:
    assert list(failing_categories(kind)) == []


def test_every_example_of_a_cue() -> None:
    assert list(failing_cues()) == []


def test_every_example_of_a_section() -> None:
    assert list(failing_headings()) == []


def test_every_heading_of_a_section_opens_it() -> None:
    lexicon = load_lexicon()
    headings = HeadingIndex(lexicon)
    written = [
        (row.kind, heading.replace(" *", " quillmark").replace("*", " now"))
        for row in lexicon.sections
        for heading in row.headings
    ]
    assert len(written) > 300
    wrong = [
        (kind.value, heading, headings.kind_of(plain_heading(heading)))
        for kind, heading in written
        if headings.kind_of(plain_heading(heading)) is not kind
    ]
    assert wrong == []


def test_the_lexicon_is_as_large_as_it_claims() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.tools) >= 400
    assert len(lexicon.pains) == 19
    assert len(lexicon.metrics) == 16
    assert {tool.kind.id for tool in lexicon.tools.values()} == set(lexicon.kinds)
    assert all(
        row.hits and row.misses
        for row in (
            *lexicon.pains.values(),
            *lexicon.metrics.values(),
            *lexicon.cues.values(),
            *lexicon.sections,
        )
    )
    assert all(tool.row.hits and tool.row.misses for tool in lexicon.tools.values())


@pytest.mark.parametrize(
    "name",
    [
        "Feast",
        "Ray",
        "Triton",
        "Vertex AI",
        "Kubeflow",
        "MLflow",
        "vLLM",
        "TensorRT",
        "Airflow",
        "Spark",
        "Databricks",
        "Flink",
        "PyTorch",
        "TensorFlow",
        "Kubernetes",
        "Kafka",
        "Docker",
        "Python",
        "SQL",
        "Scala",
        "Dagster",
        "Prefect",
        "Snowflake",
        "LangChain",
        "Go",
        "R",
    ],
)
def test_the_tools_that_every_posting_names_are_rows(name: str) -> None:
    assert name in load_lexicon().tools


def test_the_folder_is_read_once() -> None:
    assert load_lexicon() is load_lexicon()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the lexicons that a test may break."""
    return Path(shutil.copytree(LEXICONS, tmp_path / "lexicons"))


TOOL = '\n[[tool]]\nname = "Zanzibolt"\nhits = ["Run Zanzibolt."]\nmisses = ["Run."]\n'
PAIN = '\n[[pain]]\nid = "zest"\nname = "zest"\nshare = 0.1\nstrong = ["zest"]\nhits = ["zest"]\nmisses = ["rest"]\n'


def test_a_new_row_is_read(folder: Path) -> None:
    with (folder / "tools" / "serving.toml").open("a", encoding="utf-8") as file:
        file.write(TOOL)
    lexicon = load_lexicon(folder)
    assert lexicon.tools["Zanzibolt"].kind.id == "serving"
    assert len(lexicon.tools) == len(load_lexicon().tools) + 1


@pytest.mark.parametrize(
    ("file", "added", "place", "problem"),
    [
        ("tools/serving.toml", TOOL.replace("hits", "# hits"), "Zanzibolt", "hits"),
        ("tools/serving.toml", TOOL.replace('["Run."]', "[]"), "Zanzibolt", "misses"),
        ("tools/serving.toml", TOOL + 'colour = "blue"\n', "Zanzibolt", "colour"),
        ("tools/serving.toml", TOOL.replace('"Zanzibolt"', "7"), "7", "name"),
        ("tools/serving.toml", TOOL + 'case = "perhaps"\n', "Zanzibolt", "case"),
        ("tools/serving.toml", TOOL + TOOL, "Zanzibolt", "twice"),
        ("tools/serving.toml", TOOL.replace("Zanzibolt", "Kubeflow"), "Kubeflow", "Kubeflow"),
        ("tools/serving.toml", TOOL + 'aliases = ["airflow"]\n', "Zanzibolt", "Airflow"),
        ("tools/serving.toml", TOOL.replace("[[tool]]", "[[tols]]"), "file", "tols"),
        ("tools/serving.toml", "\nname = = 3\n", "file", "not TOML"),
        ("pain_points.toml", PAIN.replace('"zest"\nname', '"Zest Now"\nname'), "Zest Now", "id"),
        ("pain_points.toml", PAIN.replace('strong = ["zest"]', "strong = []"), "zest", "strong"),
        ("pain_points.toml", PAIN.replace('strong = ["zest"]', 'strong = "zest"'), "zest", "strong"),
        ("pain_points.toml", PAIN.replace("zest", "latency"), "latency", "twice"),
        ("metrics.toml", PAIN.replace("[[pain]]", "[[metric]]").replace("name =", "title ="), "zest", "name"),
        (
            "cues.toml",
            '\n[[cue]]\nid = "zest"\nreason = "z"\nphrases = ["zest"]\nhits = ["zest"]\n',
            "zest",
            "misses",
        ),
        (
            "sections.toml",
            '\n[[section]]\nkind = "zest"\nheadings = ["z"]\nhits = ["z"]\nmisses = ["y"]\n',
            "section",
            "kind",
        ),
        (
            "kinds.toml",
            '\n[[kind]]\nid = "zest"\ntier = 5\nname = "zest"\nthing = "{tool} zest"\n',
            "zest",
            "tier",
        ),
        ("kinds.toml", '\n[[kind]]\nid = "zest"\ntier = 1\nname = "zest"\nthing = "zest"\n', "zest", "thing"),
        ("signals.toml", '\n[[signal]]\nid = "zest"\n', "zest", "reason"),
        ("weights.toml", '\n[zest]\nrest = "much"\n', "zest", "number"),
    ],
)
def test_a_wrong_row_is_named_with_its_file(folder: Path, file: str, added: str, place: str, problem: str) -> None:
    path = folder / file
    with path.open("a", encoding="utf-8") as opened:
        opened.write(added)
    with pytest.raises(LexiconError) as raised:
        load_lexicon(folder)
    assert raised.value.path == path
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert place in raised.value.place
    assert problem.casefold() in message.casefold()
    assert "\n" not in message


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("cues.toml", "cue = 5\n"),
        ("cues.toml", "cue = [1, 2]\n"),
        ("cues.toml", '[cue]\nid = "zest"\n'),
        ("tools/serving.toml", '[tool]\nname = "Zanzibolt"\n'),
        ("weights.toml", "pain = 5\n"),
        ("weights.toml", ""),
        ("wording.json", '{"pain": 5}'),
        ("wording.json", '{"zest": {"rest": 0.5}}'),
        ("wording.json", '{"pain": {"rest": "much"}}'),
        ("wording.json", '{"pain-category": {"latency": 0.5}}'),
        ("wording.json", '{"pain-category": {"zest": {"rest": 0.5}}}'),
        ("wording.json", "[1, 2]"),
        ("wording.json", '{"pain": '),
        ("boilerplate.json", '{"triples": "a b c"}'),
        ("boilerplate.json", "{}"),
    ],
)
def test_a_file_of_another_shape_is_named(folder: Path, file: str, content: str) -> None:
    path = folder / file
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        load_lexicon(folder)
    assert raised.value.path == path
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "file",
    [
        "pain_points.toml",
        "metrics.toml",
        "cues.toml",
        "sections.toml",
        "kinds.toml",
        "signals.toml",
        "weights.toml",
        "wording.json",
        "boilerplate.json",
    ],
)
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(LexiconError, match=re.escape(str(folder / file))):
        load_lexicon(folder)


def test_missing_tools_are_an_error(folder: Path) -> None:
    shutil.rmtree(folder / "tools")
    with pytest.raises(LexiconError, match="tools"):
        load_lexicon(folder)


def test_a_file_of_tools_of_an_unknown_kind_is_named(folder: Path) -> None:
    (folder / "tools" / "zest.toml").write_text(TOOL, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"zest\.toml"):
        load_lexicon(folder)


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "cues.toml").write_bytes(b'[[cue]]\nid = "\xff"\n')
    with pytest.raises(LexiconError, match=r"cues\.toml.*TOML"):
        load_lexicon(folder)


def test_a_misspelt_weight_is_named(folder: Path) -> None:
    path = folder / "weights.toml"
    text, changed = re.subn(r"(?m)^section-duties\b", "section-dutis", path.read_text(encoding="utf-8"), count=1)
    assert changed == 1
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="section-dutis"):
        load_lexicon(folder)
