"""records/admission/*.yaml: the decisions that let a local addition in, for a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from listgen.catalog.items import ID
from listgen.catalog.model import Admission
from listgen.catalog.record_files import RECORD_ID, load_records
from listgen.findings import Finding
from listgen.sources.fields import Fields

FOLDER = "records/admission"


def load_admissions(files: Mapping[str, bytes]) -> tuple[dict[str, Admission], list[Finding]]:
    """The admissions by id and what is wrong with them."""
    admissions, findings = load_records(files, _admission)
    return {admission.id: admission for admission in admissions}, findings


def _admission(fields: Fields, findings: list[Finding]) -> Admission:
    admission = Admission(
        id=fields.code("id", RECORD_ID),
        item=fields.code("item", ID),
        effective=fields.day("from", required=True) or date.max,
        until=fields.day("to", required=True) or date.min,
        approved_by=fields.text("approved_by", required=True),
        basis=fields.text("basis", required=True),
        content=fields.text("content", required=True),
        authority=fields.text("authority", required=True),
        cycle=fields.text("cycle", required=True),
        funding=fields.text("funding", required=True),
        location=fields.place("id"),
        decided=fields.day("decided"),
    )
    fields.text("level")
    fields.text("note")
    fields.finish()
    return admission
