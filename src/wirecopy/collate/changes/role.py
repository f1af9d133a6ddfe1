"""Who does what to whom: roles exchanged around the same words.

Takes a compared group. Three signs are read: two names that changed places around one verb or noun ("Russia
attacked Ukraine", "Ukraine attacked Russia"); a name that owns a thing in one version and is its receiver in
another ("Putin's red carpet", "the red carpet for Putin"); a passive with a pronoun that became a possession,
so that the pronoun reads as somebody else ("they are supported by", "they have the support of"). All are
high. Limits: no parser; names joined by "and" are free to change places, so are actor and agent of a passive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirecopy.collate.changes.drafts import Difference, side
from wirecopy.collate.changes.grammar import names_people
from wirecopy.collate.changes.items import class_pairs
from wirecopy.collate.changes.pairs import Compared, is_content, related
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.lexicon.places import state
from wirecopy.lexicon.wordnet import lemmas, lexnames

_RECEIVING = frozenset({"for", "to", "against", "at"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_HAVE = frozenset({"have", "has", "had", "having", "enjoy", "enjoys", "enjoyed", "get", "gets", "got"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_SPAN = 6  # words within which two names stand around one act
_PASSIVE_SPAN = 4


def find(compared: Compared) -> Iterator[Difference]:
    """The roles that differ between the versions of a group."""
    seen = compared.seen
    for a, b in class_pairs(seen):
        yield from _exchanged(seen, a, b)
        for one, other in ((a, b), (b, a)):
            yield from _owner_or_receiver(seen, one, other)
            yield from _possession_for_passive(seen, one, other)


def _same_who(a: Word, b: Word) -> bool:
    return a.norm == b.norm or (state(a.norm) is not None and state(a.norm) == state(b.norm))


def _exchanged(seen: GroupView, a: int, b: int) -> Iterator[Difference]:
    """Two names side by side in one order here and in the other there, in the same columns."""
    ours, theirs = seen.by_column[a], seen.by_column[b]
    names = [
        c for c in sorted(ours) if c in theirs and ours[c].is_name and theirs[c].is_name
        and not _same_who(ours[c], theirs[c])
    ]  # fmt: skip
    for first in names:
        for second in names:
            if not first < second <= first + _SPAN:
                continue
            swapped = _same_who(ours[first], theirs[second]) and _same_who(ours[second], theirs[first])
            between = [ours[c] for c in range(first + 1, second) if c in ours]
            answered = [theirs[c] for c in range(first + 1, second) if c in theirs]
            if swapped and _one_act(between, answered):
                yield Difference(
                    "role", "high", "{odd} exchanges the roles in {others}",
                    side(seen, a, _stretch(seen.words[a], ours[first], ours[second])),
                    side(seen, b, _stretch(seen.words[b], theirs[first], theirs[second])),
                )  # fmt: skip


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


def _owner_or_receiver(seen: GroupView, one: int, other: int) -> Iterator[Difference]:
    """A name that owns a thing here and receives it there."""
    for position, word in enumerate(seen.words[one][:-1]):
        if not word.is_name or not seen.after(one, word, 2).startswith(("'s", "’s")):
            continue
        owned = _noun_phrase(seen.words[one], position + 1)
        if not owned or names_people(owned[-1].norm):
            continue  # "the minister's lawyer" is "a lawyer for the minister"
        answer = _received(seen.words[other], word, owned[-1])
        if answer and not _owns(seen, other, word):
            yield Difference(
                "role", "high", "{odd} makes an owner of whom {others} makes the receiver",
                side(seen, one, [word, *owned]), side(seen, other, answer),
            )  # fmt: skip


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
        receiver = next((w for w in words[position + 2 : position + 4] if _same_who(w, name)), None)
        if receiver:
            return [word, words[position + 1], receiver]
    return []


def _is_done(norm: str) -> bool:
    """Whether a noun is an act or event, which its owner may do or undergo."""
    return bool({"noun.act", "noun.event", "noun.process"} & set(lexnames(norm, "n")[:1]))


def _owns(seen: GroupView, w: int, name: Word) -> bool:
    return any(
        _same_who(word, name) and seen.after(w, word, 2).startswith(("'s", "’s")) for word in seen.words[w]
    )


def _possession_for_passive(seen: GroupView, one: int, other: int) -> Iterator[Difference]:
    """A passive "they are supported by X" here, "they have the support of X" there."""
    passive = next(iter(_passives(seen.words[other])), None)
    if passive is None:
        return
    words = seen.words[one]
    for position, word in enumerate(words[:-3]):
        if word.norm not in _PRONOUNS or words[position + 1].norm not in _HAVE:
            continue
        stretch = words[position : position + 7]
        kin = next((w for w in stretch[2:] if related(w, passive[-2]) in {"same", "derived"}), None)
        if kin and any(w.norm in {"of", "from"} for w in words[kin.index + 1 : kin.index + 2]):
            yield Difference(
                "role", "high", "in {odd} the pronoun reads as the subject before it, not as in {others}",
                side(seen, one, words[position : kin.index + 2]), side(seen, other, passive),
            )  # fmt: skip


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
