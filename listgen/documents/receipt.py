"""The receipt of an order of signs: who gets which new sign and hands back which old one, by township."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from listgen.documents.data import chinese_date
from listgen.documents.template import Template


@dataclass(frozen=True, slots=True)
class Handed:
    """Pieces of one sign for or from one village. `batch` is that of an old sign, '' of a new one."""

    number: int
    village: str
    sign: str
    quantity: int
    batch: str = ""


@dataclass(frozen=True, slots=True)
class TownshipReceipt:
    """What a township fetches and hands back."""

    name: str
    signs: tuple[Handed, ...]
    recalls: tuple[Handed, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of a whole batch, a page or more for each township."""

    county: str
    batch: str
    day: date
    specimen: bool
    townships: tuple[TownshipReceipt, ...]


def render_receipt(template: Template, receipt: Receipt) -> bytes:
    """The receipt as a Word file."""
    return template.render(
        {
            "specimen": receipt.specimen,
            "county": receipt.county,
            "batch": receipt.batch,
            "date": chinese_date(receipt.day),
            "townships": [
                {
                    "name": township.name,
                    "pieces": _pieces(township.signs),
                    "rows": [_row(sign) for sign in township.signs],
                    "recalled": _pieces(township.recalls),
                    "recalls": [_row(old) | {"batch": old.batch} for old in township.recalls],
                }
                for township in receipt.townships
            ],
        }
    )


def _pieces(handed: Sequence[Handed]) -> str:
    return str(sum(one.quantity for one in handed))


def _row(one: Handed) -> dict[str, object]:
    return {
        "number": str(one.number),
        "village": one.village,
        "sign": one.sign,
        "quantity": str(one.quantity),
    }
