"""The filters of the list of stories and of the search: what a query asks for, and the form that asks.

In: the query of an address. Out: a `Filter`, or a `WrongError`; and the form, filled in
as it was sent. The form works without script; nothing is sent that was left empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wirecopy.exports.markup import Content, Markup, element
from wirecopy.model import AgencyRow, Filter, OutletRow
from wirecopy.web.pages import layout

NAMES = ("since", "until", "outlet", "agency", "language", "least")
_MOST = 100_000


class WrongError(ValueError):
    """A value that is no filter; says what to give."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: the outlets with most articles, agencies, languages."""

    outlets: Sequence[OutletRow] = ()
    agencies: Sequence[AgencyRow] = ()
    languages: Sequence[tuple[str, int]] = ()


def wanted(query: Mapping[str, str], least: int = 1) -> Filter:
    """The filter a query asks for.

    Args:
        query: of an address.
        least: articles a story must have where nothing is said.

    Raises:
        WrongError: a date is no date, or a number no number.
    """
    given = {name: query.get(name, "").strip() for name in NAMES}
    return Filter(
        since=_day(given["since"], "from"),
        until=_day(given["until"], "to"),
        outlet=given["outlet"] or None,
        language=given["language"] or None,
        least=_number(given["least"], least),
        agency=given["agency"] or None,
    )


def _day(value: str, name: str) -> str | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise WrongError(
            f"“{value}” under “{name}” is not a date. Write year-month-day, such as 2026-03-31."
        ) from error


def _number(value: str, otherwise: int) -> int:
    if not value:
        return otherwise
    if not re.fullmatch("[0-9]{1,6}", value) or not 1 <= int(value) <= _MOST:
        raise WrongError(f"“{value}” is not a number of articles. Give 1 to {_MOST:,}.")
    return int(value)


def asked(query: Mapping[str, str]) -> dict[str, str]:
    """The filters that are set, as they were sent."""
    return {name: query[name].strip() for name in NAMES if query.get(name, "").strip()}


def form(query: Mapping[str, str], choices: Choices) -> Markup:
    """Search box and filters: one form."""
    given = asked(query)
    return element(
        "form",
        element(
            "p",
            element("label", "Words in the texts", for_="f-q"),
            layout.entry("q", query.get("q", ""), type="search"),
            element("button", "Search", type="submit"),
            class_="words",
        ),
        element(
            "details",
            element("summary", f"Filters ({len(given)} set)" if given else "Filters"),
            element(
                "div",
                *_controls(given, choices),
                element("p", element("button", "Show", type="submit")),
                class_="fields",
            ),
            open=bool(given),
        ),
        action="/search",
        role="search",
        class_="filters",
    )


def _controls(given: Mapping[str, str], choices: Choices) -> list[Content]:
    """The filters one by one, as they were sent."""
    outlets = [element("option", value=row.outlet) for row in choices.outlets]
    agencies = [(row.agency, f"{row.agency} ({row.articles:,})") for row in choices.agencies]
    languages = [(name, f"{name} ({count:,})") for name, count in choices.languages]
    return [
        layout.field("From", "since", layout.entry("since", given.get("since", ""), type="date")),
        layout.field("To", "until", layout.entry("until", given.get("until", ""), type="date")),
        layout.field(
            "Outlet",
            "outlet",
            layout.entry("outlet", given.get("outlet", ""), list="outlets", autocomplete="off"),
        ),
        element("datalist", *outlets, id="outlets"),
        layout.field("Agency credited", "agency", _select("agency", given, agencies)),
        layout.field("Language", "language", _select("language", given, languages)),
        layout.field(
            "Articles, at least",
            "least",
            layout.entry(
                "least", given.get("least", ""), type="number", min=1, max=_MOST, inputmode="numeric"
            ),
        ),
    ]


def _select(name: str, given: Mapping[str, str], options: Sequence[tuple[str, str]]) -> Markup:
    """A list that keeps what was asked for, also where nothing has it."""
    chosen = given.get(name, "")
    extra = [(chosen, chosen)] if chosen and chosen not in dict(options) else []
    return layout.choice(name, chosen, [("", "any"), *extra, *options])
