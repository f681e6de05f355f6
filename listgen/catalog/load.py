"""A project's files to its catalog, with everything that is wrong with their form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from listgen.catalog.cleanup import CLEANUP, load_cleanup
from listgen.catalog.consultation import FOLDER as CONSULTATIONS
from listgen.catalog.consultation import load_consultations
from listgen.catalog.feedback import FOLDER as FEEDBACK
from listgen.catalog.feedback import load_feedback
from listgen.catalog.filings import FOLDER as FILINGS
from listgen.catalog.filings import load_filings
from listgen.catalog.items import load_items
from listgen.catalog.kinds import FILE as KINDS
from listgen.catalog.kinds import load_kinds
from listgen.catalog.laws import FILE as LAWS
from listgen.catalog.laws import load_laws
from listgen.catalog.model import Catalog
from listgen.catalog.records import FOLDER as ADMISSIONS
from listgen.catalog.records import load_admissions
from listgen.catalog.rooms import HONOURS, ROOMS, load_honours, load_rooms
from listgen.catalog.roster import OVERLAYS, TOWNSHIPS, VILLAGES, load_overlays, load_townships, load_villages
from listgen.county import County, load_county
from listgen.findings import Finding, Location, error
from listgen.project import ProjectFiles, read_project

REQUIRED = (KINDS, LAWS, TOWNSHIPS, VILLAGES)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project's catalog for whoever only asks it; both None when a file could not be read."""

    county: County | None
    catalog: Catalog | None
    findings: tuple[Finding, ...]


def read_catalog(folder: Path) -> Loaded:
    """The catalog of a project, without its signs, papers and pages: its form is checked, not its truth."""
    project, findings = read_project(folder)
    if not project.files:
        return Loaded(None, None, tuple(findings))
    county, found = load_county(project)
    findings += found
    catalog, found = load_catalog(project, county.division_code if county else "")
    findings += found
    if county is None or catalog is None:
        return Loaded(None, None, tuple(findings))
    return Loaded(county, catalog, tuple(findings))


def load_catalog(project: ProjectFiles, division_code: str = "") -> tuple[Catalog | None, list[Finding]]:
    """The catalog, and what is wrong with the form of its files. None when a file it needs is missing."""
    missing = [
        error("missing-file", Location(name), value=name) for name in REQUIRED if name not in project.files
    ]
    if missing:
        return None, missing
    files = project.files
    kinds, findings = load_kinds(files[KINDS])
    items, found = load_items(_yaml(project, "items"), kinds)
    findings += found
    laws, found = load_laws(files[LAWS])
    findings += found
    townships, found = load_townships(files[TOWNSHIPS])
    findings += found
    villages, found = load_villages(files[VILLAGES])
    findings += found
    overlays, found = load_overlays(files[OVERLAYS]) if OVERLAYS in files else ((), [])
    findings += found
    admissions, found = load_admissions(_yaml(project, ADMISSIONS))
    findings += found
    consultations, found = load_consultations(_yaml(project, CONSULTATIONS))
    findings += found
    feedback, found = load_feedback(_yaml(project, FEEDBACK))
    findings += found
    filings, found = load_filings(_yaml(project, FILINGS))
    findings += found
    rooms, found = load_rooms(files[ROOMS]) if ROOMS in files else ((), [])
    findings += found
    honours, found = load_honours(files[HONOURS]) if HONOURS in files else ((), [])
    findings += found
    old_signs, found = load_cleanup(files[CLEANUP]) if CLEANUP in files else ((), [])
    findings += found
    catalog = Catalog(
        items=items,
        laws=laws,
        kinds=kinds.kinds,
        townships=townships,
        villages=villages,
        overlays=overlays,
        admissions=admissions,
        division_code=division_code,
        fields=kinds.fields,
        partitions=kinds.partitions,
        filings=filings,
        rooms=rooms,
        honours=honours,
        old_signs=old_signs,
        consultations=consultations,
        feedback=feedback,
    )
    return catalog, findings


def _yaml(project: ProjectFiles, folder: str) -> dict[str, bytes]:
    return {path: project.files[path] for path in project.below(folder) if path.endswith(".yaml")}
