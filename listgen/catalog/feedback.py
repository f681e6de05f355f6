"""records/feedback/*.yaml: what villages report of the list at work, and what was decided on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from listgen.catalog.items import ID
from listgen.catalog.record import ACTIONS, MOVE, Decision, Feedback
from listgen.catalog.record_files import RECORD_ID, load_records
from listgen.findings import Finding, error
from listgen.sources.fields import Fields

FOLDER = "records/feedback"


def load_feedback(files: Mapping[str, bytes]) -> tuple[tuple[Feedback, ...], list[Finding]]:
    """The reports in the order of their files, and what is wrong with their form."""
    return load_records(files, _feedback)


def _feedback(fields: Fields, findings: list[Finding]) -> Feedback:
    feedback = Feedback(
        id=fields.code("id", RECORD_ID),
        village=fields.code("village", r"[0-9]{5}"),
        day=fields.day("date", required=True) or date.min,
        item=fields.code("item", ID, required=False),
        fact=fields.text("fact", required=True),
        interim=fields.text("interim"),
        decision=_decision(fields.table("decision"), findings) if fields.has("decision") else None,
        location=fields.place("id"),
    )
    fields.text("note")
    fields.finish()
    if feedback.decision and feedback.decision.day < feedback.day:
        facts = {"value": feedback.decision.day, "date": feedback.day}
        findings.append(error("decided-before-reported", feedback.decision.location, **facts))
    return feedback


def _decision(fields: Fields, findings: list[Finding]) -> Decision:
    decision = Decision(
        day=fields.day("date", required=True) or date.min,
        action=fields.choice("action", ACTIONS),
        kind=fields.text("kind"),
        by=fields.text("by", required=True),
        reason=fields.text("reason", required=True),
        location=fields.place("date"),
    )
    fields.finish()
    if (decision.action == MOVE) is not bool(decision.kind):
        findings.append(error("decision-kind", fields.place("action"), value=decision.action))
    return decision
