"""Corrections by people: the forms, and what becomes of what they send.

In: a form of one of the pages, sent by somebody who is signed in. Out: a correction kept beside what was
computed, and the way back to the page. Nobody else sees a form, and what is sent without the session's own
mark is refused.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from hmac import compare_digest
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wirecopy.errors import CallError, LockedError, StoreError
from wirecopy.exports.markup import Content, Markup, element
from wirecopy.exports.parts import fold
from wirecopy.model import Correction, StoryRow
from wirecopy.views import StoryView
from wirecopy.views.passages import Passage
from wirecopy.web.pages import layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.said import Said
from wirecopy.web.pages.site import Site

_NOTE = 2_000  # characters
_CREDITS = (
    ("copy", "its text is agency copy"),
    ("partial", "part of its text is"),
    ("press_release", "it is a press release"),
)


def of_story(story: StoryView, row: StoryRow, said: Said, visit: layout.Visit) -> Markup | None:
    """What people said of a story, and the forms to merge or split it."""
    lines = said.lines(said.of_story(row.id), visit, named=True)
    forms = _story_forms(story, row, visit) if visit.author is not None else None
    if lines is None and forms is None:
        return None
    return element(
        "section",
        element("h2", "What people said", id="said"),
        lines,
        forms,
        aria_labelledby="said",
    )


def _story_forms(story: StoryView, row: StoryRow, visit: layout.Visit) -> Content:
    boxes = [
        element(
            "li",
            element(
                "label",
                element("input", type="checkbox", name="article", value=version.version.id),
                f" {version.sign} ",
                element("bdi", version.name),
            ),
        )
        for version in story.versions
    ]
    merge = _form(
        visit,
        "merge",
        row.id,
        layout.field("Address or id of the other story", "with", layout.entry("with", required=True)),
        element("button", "Merge it into this one", type="submit"),
    )
    split = _form(
        visit,
        "split",
        row.id,
        element(
            "fieldset",
            element("legend", "These articles are a story of their own"),
            element("ul", *boxes, class_="choices"),
        ),
        element("button", "Split them off", type="submit"),
    )
    return (
        fold("Another story belongs to this one", merge),
        fold("Some of these articles belong to another story", split) if len(boxes) > 1 else None,
    )


def of_finding(
    story_id: str, finding: str, passages: Sequence[Passage], visit: layout.Visit
) -> Markup | None:
    """The form that marks a finding right or wrong."""
    if visit.author is None:
        return None
    at = [{"version": item.version, "start": item.start, "end": item.end} for item in passages]
    return _form(
        visit,
        "finding",
        finding,
        layout.hidden("story", story_id),
        layout.hidden("at", json.dumps(at)),
        element(
            "fieldset",
            element("legend", "Is this finding right?"),
            *(
                element(
                    "label",
                    element("input", type="radio", name="verdict", value=value, required=True),
                    f" {value} ",
                )
                for value in ("right", "wrong")
            ),
        ),
        layout.field(
            "Why, in a sentence (may stay empty)",
            "note",
            element("textarea", id="f-note", name="note", rows=2, maxlength=_NOTE),
        ),
        element("button", "Keep this", type="submit"),
    )


def of_article(article: str, others: Sequence[tuple[str, str]], visit: layout.Visit) -> Content:
    """The forms that set the credit and the parent of an article; `others` are (id, name) to choose from."""
    if visit.author is None:
        return None
    credit = _form(
        visit,
        "credit",
        article,
        layout.field("Agency (leave empty for none)", "agency", layout.entry("agency")),
        layout.field("How", "how", layout.choice("how", "copy", _CREDITS)),
        element("button", "Set the credit", type="submit"),
    )
    parent = _form(
        visit,
        "parent",
        article,
        layout.field(
            "It descends from", "parent", layout.choice("parent", "", [("", "no text here"), *others])
        ),
        element("button", "Set the parent", type="submit"),
    )
    return (
        fold("The credit is another", credit),
        fold("It descends from another text", parent) if others else None,
    )


def _form(visit: layout.Visit, kind: str, target: str, *content: Content) -> Markup:
    return layout.form(
        "/corrections",
        visit,
        layout.hidden("kind", kind),
        layout.hidden("target", target),
        layout.hidden("back", visit.path),
        *content,
        class_="correct",
    )


async def keep(site: Site, request: Request) -> Response:
    """Keep what a form sends, and go back to its page."""
    visit = site.visit(request)
    if not site.desk.writable or visit.author is None:
        return problem_page(403, "You are not signed in", "Sign in first; then send the form again.", visit)
    form = await request.form()
    if not visit.csrf or not compare_digest(_text(form, "csrf").encode(), visit.csrf.encode()):
        return problem_page(
            403, "This form is too old", "Go back, load the page anew and send it again.", visit
        )
    kind, target = _text(form, "kind"), _text(form, "target")
    try:
        value = _value(kind, form)
        await site.desk.correct(Correction(0, kind, target, value, visit.author, time.time()))
    except LockedError:
        raise  # to be tried again, as the guard says
    except (CallError, StoreError) as error:
        status = 409 if isinstance(error, StoreError) else 400
        said = ". ".join(part[:1].upper() + part[1:] for part in (error.what, error.hint) if part)
        return problem_page(status, "This cannot be kept", f"{said}.", visit)
    return RedirectResponse(links.inside(_text(form, "back")), 303)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _value(kind: str, form: FormData) -> dict[str, Any]:
    """What a form says.

    Raises:
        CallError: it is no form of ours.
    """
    if kind == "finding":
        return {
            "story": _text(form, "story"),
            "verdict": _text(form, "verdict"),
            "note": _text(form, "note")[:_NOTE],
            "at": _passages(_text(form, "at")),
        }
    if kind == "merge":
        return {"with": _story_of(_text(form, "with"))}
    if kind == "split":
        return {"articles": [item for item in form.getlist("article") if isinstance(item, str)]}
    if kind == "credit":
        return {"agency": _text(form, "agency") or None, "kind": _text(form, "how")}
    if kind == "parent":
        return {"parent": _text(form, "parent") or None}
    if kind == "withdraw":
        return {}
    raise CallError(f"there is no correction of the kind {kind[:40]!r}", "", "use the forms of the pages")


def _passages(sent: str) -> list[Any]:
    try:
        found = json.loads(sent or "[]")
    except ValueError as error:
        raise CallError("the passages of this form are damaged", "", "load the page anew") from error
    return found if isinstance(found, list) else []


def _story_of(typed: str) -> str:
    """The id in an address of a story, or what was typed."""
    match = re.search("/stories/([^/]+)", urlsplit(typed).path if "://" in typed else typed)
    return unquote(match.group(1)) if match else typed
