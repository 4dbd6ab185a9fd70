"""Words, tools, headings, cues and weights of a lexicon folder."""
