"""The interview of ``profile init``."""
