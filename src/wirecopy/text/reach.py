"""Which sentences a stretch of an article reaches into.

Takes typed sentences in reading order, gives a lookup by offsets that costs a bisection, for callers that ask
it of every quotation, name or attribution. A stretch that begins between two sentences is counted to the one
before as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from wirecopy.model import Sentence, Token, Witness

Fact = TypeVar("Fact")
Stretches = Iterable[tuple[int, int]]


def reach(sentences: Sequence[Sentence]) -> Callable[[int, int], range]:
    """A function from start and end of a stretch to the indices of the sentences it reaches into."""
    starts = [sentence.start for sentence in sentences]
    return lambda start, end: range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end))


def by_sentence(
    sentences: Sequence[Sentence], facts: Iterable[Fact], stretches: Callable[[Fact], Stretches]
) -> dict[int, list[Fact]]:
    """The facts, in their order, under every sentence one of their stretches reaches into.

    Args:
        sentences: the sentences of one article.
        facts: what to look up.
        stretches: the (start, end) stretches of a fact.
    """
    reached = reach(sentences)
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        for index in sorted({index for start, end in stretches(fact) for index in reached(start, end)}):
            found.setdefault(index, []).append(fact)
    return found


def unquoted(witness: Witness) -> tuple[tuple[Token, ...], ...]:
    """The words of every sentence that stand outside quotation marks, parallel to the sentences."""
    quotations = by_sentence(witness.sentences, witness.facts.quotations, lambda q: [(q.start, q.end)])
    return tuple(
        tuple(
            token
            for token in tokens
            if token.norm and not any(q.start <= token.start < q.end for q in quotations.get(index, ()))
        )
        for index, tokens in enumerate(witness.tokens)
    )
