"""Analyses as JSON, and back."""
