"""Where the letter templates lie."""

from __future__ import annotations

from jdparse.data import data_dir

#: The templates of the checkout or the wheel.
TEMPLATES = data_dir(__file__, "templates")
