"""`wirecopy correct`: what a person says of a finding, a story, a credit or a parent.

What is said is kept beside what was computed, with author and time. It may be said while another process
writes the store: then that process honours it when it places its next articles.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import json_option
from wirecopy.cli.output import print_text, write_text
from wirecopy.cli.store import opened, store_option
from wirecopy.errors import CallError
from wirecopy.model import CreditKind

if TYPE_CHECKING:
    from wirecopy.model import Correction

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group("correct")
def command() -> None:
    """Say that something is otherwise than it was computed; what was computed is kept.

    Reports say which of their figures people corrected. `wirecopy export --corrections` writes all that was
    said, beside what had been computed, as evaluation data.
    """


def _saying(note: bool = True) -> Callable[[Command], Command]:
    """The options of everything that is said."""

    def add(function: Command) -> Command:
        options = [
            store_option(),
            click.option(
                "--author", metavar="NAME", required=True, envvar="WIRECOPY_AUTHOR",
                help="Who says so (also: WIRECOPY_AUTHOR).",
            ),
            click.option("--note", metavar="TEXT", default="", help="Why.") if note else None,
            json_option("Print what was kept as JSON."),
        ]  # fmt: skip
        for option in reversed([option for option in options if option]):
            function = option(function)
        return function

    return add


@command.command("finding")
@click.argument("finding", metavar="FINDING")
@click.argument("verdict", type=click.Choice(["right", "wrong"]))
@click.option("--story", metavar="STORY", required=True, help="The story whose finding it is.")
@_saying()
def finding(finding: str, verdict: str, story: str, **options: Any) -> None:
    """Mark a finding right or wrong: a claim, a quotation, an alarm (c-..., q-..., ...), or an edge.

    FINDING is its id as in `wirecopy show STORY --json`; an edge is edge:PARENT>CHILD. What is wrong does not
    count any more.
    """
    _say("finding", finding, {"story": story, "verdict": verdict}, **options)


@command.command("merge")
@click.argument("story", metavar="STORY")
@click.argument("other", metavar="OTHER")
@_saying()
def merge(story: str, other: str, **options: Any) -> None:
    """Say that two stories are one, which has the id of the first from then on."""
    _say("merge", story, {"with": other}, **options)


@command.command("split")
@click.argument("story", metavar="STORY")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@_saying()
def split(story: str, articles: tuple[str, ...], **options: Any) -> None:
    """Say that some articles of a story are a story of their own; their copies go with them."""
    _say("split", story, {"articles": list(articles)}, **options)


@command.command("credit")
@click.argument("article", metavar="ARTICLE")
@click.argument("agency", metavar="[AGENCY]", required=False)
@click.option("--none", is_flag=True, help="It credits nobody for its text.")
@click.option("--kind", type=click.Choice(get_args(CreditKind)), default="copy", show_default=True,
              help="How the agency is credited.")  # fmt: skip
@_saying()
def credit(article: str, agency: str | None, none: bool, kind: str, **options: Any) -> None:
    """Say whose text an article is."""
    _one_of(agency, none, "AGENCY")
    value = {"agency": agency} if agency is None else {"agency": agency, "kind": kind}
    _say("credit", article, value, **options)


@command.command("parent")
@click.argument("article", metavar="ARTICLE")
@click.argument("parent", metavar="[PARENT]", required=False)
@click.option("--none", is_flag=True, help="It descends from no other version of its story.")
@_saying()
def parent(article: str, parent: str | None, none: bool, **options: Any) -> None:
    """Say which article of the same story an article descends from."""
    _one_of(parent, none, "PARENT")
    _say("parent", article, {"parent": parent}, **options)


@command.command("withdraw")
@click.argument("number", type=click.IntRange(min=1))
@_saying()
def withdraw(number: int, **options: Any) -> None:
    """Take a correction back: what was computed counts again, as if it had never been said."""
    _say("withdraw", str(number), {}, **options)


@command.command("list")
@store_option()
@json_option("Print the rows of `export --corrections`, as a list.")
def listing(store: str, as_json: bool) -> None:
    """List what was said, oldest first."""
    from wirecopy.build.corrections import evaluation_rows

    with opened(store) as archive:
        rows = list(evaluation_rows(archive))
    if as_json:
        write_text(json.dumps({"corrections": rows}, ensure_ascii=False), "-")
        return
    lines = [
        f"{row['number']:>5}  {row['at'][:10]}  {row['author']}: {row['said']}"
        f"{'' if row['in_force'] else '  (counts no more)'}"
        for row in rows
    ]
    print_text("\n".join(lines) if lines else "no corrections")


def _one_of(name: str | None, none: bool, what: str) -> None:
    if (name is None) != none:
        raise CallError(f"neither or both of {what} and --none", "wirecopy correct", "give one of the two")


def _say(kind: str, target: str, value: dict[str, Any], **options: Any) -> None:
    """Keep a correction, and have stories honour it where nobody else is writing them."""
    from wirecopy.build import Archive
    from wirecopy.build.archive import honour
    from wirecopy.model import Correction
    from wirecopy.model.plain import plain

    if note := options.get("note"):
        value["note"] = note
    with Archive.open(options["store"], beside=True) as archive:
        kept = archive.correct(Correction(0, kind, target, value, options["author"], 0.0))
    honoured = honour(options["store"], kept)
    if options["as_json"]:
        write_text(json.dumps(plain(kept), ensure_ascii=False), "-")
    else:
        print_text(f"correction {kept.number} kept: {_words(kept)}")
    say(
        "honoured by stories and reports from now on"
        if honoured
        else "another process is writing this store: its stories honour it within seconds"
    )


def _words(kept: Correction) -> str:
    from wirecopy.build.corrections import words

    return words(kept)
