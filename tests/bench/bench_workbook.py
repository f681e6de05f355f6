"""How long a workbook takes, as whole processes: the demo with its 143 items.

Figures are printed, not asserted. `make bench` runs them.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from listgen.resources import shipped
from tests.workbook.books import edited

CELLS = {("依法协助", "CN-0041 电话"): "0600-5550299", ("依法协助", "CN-0041 领域"): "社会救助"}


def measured(*arguments: str) -> tuple[float, float]:
    """Seconds on the clock, and of the processor, of one listgen."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "listgen", *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - began, spent


def test_a_workbook_of_a_county(tmp_path: Path) -> None:
    project, book = tmp_path / "county", tmp_path / "county.xlsx"
    shutil.copytree(shipped("catalogs") / "demo", project)
    wall, spent = measured("workbook", "export", str(project), "-o", str(book))
    print(f"\n143 items: export {wall:.2f} s ({spent:.2f} s of a processor)")
    wall, spent = measured("workbook", "import", str(book), str(project))
    print(f"143 items: import of an untouched workbook {wall:.2f} s ({spent:.2f})")
    book.write_bytes(edited(book.read_bytes(), CELLS))
    wall, spent = measured("workbook", "import", str(book), str(project))
    print(f"143 items: import with two changes, preview {wall:.2f} s ({spent:.2f})")
    wall, spent = measured("workbook", "import", str(book), str(project), "--yes")
    print(f"143 items: import with two changes, written {wall:.2f} s ({spent:.2f})")
