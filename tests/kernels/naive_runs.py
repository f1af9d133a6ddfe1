"""What the kernels over runs mean, said as simply as can be: lists and dictionaries in place of arrays.

Both kinds of kernels are held against this. Slow, and good for a handful of entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

ROW_BITS = 27
_ROWS = (1 << ROW_BITS) - 1

Lists = Sequence[Sequence[int]]


def locate(run: Sequence[int], hashes: Sequence[int], room: Sequence[int]) -> list[list[int]]:
    """The entries of each hash's list, as many as there is room for."""
    lists = ([posting for posting in run if posting & ~_ROWS == wanted] for wanted in hashes)
    return [entries[: max(0, most)] for entries, most in zip(lists, room, strict=True)]


def by_row(postings: Sequence[int], rows: int) -> list[list[int]] | None:
    """Numbers of the distinct hashes each row holds; None where a row number is out of range."""
    hashes = sorted({posting & ~_ROWS for posting in postings})
    held: list[list[int]] = [[] for _ in range(rows)]
    for posting in postings:
        if posting & _ROWS >= rows:
            return None
        held[posting & _ROWS].append(hashes.index(posting & ~_ROWS))
    return held


def count_families(families: Lists, outlets: Lists, most: int, house: int) -> list[int]:
    """In how many families each list stands, counted up to `most`; -1 for `house` families of one outlet."""
    found = []
    for kin, names in zip(families, outlets, strict=True):
        count = min(len(set(kin)), most)
        found.append(-1 if count >= house and len(set(names)) == 1 and names[0] >= 0 else count)
    return found


def lead(closest: Sequence[int], base: int, families: Sequence[int]) -> list[int]:
    """Each row's provisional family: its closest row's, itself where it has none."""
    led: list[int] = []
    for row, (other, family) in enumerate(zip(closest, families, strict=True)):
        if other < 0:
            led.append(base + row)
        else:
            led.append(family if other < base else led[other - base])
    return led


def strongest(
    documents: Lists,
    families: dict[int, int],
    weights: Sequence[int],
    held: Lists,
    limit: int,
    bounds: tuple[int, int, int],
) -> list[list[tuple[int, int, int]]]:
    """Per row (document, weight, shared lists), strongest first.

    `bounds` are the least number of shared lists, the most documents of one family, and of all.
    """
    least, per_family, width = bounds
    found = []
    for members in held:
        weight: Counter[int] = Counter()
        count: Counter[int] = Counter()
        for item in members:
            for document in documents[item]:
                if document < limit and weights[item]:
                    weight[document] += weights[item]
                    count[document] += 1
        chosen: list[tuple[int, int, int]] = []
        kin: Counter[int] = Counter()
        for document in sorted(weight, key=lambda d: (-weight[d], d)):
            if count[document] >= least and kin[families[document]] < per_family and len(chosen) < width:
                kin[families[document]] += 1
                chosen.append((document, weight[document], count[document]))
        found.append(chosen)
    return found


def join_families(size: int, edges: Sequence[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    """The family of every document once all edges were followed, and what each edge met with.

    Edges are two documents and 2 for the same words, 1 for a copy, 0 for a lesser one, which joins only what
    holds one text. They meet with 0 for apart, 1 for together before, 2 for joined.
    """
    families, texts = list(range(size)), list(range(size))  # equal texts bear one number
    outcomes = []
    for left, right, kind in edges:
        low, high = sorted((families[left], families[right]))
        lone = [
            len({t for f, t in zip(families, texts, strict=True) if f == family}) == 1
            for family in (low, high)
        ]
        outcomes.append(1 if low == high else 2 if kind > 0 or any(lone) else 0)
        if outcomes[-1] == 2:
            if kind == 2 and all(lone):
                old, new = texts[high], texts[low]
                texts = [new if text == old else text for text in texts]
            families = [low if family == high else family for family in families]
    return families, outcomes
