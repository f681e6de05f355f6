"""Findings as lines for a reader and as records for a machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from listgen.findings import Finding, Severity
from listgen.locale import say, visible, word

SHOWN = 3  # warnings of one slug that are shown before the rest is summed up
ERRORS = 30  # and errors: each has to be mended, but thousands alike hide all others


def lines(
    findings: Iterable[Finding], language: str, everything: bool = False, project: str = ""
) -> Iterator[str]:
    """Warnings first, errors last, where a terminal stops. Beyond a few those of a slug are counted.

    `project`: as in `word`.
    """
    found = tuple(findings)
    warnings = [finding for finding in found if finding.severity is Severity.WARN]
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if warnings:
        yield say(language, "label.warnings")
        yield from _few(warnings, language, project, len(warnings) if everything else SHOWN)
    if errors:
        yield say(language, "label.errors")
        many = max(Counter(finding.slug for finding in errors).values()) > ERRORS
        if many and not everything:
            yield from _few(errors, language, project, ERRORS)
        else:  # as they were found
            for finding in errors:
                yield from _pair(finding, language, project)


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """How many errors and warnings there are, by the names that the summaries use."""
    counts = Counter(finding.severity for finding in findings)
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARN]}


def record(finding: Finding, language: str, project: str = "") -> dict[str, str | int]:
    """The finding as `--json` prints it; `project` as in `word`."""
    place, worded = finding.location, word(finding, language, project)
    return {
        "slug": finding.slug,
        "severity": finding.severity.value,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "value": finding.facts().get("value", ""),
        "message": worded.message,
        "fix": worded.fix,
    }


def _few(findings: list[Finding], language: str, project: str, most: int) -> Iterator[str]:
    """So many of each slug, and how many more there are."""
    by_slug: dict[str, list[Finding]] = {}
    for finding in findings:
        by_slug.setdefault(finding.slug, []).append(finding)
    for alike in by_slug.values():
        for finding in alike[:most]:
            yield from _pair(finding, language, project)
        if len(alike) > most:
            yield "    " + say(language, "label.more", count=len(alike) - most, slug=alike[0].slug)


def _pair(finding: Finding, language: str, project: str) -> Iterator[str]:
    worded = word(finding, language, project)
    place = visible(str(finding.location), 200)
    yield f"{place}: {finding.slug}: {worded.message}" if place else f"{finding.slug}: {worded.message}"
    if worded.fix:
        yield "    " + say(language, "label.fix", fix=worded.fix)
