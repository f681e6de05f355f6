"""An output folder with an order: what expected.json says of it is read, and each file judged by it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from listgen.drawing.dxf import render_dxf
from listgen.drawing.pdf import render_pdf
from listgen.drawing.svg import render_svg
from listgen.verify import verify_output
from listgen.verify.expected import read_expected
from listgen.verify.facts import FactError
from tests.verify import county
from tests.verify.test_pdf_several import FOGRA39, boards, gang_file, merged_file
from tests.verify.test_run import found

FOLDER = "下单/2026-01"
MERGED, SHEETS = f"{FOLDER}/印刷/合并.pdf", f"{FOLDER}/印刷/拼版.pdf"
Change = Callable[[dict[str, Any]], object]


def path(number: int, format_: str) -> str:
    return f"{FOLDER}/{number:04d}.{format_}"


@cache
def files() -> dict[str, bytes]:
    made = {MERGED: merged_file()[0], SHEETS: gang_file()[0]}
    for number, (drawing, _) in enumerate(boards()[:-1]):
        made[path(number, "pdf")] = render_pdf(drawing, FOGRA39)
        made[path(number, "svg")] = render_svg(drawing)
        made[path(number, "dxf")] = render_dxf(drawing)
    return made


def order() -> dict[str, Any]:
    """Eight signs, the second of them twice."""
    signs = []
    for number, (_, sign) in enumerate(boards()[:-1]):
        code = sign.code
        printed = code and {"url": code.url, "level": code.level, "module_mm": code.module, "distance_m": 1.5}
        signs.append(
            {
                "path": path(number, "pdf"),
                "svg": path(number, "svg"),
                "dxf": path(number, "dxf"),
                "number": number + 1,
                "village": "00173",
                "name": "青石村",
                "sign": sign.slot,
                "slot": sign.slot,
                "kind": sign.kind,
                "wording": sign.wording,
                "trim_mm": list(sign.trim),
                "inks": [list(ink) for ink in sign.inks],
                "code": printed,
                "lines": list(sign.lines),
                "cut_contour": False,
                "margins_mm": [40, 20] if number else None,
            }
        )
    paths = [record["path"] for record in signs]
    several = [*paths, paths[1]]
    return {
        "batch": "2026-01",
        "signs": signs,
        "merged": [{"path": MERGED, "title": "全部标牌", "signs": several}],
        "sheets": [
            {
                "path": SHEETS,
                "title": "拼版",
                "sheet_mm": [1220, 2440],
                "gutter_mm": 10,
                "margin_mm": 10,
                "boards": several,
            }
        ],
    }


def write(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Change = lambda order: None,
    spoil: Callable[[dict[str, bytes]], object] = lambda made: None,
) -> Path:
    """The county's folder with the order, which is changed first."""

    def expect(expected: dict[str, Any]) -> None:
        ordered = copy.deepcopy(order())
        change(ordered)
        expected["orders"] = [ordered]

    def make(made: dict[str, bytes]) -> None:
        made.update(files())
        spoil(made)

    for number in range(len(boards()) - 1):
        for format_ in ("pdf", "svg", "dxf"):
            monkeypatch.setitem(county.KINDS, path(number, format_), ("order", "village", "00173"))
    for several in (MERGED, SHEETS):
        monkeypatch.setitem(county.KINDS, several, ("merged", "county", "lanxi"))
    return county.write(out, make, expect)


def test_a_sound_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = verify_output(write(tmp_path, monkeypatch))
    assert report.findings == ()
    assert report.checked["order"] == 24 and report.checked["merged"] == 2


def set_sign(number: int, key: str, value: object) -> Change:
    return lambda ordered: ordered["signs"][number].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "slug", "file"),
    [
        (set_sign(1, "cut_contour", True), "pdf-cut-missing", SHEETS),
        (set_sign(2, "svg", path(99, "svg")), "output-missing", path(99, "svg")),
        (lambda ordered: ordered["merged"][0]["signs"].pop(), "merged-pages", MERGED),
    ],
)
def test_another_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change, slug: str, file: str
) -> None:
    assert (slug, file) in found(write(tmp_path, monkeypatch, change))


def set_several(kind: str, key: str, value: object) -> Change:
    return lambda ordered: ordered[kind][0].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (set_sign(2, "margins_mm", [150]), "orders[0].signs[2].margins_mm"),
        (set_sign(2, "village", "00999"), "orders[0].signs[2].village"),
        (set_sign(2, "trim_mm", None), "orders[0].signs[2].trim_mm"),
        (set_several("merged", "signs", ["x.pdf"]), "orders[0].merged[0].signs[0]"),
        (set_several("sheets", "boards", ["x.pdf"]), "orders[0].sheets[0].boards[0]"),
        (set_several("sheets", "gutter_mm", None), "orders[0].sheets[0].gutter_mm"),
        (set_several("sheets", "sheet_mm", [1220]), "orders[0].sheets[0].sheet_mm"),
    ],
)
def test_an_order_that_cannot_be_read(change: Change, where: str) -> None:
    expected = copy.deepcopy(county.EXPECTED) | {"orders": [order()]}
    change(expected["orders"][0])
    with pytest.raises(FactError) as caught:
        read_expected(json.dumps(expected).encode())
    assert caught.value.where == where


def test_files_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two boards of one size: the engraving file is not its sign's."""

    def spoil(made: dict[str, bytes]) -> None:
        made[path(1, "svg")], made[path(2, "svg")] = made[path(2, "svg")], made[path(1, "svg")]
        made[path(3, "dxf")] = made[path(4, "dxf")]
        made[path(7, "pdf")] = b""

    faults = found(write(tmp_path, monkeypatch, spoil=spoil))
    assert ("engraving-title", path(1, "svg")) in faults and ("engraving-title", path(2, "svg")) in faults
    assert {slug for slug, file in faults if file == path(3, "dxf")} & {
        "engraving-count",
        "engraving-outline",
    }
    assert ("pdf-damaged", path(7, "pdf")) in faults and ("engraving-unchecked", path(7, "dxf")) in faults
