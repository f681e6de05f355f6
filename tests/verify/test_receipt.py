"""Receipts that say what was ordered, and each way in which one can say something else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from listgen.build.receipt import receipt_of
from listgen.documents.receipt import render_receipt
from listgen.orders.batch import Batch, Owner
from listgen.verify.order_papers import OrderPapers
from listgen.verify.receipt import check_receipt
from listgen.verify.word import check_docx
from tests.documents.samples import shipped_template
from tests.orders.samples import RECALL, batch_of
from tests.verify.papers import docx
from tests.verify.test_order_sheet import BATCH, made, papers

ELSEWHERE = replace(RECALL, owner=Owner("00007", "云岭村", "03", "云岭乡", "village"))
OLD = made(batch_of(recalls=(RECALL, ELSEWHERE)))


@cache
def receipt(batch: Batch = BATCH) -> bytes:
    return render_receipt(shipped_template("receipt"), receipt_of(batch))


def found(data: bytes, wanted: OrderPapers) -> list[tuple[str, str]]:
    """Slugs and townships."""
    findings = check_receipt(data, "分发签收单.docx", wanted)
    return [(one.slug, one.facts().get("township", "")) for one in findings]


@pytest.mark.parametrize("batch", [BATCH, OLD], ids=["new", "old"])
def test_a_sound_receipt(batch: Batch) -> None:
    assert found(receipt(batch), papers(batch)) == []
    assert list(check_docx(receipt(batch), "分发签收单.docx", None, specimen=True)) == []


def line(at: int, **changes: Any) -> OrderPapers:
    lines = list(papers().lines)
    lines[at] = replace(lines[at], **changes)
    return replace(papers(), lines=tuple(lines))


def recall(**changes: Any) -> OrderPapers:
    first, *rest = papers().recalls
    return replace(papers(), recalls=(replace(first, **changes), *rest))


@pytest.mark.parametrize(
    ("wanted", "township"),
    [
        (line(0, number=9), "清河镇"),
        (line(0, name="青岩村"), "清河镇"),
        (line(0, sign="委员会牌"), "清河镇"),
        (line(2, name="青岩村"), "白石乡"),
        (recall(number=8), "清河镇"),
        (recall(name="青岩村"), "清河镇"),
        (recall(sign="委员会牌"), "清河镇"),
        (recall(batch="2025-01"), "清河镇"),
    ],
)
def test_another_sign(wanted: OrderPapers, township: str) -> None:
    assert found(receipt(), wanted) == [("receipt-line", township)]


@pytest.mark.parametrize("wanted", [line(0, quantity=2), recall(quantity=1)])
def test_another_quantity(wanted: OrderPapers) -> None:
    assert found(receipt(), wanted) == [("receipt-heading", ""), ("receipt-line", "清河镇")]


def test_a_sign_of_another_township() -> None:
    assert ("receipt-lines", "清河镇") in found(receipt(), line(0, township="02", township_name="白石乡"))


def test_a_township_more_or_less() -> None:
    more = replace(papers(), recalls=(*papers().recalls, papers(OLD).recalls[1]))
    assert found(receipt(), more) == [("receipt-lists", "")]
    less = replace(papers(), lines=papers().lines[:2], recalls=papers().recalls[:1])
    assert found(receipt(), less) == [("receipt-lists", "")]


@pytest.mark.parametrize("changes", [{"county": "清溪县"}, {"batch": "2026-03"}])
def test_another_order(changes: dict[str, str]) -> None:
    """Above the first list of each township."""
    assert found(receipt(), replace(papers(), **changes)) == [("receipt-heading", "")] * 2  # type: ignore[arg-type]


def test_another_township() -> None:
    lines = tuple(
        replace(one, township_name="清溪镇") if one.township == "01" else one for one in papers().lines
    )
    recalls = tuple(replace(one, township_name="清溪镇") for one in papers().recalls if one.township == "01")
    wanted = replace(papers(), lines=lines, recalls=(*recalls, papers().recalls[1]))
    assert found(receipt(), wanted) == [("receipt-heading", "")]


def test_a_paper_without_lists() -> None:
    assert found(docx(), papers()) == [("receipt-lists", "")]


@pytest.mark.parametrize("data", [b"", receipt()[:900]], ids=["empty", "cut"])
def test_what_cannot_be_read_is_told_by_the_check_of_papers(data: bytes) -> None:
    assert found(data, papers()) == []
    assert [one.slug for one in check_docx(data, "分发签收单.docx")] == ["docx-unreadable"]
