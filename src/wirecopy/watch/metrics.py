"""What a watch does as Prometheus metrics, served on loopback.

In: the events of a watch. Out: counters, gauges and a histogram at http://127.0.0.1:PORT/metrics. Nothing
but this machine can ask; a server elsewhere needs a proxy that you set up. Needs the extra `metrics`.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from wirecopy.errors import CallError, MissingExtraError
from wirecopy.watch.events import Arrival, Event, Fetched, Polled, Pulse, Trouble

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts events and serves the counts; open it with `with`.

    Args:
        port: on 127.0.0.1; 0 for any that is free.

    Raises:
        MissingExtraError: prometheus-client is not installed.
    """

    def __init__(self, port: int) -> None:
        try:
            import prometheus_client
        except ImportError:
            raise MissingExtraError(
                "metrics need prometheus-client", "--metrics", "pip install 'wirecopy[metrics]'"
            ) from None
        self._port = port
        self._client = prometheus_client
        self._registry = prometheus_client.CollectorRegistry()
        count, gauge = self._counter, self._gauge
        self._polls = count("polls", "Feeds that were asked and answered, by HTTP status.", "status")
        self._poll_failures = count("poll_failures", "Feeds that could not be had, by HTTP status.", "status")
        self._page_failures = count("page_failures", "Pages that could not be had, by what follows.", "then")
        self._bytes = count("received_bytes", "Bytes received, as they came.", "what")
        self._entries = count("entries", "Entries of feeds that are new or changed.", "state")
        self._articles = count("articles", "Articles stored and placed.", "state")
        self._relations = count("relations", "Articles by how they stand to those before.", "relation")
        self._feeds = gauge("feeds", "Feeds that are watched.")
        self._backoff = gauge("feeds_in_backoff", "Feeds that failed last time.")
        self._waiting = gauge("pages_waiting", "Entries in view whose pages wait to be fetched.")
        self._under_way = gauge("requests_under_way", "Polls and pages under way.")
        self._placement = prometheus_client.Histogram(
            "wirecopy_placement_seconds",
            "Time to store and place an article.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._server: Any = None

    def __enter__(self) -> Self:
        """Serve.

        Raises:
            CallError: the port is taken.
        """
        try:
            self._server, self._thread = self._client.start_http_server(
                self._port, addr="127.0.0.1", registry=self._registry
            )
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise CallError(
                f"no metrics on port {self._port}: {reason}", "--metrics", "name a free port"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where the metrics are served."""
        return int(self._server.server_port)

    def __call__(self, event: Event) -> None:
        """Count what happened."""
        if isinstance(event, Polled):
            self._polls.labels(str(event.status)).inc()
            self._bytes.labels("feeds").inc(event.received)
            self._entries.labels("new").inc(event.new)
            self._entries.labels("changed").inc(event.changed)
        elif isinstance(event, Fetched):
            self._bytes.labels("pages").inc(event.received)
        elif isinstance(event, Arrival):
            self._articles.labels("new" if event.revision == 1 else "revised").inc()
            self._relations.labels(event.relation or "none").inc()
            self._placement.observe(event.seconds)
        elif isinstance(event, Trouble):
            self._trouble(event)
        elif isinstance(event, Pulse):
            self._feeds.set(event.feeds)
            self._backoff.set(event.troubled)
            self._waiting.set(event.waiting)
            self._under_way.set(event.under_way)

    def _trouble(self, event: Trouble) -> None:
        if event.what == "feed":
            self._poll_failures.labels(str(event.status or "none")).inc()
        else:
            self._page_failures.labels("given up" if event.given_up else "tried again").inc()

    def _counter(self, name: str, said: str, label: str) -> Any:
        return self._client.Counter(f"wirecopy_{name}", said, [label], registry=self._registry)

    def _gauge(self, name: str, said: str) -> Any:
        return self._client.Gauge(f"wirecopy_{name}", said, registry=self._registry)
