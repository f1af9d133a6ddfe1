"""`wirecopy export`: what a store or a saved report holds, as files of any format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click
from click.core import ParameterSource

from wirecopy.cli.messages import say
from wirecopy.cli.output import check_target
from wirecopy.cli.output import opened as opened_target
from wirecopy.cli.store import filter_options, opened, wanted
from wirecopy.errors import CallError, InputError
from wirecopy.exports.formats import FORMATS, Format, called, load, write
from wirecopy.exports.formats.characters import utf8
from wirecopy.model import Report

_ROWS = ("jsonl", "csv", "parquet")  # that articles and corrections are written in
_TYPED = ParameterSource.COMMANDLINE  # a store that the environment names gives way to --report
_OWN = ("reports", "corrections", "least")  # options that are no filter
_TABLES = tuple(dict.fromkeys(table for row in FORMATS.values() for table in row.tables))


@dataclass(frozen=True, slots=True)
class _Target:
    """Where an export goes, and as what."""

    output: str
    form: Format
    table: str | None


@click.command("export")
@click.argument("keys", metavar="[STORY]...", nargs=-1)
@click.option("--store", metavar="FILE", envvar="WIRECOPY_STORE",
              help="The store: a file, or postgresql://... (also: WIRECOPY_STORE).")  # fmt: skip
@click.option("--report", metavar="FILE",
              help="Instead of a store, a file made by read --json (- for stdin).")  # fmt: skip
@click.option("--format", "name", metavar="NAME", type=click.Choice(list(FORMATS)),
              help=f"One of {', '.join(FORMATS)}; else what OUT is called, else JSON Lines.")  # fmt: skip
@click.option("--table", metavar="NAME", type=click.Choice(_TABLES),
              help="Of CSV and Parquet, which table: claims, sightings, versions and so on.")  # fmt: skip
@click.option("-o", "--output", metavar="OUT", default="-", help="File to write; stdout when left out.")
@click.option("--reports", is_flag=True, help="The reports on stories instead of articles.")
@click.option("--corrections", is_flag=True, help="What people corrected, one a row, instead of articles.")
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N",
              help="With --reports: stories of N articles or more.")  # fmt: skip
@filter_options
def command(
    keys: tuple[str, ...],
    store: str | None,
    report: str | None,
    name: str | None,
    table: str | None,
    output: str,
    **which: Any,
) -> None:
    """Write what a store holds, or a saved report, in a format other programs read.

    Of a store: the articles with what they copy and the story they are in, one row an article. With
    --reports, when stories are named, or in a format that has no rows: the reports on stories. Of a saved
    report: its stories, all of them or those named.
    """
    check_target(output)
    target = _Target(output, _format(name, output), table)
    if report is not None:
        if store is not None and click.get_current_context().get_parameter_source("store") is _TYPED:
            raise CallError("two things to export", "--store and --report", "give one of them")
        _from_file(report, keys, target, which)
    elif store is None:
        raise CallError(
            "nothing to export", "--store", "give --store FILE, or --report FILE made by read --json"
        )
    else:
        _from_store(store, keys, target, which)


def _format(name: str | None, output: str) -> Format:
    """The format asked for, else that of the file, else JSON Lines."""
    if name is not None:
        return FORMATS[name]
    return called(output) or FORMATS["jsonl"]


def _from_file(path: str, keys: Sequence[str], target: _Target, which: Mapping[str, Any]) -> None:
    if any(value for option, value in which.items() if option != "least"):
        raise CallError(
            "an option for a store", "--report", "leave out --since and the like, or give --store"
        )
    whole = _read(path)
    chosen = [story for story in whole.stories if not keys or any(story.id.startswith(key) for key in keys)]
    for key in keys:
        if not any(story.id.startswith(key) for story in chosen):
            raise CallError(
                f"no story {key!r}", path, f"it has {', '.join(row.id for row in whole.stories[:9])}"
            )
    _write_reports([replace(whole, stories=tuple(chosen))], target)


def _read(path: str) -> Report:
    """A report that was saved.

    Raises:
        CallError: there is no such file.
        InputError: it is not a report.
    """
    try:
        with click.open_file(path, encoding="utf-8") as stream:
            text = stream.read()
    except OSError as error:
        raise CallError("cannot be read", path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError("this is not UTF-8", path, "give a file made by wirecopy read --json") from error
    return load(text, path)


def _from_store(store: str, keys: Sequence[str], target: _Target, which: Mapping[str, Any]) -> None:
    from wirecopy.build.corrections import evaluation_rows
    from wirecopy.build.exporting import article_rows, reports

    corrections = which["corrections"]
    filters = {name: value for name, value in which.items() if name not in _OWN}
    told = bool(which["reports"] or keys or target.table)  # by the person, not by the format
    stories = told or target.form.name not in _ROWS
    if corrections and stories:
        hint = "export them one after the other" if told else f"corrections come as {', '.join(_ROWS)}"
        raise CallError("two things at once", "--corrections", hint)
    if any(filters.values()) and not stories:
        raise CallError("a filter chooses stories", "--since ...", "say --reports too, or leave it out")
    with opened(store) as archive:
        if stories:
            _write_reports(reports(archive, keys, wanted(**filters, least=which["least"])), target)
        elif corrections:
            _write_rows(evaluation_rows(archive), target)
        else:
            _write_rows(article_rows(archive), target)


def _write_reports(reports: Iterable[Report], target: _Target) -> None:
    """Reports as one file, and how many stories they were of."""
    count = 0

    def counted() -> Iterator[Report]:
        nonlocal count
        for report in reports:
            count += len(report.stories)
            yield report

    with opened_target(target.output) as stream:
        write(counted(), target.form, target.table, stream)
    say(f"{count:,} {'story' if count == 1 else 'stories'} written: {target.form.title}")


def _write_rows(rows: Iterable[Mapping[str, Any]], target: _Target) -> None:
    """Articles or corrections, a row at a time."""
    count = 0

    def counted() -> Iterator[Mapping[str, Any]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    with opened_target(target.output) as stream:
        if target.form.name == "parquet":
            from wirecopy.exports.tables import write_records
            from wirecopy.readers.base import Fields

            write_records(map(Fields, counted()), stream)
        elif target.form.name == "csv":
            from wirecopy.exports.formats.csv import write_records as write_csv

            write_csv(counted(), stream)
        else:
            for row in counted():
                stream.write(utf8(json.dumps(row, ensure_ascii=False) + "\n"))
    say(f"{count:,} rows written")
