"""The command line: words on the terminal to calls of the front door, and results back.

Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 something else went wrong, 2 wrong
call (or nothing at all could be read), 3 some input was rejected and `--strict` was given, 4 store, 5 stage,
130 interrupted, 141 the reader of stdout went away. Commands load when they are called.
"""

from wirecopy.cli.root import cli


def main() -> None:
    """The entry point of the command `wirecopy`."""
    cli(prog_name="wirecopy")


__all__ = ["cli", "main"]
