"""Across documents: the same happening told twice becomes one event with all its evidence."""
