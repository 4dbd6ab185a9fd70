"""Streams of bytes, packed or not, and their lines; a line that never ends is passed over and not held."""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from jdparse.errors import NO_FILE, ReadError

#: A posting is a few kilobytes; with all that a scraper keeps beside it, some hundred. A longer line is something else.
MAX_LINE_BYTES = 16_000_000
#: What is said of such a line.
TOO_LONG = f"is a line of more than {MAX_LINE_BYTES // 1_000_000} MB, far more than a posting"
_STEP = 16_000
_GZIP = b"\x1f\x8b"
#: The mark of UTF-32 begins as that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """A file's content, unpacked if it is gzip, and the stream whose position tells how far the file is read.

    Raises:
        ReadError: It is not there, or cannot be read.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(len(_GZIP)) == _GZIP
            raw.seek(0)
            yield (cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw), raw
    except FileNotFoundError as error:
        raise ReadError(str(path), NO_FILE) from error
    except EOFError as error:
        raise ReadError(str(path), "is a gzip file that is cut off; pack it again") from error
    except gzip.BadGzipFile as error:
        raise ReadError(str(path), "is a broken gzip file; pack it again") from error
    except OSError as error:
        raise ReadError(str(path), f"cannot be read ({error.strerror or error})") from error


def peek(stream: BinaryIO, size: int) -> bytes:
    """The first bytes of a stream that is at its beginning, where it stays."""
    parts = []
    # What is packed and cut off has its beginning still.
    with suppress(EOFError):
        while size > 0 and (part := stream.read(min(size, _STEP))):
            parts.append(part)
            size -= len(part)
    stream.seek(0)
    return b"".join(parts)


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    r"""The lines of a stream with their numbers from 1, each with its ``\n``; None for one that is longer than any is.

    A byte order mark is left out; UTF-16 and UTF-32 become UTF-8.
    """
    with _line_reader(stream) as read:
        number = 0
        while line := read(MAX_LINE_BYTES):
            number += 1
            if len(line) < MAX_LINE_BYTES or line.endswith(b"\n"):
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = read(1_000_000)
            yield number, None


@contextmanager
def _line_reader(stream: BinaryIO) -> Iterator[Callable[[int], bytes]]:
    head = peek(stream, 4)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if not encoding:
        stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
        yield stream.readline
        return
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    try:
        yield lambda size: text.readline(size).encode("utf-8", "replace")
    finally:
        # It would else close the stream, which is not its own.
        text.detach()
