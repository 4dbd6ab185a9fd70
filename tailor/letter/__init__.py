"""A letter from highlights and a profile: read the facts, make many sentences, choose the best, fit them to the length."""
