"""A project small enough to be built often: the demo county with three villages of one township."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from listgen.resources import shipped
from tests.built import built

TOWNSHIP = "02"
VILLAGES = 3


@pytest.fixture
def project(small: Path, tmp_path: Path) -> Path:
    """The small county, to be edited."""
    return _copied(small, tmp_path / "项目")


@pytest.fixture
def out(small_out: Path, tmp_path: Path) -> Path:
    """Its outputs, as a first build of `project` leaves them."""
    return _copied(small_out, tmp_path / "out")


@pytest.fixture(scope="session")
def small_out(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(small, tmp_path_factory.mktemp("small") / "out")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo county that keeps one township, and no overlay of another."""
    folder = tmp_path_factory.mktemp("small") / "项目"
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


def _copied(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)  # with the times of its files, by which outputs are known
    return to


def _rows(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").splitlines()


def _write(path: Path, rows: list[str]) -> None:
    path.write_text("\n".join(rows) + "\n", "utf-8", newline="")
