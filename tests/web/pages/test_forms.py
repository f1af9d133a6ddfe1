"""What forms send: corrections are kept with their author, texts are read and forgotten."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.views import sample
from tests.web.pages.browse import faults, tree, words
from tests.web.pages.fakedesk import CSRF, FakeDesk, app
from wirecopy.exports.json import loads
from wirecopy.web.problems import TooMuch

DAM = "/stories/story-dam"
ARTICLE = f"/articles/{sample.C.id}"


def asked(author: str | None = "Ada", **more: object) -> tuple[FakeDesk, TestClient]:
    """A desk and somebody at it."""
    report = sample.report()
    desk = FakeDesk([report], answer=report, writable=True, **more)  # type: ignore[arg-type] # fields of the desk
    return desk, TestClient(app(desk, author), follow_redirects=False)


def filled(client: TestClient, at: str, kind: str) -> dict[str, str]:
    """The fields of the first form of a kind as the page gives them."""
    root = tree(client.get(at).text)
    for form in root.iter("form"):
        fields = {node.get("name"): node.get("value", "") for node in form.iter("input") if node.get("name")}
        if fields.get("kind") == kind:
            return fields
    raise AssertionError(f"no form for {kind} at {at}")


def test_a_finding_is_marked_with_its_passages() -> None:
    desk, client = asked()
    claim = sample.dam_story().claims[0]
    at = f"{DAM}/findings/{claim.id}"
    sent = {**filled(client, at, "finding"), "verdict": "wrong", "note": " page 4 "}
    answer = client.post("/corrections", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, at)
    (kept,) = desk.said
    assert (kept.kind, kept.target, kept.author) == ("finding", claim.id, "Ada")
    assert (kept.value["verdict"], kept.value["note"], kept.value["story"]) == (
        "wrong",
        "page 4",
        "story-dam",
    )
    member = claim.members[0]
    assert {"version": member.version, "start": member.start, "end": member.end} in kept.value["at"]
    assert "Ada marked this wrong" in words(tree(client.get(DAM).text))
    assert "Ada marked this wrong" in words(tree(client.get(at).text))


@pytest.mark.parametrize(
    ("at", "kind", "typed", "value"),
    [
        (DAM, "merge", {"with": "http://localhost:8765/stories/s-1?x#y"}, {"with": "s-1"}),
        (DAM, "merge", {"with": "s-2"}, {"with": "s-2"}),
        (DAM, "split", {"article": [sample.B.id, sample.C.id]}, {"articles": [sample.B.id, sample.C.id]}),
        (ARTICLE, "credit", {"agency": "NPA", "how": "copy"}, {"agency": "NPA", "kind": "copy"}),
        (ARTICLE, "credit", {"agency": "", "how": "copy"}, {"agency": None, "kind": "copy"}),
        (ARTICLE, "parent", {"parent": sample.A.id}, {"parent": sample.A.id}),
        (ARTICLE, "parent", {"parent": ""}, {"parent": None}),
    ],
)  # fmt: skip
def test_what_a_form_says_is_kept(
    at: str, kind: str, typed: dict[str, str], value: dict[str, object]
) -> None:
    desk, client = asked()
    fields = filled(client, at, kind)
    fields.pop("article", None)
    answer = client.post("/corrections", data={**fields, **typed})
    assert (answer.status_code, answer.headers.get("location")) == (303, at)
    (kept,) = desk.said
    assert (kept.kind, dict(kept.value)) == (kind, value)


def test_what_was_said_can_be_taken_back_and_stays_to_be_seen() -> None:
    desk, client = asked()
    at = f"/articles/{sample.C.id}"
    client.post("/corrections", data={**filled(client, at, "credit"), "agency": "NPA"})
    client.post("/corrections", data=filled(client, at, "withdraw"))
    assert [(row.kind, row.target) for row in desk.said] == [("credit", sample.C.id), ("withdraw", "1")]
    said = tree(client.get(at).text).find(".//ul[@class='said']")
    assert words(said.find(".//s")).startswith("Ada set the credit to NPA")
    assert "taken back by Ada" in words(said)


def test_a_stranger_sees_no_form_and_can_send_none() -> None:
    desk, client = asked(author=None)
    for at in (DAM, f"/articles/{sample.C.id}"):
        assert [form for form in tree(client.get(at).text).iter("form") if form.get("method") == "post"] == []
    answer = client.post("/corrections", data={"kind": "credit", "target": "x", "csrf": CSRF})
    assert (answer.status_code, desk.said) == (403, [])


def test_a_form_of_another_site_is_refused() -> None:
    desk, client = asked()
    answer = client.post("/corrections", data={"kind": "credit", "target": "x", "csrf": "guessed"})
    assert (answer.status_code, desk.said) == (403, [])


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "", "/a\nb"])
def test_a_form_leads_back_into_the_site_only(back: str) -> None:
    _, client = asked()
    answer = client.post(
        "/corrections", data={"csrf": CSRF, "kind": "credit", "target": "x", "how": "copy", "back": back}
    )
    assert answer.headers["location"] == "/"


def test_an_unknown_kind_is_told() -> None:
    _, client = asked()
    answer = client.post("/corrections", data={"csrf": CSRF, "kind": "erase", "target": "x"})
    assert answer.status_code == 400


def test_pasted_texts_are_parted_and_files_are_named_without_their_folders() -> None:
    desk, client = asked(author=None)
    answer = client.post(
        "/try",
        data={"text": "One text.\n---\nAnother\n  -----  \n\n---\nA third -- with --- dashes"},
        files=[("file", ("C:\\secret\\a.txt", b"four")), ("file", ("../../b.html", b"<p>five"))],
    )
    assert answer.status_code == 200
    sent = [(item.name, item.body) for item in desk.sent]
    assert sent == [
        ("text-1.txt", b"One text."),
        ("text-2.txt", b"Another"),
        ("text-3.txt", b"A third -- with --- dashes"),
        ("a.txt", b"four"),
        ("b.html", b"<p>five"),
    ]
    assert "Nothing was stored" in words(tree(answer.text))


def test_the_report_on_pasted_texts_can_be_kept() -> None:
    desk, client = asked(author=None)
    page = tree(client.post("/try", data={"text": "One.\n---\nTwo."}).text)
    assert faults(page) == []
    again = [node.get("value") for node in page.iter("input") if node.get("name") == "again"]
    assert [b64decode(value.partition(".")[2]) for value in again] == [b"One.", b"Two."]
    data = client.post("/try", data={"again": again, "as": "json"})
    assert loads(data.text) == desk.answer
    assert data.headers["content-disposition"] == 'attachment; filename="wirecopy-report.json"'
    kept = client.post("/try", data={"again": again, "as": "html"})
    assert kept.headers["content-type"] == "text/html; charset=utf-8"
    assert "Content-Security-Policy" in kept.text
    assert [item.body for item in desk.sent] == [b"One.", b"Two."] * 3


def test_what_cannot_be_read_is_told_on_the_form() -> None:
    desk, client = asked(author=None)
    assert "There is no text to read yet." in words(tree(client.post("/try", data={"text": " \n---\n"}).text))
    many = client.post("/try", data={"text": "\n---\n".join("x" * 21)})
    assert (many.status_code, desk.sent) == (400, [])
    assert "That is 21 texts; up to 20" in words(tree(many.text))
    desk.answer = TooMuch("the texts are too long", "send 5,000,000 bytes or fewer")
    answer = client.post("/try", data={"text": "a\n---\nb"})
    assert answer.status_code == 413
    said = words(tree(answer.text).find(".//p[@role='alert']"))
    assert said == "This could not be read: the texts are too long. send 5,000,000 bytes or fewer."


def test_the_page_to_sign_in_is_there_only_where_one_can() -> None:
    desk, client = asked(author=None)
    root = tree(client.get("/signin", params={"back": "https://evil.example"}).text)
    form = next(form for form in root.iter("form") if form.get("action") == "/signin")
    fields = {node.get("name"): node.get("value") for node in form.iter("input")}
    assert (fields["next"], fields["token"]) == ("/", None)
    desk.writable = False
    assert client.get("/signin").status_code == 404


def test_annotation_is_json() -> None:
    _, client = asked(author=None)
    claim = sample.dam_story().claims[0]
    root = tree(client.get(f"{DAM}/findings/{claim.id}").text)
    found = json.loads(root.find(".//section[@aria-labelledby='cite']//pre").text)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(found["target"]) == len({(m.version, m.start, m.end) for m in claim.members})


def test_the_report_on_one_story_is_sound() -> None:
    desk, client = asked(author=None)
    desk.answer = sample.one_story()
    page = tree(client.post("/try", data={"text": "One.\n---\nTwo."}).text)
    assert faults(page) == []
    assert words(page.find(".//h1")) == "Veltra valley cleared as engineers open the dam"


def test_a_finding_that_was_called_wrong_and_left_out_can_still_be_seen_and_taken_back() -> None:
    desk, client = asked()
    claim = sample.dam_story().claims[0]
    at = f"{DAM}/findings/{claim.id}"
    client.post("/corrections", data={**filled(client, at, "finding"), "verdict": "wrong"})
    story = sample.dam_story()
    desk.reports = [replace(sample.report(), stories=(replace(story, claims=story.claims[1:]),))]
    answer = client.get(at)
    root = tree(answer.text)
    assert (answer.status_code, faults(root)) == (200, [])
    assert "does not stand in the report" in words(root)
    assert [words(node) for node in root.iter("mark")] != []
    client.post("/corrections", data=filled(client, at, "withdraw"))
    assert [row.kind for row in desk.said] == ["finding", "withdraw"]
