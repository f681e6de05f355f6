"""The papers of records against the records as they stand in the files: each is there, and says its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from listgen.findings import Finding, Location, error
from listgen.verify.plain import read_plain
from listgen.verify.promised import Document, Owner

ADMISSIONS, FEEDBACK, CONSULTATIONS = "records/admission", "records/feedback", "records/consultation"
OPINIONS = "opinions"  # the kind of their table
_FORMS = {ADMISSIONS: ("admission-form", "admission-notice"), FEEDBACK: ("feedback",)}
_TEXTS = {
    ADMISSIONS: ("basis", "content", "authority", "cycle", "funding", "approved_by"),
    FEEDBACK: ("fact", "interim"),
}
_TO_FILL_IN = "〔请填写"  # a record that nobody has filled in counts for nothing
Read = Callable[[Path], Mapping[str, Any]]


def check_records(
    folder: Path, owners: Sequence[Owner], edition: str, without: Iterable[str], read: Read
) -> Iterator[Finding]:
    """`folder` has the records, `read` a YAML file of them; `without` are papers that the county has not."""
    documents = [document for owner in owners for document in owner.documents]
    unwanted = set(without)
    standing = {owner.id for owner in owners if owner.documents}  # a village that was merged has no papers
    for kind, forms in _FORMS.items():
        if not unwanted.issuperset(forms):
            for name, record in _records(folder, kind, read):
                if str(record.get("village", "")) not in standing and kind == FEEDBACK:
                    continue
                yield from _check_record(name, record, _TEXTS[kind], documents)
    if OPINIONS not in unwanted:
        yield from _check_opinions(folder, documents, edition, read)


def _records(folder: Path, kind: str, read: Read) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The records that are filled in, each by its place in the project."""
    for path in sorted((folder / kind).glob("*.yaml")):
        if _TO_FILL_IN not in read_plain(path).decode("utf-8-sig", "replace"):
            yield f"{kind}/{path.name}", read(path)


def _check_record(
    name: str, record: Mapping[str, Any], texts: Iterable[str], documents: Iterable[Document]
) -> Iterator[Finding]:
    id_ = str(record.get("id", ""))
    papers = [document for document in documents if id_ in document.path]
    if not papers:
        yield error("project-record", Location(name), value=id_)
    said = {text for paper in papers for text in paper.says}
    for field in texts:
        text = str(record.get(field) or "").rstrip("。")
        if said and text and text not in {one.rstrip("。") for one in said}:
            yield error("project-record-text", Location(name), value=text[:60], field=field)


def _check_opinions(
    folder: Path, documents: Iterable[Document], edition: str, read: Read
) -> Iterator[Finding]:
    """Each opinion on this edition has its row."""
    tables = (table for document in documents for table in document.tables if table.kind == OPINIONS)
    rows = [row.cells for table in tables for row in table.rows]
    for name, record in _records(folder, CONSULTATIONS, read):
        if record.get("draft") != edition:
            continue
        for opinion in record.get("opinions") or ():
            said = {str(opinion.get("department", "")), str(opinion.get("opinion", ""))}
            if not any(said <= set(row) for row in rows):
                yield error("project-opinion", Location(name), value=str(opinion.get("opinion", ""))[:60])
