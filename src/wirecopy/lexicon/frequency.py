"""How common an English word is in news.

Takes a folded word, gives its Zipf frequency: log10 of its count per thousand million words (Van Heuven et
al. 2014), so that "the" is about 7.8, "minister" about 5 and a word seen once in a million 3. The table holds
the 40 000 commonest words of about 30 million running words of English-language news (1987-2020), counted by
tools/build_lexicon.py, rounded to a tenth. Limits: mostly US politics; names are counted like words; a word
outside the table is 0.0, which says "rare", not "wrong".
"""

from __future__ import annotations

import functools

from wirecopy.lexicon.data import load

COMMONEST = 7.5  # words this common say (almost) nothing
_LEAST_RARITY = 0.05


@functools.cache
def _table() -> dict[str, float]:
    table: dict[str, float] = {}
    for line in load("frequency.txt").decode("utf-8").splitlines():
        value, *words = line.split(" ")
        table.update(dict.fromkeys(words, float(value)))
    return table


def zipf(norm: str) -> float:
    """Zipf frequency of a folded word (log10 per 10^9 words), 0.0 for an unknown word.

    Source: van Heuven et al. 2014, "SUBTLEX-UK", section "Zipf scale".
    """
    return _table().get(norm, 0.0)


def rarity(known: float) -> float:
    """How much meeting a word says, by its Zipf frequency: next to 0 for "the", 1 for an unknown word."""
    return max(_LEAST_RARITY, (COMMONEST - known) / COMMONEST)
