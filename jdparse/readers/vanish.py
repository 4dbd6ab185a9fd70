"""What a Word file does not show of its text is taken out of it: hidden letters, white ones, ones too small to read.

Source: ECMA-376 part 1, 17.3.2 (run properties) and 17.7 (styles)
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from jdparse.hiding import Look, look_within
from jdparse.readers.unseen import keep_hidden

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(?:document\d*|\w+notes)\.xml")
_MAY_HIDE = re.compile(
    b"<w:(?:" + b"|".join((b"vanish", b"specVanish", b"color", b"sz", b"pStyle", b"rStyle")) + rb")\b"
)
_OFF = {"0", "false", "off", "none"}
#: The colours of a theme that are its paper.
_PAPER = {"background1", "light1", "bg1", "lt1"}
_Properties = Mapping[str, str]


def shown_docx(content: bytes) -> bytes:
    """The bytes of a Word file without the text that it does not show; the same bytes where it shows all."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = _styles(archive)
        changed = {}
        for name in filter(_TEXTS.fullmatch, archive.namelist()):
            part = archive.read(name)
            if not _MAY_HIDE.search(part):
                continue
            tree = etree.fromstring(part, parser=_parser())
            if _drop(tree, styles):
                changed[name] = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
        return _written(archive, changed) if changed else content


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _written(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys(archive.namelist()):
            target.writestr(name, changed.get(name) or archive.read(name))
    return whole.getvalue()


def _drop(tree: Any, styles: Mapping[str, _Properties]) -> bool:
    dropped = False
    for run in list(tree.iter(f"{_W}r")):
        words = "".join(run.itertext(f"{_W}t"))
        if words.strip() and not _shows(run, styles):
            keep_hidden(words)
            for text in list(run.iter(f"{_W}t")):
                text.text = " "
            dropped = True
    return dropped


def _shows(run: Any, styles: Mapping[str, _Properties]) -> bool:
    """Whether the letters of a run are seen."""
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    outer = paragraph.find(f"{_W}pPr") if paragraph is not None else None
    said = {
        **styles.get("", {}),
        **styles.get(_style(outer, "pStyle"), {}),
        **styles.get(_style(run.find(f"{_W}rPr"), "rStyle"), {}),
        **_properties(run.find(f"{_W}rPr")),
    }
    if said.get("vanish") == "yes":
        return False
    style = {"font-size": said.get("size", ""), "color": said.get("colour", "")}
    style = {key: value for key, value in style.items() if value}
    look = look_within(Look(), "r", {}, style)
    if look.shows or look.size < _LEAST:
        return look.shows
    return said.get("shaded") == "yes" or any(_is_shaded(node) for node in run.iterancestors())


#: A size, in pixels, that nobody reads.
_LEAST = 2.0


def _is_shaded(node: Any) -> bool:
    """Whether what stands around a run may have a colour of its own: a paragraph, a cell, a styled table, a box, a page."""
    name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    if name in {"txbxContent", "txbx", "textbox"}:
        return True
    if name == "document":
        return node.find(f"{_W}background") is not None
    inner = node.find(f"{_W}{name}Pr") if name in {"p", "tc", "tbl", "tr"} else None
    if inner is None:
        return False
    style = _style(inner, "tblStyle")
    return _fill(inner) or style not in {"", "TableGrid", "TableNormal"}


def _fill(properties: Any) -> bool:
    shade = properties.find(f"{_W}shd")
    if shade is None:
        return False
    fill, theme = shade.get(f"{_W}fill", "auto").lower(), shade.get(f"{_W}themeFill", "")
    return theme not in _PAPER and (bool(theme) or fill not in {"auto", "ffffff"})


def _style(properties: Any, name: str) -> str:
    node = properties.find(f"{_W}{name}") if properties is not None else None
    return node.get(f"{_W}val", "") if node is not None else ""


def _properties(properties: Any) -> dict[str, str]:
    """What run properties say of whether the letters are seen."""
    said: dict[str, str] = {}
    for node in properties if properties is not None else ():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        value = node.get(f"{_W}val", "")
        if name in {"vanish", "specVanish"}:
            said["vanish"] = "no" if value.lower() in _OFF else "yes"
        elif name == "sz" and re.fullmatch(r"[\d.]{1,5}", value):
            # Word counts half points.
            said["size"] = f"{float(value) / 2}pt"
        elif name == "color":
            theme = node.get(f"{_W}themeColor", "")
            known = re.fullmatch(r"[0-9A-Fa-f]{6}", value)
            said["colour"] = "white" if theme in _PAPER else f"#{value}".lower() if known else "black"
        elif name in {"highlight", "shd"}:
            shaded = value.lower() not in {"white", "none"} if name == "highlight" else _fill(properties)
            said["shaded"] = "yes" if shaded else "no"
    return said


def _styles(archive: zipfile.ZipFile) -> dict[str, _Properties]:
    """What the styles of a file say of letters, each with what it is based on; the file's defaults under an empty name."""
    from lxml import etree

    if "word/styles.xml" not in archive.namelist():
        return {}
    tree = etree.fromstring(archive.read("word/styles.xml"), parser=_parser())
    nodes = {node.get(f"{_W}styleId", ""): node for node in tree.iter(f"{_W}style")}
    found: dict[str, _Properties] = {
        name: {key: value for node in reversed(list(_line(name, nodes))) for key, value in _own(node).items()}
        for name in nodes
    }
    found[""] = _properties(tree.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
    return found


def _own(style: Any) -> dict[str, str]:
    outer = style.find(f"{_W}pPr")
    shaded = {"shaded": "yes"} if outer is not None and _fill(outer) else {}
    return {**shaded, **_properties(style.find(f"{_W}rPr"))}


#: Styles are based on each other a few deep.
_DEEPEST = 12


def _line(name: str, nodes: Mapping[str, Any]) -> Iterator[Any]:
    for _ in range(_DEEPEST):
        node = nodes.get(name)
        if node is None:
            return
        yield node
        name = _style(node, "basedOn")
