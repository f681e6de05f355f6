"""A project as one of its editions was issued: the list of then on the roster and the addresses of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from listgen.catalog.release import COUNTY, FOLDER, Release, as_released, released_files
from listgen.findings import Finding, Location, error
from listgen.project import County, ProjectFiles, load_county


def at_edition(
    project: ProjectFiles, county: County, releases: Iterable[Release], number: str
) -> tuple[ProjectFiles, County, list[Finding]]:
    """Files and county of the edition: its number, its date and how it was issued are those of then."""
    known = [release.number for release in releases]
    issued, findings = load_county(ProjectFiles({COUNTY: released_files(project, number).get(COUNTY, b"")}))
    if number not in known or issued is None:
        facts = {"value": number, "known": "、".join(known) or "—"}
        return project, county, [error("edition-not-released", Location(FOLDER), **facts)]
    then = replace(county, edition=issued.edition, issuing=issued.issuing)
    return as_released(project, number), then, findings
