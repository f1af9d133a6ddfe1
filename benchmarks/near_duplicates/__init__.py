"""Corpora of near-duplicates with known families, the copy finders tried on them, and their scores."""
