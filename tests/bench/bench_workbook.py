"""How long a workbook takes, as whole processes: the demo with its 143 items.

Figures are printed; `make bench ARGS='-k workbook'` runs them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from listgen.resources import shipped
from tests.bench.compare import listgen
from tests.bench.measure import Program, measured
from tests.workbook.books import edited

CELLS = {("依法协助", "CN-0041 电话"): "0600-5550299", ("依法协助", "CN-0041 领域"): "社会救助"}


def spent(*arguments: object) -> str:
    """Of one listgen, on the clock and of the processor."""
    run = measured(Program(listgen(*arguments)), cores=2)
    return f"{run.wall:.2f} s ({run.cpu:.2f} s of a processor)"


@pytest.mark.printed
def test_a_workbook_of_a_county(tmp_path: Path) -> None:
    project, book = tmp_path / "county", tmp_path / "county.xlsx"
    shutil.copytree(shipped("catalogs") / "demo", project)
    print(f"\n143 items: export {spent('workbook', 'export', project, '-o', book)}")
    print(f"143 items: import of an untouched workbook {spent('workbook', 'import', book, project)}")
    book.write_bytes(edited(book.read_bytes(), CELLS))
    print(f"143 items: import with two changes, preview {spent('workbook', 'import', book, project)}")
    print(
        f"143 items: import with two changes, written {spent('workbook', 'import', book, project, '--yes')}"
    )
