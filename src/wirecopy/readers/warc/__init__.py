"""Web archives: WARC and WET, packed with gzip or not; each page in them is an article.

In: `.warc`, `.warc.gz`, `.wet`, `.warc.wet.gz`, as CC-NEWS and crawlers write them. Out: an `Article` or a
`Rejected` for each response or resource that is an HTML page and for each conversion to text; a `Rejected`
for each stretch of the file that is damaged, after which reading goes on; and one `Note` that counts the
records that are no pages (requests, pictures, redirects, revisits). A row is numbered by its place among the
records. The id comes from the address, so that a page crawled again is a revision. When a page was crawled
says nothing about when it was published, but a date of publication that lies after it is wrong and dropped.
Memory holds a few records. Limits: a revisit is not followed to the record it repeats; segmented records are
passed over.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import ByteStream, Fields, Item, Note, Source
from wirecopy.readers.encoding import binary_reason, decode, is_blank
from wirecopy.readers.html import Job, Page
from wirecopy.readers.rows import content_id, language
from wirecopy.readers.text import text_reason
from wirecopy.readers.warc.answer import Answer, is_page, read_answer
from wirecopy.readers.warc.records import Damage, Record, read_records
from wirecopy.readers.warc.unpack import GZIP, RECORD
from wirecopy.settings import Reading

__all__ = ["MAGIC", "read", "records"]

MAGIC = RECORD
_HEAD = 4096
_MAX_HTTP_HEAD = 1 << 17
_DAY = timedelta(days=1)  # dates without a zone may be so far off


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A page on its way to be read: where it stands, where and when it was crawled."""

    path: str
    url: str | None
    crawled: str | None
    job: Job


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The pages of the archive as articles."""
    stream = _stream(source)
    head = stream.peek(_HEAD)[:_HEAD]
    if reason := _no_archive(head):
        yield Rejected(source.path, reason)
        return
    passed: Counter[str] = Counter()
    waiting: deque[_Waiting | Item] = deque()
    yield from _in_order(_rows(stream, source.path, limits, passed), waiting, limits)
    if passed:
        count = f"{passed.total():,} records are no pages and were passed over"
        yield Note(source.path, f"{count}: {', '.join(f'{n:,} {what}' for what, n in passed.most_common(8))}")


def records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Fields]:
    """The articles of the records with these numbers, with what the archive says of them."""
    numbers = set(wanted)
    chosen: deque[_Waiting | Item] = deque()
    rows = (
        row
        for row in _rows(_stream(source), source.path, limits, Counter())
        if not isinstance(row, Rejected | Note) and _number(row) in numbers
    )
    for item in _in_order(rows, chosen, limits):
        if isinstance(item, Article):
            yield Fields({name: value for name, value in asdict(item).items() if name != "path"})


def _number(row: _Waiting | Article) -> int:
    return int(row.path.rpartition(":")[2])


def _stream(source: Source) -> ByteStream:
    """The archive's own bytes where they can be had: damage in unpacked ones cannot be passed."""
    if source.packed is None:
        return source.stream
    source.packed.seek(0)
    return source.packed


def _no_archive(head: bytes) -> str | None:
    """Why this is no web archive, or None."""
    if is_blank(head):
        return "empty: no records in it"
    if GZIP in head or RECORD in head:
        return None
    return binary_reason(head) or "no web archive: it does not begin like one"


def _in_order(
    rows: Iterator[_Waiting | Item], waiting: deque[_Waiting | Item], limits: Reading
) -> Iterator[Item]:
    """The rows with every page read; `waiting` holds those that were taken from `rows` and not given yet."""
    from wirecopy.readers.html.crew import read_pages  # processes and threads

    def jobs() -> Iterator[Job]:
        for row in rows:
            waiting.append(row)
            if isinstance(row, _Waiting):
                yield row.job

    for page in read_pages(jobs(), limits):
        while not isinstance(row := waiting.popleft(), _Waiting):
            yield row
        yield from _article(row, page)
    while waiting:
        if not isinstance(row := waiting.popleft(), _Waiting):
            yield row


def _rows(stream: ByteStream, path: str, limits: Reading, passed: Counter[str]) -> Iterator[_Waiting | Item]:
    """What each record is: a page to be read, an article, a rejection; all else is counted."""
    number = 0
    for found in read_records(stream, limits.max_page_bytes + _MAX_HTTP_HEAD):
        if isinstance(found, Damage):
            yield Rejected(path, _stretch(found))
            continue
        number += 1
        row = _row(found, f"{path}:{number}", limits)
        if isinstance(row, str):
            passed[row] += 1
        else:
            yield row


def _stretch(damage: Damage) -> str:
    """A damaged stretch in words."""
    if damage.end is None:
        return f"damaged from byte {damage.start:,} to the end: {damage.reason}"
    return f"damaged from byte {damage.start:,}: {damage.reason}; read on at byte {damage.end:,}"


def _row(record: Record, path: str, limits: Reading) -> _Waiting | Item | str:
    """A record as a page or an article; what it is, where it is neither."""
    kind = record.fields.get("warc-type", "?").lower()
    written = record.fields.get("content-type", "")
    url = record.fields.get("warc-target-uri", "").strip("<> ") or None
    if kind == "conversion" and written.lower().startswith("text/plain"):
        return _converted(record, path, url, limits)
    if kind == "resource" and is_page(written, record.block[:512]):
        return _Waiting(path, url, record.fields.get("warc-date"), Job(record.block, url, written))
    if kind != "response" or record.fields.get("warc-segment-number", "1") != "1":
        return kind
    answer = read_answer(record.block, limits.max_page_bytes)
    no_page = _no_page(answer)
    if no_page:
        return no_page
    problem = answer.problem
    if record.length > len(record.block):
        problem = f"page larger than {limits.max_page_bytes:,} bytes (setting reading.max_page_bytes)"
    if problem:
        return Rejected(path, _about(problem, url))
    return _Waiting(path, url, record.fields.get("warc-date"), Job(answer.body, url, answer.content_type))


def _no_page(answer: Answer) -> str | None:
    """What an answer is that is no page."""
    if answer.status == 0:
        return answer.problem
    if answer.status != 200:
        return f"answers {answer.status}"
    if answer.problem or is_page(answer.content_type, answer.body[:512]):
        return None
    return answer.content_type.partition(";")[0].strip().lower() or "of no known type"


def _about(reason: str, url: str | None) -> str:
    return f"{reason} ({url})" if url else reason


def _converted(record: Record, path: str, url: str | None, limits: Reading) -> Item:
    """A page that was converted to text (WET)."""
    decoded = decode(record.block)
    reason = text_reason(decoded.text, limits) if decoded else "no known text encoding fits"
    if decoded is None or reason:
        return Rejected(path, _about(reason or "", url))
    languages = record.fields.get("warc-identified-content-language", "")
    return Article(
        id=content_id(url or decoded.text),
        path=path,
        text=decoded.text,
        url=url,
        language=language(languages.partition(",")[0]),
    )


def _article(row: _Waiting, page: Page | str) -> Iterator[Item]:
    """The article of a page, after any notes about it; or why there is none."""
    if isinstance(page, str):
        yield Rejected(row.path, _about(page, row.url))
        return
    yield from (Note(row.path, note) for note in page.notes)
    article = Article(
        id=content_id(row.url) if row.url else content_id(page.text, page.title, page.outlet),
        path=row.path,
        text=page.text,
        outlet=page.outlet,
        url=page.url or row.url,
        title=page.title,
        published=page.published,
        language=page.language,
        dated_by=page.dated_by,
    )
    if page.published and _is_after(page.published, row.crawled):
        yield Note(
            row.path, f"date {page.published} lies after the crawl ({row.crawled}): read without a date"
        )
        article = replace(article, published=None, dated_by=None)
    yield article


def _is_after(published: str, crawled: str | None) -> bool:
    """Whether a date of publication lies more than a day after the crawl."""
    try:
        then = datetime.fromisoformat(published)
        met = datetime.fromisoformat(crawled or "")
    except ValueError:  # a crawler that states no date
        return False
    return _with_zone(then) > _with_zone(met) + _DAY


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
