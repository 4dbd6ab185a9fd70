"""The rules of a page's own style sheets that decide what is shown, and for which elements they are.

Source: https://www.w3.org/TR/css-cascade-4/#cascading
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jdparse.hiding import DECIDING, Look, declarations, look_within

_Said = Mapping[str, tuple[str, bool]]
#: A saved page of a large site has some 5,000 elements and some 500 rules that may be for one of them; elements times rules.
_MOST_TRIALS = 20_000_000
#: The sheets of a page have some hundred thousand characters.
_LONGEST = 2_000_000
_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_BRACKETS = re.compile(r"\[[^\]]*\]|:[\w-]+\([^()]*\)")
#: Which of these decide together.
_TOGETHER = (
    frozenset({"color", "background", "background-color", "background-image", "-webkit-text-fill-color"}),
    frozenset({"position", "clip", "left", "right", "top", "bottom", "inset", "text-indent"}),
    frozenset({"overflow", "overflow-x", "overflow-y", "height", "max-height", "width", "max-width"}),
    frozenset({"opacity", "transform", "transition", "animation"}),
    frozenset({"font", "font-size"}),
)


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    said: _Said


class Sheet:
    """What the style sheets of a page say of its elements.

    Attributes:
        more: Whether the page has others, which are not in it.
    """

    def __init__(self, more: bool = False) -> None:
        self.more = more
        self._said: dict[Any, dict[str, tuple[tuple[bool, tuple[int, int, int], int], str]]] = {}

    def put(self, node: Any, said: _Said, specificity: tuple[int, int, int], order: int) -> None:
        """Put down what a rule says of an element, unless a stronger one says otherwise."""
        of = self._said.setdefault(node, {})
        for name, (value, important) in said.items():
            weight = (important, specificity, order)
            if name not in of or of[name][0] <= weight:
                of[name] = (weight, value)

    def said(self, node: Any, own: _Said) -> dict[str, str]:
        """The properties of an element, those of its own ``style`` among them."""
        of = self._said.get(node)
        if not of:
            return {name: value for name, (value, _) in own.items()}
        values = {name: value for name, (_, value) in of.items()}
        for name, (value, important) in own.items():
            if important or name not in of or not of[name][0][0]:
                values[name] = value
        return values


def sheet_of(tree: Any) -> Sheet:
    """What the style sheets inside a tree say of its elements."""
    texts = [node.text_content() for node in tree.iter("style")]
    links = any("stylesheet" in (node.get("rel") or "").lower() for node in tree.iter("link"))
    sheet = Sheet(more=links or any("@import" in text for text in texts))
    if not any(texts):
        return sheet
    names, inline = _names_in(tree)
    rules = [rule for rule in _rules("\n".join(texts)[:_LONGEST]) if _may_match(rule.selector, names)]
    deciding = _at_stake(rules, inline)
    rules = [rule for rule in rules if not deciding.isdisjoint(rule.said)]
    if deciding and len(rules) * sum(1 for _ in tree.iter()) <= _MOST_TRIALS:
        for order, rule in enumerate(rules):
            for specificity, matches in _matchers(rule.selector):
                for node in matches(tree):
                    sheet.put(node, rule.said, specificity, order)
    return sheet


def _names_in(tree: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The classes and ids of a tree, and the deciding properties in its elements' own styles."""
    names: set[str] = set()
    inline: set[str] = set()
    for node in tree.iter():
        if isinstance(node.tag, str):
            names.update((node.get("class") or "").split(), (node.get("id") or "").split())
            inline.update(re.findall(r"[\w-]+(?=\s*:)", (node.get("style") or "").lower()))
    return frozenset(names), DECIDING & inline


def _may_match(selector: str, names: frozenset[str]) -> bool:
    """Whether a tree has the classes and ids of a selector, as one of several at least."""
    return any(
        all(name.replace("\\", "") in names for name in _NAMED.findall(_BRACKETS.sub("", one)))
        for one in selector.split(",")
    )


def _at_stake(rules: Sequence[_Rule], inline: frozenset[str]) -> frozenset[str]:
    """The properties by which something may be hidden, with those that decide beside them; the others need no look."""
    hiding = set(inline)
    for rule in rules:
        said = {name: value for name, (value, _) in rule.said.items()}
        if not look_within(Look(), "", {}, said).shows or "clip" in said or any("-9" in one for one in said.values()):
            hiding.update(said)
    return frozenset(hiding).union(*(group for group in _TOGETHER if not group.isdisjoint(hiding)))


def _rules(text: str) -> Iterator[_Rule]:
    import tinycss2

    waiting = [(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), False)]
    while waiting:
        nodes, sometimes = waiting.pop(0)
        for node in nodes:
            if node.type == "qualified-rule":
                said = declarations(tinycss2.parse_blocks_contents(node.content))
                if sometimes:
                    said = {name: value for name, value in said.items() if _shows(name, value[0])}
                if said:
                    yield _Rule(tinycss2.serialize(node.prelude).strip(), said)
            elif node.type == "at-rule" and node.content and node.lower_at_keyword in {"media", "supports", "layer"}:
                asked = tinycss2.serialize(node.prelude).strip().lower()
                if "print" not in asked:
                    always = node.lower_at_keyword == "layer" or asked in {"", "all", "screen", "only screen"}
                    waiting.append((tinycss2.parse_rule_list(node.content, True, True), sometimes or not always))


def _shows(name: str, value: str) -> bool:
    """Whether a rule for some screens makes something seen; one that hides leaves it seen on others."""
    colours = _TOGETHER[0]
    return name not in colours and look_within(Look(), "", {}, {name: value}).shows


def _matchers(selector: str) -> Iterator[tuple[tuple[int, int, int], Any]]:
    """The specificity of each selector of a list, and what finds its elements."""
    from cssselect import HTMLTranslator, SelectorError, parse
    from lxml import etree

    try:
        for one in parse(selector):
            if one.pseudo_element is None:
                yield (
                    one.specificity(),
                    etree.XPath(HTMLTranslator().selector_to_xpath(one, prefix="descendant-or-self::")),
                )
    except (SelectorError, etree.XPathError, RecursionError, ValueError):
        return
