"""Commands one after the other in a process that tells which files each writes, which sockets it opens and which programs it starts.

python watched.py CALLS.json      # [["analyze", "posting.txt"], ...]; prints a list with a record for each
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = frozenset(
    {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.truncate", "sqlite3.connect"}
)
_seen: dict[str, list[str]] = {}


def _heard(event: str, given: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = given
        if isinstance(path, str | bytes | os.PathLike) and (
            (isinstance(flags, int) and flags & _WRITING) or (mode and set(mode) & set("wax+"))
        ):
            _seen["written"].append(os.fsdecode(path))
    elif event in {"os.remove", "os.rmdir"} and given[1] != -1:
        pass  # within a folder that is removed as a whole, of which the event before tells
    elif event in _CHANGING:
        _seen["written"].append(os.fsdecode(given[1] if event in {"os.rename", "os.link"} else given[0]))
    elif event.startswith("socket.") and event not in {"socket.gethostname", "socket.__new__"}:
        # Workers are asked through sockets of the file system, which are none of a network.
        if event not in {"socket.bind", "socket.connect", "socket.sendmsg"} or isinstance(given[1], tuple):
            _seen["sockets"].append(f"{event} {given[1:]}")
    elif event == "subprocess.Popen":
        _seen["started"].append(Path(str(given[1][0])).name)


def _called(words: list[str]) -> dict[str, Any]:
    from tailor.cli.main import main

    _seen.update(written=[], sockets=[], started=[])
    out, err = io.StringIO(), io.StringIO()
    sys.argv, sys.stdin = ["tailor", *words], io.TextIOWrapper(io.BytesIO(b""))
    code: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
    return {
        "words": words,
        "code": code,
        "out": out.getvalue(),
        "err": err.getvalue(),
        **{name: list(had) for name, had in _seen.items()},
    }


if __name__ == "__main__":
    _seen.update(written=[], sockets=[], started=[])
    sys.addaudithook(_heard)
    sys.stdout.write(
        json.dumps([_called(words) for words in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))])
    )
