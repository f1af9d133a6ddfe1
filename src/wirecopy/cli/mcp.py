"""`wirecopy mcp`: a server that assistants ask how many reports stand behind a claim."""

from __future__ import annotations

import click

from wirecopy.errors import MissingExtraError


@click.command("mcp")
@click.option(
    "--store", metavar="FILE", envvar="WIRECOPY_STORE",
    help="Answer from this store too: a file, or postgresql://... (also: WIRECOPY_STORE).",
)  # fmt: skip
@click.option(
    "--seconds", type=click.IntRange(1, 600), default=45, show_default=True, metavar="N",
    help="Longest time that an answer may take.",
)  # fmt: skip
def command(store: str | None, seconds: int) -> None:
    """Answer assistants over the Model Context Protocol, on standard input and output.

    Tools: how_many_reports (claim, texts or urls), compare, story. Nothing is fetched and nothing is written.
    """
    try:
        from wirecopy.mcp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "wirecopy":
            raise
        raise MissingExtraError(f"no {error.name}", "wirecopy mcp", "pip install 'wirecopy[mcp]'") from error
    if store is not None:
        from wirecopy.cli.store import opened

        opened(store).close()  # what is wrong with it is said now, not to an assistant later
    make_server(store, seconds).run("stdio")
