"""An order's receipt: the batch as what townships fetch and hand back."""

from __future__ import annotations

from listgen.documents.receipt import Handed, Receipt, TownshipReceipt
from listgen.orders.batch import Batch


def receipt_of(batch: Batch) -> Receipt:
    """The receipt of a batch; townships in the order in which they first come."""
    owners = (*(sign.owner for sign in batch.signs), *(recall.owner for recall in batch.recalls))
    townships = {owner.township: owner.township_name for owner in owners}
    return Receipt(
        county=batch.county,
        batch=batch.name,
        day=batch.day,
        specimen=batch.specimen,
        townships=tuple(_township(batch, id_, name) for id_, name in townships.items()),
    )


def _township(batch: Batch, id_: str, name: str) -> TownshipReceipt:
    signs = (
        Handed(sign.number, sign.owner.name, sign.name, sign.quantity)
        for sign in batch.signs
        if sign.owner.township == id_
    )
    recalls = (
        Handed(recall.number, recall.owner.name, recall.name, recall.quantity, recall.batch)
        for recall in batch.recalls
        if recall.owner.township == id_
    )
    return TownshipReceipt(name, tuple(signs), tuple(recalls))
