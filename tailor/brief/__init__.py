"""A letter by another writer: what it is told, and how what it answers is held against the facts."""
