"""A word without its inflection, as the reading of postings folds it: open to letters and checks."""

from jdparse.text import fold

__all__ = ["fold"]
