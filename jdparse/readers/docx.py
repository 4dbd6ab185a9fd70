"""A Word file -> posting, through mammoth's HTML.

Why mammoth: it gives lists as lists, and it reads content controls, text boxes and accepted changes, none of which
python-docx's paragraphs hold.

Source: https://github.com/mwilliamson/python-mammoth
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace

from jdparse.errors import EmptyPostingError, ReadError
from jdparse.readers.head import guess_title_and_company, pasted_posting
from jdparse.readers.layout import flat_text
from jdparse.readers.vanish import shown_docx
from jdparse.types import Posting

#: Pictures make a Word file large.
MAX_FILE_BYTES = 40_000_000
#: The text of a posting has some 200 kilobytes as XML; what unpacks to more was made to fill the memory.
MAX_XML_BYTES = 8_000_000

#: Ten pages have some ten thousand elements, each of which begins and ends with such a mark; its styles have some thousand.
MAX_MARKS = 300_000
#: A part is a text, a picture or a list of styles; a document has some twenty.
MAX_PARTS = 2_000

_DOCUMENT = re.compile(r"word/document\d*\.xml")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def read_docx(content: bytes, source: str, name: str) -> Posting:
    """The posting of a Word file.

    Args:
        content: The bytes of a zip file.
        source: The file, for error messages.
        name: The posting's id.

    Raises:
        ReadError: The zip file is no Word file, or a broken, locked or huge one.
        EmptyPostingError: It holds no text.
    """
    problem = _problem(content)
    if problem:
        raise ReadError(source, problem)
    import mammoth

    try:
        markup = mammoth.convert_to_html(io.BytesIO(shown_docx(content)), convert_image=lambda image: []).value
    # A parser of files from anywhere fails in as many ways as there are broken files, and each is the file's fault.
    except Exception as error:
        raise ReadError(source, "is a broken Word file; open it and save it again, or copy its text") from error
    text = flat_text(markup)
    if not text:
        raise EmptyPostingError(
            source, "is a Word file without text; if the posting is a picture in it, copy its words"
        )
    posting = pasted_posting(text, source, name)
    if posting.title:
        return posting
    # Some forms have both in the page's header, which mammoth leaves out.
    title, company = guess_title_and_company(_page_header(content))
    return replace(posting, title=title, company=company or posting.company) if title else posting


def _page_header(content: bytes) -> str:
    """The lines of the headers of a Word file's pages; empty where they cannot be read."""
    from docx import Document

    try:
        sections = Document(io.BytesIO(content)).sections
        return "\n".join(part.text for section in sections for part in section.header.paragraphs)
    # The file has been read once; what only its headers have wrong is no reason to refuse it.
    except Exception:
        return ""


def _problem(content: bytes) -> str:
    """Why a zip file cannot be read as a Word file, or an empty string."""
    if len(content) > MAX_FILE_BYTES:
        return f"has {len(content) / 1e6:.0f} MB, far more than a posting; save it without its pictures"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            too_much = _too_much(archive, parts)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError):
        return "is a broken or cut DOCX or zip file; get it again, or copy the posting's text"
    if not any(_DOCUMENT.fullmatch(part.filename) for part in parts):
        if _OPEN_DOCUMENT in content[:200]:
            return "is an OpenDocument file, which is not read; save it as DOCX, or copy its text and pipe it in"
        return _other_zip({part.filename for part in parts})
    if any(part.flag_bits & 1 for part in parts):
        return "is locked with a password; save it without one"
    return too_much


def _too_much(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> str:
    """What a Word file has more of than a posting; empty where it is none, or locked.

    Why all parts: the file itself says which of them is its text, whatever that is called.
    """
    if len(parts) > MAX_PARTS:
        return f"has more than {MAX_PARTS:,} parts, far more than a posting; copy the posting's text"
    if any(part.flag_bits & 1 for part in parts) or not any(_DOCUMENT.fullmatch(part.filename) for part in parts):
        return ""
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels")) or _begins_as_xml(archive, part)]
    if sum(part.file_size for part in texts) > MAX_XML_BYTES:
        return f"unpacks to more than {MAX_XML_BYTES / 1e6:.0f} MB of text, far more than a posting; copy the posting's text"
    if sum(archive.read(part).count(b"<") for part in texts) > MAX_MARKS:
        return f"has more than {MAX_MARKS // 2:,} elements, far more than a posting; copy the posting's text"
    return ""


def _begins_as_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _other_zip(names: set[str]) -> str:
    """What to do about a zip file that is no Word document."""
    if "Index/Document.iwa" in names or "Index.zip" in names or any(name.endswith(".iwa") for name in names):
        return "is a file of Pages; export it as Word or PDF"
    if "META-INF/container.xml" in names:
        return "is an EPUB; open it and copy the posting's text"
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return "is a file of Excel or PowerPoint; save it as CSV or PDF, or copy its text"
    return "is a zip file without a Word document in it; unpack it, and give one of its files"


def problem_of_old_office(content: bytes) -> str:
    """What to do about a file of the container that Office used before DOCX, and uses for locked files and mail."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is locked with a password; save it without one"
    if "__substg1.0_".encode("utf-16-le") in content:
        return "is a message that Outlook saved (.msg), which is not read; save it as .eml, or copy its text and pipe it in"
    return "is a file of old Office (.doc), which is not read; save it as DOCX, or copy its text and pipe it in"
