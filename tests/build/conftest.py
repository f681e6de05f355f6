"""A project small enough to be built often: the demo county with three villages of one township."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from listgen.resources import shipped

TOWNSHIP = "02"
VILLAGES = 3


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the demo county that keeps one township, and no overlay of another."""
    folder = tmp_path / "项目"
    shutil.copytree(shipped("catalogs") / "demo", folder)
    villages = _rows(folder / "villages.csv")
    kept = [row for row in villages[1:] if row.split(",")[1] == TOWNSHIP][:VILLAGES]
    ids = {row.split(",")[0] for row in kept}
    _write(folder / "villages.csv", [villages[0], *kept])
    overlays = _rows(folder / "overlays.csv")
    reached = {"全县", TOWNSHIP, *ids}
    _write(folder / "overlays.csv", [overlays[0], *(r for r in overlays[1:] if r.split(",")[0] in reached)])
    reached |= {"村编号", "编号", "全部"}
    for name in ("rooms.csv", "honours.csv", "cleanup.csv"):
        lines = _rows(folder / name)
        _write(folder / name, [line for line in lines if line.split(",")[0] in reached])
    (folder / "links.jsonl").unlink()
    (folder / "items" / "90-local.yaml").unlink()
    shutil.rmtree(folder / "records" / "admission")  # of the local item
    return folder


def _rows(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").splitlines()


def _write(path: Path, rows: list[str]) -> None:
    path.write_text("\n".join(rows) + "\n", "utf-8", newline="")
