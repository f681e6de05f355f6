"""Batches of the demo county with their drawings, and a proof read back."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from listgen.drawing.model import Drawing
from listgen.orders.batch import Batch, OrderedSign, Owner, Recall
from listgen.orders.proof import render_proof
from listgen.orders.proof_text import load_proof_text
from listgen.preflight import Assets, Subject, check_project
from listgen.resources import shipped
from listgen.signage.facts import facts_of
from listgen.signage.sign import INTERIOR, SignValues, draw_sign, signs_of
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from listgen.verify import promised
from listgen.verify.promised import Code, Order
from tests.orders.samples import batch_of

# Of two villages of one name, the one with the rarest characters, and the one with the longest wording.
VILLAGES = ("00008", "00014", "00020", "00019")


def proof_data() -> Any:
    """templates/orders/proof.yaml as dicts, lists and texts, new each time."""
    table, findings = load_yaml((shipped("templates") / "orders/proof.yaml").read_bytes(), "proof.yaml")
    assert table is not None and findings == []
    return plain(table)


TEXT = load_proof_text(proof_data())


@dataclass(frozen=True)
class Ordered:
    """A batch and what its signs are drawn from."""

    batch: Batch
    values: tuple[SignValues, ...]

    def drawings(self) -> list[Drawing]:
        """Of each sign, in order."""
        return [draw_sign(values, demo()[1].faces) for values in self.values]


@cache
def demo() -> tuple[Subject, Assets]:
    """The demo county."""
    checked = check_project(shipped("catalogs") / "demo")
    assert checked.subject is not None and checked.assets is not None
    return checked.subject, checked.assets


@cache
def ordered(*villages: str, **more: Any) -> Ordered:
    """All signs of these villages that hang outside or in the hall, in the order of the roster."""
    subject, _ = demo()
    signs: list[OrderedSign] = []
    values = []
    for view in subject.views:
        village, township = view.village, view.township
        if village.id not in villages:
            continue
        owner = Owner(village.id, village.name, township.id, township.name, village.organisation)
        for sign in signs_of(subject.scheme, subject.county, view):
            if sign.kind == INTERIOR:
                continue
            values.append(sign.values)
            facts = facts_of(sign.values)
            number = len(signs) + 1
            signs.append(OrderedSign(number, owner, sign.kind, sign.slot, sign.name, facts, "", "", 1, ()))
    fields = {"specimen": True, **more}
    return Ordered(batch_of(signs, name="2026-02", **fields), tuple(values))


@cache
def proof(*villages: str, **more: Any) -> bytes:
    """Its proof."""
    made = ordered(*villages, **more)
    return render_proof(made.batch, made.drawings(), demo()[1].faces, TEXT)


@cache
def expected_of(*villages: str) -> Order:
    """What verify expects of it."""
    signs = []
    for sign in ordered(*villages).batch.signs:
        facts, code = sign.facts, sign.facts.code
        printed = Code(code.url, code.level, code.module, code.distance) if code else None
        owner, words = sign.owner, (sign.name, facts.wording, facts.lines)
        signs.append(promised.OrderedSign(sign.number, owner.village, owner.name, *words, printed))
    return Order("2026-02", "下单/2026-02/校样.pdf", tuple(signs))


def recalled(count: int) -> tuple[Recall, ...]:
    """Signs that have to come down."""
    owner = ordered(VILLAGES[0]).batch.signs[0].owner
    recall = Recall(owner, "委员会牌", "岚溪县白汀镇青石村村民委员会", "2026-01", 1, 2, "replaced")
    return tuple(replace(recall, number=number) for number in range(1, count + 1))


def texts_of(data: bytes, folder: Path) -> list[str]:
    """The text of each page as poppler copies it, without blanks and line breaks."""
    (folder / "proof.pdf").write_bytes(data)
    command = ["pdftotext", "-raw", "proof.pdf", "-"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]
