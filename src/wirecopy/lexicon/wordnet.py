"""How two English words are related, after Princeton WordNet 3.0.

Takes word forms as they stand in text ("seizing"), gives their lemmas, the lexical fields they belong to and
the relation between two of them. The data are three packaged text files, sorted, cut into lines on first use
(about 10 ms) and searched by bisection; a line is parsed when it is asked for, answers are cached.
Source: Fellbaum 1998, "WordNet"; packed by tools/build_lexicon.py; licence in data/WORDNET-LICENSE.

Limits: single lower-case words only, at most eight senses each (commonest first), no sense disambiguation:
two words count as synonyms when any of their common senses meet. A word outside the data is "unknown".
"""

from __future__ import annotations

import bisect
import functools
from typing import Literal, NamedTuple, cast

from wirecopy.lexicon.data import load

Relation = Literal["same", "derived", "synonym", "hypernym", "sister", "antonym", "none", "unknown"]
Pos = Literal["n", "v", "a", "r"]

# In the order of the lexicographer files, WordNet manual lexnames(5WN)
_LEXNAMES = (
    "adj.all", "adj.pert", "adv.all", "noun.tops", "noun.act", "noun.animal", "noun.artifact",
    "noun.attribute",
    "noun.body", "noun.cognition", "noun.communication", "noun.event", "noun.feeling", "noun.food",
    "noun.group", "noun.location", "noun.motive", "noun.object", "noun.person", "noun.phenomenon",
    "noun.plant", "noun.possession", "noun.process", "noun.quantity", "noun.relation", "noun.shape",
    "noun.state", "noun.substance", "noun.time", "verb.body", "verb.change", "verb.cognition",
    "verb.communication", "verb.competition", "verb.consumption", "verb.contact", "verb.creation",
    "verb.emotion", "verb.motion", "verb.perception", "verb.possession", "verb.social", "verb.stative",
    "verb.weather", "adj.ppl",
)  # fmt: skip

# Rules of detachment, WordNet manual morphy(7WN): ending, replacement.
_ENDINGS: dict[Pos, tuple[tuple[str, str], ...]] = {
    "n": (("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
          ("men", "man"), ("ies", "y")),
    "v": (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""),
          ("ing", "e"), ("ing", "")),
    "a": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "r": (),
}  # fmt: skip
_MAX_CLIMB = 2  # how many steps up still say "a kind of"


class _Word(NamedTuple):
    """What the data say of one lemma."""

    synsets: dict[str, tuple[str, ...]]  # part of speech -> senses
    derived: frozenset[str]  # "lemma.pos"
    opposite: frozenset[str]


_NOTHING = _Word({}, frozenset(), frozenset())


@functools.cache
def _table(name: str) -> list[bytes]:
    return load(f"wordnet_{name}.txt").splitlines()


def _lines(name: str, key: str) -> list[str]:
    """All lines of a sorted file that begin with the key and a space, without the key."""
    table, sought = _table(name), key.encode("ascii", "replace") + b" "
    first = last = bisect.bisect_left(table, sought)
    while last < len(table) and table[last].startswith(sought):
        last += 1
    return [line[len(sought) :].decode("ascii") for line in table[first:last]]


@functools.lru_cache(maxsize=50_000)
def _word(lemma: str) -> _Word:
    lines = _lines("words", lemma)
    if not lines:
        return _NOTHING
    synsets: dict[str, tuple[str, ...]] = {}
    marked = {"+": frozenset[str](), "!": frozenset[str]()}
    for cell in lines[0].split(" "):
        mark, values = cell[0], cell[1:].split(",")
        if mark in marked:
            marked[mark] = frozenset(values)
        else:
            synsets[mark] = tuple(values)
    return _Word(synsets, marked["+"], marked["!"])


@functools.lru_cache(maxsize=50_000)
def _synset(key: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Lexical field, synsets above, similar synsets."""
    cells = ((_lines("synsets", key) or ["00"])[0] + "  ").split(" ")
    return (
        _LEXNAMES[int(cells[0], 36)],
        tuple(filter(None, cells[1].split(","))),
        tuple(filter(None, cells[2].split(","))),
    )


@functools.lru_cache(maxsize=50_000)
def lemmas(form: str) -> tuple[tuple[str, Pos], ...]:
    """The lemmas a word form may belong to, with their parts of speech; empty for an unknown word."""
    found: dict[tuple[str, Pos], None] = {}
    for line in _lines("forms", form):
        lemma, _, pos = line.rpartition(".")
        found[lemma, cast("Pos", pos)] = None
    for pos, endings in _ENDINGS.items():
        if pos in _word(form).synsets:
            found[form, pos] = None
        for ending, replacement in endings:
            if form.endswith(ending) and len(form) > len(ending) + 1:
                stem = form[: len(form) - len(ending)]
                doubled = stem[:-1] if replacement == "" and stem[-1:] == stem[-2:-1] else ""
                for lemma in (stem + replacement, doubled):
                    if pos in _word(lemma).synsets:
                        found[lemma, pos] = None
    return tuple(found)


@functools.lru_cache(maxsize=50_000)
def lexnames(form: str, pos: Pos) -> tuple[str, ...]:
    """The lexical fields ("verb.communication") of a form's senses, commonest first, each once."""
    senses = [key for lemma, own in lemmas(form) if own == pos for key in _word(lemma).synsets[pos]]
    return tuple(dict.fromkeys(_synset(key)[0] for key in senses))


def _above(keys: frozenset[str], steps: int) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    level = keys
    for _ in range(steps):
        level = frozenset(up for key in level for up in _synset(key)[1])
        found |= level
    return found


@functools.lru_cache(maxsize=50_000)
def _senses(lemma: str, pos: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Own senses with the ones similar to them, those directly above, and all up to _MAX_CLIMB above."""
    own = frozenset(_word(lemma).synsets.get(pos, ()))
    near = own | {other for key in own for other in _synset(key)[2]}
    return near, _above(own, 1), _above(own, _MAX_CLIMB)


def _relation_of_lemmas(a: tuple[str, str], b: tuple[str, str]) -> Relation:
    near_a, parents_a, above_a = _senses(*a)
    near_b, parents_b, above_b = _senses(*b)
    if f"{b[0]}.{b[1]}" in _word(a[0]).opposite or f"{a[0]}.{a[1]}" in _word(b[0]).opposite:
        return "antonym"
    if near_a & near_b:
        return "synonym"
    if near_a & above_b or near_b & above_a:
        return "hypernym"
    return "sister" if parents_a & parents_b else "none"


def _derivatives(lemma: str) -> frozenset[str]:
    return frozenset(name.rpartition(".")[0] for name in _word(lemma).derived)


def _kin(pairs: tuple[tuple[str, Pos], ...]) -> tuple[tuple[str, str], ...]:
    """The lemmas derived from these, as pairs."""
    kin = {name for lemma, _ in pairs for name in _word(lemma).derived}
    return tuple((name.rpartition(".")[0], name.rpartition(".")[2]) for name in sorted(kin))


@functools.lru_cache(maxsize=50_000)
def family(form: str) -> frozenset[str]:
    """The lemmas of a form and all that are derived from them; the form itself where it is unknown.

    Two forms whose families meet are "same" or "derived".
    """
    names = {lemma for lemma, _ in lemmas(form)}
    return frozenset(names.union(*map(_derivatives, names))) if names else frozenset([form])


_CLOSEST: tuple[Relation, ...] = ("antonym", "synonym", "hypernym", "sister")


@functools.lru_cache(maxsize=100_000)
def relation(a: str, b: str) -> Relation:
    """How two word forms are related over any part of speech they share.

    Words of different parts of speech are compared through their derivatives ("encroachment" and "invade"
    through "encroach").

    Returns:
        The closest of: same (one lemma), derived, antonym, synonym (a shared synset, or similar adjectives),
        hypernym (one is a kind of the other, at most two steps), sister (one direct hypernym), none; unknown
        where one of the words is not in the data.
    """
    if a == b:
        return "same"
    pairs_a, pairs_b = lemmas(a), lemmas(b)
    if not pairs_a or not pairs_b:
        return "unknown"
    names_a, names_b = {lemma for lemma, _ in pairs_a}, {lemma for lemma, _ in pairs_b}
    if names_a & names_b:
        return "same"
    if not family(a).isdisjoint(family(b)):
        return "derived"
    found = {_relation_of_lemmas(x, y) for x in pairs_a for y in pairs_b if x[1] == y[1]}
    if not found:  # no part of speech in common
        found = {_relation_of_lemmas(x, y) for x in _kin(pairs_a) for y in pairs_b if x[1] == y[1]}
        found |= {_relation_of_lemmas(x, y) for x in pairs_a for y in _kin(pairs_b) if x[1] == y[1]}
    return next((kind for kind in _CLOSEST if kind in found), "none")


@functools.lru_cache(maxsize=50_000)
def senses(form: str) -> frozenset[str]:
    """Keys of all senses a word form may have, with the senses WordNet calls similar."""
    return frozenset(key for lemma, pos in lemmas(form) for key in _senses(lemma, pos)[0])
