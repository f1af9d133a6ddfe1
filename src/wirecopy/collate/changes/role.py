"""Who does what to whom: roles exchanged around the same words.

Takes a compared group. Three signs are read: two names that changed places around one verb or noun ("Russia
attacked Ukraine", "Ukraine attacked Russia"); a name that owns a thing in one version and is its receiver
in another ("Dorn's feast", "a feast for Dorn"); a passive with a pronoun that became a possession, so that
the pronoun reads as somebody else ("they are backed by", "they have the backing of"). All are high. Limits:
no parser; names joined by "and" are free to change places, so are actor and agent of a passive.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wirecopy.collate.changes.drafts import Difference, side
from wirecopy.collate.changes.grammar import names_people
from wirecopy.collate.changes.pairs import Compared, is_content, related
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.lexicon.places import state
from wirecopy.lexicon.wordnet import lemmas, lexnames

_RECEIVING = frozenset({"for", "to", "against", "at"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_HAVE = frozenset({"have", "has", "had", "having", "enjoy", "enjoys", "enjoyed", "get", "gets", "got"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_MISREAD = "in {odd} the pronoun reads as the subject before it, not as in {others}"
_SPAN = 6  # words within which two names stand around one act
_PASSIVE_SPAN = 4


def find(compared: Compared) -> Iterator[Difference]:
    """The roles that differ between the versions of a group."""
    seen = compared.seen
    names = {w: {c: word for c, word in have.items() if word.is_name} for w, have in seen.by_column.items()}
    orders = {tuple((c, _who(word)) for c, word in sorted(found.items())): w for w, found in names.items()}
    for a, b in itertools.combinations(sorted(orders.values()), 2):
        yield from _exchanged(seen, (a, names[a]), (b, names[b]))
    for w in seen.words:
        for name, owned in _owners(seen, w):
            for other in seen.words:
                yield from _owner_or_receiver(seen, (w, name, owned), other)
    passives = {w: found for w, words in seen.words.items() if (found := next(_passives(words), None))}
    if passives:
        for w in seen.words:
            for held, noun in _possessions(seen.words[w]):
                for other, passive in passives.items():
                    if related(noun, passive[-2]) in {"same", "derived"}:
                        yield Difference(
                            "role", "high", _MISREAD, side(seen, w, held), side(seen, other, passive)
                        )


def _who(word: Word) -> str:
    return state(word.norm) or word.norm


def _exchanged(
    seen: GroupView, one: tuple[int, Mapping[int, Word]], other: tuple[int, Mapping[int, Word]]
) -> Iterator[Difference]:
    """Two names side by side in one order here and in the other there, in the same columns."""
    (a, ours), (b, theirs) = one, other
    columns = [c for c in sorted(ours) if c in theirs and _who(ours[c]) != _who(theirs[c])]
    for first, second in itertools.combinations(columns, 2):
        if second > first + _SPAN:
            continue
        swapped = _who(ours[first]) == _who(theirs[second]) and _who(ours[second]) == _who(theirs[first])
        here = _stretch(seen.words[a], ours[first], ours[second])
        there = _stretch(seen.words[b], theirs[first], theirs[second])
        if swapped and _one_act(here[1:-1], there[1:-1]):
            reason = "{odd} exchanges the roles in {others}"
            yield Difference("role", "high", reason, side(seen, a, here), side(seen, b, there))


def _stretch(words: Sequence[Word], first: Word, last: Word) -> Sequence[Word]:
    return words[first.index : last.index + 1]


def _one_act(between: Sequence[Word], answered: Sequence[Word]) -> bool:
    """Whether one act stands between the names in both, and the voice is the same."""
    acts = [word for word in between if is_content(word)]
    shared = any(related(x, y) == "same" for x in acts for y in answered)
    return shared and _is_passive(between) == _is_passive(answered)


def _is_passive(words: Sequence[Word]) -> bool:
    norms = {word.norm for word in words}
    return "by" in norms and bool(norms & _BE)


def _owners(seen: GroupView, w: int) -> Iterator[tuple[Word, list[Word]]]:
    """The names of a copy class that own a thing, with the thing's noun phrase."""
    for position, word in enumerate(seen.words[w][:-1]):
        if not word.is_name or not seen.is_genitive(w, word):
            continue
        owned = _noun_phrase(seen.words[w], position + 1)
        if owned and not names_people(owned[-1].norm):  # "X's lawyer" is "a lawyer for X"
            yield word, owned


def _owner_or_receiver(
    seen: GroupView, owner: tuple[int, Word, Sequence[Word]], other: int
) -> Iterator[Difference]:
    """A name that owns a thing here and receives it there."""
    w, name, owned = owner
    answer = _received(seen.words[other], name, owned[-1])
    owns = any(_who(word) == _who(name) and seen.is_genitive(other, word) for word in seen.words[other])
    if answer and not owns:
        reason = "{odd} makes an owner of whom {others} makes the receiver"
        yield Difference("role", "high", reason, side(seen, w, [name, *owned]), side(seen, other, answer))


def _noun_phrase(words: Sequence[Word], at: int) -> list[Word]:
    """The words from `at` up to the head of the noun phrase they begin."""
    phrase: list[Word] = []
    for word in words[at : at + 4]:
        if word.pos not in {"n", "a", "x"} or (phrase and phrase[-1].pos == "n" and word.pos == "a"):
            break
        phrase.append(word)
    return phrase


def _received(words: Sequence[Word], name: Word, head: Word) -> list[Word]:
    """The stretch "head for name" of another version."""
    for position, word in enumerate(words[:-2]):
        link = words[position + 1].norm
        if related(word, head) != "same" or link not in _RECEIVING:
            continue
        if link in {"for", "to"} and _is_done(head.norm):
            continue  # "the king's funeral" is "the funeral for the king"
        receiver = next((w for w in words[position + 2 : position + 4] if _who(w) == _who(name)), None)
        if receiver:
            return [word, words[position + 1], receiver]
    return []


def _is_done(norm: str) -> bool:
    """Whether a noun is an act or event, which its owner may do or undergo."""
    return bool({"noun.act", "noun.event", "noun.process"} & set(lexnames(norm, "n")[:1]))


def _possessions(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], Word]]:
    """Stretches "they have the support of", with the noun."""
    for position, word in enumerate(words[:-3]):
        if word.norm in _PRONOUNS and words[position + 1].norm in _HAVE:
            for noun, link in itertools.pairwise(words[position + 2 : position + 7]):
                if is_content(noun) and link.norm in {"of", "from"}:
                    yield words[position : link.index + 1], noun


def _passives(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Stretches "are (being) supported by"."""
    for position, word in enumerate(words):
        if word.norm not in _BE:
            continue
        for step in range(1, _PASSIVE_SPAN):
            at = position + step
            if at + 1 < len(words) and words[at + 1].norm == "by" and _is_participle(words[at]):
                yield list(words[position : at + 2])
                break


def _is_participle(word: Word) -> bool:
    return any(pos == "v" and lemma != word.norm for lemma, pos in lemmas(word.norm))
