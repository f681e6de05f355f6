"""A village that was merged or dissolved: two cells of its row change, and the ledger not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from listgen.catalog.model import Village
from listgen.catalog.roster import DISSOLVED, MERGED, STATE, SUCCESSOR, VILLAGES
from listgen.edit.errors import Unfit
from listgen.edit.roster import RosterFile, open_roster, position
from listgen.edit.splice import replace_cells
from listgen.edit.writing import alone, save_over
from listgen.findings import Finding, Severity
from listgen.links import Link
from listgen.preflight import check_files
from listgen.preflight.links import successors
from listgen.project import ProjectFiles


@dataclass(frozen=True, slots=True)
class Retired:
    """What hangs out there: `links` of the village, `followers` that were merged into it before.

    Nothing but findings when it was refused.
    """

    findings: tuple[Finding, ...]
    village: Village | None = None
    successor: Village | None = None
    links: tuple[Link, ...] = ()
    followers: tuple[Village, ...] = ()


def retire(folder: Path, village_id: str, into: str = "", dissolved: bool = False) -> Retired:
    """Write into villages.csv that a village was merged `into` another, or dissolved; no other byte changes.

    Both: it was dissolved and its people belong to that other one.

    Raises Unfit `village-unknown`, `village-retired`, `successor-unknown`, `successor-retired`,
    `successor-itself`; Refused `changed-meanwhile`, `edit-locked`. What `check` would refuse afterwards,
    and did not before, is a finding and nothing is written.
    """
    with alone(folder):
        roster, findings = open_roster(folder)
        if roster is None:
            return Retired(tuple(findings))
        villages = {village.id: village for village in roster.villages}
        village = _active(villages, village_id, "village")
        if into == village_id:
            raise Unfit("successor-itself", value=into)
        successor = _active(villages, into, "successor") if into else None
        cells = {
            position(village.places[STATE]): DISSOLVED if dissolved or not into else MERGED,
            position(village.places[SUCCESSOR]): into,
        }
        data = replace_cells(roster.data, cells)
        broken = _broken_by(roster, data)
        if broken:
            return Retired(broken)
        save_over(roster.data, data, folder / VILLAGES)
    links = tuple(link for link in roster.links if link.id == village_id)
    followers = tuple(other for other in roster.villages if village in successors(other, villages))
    return Retired((), village, successor, links, followers)


def _active(villages: Mapping[str, Village], id_: str, role: str) -> Village:
    village = villages.get(id_) if id_ else None
    if village is None:
        raise Unfit("village-unknown" if role == "village" else "successor-unknown", value=id_)
    if not village.active:
        slug = "village-retired" if role == "village" else "successor-retired"
        raise Unfit(slug, value=id_, name=village.name, state=village.state)
    return village


def _broken_by(roster: RosterFile, data: bytes) -> tuple[Finding, ...]:
    """The errors of the project after the edit that it did not have before."""
    before = _errors(roster.project)
    after = _errors(ProjectFiles({**roster.project.files, VILLAGES: data}))
    return tuple(finding for finding in after if finding not in before)


def _errors(project: ProjectFiles) -> list[Finding]:
    return [one for one in check_files(project).findings if one.severity is Severity.ERROR]
