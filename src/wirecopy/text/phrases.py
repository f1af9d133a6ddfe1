"""Phrases a line may open with, filed under their first word.

Takes a word list (blanks part the phrases, underscores the words of one), gives a table that answers whether
a line opens with any of them at the cost of one look-up for lines that do not. Case, marks and the kind of
apostrophe are nothing to it.
"""

from __future__ import annotations

import re

from wirecopy.lexicon.wordlist import words

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_REACH = 120  # code points in which a phrase must end
Phrases = dict[str, tuple[tuple[str, ...], ...]]


def phrases(text: str) -> Phrases:
    """The phrases of a word list, filed under their first words."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words(text):
        parts = tuple(phrase.split())
        table.setdefault(parts[0], []).append(parts)
    return {first: tuple(rest) for first, rest in table.items()}


def opens_with(line: str, table: Phrases) -> bool:
    """Whether a line opens with one of the phrases.

    Args:
        line: any line; marks before its first word do not count.
        table: what `phrases` gave.

    >>> opens_with("(Sign up for our letter)", phrases("sign_up_for read_more"))
    True
    """
    first = _WORD.search(line, 0, _REACH)
    candidates = table.get(_fold(first.group())) if first else None
    if not candidates or first is None:
        return False
    head = [_fold(word) for word in _WORD.findall(line, first.start(), _REACH)]
    return any(tuple(head[: len(phrase)]) == phrase for phrase in candidates)


def _fold(word: str) -> str:
    return word.lower().replace("’", "'")
