"""Candidates weighed by named features."""
