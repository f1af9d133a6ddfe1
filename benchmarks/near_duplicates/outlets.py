"""What outlets put round a text: bylines, share lines, datelines before it, newsletters and rights after it.

Also the house style of a desk: spelling, titles, marks and currencies exchanged throughout the text. All
outlets, people and cities are made up of syllables.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from .vocabulary import Vocabulary

_SYLLABLES = (
    "ka", "ro", "mi", "ten", "dor", "vel", "sha", "bri", "lon", "mar", "qui", "zan", "ber", "tov", "nel",
    "ash", "cor", "wyn", "fel", "gra", "hu", "jo", "pe", "sto", "tri", "ul", "ver", "yan",
)  # fmt: skip
NAMES = tuple("".join(parts).capitalize() for size in (2, 3) for parts in product(_SYLLABLES, repeat=size))
_TITLES = ("Times", "Post", "Herald", "Tribune", "Daily", "Gazette", "Mirror", "Standard", "Express")
_AGENCIES = ("(Reuters)", "(AP)", "(AFP)", "(PA)", "(Bloomberg)")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_STYLE = (
    ("per cent", "percent"), ("organis", "organiz"), ("colour", "color"), ("centre", "center"),
    ("labour", "labor"), ("programme", "program"), ("defence", "defense"), ("favour", "favor"), ("Mr ", ""),
    ("Mrs ", ""), ("UK", "Britain"), ("US", "United States"), ("said", "told reporters"), ('"', "“"),
    ("'", "’"), ("%", " per cent"), ("£", "GBP "), ("$", "USD "), ("European Union", "EU"),
    ("government", "administration"), ("last year", "a year ago"), ("yesterday", "on Tuesday"),
    ("today", "on Wednesday"),
)  # fmt: skip
_STYLES_OF_A_DESK = 12
_STAFF = 4


@dataclass(frozen=True)
class Outlet:
    """One outlet and what it prints round every article."""

    name: str
    staff: tuple[str, ...]
    footer: str


def name(chance: np.random.Generator) -> str:
    """A made-up name."""
    return NAMES[chance.integers(0, len(NAMES))]


def found(count: int, vocabulary: Vocabulary, chance: np.random.Generator) -> list[Outlet]:
    """That many outlets, no two of one name."""
    first = chance.choice(len(NAMES), count, replace=False)
    return [_outlet(NAMES[place], vocabulary, chance) for place in first]


def _outlet(town: str, vocabulary: Vocabulary, chance: np.random.Generator) -> Outlet:
    own = f"{town} {_TITLES[chance.integers(0, len(_TITLES))]}"
    links = vocabulary.decode([vocabulary.any_words(int(chance.integers(15, 60)), chance)])[0]
    staff = tuple(f"{name(chance)} {name(chance)}" for _ in range(_STAFF))
    footer = (
        f"\n\nSign up for the {own} newsletter to get the latest headlines delivered to your inbox every "
        f"morning. Read more: {links}\n\nCopyright {own}. All rights reserved. This material may not be "
        "published, broadcast, rewritten or redistributed. Follow us on Twitter and Facebook. Support "
        "quality journalism and subscribe today for just $1 a week."
    )
    return Outlet(own, staff, footer)


def dressed(text: str, outlet: Outlet, chance: np.random.Generator) -> str:
    """The text as that outlet prints it."""
    drawn = chance.integers(0, (len(outlet.staff), len(_AGENCIES), len(_MONTHS), 28, 15))
    day = f"{drawn[3] + 1} {_MONTHS[drawn[2]]} {2010 + drawn[4]}"
    return (
        f"By {outlet.staff[drawn[0]]}, {outlet.name} Staff Writer\n\nPublished {day} | Updated {day} | "
        "Share on Facebook Share on Twitter Email this article Print\n\n"
        f"{name(chance).upper()} {_AGENCIES[drawn[1]]} - {text}{outlet.footer}"
    )


def in_house_style(text: str, chance: np.random.Generator) -> str:
    """The text after a desk with a style book of its own."""
    for place in chance.choice(len(_STYLE), _STYLES_OF_A_DESK, replace=False):
        text = text.replace(*_STYLE[place])
    return text
