"""Whether a worker would make the same bytes: its listgen, its files, its Python and its libraries.

What is compared are plain texts, so that any two versions of listgen can still be told apart.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version

from listgen.build.errors import Refused
from listgen.build.program import libraries, shipped_digest, source_digest
from listgen.findings import Finding, Location, error
from listgen.resources import shipped
from listgen.typeset.faces import read_faces

_DIGITS = 12  # of a digest, for people
_NONE = "—"


class Misfits(Refused):
    """Workers that would make other bytes; what differs on each is a finding at its address."""

    def __init__(self, findings: tuple[Finding, ...], workers: int) -> None:
        super().__init__("cluster-misfits", value=str(len({one.location.file for one in findings})),
                         workers=str(workers))  # fmt: skip
        self.findings = findings


@cache
def facts() -> Mapping[str, str]:
    """What the bytes of outputs depend on beside values and assets, by the name of each."""
    return {
        "listgen": f"{version('listgen')} ({source_digest()[:_DIGITS]})",
        "fonts": read_faces(shipped("fonts")).digest[:_DIGITS],
        "templates": shipped_digest("templates")[:_DIGITS],
        "system": f"{sys.platform} {platform.machine()}",
        **dict(libraries()),
        "distributed": version("distributed"),
    }


@cache
def mark() -> str:
    """All facts as one text."""
    return hashlib.sha256(repr(sorted(facts().items())).encode()).hexdigest()


def compare(found: Mapping[str, object]) -> Iterator[Finding]:
    """What differs on each worker: `found` are its facts by its address, or why it has none."""
    for address, theirs in sorted(found.items()):
        if isinstance(theirs, OSError):
            continue  # it is gone
        if not isinstance(theirs, Mapping):
            lacks = _NONE if isinstance(theirs, ImportError | AttributeError) else type(theirs).__name__
            yield _misfit(address, "listgen", lacks)
            continue
        for what, mine in facts().items():
            if theirs.get(what) != mine:
                yield _misfit(address, what, str(theirs.get(what, _NONE)))


def _misfit(address: str, what: str, found: str) -> Finding:
    return error("cluster-misfit", Location(address), what=what, expected=facts()[what], found=found)
