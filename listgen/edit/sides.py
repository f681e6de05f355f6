"""What can be compared: a project as it is or on a day, an edition that it issued, the shipped catalog."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from listgen.catalog.listing import Listing, listing_of
from listgen.catalog.load import load_catalog
from listgen.catalog.release import FOLDER as RELEASES
from listgen.catalog.release import as_released, load_releases
from listgen.catalog.takeover import taken_over
from listgen.county import EDITION_NUMBER, level_of, load_county
from listgen.edit.errors import Unfit
from listgen.edit.national import NATIONAL, national_listing
from listgen.findings import Finding, has_errors
from listgen.project import read_project
from listgen.sources.fields import read_date

_AT = re.compile(
    rf"(?P<folder>.*)@(?:(?P<edition>{EDITION_NUMBER})|(?P<day>\d{{4}}-\d{{2}}-\d{{2}}))", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a side is called by: the folder of a project (None: the shipped catalog), an edition or a day."""

    folder: Path | None
    edition: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison; `listing` is there exactly when no finding is an error.

    `county` is the county's name, whose level the shipped catalog is worded for; `prefix` that of its items.
    """

    findings: tuple[Finding, ...]
    listing: Listing | None = None
    county: str = ""
    prefix: str = ""


def read_name(text: str) -> Named:
    """`national`, a folder, `FOLDER@2026-1`, `FOLDER@2026-07-01` or `FOLDER/releases/2026-1`.

    Raises Unfit `side-bad-day`.
    """
    if text == NATIONAL:
        return Named(None)
    match = _AT.fullmatch(text)
    if match:
        day = read_date(match["day"]) if match["day"] else None
        if match["day"] and day is None:
            raise Unfit("side-bad-day", value=match["day"])
        return Named(Path(match["folder"] or "."), match["edition"] or "", day)
    path = Path(text)
    if path.parent.name == RELEASES and re.fullmatch(EDITION_NUMBER, path.name, re.ASCII):
        return Named(path.parent.parent, path.name)
    return Named(path)


def read_side(named: Named) -> Side:
    """A project's side. Raises Unfit `edition-unknown`."""
    assert named.folder is not None
    project, findings = read_project(named.folder)
    county, found = load_county(project)
    findings += found
    day = named.day or (county.edition.date if county else date.min)
    if named.edition and county:
        releases, found = load_releases(project)
        findings += found
        release = next((release for release in releases if release.number == named.edition), None)
        if release is None and not has_errors(found):
            known = "、".join(release.number for release in releases) or "—"
            raise Unfit("edition-unknown", value=named.edition, known=known)
        project, day = as_released(project, named.edition), release.day if release else day
    catalog, found = load_catalog(project, county.division_code if county else "")
    findings += found
    if county is None or catalog is None or has_errors(findings):
        return Side(tuple(findings))
    return Side((), listing_of(catalog, day), county.name, county.prefix)


def read_pair(old: Named, new: Named) -> tuple[Side, Side]:
    """Both sides. The shipped catalog is worded as the other side's county is called, on that side's day.

    What a county decided for itself is no difference to it, see `taken_over`. Raises Unfit
    `edition-unknown`, `side-national-twice`.
    """
    if old.folder is None and new.folder is None:
        raise Unfit("side-national-twice", value=NATIONAL)
    if old.folder is None:
        newer, older = _beside_national(read_side(new))
        return older, newer
    if new.folder is None:
        return _beside_national(read_side(old))
    return read_side(old), read_side(new)


def _beside_national(side: Side) -> tuple[Side, Side]:
    if side.listing is None:
        return side, side
    national = national_listing(level_of(side.county), side.listing.day)
    shared, taken = taken_over(side.listing, national, side.prefix)
    return replace(side, listing=shared), replace(side, listing=taken)
