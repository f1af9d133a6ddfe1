"""HTML: one page is one article.

In: a `.html` page, or the bytes of a page from anywhere (`read_page`). Out: one `Article` with the text of
the page's article, paragraphs separated by line ends, and title, outlet, URL, date and language where the
page states them. Rejected: pages without article text, and pages that a cheap scan finds too large, too deep
or too crowded with tags to be parsed in reasonable time. `guard` scans, `jsonld` and `metadata` find what
the page states about itself, `dates` reads the dates in it, `body` finds the text, `page` puts them
together. Limits: offsets count in the extracted text, not in the page; text put in by scripts is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import Item, Note, Source, read_limited
from wirecopy.readers.html.guard import guard, is_ordinary
from wirecopy.readers.html.page import Job, Page, read_page
from wirecopy.settings import Reading

__all__ = ["Job", "Page", "guard", "read", "read_any_page", "read_page"]


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The page as one article."""
    data = read_limited(source, limits.max_page_bytes)
    if data is None:
        too_large = f"page larger than {limits.max_page_bytes:,} bytes (setting reading.max_page_bytes)"
        yield Rejected(source.path, too_large)
        return
    page = read_any_page(data, limits)
    if isinstance(page, str):
        yield Rejected(source.path, page)
        return
    yield from (Note(source.path, note) for note in page.notes)
    yield Article(
        id=source.id,
        path=source.path,
        text=page.text,
        outlet=page.outlet,
        url=page.url,
        title=page.title,
        published=page.published,
        language=page.language,
        dated_by=page.dated_by,
    )


def read_any_page(
    data: bytes, limits: Reading, *, url: str | None = None, content_type: str | None = None
) -> Page | str:
    """What `read_page` says, for pages from anywhere: one out of the ordinary is read by a child process.

    Args:
        data: the page, unpacked.
        limits: what is too large to be parsed.
        url: where it came from.
        content_type: the HTTP header of that name.
    """
    if is_ordinary(data):
        return read_page(data, limits, url=url, content_type=content_type)
    from wirecopy.readers.html.crew import read_one  # processes and threads, which few pages need

    return read_one(Job(data, url, content_type), limits)
