"""Figures that differ.

Takes a compared group; sets its quantities side by side and compares their values, not their spelling:
"100,000", "100 000" and "about 100,000" are one value. Another value is high; a figure against a vague word
("thousands"), medium; another qualifier ("about" against "more than") or a rounding, low. A value given in
another unit (miles for kilometres) is a conversion and no change. Limits: exchange rates are not known, so
sums in two currencies are never compared.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from wirecopy.collate.changes.drafts import Difference
from wirecopy.collate.changes.items import Item, answering, holders, near
from wirecopy.collate.changes.pairs import Compared
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Quantity, Severity

_ROUNDING = Decimal("0.1")  # a rounded figure lies within a tenth of the exact one
# How many of the second one of the first is; compared with a tolerance, as newsrooms round conversions.
_CONVERSIONS = {
    ("mile", "kilomet"): 1.609, ("mile", "km"): 1.609, ("feet", "met"): 0.3048, ("foot", "met"): 0.3048,
    ("pound", "kilogram"): 0.4536, ("pound", "kg"): 0.4536, ("acr", "hectar"): 0.4047,
    ("inch", "centimet"): 2.54,
    ("gallon", "litr"): 3.785, ("gallon", "liter"): 3.785, ("yard", "met"): 0.9144,
}  # fmt: skip
_CONVERSION_TOLERANCE = 0.08
_CLOCK = re.compile(r"[012]?\d[.:][0-5]\d")  # a time of day, which house styles write in many ways
_CURRENCIES = word_set(
    "$ € £ ¥ us$ usd eur gbp dollar euro pound yen yuan ruble rubl rupe franc crown dollars euros pounds"
)


def find(compared: Compared) -> Iterator[Difference]:
    """The figures that differ between the versions of a group."""
    seen = compared.seen
    found = holders(seen, lambda facts: facts.quantities, lambda q: (q.value, q.unit, q.qualifier))
    for one, other in itertools.combinations(found, 2):
        for ours, theirs in answering(one.items, other.items, _equal, _comparable):
            severity, reason = _weigh(ours.fact, theirs.fact)
            yield Difference("number", severity, reason, one.side(seen, ours), other.side(seen, theirs))


def value(quantity: Quantity) -> Decimal | None:
    """The value of a quantity, None for a vague one."""
    try:
        return Decimal(quantity.value)
    except InvalidOperation:
        return None


def _equal(a: Quantity, b: Quantity) -> bool:
    return a.value == b.value and a.qualifier == b.qualifier and (a.unit == b.unit or not (a.unit and b.unit))


def _comparable(a: Item[Quantity], b: Item[Quantity]) -> bool:
    one, two = a.fact, b.fact
    if one.unit != two.unit and {one.unit, two.unit} & _CURRENCIES:
        return False
    if _converted(one, two) or _converted(two, one):
        return False
    if _CLOCK.fullmatch(one.text) or _CLOCK.fullmatch(two.text):
        return False
    if one.unit != two.unit:
        return a.column == b.column and value(one) is not None and value(two) is not None
    return near(a, b) or bool(one.unit)


def _converted(a: Quantity, b: Quantity) -> bool:
    factor = next(
        (f for (x, y), f in _CONVERSIONS.items() if a.unit.startswith(x) and b.unit.startswith(y)), None
    )
    one, two = value(a), value(b)
    if factor is None or one is None or not two:
        return False
    return abs(float(one) * factor / float(two) - 1) <= _CONVERSION_TOLERANCE


def _weigh(a: Quantity, b: Quantity) -> tuple[Severity, str]:
    one, two = value(a), value(b)
    if one is None or two is None:
        return "medium", "{odd} is not the same amount as {others}"
    if one == two:
        return "low", "{odd} and {others} qualify one figure differently"
    rounded = {a.qualifier, b.qualifier} != {""} and abs(one - two) <= _ROUNDING * max(abs(one), abs(two))
    if rounded:
        return "low", "{odd} rounds {others}"
    return "high", "{odd} is another figure than {others}"
