"""Fitting the ranker from annotated postings."""
