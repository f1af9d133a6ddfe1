"""Whatever a server does, an answer or a reason comes within the deadline and the size limit."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feedserver import FeedServer, Reply
from wirecopy.settings import Watching
from wirecopy.version import __version__
from wirecopy.watch import client
from wirecopy.watch.answers import Answer, FetchError
from wirecopy.watch.fetch import Fetcher

LIMIT = 100_000
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def get(url: str, limit: int = LIMIT, headers: dict[str, str] | None = None, **watching: object) -> Answer:
    async def fetch() -> Answer:
        settings = Watching(**{"host_delay": 0, "deadline": 2, "allow_private": True, **watching})  # type: ignore[arg-type]
        async with Fetcher(settings) as fetcher:
            return await fetcher.get(url, limit, headers)

    return asyncio.run(fetch())


def refused(url: str, limit: int = LIMIT, **watching: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, limit, **watching)
    return caught.value


def test_a_page_comes_as_it_is_and_we_say_who_we_are(server: FeedServer) -> None:
    url = server.put("/a", Reply(body=b"hello"))
    hop = get(url, contact="desk@courier.example").hop
    assert (hop.status, hop.body, hop.received, hop.whole) == (200, b"hello", 5, True)
    (request,) = server.asked("/a")
    assert request.headers["user-agent"] == f"wirecopy/{__version__} (+desk@courier.example)"
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in request.headers


def test_packed_pages_are_unpacked(server: FeedServer) -> None:
    text = b"<p>the pier of Ostrand</p>" * 500
    bare = zlib.compressobj(wbits=-15)
    packings = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "x-gzip": text,  # so it says, and is not
    }
    for name, body in packings.items():
        url = server.put(f"/{name}", Reply(body=body, headers={"Content-Encoding": name}))
        hop = get(url).hop
        assert (hop.body, hop.received, hop.whole) == (text, len(body), True), name
    url = server.put(
        "/bare", Reply(body=bare.compress(text) + bare.flush(), headers={"Content-Encoding": "deflate"})
    )
    assert get(url).hop.body == text


def test_a_packed_bomb_costs_no_more_than_the_limit(server: FeedServer) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < LIMIT
    url = server.put("/bomb", Reply(body=bomb, headers={"Content-Encoding": "gzip"}))
    error = refused(url)
    assert error.what == "larger than 100,000 bytes"
    assert error.lasting
    assert refused(server.put("/long", Reply(body=bytes(LIMIT + 1)))).what == "larger than 100,000 bytes"
    assert get(server.put("/fits", Reply(body=bytes(LIMIT)))).hop.received == LIMIT


@pytest.mark.parametrize(("packing", "body"), [("br", b"x"), ("gzip, gzip", b"x"), ("zstd", b"x")])
def test_a_packing_we_did_not_ask_for_is_refused(server: FeedServer, packing: str, body: bytes) -> None:
    url = server.put("/", Reply(body=body, headers={"Content-Encoding": packing}))
    assert refused(url).what == f"packed as '{packing}', which was not asked for"


def test_a_damaged_packing_is_refused_and_a_cut_one_is_not_whole(server: FeedServer) -> None:
    packed = gzip.compress(b"the pier of Ostrand " * 5_000)
    damaged = packed[:60] + b"\xff\xff\xff\xff" + packed[64:]
    url = server.put("/damaged", Reply(body=damaged, headers={"Content-Encoding": "gzip"}))
    assert refused(url).what.startswith("the packed body is damaged: ")
    url = server.put("/cut", Reply(body=packed[:-40], headers={"Content-Encoding": "gzip"}))
    hop = get(url).hop
    assert hop.body.startswith(b"the pier")
    assert not hop.whole


def test_a_drip_outlives_no_deadline(server: FeedServer) -> None:
    drip = [HEAD + b"\r\n", *[piece for _ in range(100) for piece in (b"x", 0.2)]]
    slow_head = [piece for byte in b"HTTP/1.1 200 OK" for piece in (bytes([byte]), 0.2)]
    silent = [30.0]
    for name, pieces in {"drip": drip, "head": slow_head, "silent": silent}.items():
        began = time.monotonic()
        error = refused(server.put(f"/{name}", Reply(pieces=pieces)), deadline=1)
        assert error.what == "not answered in full within 1 s", name
        assert time.monotonic() - began < 2.5, name
        assert not error.lasting


def test_a_length_that_lies(server: FeedServer) -> None:
    too_long = server.put("/long", Reply(pieces=[HEAD + b"Content-Length: 900\r\n\r\n<p>short</p>"]))
    hop = get(too_long).hop
    assert (hop.body, hop.whole) == (b"<p>short</p>", False)
    too_short = server.put("/short", Reply(pieces=[HEAD + b"Content-Length: 5\r\n\r\n<p>short</p>"]))
    assert get(too_short).hop.body == b"<p>sh"
    nonsense = server.put("/nonsense", Reply(pieces=[HEAD + b"Content-Length: many\r\n\r\n<p>short</p>"]))
    assert refused(nonsense).what.startswith("no proper HTTP answer: ")
    none_said = server.put("/none", Reply(pieces=[HEAD + b"\r\n<p>short</p>"]))
    assert get(none_said).hop.body == b"<p>short</p>"


def test_a_connection_that_breaks(server: FeedServer) -> None:
    middle = Reply(pieces=[HEAD + b"Content-Length: 900\r\n\r\n<p>half a pa", 0.1], reset=True)
    hop = get(server.put("/middle", middle)).hop
    assert (hop.body, hop.whole) == (b"<p>half a pa", False)
    assert "broke" in refused(server.put("/start", Reply(pieces=[b"HTTP/1.1 2", 0.1], reset=True))).what
    assert refused(server.put("/babble", Reply(pieces=[b"no web server here\r\n\r\n"]))).what.startswith(
        "no proper"
    )
    chunks = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"
    assert get(server.put("/chunks", Reply(pieces=[chunks]))).hop.whole is False


def test_headers_without_end_are_refused(server: FeedServer) -> None:
    flood = [HEAD + b"X: " + b"y" * 300_000]
    assert refused(server.put("/", Reply(pieces=flood))).what.startswith("no proper HTTP answer")


def test_no_host_and_no_server() -> None:
    assert "is not found" in refused("http://nowhere.invalid/feed").what
    with FeedServer() as gone:
        url = gone.url
    assert refused(url).what.startswith("no connection: ")
    assert refused("http://127.0.0.1:99999/").what == "is no http address"
    assert refused("ftp://127.0.0.1/").lasting


def test_a_certificate_nobody_signed(tls_server: FeedServer) -> None:
    error = refused(tls_server.put("/", Reply(body=b"secret")))
    assert "CERTIFICATE_VERIFY_FAILED" in error.what
    assert tls_server.log == []


def test_a_certificate_is_judged_by_the_name_that_was_asked_for(
    tls_server: FeedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the connection goes to an address that was looked up beforehand."""
    context = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
    monkeypatch.setattr(client, "trusted", lambda: context)
    url = tls_server.put("/", Reply(body=b"hello"))
    assert get(url.replace("127.0.0.1", "localhost")).hop.body == b"hello"
    assert tls_server.asked("/")[0].headers["host"] == f"localhost:{tls_server.port}"
    assert "CERTIFICATE_VERIFY_FAILED" in refused(url).what


def test_a_server_that_does_not_speak_tls(server: FeedServer) -> None:
    assert refused(server.url.replace("http:", "https:") + "/").what.startswith("no connection: ")


# -- redirects ----------------------------------------------------------------------------------------------
def to(target: str, status: int = 301) -> Reply:
    return Reply(status, headers={"Location": target})


def test_redirects_are_followed_and_permanent_ones_remembered(server: FeedServer) -> None:
    server.put("/new", Reply(body=b"here"))
    server.put("/moved", to("/new"))
    server.put("/for-now", to("/new", 302))
    server.put("/first", to("moved", 308))
    server.put("/mixed", to("/for-now", 301))
    assert get(f"{server.url}/moved").moved_to == f"{server.url}/new"
    assert get(f"{server.url}/first").moved_to == f"{server.url}/new"
    assert get(f"{server.url}/for-now").moved_to is None
    mixed = get(f"{server.url}/mixed#part")
    assert (mixed.moved_to, mixed.hop.body) == (f"{server.url}/for-now", b"here")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/circle", "redirects in a circle, back to "),
        ("/other", "redirects in a circle, back to "),
        ("file:///etc/passwd", "leads to no http address"),
        ("data:text/html,<p>x</p>", "leads to no http address"),
        ("javascript:alert(1)", "leads to no http address"),
        ("http://[", "leads to no http address"),
        ("http://127.0.0.1:99999/", "leads to no http address"),
    ],
)
def test_redirects_that_lead_nowhere(server: FeedServer, target: str, reason: str) -> None:
    server.put("/other", to("/circle", 302))
    error = refused(server.put("/circle", to(target, 302)))
    assert error.what.startswith(reason)
    assert error.lasting


def test_a_chain_of_redirects_ends(server: FeedServer) -> None:
    for step in range(20):
        server.put(f"/{step}", to(f"/{step + 1}"))
    assert refused(f"{server.url}/0").what == "more than 5 redirects (setting watching.max_redirects)"
    server.put("/20", Reply(body=b"end"))
    assert get(f"{server.url}/0", max_redirects=20).hop.body == b"end"
    assert refused(f"{server.url}/19", max_redirects=0).what.startswith("more than 0 redirects")


def test_a_redirect_without_a_target_is_an_answer_without_a_page(server: FeedServer) -> None:
    assert refused(server.put("/", Reply(302))).what == "the host answered 302"


# -- private addresses --------------------------------------------------------------------------------------
def test_a_private_address_is_refused_unless_it_was_named(server: FeedServer) -> None:
    async def fetch(url: str, named: str | None) -> Answer:
        async with Fetcher(Watching(host_delay=0)) as fetcher:
            if named:
                fetcher.addresses.trust(named)
            return await fetcher.get(url, LIMIT)

    with FeedServer() as other:
        secret = other.put("/secret", Reply(body=b"keys"))
        here = server.put("/here", Reply(body=b"here"))
        there = server.put("/there", to(secret, 302))
        assert asyncio.run(fetch(here, server.url)).hop.body == b"here"
        for url, named in ((here, None), (secret, server.url), (there, server.url)):
            with pytest.raises(FetchError) as caught:
                asyncio.run(fetch(url, named))
            assert caught.value.what == "the host '127.0.0.1' has a private address (127.0.0.1)"
            assert caught.value.lasting
        assert other.log == [], "not even its robots.txt is asked for"


# -- what the status says -----------------------------------------------------------------------------------
def test_busy_hosts_say_how_long_to_wait(server: FeedServer) -> None:
    date = {"Date": "Sun, 22 Nov 2026 10:00:00 GMT", "Retry-After": "Sun, 22 Nov 2026 10:02:00 GMT"}
    replies = {"120": {"Retry-After": "120"}, "date": date, "none": {}, "junk": {"Retry-After": "soon"}}
    waits = {
        name: refused(server.put(f"/{name}", Reply(429, headers=said))).wait for name, said in replies.items()
    }
    assert waits == {"120": 120.0, "date": 120.0, "none": None, "junk": None}
    error = refused(server.put("/busy", Reply(503, headers={"Retry-After": "99999999999999"})))
    assert error.what == "the host is asked too much or busy (503), and asks for 999999999 s of rest"
    assert (error.status, error.lasting) == (503, False)


def test_other_statuses(server: FeedServer) -> None:
    said = {
        status: refused(server.put(f"/{status}", Reply(status))) for status in (204, 403, 404, 410, 418, 500)
    }
    assert {status: error.lasting for status, error in said.items()} == {
        204: False, 403: False, 404: False, 410: True, 418: False, 500: False,
    }  # fmt: skip
    assert said[410].what == "it is gone for good (410)"
    assert said[403].what == "the host does not let us in (403)"


def test_conditions_are_sent_and_304_is_an_answer(server: FeedServer) -> None:
    url = server.put("/", Reply(body=b"x", etag='"7"'))
    hop = get(url, headers={"If-None-Match": '"7"'}).hop
    assert (hop.status, hop.body) == (304, b"")


# -- a server with a certificate nobody signed -------------------------------------------------------------
@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[FeedServer]:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("making a certificate needs the program openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    about = ["-days", "2", "-subj", "/CN=courier.example", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *about, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with FeedServer(context) as serving:
        yield serving
