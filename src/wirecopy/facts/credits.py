"""Credits: whose text (or picture) an article is, as the article itself says.

Takes a text, its sentences and what is known of its outlet and address; gives `Credit` rows in reading order.
Kinds follow the newsroom: copy (dateline, byline, trailing credit, copyright), partial ("with files from"),
attribution ("told Reuters": no credit at all), photo, press_release, metadata (the outlet or the address is
the agency's, and no words of the text say so). A missing credit never proves own reporting.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from wirecopy.facts.creditrules import Place, classify
from wirecopy.facts.mentions import Mention, find_mentions
from wirecopy.facts.unlisted import learn_agencies
from wirecopy.lexicon import agencies
from wirecopy.model import Credit, CreditKind, Sentence, SentenceKind

_LONG_LINE = 160  # a line of body text; everything above the first one is the article's head
_CONTEXT = 400  # code points of a neighbouring line
_TAIL_LINES = 6
_REPORTING_BY = re.compile(r"\(?\bReporting by [^\n]{3,300}?;\s*(?:[Ww]riting|[Ee]diting) by [^\n)]{3,80}\)?")
_FEED = re.compile(
    r"not been edited by[^\n]{0,60}staff|(?:published|auto-generated) from a (?:syndicated|wire agency) feed"
    r"|wire agency feed without modifications",
    re.IGNORECASE,
)
_ENDS = 500  # code points at either end of a text where an outlet says whose copy it is
_CUT = 100  # next to a cut a mention may lack the words that tell what it means
_WHOSE: frozenset[CreditKind] = frozenset({"copy", "partial", "press_release", "metadata"})
_THE_AGENCY = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his) (?:news |wire |state )?(?:agency|wire service)\s+(?:also\s+)?"
    r"(?:said|says|reported|reports|added|wrote|quoted|cited|noted)\b"
)
# An agency's own word in an address: apnews.com, reuters.com, /wire/ap-news/, /afp/
_AGENCY_ADDRESS = re.compile(r"[/.-](apnews|ap|afp|reuters|upi|dpa|tass|interfax)(?=[-/.]|$)", re.IGNORECASE)
_ADDRESS_NAMES = {"apnews": "AP", "ap": "AP", "afp": "AFP", "reuters": "Reuters", "upi": "UPI", "dpa": "dpa",
                  "tass": "TASS", "interfax": "Interfax"}  # fmt: skip


def find_credits(
    text: str,
    sentences: Sequence[Sentence],
    *,
    outlet: str | None = None,
    url: str | None = None,
) -> tuple[Credit, ...]:
    """All credits of an article, in reading order; a metadata credit has the span (0, 0).

    Args:
        text: the article.
        sentences: its typed sentences (a caption or furniture line is read as such).
        outlet: name or host of the publisher, where known.
        url: address of the page, where known.
    """
    lines = _Lines(text, sentences)
    found = [
        credit
        for mention in find_mentions(text, learn_agencies(text))
        if (credit := _credit(mention, lines)) is not None
    ]
    found += _unnamed(text, found)
    found.sort(key=lambda credit: (credit.start, credit.end))
    if not any(credit.kind in ("copy", "partial") for credit in found):
        found += _metadata(outlet, url)
    return tuple(found)


def whose_copy(text: str, *, outlet: str | None = None, url: str | None = None) -> tuple[Credit, ...]:
    """The credits that say whose copy an article is, read from its two ends alone.

    Bylines, datelines and credit lines stand there; what looks like one further inside is mostly a picture's
    or a quoted digest's. For archives, where reading every sentence would take longer than all the rest.

    Args:
        text: the article.
        outlet: name or host of the publisher, where known.
        url: address of the page, where known.

    Returns:
        Credits of every kind but attribution and photo, in reading order.
    """
    gap = len(text) - 2 * _ENDS
    ends = text if gap <= 0 else f"{text[:_ENDS]}\n{text[-_ENDS:]}"
    found = []
    for credit in find_credits(ends, (), outlet=outlet, url=url):
        if credit.kind not in _WHOSE or (gap > 0 and abs(credit.start - _ENDS) < _CUT):
            continue
        shift = gap - 1 if gap > 0 and credit.start > _ENDS else 0
        found.append(replace(credit, start=credit.start + shift, end=credit.end + shift))
    return tuple(found)


def _credit(mention: Mention, lines: _Lines) -> Credit | None:
    kind = classify(mention, lines.place(mention))
    if kind is None:
        return None
    return Credit(mention.agency, kind, mention.start, mention.end)


class _Lines:
    """The lines of a text, to ask what stands around an offset."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._spans = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
        self._starts = [start for start, _ in self._spans]
        long_lines = [start for start, end in self._spans if end - start >= _LONG_LINE]
        self._head_end = long_lines[0] if long_lines else len(text)
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._kinds: list[SentenceKind] = [sentence.kind for sentence in sentences]

    def place(self, mention: Mention) -> Place:
        number = max(0, bisect.bisect_right(self._starts, mention.start) - 1)
        return Place(
            line=self._line(number, tail=True),
            previous=self._line(number - 1, tail=True),
            following=self._line(number + 1, tail=False),
            kind=self._kind(mention.start),
            in_head=mention.start < self._head_end,
            is_last=number >= len(self._spans) - _TAIL_LINES,
        )

    def _line(self, number: int, *, tail: bool) -> str:
        """The end or the beginning of a line."""
        if not 0 <= number < len(self._spans):
            return ""
        start, end = self._spans[number]
        return (
            self._text[max(start, end - _CONTEXT) : end]
            if tail
            else self._text[start : min(end, start + _CONTEXT)]
        )

    def _kind(self, offset: int) -> SentenceKind:
        number = bisect.bisect_right(self._sentence_starts, offset) - 1
        return self._kinds[number] if number >= 0 else "body"


def _unnamed(text: str, named: list[Credit]) -> list[Credit]:
    """Credits that name no agency: a sign-off line, a feed disclaimer, "the agency said".

    The sign-off "Reporting by ...; Editing by ..." is Reuters' style, but any agency may use it: it belongs
    to the agency whose text the article says it is, and to Reuters where it says none.
    """
    texts = [credit for credit in named if credit.kind in ("copy", "partial")]
    agency = next((credit.agency for credit in sorted(texts, key=_copy_first)), "Reuters")
    found = []
    if "Reporting by " in text:  # plain strings are looked for first, as most texts hold none of this
        found += [Credit(agency, "copy", *match.span()) for match in _REPORTING_BY.finditer(text)]
    lowered = text.lower()
    if not texts and ("edited by" in lowered or "feed" in lowered):
        found += [Credit("unknown", "copy", *match.span()) for match in _FEED.finditer(text)]
    spoken = [credit for credit in named if credit.kind in ("attribution", "copy")]
    for match in _THE_AGENCY.finditer(text) if spoken else ():
        before = [credit for credit in spoken if credit.start < match.start()]
        if before:
            found.append(Credit(before[-1].agency, "attribution", *match.span()))
    return found


def _copy_first(credit: Credit) -> tuple[bool, int]:
    return credit.kind != "copy", credit.start


def _metadata(outlet: str | None, url: str | None) -> list[Credit]:
    """The agency that the outlet's name or the page's address is, if any."""
    host = (outlet or "").removeprefix("www.").split("/")[0].split(".")[0]
    agency = agencies.canonical(host) or _ADDRESS_NAMES.get(host.lower())
    if agency is None and (match := _AGENCY_ADDRESS.search(url or "")) is not None:
        agency = _ADDRESS_NAMES[match.group(1).lower()]
    return [Credit(agency, "metadata", 0, 0)] if agency else []
