"""A line of a résumé as what somebody did: "Designing X", "Designs X" and "Design X" all become "designed X"."""

from __future__ import annotations

import re
from functools import lru_cache

import jdparse
from jdparse.english.patterns import pattern
from jdparse.english.verbs import is_only_past, past_form, verb_lemma, word_lemmas


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
    if is_only_past(verb):
        return " ".join([tokens[0].lower(), *(token.lower() for token in tokens[1 : first + 1]), *tokens[first + 1 :]])
    following = tokens[first + 1].lower() if first + 1 < len(tokens) else ""
    if _WORKER.match(following) or (
        is_only_past(following) and len(tokens) > first + 2 and tokens[first + 2].lower() in _PLACES
    ):
        # "Lead engineer of ..." and "Research integrated into ..." open with a noun.
        return None
    turned = _as_verb(words[:1].upper() + words[1:])
    if turned is None:
        if not re.fullmatch(r"[a-z-]{3,}ing", verb) or word_lemmas(verb):
            return None
        turned = " ".join([*(token.lower() for token in tokens[:first]), verb_lemma(verb), *tokens[first + 1 :]])
    return _all_past(turned.split(), first, gerund=verb.endswith("ing") and verb_lemma(verb) != verb)


#: Who opens a line that says what somebody was, and not what they did.
_WORKER = pattern(r"(?:{doers})s?\b")
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
        lemmas = word_lemmas(core)
        before = tokens[at - 1] if tokens[at - 1].endswith(",") else tokens[max(at - 2, first)]
        listed = as_gerund and not before.rstrip(",").endswith("ing") and (not lemmas or "VERB" in lemmas)
        later = joined and (listed if gerund else "VERB" in lemmas and following in _DETERMINERS)
        if at == first or later or (opening and "VERB" in lemmas and not core.endswith("ing")):
            tokens[at] = past_form(verb_lemma(core)) + tokens[at][len(core) :]
    return " ".join(tokens)


def _coordinated(tokens: list[str], at: int) -> bool:
    return (
        tokens[at - 1].endswith(",")
        or tokens[at - 1].lower() in {"and", "or", "&", "then", "/"}
        or (tokens[at - 1].lower().endswith("ly") and (at < 2 or _coordinated(tokens, at - 1)))
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
    from jdparse.english.inflection import dictionary

    folded = word.lower()
    if (
        not re.fullmatch(r"[a-z]+(?:-[a-z]+)?(?:/[a-z]+)?", folded)
        or (folded in _listed("not-verbs") and not (folded in _listed("duty-verbs") and following in {",", "and", "&"}))
        or following in {"of", "is", "are", "will"}
        or (word.isupper() and len(word) > 1)
    ):
        return None
    if "/" in folded:
        parts = [_base_form(part, "") for part in folded.split("/")]
        return None if None in parts else "/".join(part for part in parts if part)
    prefix, _, stem = folded.rpartition("-")
    lemmas = dictionary().getAllLemmas(stem)
    verbs = lemmas.get("VERB", ())
    if not verbs and stem.removesuffix("s") in _listed("duty-verbs"):
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
    if stem == base and others and stem not in _listed("duty-verbs") and word[:1].islower() and following == "":
        return None
    return f"{prefix}-{base}" if prefix else str(base)


def _listed(name: str) -> frozenset[str]:
    return jdparse.load_lexicon().words[name]
