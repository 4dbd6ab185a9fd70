"""Normalise pasted text, with a map back to the user's own offsets.

What a person copies carries marks that are not language: Markdown escapes and emphasis, zero-width characters,
HTML entities, "mathematical bold" letters, headings glued to the next word, hard-wrapped lines. The NLP pass sees a
text without them; quotes are cut from the user's text through `Normalised.to_user`.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jdparse.hiding import MAY_HIDE
from jdparse.types import Span

#: Characters replaced one for one, so that no offset moves.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f",
            " ",
        ),
        **dict.fromkeys("\u2010\u2011\u2012", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2028\u2029\u0085", "\n"),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **{
            chr(code): unicodedata.normalize("NFKC", chr(code))
            for code in range(0x1D400, 0x1D800)
            if len(unicodedata.normalize("NFKC", chr(code))) == 1
        },
    }
)

#: Letters of other scripts that look like Latin ones, and these.
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһԛԝкАВЕКМНОРСТХУІЈЅοανρικτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwkABEKMHOPCTXYIJSoavpiktuABEZHIKMNOPTYX",
)
#: A word of Latin letters and of others: nobody writes one but by a slip, or so that a program does not find it.
_OTHER_LETTER = re.compile(r"[\u0370-\u052f]")
#: Accents that stand behind their letter as characters of their own, and a word with some.
_ACCENT = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc\ufe20-\ufe2f]")
_ACCENTED = re.compile(rf"[^\W_](?:[^\W_]|{_ACCENT.pattern})*")
_LETTER = re.compile(rf"([^\W_])({_ACCENT.pattern}*)")
#: A character that is left out later; as many of them stand for accents that their letter took up.
_NOTHING = "\u200b"
_MIXED = re.compile(r"(?<![^\W\d_])(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[\u0370-\u052f])[^\W\d_]+")

#: Settings that Markdown tools keep above a text: "title: ..." between two lines of hyphens, or "title = ..." between lines of plus signs.
FRONT_MATTER = re.compile(
    r"\A\s*(?:---[ \t]*\r?\n(?=[a-z])(?:(?:[a-z][\w-]*:(?:[ \t].*)?|[ \t]+.*|-[ \t].*|\#.*)?\r?\n){1,40}---"
    r"|\+\+\+[ \t]*\r?\n(?:(?:[\w.-]+[ \t]*=.*|\[.*|[ \t]+.*|\#.*)?\r?\n){1,40}\+\+\+)[ \t]*(?=\r?\n|\Z)"
)
_CHANGES = re.compile(
    rf"""
      (?P<front>{FRONT_MATTER.pattern}) |
    """
    r"""
      (?P<drop>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+ | \*\*+ | (?<!\w)__+(?=\S) | (?<=\S)__+(?!\w)
             | (?<![\w*])[*_](?=[^\s*_]) | (?<=[^\s*_])[*_](?![\w*]))
    | (?P<newline>\r\n?)
    | \\(?P<escaped>[-*_.\#+!&|~()\[\]<>"'$])
    | (?P<entity>&(?:amp|lt|gt|quot|apos|nbsp|rsquo|lsquo|ldquo|rdquo|ndash|mdash|bull|\#\d{2,5}|\#x[0-9a-fA-F]{2,4});)
    | (?P<unseen><!--(?:(?!<!--)[\s\S]){0,5000}?--> | \[?!\[[^\[\]\n]{0,200}\]\([^()\n]*\)(?:\]\([^()\n]*\))?)
    | !?\[(?P<label>[^\[\]\n]{1,200})\](?:\((?:https?:|mailto:|/|\#)[^()\s]*(?:\s"[^"\n]*")?\) | \[[\w-]{1,40}\])
    | (?P<rule><br\s*/?>) | </?(?:b|i|u|em|strong|sub|sup|span|p|div|center|details|summary)(?:\s[^<>\n]*)?>
    """,
    re.VERBOSE,
)

_MARK = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb*_\r\\&<\[!]"
)

_BULLET_START = re.compile(
    r"[ ]*(?:[-*•●▪◦‣⁃∙·○■□➢➤►✓✔✅o–—][ ]|[•●▪◦‣⁃∙·○■□➢➤►✓✔✅]|\(?\d{1,2}[.)][ ]|[^\w\s\"'(\[$#@&+<>/-])"
)

#: Lines of at least this share of the widest line may have been broken by a hard wrap.
_WRAP_FILL = 0.6
#: No mail client or terminal wraps wider than this.
_WRAP_MAX_WIDTH = 120
#: Where more of the lines are wider, nobody wrapped them.
_WRAP_MAX_UNBROKEN = 0.15
#: And none narrower.
_WRAP_MIN_WIDTH = 40
#: Share of line ends in mid-sentence above which a text counts as hard-wrapped.
_WRAP_MIN_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and where its characters come from.

    Attributes:
        text: The normalised text.
        user_text: The text as the user gave it.
        _here: Ascending offsets in `text` at which a run of unchanged characters begins.
        _there: The offsets in `user_text` that these runs begin at.
        hidden: What stands in `user_text` and no page made of it would show.
    """

    text: str
    user_text: str
    _here: tuple[int, ...]
    _there: tuple[int, ...]
    hidden: tuple[str, ...] = ()

    def to_user(self, span: Span) -> Span:
        """The characters of the user's text that `span` of the normalised text was made from."""
        start = self._offset(span.start)
        end = self._offset(span.end - 1) + 1 if span.end > span.start else start
        while start < end < len(self.user_text) and _ACCENT.match(self.user_text, end):
            end += 1
        return Span(start, max(start, end))

    def _offset(self, position: int) -> int:
        run = bisect_right(self._here, position) - 1
        following = self._there[run + 1] if run + 1 < len(self._there) else len(self.user_text)
        return max(
            self._there[run],
            min(self._there[run] + position - self._here[run], following - 1 if following else 0),
        )


#: Where a change begins and ends, and what is to be changed; nothing where a line break is put in, or hidden words are left out.
_Change = tuple[int, int, re.Match[str] | None]


def normalise(user_text: str, lost_breaks: Callable[[str], Iterable[int]] | None = None) -> Normalised:
    """A text fit for the NLP pass, with its map back.

    Args:
        user_text: Anything a person pastes.
        lost_breaks: Gives the offsets where a line break was lost ("Responsibilities|Build"); a break is put back.
    """
    source = user_text.translate(_SAME_LENGTH)
    if _ACCENT.search(source):
        source = _ACCENT.sub(_NOTHING, _ACCENTED.sub(_composed, source))
    if _OTHER_LETTER.search(source):
        source = _MIXED.sub(lambda word: word[0].translate(_LOOK_ALIKE), source)
    pieces: list[str] = []
    here: list[int] = []
    there: list[int] = []
    length = last = 0

    def add(piece: str, at: int) -> None:
        nonlocal length
        if piece:
            here.append(length)
            there.append(at)
            pieces.append(piece)
            length += len(piece)

    cuts = set(lost_breaks(source)) if lost_breaks else set()
    changes: list[_Change] = [(one.start(), one.end(), one) for one in _changes(source)]
    hidden = _hidden_stretches(source) if MAY_HIDE.search(source) else []
    changes = _without(changes, hidden)
    starts = [start for start, _, _ in changes]
    events: list[_Change] = [
        *changes,
        *((cut, cut, None) for cut in sorted(cuts) if cut >= _end_of_change(changes, starts, cut)),
    ]
    for start, end, match in sorted(events, key=lambda event: event[:2]):
        add(source[last:start], last)
        last = end
        if match is None:
            add("\n" if start == end else "", start)
        elif match["escaped"] is not None:
            add(match["escaped"], end - 1)
        elif match["newline"] is not None or match["rule"] is not None:
            add("\n", start)
        elif match["entity"] is not None:
            add(html.unescape(match["entity"]).translate(_SAME_LENGTH)[:1], start)
        elif match["label"] is not None:
            add(match["label"], match.start("label"))
    add(source[last:], last)
    if not here:
        here, there = [0], [0]
    unseen = tuple(user_text[slice(*one)] for one in (*hidden, *_comments(changes)))
    return Normalised(_unwrap("".join(pieces)), user_text, tuple(here), tuple(there), unseen)


def _hidden_stretches(source: str) -> list[tuple[int, int]]:
    # Why here: few postings have HTML in them, and start-up counts.
    from jdparse.stretches import hidden_stretches

    return hidden_stretches(source)


def _without(changes: list[_Change], hidden: Sequence[tuple[int, int]]) -> list[_Change]:
    """Changes with those that drop hidden stretches, in text order, and without what these overlap."""
    if not hidden:
        return changes
    ends = [end for _, end in hidden]

    def apart(start: int, end: int) -> bool:
        following = bisect_right(ends, start)
        return following == len(hidden) or end <= hidden[following][0]

    kept = [change for change in changes if apart(*change[:2])]
    return sorted([*kept, *((start, end, None) for start, end in hidden)], key=lambda change: change[:2])


def _comments(changes: Iterable[_Change]) -> Iterator[tuple[int, int]]:
    return (
        (start + len("<!--"), end - len("-->"))
        for start, end, one in changes
        if one is not None and (one["unseen"] or "").startswith("<!--")
    )


def _composed(word: re.Match[str]) -> str:
    """A word with its accents in their letters, as long as before; one with accents that no language sets there has none."""
    letters = [
        (base, unicodedata.normalize("NFC", base + accents), len(accents)) for base, accents in _LETTER.findall(word[0])
    ]
    known = all(len(whole) == 1 for _, whole, _ in letters)
    return "".join((whole if known else base) + _NOTHING * more for base, whole, more in letters)


def _end_of_change(changes: Sequence[tuple[int, int, object]], starts: Sequence[int], offset: int) -> int:
    """Where the last change that begins before an offset ends."""
    before = bisect_left(starts, offset)
    return changes[before - 1][1] if before else 0


def _changes(source: str) -> Iterator[re.Match[str]]:
    """What `_CHANGES` finds, from left to right; it is tried only where a change may begin."""
    # What stands above a text may begin with blanks, all others begin with a mark.
    change = _CHANGES.match(source)
    at = 0
    while True:
        if change is not None:
            yield change
            at = change.end()
        mark = _MARK.search(source, at)
        if mark is None:
            return
        at = mark.end()
        change = _CHANGES.match(source, mark.start())


def _unwrap(text: str) -> str:
    """The same text with hard wraps turned into spaces, character for character."""
    lines = text.split("\n")
    # A paragraph that nobody wrapped may stand among those that are; it tells nothing of the width.
    widest = max((len(line) for line in lines if len(line) <= _WRAP_MAX_WIDTH), default=0)
    full = [line for line in lines if line.strip()]
    if widest < _WRAP_MIN_WIDTH or sum(len(line) > _WRAP_MAX_WIDTH for line in full) > _WRAP_MAX_UNBROKEN * len(full):
        return text
    breaks = [
        number
        for number, (line, following) in enumerate(itertools.pairwise(lines))
        if len(line) >= _WRAP_FILL * widest and following.strip() and not _BULLET_START.match(following)
    ]
    mid_sentence = [
        number
        for number in breaks
        if not lines[number].rstrip().endswith((".", "!", "?", ":", ";"))
        and re.match(r"\s*[a-z0-9(]", lines[number + 1])
    ]
    pairs = sum(1 for line, following in itertools.pairwise(lines) if line.strip() and following.strip())
    if pairs == 0 or len(mid_sentence) < max(2, _WRAP_MIN_SHARE * pairs):
        return text
    joined = set(breaks)
    return "".join(line + (" " if number in joined else "\n") for number, line in enumerate(lines))[:-1]


def plain_text(words: str) -> str:
    """Words of a posting on one line, without the marks that are not language: as a person would read them aloud."""
    return " ".join(normalise(words).text.split())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without its inflection, lower-cased: ``Retraining``, ``retrains`` and ``retrained`` are one.

    Derivations stay apart (``product``, ``production``; ``reliable``, ``reliability``), which is why this is not a
    full stemmer; and it has no dictionary to load, which is why it is not a lemmatiser. British ``-ise`` is ``-ize``.

    Source: the S-stemmer of D. Harman, "How effective is suffixing?", JASIS 42 (1991), with -ing and -ed added.
    """
    word = word.lower()
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix, least in (("ing", 6), ("ed", 5)):
        if len(word) >= least and word.endswith(suffix) and not _VOWELS.isdisjoint(word[: -len(suffix)]):
            word = word[: -len(suffix)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sz":
                word = word[:-1]
            break
    word = word.replace("isation", "ization")
    if len(word) > 4 and word.endswith(("ise", "is")):
        word = word.removesuffix("e")[:-1] + "z"
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("ll") else word


_VOWELS = frozenset("aeiouy")
