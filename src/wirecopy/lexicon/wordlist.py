"""Word lists written as text: blanks part the words, an underscore stands for the blank inside one.

The form in which the other lexicon modules hold their lists, so that a reviewer reads words and no quotation
marks.
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list in order; underscores become blanks.

    >>> words("paris new_york")
    ('paris', 'new york')
    """
    return tuple(word.replace("_", " ") for word in text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of a list as a set."""
    return frozenset(words(text))
