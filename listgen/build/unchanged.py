"""The shortest build: nothing that goes in has changed, and every output is there as it was written.

Whoever builds daily builds mostly nothing. What goes in is compared as bytes, before anything of it is
understood; only where something differs are values compared.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from listgen.build import folder
from listgen.build.folder import EXPECTED, MANIFEST
from listgen.build.journal import NAME, Journal
from listgen.build.program import program_digest, shipped_digest
from listgen.build.request import Request, Result
from listgen.build.written import harm, sha256, stamp_of
from listgen.findings import Finding, Location, Severity
from listgen.project import ProjectFiles, read_project

_INPUTS, _FINDINGS = "inputs", "findings"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The project as it was read once, for all that follows, and what was found in reading it.

    `digest`: of all that goes into a build of everything (these files, the program, what was asked); '' of a
    build of a part.
    """

    project: ProjectFiles
    found: tuple[Finding, ...]
    digest: str


def read_inputs(request: Request) -> Inputs:
    """Reads the project."""
    project, found = read_project(request.project)
    digest = _digest(request, project, found) if request.whole else ""
    return Inputs(project, tuple(found), digest)


def _digest(request: Request, project: ProjectFiles, found: list[Finding]) -> str:
    asked = (request.as_of, request.edition, request.soffice is not None, repr(found))
    hashed = hashlib.sha256(repr((program_digest(), shipped_digest(), asked)).encode())
    for path, data in sorted(project.files.items()):
        hashed.update(f"\0{path}\0{hashlib.sha256(data).hexdigest()}".encode())
    return hashed.hexdigest()


def remember(journal: Journal, inputs: str, findings: Iterable[Finding]) -> None:
    """That a build of everything ended well with these inputs, '' of any other."""
    told = [_as_list(finding) for finding in findings] if inputs else []
    journal.keep(**{_INPUTS: inputs, _FINDINGS: json.dumps(told)})


def unchanged(request: Request, inputs: Inputs) -> Result | None:
    """The result of a build that has nothing to do; None where there may be something. Raises Refused."""
    if not inputs.digest:
        return None
    with folder.looked_into(request.out) as private:
        if private is None or not (private / NAME).is_file() or folder.is_unfinished(private):
            return None
        try:
            journal = Journal(private / NAME)
        except sqlite3.DatabaseError:
            return None
        try:
            return _unchanged(request, inputs.digest, journal)
        except (sqlite3.DatabaseError, ValueError, TypeError):  # damaged: the build that follows tells
            return None
        finally:
            journal.close()


def _unchanged(request: Request, inputs: str, journal: Journal) -> Result | None:
    if journal.state(_INPUTS) != inputs:
        return None
    planned = -1  # without the expectation itself
    copied: list[tuple[int, str]] = []  # of another time and the same content
    for path, size, stamp, digest in journal.written():
        planned += 1
        file = f"{request.out}/{path}"
        if harm(file, size, stamp, digest):
            return None
        if (now := stamp_of(file)) != stamp:
            copied.append((now, path))
    entry = journal.entry(EXPECTED)
    if entry is None or sha256(request.out / EXPECTED) != entry.sha256:
        return None
    if sha256(request.out / MANIFEST) != journal.state("manifest"):
        return None
    journal.stamp(copied)
    findings = tuple(map(_finding, json.loads(journal.state(_FINDINGS))))
    return Result(findings, planned=planned, fresh=planned)


def _as_list(finding: Finding) -> list[object]:
    place = finding.location
    return [finding.slug, finding.severity, [place.file, place.sheet, place.cell, place.line], finding.values]


def _finding(told: Any) -> Finding:
    slug, severity, place, values = told
    return Finding(slug, Severity(severity), Location(*place), tuple((name, text) for name, text in values))
