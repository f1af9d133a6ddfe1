"""The server: three tools that only look, on standard input and output.

In: where a store is, and how long an answer may take. Out: a server of the protocol. Every question runs in a
worker process of its own; one that takes too long is stopped, and the caller told so. Errors reach the caller
in words; nothing but the protocol goes to standard output (the library keeps descriptor 1 for itself).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import anyio
import anyio.to_process
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field, RootModel

from wirecopy.errors import WirecopyError
from wirecopy.mcp import asking
from wirecopy.mcp.answers import Compared, Count, StoryAnswer, Text
from wirecopy.model.encoding import encoded
from wirecopy.model.plain import plain
from wirecopy.version import __version__

_AT_ONCE = 2  # questions; more wait, and their waiting counts as time
_LOOKS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INSTRUCTIONS = (
    "wirecopy counts sources, not copies. Ten articles that reprint one agency report are one report. Before "
    "you say that several outlets confirm something, ask how_many_reports with the texts of the articles you "
    "found or, for articles in the store, with their urls or the claim. Repeat its caution: no shared text "
    "found is not independence, and a count of reports is not a verdict on truth."
)
_ASKED = (
    "A statement to count reports for, in plain words with names and figures. Alone: looked for in the store."
)
_TEXTS = "Full texts of 1 to 20 articles: strings, or objects with text, outlet, title, published, url."
_URLS = "URLs of 1 to 20 articles that are in the store. Nothing is fetched; unknown ones are named."
_SIDE = "The text of an article, or the id or URL of one in the store."
_WHICH = "Id of a story (its beginning is enough), or words that its articles hold."

Given = list[str | Text]
Answer = TypeVar("Answer", Count, Compared, StoryAnswer)


def make_server(store: str | None, seconds: float) -> MCPServer[Any]:
    """The server, ready to run.

    Args:
        store: a file or the URL of a database; None to read given texts only.
        seconds: longest time an answer may take.
    """
    server: MCPServer[Any] = MCPServer(
        "wirecopy", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING", subscriptions=False
    )
    worker = _Worker(seconds)

    @server.tool(annotations=_LOOKS)
    async def how_many_reports(
        claim: Annotated[str | None, Field(description=_ASKED)] = None,
        texts: Annotated[Given | None, Field(description=_TEXTS)] = None,
        urls: Annotated[list[str] | None, Field(description=_URLS)] = None,
    ) -> Annotated[CallToolResult, RootModel[Count]]:
        """Count the reports behind a claim, a set of texts, or articles of the store: copies count once.

        Give texts or urls, with or without a claim, or a claim alone. The first field of the answer is the
        bottom line; claims come with best, low and high, copies with who copied whom, both with passages.
        """
        return await worker.ask(asking.how_many_reports, store, claim, texts, urls)

    @server.tool(annotations=_LOOKS)
    async def compare(
        left: Annotated[str, Field(description=_SIDE)], right: Annotated[str, Field(description=_SIDE)]
    ) -> Annotated[CallToolResult, RootModel[Compared]]:
        """Say whether one text stands behind two articles, which sentences they share, what was changed."""
        return await worker.ask(asking.compare, store, left, right)

    @server.tool(annotations=_LOOKS)
    async def story(
        which: Annotated[str, Field(description=_WHICH)],
    ) -> Annotated[CallToolResult, RootModel[StoryAnswer]]:
        """Show a story of the store: reports behind its claims, changed quotations and facts, lineage."""
        return await worker.ask(asking.story, store, which)

    return server


class _Worker:
    """Processes that answer questions and can be stopped.

    Args:
        seconds: longest time an answer may take, waiting included.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._places: anyio.CapacityLimiter | None = None

    async def ask(self, question: Callable[..., Answer], *given: Any) -> CallToolResult:
        """The answer, as the protocol has it.

        Raises:
            ToolError: there is none; says why, in words for the caller.
        """
        self._places = self._places or anyio.CapacityLimiter(_AT_ONCE)
        name = question.__name__
        try:
            with anyio.fail_after(self._seconds):
                answer = await anyio.to_process.run_sync(
                    question, *given, cancellable=True, limiter=self._places
                )
        except WirecopyError as error:
            raise ToolError(str(error)) from error
        except TimeoutError as error:
            hint = "give fewer or shorter texts, or start the server with more --seconds"
            raise ToolError(f"no answer after {self._seconds:g} s - {name} - {hint}") from error
        except anyio.BrokenWorkerProcess as error:
            raise ToolError(f"the reading process died - {name} - give fewer or shorter texts") from error
        told = plain(answer)
        content = TextContent(type="text", text=encoded(told).decode())
        return CallToolResult(content=[content], structured_content=told)
