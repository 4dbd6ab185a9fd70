"""A memory of the letters that were written: which posting, when, with which highlights, story and words, and what came of it."""
