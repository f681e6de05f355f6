"""What has expired between the day of an edition and today, and what is about to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from listgen.catalog.model import Catalog
from listgen.catalog.release import FOLDER as RELEASES
from listgen.catalog.release import load_releases
from listgen.catalog.roster import ADD, UNTIL
from listgen.catalog.rules import check_catalog
from listgen.findings import Finding, Severity, warn
from listgen.preflight.check import Checked
from listgen.preflight.filings import check_filings
from listgen.preflight.release import year_before
from listgen.project import read_project

AHEAD = 30  # days: so long does an admission take
_ENDING = (
    *("law-not-in-force", "stale-article", "admission-expired", "filing-expired", "overlay-expired"),
    *("item-expired", "delegation-expired"),
)


def expired_since(checked: Checked, today: date) -> tuple[Finding, ...]:
    """What held on the edition's day and does not today, and what will not in AHEAD days.

    These are warnings: the edition stands.
    """
    subject = checked.subject
    if subject is None or today < subject.day:
        return ()
    ending = tuple(_ending(subject.catalog, today))
    if today == subject.day:
        return ending
    now = (
        *check_catalog(subject.catalog, subject.county, today),
        *check_filings(subject.scheme, subject.catalog, today),
    )
    expired = (
        replace(finding, severity=Severity.WARN)
        for finding in now
        if finding.slug in _ENDING and finding not in checked.findings
    )
    return (*expired, *ending)


def review_due(folder: Path, today: date) -> tuple[Finding, ...]:
    """That the last edition was issued over a year ago: lists are reviewed every year (年度评估调整)."""
    if not (folder / RELEASES).is_dir():
        return ()
    releases, _ = load_releases(read_project(folder)[0])
    last = releases[-1] if releases else None
    if last is None or last.released >= year_before(today):
        return ()
    return (warn("review-due", last.place, value=last.number, released=last.released),)


def _ending(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Admissions in use and deviations whose last day is near."""
    for overlay in catalog.overlays:
        days = (overlay.until - today).days if overlay.until else -1
        if 0 <= days <= AHEAD:
            facts = {"item": overlay.item, "scope": overlay.scope, "action": overlay.action, "days": days}
            yield warn("overlay-ending", overlay.places[UNTIL], value=str(overlay.until), **facts)
    used = {overlay.admission for overlay in catalog.overlays if overlay.action == ADD}
    for admission in catalog.admissions.values():
        days = (admission.until - today).days
        if admission.id in used and 0 <= days <= AHEAD:
            facts = {"item": admission.item, "until": str(admission.until), "days": str(days)}
            yield warn("admission-ending", admission.location, value=admission.id, **facts)
