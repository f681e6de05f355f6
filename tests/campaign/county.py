"""A county small enough to be built hundreds of times, and what a clerk changes in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from listgen.resources import shipped

TOWNSHIP = "02"
VILLAGES = 3


def small_county(folder: Path) -> Path:
    """The demo county with three villages of one township, no printed links and no orders: 218 outputs."""
    shutil.copytree(shipped("catalogs") / "demo", folder)
    head, *rows = _rows(folder / "villages.csv")
    kept = [row for row in rows if row.split(",")[1] == TOWNSHIP][:VILLAGES]
    _write(folder / "villages.csv", [head, *kept])
    reached = {"全县", "全部", TOWNSHIP, *(row.split(",")[0] for row in kept)}
    for name in ("overlays.csv", "rooms.csv", "honours.csv", "cleanup.csv"):
        head, *rows = _rows(folder / name)
        _write(folder / name, [head, *(row for row in rows if row.split(",")[0] in reached)])
    (folder / "links.jsonl").unlink()
    (folder / "items" / "90-local.yaml").unlink()
    shutil.rmtree(folder / "records" / "admission")  # of the local item
    return folder


def rename_village(folder: Path) -> None:
    """One village gets another name, and another leaves: what is made, what lists it, what is removed."""
    rows = _rows(folder / "villages.csv")
    named, gone = rows[1].split(","), rows[-1].split(",")[0]
    _replace(folder / "villages.csv", f",{named[3]},", f",{named[3][:-2]}新{named[3][-2:]},")
    for name in ("villages.csv", "overlays.csv", "rooms.csv", "honours.csv", "cleanup.csv"):
        _write(folder / name, [row for row in _rows(folder / name) if row.split(",")[0] != gone])


def change_county(folder: Path) -> None:
    """Another address of the pages, another hotline and document number: nearly every output."""
    _replace(folder / "county.yaml", "/qingdan/", "/lists/")
    _replace(folder / "county.yaml", "0600-5550100", "0600-5550199")
    _replace(folder / "county.yaml", "18号", "19号")


def change_item(folder: Path) -> None:
    """What one item is called: every list, booklet and page, and nothing that the county says of itself."""
    _replace(folder / "items" / "10-duty.yaml", "short: 党的政策宣传落实", "short: 党的政策宣传")
    _replace(folder / "items" / "10-duty.yaml", "name: 宣传贯彻执行", "name: 宣传、贯彻、执行")


CHANGES: dict[str, Callable[[Path], None]] = {
    "renamed": rename_village,
    "county": change_county,
    "item": change_item,
}


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), "utf-8", newline="")


def _rows(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").splitlines()


def _write(path: Path, rows: list[str]) -> None:
    path.write_text("\n".join(rows) + "\n", "utf-8", newline="")
