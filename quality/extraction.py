"""Pages of news and other sites: the text that a reader keeps, and what it takes from the page's metadata.

Reads the development pages of `data/extraction` as files from their sites and looks for the labelled pieces:
those that must be kept and those that must not, pooled over all pages; titles and days of publication where
they are known. Reads UTF-8, because the pages are stored as decoded text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quality.measure import Json, Measure, f1, shared


@dataclass
class Tally:
    """Pieces kept that should be, pieces kept that should not be, pieces lost."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.titles + other.titles,
            self.days + other.days,
        )

    def f1(self) -> float:
        """Of the pieces."""
        return f1(self.right, self.wrong, self.missed)


def measure() -> list[Measure] | None:
    """The figures over all pages, and F1 on each half of the sites; None where the set is absent."""
    pages = read_pages()
    if pages is None:
        return None
    tuned, other = (tally([row for row in pages if half(row) == name]) for name in "ab")
    every = tuned + other
    return [
        Measure("extraction.f1", every.f1()),
        Measure("extraction.precision", every.right / max(1, every.right + every.wrong)),
        Measure("extraction.recall", every.right / max(1, every.right + every.missed)),
        Measure("extraction.f1_tuned_half", tuned.f1()),
        Measure("extraction.f1_other_half", other.f1()),
        Measure("extraction.title", sum(every.titles) / max(1, len(every.titles))),
        Measure("extraction.day", sum(every.days) / max(1, len(every.days))),
        Measure("extraction.pages_refused", sum(1 for row in pages if guarded(row))),
    ]


def read_pages() -> list[Json] | None:
    """The rows of the set."""
    home = shared()
    if home is None or not (home / "data" / "extraction").is_dir():
        return None
    with gzip.open(home / "data" / "extraction" / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def half(row: Json) -> str:
    """The half of the sites a page belongs to: rules were made on "a" alone."""
    site = ".".join(str(row["outlet"]).split(".")[-2:])
    return "ab"[hashlib.sha1(site.encode(), usedforsecurity=False).digest()[0] & 1]


def guarded(row: Json) -> bool:
    """Whether the guard refuses a page."""
    from wirecopy.readers.html import guard
    from wirecopy.settings import Reading

    return guard(row["html"].encode(), Reading()) is not None


def tally(pages: Sequence[Json]) -> Tally:
    """What is kept and lost of these pages."""
    from wirecopy.readers.html import read_page
    from wirecopy.settings import Reading

    count = Tally()
    for row in pages:
        page = read_page(
            row["html"].encode(), Reading(), url=row["url"], content_type="text/html; charset=utf-8"
        )
        found = None if isinstance(page, str) else page
        text, labels = _spaced(found.text if found else ""), row["labels"]
        kept = [piece in text for piece in _pieces(labels["keep"])]
        count.right += sum(kept)
        count.missed += len(kept) - sum(kept)
        count.wrong += sum(piece in text for piece in _pieces(labels["drop"]))
        if labels["title"]:
            count.titles.append(_folded(found.title if found else "") == _folded(labels["title"]))
        if labels["published"]:
            day = (found.published or "")[:10] if found else ""
            count.days.append(day == labels["published"][:10])
    return count


def _pieces(labels: Sequence[str]) -> Iterator[str]:
    return map(_spaced, labels)


def _folded(title: str | None) -> str:
    """A title whatever its case, which style sheets change."""
    return _spaced(title).casefold()


def _spaced(text: str | None) -> str:
    """A text with its white space collapsed."""
    return " ".join((text or "").split())
