"""How common an English word is in news. (First cut.)"""

from __future__ import annotations


def zipf(norm: str) -> float:
    """Zipf frequency (log10 per 10^9 words), 0.0 for an unknown word."""
    return 0.0 if norm else 0.0
