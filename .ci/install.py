"""Install what a list holds, each file held against its hash, and then the project; and say what is going on.

    .venv/bin/python .ci/install.py requirements.lock

What pip says goes into setup.log beside the environment's folders; its errors are shown.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

_STEP = re.compile(
    r"(Collecting|Downloading|Using cached|Building wheel for|Installing collected packages)\b:?\s*(\S*)"
)
_ENVIRONMENT = Path(sys.prefix)
_PIP = (sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off")
#: The project itself, built with what the list has installed.
_PROJECT = ("--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")


def main(lock: str) -> int:
    """Install; pip's exit code."""
    started = time.monotonic()
    said: list[str] = []
    code = _install(("--require-hashes", "--requirement", lock), said) or _install(_PROJECT, said)
    _show("")
    (_ENVIRONMENT / "setup.log").write_text("".join(said), encoding="utf-8")
    if code:
        sys.stderr.writelines(line for line in said if line.startswith("ERROR"))
        print(f"all that pip said: {_ENVIRONMENT / 'setup.log'}", file=sys.stderr)
    else:
        print(f"{_megabytes():,} MB in {_ENVIRONMENT}, {time.monotonic() - started:.0f} s", file=sys.stderr)
    return code


def _install(words: tuple[str, ...], said: list[str]) -> int:
    with subprocess.Popen([*_PIP, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        packages = 0
        for line in pip.stdout or ():
            said.append(line)
            step = _STEP.search(line)
            if step is not None:
                packages += step[1] == "Collecting"
                _show(f"{packages} packages; {step[1].lower()} {Path(step[2]).name if packages else ''}")
    return pip.returncode


def _show(what: str) -> None:
    """A line that the next one takes the place of; nothing where nobody looks on."""
    if sys.stderr.isatty():
        print(f"\r\033[K  {what[:70]}" if what else "\r\033[K", end="", file=sys.stderr, flush=True)


def _megabytes() -> int:
    files = (path.lstat() for path in _ENVIRONMENT.rglob("*"))
    return round(sum(found.st_blocks * 512 if hasattr(found, "st_blocks") else found.st_size for found in files) / 1e6)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
