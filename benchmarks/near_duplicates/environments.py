"""An environment of its own for every peer, made with pip when it is not there.

The versions are pinned; an environment is made anew when its pins change. wirecopy runs in the environment
that runs the benchmark.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

_EVERYWHERE = ("numpy==2.4.6", "pyarrow==26.0.1")  # to read the corpus and keep the labels
PINS: dict[str, tuple[str, ...]] = {
    "rensa": ("rensa==0.5.0",),
    "gaoya": ("gaoya==0.2.2",),
    "datasketch": ("datasketch==2.0.0",),
    "text-dedup": ("text-dedup==0.4.0",),
    "datatrove": ("datatrove[io,processing]==0.10.1", "spacy==3.8.18"),
}


def python(home: Path, finder: str) -> Path:
    """The interpreter that runs a finder; its environment is made under `home` where it is missing."""
    peer = finder.split(maxsplit=1)[0].rstrip(",")
    if peer == "wirecopy":
        return Path(sys.executable)
    pins = "\n".join((*_EVERYWHERE, *PINS[peer]))
    folder = home / peer
    interpreter = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    stamp = folder / "pins.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != pins:
        print(f"making an environment for {peer}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        subprocess.run([interpreter, "-m", "pip", "install", "--quiet", *pins.split("\n")], check=True)
        stamp.write_text(pins, encoding="utf-8")
    return interpreter
