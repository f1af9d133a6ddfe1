"""Try it: texts pasted or uploaded, and the report on them at once. Nothing is kept.

In: up to twenty texts, in one box parted by lines of `---`, or as files. Out: the report as a page, or as a
file to keep. To make the file the texts are sent once more with the page's own form, because the server has
forgotten them. Reading happens behind the desk, in a worker with limits.
"""

from __future__ import annotations

import asyncio
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports import html, json
from wirecopy.exports.markup import Content, Markup, element
from wirecopy.model import Report
from wirecopy.views import view
from wirecopy.views.phrases import COUNTING, plural
from wirecopy.web.pages import layout
from wirecopy.web.pages.site import Site
from wirecopy.web.problems import Problem
from wirecopy.web.workroom import Upload

_PART = re.compile(r"^[ \t]*-{3,}[ \t\r]*$", re.MULTILINE)  # browsers send \r\n
_NAME = 120  # characters of a file name


async def ask(site: Site, request: Request) -> Response:
    """The form."""
    visit = site.visit(request)
    return layout.respond(layout.Page("Try it", _form(site, visit, None)), visit)


async def read(site: Site, request: Request) -> Response:
    """The report on what was sent."""
    visit = site.visit(request)
    most = site.serving.upload_texts
    async with request.form() as form:
        texts, wanted = await _texts(form), form.get("as")
    wrong = None
    if not texts:
        wrong = "There is no text to read yet. Paste one, or choose a file."
    elif len(texts) > most:
        wrong = f"That is {plural(len(texts), 'text')}; up to {most} can be read at once."
    if wrong:
        page = layout.Page("Try it", _form(site, visit, wrong), status=400)
        return layout.respond(page, visit)
    try:
        report = await site.desk.read(texts)
    except Problem as problem:
        page = layout.Page("Try it", _form(site, visit, _said(problem)), status=problem.details.status)
        return layout.respond(page, visit)
    if wanted in ("html", "json"):
        return await asyncio.to_thread(_file, report, str(wanted))
    body = await asyncio.to_thread(_report, report, texts, visit)
    return layout.respond(layout.Page("Report", body), visit)


def _said(problem: Problem) -> str:
    return f"This could not be read: {problem.detail}. {problem.hint}".rstrip(" .") + "."


async def _texts(form: FormData) -> list[Upload]:
    """What was sent: pasted texts, files, and what the page of a report sends again."""
    found: list[Upload] = []
    for value in form.getlist("text"):
        if isinstance(value, str):
            pasted = [part.strip() for part in _PART.split(value) if part.strip()]
            found += [
                Upload(f"text-{len(found) + index}.txt", part.encode("utf-8", "replace"))
                for index, part in enumerate(pasted, 1)
            ]
    for value in form.getlist("file"):
        if isinstance(value, UploadFile) and (body := await value.read()):
            found.append(Upload(_name(value.filename, len(found) + 1), body))
    again = [value for value in form.getlist("again") if isinstance(value, str)]
    return found + [upload for value in again if (upload := _again(value))]


def _name(sent: str | None, number: int) -> str:
    """The last piece of a file's name; it is shown and never opened."""
    piece = PurePosixPath(PureWindowsPath(sent or "").name).name
    return "".join(letter for letter in piece if letter.isprintable())[:_NAME] or f"file-{number}"


def _sealed(upload: Upload) -> str:
    """A text as a field of a form, which may change line ends: name and body as base64."""
    return ".".join(
        b64encode(part).decode() for part in (upload.name.encode("utf-8", "replace"), upload.body)
    )


def _again(value: str) -> Upload | None:
    """The text of such a field; None for one that no page of ours made."""
    name, _, body = value.partition(".")
    try:
        named = b64decode(name, validate=True).decode("utf-8", "replace")
        return Upload(_name(named, 0), b64decode(body, validate=True))
    except NotBase64:
        return None


def _file(report: Report, form: str) -> Response:
    """The report as a file to keep."""
    if form == "html":
        text, media = html.render(report), "text/html; charset=utf-8"
    else:
        text, media = json.dumps(report, indent=2), "application/json"
    name = f"wirecopy-report.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text.encode("utf-8", "replace"), media_type=media, headers=headers)


def _report(report: Report, texts: Sequence[Upload], visit: layout.Visit) -> Content:
    page = view(report)
    again = [layout.hidden("again", _sealed(item)) for item in texts]
    return (
        layout.crumbs(("/try", "Try it")),
        None if html.single(page) else element("h1", page.headline),
        layout.form(
            "/try",
            visit,
            *again,
            element("p", "Nothing was stored: when you leave this page, the report is gone. Keep it as "),
            element(
                "p",
                element("button", "a page (HTML)", type="submit", name="as", value="html"),
                " ",
                element("button", "data (JSON)", type="submit", name="as", value="json"),
            ),
            class_="keep",
        ),
        html.contents(page),
        element("p", COUNTING, class_="note"),
    )


def _form(site: Site, visit: layout.Visit, wrong: str | None) -> Markup:
    return element(
        "div",
        element("h1", "Try it with texts of your own"),
        element(
            "p",
            "Paste articles that tell the same story, or choose files. You get the report at once. Nothing "
            "is stored, and nothing leaves this server.",
            class_="lead",
        ),
        element("p", wrong, class_="wrong", role="alert") if wrong else None,
        layout.form(
            "/try",
            visit,
            *_fields(site),
            element("p", element("button", "Read them", type="submit")),
            class_="try",
            enctype="multipart/form-data",
        ),
    )


def _fields(site: Site) -> tuple[Markup, ...]:
    """Where texts are pasted and files chosen."""
    most, size = site.serving.upload_texts, site.serving.upload_bytes
    return (
        element(
            "p",
            element("label", "Texts, with a line of --- between them", for_="f-text"),
            element("textarea", "", id="f-text", name="text", rows=14, dir="auto", aria_describedby="how"),
            class_="field tall",
        ),
        element(
            "p",
            element("label", "Or files: text, HTML, JSON Lines", for_="f-file"),
            element("input", type="file", id="f-file", name="file", multiple=True, aria_describedby="how"),
            class_="field",
        ),
        element(
            "p",
            f"Up to {most} texts, {size / 1_000_000:g} MB together. Two are enough.",
            id="how",
            class_="note",
        ),
    )
