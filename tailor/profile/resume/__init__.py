"""Résumés as draft stories."""
