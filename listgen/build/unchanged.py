"""The shortest build: nothing that goes in has changed, and every output is there as it was written.

Whoever builds daily builds mostly nothing. What goes in is compared as bytes, before anything of it is
understood; only where something differs are values compared.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listgen.build import folder
from listgen.build.folder import EXPECTED, MANIFEST
from listgen.build.journal import NAME, Journal
from listgen.build.program import program_digest, shipped_digest
from listgen.build.request import Request, Result
from listgen.build.written import harm, sha256, stamp_of
from listgen.findings import Finding, Location, Severity
from listgen.project import ProjectFiles, read_project

_INPUTS, _FILES, _OWN, _FINDINGS = "inputs", "files", "own", "findings"  # in the journal
_OWN_FOLDERS = ("templates/", "assets/")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The project as it was read once, for all that follows, and what was found in reading it.

    `digest`: of all that goes into a build of everything (these files, the program, what was asked); '' of a
    build of a part. `files`: of the files alone, `own`: of the county's own templates, faces and logos.
    """

    project: ProjectFiles
    found: tuple[Finding, ...]
    digest: str
    files: str
    own: str


def read_inputs(request: Request) -> Inputs:
    """Reads the project."""
    project, found = read_project(request.project)
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(project.files.items())}
    files = _of([*hashes.items(), repr(found)])
    own = _of([file for file in hashes.items() if file[0].startswith(_OWN_FOLDERS)])
    asked = (request.as_of, request.edition, request.soffice is not None)
    digest = _of([program_digest(), shipped_digest(), asked, files]) if request.whole else ""
    return Inputs(project, tuple(found), digest, files, own)


def _of(values: list[Any]) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()


def remember(journal: Journal, inputs: Inputs | None, findings: Iterable[Finding] = ()) -> None:
    """That a build of everything ended well with these inputs; None where one begins."""
    if inputs is None or not inputs.digest:
        journal.keep(**dict.fromkeys((_INPUTS, _FILES, _OWN), ""), **{_FINDINGS: "[]"})
        return
    told = json.dumps([_as_list(finding) for finding in findings])
    journal.keep(**{_INPUTS: inputs.digest, _FILES: inputs.files, _OWN: inputs.own, _FINDINGS: told})


def files_then(out: Path) -> tuple[str, str]:
    """`files` and `own` of the inputs that OUT was built of, whole; '' where that is not known."""
    path = out / folder.PRIVATE / NAME
    if not path.is_file():
        return "", ""
    try:
        with closing(Journal(path)) as journal:
            return journal.state(_FILES), journal.state(_OWN)
    except sqlite3.DatabaseError:
        return "", ""


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
