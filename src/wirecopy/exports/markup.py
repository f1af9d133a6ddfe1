"""Elements of a page, escaped by construction.

Takes plain values, gives `Markup`. Any plain string put into an element is escaped; only `Markup` passes as
it is, and only this module makes it. The result is well-formed XML as well as HTML, so it can be checked by
a strict parser. Characters no page may hold (controls, lone surrogates) become a replacement mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Union

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile(f"[&<>\"'{_UNSAFE.pattern[1:]}")  # what makes a string more than itself
_EMPTY = frozenset({"meta", "link", "input", "br", "hr", "rect", "circle", "path", "line", "col"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Content = Union[str, Markup, None, "Iterable[Content]"]


def text(value: str) -> Markup:
    """A plain string as markup."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(_UNSAFE.sub("\ufffd", value), quote=True) if _ODD.search(value) else value)


def join(*parts: Content) -> Markup:
    """Parts one after another; None is nothing, iterables are joined."""
    return Markup("".join(_flat(parts)))


def _flat(parts: Iterable[Content]) -> Iterable[str]:
    for part in parts:
        if part is None:
            continue
        if isinstance(part, str):
            yield text(part)
        else:
            yield from _flat(part)


def element(name: str, /, *children: Content, **attributes: str | int | bool | None) -> Markup:
    """An element.

    Args:
        name: tag name.
        children: what it holds, in order.
        attributes: None and False leave the attribute out, True writes it bare-valued; a trailing underscore
            is dropped ("class_") and other underscores become hyphens ("aria_label").
    """
    written = "".join(
        f' {_attribute(key)}="{text(key if value is True else str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _EMPTY:
        return Markup(f"<{name}{written} />")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
