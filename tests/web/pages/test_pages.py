"""Every page in every state of the desk: well-formed, complete, inert, and every link leads somewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.exports.test_html import HOSTILE
from tests.views import sample
from tests.web.pages.browse import check_csrf, faults, tree, walk, words
from tests.web.pages.fakedesk import FakeDesk, app
from wirecopy.model import Correction, Report, Story, Version
from wirecopy.web.problems import Problem

DAM = "/stories/story-dam"


def crowd(size: int = 60) -> Report:
    """A story of many versions, an hour apart."""
    story = sample.dam_story()
    first = story.versions[0]
    more = tuple(
        replace(
            first,
            id=f"copy-{index}",
            outlet=f"Outlet {index}",
            published=f"2031-05-{4 + index // 24:02}T{index % 24:02}:00:00+00:00",
        )
        for index in range(size - len(story.versions))
    )
    counts = replace(story.counts, versions=size)
    return replace(
        sample.one_story(), stories=(replace(story, versions=(*story.versions, *more), counts=counts),)
    )


SAID = (
    Correction(1, "finding", "c-left", {"verdict": "wrong", "note": "See page 4.", "story": "s"}, "Ada", 1e9),
    Correction(2, "merge", "story-dam", {"with": "story-library"}, "Ada", 1e9),
    Correction(3, "split", "story-dam", {"articles": [sample.C.id]}, "Ada", 1e9),
    Correction(4, "credit", sample.A.id, {"agency": "NPA", "kind": "copy"}, "Ada", 1e9),
    Correction(5, "parent", sample.B.id, {"parent": sample.A.id}, "Ada", 1e9),
    Correction(6, "withdraw", "4", {}, "Bo", 1.1e9),
)  # fmt: skip


def desk(state: str) -> FakeDesk:
    """A desk in a state."""
    report = sample.report()
    made = {
        "empty": FakeDesk(),
        "usual": FakeDesk([report], answer=report),
        "being made": FakeDesk([report], being_made=frozenset({report.stories[0].id})),
        "one article": FakeDesk([replace(report, stories=report.stories[1:])]),
        "crowd": FakeDesk([crowd()]),
        "said": FakeDesk([report], said=list(SAID)),
        "no store": FakeDesk(has_store=False),
    }
    return made[state]


STATES = ("empty", "usual", "being made", "one article", "crowd", "said", "no store")


def client(state: str | FakeDesk, author: str | None = None) -> TestClient:
    """Somebody who looks at the pages."""
    asked = desk(state) if isinstance(state, str) else state
    if author:
        asked.writable = True
    return TestClient(app(asked, author))


def told(pages: dict[str, Any]) -> dict[str, list[str]]:
    """Pages with faults, and which."""
    found = {at: faults(root) for at, root in pages.items()}
    return {at: wrong for at, wrong in found.items() if wrong}


@pytest.mark.parametrize("author", [None, "Ada <b>"])
@pytest.mark.parametrize("state", STATES)
def test_every_page_is_sound_and_every_link_leads_somewhere(state: str, author: str | None) -> None:
    pages = walk(client(state, author), "/")
    assert told(pages) == {}
    if author:
        open_to_others = {at: check_csrf(root) for at, root in pages.items() if check_csrf(root)}
        assert open_to_others == {}
    assert len(pages) > (20 if state in ("usual", "said", "crowd") else 3)


def test_every_kind_of_page_is_walked() -> None:
    pages = walk(client("usual", "Ada"), "/")
    kinds = (
        "/$", "/about$", "/try$", "/outlets$", "/outlets/.", "/stories/[^/]+$", "/stories/[^/]+/lineage$",
        "/stories/[^/]+/collation$", "/stories/[^/]+/findings/c-", "/stories/[^/]+/findings/q-",
        "/articles/.", r"/articles/.*\?at=", r"/articles/.*\?revision=",
    )  # fmt: skip
    assert [kind for kind in kinds if not any(re.match(kind, at) for at in pages)] == []


def hostile(phrase: str) -> FakeDesk:
    """A desk whose every name, title and text holds a phrase that tries to be markup."""
    story = sample.dam_story()
    storable = phrase.encode("utf-8", "replace").decode()

    def spoilt(version: Version) -> Version:
        return replace(
            version, path=phrase, outlet=storable, url=phrase, title=phrase, language=phrase,
            published=phrase, text=phrase + version.text[len(phrase) :],
        )  # fmt: skip

    def texts(found: Story, id_: str) -> Story:
        return replace(
            found, id=id_, title=phrase, versions=tuple(spoilt(version) for version in found.versions),
            claims=tuple(replace(row, label=phrase, reason=phrase) for row in found.claims),
            changes=tuple(replace(row, why=phrase) for row in found.changes),
            quotes=tuple(replace(row, speaker=phrase) for row in found.quotes),
            lineage=replace(
                found.lineage,
                nodes=tuple(replace(node, name=phrase) for node in found.lineage.nodes),
                statements=tuple(replace(row, text=phrase) for row in found.lineage.statements),
            ),
        )  # fmt: skip

    named = replace(sample.library_story(), id="story-library", title=phrase)
    named = replace(
        named, claims=(), quotes=(), changes=(), links=(), omissions=(),
        versions=tuple(replace(spoilt(row), id=f"a {storable}") for row in named.versions),
        lineage=replace(named.lineage, nodes=(), edges=()),
    )  # fmt: skip
    report = replace(sample.report(), stories=(texts(story, "story-dam"), named))
    said = [
        replace(row, author=phrase, value={**row.value, "note": phrase, "agency": phrase}) for row in SAID
    ]
    return FakeDesk([report], said=said, answer=report)


@pytest.mark.parametrize("phrase", HOSTILE)
def test_hostile_text_is_inert(phrase: str) -> None:
    pages = walk(client(hostile(phrase), "Ada"), "/", most=2)
    assert told(pages) == {}
    assert len(pages) > 12


@pytest.mark.parametrize("phrase", HOSTILE[:6])
def test_what_is_asked_for_comes_back_inert(phrase: str) -> None:
    seen = client("usual")
    for path, query in (
        ("/search", {"q": phrase}),
        ("/", {"outlet": phrase, "agency": phrase, "language": phrase}),
        ("/", {"since": phrase}),
        ("/outlets", {"name": phrase}),
        ("/search", {"q": "dam", "from": phrase}),
        (f"{DAM}/collation", {"v": phrase}),
    ):
        answer = seen.get(path, params=query)
        assert answer.status_code in (200, 400, 404), path
        assert faults(tree(answer.text)) == [], path


def test_nothing_found_says_what_to_do() -> None:
    assert "wirecopy add" in client("empty").get("/").text
    filtered = tree(client("empty").get("/", params={"outlet": "Nobody"}).text)
    assert "No story fits these filters." in words(filtered)
    assert "No article holds “zzz”." in words(tree(client("usual").get("/search", params={"q": "zzz"}).text))


def test_a_wrong_filter_is_told() -> None:
    answer = client("usual").get("/", params={"since": "yesterday"})
    assert answer.status_code == 400
    assert "Write year-month-day" in words(tree(answer.text))


def test_the_list_says_articles_texts_and_reports() -> None:
    root = tree(client("usual").get("/?least=1").text)
    rows = [[words(cell) for cell in row] for row in root.findall(".//tbody/tr")]
    assert rows[0][:3] == ["Veltra valley cleared as engineers open the dam", "5", "2"]
    assert re.fullmatch(r"told \d+ times, reported 4 \(4-5\)", rows[0][3]), rows[0]
    assert rows[1][3] == "nothing to compare"


def test_single_articles_are_listed_when_they_are_asked_for() -> None:
    usual = client("usual")
    first = tree(usual.get("/").text)
    assert "Listed: what is told more than once" in words(first.find(".//main"))
    assert "/?least=1" in {node.get("href") for node in first.iter("a")}
    every = tree(usual.get("/?least=1").text)
    assert "single articles too. Show only" in words(every.find(".//main"))


def test_a_report_not_counted_yet_is_said() -> None:
    root = tree(client("being made").get("/").text)
    assert words(root.find(".//tbody/tr")[3]) == "not counted yet"


def test_a_report_being_made_is_said_and_asked_for_again() -> None:
    answer = client("being made").get(DAM)
    root = tree(answer.text)
    assert answer.status_code == 202
    assert root.find("head/meta[@http-equiv='refresh']").get("content") == "3"
    assert "is being made" in words(root.find(".//main"))
    assert "5 articles with 2 texts" in words(root.find(".//main"))


def test_the_five_answers_stand_on_the_page_in_order() -> None:
    root = tree(client("usual").get(DAM).text)
    titles = [words(node) for node in root.iter("h3")]
    assert [title for title in titles if re.match("[1-5]", title)] == [
        "1. Source ledger",
        "2. Quote drift",
        "3. Who added, who dropped what",
        "4. Lineage",
        "5. Meaning alarms",
    ]


def test_every_finding_of_a_story_has_a_page() -> None:
    story = sample.dam_story()
    ids = [row.id for row in (*story.claims, *story.quotes, *story.changes)]
    edges = [f"edge:{edge.parent}>{edge.child}" for edge in story.lineage.edges]
    seen = client("usual")
    lacking = [id_ for id_ in ids + edges if seen.get(f"{DAM}/findings/{id_}").status_code != 200]
    # quotations that only one article has are no finding
    alone = [row.id for row in story.quotes if len({member.version for member in row.members}) == 1]
    assert [id_ for id_ in lacking if id_ not in alone] == []
    assert seen.get(f"{DAM}/findings/c-unknown").status_code == 404


def test_a_finding_names_its_places_by_characters_and_by_quotation() -> None:
    story = sample.dam_story()
    claim = story.claims[0]
    member = claim.members[0]
    text = next(version.text for version in story.versions if version.id == member.version)
    root = tree(client("usual").get(f"{DAM}/findings/{claim.id}").text)
    shown = root.find(".//section[@aria-labelledby='cite']//pre").text
    assert f'"start": {member.start}' in shown
    assert f'"end": {member.end}' in shown
    assert text[member.start : member.end].split("“")[0] in shown


def test_a_passage_is_marked_on_the_page_of_its_article() -> None:
    place = sample.A.span("1,200 people")
    answer = client("usual").get(f"/articles/{sample.A.id}", params={"at": f"{place.start}-{place.end}"})
    marks = [words(node) for node in tree(answer.text).iter("mark")]
    assert marks == ["1,200 people"]


def test_the_text_of_an_article_is_unaltered() -> None:
    for at in ("", "?at=5-90", "?at=0-99999999", "?at=9-3", "?at=x"):
        root = tree(client("usual").get(f"/articles/{sample.B.id}{at}").text)
        assert "".join(root.find(".//div[@class='text']").itertext()) == sample.B.text, at


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    story = sample.dam_story()
    versions = (replace(story.versions[0], url="javascript:alert(1)"), *story.versions[1:])
    spoilt = FakeDesk([replace(sample.report(), stories=(replace(story, versions=versions),))])
    root = tree(client(spoilt).get(f"/articles/{sample.A.id}").text)
    assert [node for node in root.iter("a") if "javascript" in node.get("href")] == []
    assert "javascript:alert(1)" in words(root)


def test_a_merged_story_leads_to_its_heir_and_a_short_id_to_the_whole() -> None:
    answer = client("usual").get("/stories/story-d/lineage", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, f"{DAM}/lineage")


def test_texts_keep_their_direction_and_language() -> None:
    root = tree(client("one article").get(f"/articles/{sample.F.id}").text)
    text = root.find(".//div[@class='text']")
    assert (text.get("dir"), text.get("lang")) == ("auto", "ar")
    assert root.find(".//h1").get("dir") == "auto"


@pytest.mark.parametrize("path", ["/stories/none", "/articles/none", "/outlets/none", f"{DAM}/findings/none"])
def test_what_is_not_there_is_said(path: str) -> None:
    answer = client("usual").get(path)
    assert answer.status_code == 404
    assert faults(tree(answer.text)) == []


def test_a_refusal_keeps_its_headers() -> None:
    busy = FakeDesk([sample.report()], answer=Problem(503, "too busy", "try again", {"retry-after": "5"}))

    async def refuse(*_: object) -> None:
        raise Problem(503, "too busy", "try again", {"retry-after": "5"})

    busy.row = refuse  # type: ignore[assignment,method-assign] # a desk that refuses
    answer = client(busy).get(DAM)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Too busy. Try again." in words(tree(answer.text))


def test_files_are_kept_by_browsers_and_nothing_else_is_given() -> None:
    seen = client("empty")
    root = tree(seen.get("/").text)
    styles = [node.get("href") for node in root.iter("link") if node.get("rel") == "stylesheet"]
    for address in styles:
        answer = seen.get(address)
        assert "immutable" in answer.headers["cache-control"]
        mark = answer.headers["etag"]
        assert seen.get(address, headers={"if-none-match": mark}).status_code == 304
    for wrong in ("__init__.py", "..%2fpages%2fsite.py", "wirecopy.css%00"):
        assert seen.get(f"/static/{wrong}").status_code == 404


def test_style_and_script_are_small() -> None:
    seen = client("empty")
    root = tree(seen.get("/").text)
    addresses = [node.get("href") for node in root.iter("link") if node.get("rel") == "stylesheet"]
    addresses += [node.get("src") for node in root.iter("script")]
    sizes = {address: len(seen.get(address).content) for address in addresses}
    assert sum(sizes.values()) <= 30_000, sizes
