"""records/admission/*.yaml: the decisions that let a local addition in, for a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from listgen.catalog.items import ID
from listgen.catalog.model import Admission
from listgen.findings import Finding, error
from listgen.sources.fields import Fields
from listgen.sources.yaml import load_yaml

FOLDER = "records/admission"


def load_admissions(files: Mapping[str, bytes]) -> tuple[dict[str, Admission], list[Finding]]:
    """The admissions by id and what is wrong with them."""
    admissions: dict[str, Admission] = {}
    findings: list[Finding] = []
    for file in sorted(files):
        table, found = load_yaml(files[file], file)
        findings += found
        if table is None:
            continue
        admission = _admission(Fields(table, findings))
        if admission.id in admissions:
            findings.append(error("duplicate-record", admission.location, value=admission.id))
        admissions[admission.id] = admission
    return admissions, findings


def _admission(fields: Fields) -> Admission:
    admission = Admission(
        id=fields.code("id", r"[A-Z]{2}-\d{4}-\d{2,3}"),
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
    )
    fields.day("decided")
    fields.text("level")
    fields.text("note")
    fields.finish()
    return admission
