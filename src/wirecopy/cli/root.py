"""The group of commands: loads a command when it is called and turns every error into one clear line.

In: the words after `wirecopy`. Out: an exit code. Errors of wirecopy read "what - where - what to do";
anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, NoReturn

import click

from wirecopy.cli.messages import say
from wirecopy.errors import WirecopyError
from wirecopy.version import __version__

_COMMANDS = (
    "read",
    "group",
    "extract",
    "compare",
    "add",
    "watch",
    "build",
    "list",
    "search",
    "show",
    "correct",
    "export",
    "serve",
    "mcp",
    "check",
)
_INTERRUPTED = 130
_PIPE_CLOSED = 141


class LazyGroup(click.Group):
    """A click group whose commands are imported on demand and whose errors are one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs, in the order a newcomer meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - named by click
        """The command of this name; its module is imported now."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"wirecopy.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and translate what went wrong."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except WirecopyError as error:
            say(str(error))
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # Nobody reads on: let the interpreter's own flush at exit go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_PIPE_CLOSED)
        return result

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run and leave with the exit code of the contract."""
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except click.Abort:
            say("interrupted: nothing was written")
            code = _INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 other, 2 wrong call, 3 input rejected (--strict), 4 store, 5 stage.",
)
@click.version_option(__version__, prog_name="wirecopy", message="%(prog)s %(version)s")
def cli() -> None:
    """Count sources, not copies.

    Reads news articles and says, for every claim, how many reports really stand behind it, which version
    descends from which, and what was changed on the way.
    """
