"""records/<kind>/*.yaml, one file a record: read alike, and not at all before all of it is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeVar

from listgen.findings import Finding, Location, error, warn
from listgen.sources.fields import Fields
from listgen.sources.gate import decode
from listgen.sources.yaml import load_yaml

RECORDS = "records"
RECORD_ID = r"[A-Z]{2}-\d{4}-\d{2,3}"
NOT_FILLED = "record-not-filled"
TO_FILL_IN = "〔请填写"  # a text of a new record that begins so is nobody's yet
_LEFT = re.compile(rf"^([^#\n]*){TO_FILL_IN}([^〕\n]*)", re.MULTILINE)
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])", re.ASCII)


class Record(Protocol):
    """What every record has."""

    @property
    def id(self) -> str: ...

    @property
    def location(self) -> Location: ...


R = TypeVar("R", bound=Record)


def load_records(
    files: Mapping[str, bytes], read: Callable[[Fields, list[Finding]], R]
) -> tuple[tuple[R, ...], list[Finding]]:
    """The records in the order of their files, and what is wrong with their form.

    One that is not filled in yet is left out: nothing in it is said by anybody.
    """
    records: dict[str, R] = {}
    findings: list[Finding] = []
    for file in sorted(files):
        left = [*_left(files[file], file)]
        table, found = load_yaml(files[file], file) if not left else (None, [])
        findings += [*left, *found, *_private(files[file], file)]
        if table is None:
            continue
        record = read(Fields(table, findings), findings)
        if record.id in records:
            findings.append(error("duplicate-record", record.location, value=record.id))
        records[record.id] = record
    return tuple(records.values()), findings


def _left(data: bytes, file: str) -> Iterator[Finding]:
    """The places that `listgen record new` left to be filled in."""
    text, _ = decode(data, file)
    for match in _LEFT.finditer(text):
        place = Location(file, line=text.count("\n", 0, match.start(2)) + 1)
        yield warn("record-not-filled", place, value=match[2].lstrip("：") or match[1].strip(' :-"'))


def _private(data: bytes, file: str) -> Iterator[Finding]:
    """Numbers of mobile phones, which are a person's; identity numbers are found wherever they stand."""
    text, _ = decode(data, file)
    for match in _MOBILE.finditer(text):
        place = Location(file, line=text.count("\n", 0, match.start()) + 1)
        yield error("record-mobile", place, value=match[0][:3] + "…")
