"""Names that differ.

Takes a compared group; sets its names side by side. Two names are one where they share a word ("Macron",
"Emmanuel Macron"), where one is the initials of the other, or where both stand for one state ("Moscow", "the
Kremlin", "Russia"). Two names of one kind at one place that are not one are high. A name against a
description ("the president") is no difference. Limits: nicknames and aliases are not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirecopy.collate.changes.drafts import Difference
from wirecopy.collate.changes.items import Item, answering, class_pairs, item_side, items
from wirecopy.collate.changes.pairs import Compared
from wirecopy.collate.changes.view import Word
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.lexicon.spelling import fold
from wirecopy.model import Name

_NEAR = 1  # names are looked for at the very place: sentences are full of them


def find(compared: Compared) -> Iterator[Difference]:
    """The names that differ between the versions of a group."""
    seen = compared.seen
    found = {w: items(seen, w, seen.witnesses[w].facts.names) for w in seen.words}
    for a, b in class_pairs(seen):
        for ours, theirs in answering(found[a], found[b], same_name, _comparable):
            if _stands_in(ours, seen.words[b]) or _stands_in(theirs, seen.words[a]):
                continue
            yield Difference(
                "name", "high", "{odd} is named where others name {others}",
                item_side(seen, a, ours), item_side(seen, b, theirs),
            )  # fmt: skip


def _parts(name: Name) -> frozenset[str]:
    words = (fold(word.strip(".,’'")) for word in name.text.replace("’s", "").replace("'s", "").split())
    return frozenset(word for word in words if word and not is_function(word))


def same_name(a: Name, b: Name) -> bool:
    """Whether two names can be of one person, place or body."""
    ours, theirs = _parts(a), _parts(b)
    if ours & theirs or fold(a.text) == fold(b.text):
        return True
    states = {
        state(" ".join(sorted(parts))) or state(fold(name.text)) for parts, name in ((ours, a), (theirs, b))
    }
    if len(states) == 1 and None not in states:
        return True
    return _initials(a.text) == fold(b.text) or _initials(b.text) == fold(a.text)


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[:1].isupper()).lower()


def _comparable(a: Item[Name], b: Item[Name]) -> bool:
    return a.fact.kind == b.fact.kind and any(
        abs(x.column - y.column) <= _NEAR for x in a.words for y in b.words
    )


def _stands_in(item: Item[Name], words: Sequence[Word]) -> bool:
    """Whether a name's own words stand somewhere in the other sentence after all."""
    norms = {word.norm for word in words}
    return any(word.norm in norms for word in item.words if word.pos != "f")
