"""What has expired between the day of an edition and today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from listgen.findings import Finding, Severity
from listgen.preflight.check import Checked, check_project

_ENDING = ("law-not-in-force", "admission-expired", "filing-expired")


def expired_since(folder: Path, checked: Checked, today: date) -> tuple[Finding, ...]:
    """Laws, admissions and filings that held on the edition's day and do not today: the edition stands."""
    if checked.subject is None or today <= checked.subject.day:
        return ()
    return tuple(
        replace(finding, severity=Severity.WARN)
        for finding in check_project(folder, today).findings
        if finding.slug in _ENDING and finding not in checked.findings
    )
