"""The NLP pass: text to sentences, sections, phrases, tools and candidates."""
