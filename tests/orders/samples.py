"""A small batch, and the county of tests/faults as a batch is chosen from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from listgen.drawing.model import Ink
from listgen.orders.batch import FORMATS, Batch, File, Head, OrderedSign, Owner, Recall, sign_path
from listgen.orders.select import Source
from listgen.preflight import check_project
from listgen.signage.facts import CodeFacts, SignFacts

DAY = date(2026, 12, 1)
RED, WHITE, BLACK = Ink(0, 1, 1, 0), Ink(0, 0, 0, 0), Ink(0, 0, 0, 1)
QINGSHI = Owner("00001", "青石村", "01", "清河镇", "village")
PARTY = SignFacts("中国共产党岚溪县清河镇青石村支部委员会", (), 350, 2000, (WHITE, RED))
CODE = CodeFacts("https://fw.lanxi.example/qingdan/000013/", "Q", 7.777777777777778, 1.5)
HALL = SignFacts(
    "清河镇青石村综合服务大厅", ("党群服务", "监督电话 0600-5550100"), 1600, 600, (RED, WHITE, BLACK), CODE
)


def ordered(number: int, facts: SignFacts = PARTY, owner: Owner = QINGSHI, quantity: int = 1) -> OrderedSign:
    """A line of an order."""
    hall = facts.code is not None
    stem = f"{number:04d}-{owner.village}"
    return OrderedSign(
        number=number,
        owner=owner,
        kind="hall-sign" if hall else "plaque",
        slot="hall" if hall else "party",
        name="大厅牌" if hall else "党组织牌",
        facts=facts,
        material="钢板",
        process="",
        quantity=quantity,
        files=tuple(File(sign_path(stem, format_), f"{number:064x}") for format_ in FORMATS),
    )


def batch_of(signs: Sequence[OrderedSign] = (), name: str = "2026-02", **more: object) -> Batch:
    """An order."""
    fields: dict[str, object] = {
        "number": 1,
        "day": DAY,
        "county": "岚溪县",
        "edition": "2026-1",
        "scheme": "一横四竖一标识",
        "specimen": True,
        "ledger": Head(3, "0123-4567-89AB-CDEF"),
        "sheet": (1220.0, 2440.0),
        "cut_contour": False,
        "since": "",
        "recalls": (),
        **more,
    }
    return Batch(name=name, signs=tuple(signs), **fields)  # type: ignore[arg-type]


RECALL = Recall(QINGSHI, "党组织牌", PARTY.wording, "2026-01", 7, 2, "merged", "白石村")
BATCH = batch_of(
    (ordered(1), ordered(2, HALL, quantity=3)), recalls=(RECALL,), files=(File("校样.pdf", "e" * 64),)
)


def source(project: Path, batches: Sequence[Batch] = ()) -> Source:
    """The county of a project that has no errors, with these batches behind it."""
    subject = check_project(project).subject
    assert subject is not None
    return Source(
        subject.county, subject.catalog, subject.scheme, subject.views, subject.links, tuple(batches)
    )
