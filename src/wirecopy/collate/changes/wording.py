"""Words changed for others: acts, charged words, lost heads, how many people, how much of a thing.

For every two readings of a site, the words that stand for each other are judged one by one (`judge`). Words
inside quotation marks in both readings are left to the `quote` rule. Three further signs need more than one
word: the head of a noun phrase is gone ("harvest bonus" to "harvest"), people became one person or the
reverse, and the scope narrowed ("many of the" for "the"). Limits: idioms are judged word by word; where a
whole passage is rewritten, word pairs are guesses and nothing is high.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wirecopy.collate.changes import grammar
from wirecopy.collate.changes.drafts import Difference, joined, reading_side, side
from wirecopy.collate.changes.judge import Verdict, charge, judge
from wirecopy.collate.changes.pairs import Compared, Comparison, Pair, related
from wirecopy.collate.changes.view import GroupView, Reading, Word
from wirecopy.lexicon.charged import PARTIAL, UNIVERSAL
from wirecopy.lexicon.function_words import ARTICLES, PREPOSITIONS
from wirecopy.lexicon.wordnet import lexnames
from wirecopy.model import ChangeKind

_MOST_CHANGED = 3  # more words than this changed on both sides: a rewritten passage
_JUDGING = frozenset({"force", "violence", "blame", "regime", "deceit"})  # charges that colour by being there
_SCOPES = UNIVERSAL | PARTIAL
_SAME_FRAME = 0.55
_REACH = 4  # columns in which a verb's next word must stand in both readings for them to share an object

_PARTICLES = frozenset({"out", "up", "off", "down", "back", "over", "away", "on", "aside", "apart"})


def find(compared: Compared) -> Iterator[Difference]:
    """The differences of wording in a group."""
    for comparison in compared.comparisons:
        for pair in comparison.pairs:
            if pair.left and pair.right:
                yield from _swapped(compared.seen, comparison, pair)
            else:
                yield from _lone(compared.seen, comparison, pair)
        yield from _scope(compared.seen, comparison)
    yield from _lost_heads(compared.seen)
    yield from _number_of_people(compared.seen)


def _swapped(seen: GroupView, comparison: Comparison, pair: Pair) -> Iterator[Difference]:
    left, right = pair.left, pair.right
    if left is None or right is None or (left.quoted and right.quoted):
        return
    verdict = judge(left, right, pair.relation)
    if verdict is None:
        return
    severity = verdict.severity
    if severity == "high" and "act" in verdict.reason and not _comparable(seen, comparison, pair):
        severity = "medium"
    elif severity == "medium" and (is_rewritten(comparison) or not is_one_frame(seen, comparison)):
        severity = "low"
    yield swap(seen, comparison, (left, right), verdict._replace(severity=severity))


def swap(seen: GroupView, comparison: Comparison, words: tuple[Word, Word], verdict: Verdict) -> Difference:
    """The difference that a verdict on two words amounts to.

    Where the verdict blames neither, the word fewer versions have is the odd one.
    """
    kind: ChangeKind = "quote" if words[0].quoted and words[1].quoted else "wording"
    sides = (
        reading_side(seen, comparison.left, [words[0]]),
        reading_side(seen, comparison.right, [words[1]]),
    )
    blames = "charged" in verdict.reason
    odd_first = verdict.odd_is_left if blames else len(sides[0].spans) <= len(sides[1].spans)
    odd, other = sides if odd_first else sides[::-1]
    return Difference(kind, verdict.severity, verdict.reason, odd, other)


def _comparable(seen: GroupView, comparison: Comparison, pair: Pair) -> bool:
    """Whether two verbs stand in one frame: little else changed, and a next word in common."""
    if pair.left is None or pair.right is None:
        return False
    if is_rewritten(comparison):
        return False
    ours = _following(seen, comparison.left, pair.left)
    theirs = _following(seen, comparison.right, pair.right)
    if any(words[:1] and words[0].norm in _PARTICLES for words in (ours, theirs)):
        return False  # "rolled out", "dial down": the particle makes the meaning
    return any(related(a, b) in {"same", "derived"} for a in ours for b in theirs if a.pos != "f")


def is_one_frame(seen: GroupView, comparison: Comparison) -> bool:
    """Whether two readings stand in sentences alike enough for their words to answer each other."""
    return any(
        seen.likeness(a, b) >= _SAME_FRAME for a in comparison.left.holders for b in comparison.right.holders
    )


def is_rewritten(comparison: Comparison) -> bool:
    """Whether so many words changed on one side that pairing them is guesswork."""
    left = sum(pair.left is not None for pair in comparison.pairs)
    right = sum(pair.right is not None for pair in comparison.pairs)
    return max(left, right) > _MOST_CHANGED


def _following(seen: GroupView, reading: Reading, word: Word) -> list[Word]:
    words = seen.words[reading.holders[0]]
    return list(words[word.index + 1 : word.index + 1 + _REACH])


def _lone(seen: GroupView, comparison: Comparison, pair: Pair) -> Iterator[Difference]:
    """A word one reading has and the other has nothing for: told where it colours the sentence."""
    word = pair.left or pair.right
    reading, other = (comparison.left, comparison.right) if pair.left else (comparison.right, comparison.left)
    if word is None or not (other.words or len(reading.words) <= 2):
        return
    said = charge(word)
    if said in _JUDGING and not any(charge(w) == said for w in seen.words[other.holders[0]]):
        yield Difference("wording", "medium", "only here it says {odd}", reading_side(seen, reading, [word]))
    elif word.pos in {"a", "r"} and not word.quoted:
        yield Difference(
            "wording", "low", "{odd} is not in every version", reading_side(seen, reading, [word])
        )


def _scope(seen: GroupView, comparison: Comparison) -> Iterator[Difference]:
    """A part for the whole: "many of the" against "the", "some" against "all"."""
    for reading, other in (
        (comparison.left, comparison.right),
        (comparison.right, comparison.left),
    ):
        part = _partitive(reading.words)
        if part and not _partitive(other.words) and other.words:
            yield Difference(
                "wording", "medium", "{odd} is a part where the others say {others}",
                reading_side(seen, reading, part), reading_side(seen, other, other.words[:2]),
            )  # fmt: skip
    theirs = {word.column: word for word in comparison.right.words if word.norm in _SCOPES}
    for word in comparison.left.words:
        answer = theirs.get(word.column)
        if answer and word.norm in _SCOPES and (word.norm in UNIVERSAL) != (answer.norm in UNIVERSAL):
            yield Difference(
                "wording", "medium", "{odd} is another scope than {others}",
                reading_side(seen, comparison.left, [word]), reading_side(seen, comparison.right, [answer]),
            )  # fmt: skip


def _partitive(words: Sequence[Word]) -> list[Word]:
    for first, second in itertools.pairwise(words):
        if first.norm in PARTIAL | {"one"} and second.norm == "of" and second.index == first.index + 1:
            return [first, second]
    return []


def _lost_heads(seen: GroupView) -> Iterator[Difference]:
    """A modifier left alone as a noun where another version has the noun it modified."""
    for column in range(seen.width):
        nouns: dict[str, dict[int, Word]] = {}
        phrases: dict[tuple[str, str], dict[int, tuple[Word, Word]]] = {}
        for w, have in seen.by_column.items():
            word = have.get(column)
            following = (
                seen.words[w][word.index + 1] if word and word.index + 1 < len(seen.words[w]) else None
            )
            if word and word.pos == "n" and _stands_alone(seen.words[w], word.index):
                nouns.setdefault(word.norm, {})[w] = word
            elif word and following and word.pos == "a" and following.pos == "n":
                phrases.setdefault((word.norm, following.norm), {})[w] = (word, following)
        for alone in nouns.values():
            for whole in phrases.values():
                yield from _headless(seen, alone, whole)


def _stands_alone(words: Sequence[Word], at: int) -> bool:
    """Whether a noun is a phrase of its own: no noun follows it, and no other has it for a complement."""
    if at + 1 < len(words) and words[at + 1].pos == "n":
        return False
    before = next(
        (word for word in reversed(words[:at]) if word.pos != "a" and word.norm not in ARTICLES), None
    )
    return before is None or before.norm not in PREPOSITIONS


def _headless(
    seen: GroupView, alone: Mapping[int, Word], whole: Mapping[int, tuple[Word, Word]]
) -> Iterator[Difference]:
    holder, noun = next(iter(alone.items()))
    modifier, head = next(iter(whole.values()))
    if noun.norm == modifier.norm or related(noun, modifier) not in {"same", "derived"}:
        return
    if any(related(head, word) not in {"none", "unknown"} for word in seen.words[holder]):
        return
    # A relational adjective says nothing of its own, so its noun alone is another thing.
    relational = "adj.pert" in lexnames(modifier.norm, "a")[:1]
    yield Difference(
        "wording",
        "high" if relational else "medium",
        "{odd} stands where the others say {others}",
        joined(side(seen, w, [word]) for w, word in alone.items()),
        joined(side(seen, w, words) for w, words in whole.items()),
    )


def _number_of_people(seen: GroupView) -> Iterator[Difference]:
    """Several people in one version, one in another."""
    for column in range(seen.width):
        forms: dict[str, list[tuple[int, Word]]] = {}
        for w, have in seen.by_column.items():
            word = have.get(column)
            if word is not None and word.pos == "n" and grammar.names_people(word.norm):
                forms.setdefault(word.norm, []).append((w, word))
        for many in [form for form in forms if grammar.is_plural(form)]:
            for one in [form for form in forms if not grammar.is_plural(form)]:
                several, single = forms[many][0][1], forms[one][0][1]
                if related(several, single) != "same":
                    continue
                yield Difference(
                    "wording", "medium", "{odd} is one where the others have {others}",
                    joined(side(seen, x, [word]) for x, word in forms[one]),
                    joined(side(seen, x, [word]) for x, word in forms[many]),
                )  # fmt: skip
