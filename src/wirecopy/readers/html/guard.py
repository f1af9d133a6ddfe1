"""A cheap look at the bytes of a page, before any parser gets them.

In: the bytes. Out: why they must not be parsed, or None: no page at all, or one too large, too deep or too
crowded with tags to be parsed in reasonable time (100,000 nested elements hang some parsers, 200,000
attributes cost every one 25 s); and whether a page is ordinary. One linear scan. Known limit: what a parser
makes of damaged markup differs from what this scan sees, so pages beyond the ordinary are read by a worker
that can be stopped.
"""

from __future__ import annotations

import re

from wirecopy.readers.encoding import binary_reason, is_blank
from wirecopy.settings import Reading

_TAG = re.compile(rb"<(/?)([a-z][a-z0-9]*|!--)")
_RAW_ENDS = {b"script": b"</script", b"style": b"</style", b"!--": b"-->"}  # what stands before is no markup
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{65536,}")
_MAX_ATTRIBUTES = 2_000  # a long tag is harmless when it holds one picture, not when it holds attributes
_UNCLOSED = frozenset(
    b"area base br col embed hr img input link meta source track wbr "
    b"p li td th tr option dt dd thead tbody".split()
)
_ANGLES_A_TAG = 10  # a page has two; scripts add some, millions of them are an attack on the parser
_MAIL = re.compile(rb"\s{0,9}(?:From|Subject|MIME-Version|Snapshot-Content-Location|Date): ")

# Of 495 pages of news and other sites, 99 in 100 stay below each of these.
_ORDINARY_BYTES = 750_000
_ORDINARY_MARKS = ((b"<", 6_000), (b"=", 8_000), (b"&", 4_000))


def guard(data: bytes, limits: Reading) -> str | None:
    """Why a page must not be parsed, or None; one linear scan, no parser.

    Args:
        data: the page.
        limits: its size, number of tags and depth.
    """
    if is_blank(data):
        return "empty: no text in it"
    if len(data) > limits.max_page_bytes:
        return f"page larger than {limits.max_page_bytes:,} bytes (setting reading.max_page_bytes)"
    if reason := binary_reason(data):
        return reason
    if _MAIL.match(data) and b"multipart/related" in data[:4096]:
        return "a page saved as mail (MHTML): save it as HTML"
    if any(tag.group().count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        return f"a tag over 64 KB with more than {_MAX_ATTRIBUTES:,} attributes: no page a newsroom made"
    return _shape_reason(data, limits)


def is_ordinary(data: bytes) -> bool:
    """Whether a page is of the size and making of nearly all pages, so that no parser takes long over it."""
    return len(data) <= _ORDINARY_BYTES and all(data.count(mark) <= most for mark, most in _ORDINARY_MARKS)


def _shape_reason(data: bytes, limits: Reading) -> str | None:
    """Why a page with so many tags, nested so deep, must not be parsed."""
    angles = data.count(b"<")
    if angles <= min(limits.max_page_tags, limits.max_page_depth):
        return None
    count, deepest = _shape(data.lower(), limits.max_page_tags)
    if max(count, angles // _ANGLES_A_TAG) > limits.max_page_tags:
        return f"more than {limits.max_page_tags:,} tags (setting reading.max_page_tags)"
    if deepest > limits.max_page_depth:
        return (
            f"nested {deepest:,} deep: more than {limits.max_page_depth:,} (setting reading.max_page_depth)"
        )
    return None


def _shape(data: bytes, most: int) -> tuple[int, int]:
    """How many tags a lower-cased page has, counted up to one more than `most`, and their depth."""
    count = depth = deepest = position = 0
    while count <= most and (match := _TAG.search(data, position)):
        position, name = match.end(), match.group(2)
        count += 1
        if name in _RAW_ENDS and not match.group(1):
            end = data.find(_RAW_ENDS[name], position)
            if end < 0:
                break
            position = end + len(_RAW_ENDS[name])
        elif name not in _UNCLOSED:
            depth = max(0, depth - 1) if match.group(1) else depth + 1
            deepest = max(deepest, depth)
    return count, deepest
