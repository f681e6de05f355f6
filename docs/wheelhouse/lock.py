"""What of requirements.lock listgen needs to run, on which platform, read from the lock alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ENTRY = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ \\]+)(?: ; (?P<marker>[^\\]+?))? \\\n(?P<rest>(?:[ ].*\n?)+)"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^ +#(?: via)?(?: +([a-z0-9-]+).*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pin:
    """One release: where it is needed, the SHA-256 of its files, and what needs it."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]
    via: frozenset[str]

    def holds(self, surroundings: Mapping[str, str]) -> bool:
        """Whether it is needed on a platform."""
        return not self.marker or Marker(self.marker).evaluate(dict(surroundings))

    def line(self, hashes: Iterable[str]) -> str:
        """The release as a line of a requirements file."""
        return " \\\n    ".join((f"{self.name}=={self.version}", *(f"--hash=sha256:{one}" for one in hashes)))


def read_lock(text: str) -> tuple[Pin, ...]:
    """All releases of a lock, in its order."""
    return tuple(_pins(text))


def _pins(text: str) -> Iterator[Pin]:
    for entry in _ENTRY.finditer(text):
        via = frozenset(filter(None, _VIA.findall(entry["rest"])))
        hashes = frozenset(_HASH.findall(entry["rest"]))
        yield Pin(entry["name"], entry["version"], entry["marker"] or "", hashes, via)


def runtime(pins: Iterable[Pin], dependencies: Iterable[str]) -> tuple[Pin, ...]:
    """The releases that listgen's own dependencies ask for, whatever else the lock is for."""
    pins = tuple(pins)
    needed: set[str] = {canonicalize_name(Requirement(one).name) for one in dependencies}
    while more := {pin.name for pin in pins if pin.via & needed} - needed:
        needed |= more
    return tuple(pin for pin in pins if pin.name in needed)
