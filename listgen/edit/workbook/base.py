"""The hidden sheet of a workbook: what the project said when it was exported, a short hash a field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listgen.edit.workbook.tables import Record, SheetPlan

TITLE = "_listgen"
MARK, FORMAT = "listgen-workbook", "1"
_SHEET, _ROW = "sheet", "row"
_DIGITS = 10  # of sixteen: 40 bits, against slips and not against an adversary


@dataclass(frozen=True, slots=True)
class BaseSheet:
    """A sheet as it was exported: its title, and the field under each heading."""

    id: str
    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A record as it was: the sheet that showed it, and the hash of what each field said."""

    sheet: str
    hashes: Mapping[str, str]

    def says(self, field: str, text: str) -> bool:
        """Whether the field said just that."""
        return self.hashes.get(field, _EMPTY) == digest(text)


@dataclass(frozen=True, slots=True)
class Base:
    """What was exported, of which project."""

    project: str
    sheets: Mapping[str, BaseSheet]
    rows: Mapping[tuple[str, str], BaseRow]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


_EMPTY = digest("")


def base_rows(
    project: str, plans: Iterable[SheetPlan], records: Iterable[Record]
) -> Iterator[tuple[str, str, str, str, str]]:
    """The rows of the hidden sheet."""
    yield MARK, FORMAT, project, "", ""
    fields = {}
    for plan in plans:
        fields[plan.id] = tuple(one.id for one in plan.columns)
        yield _SHEET, plan.id, plan.title, "", "\n".join(f"{one.id} {one.name}" for one in plan.columns)
    for record in records:
        said = ((name, record.text(name)) for name in fields[record.sheet])
        hashes = "\n".join(f"{name} {digest(text)}" for name, text in said if text)
        yield _ROW, record.table, record.key, record.sheet, hashes


def read_base(rows: Iterable[Sequence[str]]) -> Base | None:
    """What the rows say; None where they are of no workbook of ours, or of another format."""
    listed = list(rows)
    if not listed or list(listed[0][:2]) != [MARK, FORMAT]:
        return None
    sheets, records = {}, {}
    for kind, first, second, third, lines in listed[1:]:
        pairs = [line.partition(" ")[::2] for line in lines.split("\n")] if lines else []
        named = {heading: name for name, heading in pairs} if kind == _SHEET else dict(pairs)
        if kind == _SHEET:
            sheets[first] = BaseSheet(first, second, named)
        elif kind == _ROW:
            records[first, second] = BaseRow(third, named)
        else:
            return None
    return Base(listed[0][2], sheets, records)
