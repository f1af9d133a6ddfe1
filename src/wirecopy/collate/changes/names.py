"""Names that differ.

Takes a compared group; sets its names side by side. Two names are one where they share a word ("Brandt",
"Tilda Brandt"), where one is the initials of the other, or where both stand for one state ("Moscow", "the
Kremlin", "Russia"). Two names of one kind at one place that are not one are high. Two spellings
of one rare name are low. A name against a description ("the president") is no difference. Limits: nicknames
and aliases are not known.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from wirecopy.collate.changes.drafts import Difference
from wirecopy.collate.changes.items import Item, answering, holders
from wirecopy.collate.changes.pairs import Compared
from wirecopy.collate.changes.view import Word
from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.lexicon.spelling import fold
from wirecopy.model import Name, Severity

_SAME_FRAME = 0.5  # below this likeness two sentences say different things of different people
_ALIKE = 0.7  # likeness of two spellings of one name, after _SOUNDS
_SOUNDS = (
    ("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "c"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("tz", "z"),
    ("ts", "z"), ("zh", "z"), ("ye", "e"), ("yo", "e"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip
_KNOWN = 3.0  # a word this common (zipf) is no misspelling
_NEAR = 1  # names are looked for at the very place: sentences are full of them


def find(compared: Compared) -> Iterator[Difference]:
    """The names that differ between the versions of a group."""
    seen = compared.seen
    found = holders(seen, lambda facts: facts.names, lambda name: (fold(name.text), name.kind))
    for one, other in itertools.combinations(found, 2):
        a, b = next(iter(one.rows)), next(iter(other.rows))
        pairs = answering(one.items, other.items, same_name, _comparable)
        for ours, theirs in pairs if pairs and seen.likeness(a, b) >= _SAME_FRAME else ():
            if _stands_in(ours, seen.words[b]) or _stands_in(theirs, seen.words[a]):
                continue
            if seen.is_genitive(a, ours.words[-1]) != seen.is_genitive(b, theirs.words[-1]):
                continue  # "the president's envoy" is not "the envoy"
            severity, reason = _weigh(ours.fact, theirs.fact)
            yield Difference("name", severity, reason, one.side(seen, ours), other.side(seen, theirs))


def _weigh(a: Name, b: Name) -> tuple[Severity, str]:
    if is_spelling(a, b):
        known = all(zipf(word) >= _KNOWN for word in _parts(a.text) | _parts(b.text))
        if not known:
            return "low", "{odd} is spelled {others} elsewhere"
        if a.kind == "person":
            return "medium", "{odd} is spelled {others} elsewhere"
    # What is no person, place or body is often a title, and titles are translated.
    return "medium" if a.kind == "other" else "high", "{odd} is named where others name {others}"


@functools.lru_cache(maxsize=20_000)
def _parts(text: str) -> frozenset[str]:
    words = (fold(word.strip(".,’'")) for word in text.replace("’s", "").replace("'s", "").split())
    return frozenset(word for word in words if word and not is_function(word))


def same_name(a: Name, b: Name) -> bool:
    """Whether two names can be of one person, place or body."""
    ours, theirs = _parts(a.text), _parts(b.text)
    if ours & theirs or fold(a.text) == fold(b.text):
        return True
    states = {
        state(" ".join(sorted(parts))) or state(fold(name.text)) for parts, name in ((ours, a), (theirs, b))
    }
    if len(states) == 1 and None not in states:
        return True
    return _initials(a.text) == fold(b.text) or _initials(b.text) == fold(a.text)


def is_spelling(a: Name, b: Name) -> bool:
    """Whether two names look like two romanisations of one ("Roskosmos", "Roscosmos")."""
    ours, theirs = ("".join(sorted(map(_sound, _parts(name.text)))) for name in (a, b))
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= _ALIKE


def _sound(word: str) -> str:
    """A word with the letters that romanisations disagree on made one."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return "".join(letter for letter, _ in itertools.groupby(word))


@functools.lru_cache(maxsize=20_000)
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
