"""The receipt of an order: each township its own list of new and old signs, read back by another reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from listgen.build.receipt import receipt_of
from listgen.documents.receipt import render_receipt
from listgen.orders.batch import Batch, Owner
from tests.documents.reader import grids, outside, said
from tests.documents.samples import shipped_bytes, shipped_template
from tests.orders.samples import BATCH, PARTY, QINGSHI, RECALL, batch_of, ordered

TEMPLATE = shipped_template("receipt")
BAISHI = Owner("00003", "白石村", "02", "白石乡", "village")
HEADS = [
    ("序号", "清河镇村（社区）", "牌名", "块数", "签收人", "日期"),
    ("原批次", "原号", "清河镇村（社区）", "旧牌", "块数", "交回人", "日期"),
]


def made(batch: Batch) -> bytes:
    return render_receipt(TEMPLATE, receipt_of(batch))


def tables(batch: Batch) -> list[list[tuple[str, ...]]]:
    return [[row[:-2] for row in grid.rows[1:]] for grid in grids(made(batch))]


def test_new_and_old_signs_of_a_township() -> None:
    assert [grid.rows[0] for grid in grids(made(BATCH))] == HEADS
    assert tables(BATCH) == [
        [("1", "青石村", "党组织牌", "1"), ("2", "青石村", "大厅牌", "3")],
        [("2026-01", "7", "青石村", "党组织牌", "2")],
    ]
    text = said(made(BATCH))
    assert "清河镇标牌分发签收单" in text
    assert "新牌共4块" in text
    assert "收回旧牌共2块" in text
    assert "2026年12月1日" in text
    assert "岚溪县，批次2026-02" in text
    assert "发放人签字" in text and "收回人签字" in text and "领新牌时交回" in text


def test_each_township_has_its_own() -> None:
    batch = batch_of([ordered(1), ordered(2, PARTY, BAISHI), ordered(3)])
    assert tables(batch) == [
        [("1", "青石村", "党组织牌", "1"), ("3", "青石村", "党组织牌", "1")],
        [("2", "白石村", "党组织牌", "1")],
    ]
    assert said(made(batch)).count("标牌分发签收单") == 2


def test_a_township_that_only_hands_back() -> None:
    batch = batch_of([ordered(1, PARTY, BAISHI)], recalls=(replace(RECALL, owner=QINGSHI),))
    assert [len(table) for table in tables(batch)] == [1, 1]
    assert "新牌共0块" not in said(made(batch))
    text = said(made(batch_of(recalls=(RECALL,))))
    assert "清河镇标牌收回签收单" in text and "收回人签字" in text
    assert "发放" not in text and "领新牌" not in text


def test_a_specimen_says_so() -> None:
    assert "示例" in outside(made(BATCH))
    assert "示例" not in outside(made(replace(BATCH, specimen=False)))


def test_the_same_order_gives_the_same_bytes() -> None:
    assert made(BATCH) == made(BATCH)


@pytest.mark.parametrize("data", [made(BATCH), shipped_bytes("receipt")], ids=["receipt", "template"])
def test_the_file_is_valid(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "receipt.docx"
    file.write_bytes(data)
    assert list(map(str, OpenXmlValidator().validate(str(file)).errors)) == []
