"""What the outputs remember of a project: a ledger or an order that was taken away adds up by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from listgen.build.expected import read_head
from listgen.build.folder import EXPECTED
from listgen.findings import Finding, Location, error
from listgen.links import check_head
from listgen.orders.batch import Batch
from listgen.orders.record import record_path
from listgen.preflight import Subject
from listgen.project import LEDGER


def check_remembered(out: Path, subject: Subject) -> Iterator[Finding]:
    """Whether the project still holds what was printed when OUT was built.

    That is the line which was its ledger's last then, the record of every order whose files OUT has, and
    every edition that was issued.
    """
    remembered = read_head(out / EXPECTED)
    yield from check_head(subject.links, *_head(remembered), LEDGER)
    yield from _check_orders(remembered, subject.batches)
    for number, fingerprint in _issued(remembered):
        if (number, fingerprint) not in subject.issued:
            yield error("release-lost", Location(f"releases/{number}"), value=number, fingerprint=fingerprint)


def county_of(out: Path) -> tuple[str, str]:
    """The id and the name of the county whose outputs OUT holds; '' where it does not say."""
    told = _county(out)
    return str(told.get("id", "")), str(told.get("name", ""))


def made_of(out: Path) -> tuple[str, date] | None:
    """The number of the edition that OUT is of, and its day; None where it does not say."""
    told = _county(out)
    try:
        return str(told["edition"]), date.fromisoformat(str(told["as_of"]))
    except (KeyError, ValueError):
        return None


def _county(out: Path) -> Mapping[str, Any]:
    told = read_head(out / EXPECTED).get("county")
    return told if isinstance(told, Mapping) else {}


def _check_orders(remembered: Mapping[str, Any], batches: Iterable[Batch]) -> Iterator[Finding]:
    known = {batch.name for batch in batches}
    for name in _orders(remembered):
        if name not in known:
            yield error("order-record-lost", Location(record_path(name)), value=name)


def _orders(remembered: Mapping[str, Any]) -> list[str]:
    try:
        return [str(name) for name in remembered["recorded"]]
    except (LookupError, TypeError):
        return []


def _issued(remembered: Mapping[str, Any]) -> list[tuple[str, str]]:
    try:
        return [(str(one["edition"]), str(one["fingerprint"])) for one in remembered["issued"]]
    except (LookupError, TypeError):
        return []


def _head(remembered: Mapping[str, Any]) -> tuple[int, str]:
    """How many lines there were and the fingerprint of the last; (0, '') where the outputs do not say."""
    try:
        head = remembered["ledger"]
        return int(head["lines"]), str(head["fingerprint"])
    except (ValueError, OverflowError, LookupError, TypeError):
        return 0, ""
