"""County projects of any number of villages: the demo county with its active villages repeated."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

from listgen.resources import shipped

_DIGITS = "甲乙丙丁戊己庚辛壬癸"
_HELD_BY_VILLAGE = ("overlays.csv", "rooms.csv")
_OF_THE_DEMO_ALONE = ("honours.csv", "cleanup.csv", "links.jsonl")


def county(folder: Path, villages: int) -> Path:
    """A project in `folder` of this many villages, each with a name and an id of its own; at most 99,999."""
    shutil.copytree(shipped("catalogs") / "demo", folder)
    lines = (folder / "villages.csv").read_text("utf-8-sig").splitlines()
    state = lines[0].split(",").index("状态")
    rows = [row for line in lines[1:] if (row := line.split(","))[state] == "在用"]
    made = [_village(rows[number % len(rows)], number, len(rows)) for number in range(villages)]
    (folder / "villages.csv").write_text("\n".join([lines[0], *made]) + "\n", "utf-8")
    for table in _HELD_BY_VILLAGE:
        lines = (folder / table).read_text("utf-8-sig").splitlines()
        kept = [line for line in lines if len(line.split(",")[0]) != 5]
        (folder / table).write_text("\n".join(kept) + "\n", "utf-8")
    for table in _OF_THE_DEMO_ALONE:
        (folder / table).unlink()
    return folder


def rename(project: Path, place: int) -> str:
    """Gives a village another name on the roster, all over its row; what it is called now."""
    lines = (project / "villages.csv").read_text("utf-8").splitlines()
    row = lines[1 + place].split(",")
    lines[1 + place] = _renamed(row, row[3], _stem(row[3]) + "新")
    (project / "villages.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return lines[1 + place].split(",")[3]


def _village(row: list[str], number: int, rows: int) -> str:
    tag = "".join(_DIGITS[int(digit)] for digit in str(number // rows))
    return _renamed([f"{number + 1:05d}", *row[1:]], row[3], _stem(row[3]) + tag)


def _renamed(row: list[str], old: str, stem: str) -> str:
    """The row under a new name. 青石股份经济合作社 has its village's name without 村."""
    new, before = stem + old.removeprefix(_stem(old)), _stem(old)
    cells = (
        cell.replace(old, new) if old in cell else cell.replace(before, stem) for cell in islice(row, 1, None)
    )
    return ",".join([row[0], *cells])


def _stem(name: str) -> str:
    return name.removesuffix("社区" if name.endswith("社区") else "村")
