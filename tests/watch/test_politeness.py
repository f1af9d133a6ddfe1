"""One request at a time to a host, with rest between, as its robots.txt wants it."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from tests.feedserver import FeedServer, Reply
from wirecopy.settings import Watching
from wirecopy.watch.answers import FetchError
from wirecopy.watch.fetch import Fetcher
from wirecopy.watch.hosts import Hosts


def get_all(*urls: str, **watching: object) -> list[str]:
    """What came of each: its body, or why there is none."""

    async def get(fetcher: Fetcher, url: str) -> str:
        try:
            return (await fetcher.get(url, 100_000)).hop.body.decode()
        except FetchError as error:
            return error.what

    async def everything() -> list[str]:
        settings = Watching(**{"host_delay": 0, "deadline": 2, "allow_private": True, **watching})  # type: ignore[arg-type]
        async with Fetcher(settings) as fetcher:
            return list(await asyncio.gather(*(get(fetcher, url) for url in urls)))

    return asyncio.run(everything())


def test_a_host_is_asked_one_thing_at_a_time_with_rest_between(server: FeedServer) -> None:
    slow = Reply(pieces=[b"HTTP/1.1 200 OK\r\n\r\n", 0.05, b"x"])
    urls = [server.put(f"/{n}", slow) for n in range(4)]
    assert get_all(*urls, host_delay=100) == ["x"] * 4
    assert server.at_once["most"] == 1
    times = [request.at for request in server.log]
    gaps = [later - before for before, later in pairwise(times)]
    assert len(gaps) == 4
    assert min(gaps) >= 0.09
    assert len(server.asked("/robots.txt")) == 1


def test_several_hosts_are_asked_at_once_but_not_too_many() -> None:
    slow = Reply(pieces=[b"HTTP/1.1 200 OK\r\n\r\n", 0.4, b"x"])
    with FeedServer() as one, FeedServer() as two, FeedServer() as three:
        urls = [server.put("/", slow) for server in (one, two, three)]
        began = time.monotonic()
        assert get_all(*urls) == ["x"] * 3
        at_once = time.monotonic() - began
        began = time.monotonic()
        assert get_all(*urls, concurrency=1) == ["x"] * 3
        assert time.monotonic() - began > 1.15 > at_once


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply(404), True),
        (Reply(403), True),
        (Reply(200, b""), True),
        (Reply(200, b"User-agent: *\nDisallow: /private\n"), True),
        (Reply(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"), False),
        (Reply(200, b"User-agent: WireCopy\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
        (Reply(200, b"User-agent: wirecopy\nAllow: /page\nDisallow: /\n"), True),
        (Reply(200, b"<html>no such file</html>"), True),
        (Reply(200, b"\xff\xfe\x00" * 50), True),
        (Reply(301, headers={"Location": "/elsewhere.txt"}), False),
        (Reply(301, headers={"Location": "/robots.txt"}), True),
    ],
)
def test_robots_txt_is_obeyed(server: FeedServer, robots: Reply, allowed: bool) -> None:
    server.put("/robots.txt", robots)
    server.put("/elsewhere.txt", Reply(200, b"User-agent: *\nDisallow: /page\n"))
    (said,) = get_all(server.put("/page", Reply(body=b"page")))
    assert said == ("page" if allowed else "the host's robots.txt forbids it")
    assert len(server.asked("/page")) == allowed


@pytest.mark.parametrize("robots", [Reply(500), Reply(503), Reply(429), Reply(pieces=[5.0])])
def test_a_host_that_does_not_say_what_is_allowed_is_not_asked(server: FeedServer, robots: Reply) -> None:
    server.put("/robots.txt", robots)
    (said,) = get_all(server.put("/page", Reply(body=b"page")), deadline=1)
    assert said.endswith(", asked for its robots.txt; nothing else may be asked for now")
    assert server.asked("/page") == []


@pytest.mark.parametrize("rule", ["Crawl-delay: 0.3", "Request-rate: 4/1"])
def test_a_host_may_ask_for_more_rest(server: FeedServer, rule: str) -> None:
    server.put("/robots.txt", Reply(body=f"User-agent: *\n{rule}\n".encode()))
    get_all(*[server.put(f"/{n}", Reply(body=b"x")) for n in range(2)])
    first, second = (server.asked(f"/{n}")[0].at for n in range(2))
    assert abs(second - first) >= 0.24


def test_a_host_that_fails_is_left_alone_longer_and_longer() -> None:
    hosts = Hosts(delay=0, concurrency=1, longest_rest=7_200)
    url, error = "https://courier.example/", FetchError("no", "there")
    rests = []
    for _ in range(9):
        hosts.went_wrong(url, error)
        rests.append(round(hosts.rest(url)))
    assert rests == [0, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert hosts.rest("https://vell.example/") == 0
    hosts.went_well(url)
    hosts.went_wrong("https://vell.example/", FetchError("no", "there", wait=1e9))
    assert round(hosts.rest("https://vell.example/")) == 7_200
