"""records/filing/*.yaml: which signs were put on record with whom, and under which number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from listgen.catalog.record import FiledSign, Filing
from listgen.catalog.record_files import RECORD_ID, load_records
from listgen.findings import Finding, error
from listgen.sources.fields import Fields
from listgen.sources.values import Table

FOLDER = "records/filing"
LONGEST_NUMBER = 30  # characters; a sign has one short line for it


def load_filings(files: Mapping[str, bytes]) -> tuple[tuple[Filing, ...], list[Finding]]:
    """The filings in the order of their files, and what is wrong with their form."""
    return load_records(files, _filing)


def _filing(fields: Fields, findings: list[Finding]) -> Filing:
    filing = Filing(
        id=fields.code("id", RECORD_ID),
        filed=fields.day("date", required=True) or date.min,
        authority=fields.name("authority"),
        valid_to=fields.day("valid_to"),
        signs=tuple(_sign(table, findings) for table in fields.tables("signs", required=True)),
        location=fields.place("id"),
    )
    fields.text("note")
    fields.finish()
    if filing.valid_to and filing.valid_to < filing.filed:
        facts = {"value": filing.valid_to, "date": filing.filed}
        findings.append(error("filing-ends-before-it-begins", fields.place("valid_to"), **facts))
    return filing


def _sign(table: Table, findings: list[Finding]) -> FiledSign:
    fields = Fields(table, findings)
    sign = FiledSign(
        village=fields.code("village", r"[0-9]{5}"),
        column=fields.name("sign"),
        number=fields.name("number", longest=LONGEST_NUMBER),
        location=fields.place("number"),
    )
    fields.finish()
    return sign
