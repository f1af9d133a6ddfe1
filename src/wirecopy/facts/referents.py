"""Who "he", "she" or "they" is: the person a pronoun source stands for.

Takes a text with its quotations, attributions and names; `name(source)` gives the words for a source, a
pronoun resolved in this order: the first person named before it in its own sentence; the source of the
attribution before it, if that is one party; the first person named in the lines before. Names inside
quotation marks are no candidates. Limits: knows no gender, and a plural pronoun is left as it stands unless
an attribution shortly before has a plural or collective source.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from wirecopy.facts.marks import Quoted
from wirecopy.lexicon import people, speech
from wirecopy.model import Attribution, Name, Span

_PRONOUNS = people.PERSON_PRONOUNS | {"his", "her", "their"}
_PLURAL = frozenset(["they", "their"])
_NEAR = 600  # code points: about two paragraphs, as far back as a reader carries "he"
_STOP = re.compile(r"[.!?…][\"”’»']?\s|\n")


class Referents:
    """Resolves pronoun sources of one article."""

    def __init__(
        self, text: str, quoted: Sequence[Quoted], attributions: Sequence[Attribution], names: Sequence[Name]
    ) -> None:
        self._text = text
        starts = [piece.start for piece in quoted]
        self._persons = [
            name for name in names if name.kind == "person" and not _quoted(name.start, quoted, starts)
        ]
        self._person_starts = [name.start for name in self._persons]
        sources = sorted({span for row in attributions for span in row.source}, key=lambda span: span.start)
        self._resolved: dict[Span, str] = {}
        previous: Span | None = None
        for source in sources:
            self._resolved[source] = self._resolve(source, previous)
            previous = source

    def name(self, source: Span) -> str:
        """The source as named; a pronoun as the party it stands for, where that can be told."""
        return self._resolved.get(source, self._text[source.start : source.end])

    def _resolve(self, source: Span, previous: Span | None) -> str:
        words = self._text[source.start : source.end]
        if words.lower() not in _PRONOUNS:
            return words
        if words.lower() == "who":
            return self._last_before(source.start) or words
        before = self._text[max(0, source.start - _NEAR) : source.start]
        stops = list(_STOP.finditer(before))
        opening = source.start - len(before) + (stops[-1].end() if stops else 0)
        here = self._first_between(opening, source.start)
        if here is not None and words.lower() not in _PLURAL:
            return here
        if previous is not None and source.start - previous.end < _NEAR and self._one_party(previous, words):
            return self._resolved[previous]
        for stop in reversed(stops[:-1]):
            found = self._first_between(source.start - len(before) + stop.end(), opening)
            if found is not None:
                return found
        return self._last_before(source.start) or words if words.lower() not in _PLURAL else words

    def _one_party(self, source: Span, pronoun: str) -> bool:
        """Whether an earlier source may be meant: one party for "he" and "she", several for "they"."""
        words = self._resolved[source].lower().split()
        plural = words[-1].endswith("s") or bool(words[0] in ("two", "three", "several", "some", "many"))
        head_plural = any(word in speech.PERSON_NOUNS and word.endswith("s") for word in words[:3])
        unresolved = self._resolved[source].lower() in people.PRONOUNS
        if pronoun.lower() in _PLURAL:
            return not unresolved and (plural or head_plural)
        return not unresolved and not head_plural

    def _first_between(self, start: int, end: int) -> str | None:
        number = bisect.bisect_left(self._person_starts, start)
        inside = number < len(self._persons) and self._person_starts[number] < end
        return self._persons[number].text if inside else None

    def _last_before(self, offset: int) -> str | None:
        number = bisect.bisect_left(self._person_starts, offset) - 1
        return self._persons[number].text if number >= 0 else None


def _quoted(offset: int, quoted: Sequence[Quoted], starts: Sequence[int]) -> bool:
    number = bisect.bisect_right(starts, offset) - 1
    return number >= 0 and offset < quoted[number].end
