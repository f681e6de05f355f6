"""The shortest build: nothing that goes in has changed, and every output is there as it was written.

Whoever builds daily builds mostly nothing. What goes in is compared as bytes, before anything of it is
understood; only where something differs are values compared.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from listgen.build import folder
from listgen.build.folder import EXPECTED, MANIFEST
from listgen.build.journal import NAME, Journal
from listgen.build.program import program_digest, shipped_digest
from listgen.build.request import Request, Result
from listgen.build.staleness import harm, sha256
from listgen.findings import Finding, Location, Severity
from listgen.project import read_project

_INPUTS, _FINDINGS = "inputs", "findings"


def inputs_digest(request: Request) -> str:
    """Of all that goes into a build of everything: the project's files, the program, what was asked.

    '' for a build of a part.
    """
    if not request.whole:
        return ""
    project, found = read_project(request.project)
    asked = (request.as_of, request.edition, request.soffice is not None, repr(found))
    hashed = hashlib.sha256(repr((program_digest(), shipped_digest(), asked)).encode())
    for path, data in sorted(project.files.items()):
        hashed.update(f"\0{path}\0{hashlib.sha256(data).hexdigest()}".encode())
    return hashed.hexdigest()


def remember(journal: Journal, inputs: str, findings: Iterable[Finding]) -> None:
    """That a build of everything ended well with these inputs, '' of any other."""
    told = [_as_list(finding) for finding in findings] if inputs else []
    journal.keep(**{_INPUTS: inputs, _FINDINGS: json.dumps(told)})


def unchanged(request: Request, inputs: str) -> Result | None:
    """The result of a build that has nothing to do; None where there may be something. Raises Refused.

    `inputs` is the digest of all that goes in.
    """
    with folder.looked_into(request.out) as private:
        if private is None or not (private / NAME).is_file():
            return None
        try:
            journal = Journal(private / NAME)
        except sqlite3.DatabaseError:
            return None
        try:
            return _unchanged(request, inputs, journal)
        except sqlite3.DatabaseError:
            return None
        finally:
            journal.close()


def _unchanged(request: Request, inputs: str, journal: Journal) -> Result | None:
    if not inputs or journal.state(_INPUTS) != inputs:
        return None
    planned = -1  # without the expectation itself
    for path, size in journal.sizes():
        planned += 1
        if harm(request.out / path, size):
            return None
    entry = journal.entry(EXPECTED)
    if entry is None or sha256(request.out / EXPECTED) != entry.sha256:
        return None
    if sha256(request.out / MANIFEST) != journal.state("manifest"):
        return None
    findings = tuple(map(_finding, json.loads(journal.state(_FINDINGS))))
    return Result(findings, planned=planned, fresh=planned)


def _as_list(finding: Finding) -> list[object]:
    place = finding.location
    return [finding.slug, finding.severity, [place.file, place.sheet, place.cell, place.line], finding.values]


def _finding(told: Any) -> Finding:
    slug, severity, place, values = told
    return Finding(slug, Severity(severity), Location(*place), tuple((name, text) for name, text in values))
