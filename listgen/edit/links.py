"""Ids for new villages, and the ledger of printed links: written here and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from listgen.catalog.model import Village
from listgen.catalog.roster import VILLAGES, load_villages
from listgen.catalog.view import VillageView
from listgen.edit.errors import NotFound, Refused
from listgen.edit.splice import replace_cells
from listgen.findings import Finding, Location, Severity, error, has_errors
from listgen.links import FIRST_PREVIOUS, Link, chain_hash, is_village_id, load_ledger
from listgen.preflight import check_project
from listgen.project import read_project
from listgen.save import save
from listgen.sources.csv import column_name

LEDGER = "links.jsonl"
_ID = "编号"


@dataclass(frozen=True, slots=True)
class Minted:
    """The villages that got an id, as (name, id); nothing when an error was found."""

    findings: tuple[Finding, ...]
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """The links that were written to the ledger; nothing when an error was found."""

    findings: tuple[Finding, ...]
    links: tuple[Link, ...] = ()


def mint(folder: Path) -> Minted:
    """Write a free id into every row of villages.csv whose 编号 is empty; no other byte changes.

    Raises Refused: `ids-exhausted`, `changed-meanwhile`.
    """
    project, findings = read_project(folder)
    data = project.files.get(VILLAGES)
    if has_errors(findings) or data is None:
        return Minted(tuple(findings or [error("missing-file", Location(VILLAGES), value=VILLAGES)]))
    villages, found = load_villages(data)
    links, faults = load_ledger(project.files.get(LEDGER, b""), LEDGER)
    blocking = [finding for finding in found if _blocks(finding)] + faults
    if blocking:
        return Minted(tuple(blocking))
    empty = [village for village in villages if not village.id]
    ids = _free_ids(_taken(villages, links), len(empty))
    cells = {_position(village.places[_ID]): new_id for village, new_id in zip(empty, ids, strict=True)}
    if cells:
        _save_if(data, replace_cells(data, cells), folder / VILLAGES)
    return Minted((), tuple((village.name, new_id) for village, new_id in zip(empty, ids, strict=True)))


def _blocks(finding: Finding) -> bool:
    """Whether the table cannot be edited safely: its form is broken, or an id in it is."""
    if finding.severity is Severity.WARN:
        return False
    place = finding.location
    row_facts = place.cell and not finding.slug.startswith("csv-")
    return not row_facts or (finding.facts().get("field") == _ID and finding.slug != "field-empty")


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


def _position(place: Location) -> tuple[int, int]:
    """(record, column) from 0 of a cell like A12."""
    letters = place.cell.rstrip("0123456789")
    column = next(number for number in range(1, 20_000) if column_name(number) == letters)
    return int(place.cell.removeprefix(letters)) - 1, column - 1


def issue(
    folder: Path, batch: str, day: date, villages: tuple[str, ...] = (), townships: tuple[str, ...] = ()
) -> Issued:
    """Append to the ledger the link of every active village that `batch` does not have yet.

    `villages` and `townships` limit it; both empty: all. Raises NotFound `village-not-active`,
    `township-not-active`; Refused `changed-meanwhile`, and `issue-specimen`, since the ledger forgets
    nothing and a specimen's links are never printed.
    """
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
    previous = links[-1].hash if links else FIRST_PREVIOUS
    added: list[str] = []
    written = bytearray(data)
    for view in wanted:
        if view.village.id in issued:
            continue
        entry = {
            "seq": str(len(links) + len(added) + 1),
            "id": view.village.id,
            "url": view.url,
            "name": view.village.name,
            "date": day.isoformat(),
            "batch": batch,
            "prev": previous,
        }
        previous = entry["hash"] = chain_hash(entry)
        written += json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        added.append(entry["id"])
    lines, faults = load_ledger(bytes(written), LEDGER)
    if added and not faults:
        _save_if(data, bytes(written), path)
    return Issued((*checked.findings, *faults), lines[len(links) :])


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


def read_links(folder: Path) -> tuple[tuple[Link, ...], list[Finding]]:
    """The ledger of a project, and what is wrong with it."""
    project, findings = read_project(folder)
    if not project.files:
        return (), findings
    links, found = load_ledger(project.files.get(LEDGER, b""), LEDGER)
    return links, [*findings, *found]


def _save_if(before: bytes, after: bytes, path: Path) -> None:
    """Save, unless someone else has changed the file since it was read."""
    if (path.read_bytes() if path.is_file() else b"") != before:
        raise Refused("changed-meanwhile", value=path.name)
    save(after, path)
