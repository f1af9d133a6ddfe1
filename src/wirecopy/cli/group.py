"""`wirecopy group`: every copy in a corpus, one row an article."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from wirecopy.cli.listener import Listener
from wirecopy.cli.messages import say
from wirecopy.cli.options import across_option, json_option, output_option, paths_argument, strict_option
from wirecopy.cli.output import check_target, is_parquet, opened
from wirecopy.cli.progress import ProgressBar
from wirecopy.cli.verdict import exit_code
from wirecopy.errors import CallError
from wirecopy.settings import Grouping, Settings
from wirecopy.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

    from wirecopy.front import Arrived, Grouped
    from wirecopy.front.keep import Keep

_DEFAULTS = Grouping()


@click.command("group")
@paths_argument()
@output_option("JSON Lines or .parquet file to write; JSON Lines on stdout when left out.")
@json_option("Write one JSON object with the rows and what was rejected.")
@click.option(
    "--keep", type=click.Choice(["best", "first", "longest"]), help="Which article of a family to keep."
)
@click.option("--kept", metavar="FILE", help="Write the articles kept, whole: JSON Lines or .parquet.")
@click.option("--report", "page", metavar="FILE", help="Write what was dropped and why as one web page.")
@click.option("--index", metavar="DIR", help="Add the articles to this index: what do they copy of it?")
@click.option("--ask", is_flag=True, help="With --index: only answer, add nothing.")
@click.option(
    "--preset", type=click.Choice(["full", "fast"]), default="full", show_default=True,
    help="fast: only copies that were hardly edited.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(min=1), default=_DEFAULTS.memory_mb, show_default=True, metavar="MB",
    help="Memory for the texts; more of them go to a temporary file.",
)  # fmt: skip
@click.option(
    "--threads", type=click.IntRange(min=0), default=0, metavar="N", help="Threads; one a core when left out."
)
@across_option()
@strict_option()
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Find the copies in a corpus: which articles have one text behind them.

    PATH is JSON Lines or Parquet (one article a row), a text or HTML file, or a folder of these, packed with
    gzip or not. One row an article comes out, in input order.
    """
    wanted = _Wanted(**options)
    began = time.monotonic()
    for target in wanted.targets():
        check_target(target)
    if wanted.kept:
        _check_readable_twice(paths)
    listener = Listener()
    found: Arrived | Grouped
    if wanted.index:
        found = _arrive(paths, wanted, wanted.index, listener)
        with opened(wanted.output or "-") as stream:
            _write_rows(found, wanted, listener, stream)
    else:
        found = _find(paths, wanted, listener)
        _write(paths, wanted, found, listener)
    listener.close(" - all of them are in the output of --json")
    if len(found.holdings):
        say(f"{_summary(found)}; {time.monotonic() - began:.1f} s")
    click.get_current_context().exit(exit_code(len(found.holdings) > 0, listener, wanted.strict))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for."""

    output: str | None
    as_json: bool
    keep: Keep | None
    kept: str | None
    page: str | None
    index: str | None
    ask: bool
    preset: str
    memory: int
    threads: int
    across_languages: bool | None
    strict: bool

    def __post_init__(self) -> None:
        if self.keep and not (self.kept or self.page):
            raise CallError("no file for the articles kept", "--keep", "name it with --kept FILE")
        if self.ask and not self.index:
            raise CallError("no index to ask", "--ask", "name its folder with --index DIR")
        if self.index and (self.kept or self.page):
            raise CallError(
                "an index answers with rows alone", "--kept, --report", "run group without --index for these"
            )
        if self.index and self.across_languages:
            raise CallError("an index forms no stories", "--across-languages", "run group without --index")
        named = [target for target in self.targets() if target != "-"]
        if self.as_json and is_parquet(self.output or "-"):
            raise CallError(
                "--json is no Parquet", str(self.output), "leave --json out, or name a .json file"
            )
        if len(set(named)) < len(named) or self.targets().count("-") > 1:
            raise CallError("two results for one target", ", ".join(self.targets()), "name different files")

    def targets(self) -> list[str]:
        """Where results go."""
        return [target for target in (self.output or "-", self.kept, self.page) if target]

    def settings(self) -> Settings:
        """The settings the options ask for."""
        grouping = Grouping(
            preset=self.preset,
            memory_mb=self.memory,
            threads=self.threads,
            across_languages=self.across_languages,
        )
        return Settings(grouping=grouping)


def _check_readable_twice(paths: tuple[str, ...]) -> None:
    """Refuse a pipe whose rows are to be written once more: it gives them once."""
    for path in map(Path, paths):
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise CallError("cannot be read twice", str(path), "save it to a file, or leave --kept out")


def _find(paths: tuple[str, ...], wanted: _Wanted, listener: Listener) -> Grouped:
    from wirecopy import front

    with ProgressBar() as progress:
        return front.group_corpus(list(paths), settings=wanted.settings(), progress=progress, tell=listener)


def _arrive(paths: tuple[str, ...], wanted: _Wanted, index: str, listener: Listener) -> Arrived:
    from wirecopy import front

    with ProgressBar() as progress:
        return front.group_arrivals(
            list(paths), index, ask=wanted.ask, settings=wanted.settings(), progress=progress, tell=listener
        )


def _write(paths: tuple[str, ...], wanted: _Wanted, found: Grouped, listener: Listener) -> None:
    """Every result; a file takes its name only when all of them are written."""
    from wirecopy.exports import copies, tables
    from wirecopy.front.keep import choose

    with ExitStack() as files:
        _write_rows(found, wanted, listener, files.enter_context(opened(wanted.output or "-")))
        if not (wanted.kept or wanted.page):
            return
        chosen = choose(wanted.keep or "best", found.holdings, found.groups)
        if wanted.kept:
            from wirecopy.readers.corpus import records

            write = tables.write_records if is_parquet(wanted.kept) else copies.write_record_lines
            kept = records(list(paths), found.settings, found.holdings, chosen)
            write(kept, files.enter_context(opened(wanted.kept)))
        if wanted.page:
            from wirecopy.exports import dropped

            page = dropped.render(found, chosen, wanted.keep or "best")
            files.enter_context(opened(wanted.page)).write(page.encode())


def _write_rows(found: Arrived | Grouped, wanted: _Wanted, listener: Listener, stream: IO[bytes]) -> None:
    """The rows, in the form asked for."""
    from wirecopy.exports import copies

    table = found.table()
    if wanted.as_json:
        stream.write(json.dumps(_whole(found, table, listener), ensure_ascii=False).encode() + b"\n")
    elif is_parquet(wanted.output or "-"):
        copies.write_parquet(table, stream)
    else:
        copies.write_lines(table, stream)


def _whole(found: Arrived | Grouped, table: pa.Table, listener: Listener) -> dict[str, Any]:
    """The one object of --json."""
    from wirecopy.exports.copies import rows

    return {
        "wirecopy": __version__,
        "settings": found.settings.as_dict(),
        "rejected": [{"path": row.path, "reason": row.reason} for row in listener.rejected],
        "groups": list(rows(table)),
    }


def _summary(found: Arrived | Grouped) -> str:
    """What was found, in a line."""
    import numpy as np

    from wirecopy.front import Arrived
    from wirecopy.views.phrases import plural

    if isinstance(found, Arrived):
        copies = plural(len(found.holdings) - found.count("own") - found.count("first"), "copy", "copies")
        return (
            f"{plural(len(found.holdings), 'article')}: {copies} of what came before, "
            f"{found.count():,} added, {found.known:,} in the index"
        )
    sizes = np.bincount(found.groups.family)
    articles, texts = len(found.groups), int(np.count_nonzero(sizes))
    families = plural(int(np.count_nonzero(sizes > 1)), "family", "families")
    return (
        f"{plural(articles, 'article')}: {plural(texts, 'text')} and "
        f"{plural(articles - texts, 'copy', 'copies')} in {families}, "
        f"the largest of {sizes.max():,}"
    )
