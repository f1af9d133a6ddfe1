"""Which network addresses may be connected to.

In: a host name and a port. Out: its addresses, those that may be asked. A feed can name any page, also one
on the machine or the network that wirecopy runs in; such pages are not fetched, unless the person named a
feed on that very host and port, or allows private addresses. The judgement falls on the address that is
then connected to, not on the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

from wirecopy.watch.answers import FetchError

_MOST = 4  # addresses of one name that are tried
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_PORTS = {"http": 80, "https": 443}


class Addresses:
    """Looks names up and leaves out what must not be asked."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._trusted: set[tuple[str, int]] = set()

    def trust(self, url: str) -> None:
        """The person named this address: its host and port may be private."""
        if place := place_of(url):
            self._trusted.add(place)

    async def may_be_asked(self, url: str) -> bool:
        """Whether the host of an address is found and may be connected to."""
        place = place_of(url)
        try:
            return bool(place and await self.resolve(*place))
        except FetchError:
            return False

    async def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to.

        Raises:
            FetchError: the name has no address, or only private ones.
        """
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "the name is no host name"
            raise FetchError(f"the host {host!r} is not found: {reason}", host) from None
        addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
        if not self._allow_private and (host.lower(), port) not in self._trusted:
            public = [address for address in addresses if is_public(address)]
            if addresses and not public:
                raise FetchError(
                    f"the host {host!r} has a private address ({addresses[0]})",
                    host,
                    "allow private addresses if this is your own network (--allow-private)",
                    lasting=True,
                )
            addresses = public
        return addresses[:_MOST]


def place_of(url: str) -> tuple[str, int] | None:
    """Host and port of an http address, None for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return None
    return parts.hostname.lower(), port or _PORTS[parts.scheme.lower()]


def is_public(address: str) -> bool:
    """Whether an address belongs to the public network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        else:
            ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast
