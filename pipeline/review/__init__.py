"""Corrections by people: written down, put on the tables, taken into training."""
