"""The posting's words turned into second person, cut to the point, made to fit a sentence.

The pain's quote comes in a few shapes: a duty ("Reduce latency ...", "Reducing ...", "You will reduce ..."), a sentence
about the team ("We are rebuilding ..."), a noun phrase, a requirement. Bullet shapes, verb forms and the position in the
line decide; where nothing fits with confidence the words are quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import jdparse

Shape = Literal["verb", "clause", "gerund", "noun", "need", "quote", "fragment"]

#: A turned pain has no more words than this; what is longer is cut at a clause or quoted.
MAX_PAIN_WORDS = 26
#: A quotation has no more words than this.
MAX_QUOTE_WORDS = 30
#: A quotation may have so many words more than turned words: a cut shows in it.
QUOTE_ROOM = 4
#: A quotation that is cut keeps at least this many.
_MIN_QUOTE_WORDS = 9
#: No posting says a pain in more; a longer text is cut before it is looked at.
_MOST_CHARACTERS = 800
#: An item of a list that is cut has no more words than this.
_MAX_ITEM_WORDS = 4
#: A cut leaves at least this many words.
_MIN_HEAD_WORDS = 5

_LEAD_INS = re.compile(
    r"""^(?:
      (?:and|also|finally|additionally|specifically|here|day[- ]to[- ]day|as\ (?:part\ of|an?)\b[^,]{2,90},|in\ this\ (?:role|position|job|capacity)\b,?|within\ this\ role,?|on\ this\ team,?|(?:in\ order\ )?to\ (?:do|achieve|support|enable)\ (?:this|that|so),)\s*
    )*(?:
      (?:you\ will|you'll|you\ would|you'd|the\ (?:successful|ideal|right)\ candidate\ will|the\ (?:person|engineer|candidate)\ in\ this\ (?:role|position)\ will
        |this\ (?:role|person|position|engineer|individual)\ will|you\ are\ expected\ to|you\ get\ to|you\ have\ the\ opportunity\ to|you\ can\ expect\ to)
      | (?:you|(?:the\ )?(?:successful\ |selected\ |ideal\ )?(?:candidates?|hires?|applicants?))\ (?:will\ be|is|are)\ expected\ to
      | (?:(?:the\ )?(?:successful\ |selected\ |ideal\ )?(?:candidates?|hires?)|the\ person)\ (?:will|can\ expect\ to|should|must)(?:\ be\ able\ to)?
      | (?:you\ |they\ |candidates?\ )?(?:should|must)\ be\ able\ to | (?:the\ )?ability\ to | able\ to
      | (?:[\w/&-]+\ ){0,5}(?:Engineer|Scientist|Developer|Architect)\ to
      | (?:your|the|this|the\ person's|this\ person's|this\ role's)\ (?:primary\ |main\ |core\ |key\ )?(?:mission|job|task|goal|focus|responsibility|role|objective|purpose)(?:\ (?:will\ be|is))?\ (?:is\ )?to
      | we\ (?:need|want|plan|aim)\ to
      | (?:(?:our|your|the|their|a)\ )(?:[\w&-]+\ ){0,4}?(?:goal|vision|mission|aim|objective|ambition)(?:\ of\ [^,.]{3,50}?)?(?:\ (?:will\ be|is)\ to)
      | (?:[^,.:;]{2,60}\ (?:is|are)|we're)\ (?:currently\ )?(?:looking\ for|seeking|hiring|recruiting|on\ the\ lookout\ for|searching\ for)\ [^.:;]{3,110}?\ (?:to|who\ (?:will|can))(?:\ help\ (?:us|our\ team))?
      | (?:we\ need|we\ are\ looking\ for|we're\ looking\ for|we\ are\ seeking|we\ seek|we're\ seeking)\ (?:you|someone|an?\ [^,.]{3,70}?)\ (?:to|who\ (?:will|can))
      | (?:(?:the|an?|our|this)\ )?[A-Z][\w/ ,&-]{2,60}(?:Engineer|Scientist|Developer|Architect|Lead|Researcher)s?\ (?:will|is\ expected\ to)
    )\s+(?P<rest>\S.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_BE_GERUND = re.compile(
    r"^(?:(?:also\ )?be\ )?(?:(?:primarily|directly|mainly|solely|fully)\ )?(?:(?:(?:direct|full|overall|sole|primary)\ )?responsib(?:le|ility)\ for|focus(?:ed|ing)?\ on|accountable\ for|in\ charge\ of|working\ on|involved\ in|involves?|tasked\ with|charged\ with|part\ of)\s+(?P<rest>.*)$",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_FOCUS = re.compile(
    r"^(?:in this (?:role|position),? )?(?:your|the|a|this) (?:[\w-]+ ){0,3}?(?:focus|work|role|position|job|day-to-day|responsibilit(?:y|ies)|duties)(?: of this (?:role|position))?"
    r" (?:will (?:primarily |mainly )?(?:be|focus|include|involve|entail|require)|is|are|focuses|includes?|involves?|entails|requires)(?: (?:primarily |mainly )?(?:on|in|to))? (?P<rest>(?:[a-z]+ly )?[a-z]+ing\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[:;]\s.*$",
        r"\s[–—-]\s.*$",
        r",?\s+(?:including|such as|e\.?g\b|i\.?e\b|for example|like)(?!\w).*$",
        r",\s+(?:ensuring|leveraging|utili[sz]ing|using|employing|handling|testing|enabling|driving|helping|working|collaborating|partnering|with an? (?:emphasis|focus)|with a strong|with attention|as well as|while|particularly|especially|in line|aligned|in (?:close )?(?:collaboration|partnership)|and (?:stay|keep|collaborat|communicat|participat|mentor|document|other)\w*|whether|from \w+ to|so (?:that|we)|in order|to (?:support|meet|ensure|help|drive|enable|deliver|improve|create|provide|make)|contributing|allowing|making|resulting|delivering|improving|and ensur\w+|with)\b.*$",
        r"\s+(?:in order to|to support (?:the )?business|to meet (?:the )?business|to ensure|in collaboration with|in partnership with|in close|in alignment|in accordance|by (?:leveraging|using|collaborating|working)|leveraging|utili[sz]ing|applying|while|whether)\b.*$",
        r"\s+(?:that|which) (?:drive|support|meet|align|deliver|enable|help|improve|ensure|address|solve|power|enhance|are)\b.*$",
        r"\s+(?:for|across|within|throughout|through|using|with|to (?:enable|drive|support|deliver|improve|enhance|optimize|automate|help|solve))\b.*$",
    )
)
#: Whom one works with says less than what for: the purpose is the duty.
_WITH_WHOM = re.compile(
    r"(?:work|collaborate|partner|sit|liaise|team up|engage|interact|cooperate|join forces)(?: (?:closely|directly|hand in hand|cross-functionally|together))?"
    r" (?:with|alongside|at the intersection of|across|within)\b[^.;:]{3,140}?(?: to|(?P<comma>,)(?: while)?) (?P<rest>[a-z]+ .*)$",
    re.DOTALL,
)
#: A purpose opens with a verb; "to production" does not.
_MIN_PURPOSE = 5
#: Two lines of a page that came without the space between them, or a bullet in mid-sentence.
_GLUED = re.compile(r"[a-z]{5}[A-Z]{2}|[●•▪]|^job description")
#: Where and under whom one works is no duty.
_CONDITIONS = re.compile(
    r"(?i)(?:work|be based|report|travel|sit|relocate)\b (?:at|from|in (?:an?|our|the)|remotely|on-?site|under|independently|hybrid|to)\b"
)
#: "Be" opens a duty only before one of these.
_NO_DUTY = re.compile(r"be (?!responsible|accountable|part|able|in charge)")
#: A clause that is cut shorter than this says too little.
_MIN_CUT_CLAUSE = 9
_HIRING = re.compile(
    r"(?i)^(?:we're|we are|\S+(?: \S+){0,3} is) (?:\w+ly )?(?:hiring|looking|seeking|adding|recruiting|growing our)\b|[a-z]You\b"
)
_SECOND_CLAUSE = re.compile(r", the \w+ \w+s\b|\bis (?:the|a|an|key|what)\b")
_PERSON = re.compile(
    r"^(?:this|the)\s+(?:person|role|position|engineer|individual|hire|job|candidate)\s+(?:also\s+)?(?P<rest>\w+s\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY_TAIL = re.compile(
    r"\s+(?:using|with|for|considering|via|through|in|into|on|across|leveraging|by using)\s+(?:[\w-]+\s+){0,2}(?:frameworks|tools|technologies|platforms|factors|services|languages|libraries|techniques|methods|approaches|areas|topics|procedures|means|solutions)$",
    re.IGNORECASE,
)
#: "For tasks" says nothing once "such as ..." is cut off.
_EMPTY_WORD = re.compile(
    r"\s+(?:for|in|across|of|on|with|to|into) (?:\w+ )?(?:tasks|problems|purposes|areas|scenarios|domains|needs|ways|functions|activities)$"
)
_COMPANY = re.compile(r"(?i)\b(?:the|this) (company|organi[sz]ation|firm|business)'s\b")
#: Pairs that are one thing with a slash in it.
_SLASHED = re.compile(
    r"(?i)^(?:read/write|input/output|client/server|on/off|pub/sub|build/test|he/she|his/her|tcp/ip|n/a|w/o)$"
)
_FLIPS = {
    "we're": "you're",
    "we've": "you've",
    "we'll": "you'll",
    "we'd": "you'd",
    "we": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "us": "you",
}
_READER = {
    "you're": "they're",
    "you've": "they've",
    "you'll": "they'll",
    "you": "they",
    "your": "their",
    "yours": "theirs",
    "yourself": "themselves",
}
_NEEDS = re.compile(
    r"^(?:(?:proven|strong|solid|deep|hands-on|extensive|demonstrated|practical|significant|prior|previous|relevant|excellent|advanced|good|some)\s+)*"
    r"(?:experience|proficiency|expertise|knowledge|familiarity|understanding|background|ability|track record|skills?|fluency|exposure|passion|\d+\+?\s+years?)\b",
    re.IGNORECASE,
)
_COUNTED_NEED = re.compile(r"(?:[a-z-]+ )*(?:track record|background|understanding|passion)\b")
_NOUN_PHRASE = re.compile(
    r"(?i)(?:the |an? |full |end-to-end )?(?:[\w-]+(?: and [\w-]+)? of (?:the|our|an?|ML|AI|machine|large|new|model)\b"
    r"|(?:[\w-]+(?:, | and |, and ))*(?:develop|deploy|improve|manage|enhance|measure)ment of |(?:[\w-]+(?:, | and |, and ))*\w+(?:tion|sion|ance) of |design of )"
)
#: "You" becomes "they" before one of these; elsewhere it may be an object, and the words are quoted.
_OBJECT_YOU = re.compile(
    r"(?i)\b(?:around|with|for|to|by|of|from|among|beside|help|helps|let|lets|give|gives)\s+you\b"
    r"|\byou(?:'\w+)?\b(?! (?:can|will|would|could|have|are|need|want|build|own|ship|train|develop|work|create|design|deploy|use|make|write|lead|run)\b)"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|must|need|needs|requires?|faces?|sits?|exists?|lies?|plays?|powers?|serves?|runs?|builds?|helps?|provides?|enables?|uses?|makes?|delivers?|develops?|works?|operates?|leads?|leverages?|combines?|brings?)\b"
)


def _words(name: str) -> frozenset[str]:
    return jdparse.load_lexicon().words[name]


@dataclass(frozen=True, slots=True)
class Turned:
    """The posting's words, ready for a frame.

    Attributes:
        shape: Which frames fit: after "someone to", after "that", as a noun, as a requirement, or in quotation marks.
        text: The words, without closing punctuation.
    """

    shape: Shape
    text: str


def turn_pain(quote: str, company: str = "", most: int = MAX_PAIN_WORDS) -> Turned:
    """The pain's quote, turned.

    Args:
        quote: The posting's words.
        company: The employer's name, which stays capitalised.
        most: Words at the most; never fewer than a dozen. A quotation may have `QUOTE_ROOM` more.
    """
    words = clean(quote)
    focus = _FOCUS.match(words)
    lead = None if focus else _LEAD_INS.match(words)
    body = focus["rest"][:1].upper() + focus["rest"][1:] if focus else lead["rest"] if lead else words
    body = re.sub(
        r"^(?:including|also|then|primarily|directly|actively|successfully|effectively|regularly)\s+", "", body
    )
    person = _PERSON.match(body)
    if person:
        body = person["rest"][:1].upper() + person["rest"][1:]
    shape, turned = _shape(body, bool(lead or person), words, company)
    if shape != "quote":
        turned = _unslashed(_plain(turned))
        turned = _COMPANY.sub("our", _owned(_purpose(_verb_list(turned)))) if shape == "verb" else turned
        cut = cut_tail(_short_list(_closed_list(turned)), most)
        if cut != turned:
            cut = _closed_verbs(_without_open_item(cut))
        if cut and _sayable(shape, cut, cut != turned):
            return Turned(shape, _flip(cut, _FLIPS | _READER if shape == "verb" else _FLIPS))
    quotation = _quotation(words, min(most + QUOTE_ROOM, MAX_QUOTE_WORDS))
    return Turned("quote" if _says_something(quotation) else "fragment", quotation)


def _says_something(words: str) -> bool:
    """Whether a quotation is a sentence, or a duty in the imperative, and no mere list of nouns or half a clause."""
    head = words.split(",")[0]
    half = re.match(r"(?i)(?:while|when|if|as)\b[^,]*$|whether\b", words)
    return not half and bool(
        _FINITE.search(words)
        or re.search(r"(?i)\b(?:we|you|you'll|we're|you're|i|don't|let's|how|what)\b", head)
        or _base_form(next(iter(head.split()), ""), "")
    )


def _purpose(words: str) -> str:
    """Cut "work with x and y to z" to "z", where z is a verb with enough behind it."""
    found = _WITH_WHOM.match(words)
    if found is None or len(found["rest"].split()) < _MIN_PURPOSE:
        return words
    first = found["rest"].split()[0]
    purpose = (
        _as_verb(found["rest"][:1].upper() + found["rest"][1:]) if found["comma"] and first.endswith("ing") else None
    )
    return purpose or (found["rest"] if not found["comma"] and _can_be_verb(first) else words)


def _unslashed(words: str) -> str:
    """Say "suggest/implement" as "suggest and implement"; names, acronyms and what is one thing stay."""
    words = re.sub(r"(?i)\band/or\b", "and", words)
    return re.sub(
        r"(?<![\w/-])([a-z]{4,})/([a-z]{4,})(?![\w/-])",
        lambda pair: pair.group() if _SLASHED.match(pair.group()) else f"{pair[1]} and {pair[2]}",
        words,
    )


def _verb_list(words: str) -> str:
    """Say "design, build, maintain x" as "design, build and maintain x"."""
    found = re.match(r"((?:[a-z-]+, )+)([a-z-]+) (?!and\b|or\b)", words)
    if found is None or not all(_can_be_verb(word) for word in (*found[1].split(", ")[:-1], found[2])):
        return words
    return f"{found[1].removesuffix(', ')} and {words[found.start(2) :]}"


def _closed_verbs(words: str) -> str:
    """A cut list of duties without its "and": "build x, optimize y" as "build x and optimize y"."""
    head, comma, last = words.rpartition(", ")
    if not comma or re.search(r"\b(?:and|or)\b", last) or not _can_be_verb(last.split()[0]) or len(last.split()) < 2:
        return words
    return f"{head} and {last}" if _base_form(last.split()[0].capitalize(), "") else words


def _owned(words: str) -> str:
    """Say "our" for "their" where nobody stands before it whose it could be."""
    head, their, _ = words.partition(" their ")
    if not their or re.search(r"(?i)[a-z]s\b|\b(?:people|they|staff|who|each|every|team|company|business)\b", head):
        return words
    return words.replace(" their ", " our ", 1)


def _sayable(shape: Shape, words: str, shortened: bool) -> bool:
    """Whether turned words are whole and mean in a letter what they meant in the posting."""
    if (
        not _fit(words)
        or _OBJECT_YOU.search(words)
        or _NO_DUTY.match(words)
        or _CONDITIONS.match(words)
        or _GLUED.search(words)
    ):
        return False
    if shape == "verb":
        return True
    if re.search(r"(?i)\byou(?:rs?)?\b", words):
        return False
    if shape == "clause":
        main = re.sub(r", (?:which|who|that)\b[^,]*(?:,|$)", " ", words)
        finite = _FINITE.search(main) or re.match(r"(?i)we\b|we'", words)
        return bool(finite) and not _HIRING.search(words) and not (shortened and len(words.split()) < _MIN_CUT_CLAUSE)
    if shape == "gerund" and _has_own_verb(words):
        return False
    stray = {"noun": _FINITE, "gerund": _SECOND_CLAUSE}.get(shape)
    return stray is None or not stray.search(words)


def _has_own_verb(words: str) -> bool:
    """Whether a gerund is the subject of its own sentence: "using AI introduces many tradeoffs"."""
    from lemminflect import getAllLemmas

    return any(word.endswith("s") and set(getAllLemmas(word)) == {"VERB"} for word in words.split()[1:6])


def _shape(body: str, led: bool, words: str, company: str) -> tuple[Shape, str]:
    """The shape of a pain and its words before any cut.

    Args:
        body: The words after an opening such as "You will".
        led: Whether there was such an opening, so that an infinitive follows.
        words: All words.
        company: The employer's name.
    """
    duty = _BE_GERUND.match(body)
    if duty and (led or duty.start("rest") > 0):
        rest = duty["rest"]
        if re.match(r"\w+ing\b", rest):
            return _duty(rest)
        if led:
            return "verb", f"be {re.sub(r'^(?:also )?be ', '', _lower_first(body, company))}"
        if re.search(r"(?i)responsib|accountable", body[: duty.start("rest")]):
            return "verb", f"take responsibility for {_lower_first(rest, company)}"
        return "noun", _lower_first(rest, company)
    if led and re.match(r"(?:also )?be \w+ing\b", body):
        return _duty(body.split("be ", 1)[1])
    if led and _NEEDS.match(body):
        return "need", _lower_first(body, company)
    if led and not re.match(r"\w+s\s", body):
        return (
            ("quote", words) if body.split()[0].lower() in _words("modals") else ("verb", _lower_first(body, company))
        )
    shape, turned = _duty(body)
    if shape == "verb" and turned.split()[0] in _ASKS:
        words = turned.split(" ", 1)[1] if " " in turned else words
    elif shape != "quote":
        return shape, turned
    if _NEEDS.match(words):
        need = _lower_first(words, company)
        return "need", f"a {need}" if _COUNTED_NEED.match(need) else need
    if _is_clause(words, company):
        return "clause", _lower_first(words, company)
    if _NOUN_PHRASE.match(words):
        noun = _lower_first(words, company)
        return "noun", noun if re.match(r"(?:the|an?|full|end-to-end) ", noun) else f"the {noun}"
    return "quote", words


def _duty(body: str) -> tuple[Shape, str]:
    """A duty as an infinitive; as a gerund where a later verb would not follow the first."""
    turned = _as_verb(body)
    if turned is None:
        return "quote", body
    if re.match(r"[A-Z]\w+s\b", body) and not body.lower().startswith(turned.lower()[:6] + " "):
        turned = _later_verbs(turned)
        if not turned:
            return "quote", body
    if re.match(r"\w+ing\b", body) and re.search(r"\w(?:,| and|;) (?:and )?(?!during|including)\w+ing\b", turned):
        return "gerund", body[:1].lower() + body[1:]
    return "verb", turned


def _later_verbs(words: str) -> str:
    """A third-person duty with its later verbs as infinitives too; empty if one of them may as well be a noun."""
    from lemminflect import getAllLemmas

    tokens = words.split()
    for at in range(1, len(tokens)):
        word = tokens[at]
        if (
            tokens[at - 1].lower() not in {"and", "then"}
            or not re.fullmatch(r"[a-z]{3,}s", word)
            or word.endswith("ss")
        ):
            continue
        lemmas = getAllLemmas(word)
        if "VERB" not in lemmas:
            continue
        if "NOUN" in lemmas and (
            at + 1 == len(tokens) or tokens[at + 1].lower() not in {"the", "a", "an", "our", "their", "to", "how"}
        ):
            return ""
        tokens[at] = lemmas["VERB"][0]
    return " ".join(tokens)


def clean(quote: str) -> str:
    """A quote without bullets, Markdown, labels, parentheses and closing punctuation, on one line."""
    words = quote[:_MOST_CHARACTERS]
    words = re.sub(r"<!--.*?-->|</?[a-z][^<>]*>", " ", words)
    words = re.sub(r"!?\[([^\[\]]*)\](?:\([^()\s]*\)|\[[\w-]{1,40}\])", r"\1", words)
    words = re.sub(r"\\([-*_.#+!&|~()\[\]<>])", r"\1", words)
    words = re.sub(r"\*\*+|__+|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", words)
    words = words.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    words = re.sub(r"\s*\([^()]*\)", "", words)
    words = re.sub(r"\s*\([^()]*$", "", words)
    words = re.sub(r"(?<=\w)\s?—\s?(?=\w)", " — ", words)
    words = re.sub(r"^(?:[^\w$€£<>~≤≥{'\"]+|\d{1,2}[.)]\s*(?=[A-Za-z]))+", "", " ".join(words.split()))
    words = re.sub(r"[,;]?\s+\d\)\s+", "; ", words)
    words = re.sub(r"(?<=[a-z]{3}[.!])(?=[A-Z][a-z]+ )", " ", words)
    words = re.sub(r"(?<=\w)\s+[·•▪]\s.*$", "", words, flags=re.DOTALL)
    words = re.sub(r",?\s+(?:i\.e\b|e\.g\b)\.?.*$", "", words)
    label = re.match(r"[^.:;!?]{2,50}:\s+(?=\S)", words)
    if label and len(label.group().split()) <= 6 and len(words[label.end() :].split()) >= 4:
        words = words[label.end() :]
    words = re.sub(r"[\s.;:,!–—-]+$", "", words)
    return words.replace('"', "'")


_LIST = re.compile(
    r"(?P<head>.*?\S+ \S+ \S+), (?P<second>[^,]{2,40}), (?:[^,]{2,40}, )+(?:and |or )?[^,]{2,45}$", re.DOTALL
)


def _short_list(words: str) -> str:
    """A closing list of four things or more cut to its first three."""
    found = _LIST.match(words)
    if found is None or any(len(item.split()) > _MAX_ITEM_WORDS for item in words[found.end("head") + 2 :].split(", ")):
        return words
    items = words[found.end("head") + 2 :].split(", ")
    last = re.sub(r"^(?:and|or) ", "", items[-1]).split()
    verbs = _can_be_verb(items[0]) and len(last) > 1 and _can_be_verb(last[0])
    if verbs or any(re.match(r"(?:and |or )?\w+ing\b", item) for item in items):
        return words
    return f"{found['head']}, {items[0]} and {re.sub(r'^(?:and|or) ', '', items[1])}"


def _can_be_verb(item: str) -> bool:
    from lemminflect import getAllLemmas

    return " " not in item and "VERB" in getAllLemmas(item)


def _plain(words: str) -> str:
    """The words without worn phrases; empty if one has no plain word in its place."""
    for worn in jdparse.load_worn():
        if worn.pattern.search(words):
            if not worn.instead or re.search(rf"(?i){re.escape(worn.phrase)}\s*(?:[,.;]|and\b|$)", words):
                return ""
            words = worn.pattern.sub(worn.instead, words)
    return words


def _without_open_item(head: str) -> str:
    """A cut phrase without the last item of a list that the cut has left open."""
    while found := re.search(r",\s+(?!and\b|or\b|not\b|from\b|but\b|which\b|where\b|so\b|as\b)[^,]*$", head):
        shorter = head[: found.start()]
        if re.search(r"\b(?:and|or)\b", found.group()) or len(shorter.split()) < _MIN_HEAD_WORDS:
            break
        head = shorter
    return head


def _closed_list(words: str) -> str:
    """A list without its open end: "a, b, c, etc." and "a, b, c" become "a, b and c"."""
    words = re.sub(r"(?:,|\band\b|\s)*\s(?:etc|and more|and others|and so on)\b[.\s]*$", "", words)
    found = re.search(r"(?P<head>(?:, [^,]+){2,})$", words)
    if (
        found
        and not re.search(r"\b(?:and|or|to|which|that|with|by|for|so)\b|\w+ing\b", found["head"])
        and all(len(item.split()) <= 3 for item in found["head"].split(", ")[1:])
    ):
        head, _, last = words.rpartition(", ")
        return f"{head} and {last}"
    return words


def cut_tail(words: str, most: int) -> str:
    """The words cut at a clause to at most `most`; empty if no cut leaves a whole phrase."""
    whole = words
    for pattern in _TAILS:
        if len(words.split()) <= most and pattern not in _TAILS[:4]:
            break
        for found in (
            reversed(list(pattern.finditer(words))) if len(words.split()) <= most else list(pattern.finditer(words))
        ):
            head = words[: found.start()].rstrip(" ,;")
            hollow = _EMPTY_TAIL.search(head) and len(words.split()) <= most
            if len(head.split()) >= _MIN_HEAD_WORDS and not hollow:
                words = head
                break
    words = re.sub(r"\s*(?:,|;|\s–|\s—|\s-)\s*$", "", words)
    cut = words != whole
    emptied = _EMPTY_TAIL.sub("", words)
    words = emptied if len(emptied.split()) >= _MIN_HEAD_WORDS else words
    emptied = _EMPTY_WORD.sub("", words) if cut else words
    words = emptied if len(emptied.split()) >= _MIN_HEAD_WORDS else words
    if len(words.split()) > most:
        for found in reversed(list(re.finditer(r"[;:]|\s[–—-]\s|,\s+and\s+(?=\w+(?:e|d|p|t|n|r)\b)|,\s", words))):
            head = words[: found.start()].rstrip()
            if _MIN_HEAD_WORDS < len(head.split()) <= most and not re.search(r",[^,]*$", head):
                return head
        return ""
    return words


def _fit(words: str) -> bool:
    """Whether a cut phrase is whole: balanced marks, no dangling last word."""
    last = words.split()[-1].lower() if words.split() else ""
    return (
        len(words.split()) >= 3
        and words.count("(") == words.count(")")
        and last
        not in {
            "and",
            "or",
            "the",
            "a",
            "an",
            "of",
            "to",
            "for",
            "with",
            "in",
            "on",
            "our",
            "by",
            "that",
            "as",
            "from",
            "is",
            "are",
            "between",
            "into",
            "your",
            "&",
            *"so such both either neither various their its this these than while when where which including through about over "
            "under within across using via per variety range number set deeply highly very".split(),
        }
        and not re.search(
            r"[?!]|\.\s|\bresponsible$|\beverything from \w+$|\b(?:exists|aims|seeks|tries|continues|plans|wants|needs|helps)$",
            words,
        )
        and not _lost_noun(words)
        and not (last in _words("duty-verbs") and words.lower().endswith(f" to {last}"))
    )


def _lost_noun(words: str) -> bool:
    """Whether a phrase ends on an adjective whose noun was cut off: "trends in complex and large"."""
    from lemminflect import getAllLemmas

    *_, before, last = ["", *words.lower().split()]
    alone = last in _ALSO_ADJECTIVES or set(getAllLemmas(last.rpartition("-")[2])) == {"ADJ"}
    return (before.endswith("ly") and "ADJ" in getAllLemmas(last)) or (
        alone and (before.endswith(",") or before in {"and", "or", "in", "of", "with", "a", "an", "the", "to", "for"})
    )


#: Adjectives that a dictionary has as nouns too.
_ALSO_ADJECTIVES = frozenset({"adept", "complex", "scalable"})
#: What a role does to an applicant, and no duty.
_ASKS = frozenset({"entail", "involve", "require"})


def _quotation(words: str, most: int) -> str:
    """The words to stand in quotation marks: the first sentence, with three dots where it is cut."""
    pieces = re.split(r"(?<=[.!?])\s+", words)
    words = pieces[0].rstrip(".") if len(pieces[0].split()) >= 4 else words
    if len(words.split()) > most:
        cuts = [
            words[: found.start()]
            for found in re.finditer(
                r"[,;:]\s|\s[–—-]\s|\s(?=(?:that|which|to|for|with|by|across|so|while|and)\s)", words
            )
        ]
        whole = [cut for cut in cuts if _MIN_QUOTE_WORDS <= len(cut.split()) <= most]
        words = f"{whole[-1] if whole else ' '.join(words.split()[:most])} ..."
    dangling = re.search(
        r"(?:[,;:]|\s(?:or|and|but|with|to|of|for|the|an?|our|your|in|on|by|across))+(?: \.\.\.)?$", words
    )
    return f"{words[: dangling.start()]} ..." if dangling else words


def _is_clause(words: str, company: str) -> bool:
    start = words.split()[0].lower() if words.split() else ""
    if words[:1].islower():
        return False
    if start in {"we", "we're", "we've", "our"} or (company and words.startswith(company.split()[0])):
        return bool(_FINITE.search(words)) or start in {"we're", "we've", "we"}
    head = " ".join(words.split()[:9])
    return (
        bool(re.match(r"(?:The|This|These|Today|Every|Each|Most|Many|It)\b", words))
        and bool(_FINITE.search(head))
        and start not in {"this"}
    )


def _as_verb(words: str) -> str | None:
    """A duty as a bare infinitive ("Designing and building X" -> "design and build X"), or None if it is none."""
    tokens = words.split()
    if not tokens:
        return None
    adverb = tokens[0].lower().endswith("ly") and len(tokens) > 1 and _base_form(tokens[0], "") is None
    first = 1 if adverb else 0
    following = tokens[first + 1].lower() if first + 1 < len(tokens) else ""
    base = _base_form(tokens[first].rstrip(",/;"), "," if tokens[first].endswith(",") else following)
    if base is None:
        return None
    inflected = base != tokens[first].rstrip(",/;").lower()
    out = [tokens[0].lower()] if adverb else []
    at = first
    while at < len(tokens):
        token = tokens[at]
        core = token.rstrip(",;")
        form = base if at == first else _base_form(core.capitalize(), "") if inflected else None
        if at > first and core.lower() in {"and", "or", "&", "then", "/"}:
            out.append(core.lower() if core != "&" else "and")
        elif (
            form is not None
            and (at == first or _coordinated(tokens, at))
            and _same_form(core, tokens[first].rstrip(",/;"))
        ):
            out.append(form + token[len(core) :])
        elif at > first and core.lower().endswith("ly") and inflected and at + 1 < len(tokens):
            out.append(token)
        else:
            break
        at += 1
    return " ".join([*out, *tokens[at:]]).replace(" & ", " and ")


def as_past(words: str) -> str | None:
    """What somebody did, in the past tense and without a capital, or None if it does not open with a verb.

    "Design and build X", "Designing X", "Designs X" and "Designed X" all become "designed ...".
    """
    tokens = words.split()
    first = 1 if len(tokens) > 1 and tokens[0].lower().endswith("ly") and not _base_form(tokens[0], "") else 0
    if not tokens[first:]:
        return None
    verb = tokens[first].rstrip(",;").lower()
    if is_past(verb):
        return " ".join([tokens[0].lower(), *(token.lower() for token in tokens[1 : first + 1]), *tokens[first + 1 :]])
    following = tokens[first + 1].lower() if first + 1 < len(tokens) else ""
    if _WORKER.match(following) or (
        is_past(following) and len(tokens) > first + 2 and tokens[first + 2].lower() in _PLACES
    ):
        # "Lead engineer of ..." and "Research integrated into ..." open with a noun.
        return None
    turned = _as_verb(words[:1].upper() + words[1:])
    if turned is None:
        if not re.fullmatch(r"[a-z-]{3,}ing", verb) or _lemmas(verb):
            return None
        turned = " ".join([*(token.lower() for token in tokens[:first]), verb_lemma(verb), *tokens[first + 1 :]])
    return _all_past(turned.split(), first, gerund=verb.endswith("ing") and verb_lemma(verb) != verb)


#: Who opens a line that says what somebody was, and not what they did.
_WORKER = re.compile(
    r"(?:engineer|developer|scientist|researcher|architect|author|maintainer|contributor|analyst|designer|instructor)s?\b"
)
#: What the rules for new words can take.
_LATIN = re.compile(r"[a-z]{2,}(?:-[a-z]{2,})*")
_VERB_PREFIXES = frozenset({"back", "co", "cross", "de", "fine", "hand", "over", "pre", "re", "right"})
_PLACES = frozenset({"at", "by", "for", "from", "in", "into", "on", "to", "with"})
_DETERMINERS = frozenset({"a", "all", "an", "each", "every", "its", "our", "the", "their"})


def _all_past(tokens: list[str], first: int, *, gerund: bool) -> str:
    """Infinitives in the past tense: those that open the words, and the later ones that are plainly joined to them."""
    opening = True
    for at in range(first, len(tokens)):
        core = tokens[at].rstrip(",;")
        joined = at > first and _coordinated(tokens, at)
        if at > first and core in {"and", "or", "then"}:
            continue
        opening = at == first or (opening and joined)
        following = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        # Why: "training and serving code" lists nouns; after an object and before another one, a gerund is a verb.
        as_gerund = gerund and core.endswith("ing") and following and following not in _PLACES
        lemmas = _lemmas(core)
        before = tokens[at - 1] if tokens[at - 1].endswith(",") else tokens[max(at - 2, first)]
        listed = as_gerund and not before.rstrip(",").endswith("ing") and (not lemmas or "VERB" in lemmas)
        later = joined and (listed if gerund else "VERB" in lemmas and following in _DETERMINERS)
        if at == first or later or (opening and "VERB" in lemmas and not core.endswith("ing")):
            tokens[at] = past_form(verb_lemma(core)) + tokens[at][len(core) :]
    return " ".join(tokens)


@lru_cache(maxsize=4096)
def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    from lemminflect import getAllLemmas

    return dict(getAllLemmas(word))


@lru_cache(maxsize=4096)
def verb_lemma(word: str) -> str:
    """The infinitive of a verb in any form, the dictionary's or what its rules make of a new word."""
    from lemminflect import getLemma

    if not _LATIN.fullmatch(word):
        return word
    return str(next(iter(_lemmas(word).get("VERB", ())), None) or next(iter(getLemma(word, "VERB")), word))


@lru_cache(maxsize=4096)
def past_form(verb: str, *, participle: bool = False) -> str:
    """The past tense of an infinitive, or its participle."""
    from lemminflect import getInflection

    if not _LATIN.fullmatch(verb):
        return verb
    return str(next(iter(getInflection(verb, "VBN" if participle else "VBD")), verb))


@lru_cache(maxsize=4096)
def is_past(word: str) -> bool:
    """Whether a word in lower case is the past tense of a verb, and not its infinitive too."""
    from lemminflect import getInflection

    prefix, hyphen, stem = word.rpartition("-")
    if hyphen:
        # "Fine-tuned" is a verb, "GPU-based" is none.
        return prefix in _VERB_PREFIXES and is_past(stem)
    lemmas = _lemmas(word)
    if not lemmas:
        return bool(re.fullmatch(r"[a-z]{3,}ed", word))
    return any(verb != word and word in getInflection(verb, "VBD") for verb in lemmas.get("VERB", ()))


def _coordinated(tokens: list[str], at: int) -> bool:
    return (
        tokens[at - 1].endswith(",")
        or tokens[at - 1].lower() in {"and", "or", "&", "then", "/"}
        or tokens[at - 1].lower().endswith("ly")
    )


def _same_form(word: str, first: str) -> bool:
    return word.endswith("ing") == first.endswith("ing") and (
        first.lower().endswith("s") == word.lower().endswith("s") or not first.lower().endswith("s")
    )


@lru_cache(maxsize=1024)
def _base_form(word: str, following: str) -> str | None:
    """The infinitive of a word that can be a verb here, else None.

    Source: https://lemminflect.readthedocs.io/en/latest/lemmatizer/ (`getAllLemmas`, dictionary only)
    """
    from lemminflect import getAllLemmas

    folded = word.lower()
    if (
        not re.fullmatch(r"[a-z]+(?:-[a-z]+)?(?:/[a-z]+)?", folded)
        or (folded in _words("not-verbs") and not (folded in _words("duty-verbs") and following in {",", "and", "&"}))
        or following in {"of", "is", "are", "will"}
        or (word.isupper() and len(word) > 1)
    ):
        return None
    if "/" in folded:
        parts = [_base_form(part, "") for part in folded.split("/")]
        return None if None in parts else "/".join(part for part in parts if part)
    prefix, _, stem = folded.rpartition("-")
    lemmas = getAllLemmas(stem)
    verbs = lemmas.get("VERB", ())
    if not verbs and stem.removesuffix("s") in _words("duty-verbs"):
        verbs = (stem.removesuffix("s"),)
    if not verbs:
        return (
            folded
            if re.search(r"(?:ize|ise|ify)$", folded)
            else re.sub(r"(?:izing|ising)$", lambda m: m.group()[:2] + "e", folded)
            if re.search(r"(?:izing|ising)$", folded)
            else None
        )
    others = {"NOUN", "ADJ", "ADV", "PROPN"} & set(lemmas)
    base = verbs[0]
    if stem != base and not stem.endswith("ing") and not (stem.endswith("s") and word[:1].isupper()):
        return None
    if stem == base and others and stem not in _words("duty-verbs") and word[:1].islower() and following == "":
        return None
    return f"{prefix}-{base}" if prefix else str(base)


def _flip(words: str, table: dict[str, str]) -> str:
    """Each personal pronoun replaced, capitals kept; "US" and what stands in quotation marks stay."""

    def replace(found: re.Match[str]) -> str:
        word = found.group()
        if word == "US":
            return word
        other = table.get(word.lower())
        return word if other is None else other.capitalize() if word[0].isupper() and found.start() == 0 else other

    parts = re.split(r"((?<!\w)'[^']{2,80}'(?!\w))", words)
    return "".join(
        part if number % 2 else re.sub(r"[A-Za-z]+(?:'[a-z]+)?", replace, part) for number, part in enumerate(parts)
    )


def _lower_first(words: str, company: str) -> str:
    first = words.split()[0] if words.split() else ""
    second = words.split()[1] if len(words.split()) > 1 else ""
    if (
        (company and words.lower().startswith(company.split()[0].lower()))
        or (
            first.istitle()
            and second.istitle()
            and first.lower() not in _FLIPS
            and not re.match(r"(?:The|This|Our|A|An)$", first)
        )
        or any(char.isupper() for char in first[1:])
        or first == "I"
    ):
        return words
    from lemminflect import getAllLemmas

    known = bool(getAllLemmas(first.lower())) or first.lower() in _words("not-verbs") or first.lower() in _FLIPS
    return words[:1].lower() + words[1:] if known else words


def _lower_word(word: str) -> str:
    """A Title Case word of the dictionary in lower case; acronyms and names stay."""
    if not re.fullmatch(r"[A-Z][a-z-]+(?:/[A-Z]?[a-z-]+)*", word):
        return word
    from lemminflect import getAllLemmas

    return word.lower() if all(getAllLemmas(part.lower()) for part in re.split(r"[/-]", word)) else word


_NOUN_ENDINGS = re.compile(
    r"(?:ity|ness|ment|tion|sion|ency|ancy|ance|ence|acy|age|ures?|cy|rates?|time|costs?|loss(?:es)?|revenue|recall|precision|uptime|downtime|value|impact|quality|usage|churn|adoption|roi|nps|csat|slas?|slos?|slis?|auc|kpis?|metrics|outcomes?|effort|experience|throughput|speed|safety|drift|rag|benchmarks?|hallucinations?|positives?|savings?|spend|users?|growth|bias|toil|work|qps|mttr|defects?|satisfaction|results?|incidents?|scores?|data|day|second|outages?|productivity|production|market|profit|margins?|gains?|ies|performance)s?$",
    re.IGNORECASE,
)


def turn_metric(quote: str) -> tuple[Literal["noun", "load", "target", "word"], str]:
    """The metric's quote and its shape.

    A noun phrase, how the system copes with a load, a phrase with a number in it, or a word that only leans to one.
    """
    words = re.sub(r"(?i)^(?:measurable|key|critical)\s+(?=\w)", "", clean(quote))
    words = " ".join(_lower_word(word) for word in _flip(words, _FLIPS).split())
    words = re.sub(r"^([\w -]+), ([\w -]+)$", r"\1 and \2", words)
    words = re.sub(r"^([a-z]+)/([a-z]+)$", r"\1 and \2", words.replace("\u2011", "-"))
    words = re.sub(r"(?<=[a-z]) (?:reductions?|optimi[sz]ations?|improvements?|savings)$", "", words)
    words = re.sub(r"^(?:high|low|higher|lower|faster|better|increased|reduced|improved) (?=[a-z])", "", words)
    if words.lower() in jdparse.load_nouns():
        noun = jdparse.load_nouns()[words.lower()]
        return "load" if noun.startswith("how ") else "noun", noun
    if re.fullmatch(r"[A-Z][A-Z0-9]{1,6}s?(?:@\d+)?", words):
        return "noun", words
    first = words.split()[0] if words.split() else ""
    if re.search(r"\d", re.sub(r"(?i)\bp\d\d\b|\bf1\b|24[/x]7", "", words)):
        return ("word" if re.search(r"(?:er|\d|thousand|million|billion|trillion)s?$", words) else "target"), words
    load = re.search(
        r"(?i)(?:(?:hundreds|thousands|millions|billions|trillions|petabytes|terabytes|volumes) of \w+(?: \w+)?|\w+ volumes?)$",
        words,
    )
    if (
        load
        and not re.search(r"(?i)(?:thousands|millions|billions|trillions)$", words)
        and not re.match(r"(?i)(?:performance|throughput)\b", words)
    ):
        return "load", f"how the system copes with {load.group()}"
    compound = re.fullmatch(r"(high|low)-(\w+)", words)
    if compound:
        words = compound[2] if compound[1] == "high" else f"low {compound[2]}"
    verbal = re.match(
        r"(?:reduc|improv|increas|optimi[sz]|enhanc|minimi[sz]|maximi[sz]|rais|lower|cut|boost|maintain)(?:e|es|ing|s|ting)?\s+(?:the\s+)?(?P<rest>\S.*)$",
        words,
    )
    if verbal and _NOUN_ENDINGS.search(verbal["rest"]):
        return "noun", verbal["rest"]
    head = words.split(" of ")[0] if " of " in words else words
    stopped = re.match(
        r"(?:in|over|every|each|per|reduce|improve|increase|save|optimi[sz]e|enhance|accelerate|to|and|be|minimi[sz]e|maximi[sz]e|drive|deliver|grow|ensure|at|on|from|by)$",
        first.lower(),
    )
    is_noun = bool(_NOUN_ENDINGS.search(head)) and " to " not in words and words != "real-time" and not stopped
    is_noun = is_noun or bool(re.fullmatch(r"(?:time|speed)[ -]to[ -]\w+", words))
    return ("noun" if is_noun else "word"), words
