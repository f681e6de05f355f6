"""What is wrong with the input or the outputs, as values: slug, place, facts.

A finding carries no wording. The sentences live in `locale/`, keyed by the slug, in Chinese and
English, so that a test asserts the slug and the place and never a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR stops the run before anything is written; WARN is shown."""

    ERROR = "error"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Location:
    """A place a clerk can open: file (relative to the project), sheet, cell or line."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = self.cell or (str(self.line) if self.line else "")
        return " › ".join(part for part in (self.file, self.sheet, place) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `values` are the facts its sentences name, `value` the offending text."""

    slug: str
    severity: Severity
    location: Location
    values: tuple[tuple[str, str], ...] = ()

    def facts(self) -> dict[str, str]:
        """The values by name, for filling a sentence."""
        return dict(self.values)


def error(slug: str, location: Location, **values: object) -> Finding:
    """A finding that stops the run."""
    return Finding(slug, Severity.ERROR, location, _texts(values))


def warn(slug: str, location: Location, **values: object) -> Finding:
    """A finding that is shown and lets the run go on."""
    return Finding(slug, Severity.WARN, location, _texts(values))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them stops the run."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _texts(values: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items())
