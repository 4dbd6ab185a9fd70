"""The picture of the README: what `tailor analyze --show` prints at a terminal, as an SVG.

    .venv/bin/python benchmarks/picture.py

It is written from a run of the command itself, so that it shows what the program prints.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

_ROOT = Path(__file__).resolve().parent.parent
PICTURE = _ROOT / "docs" / "terminal.svg"
#: How wide the terminal is, and what is called there.
COLUMNS = 92
CALL = ("analyze", "templates/sample-posting.txt", "--show", "--color", "always")
#: The page that shows the picture has fonts of its own; these would be fetched from elsewhere.
_FONTS = re.compile(r"\s*@font-face \{[^}]*\}")


def picture(printed: str) -> str:
    """The picture of what the call printed, with its colours."""
    console = Console(record=True, width=COLUMNS + 4, file=io.StringIO(), color_system="standard", force_terminal=True)
    console.print(f"$ tailor {' '.join(CALL[:3])}", highlight=False)
    console.print(Text.from_ansi(printed), soft_wrap=True)
    drawn = console.export_svg(title="tailor", unique_id="tailor")
    return _FONTS.sub("", drawn).replace("Fira Code", "monospace").strip() + "\n"


if __name__ == "__main__":
    done = subprocess.run(
        [str(Path(sys.executable).with_name("tailor")), *CALL],
        cwd=_ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "COLUMNS": str(COLUMNS)},
    )
    PICTURE.write_text(picture(done.stdout.decode("utf-8")), encoding="utf-8")
    print(f"wrote {PICTURE}")
