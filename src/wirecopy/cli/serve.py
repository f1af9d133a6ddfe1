"""`wirecopy serve`: the newsroom page and the HTTP API over a store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from wirecopy.cli.messages import say
from wirecopy.errors import CallError
from wirecopy.web.serving import Serving, serve

_USUAL = Serving()
_LARGEST_TOKEN = 1_000  # bytes of a file that holds one


@click.command("serve")
@click.option(
    "--store", metavar="FILE", envvar="WIRECOPY_STORE",
    help="The store: a file, or postgresql://... (also: WIRECOPY_STORE); without it, only texts that are "
    "sent are read.",
)  # fmt: skip
@click.option("--host", default=_USUAL.host, show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=_USUAL.port,
    show_default=True,
    help="0 takes a free one.",
)
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Answer to this host name too; may be repeated."
)
@click.option(
    "--token-file", metavar="FILE",
    help="File with the token that lets people write corrections (also: WIRECOPY_TOKEN); without it, "
    "nothing can be written.",
)  # fmt: skip
@click.option(
    "--rate", type=click.FloatRange(min=0), default=_USUAL.rate, show_default=True, metavar="N",
    help="Requests a second from one address, on average; 0 for no limit.",
)  # fmt: skip
@click.option(
    "--most-versions", type=click.IntRange(min=2), default=_USUAL.most_versions, show_default=True,
    metavar="N", help="Versions of a story that are read for its page.",
)  # fmt: skip
@click.option(
    "--upload-mb", type=click.FloatRange(min=0.1), default=_USUAL.upload_bytes / 1e6, show_default=True,
    metavar="N", help="Most megabytes of texts that are read at once.",
)  # fmt: skip
@click.option(
    "--job-seconds", type=click.FloatRange(min=0.1), default=_USUAL.job_seconds, show_default=True,
    metavar="N", help="Longest time for one report.",
)  # fmt: skip
@click.option(
    "--job-memory", type=click.IntRange(min=50), default=_USUAL.job_memory_mb, show_default=True,
    metavar="MB", help="Most memory for one report.",
)  # fmt: skip
def command(
    store: str | None, token_file: str | None, upload_mb: float, job_memory: int, **asked: Any
) -> None:
    """Serve the newsroom page and the HTTP API of a store, beside whatever writes it.

    Only this machine can reach it unless --host says otherwise. Nothing can be written without a token.
    """
    serving = Serving(
        token=_token(token_file), upload_bytes=int(upload_mb * 1e6), job_memory_mb=job_memory, **asked
    )
    serve(store, serving, say)


def _token(file: str | None) -> str | None:
    if file is None:
        return os.environ.get("WIRECOPY_TOKEN") or None
    try:
        with Path(file).open("rb") as stream:
            return stream.read(_LARGEST_TOKEN).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CallError("the token cannot be read", f"--token-file {file}", str(error)) from error
