"""Keep, pick, type or leave out a highlight."""
