"""The shapes of answers and the parameters that addresses share.

Lists come in pages: `next` says where the next page begins, `links.next` is its address, and the header
`Link` (RFC 8288) says the same. Rows are the dataclasses of the model, so their schema is that of the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.model import (
    AgencyRow,
    Article,
    CopyRow,
    Correction,
    Filter,
    Hit,
    OutletRow,
    Stored,
    StoryEvent,
    StoryRow,
)
from wirecopy.model.encoding import encoded
from wirecopy.web.problems import MEDIA, ProblemDetails

PREFIX = "/api/v1"
MOST = 200  # rows of a page
DEEPEST = 10_000  # rows that may be left out before a page

_SAID = {
    400: "The request cannot be understood.",
    404: "There is nothing there.",
    405: "This cannot be done there.",
    413: "The request is too long.",
    421: "The server does not go by that host name.",
    422: "What was given is not right, or cannot be worked on.",
    429: "Too many requests; `Retry-After` says when to try again.",
    500: "A fault of the server.",
    503: "Too much is under way, or the store cannot be read; try again.",
}


def refusal(said: str) -> dict[str, Any]:
    """A kind of error, for the description of the API."""
    return {
        "description": said,
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
    }


REFUSALS: dict[int | str, dict[str, Any]] = {status: refusal(said) for status, said in _SAID.items()}
REFUSALS[500] = {"description": _SAID[500], "model": ProblemDetails, "content": {MEDIA: {}}}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of this page of a list and of the next."""

    self: str
    next: str | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Stories, latest first; or with `q` those in which the words stand, that with the best article first."""

    stories: list[StoryRow]
    next: str | None
    links: Links


@dataclass(frozen=True, slots=True)
class HitPage:
    """Articles that a search found, best first."""

    hits: list[Hit]
    next: str | None
    links: Links


@dataclass(frozen=True, slots=True)
class OutletPage:
    """Outlets, those with most articles first."""

    outlets: list[OutletRow]
    next: str | None
    links: Links


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """What people said about findings, oldest first."""

    corrections: list[Correction]
    next: str | None
    links: Links


@dataclass(frozen=True, slots=True)
class Agencies:
    """Agencies that current articles credit, most articles first."""

    agencies: list[AgencyRow]


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language (ISO 639-1) and how many current articles are in it."""

    language: str
    articles: int


@dataclass(frozen=True, slots=True)
class Languages:
    """Languages of the current articles, most articles first."""

    languages: list[LanguageRow]


@dataclass(frozen=True, slots=True)
class Events:
    """What happened to a story, oldest first."""

    events: list[StoryEvent]


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article: its latest text, all revisions, what each changed, what it copies, and its story."""

    article: Article
    revisions: list[Stored]
    changes: list[list[str]]
    copy: CopyRow | None
    closest_id: str | None
    story: StoryRow | None


@dataclass(frozen=True, slots=True)
class Announced:
    """A report that is being made: ask for it again after so many seconds."""

    state: str
    retry_after: int


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Rows as an answer."""
    return Response(encoded(value), status, dict(headers or {}), "application/json")


def page(kind: Any, request: Request, rows: Any, following: tuple[str, str | None]) -> Response:
    """A page of a list as an answer.

    Args:
        kind: its shape.
        request: that asked for it.
        rows: on this page.
        following: the parameter that says where a page begins, and its value for the next page.
    """
    name, value = following
    there = str(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    onward = None
    if value is not None:
        asked = [(key, given) for key, given in request.query_params.multi_items() if key != name]
        onward = f"{request.url.path}?{urlencode([*asked, (name, value)], errors='replace')}"
    headers = {"link": f'<{onward}>; rel="next"'} if onward else {}
    return answer(kind(rows, value, Links(there, onward)), headers=headers)


# Days that there are, so that the description of the API is true; of a leap day only the year is not checked.
_DAY = (
    "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"
    "|^[12][0-9]{3}-(0[13-9]|1[0-2])-(29|30)$|^[12][0-9]{3}-(0[13578]|1[02])-31$|^[12][0-9]{3}-02-29$"
)
Day = Annotated[str | None, Query(pattern=_DAY, description="A day, month or year: 2022-02-07, 2022-02.")]
Name = Annotated[str | None, Query(min_length=1, max_length=200)]


def wanted(
    since: Day = None,
    until: Day = None,
    outlet: Name = None,
    agency: Name = None,
    language: Annotated[str | None, Query(pattern="^[a-z]{2}$", description="ISO 639-1.")] = None,
) -> Filter:
    """What the parameters of a list leave in."""
    return Filter(since=since, until=until, outlet=outlet, agency=agency, language=language)


Wanted = Annotated[Filter, Depends(wanted)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows a page.")]
Offset = Annotated[int, Query(ge=0, le=DEEPEST, description="Rows to leave out.")]
Words = Annotated[
    str, Query(min_length=1, max_length=500, description='Words that must all stand there; "a phrase".')
]


def onward(rows: list[Any], limit: int, offset: int) -> tuple[str, str | None]:
    """Where the next page begins, of a list cut by number; one row more was asked for than is shown."""
    following = offset + limit
    return "offset", str(following) if len(rows) > limit and following <= DEEPEST else None
