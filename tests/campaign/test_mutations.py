"""Files spoilt at random: findings that name the place, never an exception."""

from __future__ import annotations

import shutil
import traceback
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from listgen.edit.workbook.importing import merged_into
from listgen.findings import Finding, has_errors
from listgen.locale import LANGUAGES
from listgen.locale.show import lines
from listgen.preflight import check_project
from listgen.project import read_project
from tests.campaign.conftest import Report
from tests.campaign.mutations import mutated
from tests.campaign.size import batches, chances
from tests.faults.project import BASE, copy_base
from tests.workbook.books import Parts, as_excel, exported, repacked

FILES = tuple(sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file()))
# Refusals of a file or, of the last two, of a sheet as a whole, which has no line or cell to name.
WHOLE_FILE = {
    *("not-a-text-file", "file-too-large", "missing-file", "empty-file"),
    *("workbook-not-xlsx", "workbook-broken", "workbook-bomb", "workbook-without-base", "workbook-row-gone"),
    *("workbook-of-other-project", "xml-entities", "workbook-macros", "workbook-links", "workbook-xls"),
    *("workbook-outdated", "workbook-sheet-missing", "workbook-hidden-sheet"),
}


def wrong(findings: Iterable[Finding]) -> list[str]:
    """Refusals without a place, and sentences that a terminal cannot show."""
    findings = tuple(findings)
    faults = []
    for one in findings:
        place = one.location
        if not has_errors([one]) or one.slug in WHOLE_FILE:
            continue
        if not (place.line or place.cell):
            faults.append(f"no place: {one.slug} {place}")
    for language in LANGUAGES:
        text = "\n".join(lines(findings, language, everything=True))
        if not all(char.isprintable() or char == "\n" for char in text):
            faults.append(f"unprintable: {text[:200]!r}")
    return faults


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_base(tmp_path_factory.mktemp("mutations") / "project")


@pytest.mark.parametrize(("first", "count"), batches(60, 6000, 300))
def test_files_of_a_project(project: Path, report: Report, first: int, count: int) -> None:
    faults: list[str] = []
    notes: Counter[str] = Counter()
    for number in range(first, first + count):
        chance = chances("file", number)
        name = chance.choice(FILES)
        data = mutated((BASE / name).read_bytes(), chance)
        (project / name).write_bytes(data)
        try:
            findings = check_project(project).findings
            notes["refused"] += has_errors(findings)
            faults += [f"trial {number} ({name}): {fault}" for fault in wrong(findings)]
        except Exception:
            faults.append(f"trial {number} ({name}): {traceback.format_exc()[-500:]}")
        finally:
            shutil.copyfile(BASE / name, project / name)
    report("mutations", count, faults, **notes)


def _spoilt(chance: Random) -> bytes:
    """A workbook as Excel or listgen packs it, with one of its parts spoilt, or the file itself."""
    book = exported(BASE)
    if chance.random() < 0.5:
        book = as_excel(book)
    if chance.random() < 0.1:
        return mutated(book, chance)

    def change(parts: Parts) -> None:
        name = chance.choice(sorted(parts))
        parts[name] = mutated(parts[name], chance)

    return repacked(book, change)


@pytest.mark.parametrize(("first", "count"), batches(30, 4000, 200))
def test_workbooks(report: Report, first: int, count: int) -> None:
    faults: list[str] = []
    notes: Counter[str] = Counter()
    project = read_project(BASE)[0]
    for number in range(first, first + count):
        chance = chances("workbook", number)
        try:
            done = merged_into(project, _spoilt(chance), "清单.xlsx")
            notes["refused"] += has_errors(done.findings)
            faults += [f"trial {number}: {fault}" for fault in wrong(done.findings)]
        except Exception:
            faults.append(f"trial {number}: {traceback.format_exc()[-500:]}")
    report("mutations", count, faults, **notes)
