"""Which of some articles and stories are one story: clustering over a few nodes.

In: nodes, each some articles that stay together (a family, or a story that is not taken apart), as sums of
signatures. Out: groups of nodes. It is the likeness and the clustering of `likeness` and `batch`: the two
groups most alike become one, again and again; sums say all there is to know of a group, so a story of
thousands is one node. Sums of large stories are kept, and grow by the newcomer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import reduce
from types import ModuleType

import numpy as np

from wirecopy.group.events import across, likeness
from wirecopy.group.events.likeness import Gathering, expected
from wirecopy.group.events.live_windows import Known
from wirecopy.group.events.postings import end_to_end

_MOST_KEPT = 4_000_000  # terms in sums that are kept, 12 bytes each

RULE = np.array(
    [
        likeness.SAME_EVENT, likeness.FAR_SECONDS, likeness.PRIOR_PAIRS, likeness.LOOSEST, likeness.TIGHTEST,
        likeness.RIGOUR, likeness.CAUTION, likeness.HIGHEST,
    ],
    np.float64,
)  # fmt: skip


class Node:
    """Articles that stay together.

    Attributes:
        articles: those that are named one by one.
        story: a story that is in it as a whole, None for none.
        gathering: the sums over all.
    """

    __slots__ = ("articles", "gathering", "story")

    def __init__(self, articles: list[Known], gathering: Gathering, story: int | None = None) -> None:
        self.articles, self.gathering, self.story = articles, gathering, story


def by_family(articles: Sequence[Known]) -> list[Node]:
    """One node a family, in order of their first articles."""
    families: dict[int, list[Known]] = {}
    for article in articles:
        families.setdefault(article.family, []).append(article)
    return [Node(members, gather(members)) for members in families.values()]


def gather(articles: Sequence[Known]) -> Gathering:
    """Some articles together, at least one."""
    if len(articles) == 1:
        return articles[0].gathering
    signatures = [article.signature for article in articles]
    _, terms, weights = end_to_end(signatures)
    distinct, where = np.unique(terms, return_inverse=True)
    worth = weights.astype(np.float64)
    sums = np.bincount(where, worth, len(distinct)).astype(np.float64)
    times = [signature.time for signature in signatures if signature.time is not None]
    meanings = reduce(across.joined, (article.gathering.meanings for article in articles))
    return Gathering(
        distinct,
        sums,
        len(signatures),
        max(0.0, (float(sums @ sums) - float(worth @ worth)) / 2) + (meanings.within if meanings else 0.0),
        sum(expected(signature.words) for signature in signatures),
        len(times),
        sum(times),
        meanings,
    )


def link(nodes: Sequence[Node], kernels: ModuleType) -> list[list[Node]]:
    """Groups of nodes, each and all in the order of the nodes."""
    if len(nodes) == 1:
        return [list(nodes)]
    wholes = [node.gathering for node in nodes]
    order = sorted(range(len(nodes)), key=lambda at: len(wholes[at].terms))  # the long ones are laid out,
    offsets = np.zeros(len(nodes) + 1, np.int64)  # and the short ones looked up in them
    np.cumsum([len(wholes[at].terms) for at in order], out=offsets[1:])
    terms = np.concatenate([wholes[at].terms for at in order])
    sums = np.concatenate([wholes[at].sums for at in order])
    near = np.zeros((len(nodes), len(nodes)))
    kernels.products_of(offsets, terms, sums, near)
    back = np.argsort(order)
    near = np.ascontiguousarray(near[np.ix_(back, back)])
    across.add_across([whole.meanings for whole in wholes], near)
    figures = np.array(
        [(whole.count, whole.within, whole.expected, whole.dated, whole.moments) for whole in wholes],
        np.float64,
    )
    heads = np.zeros(len(nodes), np.int64)
    kernels.link_groups(near, figures, RULE, heads)
    groups: dict[int, list[Node]] = {}
    for node, head in zip(nodes, heads.tolist(), strict=True):
        groups.setdefault(head, []).append(node)
    return list(groups.values())


class Sums:
    """The sums of stories; made anew where they are not at hand."""

    def __init__(self) -> None:
        self._sums: OrderedDict[int, Gathering] = OrderedDict()
        self._size = 0

    def of(self, story: int, articles: Callable[[int], Sequence[Known]]) -> Gathering:
        """Of a story.

        Args:
            story: its number.
            articles: gives all articles of a story.
        """
        found = self._sums.get(story)
        if found is None:
            found = gather(articles(story))
            self._keep(story, found)
        self._sums.move_to_end(story)
        return found

    def grow(self, story: int, newcomer: Known) -> None:
        """A newcomer joined a story."""
        found = self._sums.get(story)
        if found is not None:
            self.drop(story)
            self._keep(story, with_one(found, newcomer))

    def drop(self, story: int) -> None:
        """The articles of a story are others now."""
        gone = self._sums.pop(story, None)
        self._size -= 0 if gone is None else len(gone.terms)

    def _keep(self, story: int, sums: Gathering) -> None:
        self._sums[story] = sums
        self._size += len(sums.terms)
        while self._size > _MOST_KEPT and len(self._sums) > 1:
            self._size -= len(self._sums.popitem(last=False)[1].terms)


def with_one(whole: Gathering, newcomer: Known) -> Gathering:
    """A large gathering and one article more."""
    one = newcomer.gathering
    at = np.searchsorted(whole.terms, one.terms)
    known = at < len(whole.terms)
    known[known] = whole.terms[at[known]] == one.terms[known]
    sums = whole.sums.copy()
    common = float(sums[at[known]] @ one.sums[known]) + across.across(whole.meanings, one.meanings)
    sums[at[known]] += one.sums[known]
    return Gathering(
        np.insert(whole.terms, at[~known], one.terms[~known]),
        np.insert(sums, at[~known], one.sums[~known]),
        whole.count + one.count,
        whole.within + one.within + common,
        whole.expected + one.expected,
        whole.dated + one.dated,
        whole.moments + one.moments,
        across.joined(whole.meanings, one.meanings),
    )
