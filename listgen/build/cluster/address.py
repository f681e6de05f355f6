"""Where a scheduler is.

Whoever can speak to one can run anything on it and its workers, so a network is crossed by TLS alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from listgen.build.errors import Refused

_ADDRESS = re.compile(r"([a-z]+)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_NAME = re.compile(rf"(?!.*\.[0-9]+\Z){_LABEL}(?:\.{_LABEL})*")
_LOOPBACK = "127.0.0.1"  # what `localhost` means here; nobody is asked, so nobody can answer otherwise


@dataclass(frozen=True, slots=True)
class Address:
    """A scheduler's address. Without `tls` the host is this PC."""

    host: str
    port: int
    tls: bool

    def __str__(self) -> str:
        return f"{'tls' if self.tls else 'tcp'}://{self.host}:{self.port}"


def read_address(text: str) -> Address:
    """`tls://host:port`, or `tcp://` to this PC.

    Raises Refused: `cluster-address` for what is no address, `cluster-not-tls` for one that leads elsewhere
    without TLS. No name is looked up.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None or found[1] not in ("tls", "tcp") or not 0 < int(found[3]) < 65536:
        raise Refused("cluster-address", value=text)
    scheme, host, port = found[1], found[2], int(found[3])
    if scheme == "tcp":
        if not _is_loopback(host):
            raise Refused("cluster-not-tls", value=text)
        return Address(_LOOPBACK if host == "localhost" else host, port, False)
    if not (_ip(host) or _NAME.fullmatch(host)):
        raise Refused("cluster-address", value=text)
    return Address(host, port, True)


def _is_loopback(host: str) -> bool:
    ip = _ip(host)
    if isinstance(ip, IPv6Address):
        return ip == IPv6Address("::1")
    return host == "localhost" if ip is None else ip.is_loopback


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    """The host as a number, strictly: `127.1` and `0127.0.0.1` are none."""
    try:
        return IPv6Address(host[1:-1]) if host.startswith("[") else IPv4Address(host)
    except AddressValueError:
        return None
