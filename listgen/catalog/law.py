"""A legal basis and its texts: since when each is in force, which articles it has, where old ones went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from listgen.findings import Location


@dataclass(frozen=True, slots=True)
class Law:
    """A legal basis in the registry. `effective` is None where it was not found."""

    name: str
    issuer: str
    level: str
    effective: date | None
    until: date | None
    replaced_by: str
    binds: tuple[str, ...]
    area: str
    articles: tuple[str, ...]
    renumbered: Mapping[str, tuple[str, ...]]
    replaced: Mapping[str, tuple[str, tuple[str, ...]]]
    location: Location
