"""records/filing/*.yaml: which signs were put on record with whom, and under which number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from listgen.catalog.model import FiledSign, Filing
from listgen.findings import Finding, error
from listgen.sources.fields import Fields
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

FOLDER = "records/filing"
LONGEST_NUMBER = 30  # characters; a sign has one short line for it


def load_filings(files: Mapping[str, bytes]) -> tuple[tuple[Filing, ...], list[Finding]]:
    """The filings in the order of their files, and what is wrong with their form."""
    filings: list[Filing] = []
    findings: list[Finding] = []
    for file in sorted(files):
        table, found = load_yaml(files[file], file)
        findings += found
        if table is None:
            continue
        filing = _filing(Fields(table, findings), findings)
        if filing.id in (other.id for other in filings):
            findings.append(error("duplicate-record", filing.location, value=filing.id))
        filings.append(filing)
    return tuple(filings), findings


def _filing(fields: Fields, findings: list[Finding]) -> Filing:
    filing = Filing(
        id=fields.code("id", r"[A-Z]{2}-\d{4}-\d{2,3}"),
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
