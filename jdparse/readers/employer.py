"""The employer among the names of a posting: a linear model over named signals, fitted on postings whose employer is known.

The weights are data (``lexicons/employer.toml``); ``python -m jdparse.train.employers`` fits them and prints their score.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_employer_weights, load_lexicon, load_towns, load_words
from jdparse.readers.titles import HEADINGS, MAX_COMPANY_WORDS, PLACE, ROLE, is_department

#: An employer is named in the beginning of its posting, or not at all.
_READ = 12_000
#: A text of so many characters says something of its employer.
_LONG_TEXT = 2_000
#: A name behind the title needs so much less, in log-odds: "ML Engineer, Quillmark" is seven times as likely to name it.
_HINTED = 2.0
#: So many words behind a name are read for what is its.
_REST = 4
#: Names that share so many letters, and so much of the shorter one, are spellings of one: "Quill Seven", "Quill7".
_SHARED, _SHARED_PART = 5, 0.8
#: Most names have no more words than this.
_USUAL_WORDS = 3
_TOKEN = re.compile(r"[^\W_][\w&.'’+@/-]*|&|[^\w\s]|\n")
_POSSESSIVE = re.compile(r"['’]s?$")
#: Words before a name that say more where they open a sentence.
_OPENING = frozenset({"At", "Join", "About", "Why"})
_LINKS = frozenset({"of", "and", "&", "the", "de", "for", "+"})
_LOWER_CASE = pattern(r"\b(?:[Aa]t|[Jj]oin|[Aa]bout) (?P<name>[a-z][\w.-]{2,20}),? (?:we|our|you)\b")
_DOMAIN = re.compile(r"(?:@|https?://(?:www\.)?|www\.)(?P<name>[\w-]+)\.[a-z]{2,4}\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a name stands.

    Attributes:
        name: As it is written there, without the mark of a possessive.
        start: Its offset.
        left: The word or mark before it, in small letters.
        right: The one behind it; ``'s`` for a possessive.
        second: The one behind that.
        before: The one before `left`.
        rest: A few more behind `second`.
    """

    name: str
    start: int
    left: str
    right: str
    second: str
    before: str = ""
    rest: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it has a line of its own, so that nothing is said of it."""
        return self.left == self.right == "\n"


def find_employer(text: str, near_title: Sequence[str] = (), hint: str = "") -> str:
    """The name of the employer, or an empty string where nothing tells it.

    Args:
        text: The posting.
        near_title: Short lines beside the title, the one directly below it first, which boards give to the employer.
        hint: A name behind the title, which as often is that of a field; it is less in need of proof than others.
    """
    weights = load_employer_weights()
    best, score = best_name(candidates(text, near_title), weights)
    if score < weights["threshold"] - (_HINTED if hint and folded(hint) == folded(best) else 0.0):
        return ""
    # "Quill Games" is spelt "Quill" beside the title, and not "Games", which is an entry of a menu.
    same = (name for name in near_title if is_same(best, name) and folded(name)[:1] == folded(best)[:1])
    return next(same, best)


def best_name(found: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> tuple[str, float]:
    """The name with the highest score, and that score; an empty name below all scores where there is none."""
    scored = {
        name: sum(weights.get(key, 0.0) * value for key, value in signals.items()) for name, signals in found.items()
    }
    best = max(scored, key=lambda name: (scored[name], name), default="")
    return best, scored.get(best, -math.inf)


def candidates(text: str, near_title: Sequence[str] = ()) -> dict[str, dict[str, float]]:
    """The names that may be the employer's, each with its signals."""
    text = text[:_READ]
    places: dict[str, list[Named]] = defaultdict(list)
    for named in _names(text):
        places[folded(named.name)].append(named)
    for name in sorted({match["name"] for match in _LOWER_CASE.finditer(text)}):
        places[folded(name)] += _places_of(name, text)
    lines = {folded(line): (number, line) for number, line in reversed(list(enumerate(near_title)))}
    spelt = {}
    for key, (_, line) in lines.items():
        # What prose says of "Booz" speaks for the line "Booz Allen".
        within = [
            place
            for part, found in places.items()
            if len(part) > 2 and 2 * len(part) >= len(key) and key.startswith(part) and not is_department(found[0].name)
            for place in found
        ]
        spelt[key] = line
        places[key] = within or [Named(line, 0, "\n", "\n", "\n")]
    domains = {folded(match["name"]) for match in _DOMAIN.finditer(text.lower())}
    small = Counter(re.findall(r"\b[a-z][a-z]+\b", text))
    found: dict[str, dict[str, float]] = {}
    for key, occurrences in places.items():
        name = spelt.get(key) or Counter(place.name for place in occurrences).most_common(1)[0][0]
        if (
            not key
            or ROLE.search(name)
            or len(name.split()) > MAX_COMPANY_WORDS
            or name.split()[-1].lower() in load_words()["team-ends"]
        ):
            continue
        signals = {**_signals_of_places(occurrences), **_signals_of_name(name, key, domains, small)}
        if key in lines:
            signals["line: below the title" if lines[key][0] == 0 else "line: near the title"] = 1.0
            if all(place.alone for place in occurrences):
                signals["line: of which a long text says nothing"] = min(1.0, len(text) / _LONG_TEXT)
        found[name] = signals
    return found


def _places_of(name: str, text: str) -> Iterator[Named]:
    """Where a name in small letters stands."""
    for match in re.finditer(
        rf"(?:(?P<left>\w+|[^\w\s])\s+|^){re.escape(name)}(?:\s+|(?=\W))(?P<right>['’]s|\w+|[^\w\s])\s*(?P<second>\w*)",
        text,
        re.M,
    ):
        left, right, second = ((match[part] or "\n").lower() for part in ("left", "right", "second"))
        yield Named(name, match.start(), left, right.replace("’", "'"), second)


def is_same(name: str, company: str) -> bool:
    """Whether two names are of one employer: one is a part of the other, or they begin alike and hardly differ."""
    one, other = folded(name), folded(company)
    if one == other or (min(len(one), len(other)) >= 3 and (one in other or other in one)):
        return True
    from rapidfuzz.distance import Prefix

    return Prefix.similarity(one, other) >= max(_SHARED, _SHARED_PART * min(len(one), len(other)))


def folded(name: str) -> str:
    """A name without marks and case, to compare it."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _names(text: str) -> Iterator[Named]:
    """The runs of capitalised words of a text, with what stands around them."""
    tokens = [(match.group(), match.start()) for match in _TOKEN.finditer(text)]
    words = [token for token, _ in tokens] + ["\n", "\n"]
    starters = _starters()
    at = 0
    while at < len(tokens):
        token, start = tokens[at]
        if not _may_begin(token) or token.lower().rstrip(".'’") in starters:
            at += 1
            continue
        end = _end_of_run(words, at, starters)
        run = " ".join(words[at:end])
        name = _POSSESSIVE.sub("", run).rstrip("'’-/") if _POSSESSIVE.search(run) else run.rstrip(".'’-/")
        right = "'s" if _POSSESSIVE.search(run) else words[end].lower()
        if len(name) > 1:
            left = words[at - 1] if at else "\n"
            before = words[at - 2].lower() if at > 1 else "\n"
            rest = tuple(word.lower() for word in words[end : end + _REST])
            left = left if left in _OPENING else left.lower()
            yield Named(name, start, left, right, words[end + 1].lower(), before, rest)
        at = end


def _may_begin(token: str) -> bool:
    return token[0].isupper() or (token[0].isdigit() and any(map(str.isalpha, token)))


def _end_of_run(words: Sequence[str], start: int, starters: frozenset[str]) -> int:
    end = start + 1
    while end < len(words) - 1:
        before, token, after = words[end - 1], words[end], words[end + 1]
        if _POSSESSIVE.search(before) or (before.endswith(".") and len(before) > 4):
            break
        joins = after[0].isupper() and after.lower() not in starters
        if not (token[0].isupper() or (joins and (token in _LINKS or token[0].isdigit()))):
            break
        end += 1
    return end


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    """Words that are capitalised because a sentence begins, in small letters."""
    words = load_words()
    return frozenset(word.lower() for word in words["not-a-name"]) | words["function-words"]


def _signals_of_places(occurrences: Sequence[Named]) -> dict[str, float]:
    words = load_words()
    counts: Counter[str] = Counter()
    for place in occurrences:
        if place.left in words["before-an-employer"] or place.left == "\n":
            counts[f"before: {place.left.strip() or 'line'}"] += 1
        if place.right in words["after-an-employer"] or place.right == "\n":
            counts[f"after: {place.right.strip() or 'line'}"] += 1
        if f"{place.before} {place.left}" in words["before-an-employer-two"]:
            counts[f"before: {place.before} {place.left}"] += 1
        if place.right == "'s" and not words["of-an-employer"].isdisjoint(place.rest):
            counts["after: 's team"] += 1
        if place.right == "," and place.second in {"we", "a", "our", "the"}:
            counts[f"after comma: {place.second}"] += 1
        if place.right == "is" and place.second in words["behind-employer-is"]:
            counts[f"is: {place.second}"] += 1
    signals = {key: math.log1p(count) for key, count in counts.items()}
    signals["count"] = math.log1p(len(occurrences))
    signals["first"] = math.log1p(min(place.start for place in occurrences)) / 10
    return signals


def _signals_of_name(name: str, key: str, domains: set[str], small: Mapping[str, int]) -> dict[str, float]:
    parts = name.lower().split()
    return {
        "words": min(len(parts), _USUAL_WORDS),
        "tool": float(name.casefold() in _tools()),
        "upper": float(name.isupper()),
        "digit": float(any(map(str.isdigit, name))),
        "domain": float(any(key == domain or (len(domain) > 3 and key.startswith(domain)) for domain in domains)),
        "form": float(len(parts) > 1 and parts[-1] in load_words()["employer-forms"]),
        "institution": float(len(parts) > 1 and not load_words()["institutions"].isdisjoint(parts)),
        "heading": float(bool(HEADINGS.match(name))),
        "place": float(bool(PLACE.search(name))),
        "town": float(name.lower() in load_towns()),
        "department": float(is_department(name)),
        "department's end": float(len(parts) > 1 and is_department(parts[-1])),
        "many words": float(len(parts) > _USUAL_WORDS),
        "small letters": float(name.islower()),
        "a word in small letters": float(any(part.islower() and part not in _LINKS for part in name.split())),
        "heading's end": float(parts[-1] in load_words()["heading-ends"]),
        "a common word": math.log1p(small[name.lower()]) if not name.islower() else 0.0,
    }


@lru_cache(maxsize=1)
def _tools() -> frozenset[str]:
    return frozenset(spelling.casefold() for tool in load_lexicon().tools.values() for spelling in tool.row.spellings)
