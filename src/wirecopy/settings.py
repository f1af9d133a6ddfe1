"""What a reader of articles may set, as one frozen tree with a unit, a range and a sentence per field.

In: keyword arguments or a nested mapping (`Settings.of`). Out: a validated `Settings`, and with
`as_dict` the plain mapping that `wirecopy read --json` reports under `settings`. Thresholds of a stage are
not here: they are constants of the room that measured them. Every limit that rejects input is here, because
a cap nobody can see or lift is a bug.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wirecopy.errors import SettingsError


def _setting(
    default: Any,
    sentence: str,
    *,
    unit: str = "",
    low: float = 1,
    high: float = 2**40,
    choices: tuple[str | bool | None, ...] = (),
) -> Any:
    """A field that knows its own documentation and its range, or the words it may be."""
    metadata = {"sentence": sentence, "unit": unit, "low": low, "high": high, "choices": choices}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Reading:
    """Limits of the readers; whatever passes one is rejected with a reason that names the setting."""

    max_article_chars: int = _setting(
        1_000_000,
        "Longest text read as one article; the longest live blogs stay below 300,000.",
        unit="chars",
    )
    max_file_bytes: int = _setting(
        64_000_000, "Largest text file, or unpacked text file, that is read as one article.", unit="bytes"
    )
    max_line_bytes: int = _setting(64_000_000, "Longest line of a JSON Lines file.", unit="bytes")
    max_page_bytes: int = _setting(5_000_000, "Largest HTML page that is parsed.", unit="bytes")
    max_page_tags: int = _setting(50_000, "Most tags of an HTML page that is parsed.", unit="tags")
    max_articles: int = _setting(
        100_000,
        "Most articles that `read` takes at once: the report is held in memory, some 40 kB an article.",
        unit="articles",
    )
    compare_all: int = _setting(
        400,
        "Up to so many articles `read` sets every one beside every other; of more, copies are found first.",
        unit="articles",
        low=0,
    )
    max_page_depth: int = _setting(2_000, "Deepest nesting of an HTML page that is parsed.", unit="tags")
    max_page_ms: int = _setting(
        1_500,
        "Longest computing on an HTML page; the slowest of 495 real pages takes a third of it.",
        unit="ms of processor time",
    )
    max_page_mb: int = _setting(400, "Most memory that parsing an HTML page may take.", unit="MB")
    max_feed_bytes: int = _setting(
        10_000_000, "Largest feed or sitemap, unpacked; the whole of it is held in memory.", unit="bytes"
    )
    max_feed_entries: int = _setting(
        50_000, "Most entries of a feed or sitemap that are read; sitemaps may have so many.", unit="entries"
    )

    def __post_init__(self) -> None:
        _check_ranges(self, "reading")


@dataclass(frozen=True, slots=True)
class Grouping:
    """How copies are looked for in a corpus, and what that may cost."""

    preset: str = _setting(
        "full",
        "full finds reworded and embedded copies too; fast finds only copies that were hardly edited.",
        choices=("full", "fast"),
    )
    memory_mb: int = _setting(
        4_096,
        "Memory for the texts of a corpus; more go to a temporary file. Comparing takes half as much again.",
        unit="MB",
    )
    told_apart_bytes: int = _setting(
        8_000_000,
        "Up to so much text stories go by what articles tell of, at half a second a megabyte; of more, by "
        "wording that is shared all through, which costs hardly anything and brings fewer articles together.",
        unit="bytes",
        low=0,
    )
    across_languages: bool | None = _setting(
        None,
        "Whether reports of one event in several languages become one story; wants the extra multilingual. "
        "Where it is not said: no, and in a store as it was.",
        choices=(None, False, True),
    )
    threads: int = _setting(
        0, "Threads to compute with; 0 for one a core.", unit="threads", low=0, high=1_024
    )

    def __post_init__(self) -> None:
        _check_ranges(self, "grouping")

    @property
    def workers(self) -> int:
        """Threads to start: as many as were asked for, or one for every core this process may use."""
        if self.threads:
            return self.threads
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Watching:
    """How feeds are watched: how often, how politely, and where patience ends."""

    shortest_interval: int = _setting(
        600, "A feed that has news is asked for again after this time.", unit="seconds", high=604_800
    )
    longest_interval: int = _setting(
        21_600,
        "A feed that has none is asked for less and less often, down to this.",
        unit="seconds",
        high=604_800,
    )
    longest_hint: int = _setting(
        3_600,
        "A feed's own wish to be asked less often is honoured up to this.",
        unit="seconds",
        high=604_800,
    )
    longest_backoff: int = _setting(
        86_400,
        "Longest time for which a feed, page or host that fails is left alone, whatever it asks for.",
        unit="seconds",
        high=2_592_000,
    )
    host_delay: int = _setting(
        1_000,
        "Least time between two requests to one host; a longer Crawl-delay in its robots.txt is honoured.",
        unit="milliseconds",
        low=0,
        high=3_600_000,
    )
    concurrency: int = _setting(8, "Most requests at once, one a host.", unit="requests", high=64)
    deadline: int = _setting(
        30, "A request must be answered in full within this time.", unit="seconds", high=600
    )
    max_redirects: int = _setting(5, "Most redirects that are followed.", unit="redirects", low=0, high=20)
    max_attempts: int = _setting(
        5, "A page that cannot be had is given up after so many tries.", unit="tries", high=100
    )
    max_new: int = _setting(
        500, "Most new entries taken from one poll; the rest is taken at the next.", unit="entries"
    )
    sitemap_days: int = _setting(
        3, "Entries of a sitemap that are older are left out: a sitemap lists the whole archive.", unit="days"
    )
    robots_hours: int = _setting(
        24, "A robots.txt is asked for again after this time.", unit="hours", high=168
    )
    once_minutes: int = _setting(
        15, "`watch --once` ends after this time; what still waits is tried in the next run.", unit="minutes"
    )
    stop_seconds: int = _setting(
        10, "Told to stop, `watch` gives what is under way this time to end.", unit="seconds", low=0, high=600
    )
    text_from: str = _setting(
        "page",
        "page fetches the page of every entry; feed does not where the feed carries the full text.",
        choices=("page", "feed"),
    )
    allow_private: bool = _setting(
        False,
        "Whether pages may lie at private addresses (localhost, 192.168.0.1); feeds that you name may.",
        choices=(False, True),
    )
    contact: str | None = _setting(
        None, "Address or page told to the hosts, so that they can ask you to go slower.", unit="line"
    )

    def __post_init__(self) -> None:
        _check_ranges(self, "watching")
        if self.shortest_interval > self.longest_interval:
            raise SettingsError(
                f"shortest_interval {self.shortest_interval} is longer than longest_interval "
                f"{self.longest_interval}",
                "settings.watching",
                "raise the one or lower the other",
            )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, by branch."""

    language: str | None = _setting(
        None, "ISO 639-1 code that overrides what the articles say and what their text looks like."
    )
    reading: Reading = field(default_factory=Reading)
    grouping: Grouping = field(default_factory=Grouping)
    watching: Watching = field(default_factory=Watching)

    def __post_init__(self) -> None:
        code = self.language
        if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
            raise SettingsError(
                f"language {code!r} is not a code",
                "settings.language",
                "give two lower-case letters, as in 'en'",
            )

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Settings:
        """The settings a nested mapping names; everything else keeps its default.

        Raises:
            SettingsError: a key is unknown, or a value is out of its range.
        """
        _check_keys(cls, values, "settings")
        branches: dict[str, Any] = {}
        for name, branch in (("reading", Reading), ("grouping", Grouping), ("watching", Watching)):
            chosen = values.get(name, {})
            _check_keys(branch, chosen, f"settings.{name}")
            branches[name] = branch(**chosen)
        return cls(**{**values, **branches})

    def as_dict(self) -> dict[str, Any]:
        """Plain nested dictionaries, as reported with every result."""
        return dataclasses.asdict(self)


def _check_keys(branch: type[Any], values: Mapping[str, Any], where: str) -> None:
    known = [item.name for item in dataclasses.fields(branch)]
    for key in values:
        if key not in known:
            raise SettingsError(f"unknown setting {key!r}", where, f"known here: {', '.join(known)}")


def _check_ranges(branch: Any, where: str) -> None:
    for item in dataclasses.fields(branch):
        value = getattr(branch, item.name)
        if wanted := _wanted(value, item.metadata):
            raise SettingsError(f"{item.name} is {value!r}", f"settings.{where}", f"give {wanted}")


def _wanted(value: Any, metadata: Mapping[str, Any]) -> str | None:
    """What a field wants in place of this value; None when the value will do."""
    if choices := metadata["choices"]:
        return None if value in choices else f"one of {', '.join(map(str, choices))}"
    if metadata["unit"] == "line":
        fits = value is None or (isinstance(value, str) and value.isascii() and value.isprintable())
        return None if fits else "one line of plain ASCII text"
    low, high = metadata["low"], metadata["high"]
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return None
    return f"a whole number of {metadata['unit']}, {low} to {high}"
