"""What the numbers mean and where they end, in one screen."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.markup import Content, Markup, element
from wirecopy.version import __version__
from wirecopy.web.pages import layout
from wirecopy.web.pages.site import Site

_WORDS = (
    ("Article", "One text as an outlet published it. Ten copies are ten articles."),
    (
        "Text",
        "Articles that share their wording, by copying, cutting, editing or rewording, count as one text. "
        "Two texts: no shared wording was found between them. The list counts by shared words; the report on "
        "a story sees rewording too, and may find fewer.",
    ),
    ("Story", "All articles on one event."),
    ("Claim", "One statement a reader could doubt. It is shared when two or more articles make it."),
    ("Told", "One article making one claim. Copies add to this number."),
    (
        "Report",
        "One act of reporting that a claim rests on: an agency text, an outlet's own reporting, an official "
        "document. Copies add nothing to this number. Two people quoted by one agency are one report.",
    ),
    (
        "Best guess (lowest-highest)",
        "Where the texts leave it open, both bounds stand beside the best guess. A source nobody names never "
        "counts as a second report.",
    ),
    (
        "Lost original",
        "A text that must have existed, because copies agree in what no text here has. Drawn dashed.",
    ),
    (
        "Support",
        "How often a line of descent came out again when the evidence was drawn anew, in percent. Low: not "
        "decidable from these texts.",
    ),
    (
        "Alarm",
        "A place where articles do not say the same: a number, a date, a name, a “not”. The texts alone "
        "cannot tell which is right.",
    ),
)
_LIMITS = (
    "It says how many reports stand behind a claim. It never says whether the claim is true.",
    "“No shared text found” does not mean independent: two reporters may have heard the same source.",
    "It sees only the articles that were put in. An original that is not here shows as lost, or not at all.",
    "Dates are those the articles state. Which of two undated texts came first may stay open.",
    "People can mark a finding right or wrong. What they say stands beside what was computed.",
)


async def show(site: Site, request: Request) -> Response:
    """The page."""
    body = (
        element("h1", "What the numbers mean"),
        element(
            "p",
            "One agency report comes back as fifty articles. wirecopy counts sources, not copies: for each "
            "claim it says how many articles tell it, and how many reports stand behind it.",
            class_="lead",
        ),
        element("dl", *(_word(name, says) for name, says in _WORDS), class_="words-of"),
        element(
            "section",
            element("h2", "What it cannot say", id="limits"),
            element("ul", *(element("li", limit) for limit in _LIMITS)),
            aria_labelledby="limits",
        ),
        element(
            "section",
            element("h2", "To cite a finding", id="cite"),
            element(
                "p",
                "Every finding has an address of its own, and names the article and the exact characters it "
                "rests on. Open a finding and choose “Link to this finding”. Every story can be downloaded, "
                "as a page and as data.",
            ),
            element("p", f"Made with wirecopy {__version__}.", class_="note"),
            aria_labelledby="cite",
        ),
    )
    return layout.respond(layout.Page("What the numbers mean", body), site.visit(request))


def _word(name: str, says: Content) -> Markup:
    return element("div", element("dt", name), element("dd", says))
