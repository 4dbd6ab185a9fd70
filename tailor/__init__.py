"""Highlights and a profile in, a letter out. Imports jdparse only through ``jdparse``."""
