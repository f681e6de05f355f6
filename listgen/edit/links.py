"""Ids for new villages, and the ledger of printed links: written here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from listgen.catalog.model import Village
from listgen.catalog.owners import find_asked, is_asked
from listgen.catalog.roster import VILLAGES, load_villages
from listgen.catalog.view import VillageView
from listgen.edit.errors import Refused, Unfit
from listgen.edit.roster import ID, RosterFile, open_roster, position
from listgen.edit.splice import replace_cells
from listgen.edit.writing import alone, save_over
from listgen.findings import Finding, error, has_errors
from listgen.links import FIRST_PREVIOUS, Link, chain_hash, is_village_id, load_ledger
from listgen.preflight import check_project
from listgen.preflight.links import check_names
from listgen.project import LEDGER


@dataclass(frozen=True, slots=True)
class Minted:
    """The villages that got an id, as (name, id); nothing when an error was found."""

    findings: tuple[Finding, ...]
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """The links that were written to the ledger, nothing when an error was found; then all that it holds.

    `known` were asked for as well, and stood in the batch before.
    """

    findings: tuple[Finding, ...]
    links: tuple[Link, ...] = ()
    ledger: tuple[Link, ...] = ()
    known: tuple[Link, ...] = ()


def mint(folder: Path) -> Minted:
    """Write a free id into every row of villages.csv whose 编号 is empty; no other byte changes.

    A new village under a name that another's signs bear is an error: most often it is that very village.
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
            data = replace_cells(roster.data, cells)
            if taken := _taken_names(roster, data):
                return Minted(taken)
            save_over(roster.data, data, folder / VILLAGES)
        return Minted((), tuple((village.name, new_id) for village, new_id in zip(empty, ids, strict=True)))


def _taken_names(roster: RosterFile, data: bytes) -> tuple[Finding, ...]:
    """What the new villages of `data` are called that they may not be."""
    before = set(
        check_names(roster.links, {village.id: village for village in roster.villages if village.id})
    )
    villages, _ = load_villages(data)
    after = check_names(roster.links, {village.id: village for village in villages})
    return tuple(finding for finding in after if finding not in before)


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
    folder: Path,
    batch: str,
    day: date,
    villages: tuple[str, ...] = (),
    townships: tuple[str, ...] = (),
    allow: Callable[[tuple[str, ...]], None] = lambda ids: None,
) -> Issued:
    """Append to the ledger the link of every active village that `batch` does not have yet.

    `villages` and `townships`, by id or name, limit it, both together to those villages there. A village
    that stands in the batch under another name or address, and a day before the last line's, are errors:
    nothing is written then.
    `allow` gets the ids that will be entered and may raise.

    Raises NotFound for a village or township that there is not; Unfit `village-not-active`,
    `township-not-active`; Refused `changed-meanwhile`, `edit-locked`, and `issue-specimen`, since the ledger
    forgets nothing and a specimen's links are never printed.
    """
    with alone(folder):
        path = folder / LEDGER
        data = path.read_bytes() if path.is_file() else b""
        checked = check_project(folder)
        if checked.subject is None:
            return Issued(checked.findings)
        if checked.subject.county.specimen:
            raise Refused("issue-specimen", value=checked.subject.county.online.base_url)
        catalog = checked.subject.catalog
        wanted = _wanted(checked.subject.views, *find_asked(catalog, villages, townships))
        links = checked.subject.links
        in_batch = {link.id: link for link in links if link.batch == batch}
        new = [view for view in wanted if view.village.id not in in_batch]
        known = tuple(in_batch[view.village.id] for view in wanted if view.village.id in in_batch)
        faults = [*_differing(wanted, in_batch), *(_too_early(links, day) if new else ())]
        if faults:
            return Issued((*checked.findings, *faults))
        allow(tuple(view.village.id for view in new))
        lines = _lines(links, new, batch, day)
        ledger, found = load_ledger(data + lines, LEDGER)
        if has_errors(found):
            return Issued((*checked.findings, *found))
        if lines:
            save_over(data, data + lines, path)
        return Issued(checked.findings, ledger[len(links) :], ledger, known)


def _differing(views: tuple[VillageView, ...], in_batch: Mapping[str, Link]) -> Iterator[Finding]:
    """The villages that the batch holds under another name or address: what it says was printed then."""
    for view in views:
        link = in_batch.get(view.village.id)
        if link and (link.name, link.url) != (view.village.name, view.url):
            facts = {"value": link.batch, "id": link.id, "name": link.name, "url": link.url}
            now = view.village.name
            yield error("batch-holds-other", link.location, **facts, now=now, now_url=view.url)


def _too_early(links: tuple[Link, ...], day: date) -> Iterator[Finding]:
    if links and day.isoformat() < links[-1].date:
        yield error("ledger-day-earlier", links[-1].location, value=day.isoformat(), last=links[-1].date)


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
                raise Unfit(slug, value=one)
    return tuple(view for view in views if is_asked(view.village.id, view.township.id, villages, townships))
