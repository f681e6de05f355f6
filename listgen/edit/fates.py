"""What a printed link opens today, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from listgen.catalog.model import Village
from listgen.catalog.roster import MERGED, VILLAGES, load_villages
from listgen.county import Online, load_county
from listgen.findings import Finding, error, has_errors
from listgen.findings import Location as Place
from listgen.links import Link, fingerprint, load_ledger, page_url
from listgen.preflight.links import base_of, successors
from listgen.project import LEDGER, read_project


class Fate(StrEnum):
    """What became of a link; several may hold at once."""

    IN_USE = "in-use"
    RENAMED = "renamed"
    MERGED = "merged"
    DISSOLVED = "dissolved"
    FORWARDED = "forwarded"
    BROKEN = "broken"  # `check` says why


@dataclass(frozen=True, slots=True)
class Printed:
    """A link of the ledger today: the page that it opens, and whom that page names.

    `now` is the village's name of today, `successor` the last one it was merged into. Without fates
    nothing is known, since the project cannot be read.
    """

    link: Link
    fates: tuple[Fate, ...] = ()
    page: str = ""
    now: str = ""
    successor: Village | None = None


def read_printed(folder: Path) -> tuple[tuple[Printed, ...], list[Finding]]:
    """Every link of a project's ledger, and what is wrong with the ledger."""
    project, findings = read_project(folder)
    if not project.files:
        return (), findings
    links, found = load_ledger(project.files.get(LEDGER, b""), LEDGER)
    findings += found
    county, faults = load_county(project)
    villages, more = load_villages(project.files.get(VILLAGES, b""))
    if county is None or has_errors([*faults, *more]):
        return tuple(Printed(link) for link in links), findings
    by_id = {village.id: village for village in villages}
    return tuple(fate(link, by_id, county.online) for link in links), findings


def fate(link: Link, villages: Mapping[str, Village], online: Online) -> Printed:
    """What became of one link."""
    village, page = villages.get(link.id), page_url(online.base_url, link.id)
    if village is None or base_of(link) not in (online.base_url, *online.former_base_urls):
        return Printed(link, (Fate.BROKEN,))
    fates: list[Fate] = []
    followers = successors(village, villages)
    if not village.active:
        fates.append(Fate.MERGED if village.state == MERGED else Fate.DISSOLVED)
    elif link.name != village.name:
        fates.append(Fate.RENAMED if link.name in village.former_names else Fate.BROKEN)
    if base_of(link) != online.base_url:
        fates.append(Fate.FORWARDED)
    last = followers[-1] if followers else None
    return Printed(link, tuple(fates) or (Fate.IN_USE,), page, village.name, last)


def find_fingerprint(links: tuple[Link, ...], printed: str) -> tuple[Link | None, list[Finding]]:
    """The line whose fingerprint was printed, in its printed form; an error when the ledger lost it."""
    found = next((link for link in links if fingerprint(link) == printed), None)
    facts = {"value": printed, "count": len(links)}
    return found, [] if found else [error("fingerprint-unknown", Place(LEDGER), **facts)]
