"""Files that hold no text: what they are and what to do instead; and text in another charset than UTF-8.

Source: https://h2non.github.io/filetype.py/; https://charset-normalizer.readthedocs.io/en/latest/user/advanced_search.html
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from jdparse.errors import ReadError

#: What the kinds of file are that a guess of their type names, and what to do, by the beginning of the type.
_ADVICE = (
    ("image/", "is a picture; copy the posting's text instead"),
    ("audio/", "is an audio recording; give the posting's text"),
    ("video/", "is a video; give the posting's text"),
    ("font/", "is a font; give the posting's text"),
    ("application/gzip", "is a gzip file; unpack it first"),
    ("application/zip", "is a zip file; unpack it first"),
    ("application/epub+zip", "is an EPUB; open it and copy the posting's text"),
)
_ARCHIVES = ("7z", "rar", "xz", "bzip2", "tar", "zstd", "lzip", "lz4", "compress")
#: What Windows, old Macs and PowerShell write besides UTF-8.
_CHARSETS = ("utf_16_le", "utf_16_be", "cp1252", "mac_roman")
#: So many bytes tell a charset.
_SAMPLE_BYTES = 50_000


def is_binary(content: bytes) -> bool:
    """Whether some bytes are of a file that a library knows to be none of text."""
    return (b"\0" in content[:4096] or not content[:4].isascii()) and bool(_mime(content))


def problem_of_binary(content: bytes) -> str:
    """What a file without text is, and what to do."""
    mime = _mime(content)
    known = next((advice for start, advice in _ADVICE if mime.startswith(start)), "")
    if known:
        return known
    if any(name in mime for name in _ARCHIVES):
        return "is a packed file; unpack it first"
    return "is a binary file; give plain text, Markdown, a saved page or JSON lines"


def _mime(content: bytes) -> str:
    import filetype

    kind = filetype.guess(bytes(content[:8192]))
    return str(kind.mime) if kind else ""


def decode_text(content: bytes, source: str) -> str:
    """Bytes as text: UTF-8, else what Windows and old Macs write. Lines that end in a carriage return alone end in a line feed.

    Raises:
        ReadError: They are a binary file, or of a charset that cannot be told.
    """
    text = _decoded(content, source)
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text


def _decoded(content: bytes, source: str) -> str:
    binary = b"\0" in content[:100_000]
    try:
        if not binary:
            return content.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = error.reason != "unexpected end of data"
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"is not UTF-8 text (byte 0x{content[error.start]:02x} in line {line}); save it as UTF-8"
    else:
        whole, problem = True, problem_of_binary(content)
    # A character that is cut at the end is one of UTF-8.
    if not whole:
        raise ReadError(source, problem)
    from charset_normalizer import from_bytes

    charsets = [name for name in _CHARSETS if binary == name.startswith("utf_16")]
    # A half of a 16-bit character at the sample's end would spoil it.
    found = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=charsets).best()
    if found is None or (binary and not _mostly_letters(str(found))):
        raise ReadError(source, problem)
    names = [found.encoding] if binary else ["cp1252", "mac_roman"]
    texts = [text for name in names for text in _in_charset(content, name)]
    if not texts:
        raise ReadError(source, problem)
    # The library weighs whole texts; a few accents and quotation marks tell by where they stand.
    return max(texts, key=_fitting_marks)


def _in_charset(content: bytes, name: str) -> Iterator[str]:
    try:
        yield codecs.decode(content, name)
    except UnicodeDecodeError:
        return


def _fitting_marks(text: str) -> int:
    """How many more accents and marks stand where English has them than where no language does."""
    return len(_FITS.findall(text)) - len(_FITS_NOT.findall(text))


_FITS = re.compile(r"(?<=[^\W\d_])[à-öø-ÿœ]|[‘’“”–—•…€£™®©]")
#: A capital letter behind a small one, or a mark in the middle of a word that is none of writing.
_FITS_NOT = re.compile(r"(?<=[a-zß-ÿ])[À-ÖØ-ÞŒŠŽŸ]|(?<=[a-z])[¬¶†‡‰¤¥¢¨¯˘˙˚˝¿¡…](?=[a-z])|(?<=[a-z])[¿¡‰ˆ¸˜]")


def _mostly_letters(text: str) -> bool:
    """Whether a text is of Latin letters and spaces: bytes of no text at all are read as rare characters."""
    return sum(char.isascii() and (char.isalnum() or char.isspace()) for char in text) >= 0.7 * len(text)
