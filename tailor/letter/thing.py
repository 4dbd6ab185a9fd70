"""The thing of theirs that a line of the posting names: what an offer is about."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Token

from jdparse.english.classes import word_class
from jdparse.english.duty import read_line
from jdparse.english.pronouns import to_reader
from jdparse.english.rarity import rarity
from jdparse.english.tree import children, render
from jdparse.english.verbs import verb_lemma, word_lemmas


def find_thing(quote: str, company: str = "") -> tuple[str, bool]:
    """A thing of the team's that a line names, "ranking models", and whether it is plural; empty where it names none.

    The one whose kind is the rarest goes first: "fraud models" says more of a team than "data pipelines".
    """
    # Why: most lines name none, and a parse of each would be felt.
    if word_class("artefacts").isdisjoint(re.findall(r"[a-z]+", quote.lower())):
        return "", False
    line = read_line(quote, company)
    if line is None:
        return "", False
    named: list[tuple[float, int, str, bool]] = []
    for token in line.doc:
        if (
            token.lower_ in word_class("artefacts")
            and token.tag_ in {"NN", "NNS"}
            and token.dep_ not in {"compound", "nmod", "npadvmod"}
        ):
            words = kind_of_thing(token, list(token.doc))
            if not _tells_kind(words, token):
                continue
            named.append((-rarity(words) if " " in words else 0.0, token.i, to_reader(words), token.tag_ == "NNS"))
    if not named:
        return "", False
    _, _, words, plural = min(named)
    return words, plural


def _tells_kind(words: str, head: Token) -> bool:
    """Whether a noun or a made-up word says which kind: "fraud models", "LLM-based tools"; "explainable systems" are anybody's."""
    before = words.split()[:-1]
    if not before:
        return True
    if before[0].lower() == "learning" or verb_lemma(before[0].lower()) == before[0].lower() in _DOING:
        return False
    tags = {token.text: token.tag_ for token in head.doc[max(0, head.i - 4) : head.i]}
    return any(
        "-" in word or word.isupper() or tags.get(word, "").startswith(("NN", "VBG")) or word.lower() in _KINDS
        for word in before
    )


def kind_of_thing(head: Token, kept: Collection[Token]) -> str:
    """A noun with the nouns that name its kind, at most three words."""
    if not head.tag_.startswith("NN"):
        return ""
    vague = (
        word_class("quality-adjectives")
        | word_class("worn-adjectives")
        | word_class("artefacts")
        | word_class("coding")
        | word_class("making")
        | word_class("treating")
        | _NO_KIND
    )
    named = [
        token
        for token in children(head, "compound", "nmod", "amod")
        if token in kept
        and token.i < head.i
        and token.lower_ not in vague
        and (
            token.tag_[:2] == "NN"
            or token.tag_ == "JJ"
            or token.tag_ == "VBN"
            or (token.tag_ == "VBG" and "NOUN" in word_lemmas(token.lower_))
        )
        and token.is_ascii
    ]
    named = sorted(
        {*named, *(inner for token in named for inner in children(token, "compound"))}, key=lambda token: token.i
    )
    row = [*named[-2:], head]
    return render(row) if row[-1].i - row[0].i == len(row) - 1 else head.text


#: Verbs that the parser takes for a noun before a thing: "ship full-stack features".
_DOING = frozenset(
    {
        "ship",
        "build",
        "train",
        "deploy",
        "scale",
        "run",
        "own",
        "drive",
        "lead",
        "support",
        "improve",
        "maintain",
        "develop",
    }
)
#: Adjectives that name a kind of model.
_KINDS = frozenset(
    {
        "predictive",
        "generative",
        "statistical",
        "neural",
        "conversational",
        "multimodal",
        "analytical",
        "agentic",
        "linguistic",
    }
)
#: Words before a thing that do not tell its kind.
_NO_KIND = frozenset(
    {
        "other",
        "such",
        "many",
        "several",
        "multiple",
        "own",
        "able",
        "next",
        "same",
        "underlying",
        "complex",
        "cutting",
        "edge",
        "based",
        "full",
        "overall",
        "core",
        "new",
        "first",
        "prototype",
        "production",
        "ready",
    }
)
