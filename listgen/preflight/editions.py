"""A project as one of its editions was issued: the list of then on the roster and the addresses of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from listgen.catalog.compared import Compared, compare
from listgen.catalog.listing import listing_of
from listgen.catalog.load import load_catalog
from listgen.catalog.model import Catalog
from listgen.catalog.release import COUNTY, FOLDER, Release, as_released, rank, released_files
from listgen.county import County, Edition, load_county
from listgen.findings import Finding, Location, error, has_errors, warn
from listgen.project import ProjectFiles


def at_edition(
    project: ProjectFiles, county: County, releases: Iterable[Release], number: str
) -> tuple[ProjectFiles, County, list[Finding]]:
    """Files and county of the edition: its number, its date and how it was issued are those of then."""
    known = [release.number for release in releases]
    issued, findings = load_county(ProjectFiles({COUNTY: released_files(project, number).get(COUNTY, b"")}))
    if number not in known or issued is None:
        if not known:
            return project, county, [error("edition-none-released", Location(FOLDER), value=number)]
        facts = {"value": number, "known": "、".join(known)}
        return project, county, [error("edition-not-released", Location(FOLDER), **facts)]
    then = replace(county, edition=issued.edition, issuing=issued.issuing)
    return as_released(project, number), then, findings


def compared_with_last(
    project: ProjectFiles, catalog: Catalog, county: County, releases: Iterable[Release], day: date
) -> tuple[Compared | None, list[Finding]]:
    """The catalog beside the last edition before the county's own; None where there is none to be read."""
    number = county.edition.number
    before = [release for release in releases if release.rank < rank(number)]
    if not before:
        return None, []
    last = before[-1]
    old, findings = load_catalog(as_released(project, last.number), county.division_code)
    if old is None or has_errors(findings):
        return None, [warn("edition-not-compared", Location(f"{FOLDER}/{last.number}"), value=last.number)]
    return compare(
        listing_of(old, last.day), listing_of(catalog, day), Edition(last.number, last.day).title
    ), []
