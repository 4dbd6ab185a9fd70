"""Where the letter templates lie, and which there are."""

from __future__ import annotations

from collections.abc import Mapping

from jdparse.data import data_dir

#: The templates of the checkout or the wheel.
TEMPLATES = data_dir(__file__, "templates")


def template_titles() -> Mapping[str, str]:
    """The names of the letters that come with the program, and what each is for."""
    paths = sorted(path for path in TEMPLATES.glob("*.j2") if path.stem != "envelope")
    return {path.stem: path.read_text(encoding="utf-8").splitlines()[0].strip("{}# ") for path in paths}
