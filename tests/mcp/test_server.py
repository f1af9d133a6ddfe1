"""The server as an assistant meets it: a process on standard input and output, asked by a client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.types import CallToolResult, ListToolsResult

from mcp import Client, StdioServerParameters, stdio_client
from tests.mcp.conftest import CHANGED, REPRINT, WIRE
from wirecopy.mcp import server
from wirecopy.mcp.server import make_server

ROOT = Path(__file__).parents[2]
Talk = Callable[[Client], Awaitable[Any]]


def talk(what: Talk, *words: str) -> Any:
    """Start `wirecopy mcp`, talk to it, and stop it."""

    async def run() -> Any:
        parameters = StdioServerParameters(
            command=sys.executable, args=["-m", "wirecopy", "mcp", *words], env=dict(os.environ), cwd=ROOT
        )
        with anyio.fail_after(60):
            async with Client(stdio_client(parameters)) as client:
                return await what(client)

    return anyio.run(run)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


def test_a_whole_conversation(store: str) -> None:
    before = Path(store).read_bytes()

    async def ask(client: Client) -> tuple[ListToolsResult, list[CallToolResult]]:
        tools = await client.list_tools()
        calls: list[tuple[str, dict[str, Any]]] = [
            ("how_many_reports", {"texts": [WIRE, {"text": REPRINT, "outlet": "Post"}, CHANGED]}),
            ("how_many_reports", {"urls": ["https://post.example/barge", "https://nowhere.example/"]}),
            ("how_many_reports", {"claim": "17 deckhands were rescued from a barge"}),
            ("compare", {"left": "northwire-1", "right": CHANGED}),
            ("story", {"which": "barge drawbridge"}),
            ("story", {"which": "zeppelin"}),
            ("how_many_reports", {"texts": 5}),
        ]
        return tools, [await client.call_tool(name, given) for name, given in calls]

    tools, answers = talk(ask, "--store", store)
    assert {tool.name for tool in tools.tools} == {"how_many_reports", "compare", "story"}
    for tool in tools.tools:
        assert tool.output_schema
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert "answer" in tool.output_schema["required"], tool.name
        assert tool.description
    *sound, unknown, wrong = answers
    for result in sound:
        assert not result.is_error, text_of(result)
        told = json.loads(text_of(result))
        assert next(iter(told)) == "answer"
        assert told == result.structured_content
    assert sound[0].structured_content["answer"].startswith("3 articles, 1 report")
    assert sound[1].structured_content["left_out"][0]["what"] == "https://nowhere.example/"
    assert unknown.is_error
    assert "no story 'zeppelin'" in text_of(unknown)
    assert wrong.is_error
    assert "list" in text_of(wrong)
    assert Path(store).read_bytes() == before


def test_what_takes_too_long_is_stopped_and_the_next_question_is_answered() -> None:
    long = "\n".join(WIRE.replace("Vessin", f"Vessin{number}") for number in range(140))

    async def ask(client: Client) -> tuple[CallToolResult, CallToolResult]:
        return (
            await client.call_tool("how_many_reports", {"texts": [long, long[5:], long[9:]]}),
            await client.call_tool("story", {"which": "barge"}),
        )

    late, fast = talk(ask, "--seconds", "4")
    assert late.is_error
    assert "no answer after 4 s" in text_of(late)
    assert "needs a store" in text_of(fast)


def test_nothing_but_the_protocol_is_printed(store: str) -> None:
    asked = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "t", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
            "name": "story", "arguments": {"which": "barge"}}},
    ]  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "wirecopy", "mcp", "--store", store],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stderr
        lines = []
        for message in asked:
            process.stdin.write(json.dumps(message).encode() + b"\n")
            process.stdin.flush()
            if "id" in message:
                lines.append(process.stdout.readline())
        rest, _ = process.communicate(timeout=30)
    assert rest == b""
    first, second = (json.loads(line) for line in lines)
    assert first["result"]["serverInfo"]["name"] == "wirecopy"
    assert "reports" in first["result"]["instructions"]
    assert not second["result"].get("isError"), second
    assert process.returncode == 0


def test_a_store_that_is_not_there_is_said_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wirecopy", "mcp", "--store", "/nowhere/archive.db"],
        cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 4
    assert done.stdout == ""
    assert "/nowhere/archive.db" in done.stderr


def test_without_the_extra_the_command_names_it() -> None:
    code = (
        "import sys; sys.modules['mcp'] = None; sys.argv = ['wirecopy', 'mcp']\n"
        "from wirecopy.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "pip install 'wirecopy[mcp]'" in done.stderr


def test_a_reading_process_that_dies_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(*_: object, **__: object) -> None:
        raise anyio.BrokenWorkerProcess

    monkeypatch.setattr(server.anyio.to_process, "run_sync", dies)

    async def run() -> CallToolResult:
        async with Client(make_server(None, 5)) as client:
            return await client.call_tool("compare", {"left": WIRE, "right": CHANGED})

    answer = anyio.run(run)
    assert answer.is_error
    assert "the reading process died" in text_of(answer)
