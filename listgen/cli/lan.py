"""The addresses of this computer in its local network. Nothing is sent to find them out."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address

_SIOCGIFFLAGS, _SIOCGIFADDR = 0x8913, 0x8915  # Linux, netdevice(7)
_UP, _LOOPBACK, _POINT_TO_POINT = 0x1, 0x8, 0x10


def lan_addresses() -> tuple[str, ...]:
    """The likeliest first; empty when there is no local network."""
    return nearby(_own())


def nearby(found: Iterable[str]) -> tuple[str, ...]:
    """Those that only a local network knows, none twice.

    Public ones are left out, and those that an adapter without a network gives itself (169.254). An address
    that ends in 1 comes last: a router has it, or this computer in a network that it makes up for its own
    virtual machines.
    """
    local = [IPv4Address(one) for one in dict.fromkeys(found)]
    kept = [one for one in local if not (one.is_global or one.is_loopback or one.is_link_local)]
    usable = [one for one in kept if not (one.is_unspecified or one.is_multicast)]
    return tuple(str(one) for one in sorted(usable, key=lambda one: one.packed[-1] == 1))


if sys.platform == "linux":
    import fcntl

    def _own() -> Iterator[str]:
        """The address of each interface that is up and leads to a network."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            for _, name in socket.if_nameindex():
                question = struct.pack("256s", name.encode()[:15])
                try:
                    flags = struct.unpack_from("H", fcntl.ioctl(asked, _SIOCGIFFLAGS, question), 16)[0]
                    if flags & _UP and not flags & (_LOOPBACK | _POINT_TO_POINT):
                        yield socket.inet_ntoa(fcntl.ioctl(asked, _SIOCGIFADDR, question)[20:24])
                except OSError:  # an interface without an address
                    continue

else:

    def _own() -> Iterator[str]:
        """Windows knows the addresses that go with its own name without asking anybody."""
        try:
            found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        except OSError:
            return
        yield from (str(entry[4][0]) for entry in found)
