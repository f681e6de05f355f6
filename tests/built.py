"""Builds a county for tests that look at its outputs."""

from __future__ import annotations

from pathlib import Path

from listgen.build.run import Request, build
from listgen.findings import Severity


def built(project: Path, out: Path, *only: str, edition: str = "") -> Path:
    """OUT, with all of the county's outputs or those of some kinds."""
    result = build(Request(project, out, only=only, jobs=1, edition=edition), lambda done, total: None)
    assert [finding for finding in result.findings if finding.severity is Severity.ERROR] == []
    assert result.failed == ()
    return out
