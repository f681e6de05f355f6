"""A workbook back into the project: read, merged, spliced, checked, and only then written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from listgen.edit.together import save_together
from listgen.edit.workbook import plans
from listgen.edit.workbook.apply import Applied, apply, numbered
from listgen.edit.workbook.filled import Filled, read_filled
from listgen.edit.workbook.merge import Merged, merge
from listgen.edit.workbook.state import State, load_state
from listgen.edit.writing import alone
from listgen.findings import Finding, Location, Severity, has_errors
from listgen.preflight import check_files
from listgen.project import ProjectFiles, read_project

_ID = re.compile(rb"[A-Z]{2}-[0-9]{4}(?![0-9])")
_PLACES = {"first", "lines"}  # facts of a finding that a shifted line changes
_AFTERWARDS = "village-id-empty"  # `links mint` gives a new village its id, and nobody else


@dataclass(frozen=True, slots=True)
class Imported:
    """What the workbook asks for, the files that it changes, and what is wrong; written or not."""

    findings: tuple[Finding, ...]
    merged: Merged = field(default_factory=Merged)
    files: Mapping[str, bytes] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    written: bool = False


def import_workbook(folder: Path, data: bytes, file: str, write: bool = False) -> Imported:
    """Merge a workbook into a project. Nothing is written where a finding is an error, or without `write`.

    Raises Refused `edit-locked`, `changed-meanwhile`, `item-ids-exhausted`.
    """
    with alone(folder) if write else nullcontext():  # a preview leaves no trace
        project, findings = read_project(folder)
        if has_errors(findings) or not project.files:
            return Imported(tuple(findings))
        imported = merged_into(project, data, file)
        if write and imported.files and not has_errors(imported.findings):
            save_together(folder, project.files, imported.files)
            return replace(imported, written=True)
        return imported


def merged_into(project: ProjectFiles, data: bytes, file: str) -> Imported:
    """The same for files in memory."""
    state, findings = load_state(project)
    if state is None or findings:
        return Imported(tuple(findings))
    county = state.records[plans.COUNTY, ""]
    filled, findings = read_filled(data, file, state.plans, county.text("id"))
    if filled is None or has_errors(findings):
        return Imported(tuple(findings))
    by_id = {plan.id: plan for plan in state.plans}
    merged = merge(filled.base, state.records, filled.records, by_id)
    merged.findings = [_at(finding, file) for finding in merged.findings]
    findings += merged.findings
    known = {*_ids(project), *(key for table, key in filled.base.rows if table == plans.ITEMS)}
    merged = numbered(merged, county.text("prefix"), known)
    applied = apply(state, merged)
    findings += applied.findings
    if has_errors(findings) or not merged:
        return Imported(tuple(findings), merged, {}, filled.titles)
    after = ProjectFiles({**project.files, **applied.files})
    findings += _new_faults(project, after, merged, filled)
    if not has_errors(findings):
        _read_back(after, applied, state)
    return Imported(tuple(findings), merged, applied.files, filled.titles)


def _at(finding: Finding, file: str) -> Finding:
    """The finding with the workbook's name where it names a sheet alone."""
    place = finding.location
    return replace(finding, location=replace(place, file=file)) if place.sheet and not place.file else finding


def _ids(project: ProjectFiles) -> set[str]:
    """Every item id that any file ever named: of items, records, orders, and of what was released."""
    return {match.decode() for data in project.files.values() for match in _ID.findall(data)}


def _new_faults(
    before: ProjectFiles, after: ProjectFiles, merged: Merged, filled: Filled
) -> Iterator[Finding]:
    """What `check` finds afterwards and did not before, each at the cell that it comes from."""
    checked = check_files(after).findings
    found = [one for one in checked if one.severity is Severity.ERROR and one.slug != _AFTERWARDS]
    if not found:
        return
    old = Counter(_sense(one) for one in check_files(before).findings)
    state, _ = load_state(after)
    places = _Places(state, merged, filled) if state else None
    for finding in found:
        sense = _sense(finding)
        if old[sense]:
            old[sense] -= 1
        else:
            yield replace(finding, location=places.cell(finding.location)) if places else finding


def _sense(finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """A finding without where it stands: a line that was added moves those below."""
    facts = tuple(fact for fact in finding.values if fact[0] not in _PLACES)
    return finding.slug, finding.location.file, facts


class _Places:
    """The cell of the workbook that a place in the project's new files came from."""

    def __init__(self, state: State, merged: Merged, filled: Filled) -> None:
        self._cells = {(one.table, one.key): one for one in filled.records}
        self._cells |= {(one.record.table, one.record.key): one.record for one in merged.additions}
        self._lines: dict[str, list[tuple[int, tuple[str, str], str]]] = {}
        self._at: dict[Location, tuple[tuple[str, str], str]] = {}
        for known, record in state.records.items():
            self._lines.setdefault(record.place.file, []).append((record.place.line, known, ""))
            for name, cell in record.cells.items():
                self._at[cell.place] = (known, name)
                if cell.text:
                    self._lines[record.place.file].append((cell.place.line, known, name))

    def cell(self, place: Location) -> Location:
        """The cell, or the place itself where no cell says it."""
        known, name = self._at.get(place, (("", ""), "")) if place.cell else self._by_line(place)
        record = self._cells.get(known)
        if record is None:
            return place
        found = record.cells.get(name)
        return found.place if found else record.place

    def _by_line(self, place: Location) -> tuple[tuple[str, str], str]:
        above = [entry for entry in self._lines.get(place.file, []) if entry[0] <= place.line]
        _, known, name = max(above, key=lambda entry: entry[0], default=(0, ("", ""), ""))
        return known, name


def _read_back(after: ProjectFiles, applied: Applied, before: State) -> None:
    """The files say what was asked for and nothing else. Raises AssertionError: a fault of ours."""
    state, findings = load_state(after, before)
    assert state is not None and not findings, findings
    for known, record in state.records.items():
        expected = applied.expected.pop(known)
        said = {name: cell.text for name, cell in record.cells.items()}
        assert {name: text for name, text in expected.items() if text} == {
            name: text for name, text in said.items() if text
        }, known
    assert not applied.expected, applied.expected
