"""A cheap look at the bytes of a page, before any parser gets them.

In: the bytes. Out: why they must not be parsed, or None: no page at all, or one too large, too deep or too
crowded with tags to be parsed in reasonable time (100,000 nested elements hang some parsers, 200,000
attributes cost every one 25 s). One linear scan. Known limit: what a parser makes of damaged markup can
differ from what this scan sees, so pages beyond the ordinary are parsed by a worker that can be stopped.
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


def guard(data: bytes, limits: Reading) -> str | None:
    """Why a page must not be parsed, or None; one linear scan, no parser."""
    if is_blank(data):
        return "empty: no text in it"
    if reason := binary_reason(data):
        return reason
    if any(tag.group().count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        return f"a tag over 64 KB with more than {_MAX_ATTRIBUTES:,} attributes: no page a newsroom made"
    count, deepest = _shape(data.lower())
    count = max(count, data.count(b"<") // _ANGLES_A_TAG)
    if count > limits.max_page_tags:
        return f"{count:,} tags: more than {limits.max_page_tags:,} (setting reading.max_page_tags)"
    if deepest > limits.max_page_depth:
        return (
            f"nested {deepest:,} deep: more than {limits.max_page_depth:,} (setting reading.max_page_depth)"
        )
    return None


def _shape(data: bytes) -> tuple[int, int]:
    """How many tags a lower-cased page has, and how deep they nest."""
    count = depth = deepest = position = 0
    while match := _TAG.search(data, position):
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
