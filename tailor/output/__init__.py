"""A letter, or anything else, to a file: whole or not at all."""

from tailor.output.files import check_place, create_private, keep_private, write_whole
from tailor.output.target import PAPERS, Target, check_target, write_letter

__all__ = [
    "PAPERS",
    "Target",
    "check_place",
    "check_target",
    "create_private",
    "keep_private",
    "write_letter",
    "write_whole",
]
