"""Words as a search takes them: of a query, of a text, and a line of the text that shows them.

A word is a run of letters and digits, folded: lower case, without diacritics or vowel points. Scripts that
set no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese), and Hangul, are taken letter by letter;
a word of such a script is then found inside a run of them. No stemming: "ferries" is not "ferry".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from wirecopy.errors import CallError

MOST = 64  # words and phrases in one query: the engine of SQLite takes no deep expression
WINDOW = 34  # words in a snippet
_BEFORE = 6  # words shown before the first that was found

_APART = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_POINTS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_MARKS = f"\u0300-\u036f{_POINTS}\u0640\u0900-\u0903\u093a-\u094d\u0951-\u0957\u0962\u0963"
_WORD = re.compile(rf"[{_APART}]|(?:[^\W_{_APART}][{_MARKS}]*)+")
_HARD = re.compile(f"[{_APART}{_POINTS}\u0640]")
# First bytes, in UTF-8, of the characters of the pattern above; other bytes say nothing of them.
_EASY = bytes(set(range(256)) - {*range(0xD6, 0xDC), 0xE0, 0xE1, *range(0xE3, 0xEE), 0xEF, 0xF0})
_UNMARKED = bytes(set(_EASY) - {0xCC, 0xCD})  # nor of the combining marks of _WORD
_SIMPLE = re.compile(r"[^\W_]+")  # what _WORD comes to where there are none of these
_DROPPED = re.compile(r"[\W_]+")
_QUERY = re.compile(r'"([^"]*)"?|([^\s"]+)')

Phrase = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return _DROPPED.sub("", apart)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text, folded, with its place."""
    for found in (_WORD if _holds(text, _UNMARKED) else _SIMPLE).finditer(text):
        if word := folded(found.group()):
            yield word, found.start(), found.end()


def phrases(query: str) -> list[tuple[Phrase, Phrase]]:
    """What a query asks for: phrases of words as they are written, and as they are compared.

    Raises:
        CallError: there are more than an engine can look for.
    """
    found: dict[Phrase, Phrase] = {}
    for piece in _QUERY.finditer(query):
        pairs = [(word, folded(word)) for word in _WORD.findall(piece.group(1) or piece.group(2) or "")]
        if pairs := [pair for pair in pairs if pair[1]]:
            found.setdefault(tuple(pair[1] for pair in pairs), tuple(pair[0] for pair in pairs))
    if len(found) > MOST:
        raise CallError(f"{len(found)} words to look for", "search", f"give at most {MOST}")
    return [(written, compared) for compared, written in found.items()]


def prepared(title: str | None, text: str) -> str | None:
    """What of an article cannot be found by its spaces: the same text, word by word; None for the others."""
    whole = f"{title}\n{text}" if title else text
    if not _holds(whole, _EASY):
        return None
    return " ".join(word for word, _, _ in words(whole)) if _HARD.search(whole) else None


def _holds(text: str, easy: bytes) -> bool:
    """Whether a text has other bytes than easy ones: where not, a pattern would find nothing, but slowly."""
    return not text.isascii() and bool(text.encode("utf-8", "surrogatepass").translate(None, easy))


def snippet(text: str, wanted: Sequence[Phrase]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The line of a text with most of the phrases, and where they stand in that line."""
    places = list(words(text))
    if not places:
        return "", ()
    hits = _hits(places, wanted)
    first, last = _window(hits, len(places))
    start, end = places[first][1], places[last - 1][2]
    head = "… " if first else ""
    line = head + re.sub(r"\s", " ", text[start:end]) + (" …" if last < len(places) else "")
    shift = len(head) - start
    marks = [(places[a][1] + shift, places[b - 1][2] + shift) for a, b, _ in hits if first <= a and b <= last]
    return line, _joined(marks)


def _hits(places: Sequence[tuple[str, int, int]], wanted: Sequence[Phrase]) -> list[tuple[int, int, int]]:
    """(first word, word behind the last, which phrase) of each place where a phrase stands."""
    begins: dict[str, list[int]] = {}
    for which, phrase in enumerate(wanted):
        begins.setdefault(phrase[0], []).append(which)
    hits = []
    for at, (word, _, _) in enumerate(places):
        for which in begins.get(word, ()):
            phrase = wanted[which]
            if all(at + k < len(places) and places[at + k][0] == part for k, part in enumerate(phrase) if k):
                hits.append((at, at + len(phrase), which))
    return hits


def _window(hits: Sequence[tuple[int, int, int]], count: int) -> tuple[int, int]:
    """Words from and to, with as many different phrases inside as can be had."""
    best, chosen, low = 0, 0, 0
    inside: dict[int, int] = {}
    for at, _, which in hits:
        inside[which] = inside.get(which, 0) + 1
        while hits[low][0] < at - WINDOW + 2 * _BEFORE:
            old = hits[low][2]
            inside[old] -= 1
            if not inside[old]:
                del inside[old]
            low += 1
        if len(inside) > best:
            best, chosen = len(inside), hits[low][0]
    first = max(0, min(chosen - _BEFORE, count - WINDOW))
    return first, min(count, first + WINDOW)


def _joined(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks in order, none overlapping another."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(marks)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
