"""Families of versions whose true tree is known, as collations without alignment errors.

A story is a list of sentences, a sentence a list of slots, a slot a set of interchangeable words drawn from
the packaged frequency list. Copyists reword slots (a translator prefers common words, so that two of them
often meet: polygenesis), cut the end, drop sentences and clauses, add sentences of their own. Some nodes of
the tree are then lost. Everything follows from the seed.
"""

from __future__ import annotations

import functools
import random
from collections import defaultdict
from dataclasses import dataclass, field

from wirecopy.collate.places import find_places
from wirecopy.lexicon.data import load
from wirecopy.model import (
    AlignedGroup,
    Article,
    Collation,
    Credit,
    Facts,
    Place,
    Sentence,
    Token,
    TokenRef,
    Witness,
)


@dataclass(frozen=True)
class Copyist:
    """Habits of one way of handling copy."""

    reword: float
    drop: float
    end_cut: float
    clause: float
    add: float
    common: float  # how strongly common words are preferred (0: not at all)


COPYISTS = {
    "house": Copyist(0.03, 0.02, 0.35, 0.05, 0.2, 0.2),
    "edit": Copyist(0.12, 0.06, 0.4, 0.12, 0.4, 0.2),
    "rewrite": Copyist(0.4, 0.08, 0.4, 0.2, 0.6, 0.2),
    "translate": Copyist(0.6, 0.02, 0.2, 0.05, 0.05, 0.8),
}
_SHARES = (3, 4, 2, 2)
_INDEPENDENT = ("rewrite", "translate")  # who words a text anew


@dataclass(frozen=True)
class Shape:
    """What is lost of a family, and whether its versions are independent of each other.

    Attributes:
        lost_root: whether the original is lost.
        lost_inner: how many texts with two or more children are lost besides.
        independent: every version is a rewrite or a translation of the original.
    """

    lost_root: bool = False
    lost_inner: int = 0
    independent: bool = False


@dataclass
class Line:
    """One sentence of one text: its origin and the word at each slot (None where cut)."""

    origin: int
    words: list[str | None]


@dataclass
class Simulated:
    """A family: texts of all nodes, the parent of each, and which are lost."""

    texts: dict[str, list[Line]]
    parents: dict[str, str | None]
    lost: set[str]
    copyist: dict[str, str] = field(default_factory=dict)

    @property
    def observed(self) -> list[str]:
        """The versions that survive."""
        return sorted(node for node in self.texts if node not in self.lost)


@functools.cache
def _vocabulary() -> tuple[tuple[str, float], ...]:
    rows = []
    for line in load("frequency.txt").decode("utf-8").splitlines():
        value, *words = line.split(" ")
        rows += [(word, float(value)) for word in words if 2.5 < float(value) < 5.6 and len(word) > 4]
    return tuple(rows)


class Story:
    """Slots of a story and the words that may stand in them."""

    def __init__(self, chance: random.Random, sentences: int) -> None:
        self.chance = chance
        self.synonyms: dict[tuple[int, int], list[tuple[str, float]]] = {}
        self.next_origin = 0
        self.original = [self.sentence() for _ in range(sentences)]

    def sentence(self) -> Line:
        """A new sentence: about a third of its words have synonyms."""
        origin, chance = self.next_origin, self.chance
        self.next_origin += 1
        words: list[str | None] = []
        for slot in range(chance.randint(9, 26)):
            count = chance.choice((1, 1, 2, 3, 4, 5))
            options = chance.sample(_vocabulary(), count)
            self.synonyms[origin, slot] = options
            words.append(min(options, key=lambda option: option[1])[0])  # wire copy likes the telling word
        return Line(origin, words)

    def reworded(self, origin: int, slot: int, word: str, common: float) -> str:
        """Another word for a slot."""
        options = [o for o in self.synonyms[origin, slot] if o[0] != word]
        if not options:
            return word
        return self.chance.choices([o[0] for o in options], [10 ** (common * o[1]) for o in options])[0]

    def copy(self, text: list[Line], copyist: Copyist) -> list[Line]:
        """What a copyist makes of a text."""
        chance = self.chance
        kept = text
        if chance.random() < copyist.end_cut:
            kept = text[: max(4, int(len(text) * chance.uniform(0.5, 0.95)))]
        made = []
        for number, line in enumerate(kept):
            if number and chance.random() < copyist.drop:
                continue
            words = [
                self.reworded(line.origin, slot, word, copyist.common)
                if word is not None and chance.random() < copyist.reword
                else word
                for slot, word in enumerate(line.words)
            ]
            if chance.random() < copyist.clause and len(words) > 12:
                start = chance.randint(6, len(words) - 5)
                words[start:] = [None] * (len(words) - start)
            made.append(Line(line.origin, words))
        for _ in range(sum(chance.random() < copyist.add for _ in range(2))):
            made.insert(chance.randint(2, len(made)), self.sentence())
        return made


def simulate(seed: int, shape: Shape, versions: int | None = None) -> Simulated:
    """One family.

    Args:
        seed: fixes everything.
        shape: what is lost.
        versions: how many survive; 5 to 9 if None.
    """
    chance = random.Random(seed)
    count = versions or chance.randint(5, 9)
    story = Story(chance, chance.randint(12, 20))
    family = Simulated({"w": story.original}, {"w": None}, set())
    names = ["w"]
    bushy = 1.0 if shape.independent else 0.4 if shape.lost_inner else 0.5
    while len(names) < count + shape.lost_root + shape.lost_inner:
        name = f"v{len(names):03d}"
        parent = "w" if chance.random() < bushy else chance.choice(names)
        kind = chance.choices(list(COPYISTS), _SHARES)[0]
        if shape.independent:
            kind = chance.choice(_INDEPENDENT)
        family.texts[name] = story.copy(family.texts[parent], COPYISTS[kind])
        family.parents[name], family.copyist[name] = parent, kind
        names.append(name)
    children = defaultdict(list)
    for name, above in family.parents.items():
        children[above].append(name)
    inner = [name for name in names[1:] if len(children[name]) >= 2]
    chance.shuffle(inner)
    family.lost = {"w"} if shape.lost_root else set()
    family.lost.update(inner[: shape.lost_inner])
    while len(family.observed) > count:
        leaf = max(n for n in family.observed if n not in family.parents.values())
        del family.texts[leaf], family.parents[leaf]
    return _shuffled(family, chance)


def _shuffled(family: Simulated, chance: random.Random) -> Simulated:
    """The same family under names that give nothing away."""
    fresh = [f"n{number:03d}" for number in range(len(family.texts))]
    chance.shuffle(fresh)
    name = dict(zip(family.texts, fresh, strict=True))
    return Simulated(
        {name[n]: text for n, text in family.texts.items()},
        {name[n]: name[p] if p else None for n, p in family.parents.items()},
        {name[n] for n in family.lost},
        {name[n]: kind for n, kind in family.copyist.items() if n in name},
    )


def collated(family: Simulated, *, credit: bool) -> Collation:
    """The surviving versions as a collation; with `credit`, the lost original is an agency's.

    Every copyist keeps the credit of his source or, half of the time, drops it; nobody invents one.
    """
    ids = family.observed
    credited: dict[str, bool] = {}
    for name in _downwards(family):
        parent = family.parents[name]
        credited[name] = parent is None or (credited[parent] and int(name[1:]) % 2 == 0)
    witnesses = tuple(_witness(name, family.texts[name], credit and credited[name]) for name in ids)
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for w, name in enumerate(ids):
        for s, line in enumerate(family.texts[name]):
            holders[line.origin].append((w, s))
    groups: list[AlignedGroup] = []
    places: list[Place] = []
    for _, members in sorted(holders.items()):
        if len(members) > 1:
            group = AlignedGroup(tuple(members), _columns(family, ids, members))
            places.extend(find_places(len(groups), group, witnesses))
            groups.append(group)
    return Collation(witnesses, tuple(groups), tuple(places), ())


def _downwards(family: Simulated) -> list[str]:
    """All texts, sources before their copies."""
    order = [name for name, parent in family.parents.items() if parent is None]
    for name in order:
        order += sorted(child for child, parent in family.parents.items() if parent == name)
    return order


def _columns(
    family: Simulated, ids: list[str], members: list[tuple[int, int]]
) -> tuple[dict[int, TokenRef], ...]:
    lines = {w: (s, family.texts[ids[w]][s]) for w, s in members}
    width = max(len(line.words) for _, line in lines.values())
    columns: list[dict[int, TokenRef]] = [{} for _ in range(width)]
    for w, (s, line) in lines.items():
        position = 0
        for slot, word in enumerate(line.words):
            if word is not None:
                columns[slot][w] = TokenRef(s, position)
                position += 1
    return tuple(column for column in columns if column)


def _witness(name: str, text: list[Line], credit: bool) -> Witness:
    pieces: list[str] = []
    sentences: list[Sentence] = []
    tokens: list[tuple[Token, ...]] = []
    at = 0
    for index, line in enumerate(text):
        row = []
        start = at
        for word in line.words:
            if word is not None:
                row.append(Token(at, at + len(word), word, word, word))
                pieces.append(word)
                at += len(word) + 1
        sentences.append(Sentence(index, start, at - 1, "body"))
        tokens.append(tuple(row))
    given = (Credit("Reuters", "copy", 0, 1),) if credit else ()
    article = Article(name, name, " ".join(pieces), language="en")
    return Witness(article, tuple(sentences), tuple(tokens), Facts(credits=given))
