"""The comparison table of any two lists as a Word file, outside a build."""

from __future__ import annotations

from pathlib import Path

from listgen.catalog.compared import Compared
from listgen.catalog.release import load_releases
from listgen.county import load_county
from listgen.documents.life import comparison
from listgen.documents.template import compile_template
from listgen.findings import Finding, has_errors
from listgen.preflight.assets import load_assets
from listgen.preflight.editions import at_edition
from listgen.project import read_project

DOCUMENT = "comparison"


def comparison_paper(
    folder: Path, edition: str, compared: Compared
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The paper of the project in `folder`, as of an `edition` where one is named; None: what forbids it."""
    project, findings = read_project(folder)
    county, found = load_county(project)
    findings += found
    if county is None:
        return None, tuple(findings)
    if edition:
        releases, found = load_releases(project)
        project, county, faults = at_edition(project, county, releases, edition)
        findings += [*found, *faults]
    assets, found = load_assets(project, county)
    findings += found
    if has_errors(findings):
        return None, tuple(findings)
    template = compile_template(assets.documents[DOCUMENT].template, assets.paper_faces)
    return template.render(comparison(county, compared).data), ()
