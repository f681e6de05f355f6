"""The whole check of a county project: reads everything, reports everything, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from listgen.catalog.effective import Effective
from listgen.catalog.load import load_catalog
from listgen.catalog.model import Catalog
from listgen.catalog.release import is_released, load_releases
from listgen.catalog.rules import check_catalog
from listgen.catalog.views import township_views, village_views
from listgen.county import County, load_county
from listgen.findings import Finding, has_errors
from listgen.links import Link, check_head, load_ledger
from listgen.orders.batch import Batch
from listgen.orders.record import FOLDER as ORDERS
from listgen.orders.record import load_batches
from listgen.preflight.assets import Assets, load_assets, load_plaque_scheme
from listgen.preflight.cleanup import check_old_signs
from listgen.preflight.county import check_county, check_fallback, check_samples
from listgen.preflight.documents import check_documents
from listgen.preflight.editions import at_edition, compared_with_last
from listgen.preflight.filings import check_filings
from listgen.preflight.flows import check_flows
from listgen.preflight.interior import check_interior, with_interior
from listgen.preflight.links import check_links
from listgen.preflight.plaques import check_plaques, check_wordings
from listgen.preflight.rare import check_rare
from listgen.preflight.signs import check_scheme, check_signs
from listgen.preflight.subject import Subject
from listgen.project import LEDGER, ProjectFiles, read_project
from listgen.sources.assets import check_asset

_FOLLOWING = ("unknown-item", "unknown-admission", "unknown-law", "addition-without-admission")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found. `subject` and `assets` are there exactly when nothing found is an error."""

    findings: tuple[Finding, ...]
    subject: Subject | None = None
    assets: Assets | None = None


def check_project(folder: Path, as_of: date | None = None, edition: str = "") -> Checked:
    """Everything that is wrong with a project, on the day of its edition unless `as_of` says another.

    With the number of an `edition` that was released, its frozen list stands in the place of today's.
    """
    return check_files(*read_project(folder), as_of, edition)


def check_files(
    project: ProjectFiles, read: Iterable[Finding] = (), as_of: date | None = None, edition: str = ""
) -> Checked:
    """The same of files as they were `read`, or as an edit would leave them."""
    findings = [*read]
    if not project.files:
        return Checked(tuple(findings))
    county, found = load_county(project)
    releases, faults = load_releases(project)
    findings += [*found, *faults]
    if edition and county is not None:
        project, county, found = at_edition(project, county, releases, edition)
        findings += found
    elif releases and county is not None:
        county = replace(county, unreleased=not is_released(project, county.edition.number))
    catalog, found = load_catalog(project, county.division_code if county else "")
    findings += found
    if county is None or catalog is None:
        return Checked(tuple(findings))
    day = as_of or county.edition.date
    findings += _true_to_itself(catalog, county, day, findings)
    sound = not has_errors(findings) and day != date.min
    findings += [*check_county(project, county), *check_samples(project, county), *_check_files(project)]
    findings += check_plaques(catalog, county)
    links, found = load_ledger(project.files.get(LEDGER, b""), LEDGER)
    findings += [*found, *check_links(links, catalog, county.online)]
    broken = has_errors(found)
    batches, found = load_batches({path: project.files[path] for path in project.below(ORDERS)})
    findings += [*found, *(() if broken else _check_heads(batches, links))]
    assets, found = load_assets(project, county)
    findings += [*found, *check_fallback(project, county, assets.faces.roles)]
    findings += check_documents(assets.documents, catalog)
    findings += check_rare(catalog, county)
    scheme, found = load_plaque_scheme(project, county)
    findings += found
    if scheme is not None:
        findings += check_scheme(scheme, project, county, assets.faces)
        scheme, inside = with_interior(scheme, project, county)
        findings += inside
    if scheme is not None and not has_errors(found):
        findings += check_signs(scheme, project, catalog, county, assets.faces)
        findings += [*check_wordings(scheme, catalog), *check_filings(scheme, catalog, day)]
        public = bool(releases) and not county.unreleased
        findings += check_old_signs(scheme, county.signs.interior, catalog, day, issued=public)
    if not sound or scheme is None:
        return Checked(tuple(findings))
    effective = Effective(catalog, day)
    views = village_views(catalog, county.online.base_url, effective)
    findings += check_interior(scheme, project, county, catalog, views, assets.faces)
    own = (effective.townships(), township_views(catalog, effective))
    issued = tuple((release.number, release.fingerprint) for release in releases)
    held = (effective.county(), views, links, batches)
    compared, found = compared_with_last(project, catalog, county, releases, day)
    findings += found
    subject = Subject(county, catalog, scheme, day, *held, *own, edition, issued, compared)
    if assets.flow:
        findings += check_flows(catalog, subject.every_item, county, assets.flow, assets.faces)
    if has_errors(findings):
        return Checked(tuple(findings))
    return Checked(tuple(findings), subject, assets)


def _true_to_itself(catalog: Catalog, county: County, day: date, form: list[Finding]) -> Iterator[Finding]:
    """The catalog's rules, without what only follows from a fault of form: no day, or a file unread."""
    if day == date.min:
        return
    unread = any(finding.slug.startswith("yaml-") for finding in form)
    for finding in check_catalog(catalog, county, day):
        if not (unread and finding.slug in _FOLLOWING):
            yield finding


def _check_heads(batches: Iterable[Batch], links: tuple[Link, ...]) -> Iterator[Finding]:
    """Each order has the fingerprint of the ledger as it was: a ledger that was put back lacks its line."""
    heads = dict.fromkeys(batch.ledger for batch in batches)
    found = (finding for head in heads for finding in check_head(links, head.lines, head.fingerprint, LEDGER))
    yield from dict.fromkeys(found)


def _check_files(project: ProjectFiles) -> Iterator[Finding]:
    for path in project.below("assets"):
        yield from check_asset(path, project.files[path])
