"""From the bare text of an article to a witness: language, date, typed sentences, tokens, cues.

What comes in is an `Article` as a reader made it; what goes out is a `Witness` whose every offset slices
the text as it came. Nothing is altered: what is odd about the text is flagged as cues.
"""

from __future__ import annotations

from wirecopy.text.dates import anchor_date
from wirecopy.text.language import detect_language
from wirecopy.text.witness import prepare, segment

__all__ = ["anchor_date", "detect_language", "prepare", "segment"]
