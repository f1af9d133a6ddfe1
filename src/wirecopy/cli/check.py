"""`wirecopy check`: what is installed, whether it works, what an extra would add; whether a store is sound.

Reads the package's own metadata, so it cannot disagree with what was installed. Exit code 1 when a part that
every run needs is missing or broken, 4 when the store is.
"""

from __future__ import annotations

import json
import platform
import re
from importlib import metadata
from typing import Any

import click

from wirecopy.cli.options import json_option
from wirecopy.cli.output import print_text, write_text
from wirecopy.readers.formats import FORMATS
from wirecopy.version import __version__

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)([^;]*)(?:;(.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")


@click.command("check")
@click.option("--store", metavar="FILE", help="Check this store too: a file, or postgresql://...")
@json_option("Print what was found as JSON.")
def command(store: str | None, as_json: bool) -> None:
    """Say what is installed and what an extra would add; with --store, whether that store is sound."""
    found = survey()
    if store:
        found["store"] = _store_counts(store)
    if as_json:
        write_text(json.dumps(found, ensure_ascii=False), "-")
    else:
        print_text(_layout(found))
    click.get_current_context().exit(0 if found["sound"] else 1)


def survey() -> dict[str, Any]:
    """Everything there is to say about this installation."""
    needed, extras = _requirements()
    parts = {name: _version(name) for name in needed}
    data = _data_reason()
    return {
        "wirecopy": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "parts": parts,
        "extras": {extra: {name: _version(name) for name in names} for extra, names in extras.items()},
        "data": data or "sound",
        "reads": sorted(FORMATS),
        "sound": data is None and all(parts.values()),
    }


def _store_counts(store: str) -> dict[str, int]:
    """What is in a store that is sound.

    Raises:
        StoreError: it is not; says what is wrong.
    """
    from wirecopy.cli.store import opened

    with opened(store) as archive:
        archive.check()
        return archive.store.counts()


def _requirements() -> tuple[list[str], dict[str, list[str]]]:
    """Packages every run needs, and packages by extra."""
    needed: list[str] = []
    try:
        extras: dict[str, list[str]] = {
            name: [] for name in metadata.metadata("wirecopy").get_all("Provides-Extra", [])
        }
        lines = metadata.requires("wirecopy") or []
    except metadata.PackageNotFoundError:  # run from a checkout that was never installed
        return needed, {}
    for line in lines:
        match = _REQUIREMENT.match(line)
        extra = _EXTRA.search(line)
        if match and extra:
            extras.setdefault(extra.group(1), []).append(match.group(1))
        elif match:
            needed.append(match.group(1))
    return needed, extras


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _data_reason() -> str | None:
    """Why the packaged word lists cannot be used, or None."""
    from wirecopy.lexicon.frequency import zipf

    try:
        return None if zipf("the") > zipf("harbour") > 0 else "the word list does not know its own words"
    except (OSError, ValueError, KeyError) as error:
        return f"the word list cannot be loaded: {error}; install wirecopy again"


def _layout(found: dict[str, Any]) -> str:
    lines = [f"wirecopy {found['wirecopy']}  Python {found['python']}  {found['platform']}", "", "Parts"]
    lines += [
        f"  {name:<22} {version or 'MISSING: pip install wirecopy again'}"
        for name, version in found["parts"].items()
    ]
    lines += ["", f"Word lists: {found['data']}", f"Reads: {' '.join(found['reads'])}", "", "Extras"]
    lines += [_extra_line(extra, parts) for extra, parts in found["extras"].items()] or [
        "  none in this version"
    ]
    if "store" in found:
        rows = found["store"].items()
        held = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in rows if count)
        lines += ["", f"Store: sound; {held or 'empty'}"]
    lines += ["", "All sound." if found["sound"] else "Not sound: see above."]
    return "\n".join(lines)


def _extra_line(extra: str, parts: dict[str, str | None]) -> str:
    missing = [name for name, version in parts.items() if version is None]
    if not missing:
        return f"  {extra:<10} installed"
    return f"  {extra:<10} missing {', '.join(missing)}: pip install 'wirecopy[{extra}]'"
