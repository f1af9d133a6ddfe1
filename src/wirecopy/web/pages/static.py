"""The files of the pages: style, script, sign. Each has an address that changes with what it holds.

In: the name of a file in the package. Out: its address, and its bytes. They may be kept for a year, because
a changed file has another address. Nothing else can be asked for: the names are listed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib import resources

from starlette.requests import Request
from starlette.responses import Response

_FILES: Mapping[str, tuple[str, str]] = {
    "report.css": ("wirecopy.exports", "text/css; charset=utf-8"),
    "wirecopy.css": ("wirecopy.web.static", "text/css; charset=utf-8"),
    "wirecopy.js": ("wirecopy.web.static", "text/javascript; charset=utf-8"),
    "icon.svg": ("wirecopy.web.static", "image/svg+xml"),
}
_KEEP = "public, max-age=31536000, immutable"


@cache
def _held(name: str) -> tuple[bytes, str]:
    """The bytes of a file and their mark."""
    package, _ = _FILES[name]
    data = resources.files(package).joinpath(name).read_bytes()
    return data, blake2b(data, digest_size=6).hexdigest()


def address(name: str) -> str:
    """Where a file is asked for."""
    return f"/static/{name}?v={_held(name)[1]}"


async def show(_site: object, request: Request) -> Response:
    """One file."""
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    data, mark = _held(name)
    if f'"{mark}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": f'"{mark}"'})
    return Response(
        data, headers={"Content-Type": _FILES[name][1], "Cache-Control": _KEEP, "ETag": f'"{mark}"'}
    )
