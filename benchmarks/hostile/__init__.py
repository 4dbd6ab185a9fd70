"""Attacks on everything that takes input; `run.py` makes them all."""
