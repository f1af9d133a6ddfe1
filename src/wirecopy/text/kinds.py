"""Which kind each sentence of an article is, by its wording and by where it stands.

Takes the text with its lines and their sentences, gives the kinds in the same order. Wording decides first
(`notices`, `furniture`, `dates`): stamps, credits, captions, prompts. Place decides the rest: a line without
a full stop is a headline above the lead, a subhead between two stretches of prose, and furniture (a link to
another story) among furniture or after the last prose. Prose is body wherever it stands: a reader misses a
lost sentence more than an extra one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.lexicon.people import GIVEN_NAMES
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import SentenceKind, Span
from wirecopy.text import notices
from wirecopy.text.datelines import dateline_length, is_dateline
from wirecopy.text.dates import is_stamp
from wirecopy.text.furniture import is_furniture
from wirecopy.text.sentences import CLOSERS

_TERMINALS = ".!?…。！？؟۔।॥"
_DANGLING = word_set("""
    after before then however he she it they this that these those but and also later
""")
_LIST_MARK = re.compile(r"[•*·▪–—-]\s|\d{1,2}[.)]\s|—")
# Captions say in the present tense what a picture shows.
_SCENE = word_set("""
    shakes shake stands stand speaks speak walks walk waves wave poses pose attends attend holds hold
    looks look gestures gesture listens listen sits sit smiles smile greets greet leaves leave arrives
    arrive watches watch addresses address reacts react carries carry march gather hug hugs embrace
    embraces passes pass drives drive points rides ride boards board talks talk delivers answers enters
    steps prepares wears wear
""")
_LONG = 30  # words: no headline is as long
_LEAD_REACH = 30  # lines in which a byline or stamp marks the top of the story


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
    closed = line.rstrip(CLOSERS + " ")[-1:] in tuple(_TERMINALS)
    row = _Line(line, words, sentences, _wording(line))
    row.prose = row.kind is None and (sentences > 1 or (closed and words >= 3) or words >= _LONG)
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
    if lead == len(page):  # no prose at all: short pieces, headlines on their own
        _place_bare(page)
        return
    _place_captions(page)
    lead = next((i for i, row in enumerate(page) if row.prose), lead)
    _place_top(page, lead, title)
    _place_bylines(page, lead)
    last = max((i for i, row in enumerate(page) if row.prose), default=-1)
    heads = {_folded(row.text) for row in page if row.kind == "headline"} - {""}
    for i, row in enumerate(page):
        if row.kind is None and row.sentences == 1 and row.words < _LONG and _folded(row.text) in heads:
            row.kind = "headline"  # page heads are often printed twice
        elif i >= lead and row.kind is None and not row.prose:
            row.kind = _short_line(page, i, last)


def _place_bare(page: list[_Line]) -> None:
    """A page without prose: its first open line is a headline if it has no full stop."""
    first = next((row for row in page if row.kind is None), None)
    if first is not None and first.text[-1:] not in _TERMINALS:
        first.kind = "headline"


def _place_top(page: list[_Line], lead: int, title: str | None) -> None:
    """Kinds of the lines above the lead, and of a lead that is a standfirst."""
    if _is_standfirst(page, lead, title):
        pictured = any(
            row.kind == "credit" and notices.of_photo(row.text) for row in page[lead + 1 : lead + 2]
        )
        page[lead].kind = "caption" if pictured else "headline"
        page[lead].prose = False
    fallback = not any(row.kind is None and row.words >= 5 for row in page[:lead])
    for i, row in enumerate(page[:lead]):
        if row.kind is None:
            known = next((j for j, other in enumerate(page[:i]) if other.kind == "headline"), i)
            linked = any(other.kind not in ("headline", None) for other in page[known + 1 : i])
            again = known < i and _folded(page[known].text) == _folded(row.text)
            # Below the byline, or "Related content", stands another story; or the same head once more.
            head = again or (_is_head(row, fallback) and not linked)
            other: SentenceKind = "body" if row.text[-1] in _TERMINALS else "furniture"
            row.kind = _place_line(page, i) or ("headline" if head else other)


def _is_head(row: _Line, fallback: bool) -> bool:
    """Whether a line above the lead is a headline: long enough, or the only one there is."""
    return row.words >= 5 or (fallback and row.words >= 2 and not _is_name(row.text))


def _place_line(page: list[_Line], i: int) -> SentenceKind | None:
    """Dateline or credit, if a line near the lead is nothing but a place or a reporter's name."""
    line = page[i].text
    if i == 0:
        return None
    if is_dateline(line):
        return "dateline"
    return "credit" if _is_name(line) else None


def _is_name(line: str) -> bool:
    """Whether a short line is nothing but a person's name."""
    words = line.replace(",", " ").split()
    return (
        2 <= len(words) <= 4 and words[0].lower() in GIVEN_NAMES and all(word[0].isupper() for word in words)
    )


def _place_bylines(page: list[_Line], lead: int) -> None:
    """Find the headline above a byline or stamp that stands below stray prose (weather, captions).

    Pages often open with prose that is not the story; the story's own headline then stands among the few
    lines above its byline.
    """
    if any(row.kind == "headline" for row in page[:lead]):
        return
    for i, row in enumerate(page[lead + 1 : _LEAD_REACH], lead + 1):
        if row.kind not in ("credit", "dateline") or notices.of_photo(row.text):
            continue
        for above in reversed(page[max(0, i - 3) : i]):
            if above.prose:
                break
            if above.kind is None and above.words >= 5:
                above.kind = "headline"
                return


def _is_standfirst(page: list[_Line], lead: int, title: str | None) -> bool:
    """Whether the first prose line is a standfirst: the title, or a short line above the true lead.

    A short first sentence may as well be the lead, so it must be the title, hang on words that refer to
    something above it ("After that, ..."), or stand above a paragraph that opens with a dateline.
    """
    row = page[lead]
    if row.words > 25 or lead + 1 >= len(page):
        return False
    below = page[lead + 1]
    top = lead == 0 or (lead == 1 and page[0].kind == "furniture")
    if top and below.kind in ("credit", "dateline") and not notices.of_photo(below.text):
        return True  # a byline or stamp right under a page's first short line
    if row.sentences > 1:
        return False
    if title and _folded(row.text) == _folded(title):
        return True
    following = next((other for other in page[lead + 1 :] if other.prose), None)
    if following is None or following.words < row.words:
        return False
    first = re.match(r"\w+", row.text)
    dangling = first is not None and first.group().lower() in _DANGLING
    return (lead == 0 and dangling and row.words <= 14) or (
        dateline_length(following.text) > 0 and not dateline_length(row.text)
    )


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _place_captions(page: list[_Line]) -> None:
    """Prose next to a photo credit is a caption if it tells a scene, or stands on the page twice."""
    seen: dict[str, int] = {}
    for row in page:
        if row.prose:
            seen[row.text[:60]] = seen.get(row.text[:60], 0) + 1
    for i, row in enumerate(page):
        near = [page[j] for j in (i - 1, i + 1) if 0 <= j < len(page)]
        if not row.prose or not any(
            other.kind == "credit" and notices.of_photo(other.text) for other in near
        ):
            continue
        if seen[row.text[:60]] > 1 or _is_scene(row.text):
            row.kind, row.prose = "caption", False
    pairs = list(itertools.pairwise(page))
    for row, other in [*pairs, *((right, left) for left, right in pairs)]:
        if row.prose and other.kind == "caption" and row.text[:60] == other.text[:60]:
            row.kind, row.prose = "caption", False  # galleries print a caption short and in full


def _is_scene(line: str) -> bool:
    """Whether a line opens like a caption: a present-tense verb of posture among its first words."""
    return any(word.strip(",.") in _SCENE for word in line.lower().split(None, 16)[:16])


def _short_line(page: list[_Line], i: int, last: int) -> SentenceKind:
    """The kind of a line below the lead that is no prose."""
    row = page[i]
    if i > last:
        linked = any(other.kind == "furniture" for other in page[last + 1 :])
        return "furniture" if linked and row.words < 16 and not _is_speech(row.text) else "body"
    if row.text[0] in "–—-" and row.text[-1] in "–—-":
        return "subhead"  # agencies set subheads between dashes
    if _LIST_MARK.match(row.text) or _is_speech(row.text) or row.text.rstrip(CLOSERS)[-1:] in tuple(":;,"):
        return "body"
    neighbours = [page[j].kind for j in (i - 1, i + 1) if 0 <= j < len(page)]
    if "furniture" in neighbours or not page[i + 1].prose:
        return "furniture" if row.words < 16 else "body"
    return "subhead" if row.words < 16 else "body"


def _is_speech(line: str) -> bool:
    """Whether a short line is a sentence or a piece of speech all the same."""
    quoted = line[:1] in tuple("\"“‘'«„") and len(line.split()) > 8
    return quoted or (line.rstrip(CLOSERS)[-1:] in tuple(_TERMINALS) and len(line) > 3)


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
