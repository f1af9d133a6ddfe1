"""The guard: host names, origins, sizes, rates, deadlines, sessions, and the headers of every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import TOKEN, Served, served
from wirecopy.errors import SettingsError, StoreError
from wirecopy.web.answers import POLICY
from wirecopy.web.guard import Guard
from wirecopy.web.rates import Rates
from wirecopy.web.serving import Serving
from wirecopy.web.sessions import Sessions

API = "/api/v1"
HERE = "http://127.0.0.1:8765"
SIGNED = {"origin": HERE}


@pytest.mark.parametrize("path", ["/", f"{API}/stories", f"{API}/none", "/none", "/static/wirecopy.css"])
def test_every_answer_binds_browsers(reader: Served, path: str) -> None:
    headers = reader.client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("LOCALHOST", 200),
        ("[::1]:8765", 200),
        ("evil.example", 421),
        ("evil.example:8765", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1@evil.example", 421),
        ("", 421),
    ],
)
def test_names_that_others_bind_to_this_machine_get_no_answer(reader: Served, host: str, status: int) -> None:
    assert reader.client.get(f"{API}/counts", headers={"host": host}).status_code == status


def test_a_configured_name_is_answered(store: Any) -> None:
    with served(store, names=("news.example",)) as server:
        assert server.client.get(f"{API}/counts", headers={"host": "News.Example:80"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": HERE}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_what_another_site_sends_is_refused(reader: Served, headers: dict[str, str], status: int) -> None:
    sent = {"articles": [{"text": "A barge sank."}]}
    assert reader.client.post(f"{API}/read", json=sent, headers=headers).status_code == status


def test_a_body_that_is_too_long_is_refused_before_it_is_read(store: Any) -> None:
    with served(store, upload_bytes=1_000) as server:
        said = server.client.post(f"{API}/read", content=b"x" * 200_000)
        assert said.status_code == 413
        assert said.headers["content-type"] == "application/problem+json"

        def pieces() -> Iterator[bytes]:
            for _ in range(1_000):
                yield b"x" * 1_000

        chunked = server.client.post(
            f"{API}/read", content=pieces(), headers={"content-type": "application/json"}
        )
        assert chunked.status_code == 413, chunked.text
        form = server.client.post("/try", data={"text": "x" * 200_000})
        assert form.status_code == 413
        lying = server.client.post(f"{API}/read", content=b"{}", headers={"content-length": "-1"})
        assert lying.status_code == 413


def test_rates_are_told_with_when_to_come_back(store: Any) -> None:
    with served(store, rate=0.5, burst=3) as server:
        answers = [server.client.get(f"{API}/counts") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 2
        assert answers[-1].headers["content-type"] == "application/problem+json"


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("wirecopy.web.rates.time.monotonic", lambda: now[0])
    rates = Rates(2.0, 3)
    assert [rates.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    assert rates.wait("b") == 0, "addresses do not share"
    now[0] = 0.6
    assert [rates.wait("a"), rates.wait("a")] == [0, 1]
    now[0] = 100.0
    assert [rates.wait("a") for _ in range(4)] == [0, 0, 0, 1], "it holds no more than a burst"


class Stub:
    """An application that does what it is told."""

    def __init__(self, work: Any) -> None:
        self.work = work
        self.state = type("State", (), {"problem_page": None})()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["app"] = self
        await self.work(scope, receive, send)


def guarded(work: Any, **limits: Any) -> TestClient:
    guard = Guard(Stub(work), Serving(**limits), Sessions(None))
    return TestClient(guard, base_url=HERE)


async def hang(*_: Any) -> None:
    await asyncio.sleep(60)


async def fault(*_: Any) -> None:
    raise ZeroDivisionError("secret of the machine")


async def refuse(*_: Any) -> None:
    raise StoreError("the store is closed", "/srv/somebody/news.store", "open it")


def test_an_answer_has_a_deadline() -> None:
    said = guarded(hang, request_seconds=0.1).get(f"{API}/x")
    assert (said.status_code, said.headers["retry-after"]) == (503, "5")


def test_a_fault_of_ours_tells_a_number_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    said = guarded(fault).get(f"{API}/x?token=in-an-address")
    assert said.status_code == 500
    assert "secret" not in said.text
    number = said.json()["detail"].split()[-1]
    (record,) = caplog.records
    assert number in record.getMessage()
    assert "in-an-address" not in caplog.text, "queries are not logged"


def test_where_the_store_is_nobody_is_told() -> None:
    said = guarded(refuse).get(f"{API}/x")
    assert said.status_code == 503
    assert "/home" not in said.text


def test_too_many_at_once_are_turned_away() -> None:
    async def answer(_scope: Any, _receive: Any, send: Any) -> None:
        await asyncio.sleep(0.2)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def crowd() -> list[int]:
        guard = Guard(Stub(answer), Serving(most_requests=2), Sessions(None))
        found = []

        async def one() -> None:
            async def send(message: Any) -> None:
                if message["type"] == "http.response.start":
                    found.append(message["status"])

            scope = {
                "type": "http", "method": "GET", "path": f"{API}/x", "query_string": b"",
                "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1),
            }  # fmt: skip
            await guard(scope, hang, send)

        await asyncio.gather(*(one() for _ in range(5)))
        return sorted(found)

    assert asyncio.run(crowd()) == [204, 204, 503, 503, 503]


# -- signing in ---------------------------------------------------------------------------------------------


def sign_in(server: Served, token: str = TOKEN, **more: str) -> Any:
    form = {"author": "Ada", "token": token, "back": "/stories/x", **more}
    return server.client.post("/signin", data=form, headers=SIGNED)


def csrf_of(server: Served) -> str:
    """What the pages put into their forms."""
    page = server.client.get("/").text
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def test_signing_in_gives_a_cookie_that_no_script_and_no_other_site_gets(writer: Served) -> None:
    answer = sign_in(writer)
    assert (answer.status_code, answer.headers["location"]) == (303, "/stories/x")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert TOKEN not in answer.headers["set-cookie"]
    page = writer.client.get("/")
    assert "Ada" in page.text
    assert TOKEN not in page.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "x"])
def test_signing_in_leads_nowhere_else(writer: Served, back: str) -> None:
    assert sign_in(writer, back=back).headers["location"] == "/"


def test_a_wrong_token_is_told_and_tries_are_few(writer: Served) -> None:
    said = [sign_in(writer, token="wrong" * 5).status_code for _ in range(7)]
    assert said == [401] * 5 + [429] * 2
    assert sign_in(writer).status_code == 429, "the right one too: or trying would go on"
    assert "set-cookie" not in sign_in(writer).headers


def test_who_is_signed_in_must_send_what_the_page_gave(writer: Served) -> None:
    sign_in(writer)
    csrf = csrf_of(writer)
    assert len(csrf) > 20
    form = {"kind": "credit", "target": "e1-3", "agency": "Northwire", "how": "copy", "back": "/"}
    for wrong in ({}, {"csrf": ""}, {"csrf": "x" * 43}):
        assert writer.client.post("/corrections", data={**form, **wrong}, headers=SIGNED).status_code == 403
    no_origin = writer.client.post("/corrections", data={**form, "csrf": csrf})
    assert no_origin.status_code == 403, "a browser says where a form comes from"
    foreign = {"origin": "http://evil.example"}
    assert writer.client.post("/corrections", data={**form, "csrf": csrf}, headers=foreign).status_code == 403
    assert writer.client.post("/try", data={"text": "A barge."}, headers=SIGNED).status_code == 403
    assert writer.client.get(f"{API}/corrections").json()["corrections"] == []
    kept = writer.client.post("/corrections", data={**form, "csrf": csrf}, headers=SIGNED)
    assert kept.status_code == 303, kept.text
    (row,) = writer.client.get(f"{API}/corrections").json()["corrections"]
    assert (row["kind"], row["author"], row["target"]) == ("credit", "Ada", "e1-3")


def test_signing_out_ends_the_session(writer: Served) -> None:
    sign_in(writer)
    csrf, cookies = csrf_of(writer), dict(writer.client.cookies)
    assert "Ada" in writer.client.get("/").text
    assert writer.client.post("/signout", data={"csrf": csrf}, headers=SIGNED).status_code == 303
    assert not writer.client.cookies, "the browser is told to forget it"
    writer.client.cookies.update(cookies)
    assert "Ada" not in writer.client.get("/").text, "and it opens nothing any more"


def test_without_a_token_nobody_signs_in_or_writes(reader: Served) -> None:
    assert sign_in(reader).status_code == 403
    said = {"kind": "withdraw", "target": "1", "value": {}, "author": "Ada"}
    answer = reader.client.post(f"{API}/corrections", json=said, headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 403


def test_the_api_takes_the_token_and_no_session(writer: Served) -> None:
    said: dict[str, Any] = {
        "kind": "credit", "target": "e2-3", "author": "Ben", "value": {"agency": "Northwire", "kind": "copy"},
    }  # fmt: skip
    sign_in(writer)
    for headers in (SIGNED, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}):
        answer = writer.client.post(f"{API}/corrections", json=said, headers=headers)
        assert answer.status_code == 401, answer.text
        assert answer.headers["www-authenticate"].startswith("Bearer")
    bearer = {"authorization": f"Bearer {TOKEN}"}
    kept = writer.client.post(f"{API}/corrections", json=said, headers=bearer)
    assert kept.status_code == 201, kept.text
    assert kept.json()["number"] == 1
    assert kept.json()["author"] == "Ben"
    assert writer.client.get(f"{API}/corrections?target=e2-3").json()["corrections"] == [kept.json()]
    gone = writer.client.post(f"{API}/corrections", json={**said, "target": "none"}, headers=bearer)
    assert gone.status_code == 409, gone.text
    wrong = writer.client.post(f"{API}/corrections", json={**said, "value": {}}, headers=bearer)
    assert wrong.status_code == 422, wrong.text


def test_stories_follow_a_split_at_once(writer: Served) -> None:
    name = writer.story_id()
    (story,) = writer.client.get(f"{API}/stories/{name}/report").json()["stories"]
    apart = story["versions"][-1]["id"]
    said = {"kind": "split", "target": name, "author": "Ben", "value": {"articles": [apart]}}
    kept = writer.client.post(f"{API}/corrections", json=said, headers={"authorization": f"Bearer {TOKEN}"})
    assert kept.status_code == 201, kept.text
    left = writer.client.get(f"{API}/stories/{name}").json()
    assert left["articles"] == len(story["versions"]) - 1
    assert writer.client.get(f"{API}/articles/{apart}").json()["story"]["id"] != name


def test_a_correction_shows_in_the_report_at_once(writer: Served) -> None:
    name = writer.story_id()
    (story,) = writer.client.get(f"{API}/stories/{name}/report").json()["stories"]
    said = {
        "kind": "credit", "target": story["versions"][-1]["id"], "author": "Ben",
        "value": {"agency": "Farwire", "kind": "copy"},
    }  # fmt: skip
    kept = writer.client.post(f"{API}/corrections", json=said, headers={"authorization": f"Bearer {TOKEN}"})
    assert kept.status_code == 201, kept.text
    (after,) = writer.client.get(f"{API}/stories/{name}/report").json()["stories"]
    credited = {version["id"]: [one["agency"] for one in version["credits"]] for version in after["versions"]}
    assert "Farwire" in credited[str(said["target"])]


@pytest.mark.parametrize(
    "token", ["", "shortish", "has spaces in it 123", "nön-ascii-token-1234", "line\nline-line-line-line"]
)
def test_a_poor_token_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Serving(token=token)
    assert not token or token not in str(refused.value)
    assert TOKEN not in repr(Serving(token=TOKEN))


@pytest.mark.parametrize("wrong", [{"port": 70_000}, {"rate": -1}, {"job_seconds": 0}, {"upload_texts": 0}])
def test_limits_have_ranges(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Serving(**wrong)
