"""The HTTP API: rows of the model over HTTP, paging, downloads, and errors that say what to do."""

from __future__ import annotations

import asyncio
import json
import time
from types import MappingProxyType
from typing import Any

import pytest

from tests.web.conftest import EVENTS, VERSIONS, Served, served
from wirecopy.build import Archive
from wirecopy.exports.formats import FORMATS
from wirecopy.exports.json import loads
from wirecopy.model import Filter
from wirecopy.model.encoding import encoded
from wirecopy.model.plain import plain

API = "/api/v1"


def got(server: Served, path: str) -> Any:
    answer = server.client.get(f"{API}{path}")
    assert answer.status_code == 200, (answer.status_code, answer.text)
    return answer.json()


def test_stories_are_those_of_the_store(reader: Served, made_store: Any) -> None:
    with Archive.open(made_store, read_only=True) as archive:
        rows, _ = archive.store.stories(Filter(), 100)
    found = got(reader, "/stories?limit=100")["stories"]
    assert {row["id"] for row in found} == {row.id for row in rows}
    assert set(found[0]) == set(plain(rows[0])), "fields are those of the command line"


@pytest.mark.parametrize(
    ("path", "rows", "count"),
    [
        ("/stories?limit=5", "stories", EVENTS),
        ("/search?q=Northwire&limit=10", "hits", EVENTS * (VERSIONS - 1)),
        ("/outlets?limit=2", "outlets", 6),
        ("/stories?q=Northwire&limit=5", "stories", EVENTS),
    ],
)
def test_pages_of_a_list_follow_one_another(reader: Served, path: str, rows: str, count: int) -> None:
    seen: list[str] = []
    address: str | None = f"{API}{path}"
    while address:
        answer = reader.client.get(address)
        page = answer.json()
        seen += [json.dumps(row) for row in page[rows]]
        address = page["links"]["next"]
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
        assert (page["next"] is None) == (address is None)
    assert len(seen) == count
    assert len(set(seen)) == count, "no row twice"


def test_filters_leave_out_what_does_not_fit(reader: Served) -> None:
    outlet = got(reader, "/outlets?limit=1")["outlets"][0]["outlet"]
    of_it = got(reader, f"/search?q=Northwire&outlet={outlet}&limit=200")["hits"]
    assert {hit["outlet"] for hit in of_it} == {outlet}
    assert got(reader, "/stories?least=5")["stories"] == []
    assert got(reader, "/stories?since=2030")["stories"] == []
    assert got(reader, "/stories?agency=Northwire&limit=100")["stories"] != []
    assert got(reader, "/stories?agency=Nobody&limit=100")["stories"] == []
    assert got(reader, "/stories?q=Northwire&least=5")["stories"] == []


def test_a_report_is_what_show_prints(reader: Served, made_store: Any) -> None:
    name = reader.story_id()
    found = got(reader, f"/stories/{name}/report")
    (story,) = loads(json.dumps(found)).stories
    with Archive.open(made_store, read_only=True) as archive:
        assert story == archive.story(name)[1]
    assert found["whole"] is True
    assert found["row"]["id"] == name
    assert found["rejected"] == []


def test_a_report_that_takes_long_is_announced_and_there_later(store: Any) -> None:
    with served(store, patience=0.0) as server:
        name = server.story_id()
        first = server.client.get(f"{API}/stories/{name}/report")
        assert first.status_code == 202
        assert first.json() == {"state": "being made", "retry_after": int(first.headers["retry-after"])}
        # A download waits for it.
        assert server.client.get(f"{API}/stories/{name}/download/json").status_code == 200
        assert server.client.get(f"{API}/stories/{name}/report").status_code == 200


def test_a_report_is_kept_in_the_store_for_others(store: Any) -> None:
    with served(store) as server:
        name = server.story_id()
        assert got(server, "/counts")["ledgers"] == 0
        got(server, f"/stories/{name}/report")
    with Archive.open(store, read_only=True) as archive:
        row = archive.store.story(name)
        assert row is not None
        assert archive.kept(row) is not None


def test_of_a_large_story_some_versions_are_read_and_the_answer_says_so(store: Any) -> None:
    with served(store, most_versions=3) as server:
        name = server.story_id()
        found = got(server, f"/stories/{name}/report")
        assert found["whole"] is False
        assert found["row"]["articles"] == VERSIONS
        versions = found["stories"][0]["versions"]
        assert len(versions) == 3
        assert any(version["id"].endswith("-3") for version in versions), (
            "the only other family is among them"
        )
        (left_out,) = found["rejected"]
        assert "1 of 4 articles" in left_out["reason"]
        assert f"wirecopy show {name}" in left_out["reason"]
        assert loads(server.client.get(f"{API}/stories/{name}/download/json").text).rejected != ()
        # Once all of it was made elsewhere, all of it is shown.
        with Archive.open(store) as archive:
            archive.story(name)
        assert got(server, f"/stories/{name}/report")["whole"] is True


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_downloaded(reader: Served, name: str) -> None:
    answer = reader.client.get(f"{API}/stories/{reader.story_id()}/download/{name}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == FORMATS[name].media_type.split(";")[0]
    assert answer.headers["content-disposition"].startswith('attachment; filename="s-')
    assert len(answer.content) > 100


def test_a_finding_has_an_annotation(reader: Served) -> None:
    name = reader.story_id()
    (story,) = got(reader, f"/stories/{name}/report")["stories"]
    claim = story["claims"][0]
    answer = reader.client.get(f"{API}/findings/{claim['id']}?story={name}")
    assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    found = answer.json()
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    texts = {version["id"]: version["text"] for version in story["versions"]}
    member = claim["members"][0]
    quoted = found["target"][0]["selector"][1]["exact"]
    assert quoted == texts[member["version"]][member["start"] : member["end"]]
    assert reader.client.get(f"{API}/findings/nothing?story={name}").status_code == 404


def test_an_article_comes_with_its_place(reader: Served) -> None:
    found = got(reader, "/articles/e3-1")
    assert found["article"]["id"] == "e3-1"
    assert found["closest_id"] == "e3-0"
    assert found["copy"]["relation"] == "verbatim"
    assert found["story"]["articles"] == VERSIONS
    assert len(found["revisions"]) == 1


def test_outlets_agencies_languages_events_and_counts(reader: Served) -> None:
    (first, *_) = got(reader, "/outlets")["outlets"]
    sheet = got(reader, f"/outlets/{first['outlet']}")
    assert sheet["row"] == first
    assert got(reader, "/agencies")["agencies"][0]["agency"] == "Northwire"
    assert got(reader, "/languages")["languages"] == [{"language": "en", "articles": EVENTS * VERSIONS}]
    assert got(reader, "/counts")["stories"] == EVENTS
    assert got(reader, f"/stories/{reader.story_id()}/events")["events"][0]["kind"] == "formed"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/stories/s-none", 404),
        ("GET", "/stories/s-none/report", 404),
        ("GET", "/stories/s-none/events", 404),
        ("GET", "/stories/s-none/download/json", 404),
        ("GET", "/articles/none", 404),
        ("GET", "/outlets/none", 404),
        ("POST", "/stories", 405),
        ("DELETE", "/stories", 405),
        ("GET", "/stories?limit=0", 422),
        ("GET", "/stories?limit=9999", 422),
        ("GET", "/stories?since=yesterday", 422),
        ("GET", "/stories?after=%F0%9F%90%9F", 422),
        ("GET", "/search", 422),
        ("GET", f"/search?q={'+'.join(f'x{k}' for k in range(90))}", 422),
        ("POST", "/read", 422),
    ],
)
def test_errors_are_problem_details(reader: Served, method: str, path: str, status: int) -> None:
    answer = reader.client.request(method, f"{API}{path}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert (said["type"], said["status"]) == ("about:blank", status)
    assert said["title"]
    assert said["detail"]


def test_rows_are_written_as_on_the_command_line(reader: Served, made_store: Any) -> None:
    with Archive.open(made_store, read_only=True) as archive:
        story = archive.story(reader.story_id())[1]
    assert json.loads(encoded(story)) == plain(story)
    assert json.loads(encoded({"a": MappingProxyType({"b": (1, 2)})})) == {"a": {"b": [1, 2]}}
    assert json.loads(encoded(["half of a pair: \ud83d", "\x00"])) == ["half of a pair: \ud83d", "\x00"]


def test_no_path_leads_out_of_the_store(reader: Served) -> None:
    for path in (
        "/articles/../../../etc/passwd", "/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/articles//etc/passwd",
        "/outlets/%2Fetc%2Fpasswd", "/stories/..%2f..%2fnews.store", "/stories/%00",
        f"/stories/{reader.story_id()}/download/..%2f..%2fnews.store",
    ):  # fmt: skip
        answer = reader.client.get(f"{API}{path}")
        assert answer.status_code == 404, path
        assert "root:" not in answer.text


def test_without_a_store_only_texts_are_read() -> None:
    with served(None) as server:
        assert server.client.get(f"{API}/stories").status_code == 404
        sent = {"articles": [{"text": "A barge sank at the quay on Monday."}]}
        assert server.client.post(f"{API}/read", json=sent).status_code == 200


def test_head_is_get_without_the_body(reader: Served) -> None:
    got_, head = (reader.client.request(method, f"{API}/stories") for method in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    same = ("etag", "content-length", "content-type", "link")
    assert {name: head.headers.get(name) for name in same} == {name: got_.headers.get(name) for name in same}


def test_what_is_known_is_not_sent_again(reader: Served) -> None:
    etag = reader.client.get(f"{API}/stories").headers["etag"]
    assert etag.startswith('"')
    for known in (etag, f'"other", {etag}', "*", f"W/{etag}"):
        again = reader.client.get(f"{API}/stories", headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert "content-length" not in again.headers
    assert reader.client.get(f"{API}/stories", headers={"if-none-match": '"other"'}).status_code == 200
    other = reader.client.get(f"{API}/stories?limit=3").headers["etag"]
    assert other != etag


def test_the_description_is_there_and_loads_nothing_from_elsewhere(reader: Served) -> None:
    described = got(reader, "/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert reader.client.get("/docs").status_code == 404
    assert reader.client.get("/redoc").status_code == 404
    for path, ways in described["paths"].items():
        for way, told in ways.items():
            assert told.get("summary"), (path, way)
            assert "500" in told["responses"], (path, way)


def test_lists_are_looked_up_once_for_many_and_again_after_a_while(store: Any) -> None:
    asked = []

    def languages(_: Any) -> int:
        asked.append(1)
        return len(asked)

    with served(store, fresh=0.2) as server:
        desk, portal = server.desk, server.client.portal
        assert portal is not None

        async def crowd() -> list[int]:
            return await asyncio.gather(*(desk._kept("languages", languages) for _ in range(9)))

        assert portal.call(crowd) == [1] * 9
        time.sleep(0.25)
        assert portal.call(crowd) == [1] * 9, "the old one is shown while it is looked up anew"
        time.sleep(0.05)
        assert portal.call(crowd) == [2] * 9
        assert len(asked) == 2
