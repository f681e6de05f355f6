"""villages.csv as an edit needs it: its bytes, its rows, and where each cell stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from listgen.catalog.model import Village
from listgen.catalog.roster import VILLAGES, load_villages
from listgen.findings import Finding, Location, Severity, error, has_errors
from listgen.links import Link, load_ledger
from listgen.project import LEDGER, ProjectFiles, read_project
from listgen.sources.csv import column_name

ID = "编号"


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster whose form is sound enough to be edited, and the ledger beside it."""

    project: ProjectFiles
    data: bytes
    villages: tuple[Village, ...]
    links: tuple[Link, ...]


def open_roster(folder: Path) -> tuple[RosterFile | None, list[Finding]]:
    """The roster and the ledger of a project, or what forbids to edit the one beside the other."""
    project, findings = read_project(folder)
    data = project.files.get(VILLAGES)
    if has_errors(findings) or data is None:
        return None, findings or [error("missing-file", Location(VILLAGES), value=VILLAGES)]
    villages, found = load_villages(data)
    links, faults = load_ledger(project.files.get(LEDGER, b""), LEDGER)
    blocking = [finding for finding in found if _blocks(finding)] + faults
    return (None, blocking) if blocking else (RosterFile(project, data, villages, links), [])


def _blocks(finding: Finding) -> bool:
    """Whether the table cannot be edited safely: its form is broken, or an id in it is."""
    if finding.severity is Severity.WARN:
        return False
    place = finding.location
    row_facts = place.cell and not finding.slug.startswith("csv-")
    return not row_facts or finding.facts().get("field") == ID


def position(place: Location) -> tuple[int, int]:
    """(record, column) from 0 of a cell like A12."""
    letters = place.cell.rstrip("0123456789")
    column = next(number for number in range(1, 20_000) if column_name(number) == letters)
    return int(place.cell.removeprefix(letters)) - 1, column - 1
