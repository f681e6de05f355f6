"""Items of the shipped catalog into a county's own files: what the county filled in stays, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from listgen.catalog.diff import Change, diff
from listgen.catalog.kinds import FILE as KINDS
from listgen.catalog.kinds import load_kinds
from listgen.catalog.laws import FILE as LAWS
from listgen.catalog.laws import load_laws
from listgen.catalog.listing import Listing, listing_of
from listgen.catalog.load import load_catalog
from listgen.catalog.model import Citation
from listgen.catalog.takeover import taken_over
from listgen.county import County, level_of, load_county
from listgen.edit.blocks import BlockFile
from listgen.edit.errors import Unfit
from listgen.edit.merged import merged
from listgen.edit.national import national_files, national_listing
from listgen.edit.together import save_together
from listgen.edit.writing import alone
from listgen.findings import Finding, Severity, has_errors
from listgen.preflight import check_files
from listgen.project import ProjectFiles, read_project

ITEMS, LIST_OF_LAWS = "items", "laws"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was, or would be, taken over: the changes and the files; nothing but findings when refused.

    `same` are the ids that differ in nothing. `county` and `shipped` are both sides of the changes.
    """

    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    same: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    county: Listing | None = None
    shipped: Listing | None = None


def take(folder: Path, ids: Sequence[str], dry_run: bool = False) -> Taken:
    """Write the shipped items of these ids into the project, and the laws that they need.

    What `check` would refuse afterwards, and did not before, is a finding and nothing is written.
    Raises Unfit `take-unknown`, `take-one-line`; Refused `changed-meanwhile`, `edit-locked`.
    """
    with alone(folder):
        project, findings = read_project(folder)
        county, found = load_county(project)
        catalog, faults = load_catalog(project, county.division_code if county else "")
        findings = [*findings, *found, *faults]
        if county is None or catalog is None or has_errors(findings):
            return Taken(tuple(findings))
        files = national_files(level_of(county.name))
        newest = national_listing(level_of(county.name), county.edition.date)
        for id_ in ids:
            if id_ not in newest.entries:
                raise Unfit("take-unknown", value=id_)
        shared, newer = taken_over(listing_of(catalog, county.edition.date), newest, county.prefix)
        changes = tuple(change for change in diff(shared, newer) if change.item in ids)
        wanted = tuple(dict.fromkeys(change.item for change in changes))
        after = _with_items(project, files, wanted)
        after = _with_laws(after, files, [one for id_ in wanted for one in newer.entries[id_].item.basis])
        broken = _broken_by(project, after)
        if broken:
            return Taken(broken)
        _hold(after, county, newer, wanted)
        changed = tuple(path for path in after.files if after.files[path] != project.files.get(path))
        if not dry_run:
            save_together(folder, project.files, {path: after.files[path] for path in changed})
    same = tuple(id_ for id_ in ids if id_ not in wanted)
    return Taken((), changes, same, changed, shared, newer)


def _with_items(project: ProjectFiles, shipped: ProjectFiles, ids: Sequence[str]) -> ProjectFiles:
    files = dict(project.files)
    own = frozenset(load_kinds(project.files[KINDS])[0].extra())
    own -= frozenset(load_kinds(shipped.files[KINDS])[0].extra())
    for id_ in ids:
        path, source = next(_holding(shipped.files, id_))
        place, file = next(_holding(files, id_), ("", None))
        beside = BlockFile(files[path], ITEMS, "id") if path in files else None
        if file is not None:
            mine, theirs = file.blocks[id_], source.blocks[id_]
            if not mine.keys:
                raise Unfit("take-one-line", value=id_, file=place, line=str(mine.start + 1))
            files[place] = file.replaced(id_, merged(mine, theirs, own))
        elif beside is not None and beside.blocks:
            files[path] = beside.added(source.lines_of(id_))
        else:
            files[path] = "\n".join((f"{ITEMS}:", *source.lines_of(id_), "")).encode()
    return ProjectFiles(files)


def _holding(files: Mapping[str, bytes], id_: str) -> Iterator[tuple[str, BlockFile]]:
    """The file of an item, by its path."""
    for path in sorted(files):
        if path.startswith(f"{ITEMS}/") and path.endswith(".yaml") and id_.encode() in files[path]:
            file = BlockFile(files[path], ITEMS, "id")
            if id_ in file.blocks:
                yield path, file


def _with_laws(project: ProjectFiles, shipped: ProjectFiles, cited: Sequence[Citation]) -> ProjectFiles:
    """The registry with the shipped entry of every cited law of which it lacks the article, or all."""
    laws, _ = load_laws(project.files[LAWS])
    data = project.files[LAWS]
    source = BlockFile(shipped.files[LAWS], LIST_OF_LAWS, "name")
    lacking = [one.law for one in cited if one.law not in laws or one.article not in laws[one.law].articles]
    for name in dict.fromkeys(lacking):
        file = BlockFile(data, LIST_OF_LAWS, "name")
        if name not in source.blocks:
            continue
        lines = source.lines_of(name)
        data = file.exchanged(name, lines) if name in file.blocks else file.added(lines)
    return ProjectFiles({**project.files, LAWS: data})


def _broken_by(before: ProjectFiles, after: ProjectFiles) -> tuple[Finding, ...]:
    """The errors after the edit that the project did not have before, wherever their lines stand now."""
    found = _errors(after)
    known = {(one.slug, one.values) for one in _errors(before)} if found else set()
    return tuple(one for one in found if (one.slug, one.values) not in known)


def _errors(project: ProjectFiles) -> list[Finding]:
    return [one for one in check_files(project).findings if one.severity is Severity.ERROR]


def _hold(after: ProjectFiles, county: County, newer: Listing, ids: Sequence[str]) -> None:
    """Raises AssertionError where the files do not say what was to be taken over."""
    catalog, _ = load_catalog(after, county.division_code)
    assert catalog is not None
    written = listing_of(catalog, county.edition.date).entries
    for id_ in ids:
        assert written[id_].item == newer.entries[id_].item, f"{id_} was not written as it is shipped"
