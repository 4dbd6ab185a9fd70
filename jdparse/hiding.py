"""What an element's attributes and style make of the text in it: shown by a browser, or not.

Source: https://www.w3.org/TR/css-display-3/, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

Colour = tuple[float, float, float]

#: A text without any of these hides nothing by its markup.
_TELLING = ("hidden", "style", "sr-only", "screen-reader", "template", "noscript", "color")
MAY_HIDE = re.compile(rf"<[^<>]*(?:{'|'.join(_TELLING)})", re.IGNORECASE)
#: Elements whose content is never shown, and those of them that hold no words.
NEVER_SHOWN = frozenset("head script style noscript template title".split())
WORDLESS = frozenset("head script style title svg".split())
#: What web frameworks call what is there for programs that read aloud.
_ASIDE = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader screen-reader-text screen-reader-only a11y-hidden hidden-visually".split()
)
#: Smaller letters than this, in pixels, are read by nobody.
_LEAST_SIZE = 2.0
#: Paler text than this is not seen; between white and the palest grey that pages write with lies more.
_LEAST_CONTRAST = 1.1
#: No more of the text below shines through.
_MOST_THROUGH = 0.05
#: Nobody sets text that is to be seen so many pixels beside the page.
_FAR = -900.0
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "vw": 14.0, "vh": 9.0, "%": 14.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "": 1.0}  # fmt: skip
_UNIT = "|".join(filter(None, _PIXELS))
_LENGTH = re.compile(rf"(?<![\w.#-])([+-]?(?:\d+\.?\d*|\.\d+))({_UNIT}|)(?![\w%])")
_SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "initial": 16.0}
#: Properties that decide what is shown.
DECIDING = frozenset(
    "display visibility opacity font font-size color background background-color background-image background-clip "
    "-webkit-background-clip -webkit-text-fill-color position left right top bottom inset text-indent clip clip-path transform "
    "height width max-height max-width overflow overflow-x overflow-y content-visibility filter mso-hide transition animation".split()
)


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks in an element.

    Attributes:
        gone: Whether nothing in the element is shown, whatever its children say.
        unseen: Whether its text is not painted, unless a child says otherwise.
        size: Of the letters, in pixels.
        colour: Of the letters; None where it is not known.
        ground: The colour behind them; None where it is not known.
    """

    gone: bool = False
    unseen: bool = False
    size: float = 16.0
    colour: Colour | None = (0.0, 0.0, 0.0)
    ground: Colour | None = (1.0, 1.0, 1.0)

    @property
    def shows(self) -> bool:
        """Whether text that stands in the element itself is seen."""
        if self.gone or self.unseen or self.size < _LEAST_SIZE:
            return False
        return self.colour is None or self.ground is None or _contrast(self.colour, self.ground) >= _LEAST_CONTRAST


def look_within(
    above: Look, tag: str, attributes: Mapping[str, str], said: Mapping[str, str], known: bool = True
) -> Look:
    """How text looks in an element.

    Args:
        above: How it looks around it.
        tag: The element's name in lower case.
        attributes: Its attributes.
        said: The values of its properties, in lower case.
        known: Whether no other style sheet may give it a colour.
    """
    if above.gone:
        return above
    if tag not in {"html", "body"} and _is_gone(tag, attributes, said):
        return replace(above, gone=True)
    seen = said.get("visibility", "")
    ground = _ground(above, attributes, said, known)
    colour = _colour(
        said.get("-webkit-text-fill-color") or said.get("color") or attributes.get("color", ""), above.colour
    )
    if colour == _CLEAR:
        clipped = "text" in (said.get("background-clip"), said.get("-webkit-background-clip"))
        colour = None if clipped or ground is None else ground
    unseen = above.unseen if not seen or tag == "body" else seen in {"hidden", "collapse"}
    return Look(False, unseen, _size(said, above.size), colour, ground)


def _is_gone(tag: str, attributes: Mapping[str, str], said: Mapping[str, str]) -> bool:
    if tag in NEVER_SHOWN or said.get("display", "") == "none" or said.get("mso-hide", "") == "all":
        return True
    if ("hidden" in attributes and "display" not in said) or attributes.get(
        "aria-hidden", ""
    ).strip().lower() == "true":
        return True
    classes = (attributes.get("class") or "").lower().split()
    if not _ASIDE.isdisjoint(classes) and not any(name.endswith("not-sr-only") for name in classes):
        return True
    return _is_clear(said) or _is_cut(said) or _is_far(said)


def _is_clear(said: Mapping[str, str]) -> bool:
    """Whether nothing of an element is painted; what only waits to be moved in will be."""
    if said.get("content-visibility") == "hidden" or "opacity(0" in said.get("filter", "").replace(" ", ""):
        return True
    through = _LENGTH.match(said.get("opacity", ""))
    if through is None or float(through[1]) / (100 if through[2] == "%" else 1) > _MOST_THROUGH:
        return False
    moves = said.get("transform", "").startswith(("translate", "matrix"))
    return not moves and all(said.get(key, "none").startswith("none") for key in ("transition", "animation"))


def _is_cut(said: Mapping[str, str]) -> bool:
    """Whether an element is cut down to nothing."""
    out = said.get("position") in {"absolute", "fixed"}
    edges = [_pixels(found) for found in _LENGTH.finditer(said.get("clip", "").removeprefix("rect"))]
    if out and edges and said["clip"].startswith("rect") and max(map(abs, edges)) <= 1:
        return True
    path = re.match(r"(\w+)\(\s*([\d.]+)(%?)", said.get("clip-path", ""))
    if path and (float(path[2]) >= 50 and path[3] == "%" if path[1] == "inset" else float(path[2]) == 0):
        return True
    if re.search(r"scale[xy3d]*\(\s*0*\.?0*\s*[,)]", said.get("transform", "")):
        return True
    if not any(said.get(key, "").startswith(("hidden", "clip")) for key in ("overflow", "overflow-x", "overflow-y")):
        return bool(said.get("max-height") and _is_nothing(said["max-height"], 0.0))
    return any(_is_nothing(said.get(key, ""), 1.0) for key in ("height", "max-height", "width", "max-width"))


def _is_nothing(length: str, most: float) -> bool:
    found = _LENGTH.fullmatch(length)
    return found is not None and _pixels(found) <= most


def _is_far(said: Mapping[str, str]) -> bool:
    """Whether an element stands far beside the page."""
    keys = ["text-indent", "transform"]
    if said.get("position") in {"absolute", "fixed", "relative"}:
        keys += ["left", "right", "top", "bottom", "inset"]
    return any(_pixels(found) <= _FAR for key in keys for found in _LENGTH.finditer(said.get(key, "")))


def _pixels(length: re.Match[str]) -> float:
    return float(length[1]) * _PIXELS[length[2]]


def _size(said: Mapping[str, str], above: float) -> float:
    value = said.get("font-size", "")
    if not value and "font" in said:
        short = re.search(rf"(?<![\w.-])(?:[\d.]+(?:{_UNIT})|0)(?=\s*/|\s)", said["font"])
        value = short[0] if short else ""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return _SIZES.get(value, 16.0 if value and value not in {"inherit", "smaller", "larger"} else above)
    if found[2] in {"em", "%"}:
        return above * float(found[1]) / (100 if found[2] == "%" else 1)
    return _pixels(found)


#: Letters without a colour show what is behind them.
_CLEAR = (-1.0, -1.0, -1.0)


def _ground(above: Look, attributes: Mapping[str, str], said: Mapping[str, str], known: bool) -> Colour | None:
    """The colour behind the text of an element."""
    value = said.get("background-color") or said.get("background") or attributes.get("bgcolor", "")
    image = f"{said.get('background-image', '')} {said.get('background', '')}"
    if any(f"{kind}(" in image for kind in ("url", "gradient", "image", "image-set", "var")):
        return None
    if "background" in attributes or (not value and (not known or said.get("position") in {"absolute", "fixed"})):
        return None
    if not value:
        return above.ground
    found = next((one for part in _parts(value) if (one := _colour(part, _UNSAID)) is not _UNSAID), _UNSAID)
    return above.ground if found in (_UNSAID, _CLEAR) else found


_UNSAID = (-2.0, -2.0, -2.0)


def _parts(value: str) -> list[str]:
    return re.findall(r"[^\s(]+(?:\([^()]*\))?", value)


@lru_cache(maxsize=1024)
def _parsed(value: str) -> Colour | str | None:
    from tinycss2.color4 import parse_color

    found = parse_color(value)
    if found is None or isinstance(found, str):
        return found
    try:
        red, green, blue, alpha = found.to("srgb")
    except (NotImplementedError, TypeError, ValueError):
        return None
    # Pale for being thin is as good as clear; a veil over another colour is not worked out.
    return _CLEAR if alpha <= _MOST_THROUGH else (red, green, blue) if alpha > 1 - _MOST_THROUGH else None


def _colour(value: str, above: Colour | None) -> Colour | None:
    if not value or value in {"inherit", "unset", "none"}:
        return above
    found = _parsed(value)
    if found is None and above is _UNSAID:
        return None if "(" in value else above
    return above if isinstance(found, str) else found


def _contrast(one: Colour, other: Colour) -> float:
    pale, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    # Red on a green as bright is seen.
    return (pale + 0.05) / (dark + 0.05) + max(abs(left - right) for left, right in zip(one, other, strict=True)) / 3


def _brightness(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=4096)
def declared(style: str) -> Mapping[str, tuple[str, bool]]:
    """The properties of a ``style`` attribute that decide what is shown: value in lower case, and whether it is important."""
    import tinycss2

    return declarations(tinycss2.parse_blocks_contents(style))


def declarations(parsed: list[object]) -> dict[str, tuple[str, bool]]:
    """The deciding properties among parsed declarations."""
    import tinycss2

    found: dict[str, tuple[str, bool]] = {}
    for one in parsed:
        name = getattr(one, "lower_name", "")
        if getattr(one, "type", "") == "declaration" and name in DECIDING:
            value = " ".join(tinycss2.serialize([part for part in one.value if part.type != "comment"]).lower().split())  # type: ignore[attr-defined]
            important = bool(one.important)  # type: ignore[attr-defined]
            if important or not found.get(name, ("", False))[1]:
                found[name] = (value, important)
    return found
