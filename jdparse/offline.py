"""spaCy without its command line, whose imports open a socket."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_MODULE = "spacy.cli.info"


def _info(*args: Any, **options: Any) -> Any:
    """What `spacy.info` gives: the real one, imported when it is asked for."""
    if getattr(sys.modules.get(_MODULE), "info", None) is _info:
        del sys.modules[_MODULE]
    return import_module(_MODULE).info(*args, **options)


def pass_over_downloads() -> None:
    """Let `import spacy` pass over spaCy's own command line, which it imports for the name `spacy.info` alone.

    Why: that brings its downloads, and with them urllib3, which binds a port of the machine to see whether it has IPv6; and it is a
    fifth of the time that the import takes. Where spaCy was imported before, nothing changes.

    Sources: the imports of spaCy 3.8's and 4's `spacy/__init__.py`; `_has_ipv6` of urllib3 2's `util/connection.py`.
    """
    if "spacy" not in sys.modules:
        stand_in = ModuleType(_MODULE)
        vars(stand_in)["info"] = _info
        sys.modules.setdefault(_MODULE, stand_in)
