"""Names of pages: one for each page, however its address is written.

In: the address an entry gives, the one that answered, the one the page gives itself. Out: the address
without what only tells where a reader came from, the key of the entry, the id of the article. Ids depend on
nothing but the address, so that the same page keeps its id on every machine and after every restart.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|at_\w+|mc_[ce]id|fbclid|gclid|igshid|mbid|cmp|cmpid|ns_\w+|ito|ref|ref_?src|rss|"
    r"source|src|xtor|wt_\w+|ocid|smid|partner|feedtype|outputtype",
    re.IGNORECASE,
)  # what feeds append to say that the reader came from a feed
_FRONT = re.compile(r"^(?:www|m|mobile|amp)\.", re.IGNORECASE)
_SAFE = "/:@!$&'()*+,;=~-._%"


def clean(url: str) -> str:
    """The address of a page without fragment, tracking words and differences that mean nothing."""
    parts = _split(url.strip())
    try:
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower()
    if port and port != {"http": 80, "https": 443}.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    words = [word for word in parts.query.split("&") if not _TRACKING.fullmatch(word.partition("=")[0])]
    path = quote(parts.path, safe=_SAFE, errors="replace") or "/"
    return urlunsplit((parts.scheme.lower(), host, path, "&".join(words), ""))


def page_address(answered: str, own: str | None) -> str:
    """The address a page goes by.

    The page's own word counts where it names the same page: same site, same last part, same query. A site
    that calls its front page the address of every article does not make them one.

    Args:
        answered: the address that answered, after redirects.
        own: the address the page gives itself.
    """
    answered = clean(answered)
    if not own:
        return answered
    own = clean(own)
    return own if _signature(own) == _signature(answered) else answered


def article_id(address: str) -> str:
    """The id of the article at a clean address: its site, and a hash of where it lies there."""
    parts = _split(address)
    site = _site(parts.netloc).replace(":", "-")
    name = f"{site}{parts.path.rstrip('/')}?{parts.query}"
    digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return f"{site}-{digest}"


def _split(address: str) -> SplitResult:
    """The parts of an address; what is none is all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def _signature(address: str) -> tuple[str, str, str]:
    parts = _split(address)
    return _site(parts.netloc), parts.path.rstrip("/").rpartition("/")[2], parts.query


def _site(netloc: str) -> str:
    return _FRONT.sub("", netloc)
