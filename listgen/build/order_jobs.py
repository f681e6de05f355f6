"""下单/<batch>/ as jobs. What was ordered is never changed: a file is made once and then held to.

The record in the project says the SHA-256 of every file. A file that is lost is made again, and refused where
today's roster, scheme, faces or program would make another one than the shop got.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from listgen.build.digest import Digester
from listgen.build.job import BatchFileValues, Job, OrderedFileValues, Values
from listgen.build.unit import ORDER
from listgen.filenames import safe_name
from listgen.orders.batch import ARCHIVED, FORMATS, PRINT_FOLDER, Batch, File, OrderedSign, called
from listgen.orders.gang import gangs
from listgen.orders.record import with_hashes
from listgen.orders.select import Key, Today, made_today

FOLDER = "下单"
ORDER_SHEET, RECEIPT, PROOF = "下单表.xlsx", "分发签收单.docx", "校样.pdf"
MERGED_FOLDER = f"{PRINT_FOLDER}/合并"
UNKNOWN = "order-unknown"  # a file of another listgen's orders


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file of a whole batch: what makes it, its kind and slot in the manifest, and the signs in it."""

    path: str
    writer: str
    kind: str
    slot: str
    signs: tuple[int, ...] = ()


def batch_files(batch: Batch) -> Iterator[BatchFile]:
    """The files of the batch as a whole. The order sheet is the last: it names the others."""
    for slot, held in by_slot(batch).items():
        yield BatchFile(merged_path(batch, held), "order-merged", "merged", slot, held)
    for gang in gangs(batch):
        yield BatchFile(gang.path, "order-gang", "merged", "gang", gang.boards)
    if batch.signs:
        yield BatchFile(PROOF, "order-proof", "proof", "", tuple(range(len(batch.signs))))
    yield BatchFile(RECEIPT, "order-receipt", "order", "receipt")
    yield BatchFile(ORDER_SHEET, "order-sheet", "order", "order-sheet")


def by_slot(batch: Batch) -> dict[str, tuple[int, ...]]:
    """The places of the batch's signs by what they are, each in the batch's order."""
    slots = dict.fromkeys(sign.slot for sign in batch.signs)
    return {slot: tuple(at for at, sign in enumerate(batch.signs) if sign.slot == slot) for slot in slots}


def merged_path(batch: Batch, signs: tuple[int, ...]) -> str:
    """Where the file of all signs of one slot lies."""
    name = called(batch.signs[at] for at in signs)
    return f"{MERGED_FOLDER}/{safe_name(f'{name}-{len(signs)}种')}.pdf"


def merged_title(batch: Batch, signs: tuple[int, ...]) -> str:
    """The title of a file of all signs of one slot."""
    return f"{batch.county} {batch.name} {called(batch.signs[at] for at in signs)}"


def with_files(batch: Batch) -> Batch:
    """The batch with the paths of the files that it has as a whole."""
    return replace(batch, files=tuple(File(file.path) for file in batch_files(batch)))


class OrderJobs:
    """The jobs of batches. Knows what the county of today would make, by the place of each sign."""

    def __init__(self, today: Iterable[Today], county: str) -> None:
        self._today: dict[Key, Today] = {one.key: one for one in today}
        self._county = county
        self._digester = Digester()

    def of(self, batch: Batch) -> Iterator[Job]:
        """Every file of the batch."""
        yield from self.signs(batch)
        yield from self.papers(batch)

    def signs(self, batch: Batch) -> Iterator[Job]:
        """The PDF, SVG and DXF of each sign."""
        for sign, made_of in zip(batch.signs, made_today(batch, self._today), strict=True):
            for format_, file in zip(FORMATS, sign.files, strict=True):
                values = OrderedFileValues(made_of, batch.cut_contour, file.sha256)
                yield _owned(self._job(batch, file, f"ordered-{format_}", "order", values), sign)

    def papers(self, batch: Batch) -> Iterator[Job]:
        """The files of the batch as a whole. None but the order sheet depends on the hashes of others."""
        made_of = made_today(batch, self._today)
        makers = {maker.path: maker for maker in batch_files(batch)}
        for file in batch.files:
            maker = makers.get(file.path, BatchFile(file.path, UNKNOWN, "order", ""))
            held = _without(batch, file.path) if file.path == ORDER_SHEET else with_hashes(batch, {})
            signs = tuple(made_of[at] for at in maker.signs)
            values = BatchFileValues(held, file.path, maker.signs, signs, file.sha256)
            job = self._job(batch, file, maker.writer, maker.kind, values)
            yield replace(job, slot=maker.slot, weight=max(1, len(maker.signs)))

    def _job(self, batch: Batch, file: File, writer: str, kind: str, values: Values) -> Job:
        path = f"{FOLDER}/{batch.name}/{file.path}"
        return Job(
            path=path,
            writer=writer,
            kind=kind,
            format=path.rsplit(".", 1)[1],
            level="county",
            owner=self._county,
            values=values,
            assets=(),
            fingerprint=self.held(path, file.sha256),
            optional=batch.state == ARCHIVED,
            unit=f"{ORDER}/{batch.name}",
        )

    def held(self, path: str, sha256: str) -> str:
        """The fingerprint of an ordered file: of the record alone, whatever would make it today."""
        return self._digester.of(("held", path, sha256))


def _owned(job: Job, sign: OrderedSign) -> Job:
    owner = sign.owner
    return replace(job, level="village", owner=owner.village, township=owner.township, slot=sign.slot)


def _without(batch: Batch, path: str) -> Batch:
    """The batch as its own sheet knows it: a file cannot name its own hash."""
    files = (File(file.path, "" if file.path == path else file.sha256) for file in batch.files)
    return replace(batch, files=tuple(files))
