"""What the files of orders say, for `verify`: told by the records, whatever the roster says today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict

from listgen.build.order_jobs import FOLDER, ORDER_SHEET, PROOF, RECEIPT, by_slot, merged_path, merged_title
from listgen.orders.batch import ARCHIVED, DXF, PDF, SVG, Batch, OrderedSign
from listgen.orders.gang import gangs, stock_of
from listgen.signage.facts import SignFacts
from listgen.typeset.faces import Faces

Record = dict[str, object]


def order_records(
    batches: Iterable[Batch], facts: Callable[[SignFacts], Record], faces: Faces
) -> list[Record]:
    """A record of each batch of which OUT has something; `facts` words those of a sign."""
    return [_Order(batch, facts, faces).record() for batch in batches]


class _Order:
    def __init__(self, batch: Batch, facts: Callable[[SignFacts], Record], faces: Faces) -> None:
        self._batch = batch
        self._facts = facts
        self._drawn = {glyph.char for glyph in faces.drawn}
        self._own = any(file.own for file in faces.files)
        self._held = {file.path for file in batch.files}

    def record(self) -> Record:
        batch = self._batch
        return {
            "batch": batch.name,
            "number": batch.number,
            "archived": batch.state == ARCHIVED,
            "county": batch.county,
            "day": batch.day.isoformat(),
            "edition": batch.edition,
            "scheme": batch.scheme,
            "since": batch.since,
            "specimen": batch.specimen,
            "sheet_mm": list(batch.sheet),
            "cut_contour": batch.cut_contour,
            "ledger": {"lines": batch.ledger.lines, "fingerprint": batch.ledger.fingerprint},
            "proof": self._path(PROOF),
            "sheet": self._path(ORDER_SHEET),
            "receipt": self._path(RECEIPT),
            "signs": [self._sign(sign) for sign in batch.signs],
            "recalls": [asdict(recall) for recall in batch.recalls],
            "merged": self._merged(),
            "sheets": self._sheets(),
        }

    def _sign(self, sign: OrderedSign) -> Record:
        says = sign.facts.wording + "".join(sign.facts.lines)
        drawn = "".join(sorted(self._drawn & set(says)))
        licensed = "".join(sorted(set(says))) if self._own else ""  # of which face, a record does not say
        return {
            "number": sign.number,
            "village": sign.owner.village,
            "name": sign.owner.name,
            "township": sign.owner.township,
            "township_name": sign.owner.township_name,
            "sign": sign.name,
            "slot": sign.slot,
            "kind": sign.kind,
            "quantity": sign.quantity,
            "material": sign.material,
            "process": sign.process,
            "path": self._below(sign.file(PDF).path),
            "svg": self._below(sign.file(SVG).path),
            "dxf": self._below(sign.file(DXF).path),
            **self._facts(sign.facts),
            "cut_contour": self._batch.cut_contour,
            "drawn": drawn,
            "licensed": licensed,
        }

    def _merged(self) -> list[Record]:
        """The files of all signs of one slot."""
        batch = self._batch
        files = ((merged_path(batch, held), held) for held in by_slot(batch).values())
        return [
            {
                "path": self._below(path),
                "title": merged_title(batch, held),
                "signs": [self._below(batch.signs[at].file(PDF).path) for at in held],
            }
            for path, held in files
            if path in self._held
        ]

    def _sheets(self) -> list[Record]:
        """The files of boards on stock."""
        batch, stock = self._batch, stock_of(self._batch)
        return [
            {
                "path": self._below(gang.path),
                "title": gang.title,
                "sheet_mm": list(batch.sheet),
                "gutter_mm": stock.gutter,
                "margin_mm": stock.margin,
                "boards": [self._below(batch.signs[at].file(PDF).path) for at in gang.boards],
            }
            for gang in gangs(batch)
            if gang.path in self._held
        ]

    def _path(self, path: str) -> str:
        return self._below(path) if path in self._held else ""

    def _below(self, path: str) -> str:
        return f"{FOLDER}/{self._batch.name}/{path}"
