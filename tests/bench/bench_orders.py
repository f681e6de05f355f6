"""How long a county's order takes: the seven signs of 200 villages as PDF, SVG and DXF, with all its papers.

Figures are printed; `make bench ARGS='-k order'` runs them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bench.compare import listgen
from tests.bench.counties import county
from tests.bench.measure import Program, measured


@pytest.mark.printed
def test_an_order_of_two_hundred_villages(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 200)
    settings = project / "county.yaml"
    text = settings.read_text("utf-8").replace("specimen: yes", "specimen: no")
    seven = re.sub(r"  interior: .*\n", "", text.replace("lanxi.example", "lanxi.test"))
    settings.write_text(seven, "utf-8")
    for command in (
        ("links", "issue", project, "--batch", "一", "--without-outputs"),
        ("build", project, "-j", "2"),
        ("order", "new", project, "--batch", "二", "-j", "2"),
    ):
        run = measured(Program(listgen(*command)), cores=2)
    files = [path for path in (tmp_path / "county-成果" / "下单").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"\n200 villages, an order of {len(files)} files, {size:.0f} MB: {run.wall:.1f} s with two"
        f" processes, {run.peak:.0f} MB at most in one of them"
    )
