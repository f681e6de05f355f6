"""records/consultation/*.yaml: the rounds in which departments and townships are asked about a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from listgen.catalog.items import ID
from listgen.catalog.record import ADOPTED, NO, PARTLY, ROUNDS, Consultation, LegalReview, Opinion
from listgen.catalog.record_files import RECORD_ID, load_records
from listgen.county import EDITION_NUMBER
from listgen.findings import Finding, error
from listgen.sources.fields import Fields
from listgen.sources.values import Table

FOLDER = "records/consultation"
_ROUNDS = tuple(str(number) for number in range(1, ROUNDS + 1))


def load_consultations(files: Mapping[str, bytes]) -> tuple[tuple[Consultation, ...], list[Finding]]:
    """The rounds in the order of their files, and what is wrong with their form."""
    return load_records(files, _consultation)


def _consultation(fields: Fields, findings: list[Finding]) -> Consultation:
    opened = fields.day("opened", required=True) or date.min
    closed = fields.day("closed")
    asked = fields.texts("asked", required=True)
    consultation = Consultation(
        id=fields.code("id", RECORD_ID),
        round=int(fields.choice("round", _ROUNDS) or 0),
        draft=fields.code("draft", EDITION_NUMBER),
        opened=opened,
        closed=closed,
        asked=asked,
        opinions=tuple(_opinion(table, closed, findings) for table in fields.tables("opinions")),
        legal=_legal(fields.table("legal")) if fields.has("legal") else None,
        location=fields.place("id"),
    )
    fields.text("note")
    fields.finish()
    if closed and closed < opened:
        facts = {"value": closed, "opened": opened}
        findings.append(error("consultation-closed-before-opened", fields.place("closed"), **facts))
    return consultation


def _opinion(table: Table, closed: date | None, findings: list[Finding]) -> Opinion:
    """An opinion; in a round that is closed somebody has decided on it."""
    fields = Fields(table, findings)
    opinion = Opinion(
        department=fields.text("department", required=True),
        item=fields.code("item", ID, required=False),
        text=fields.text("opinion", required=True),
        adopted=fields.choice("adopted", ADOPTED, required=closed is not None),
        reason=fields.text("reason"),
        location=fields.place("department"),
    )
    fields.finish()
    if opinion.adopted in (PARTLY, NO) and not opinion.reason:
        facts = {"value": opinion.department, "item": opinion.item}
        findings.append(error("opinion-without-reason", fields.place("adopted"), **facts))
    return opinion


def _legal(fields: Fields) -> LegalReview:
    legal = LegalReview(
        by=fields.text("by", required=True),
        day=fields.day("date", required=True) or date.min,
        passed=fields.choice("passed", ("yes", "no")) == "yes",
        location=fields.place("passed"),
    )
    fields.finish()
    return legal
