"""Ids for new villages, and the ledger of printed links: written here and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from listgen.catalog.model import Village
from listgen.catalog.roster import VILLAGES
from listgen.catalog.view import VillageView
from listgen.edit.errors import NotFound, Refused
from listgen.edit.roster import ID, open_roster, position
from listgen.edit.splice import replace_cells
from listgen.edit.writing import alone, save_over
from listgen.findings import Finding
from listgen.links import FIRST_PREVIOUS, Link, chain_hash, is_village_id, load_ledger
from listgen.preflight import check_project
from listgen.project import LEDGER


@dataclass(frozen=True, slots=True)
class Minted:
    """The villages that got an id, as (name, id); nothing when an error was found."""

    findings: tuple[Finding, ...]
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """The links that were written to the ledger, nothing when an error was found; then all that it holds."""

    findings: tuple[Finding, ...]
    links: tuple[Link, ...] = ()
    ledger: tuple[Link, ...] = ()


def mint(folder: Path) -> Minted:
    """Write a free id into every row of villages.csv whose 编号 is empty; no other byte changes.

    Raises Refused: `ids-exhausted`, `changed-meanwhile`, `edit-locked`.
    """
    with alone(folder):
        roster, findings = open_roster(folder)
        if roster is None:
            return Minted(tuple(findings))
        empty = [village for village in roster.villages if not village.id]
        ids = _free_ids(_taken(roster.villages, roster.links), len(empty))
        cells = {position(village.places[ID]): new_id for village, new_id in zip(empty, ids, strict=True)}
        if cells:
            save_over(roster.data, replace_cells(roster.data, cells), folder / VILLAGES)
        return Minted((), tuple((village.name, new_id) for village, new_id in zip(empty, ids, strict=True)))


def _taken(villages: tuple[Village, ...], links: tuple[Link, ...]) -> set[int]:
    texts = {village.id for village in villages}
    texts |= {village.successor for village in villages} | {link.id for link in links}
    return {int(text) for text in texts if is_village_id(text)}


def _free_ids(taken: set[int], count: int) -> list[str]:
    """Ids above all that are known, then gaps: one that was ever printed is never given again."""
    above = range(max(taken, default=0) + 1, 100_000)
    gaps = (number for number in range(1, 100_000) if number not in taken and number not in above)
    found = [*above[:count]]
    while len(found) < count:
        number = next(gaps, 0)
        if not number:
            raise Refused("ids-exhausted", value=str(count))
        found.append(number)
    return [f"{number:05d}" for number in found]


def issue(
    folder: Path, batch: str, day: date, villages: tuple[str, ...] = (), townships: tuple[str, ...] = ()
) -> Issued:
    """Append to the ledger the link of every active village that `batch` does not have yet.

    `villages` and `townships` limit it; both empty: all. Raises NotFound `village-not-active`,
    `township-not-active`; Refused `changed-meanwhile`, `edit-locked`, and `issue-specimen`, since the
    ledger forgets nothing and a specimen's links are never printed.
    """
    with alone(folder):
        path = folder / LEDGER
        data = path.read_bytes() if path.is_file() else b""
        checked = check_project(folder)
        if checked.subject is None:
            return Issued(checked.findings)
        if checked.subject.county.specimen:
            raise Refused("issue-specimen", value=checked.subject.county.online.base_url)
        wanted = _wanted(checked.subject.views, villages, townships)
        links, _ = load_ledger(data, LEDGER)
        issued = {link.id for link in links if link.batch == batch}
        lines = _lines(links, [view for view in wanted if view.village.id not in issued], batch, day)
        ledger, faults = load_ledger(data + lines, LEDGER)
        if lines and not faults:
            save_over(data, data + lines, path)
        return Issued((*checked.findings, *faults), ledger[len(links) :], ledger)


def _lines(links: tuple[Link, ...], views: list[VillageView], batch: str, day: date) -> bytes:
    """The lines of new links, chained to the last of `links`."""
    previous = links[-1].hash if links else FIRST_PREVIOUS
    lines = b""
    for sequence, view in enumerate(views, len(links) + 1):
        entry = {
            "seq": str(sequence),
            "id": view.village.id,
            "url": view.url,
            "name": view.village.name,
            "date": day.isoformat(),
            "batch": batch,
            "prev": previous,
        }
        previous = entry["hash"] = chain_hash(entry)
        lines += json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return lines


def _wanted(
    views: tuple[VillageView, ...], villages: tuple[str, ...], townships: tuple[str, ...]
) -> tuple[VillageView, ...]:
    for asked, known, slug in (
        (villages, {view.village.id for view in views}, "village-not-active"),
        (townships, {view.township.id for view in views}, "township-not-active"),
    ):
        for one in asked:
            if one not in known:
                raise NotFound(slug, value=one)
    everything = not villages and not townships
    return tuple(
        view for view in views if everything or view.village.id in villages or view.township.id in townships
    )
