"""Contacts of villages and townships against overlays.csv, read by verify itself."""

from __future__ import annotations

import pytest

from listgen.verify.project_contacts import check_contacts
from listgen.verify.promised import Owner

DAY = "2026-11-21"
TOWNSHIPS = {"00001": "01", "00002": "01", "00003": "02"}
COUNTY: dict[str, tuple[str, ...]] = {"CN-0001": ("事项", "0600-1", "县政务大厅")}


def _row(scope: str, action: str = "联系", **cells: str) -> dict[str, str]:
    return {"范围": scope, "事项": "CN-0001", "动作": action, "自": "", "至": "", **cells}


def _owner(id_: str, level: str, said: tuple[str, ...]) -> Owner:
    return Owner(id_, level, f"村{id_}", "", "", "", {}, (), (), (), (), says={"CN-0001": ("事项", *said)})


ROWS = [(2, _row("01", 电话="0600-2")), (3, _row("00002", 地点="村部", 电话="0600-3"))]


@pytest.mark.parametrize(
    ("rows", "said", "places"),
    [
        (ROWS, [("0600-2", "县政务大厅"), ("0600-3", "村部"), ("0600-1", "县政务大厅")], []),
        (ROWS, [("0600-1", "县政务大厅"), ("0600-3", "村部"), ("0600-1",)], [2]),
        (ROWS, [("0600-2",), ("0600-2", "村部"), ("0600-1",)], [3, 2]),
        (ROWS, [("0600-2",), ("0600-3", "县政务大厅"), ("0600-1",)], [3]),
        (ROWS, [("0600-2",), ("0600-3", "村部"), ("0600-2",)], [2]),
        (ROWS, [("0600-2", "村部"), ("0600-3", "村部"), ("0600-1",)], [3]),
        ([(2, _row("01", 电话="0600-2", 至="2026-11-20"))], [("0600-1",)] * 3, []),
        ([(2, _row("01", 电话="0600-2", 至="2026-11-21"))], [("0600-1",)] * 3, [2, 2]),
        ([(2, _row("01", 电话="0600-2", 自="2026-11-22"))], [("0600-2",), ("0600-1",), ("0600-1",)], []),
        ([(2, _row("01", "停用", 电话="0600-2"))], [("0600-1",)] * 3, []),
    ],
)
def test_contacts(
    rows: list[tuple[int, dict[str, str]]], said: list[tuple[str, ...]], places: list[int]
) -> None:
    county = Owner("lanxi", "county", "岚溪县", "", "", "", {}, (), (), (), (), says=COUNTY)
    owners = [
        county,
        *(_owner(id_, "village", texts) for id_, texts in zip(TOWNSHIPS, said, strict=True)),
    ]
    found = [(one.slug, one.location.line) for one in check_contacts(owners, TOWNSHIPS, rows, DAY)]
    assert found == [("project-contact", line) for line in places]
