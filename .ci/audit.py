"""Ask the registry's service of advisories about every version that is installed; a known hole fails, a service that does not answer does not.

    .venv/bin/python .ci/audit.py requirements.lock requirements-dev.lock

Why not pip-audit: some twenty packages more, for one question a package that the standard library can ask; and where the service is closed
it counts each package as passed over, and ends well. This one stops at the first refusal and says that nothing was audited.

Source: https://docs.pypi.org/api/json/ ("vulnerabilities" of a release, from the advisory database of the Python Packaging Authority)
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

SERVICE = "https://pypi.org/pypi"
#: Seconds for one answer.
_SECONDS = 20.0
#: Advisories that do not touch this program, each with why; the list may only shrink.
PASSED_OVER: dict[str, str] = {}


def pinned(text: str) -> list[tuple[str, str]]:
    """The names and versions of a list."""
    return re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text)


def advisories(name: str, version: str, service: str = SERVICE) -> Iterator[str]:
    """What is known against a version, a line each.

    Raises:
        OSError: The service does not answer, or does not have it.
    """
    with urllib.request.urlopen(f"{service}/{name}/{version}/json", timeout=_SECONDS) as answer:
        told = json.load(answer)
    for one in told.get("vulnerabilities", ()):
        if not one.get("withdrawn") and one["id"] not in PASSED_OVER:
            yield f"{name} {version}: {one['id']}: mended in {', '.join(one.get('fixed_in', ())) or 'no version yet'}"


def main(locks: list[str], service: str = SERVICE) -> int:
    """Ask about all; 1 where something is known."""
    found: list[str] = []
    packages = sorted({one for lock in locks for one in pinned(Path(lock).read_text(encoding="utf-8"))})
    for asked, (name, version) in enumerate(packages):
        try:
            found += advisories(name, version, service)
        except (OSError, ValueError) as error:
            print(
                f"NOT AUDITED: {len(packages) - asked} of {len(packages)} packages, no advisories can be had here ({error})"
            )
            break
    else:
        print(f"{len(packages)} packages audited, {len(found)} known holes")
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
