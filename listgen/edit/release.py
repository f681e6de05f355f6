"""An edition is frozen into releases/<number>/, through its gate or not at all."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from listgen.catalog.consultation import FOLDER as CONSULTATIONS
from listgen.catalog.diff import Change, counts, diff
from listgen.catalog.effective import Effective
from listgen.catalog.listing import Listing, listing_of
from listgen.catalog.load import load_catalog
from listgen.catalog.model import ORGANISATION_TYPES, Catalog
from listgen.catalog.record_files import NOT_FILLED
from listgen.catalog.release import (
    FOLDER,
    RECORD,
    Count,
    Release,
    as_released,
    frozen_files,
    load_releases,
    render_release,
)
from listgen.county import County, load_county
from listgen.edit.writing import alone
from listgen.findings import Finding, Severity
from listgen.preflight import check_files
from listgen.preflight.county import line_of
from listgen.preflight.release import check_gate
from listgen.project import ProjectFiles, read_project
from listgen.save import save

_OF_ROUNDS = ("round-missing", "no-legal-review")  # what a record of a round that is not filled in may hold


@dataclass(frozen=True, slots=True)
class Frozen:
    """An edition that was, or would be, issued, and what changed since the last one; else why not."""

    findings: tuple[Finding, ...]
    release: Release | None = None
    changes: tuple[Change, ...] = ()
    path: Path | None = None


def release_project(folder: Path, today: date, dry_run: bool = False) -> Frozen:
    """Freeze the project's edition; with `dry_run` only say what would be.

    Raises Refused `edit-locked`.
    """
    with alone(folder):
        project, read = read_project(folder)
        frozen = _draft(project, read, today)
        if frozen.release is None or dry_run:
            return frozen
        path = folder / FOLDER / frozen.release.number
        _write(path, {**frozen_files(project), RECORD: render_release(frozen.release)})
    return Frozen(frozen.findings, frozen.release, frozen.changes, path)


def read_releases(folder: Path) -> tuple[tuple[Release, ...], list[Finding]]:
    """The editions that a project has issued, and what is wrong with them."""
    project, findings = read_project(folder)
    releases, found = load_releases(project)
    return releases, [*findings, *found]


def _draft(project: ProjectFiles, read: list[Finding], today: date) -> Frozen:
    """All faults of the project and of the gate at once; the edition where there are none."""
    checked = check_files(project, read)
    faults = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    unfilled = [finding for finding in checked.findings if finding.slug == NOT_FILLED]
    county, _ = load_county(project)
    catalog, _ = load_catalog(project, county.division_code if county else "")
    if county is None or catalog is None:
        return Frozen(tuple(faults))
    releases, _ = load_releases(project)
    before = _released(project, county, releases[-1]) if releases else None
    places = (line_of(project, "number"), line_of(project, "date"))
    asked = any(finding.location.file.startswith(CONSULTATIONS) for finding in unfilled)
    gate = check_gate(catalog, county, releases, before, places, today)
    faults += [replace(finding, severity=Severity.ERROR) for finding in unfilled]
    faults += [finding for finding in gate if not (asked and finding.slug in _OF_ROUNDS)]
    if faults:
        return Frozen(tuple(dict.fromkeys(faults)))
    now = listing_of(catalog, county.edition.date)
    changes = diff(before, now) if before else ()
    release = Release(
        number=county.edition.number,
        day=county.edition.date,
        released=today,
        previous=releases[-1].number if releases else "",
        specimen=county.specimen,
        counts=_counts(catalog, county.edition.date),
        changes={kind.value: count for kind, count in counts(changes).items()},
        files={path: sha256(data).hexdigest() for path, data in sorted(frozen_files(project).items())},
    )
    return Frozen((), release, changes)


def _released(project: ProjectFiles, county: County, release: Release) -> Listing | None:
    """The last edition as it was on its own day."""
    catalog, _ = load_catalog(as_released(project, release.number), county.division_code)
    return listing_of(catalog, release.day) if catalog else None


def _counts(catalog: Catalog, day: date) -> tuple[Count, ...]:
    effective = Effective(catalog, day)
    by_type = {type_: effective.counts(type_) for type_ in ORGANISATION_TYPES}
    return tuple(
        Count(kind.id, kind.title, {type_: numbers[at] for type_, numbers in by_type.items()})
        for at, kind in enumerate(catalog.kinds)
    )


def _write(path: Path, files: dict[str, bytes]) -> None:
    """All files or none: they are written aside, where no reader looks, and the folder gets its name last."""
    aside = path.with_name(f".{path.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    for name, data in files.items():
        save(data, aside / name)
    os.rename(aside, path)
