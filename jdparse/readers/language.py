"""Tell a posting that is not English, cheaply: a library is asked only when the text lacks English function words."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

from ahocorasick_rs import AhoCorasick

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_words
from jdparse.readers.plain import sound

#: English postings have a share of 0.15 to 0.40 (the lowest of 1,158 real ones: 0.09, a bare list of skills).
MIN_SHARE = 0.08
#: A bare list of tool names looks like any language; prose has at least this share of its language's stop words.
MIN_FOREIGN_SHARE = 0.10
#: Fewer words tell a language only where many of them are its stop words.
_MIN_WORDS = 25
_MIN_SHORT_SHARE = 0.25
#: A short text with so many English function words is English.
_MIN_SHORT_ENGLISH = 0.2
#: Or where none of them is English and so many have letters that English has not.
_MIN_FOREIGN_LETTERS = 0.15
#: Fewer tell none.
_LEAST_WORDS = 8
#: What the library calls what is no language: code, addresses, a picture as text.
_NO_LANGUAGE = "zxx"
#: Addresses, pictures as text, keys and codes: no word has so many characters, and some happen to look like a language.
_NO_WORDS = re.compile(r"\bhttps?://\S+|\bwww\.\S+|(?<![!-~])[!-~]{60,}")
_NAMES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "cs": "Czech",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "tr": "Turkish",
    "he": "Hebrew",
    "ar": "Arabic",
}


def foreign_language(text: str) -> str:
    """The name of the text's language if that is not English, else an empty string."""
    text = _NO_WORDS.sub(" ", text)
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return ""
    function_words = load_words()["function-words"]
    share = sum(word in function_words for word in words) / len(words)
    dense = any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in text)
    long = len(words) >= _MIN_WORDS
    # A short text may hold a word that its language shares with English, such as "in".
    if share >= (MIN_SHARE if long else _MIN_SHORT_ENGLISH) or (len(words) < _LEAST_WORDS and not dense):
        return ""
    code = _code(text[:20_000])
    if code in {"en", _NO_LANGUAGE}:
        return ""
    known = _stop_word_share(words, code)
    if not long and known is not None:
        # Names and a title stand above a short text; and where no English word stands, its letters tell.
        prose = max((re.findall(r"[^\W\d_]+", line) for line in text.lower().split("\n")), key=len)
        known = max(known, _stop_word_share(prose, code) or 0.0)
        if not share and sum(not word.isascii() for word in words) >= _MIN_FOREIGN_LETTERS * len(words):
            return _name_of(code)
        if known <= 2 * share:
            return ""
    if not dense and (not long if known is None else known < (MIN_FOREIGN_SHARE if long else _MIN_SHORT_SHARE)):
        return ""
    return _name_of(code)


def _code(text: str) -> str:
    """The language of a text as the library has it; English where it cannot unpack its model, for which it needs a place on the disk."""
    from py3langid import classify

    try:
        return str(classify(text)[0])
    except OSError:
        return "en"


def _name_of(code: str) -> str:
    return _NAMES.get(code, f"another language ({code})")


def _stop_word_share(words: list[str], code: str) -> float | None:
    """How much of a text are stop words of the language it seems to be in; None where spaCy has no list for it."""
    try:
        stop_words = import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS
    except ImportError:
        return None
    return sum(word in stop_words for word in words) / len(words)


def asked_language(text: str) -> str:
    """The language in which a posting asks for the application, if that is not English; else an empty string.

    Its words are in ``application-in-*`` of ``lexicons/words.toml``: what postings say in that language, or in English of it.
    """
    plain = " ".join(sound(text).lower().split())
    automaton, names = _applications()
    found = automaton.find_matches_as_indexes(plain, overlapping=True)
    if found:
        return min(names[word] for word, _, _ in found).capitalize()
    asked = _IN_LANGUAGE.search(plain)
    return asked["language"].capitalize() if asked else ""


@lru_cache(maxsize=1)
def _applications() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Finds the words that ask for an application in a language, and the language of each."""
    begins = "application-in-"
    words = sorted(
        (name.removeprefix(begins), phrase)
        for name, phrases in load_words().items()
        if name.startswith(begins)
        for phrase in phrases
    )
    return AhoCorasick([phrase for _, phrase in words]), tuple(name for name, _ in words)


_IN_LANGUAGE = pattern(
    r"\b(?:apply|applications?|cvs?|r[eé]sum[eé]s?|cover letters?|documents)\b[^.!?]{0,60}\bin (?P<language>{languages})\b(?! or english| and english|/english| and/or english)"
)
