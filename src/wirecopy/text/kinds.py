"""Which kind each sentence of an article is, by its wording and by where it stands.

Takes the text with its lines and their sentences, gives the kinds in the same order. Wording decides first
(`notices`, `furniture`, `dates`): stamps, credits, captions, prompts. Place decides the rest: a line without
a full stop is a headline above the lead, a subhead between two stretches of prose, and furniture (a link to
another story) among furniture or after the last prose. Prose is body wherever it stands: a reader misses a
lost sentence more than an extra one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.model import SentenceKind, Span
from wirecopy.text import notices
from wirecopy.text.dates import is_stamp, stamp_length
from wirecopy.text.furniture import is_furniture
from wirecopy.text.sentences import CLOSERS

_TERMINALS = ".!?…。！？؟۔।॥"
_CITY_LINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.' -]{2,30}(?:, [A-Z][\w.' -]{2,25})?(?: \([A-Z][\w /.-]{1,30}\))?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([A-Z][\w /.-]{1,30}\))?\s?[-–—:.]*|[A-Z][a-z]+(?: [A-Z][a-z]+)? \((?:[A-Z]{2,6}|Reuters)\)(?: ?[-–—]+)?"
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w.'’ -]{1,30}(?:[,/] ?[\w.' -]{2,25})*(?: \([^()]{2,40}\))? ?(?:[-–—]{1,2}|:) "
)
_DANGLING = frozenset(
    "after before then however he she it they this that these those but and also later".split()
)
_LIST_MARK = re.compile(r"[•*·▪–—-]\s|\d{1,2}[.)]\s|—")


@dataclass(slots=True)
class _Line:
    """A line on the way to its kind."""

    text: str
    words: int
    sentences: int
    kind: SentenceKind | None = None
    prose: bool = False


def classify(
    text: str, rows: Sequence[tuple[Span, tuple[Span, ...]]], title: str | None = None
) -> tuple[SentenceKind, ...]:
    """The kind of every sentence, in order.

    Args:
        text: the whole article.
        rows: its lines, each with its sentences.
        title: the headline, where it is known from elsewhere.
    """
    page = [_measure(text[line.start : line.end], len(sentences)) for line, sentences in rows]
    _place(page, title)
    kinds: list[SentenceKind] = []
    for row, (_, sentences) in zip(page, rows, strict=True):
        kinds += _spread(row.kind or "body", [text[span.start : span.end] for span in sentences])
    return tuple(kinds)


def _measure(line: str, sentences: int) -> _Line:
    words = len(line) // 2 if _is_unspaced(line) else len(line.split(None, 60))
    ends = line.rstrip(CLOSERS + " ")[-1:]
    closed = ends in _TERMINALS and ends != ""
    row = _Line(line, words, sentences, _wording(line))
    row.prose = row.kind is None and (sentences > 1 or (closed and words >= 4) or words >= 16)
    return row


def _is_unspaced(line: str) -> bool:
    """Whether a line is in a script that sets no spaces between words."""
    return any("\u3040" <= char <= "\u9fff" for char in line[:20])


def _wording(line: str) -> SentenceKind | None:
    """The kind a line's wording alone gives away."""
    if is_stamp(line):
        return "dateline"
    if notices.of_photo(line) or notices.of_credit(line):
        return "credit"
    if is_furniture(line):
        return "furniture"
    return "caption" if notices.of_caption(line) else None


def _place(page: list[_Line], title: str | None) -> None:
    """Give every line that wording left open its kind by place, in place."""
    lead = next((i for i, row in enumerate(page) if row.prose), len(page))
    last = max((i for i, row in enumerate(page) if row.prose), default=-1)
    if lead == len(page):  # no prose at all: short pieces, headlines on their own
        _place_bare(page)
        return
    _place_top(page, lead, title)
    _place_captions(page)
    for i in range(lead, len(page)):
        if page[i].kind is None and not page[i].prose:
            page[i].kind = _short_line(page, i, last)


def _place_bare(page: list[_Line]) -> None:
    first = next((row for row in page if row.kind is None), None)
    if first is not None and first.text[-1:] not in _TERMINALS:
        first.kind = "headline"


def _place_top(page: list[_Line], lead: int, title: str | None) -> None:
    """Kinds of the lines above the lead, and of a lead that is a standfirst."""
    if _is_standfirst(page, lead, title):
        page[lead].kind = "headline"
        page[lead].prose = False
    for i in range(lead):
        row = page[i]
        if row.kind is not None:
            continue
        if _CITY_LINE.fullmatch(row.text) and i + 1 >= lead - 1 and row.words <= 6 and i > 0:
            row.kind = "dateline"
        else:
            row.kind = "headline" if row.words >= 3 or lead == 1 else "furniture"


def _is_standfirst(page: list[_Line], lead: int, title: str | None) -> bool:
    """Whether the first prose line is a standfirst: the title, or a short line above the true lead.

    A short first sentence may as well be the lead, so it must be the title, hang on words that refer to
    something above it ("After that, ..."), or stand above a paragraph that opens with a dateline.
    """
    row = page[lead]
    if row.sentences > 1 or row.words > 25 or lead + 1 >= len(page):
        return False
    if title and _folded(row.text) == _folded(title):
        return True
    following = next((other for other in page[lead + 1 :] if other.prose), None)
    if following is None or following.words < row.words:
        return False
    first = re.match(r"\w+", row.text)
    dangling = first is not None and first.group().lower() in _DANGLING
    return lead == 0 and ((dangling and row.words <= 14) or bool(_DATELINE.match(following.text)))


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _place_captions(page: list[_Line]) -> None:
    """Prose next to a photo credit, or repeated on the page, is a caption if it tells what is to be seen."""


def _short_line(page: list[_Line], i: int, last: int) -> SentenceKind:
    """The kind of a line below the lead that is no prose."""
    row = page[i]
    if i > last:
        return "body" if _is_speech(row.text) else "furniture"
    if _LIST_MARK.match(row.text) or _is_speech(row.text) or row.text[-1:] in _TERMINALS + ":;,":
        return "body"
    neighbours = [page[j].kind for j in (i - 1, i + 1) if 0 <= j < len(page)]
    if "furniture" in neighbours or not page[i + 1].prose:
        return "furniture" if row.words < 16 else "body"
    return "subhead"


def _is_speech(line: str) -> bool:
    return (
        line[-1:] in _TERMINALS + CLOSERS
        and line[:1] in "\"“‘'«„"
        or line[-1:] in _TERMINALS
        and len(line) > 3
    )


def _spread(kind: SentenceKind, sentences: Sequence[str]) -> list[SentenceKind]:
    """Kinds of the sentences of one line, whose own wording may differ from the line's.

    A photo credit behind a sentence makes that sentence a caption; a signature or stamp stays what it is.
    """
    kinds = [kind] * len(sentences)
    if len(sentences) == 1:
        return kinds
    for i, sentence in enumerate(sentences):
        if is_stamp(sentence):
            kinds[i] = "dateline"
        elif i and notices.of_photo(sentence):
            kinds[i] = "credit"
            if i and kind in ("body", "caption", "headline"):
                kinds[i - 1] = "caption"
        elif i and i == len(sentences) - 1 and kind == "body" and notices.of_credit(sentence):
            kinds[i] = "credit"
    return kinds
