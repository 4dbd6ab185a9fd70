"""Words as lines that fit a terminal, whose wide characters take two columns."""

from __future__ import annotations

_CUT = "…"


def columns(text: str) -> int:
    """How many columns a terminal gives to a line."""
    from rich.cells import cell_len

    return cell_len(text)


def shortened(text: str, width: int) -> str:
    """Words on one line of at most `width` columns; a mark says that more of them follow."""
    from rich.cells import chop_cells

    words = " ".join(text.split())
    if columns(words) <= width:
        return words
    kept = chop_cells(words, max(1, width - columns(_CUT)))[0]
    whole, _, _ = kept.rpartition(" ")
    # Why: half a word is better than a line that a long word leaves half empty.
    return f"{(whole if columns(whole) > width // 2 else kept).rstrip(' ,;:')}{_CUT}"


def wrapped(text: str, width: int, *, lead: str = "", most: int | None = None, whole: bool = False) -> list[str]:
    """Words as lines of at most `width` columns; a word that is wider than a line is cut where the line ends.

    Args:
        text: The words.
        width: Columns of a line, the lead included.
        lead: What each line begins with.
        most: So many lines at the most; the last one shows that more follows.
        whole: Whether no word is cut: a path in two pieces cannot be copied.
    """
    from rich.cells import chop_cells

    room = max(1, width - columns(lead))
    lines: list[str] = []
    line = ""
    for word in text.split():
        together = f"{line} {word}" if line else word
        if columns(together) <= room:
            line = together
            continue
        if line:
            lines.append(line)
        *full, line = [word] if whole else chop_cells(word, room)
        lines += full
    lines += [line] if line else []
    if most is not None and len(lines) > most:
        # Why: the next words would not have fitted, so some of these make room for the mark.
        lines = [*lines[: most - 1], shortened(f"{lines[most - 1]} {lines[most]}", room)] if most > 0 else []
    return [f"{lead}{line}" for line in lines]
