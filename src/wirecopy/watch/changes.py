"""What a newsroom changed in an article, in a few words.

In: two texts of one article. Out: the stretches that differ, as they were and as they are, in the order of
the new text. Paragraphs are compared first and words only inside those that changed, so that a long text
costs little. This is what is shown of an update; what a change means is for the collation to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from wirecopy.views.diff import compare


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were others before; either side may be empty."""

    was: str
    now: str


def changes_between(before: str, after: str, language: str | None = None) -> tuple[Change, ...]:
    """The stretches in which two texts differ.

    Args:
        before: the text as it was.
        after: the text as it is.
        language: ISO 639-1 code of both.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        was, now = " ".join(old[old_from:old_to]), " ".join(new[new_from:new_to])
        if not was or not now:
            found.append(Change(was, now))
            continue
        found += [
            Change(piece.was.strip(), piece.text.strip())
            for piece in compare(was, now, language)
            if piece.kind != "same"
        ]
    return tuple(change for change in found if change.was != change.now)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
