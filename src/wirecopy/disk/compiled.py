"""Whether compiled kernels are on disk, where numba keeps them, so that nobody waits for a compiler unawares.

In: names of kernels. Out: yes or no, without loading numba. numba keeps compiled code in the first of these
that it may write to: `NUMBA_CACHE_DIR`, beside the source, a folder of the user; and looks for it nowhere
else, so that what root compiled is compiled again for a user who may not write there. Code that is older than
its source is compiled anew. Not seen: that numba itself changed, or that the folder came from a machine with
another processor.
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
    mark = hashlib.sha1(str(sources).encode(), usedforsecurity=False).hexdigest()
    name = f"{sources.name}_{mark}"
    told = os.environ.get("NUMBA_CACHE_DIR")
    folders = [Path(told) / name] if told else []
    folders += [sources / "__pycache__", _user_folder() / name]
    return next((folder for folder in folders if _may_write(folder)), folders[-1])


def _may_write(folder: Path) -> bool:
    """Whether files may be put there, once it is made."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _user_folder() -> Path:
    """The user's folder for what numba keeps."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "numba" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "numba"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "numba"


def python_mark() -> str:
    """How numba names this Python in the names of files."""
    return f"py{sys.version_info[0]}{sys.version_info[1]}{getattr(sys, 'abiflags', '')}"


def _is_kept(folder: Path, name: str) -> bool:
    source = _SOURCES / f"{name.partition('.')[0]}.py"
    kept = folder.glob(f"{name}-*.{python_mark()}.*.nbc")
    return any(path.stat().st_mtime >= source.stat().st_mtime for path in kept)
