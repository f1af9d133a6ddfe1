"""Whether compiled kernels are on disk, where numba keeps them, so that nobody waits for a compiler unawares.

In: names of kernels. Out: yes or no, without loading numba. numba keeps compiled code in `NUMBA_CACHE_DIR`
if that is set, else beside the source if it may write there, else in a folder of the user; what it kept in
one of these it does not look for in another. Code that is older than its source is compiled anew. Not seen:
that numba itself changed, or that the folder came from a machine with another processor.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

_SOURCES = Path(__file__).parents[1] / "kernels" / "compiled"


def kernels_ready(*names: str) -> bool:
    """Whether an earlier run left these kernels compiled.

    Args:
        names: module and function of each, as `sketches.sketch_rows`.
    """
    folder = kept_in(_SOURCES)
    return all(_is_kept(folder, name) for name in names)


def kept_in(sources: Path) -> Path:
    """Where numba keeps what it compiles of the modules in a folder."""
    told = os.environ.get("NUMBA_CACHE_DIR")
    beside = sources / "__pycache__"
    if not told and os.access(beside if beside.exists() else sources, os.W_OK):
        return beside
    mark = hashlib.sha1(str(sources).encode(), usedforsecurity=False).hexdigest()
    return (Path(told) if told else _user_folder()) / f"{sources.name}_{mark}"


def _user_folder() -> Path:
    """The user's folder for what numba keeps."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "numba" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "numba"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "numba"


def _is_kept(folder: Path, name: str) -> bool:
    source = _SOURCES / f"{name.partition('.')[0]}.py"
    python = f"py{sys.version_info[0]}{sys.version_info[1]}{getattr(sys, 'abiflags', '')}"
    kept = folder.glob(f"{name}-*.{python}.*.nbc")
    return any(path.stat().st_mtime >= source.stat().st_mtime for path in kept)
