"""How a cold build, the parent's memory and a build of nothing new grow with the number of villages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bench.compare import build, removed
from tests.bench.counties import county
from tests.bench.figures import Grown, Report
from tests.bench.measure import measured, say

SIZES, MOST = (20, 200, 2_000), 20_000
EACH = 900_000  # bytes on the disk for a village, and as much again to be safe


def test_growth(report: Report, pytestconfig: pytest.Config, folder: Path) -> None:
    """On two cores, each size by itself; a county that is large is built once."""
    sizes = (*SIZES, MOST) if pytestconfig.getoption("--all") else SIZES
    for villages in sizes:
        free = shutil.disk_usage(folder).free
        if free < 2 * EACH * villages:
            raise RuntimeError(
                f"{villages} villages need {2 * EACH * villages / 1e9:.0f} GB, {free / 1e9:.0f} are free"
            )
        project, out = county(folder / "county", villages), folder / "out"
        say(f"growth: {villages:,} villages")
        cold = [
            measured(build(project, out), cores=2)
            for _ in range(report.rounds if villages < MOST / 10 else 1)
        ]
        again = [measured(build(project, out, fresh=False), cores=2) for _ in range(report.rounds)]
        files = sum(1 for path in out.rglob("*") if path.is_file())
        report.add(Grown.of(villages, files, cold, again))
        removed(out)
        removed(project)
