"""What outlets do to a text: the kinds of copies that are made, each a function from tokens to tokens.

Takes and gives rows of word numbers; layout in paragraphs comes last. The rates are shares of words touched:
two thirds of the touched are exchanged, the others dropped, added to, or turned round with the next.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .vocabulary import Ids, Vocabulary, sentence_ends

_PARAGRAPHS = np.array((1, 1, 2, 2, 3))  # sentences in a paragraph
_EXCHANGED, _DROPPED, _ADDED = 0.62, 0.78, 0.92  # bounds of the chances; beyond the last, turned round


class Editor:
    """The edits over one vocabulary, with one source of chance."""

    def __init__(self, vocabulary: Vocabulary, chance: np.random.Generator) -> None:
        self.vocabulary = vocabulary
        self.chance = chance

    def sentences(self, text: Ids) -> list[Ids]:
        """The text cut after its sentences."""
        return np.split(text, sentence_ends(text, self.vocabulary)[:-1])

    def reworded(self, text: Ids, rate: float | np.ndarray) -> Ids:
        """A share of the words exchanged, dropped, added to, or turned round; one rate, or one by token."""
        chance, count = self.chance, len(text)
        touched = (chance.random(count) < rate) & self.vocabulary.words[text]
        how = np.where(touched, chance.random(count), 2.0)
        edited = text.copy()
        exchanged = how < _EXCHANGED
        edited[exchanged] = self.vocabulary.exchanged(text[exchanged], chance)
        turned = np.flatnonzero((how >= _ADDED) & (how < 1))
        turned = turned[turned < count - 1]
        edited[turned], edited[turned + 1] = edited[turned + 1], edited[turned]
        times = np.ones(count, np.int64)
        times[(how >= _EXCHANGED) & (how < _DROPPED)] = 0
        added = (how >= _DROPPED) & (how < _ADDED)
        times[added] = 2
        longer = np.repeat(edited, times)
        place = np.cumsum(times)[added] - 1
        longer[place] = self.vocabulary.any_words(len(place), chance)
        return longer if len(longer) else text

    def rewritten(self, text: Ids, share: float) -> Ids:
        """Some sentences put in other words almost wholly, the others touched lightly."""
        sizes = np.diff([0, *sentence_ends(text, self.vocabulary)])
        rates = np.where(self.chance.random(len(sizes)) < share, 0.75, 0.12)
        return self.reworded(text, np.repeat(rates, sizes))

    def trimmed(self, text: Ids, share: float) -> Ids:
        """The leading sentences, that share of them."""
        ends = sentence_ends(text, self.vocabulary)
        return text[: ends[min(len(ends), max(2, round(share * len(ends)))) - 1]]

    def reordered(self, text: Ids) -> Ids:
        """The sentences in another order."""
        parts = self.sentences(text)
        return np.concatenate([parts[place] for place in self.chance.permutation(len(parts))])

    def merged(self, text: Ids, other: Ids) -> Ids:
        """The first half of one and the first half of another."""
        return np.concatenate([self.trimmed(text, 0.5), self.trimmed(other, 0.5)])

    def embedded(self, text: Ids, host: Ids) -> Ids:
        """The leading two fifths of a text in the middle of a text of its own."""
        ends = sentence_ends(host, self.vocabulary)
        middle = ends[len(ends) // 2 - 1] if len(ends) > 1 else 0
        return np.concatenate([host[:middle], self.trimmed(text, 0.4), host[middle:]])

    def quoting(self, text: Ids, quote: Ids) -> Ids:
        """A text with a sentence of another put between two of its own."""
        parts = self.sentences(text)
        parts.insert(int(self.chance.integers(0, len(parts) + 1)), quote)
        return np.concatenate(parts)

    def laid_out(self, text: Ids, chance: np.random.Generator) -> Ids:
        """The text in paragraphs of one to three sentences."""
        ends = np.array(sentence_ends(text, self.vocabulary))
        steps = np.cumsum(chance.choice(_PARAGRAPHS, len(ends))) - 1
        breaks = ends[steps[steps < len(ends) - 1]]
        return np.insert(text, breaks, 0)


Edit = Callable[[Editor, Ids], Ids]

# Edits of the words of one text. What "house" and "boiler" do to its letters comes later; "merge" and "embed"
# take a second text.
PLAIN: dict[str, Edit] = {
    "exact": lambda _, text: text,
    "house": lambda _, text: text,
    "boiler": lambda _, text: text,
    "edit05": lambda editor, text: editor.reworded(text, 0.05),
    "edit15": lambda editor, text: editor.reworded(text, 0.15),
    "edit30": lambda editor, text: editor.reworded(text, 0.30),
    "edit50": lambda editor, text: editor.reworded(text, 0.50),
    "sentrw50": lambda editor, text: editor.rewritten(text, 0.5),
    "trunc50": lambda editor, text: editor.trimmed(text, 0.50),
    "trunc25": lambda editor, text: editor.trimmed(text, 0.25),
    "reorder": lambda editor, text: editor.reordered(text),
    "boil+edit15": lambda editor, text: editor.reworded(text, 0.15),
    "trunc50+edit15": lambda editor, text: editor.reworded(editor.trimmed(text, 0.5), 0.15),
}
KINDS = (*PLAIN, "merge", "embed")
DRESSED = frozenset({"boiler", "boil+edit15", "trunc50+edit15"})  # printed with an outlet's boilerplate
