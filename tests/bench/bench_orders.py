"""How long a county's order takes: the seven signs of 200 villages as PDF, SVG and DXF, with all its papers.

Figures are printed, not asserted. `make bench` runs them.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench.bench_build import county, timed


def test_an_order_of_two_hundred_villages(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    settings = project / "county.yaml"
    text = settings.read_text("utf-8").replace("specimen: yes", "specimen: no")
    seven = re.sub(r"  interior: .*\n", "", text.replace("lanxi.example", "lanxi.test"))
    settings.write_text(seven, "utf-8")
    timed("links", "issue", str(project), "--batch", "一", "--without-outputs")
    timed("build", str(project), "-j", "2")
    two, memory = timed("order", "new", str(project), "--batch", "二", "-j", "2")
    files = [path for path in (tmp_path / "county-成果" / "下单").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"\n200 villages, an order of {len(files)} files, {size:.0f} MB: {two:.1f} s with two processes, "
        f"{memory:.0f} MB at most in one of them"
    )
