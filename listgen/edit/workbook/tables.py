"""What the sheets of a workbook are made of, and what is the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from listgen.edit.workbook.codecs import Codec, Written
from listgen.findings import Location


class Rows(StrEnum):
    """Who may add a row, and what a row that is gone means."""

    FIXED = "fixed"  # a form
    NUMBERED = "numbered"  # a new row gets the next id; one that is gone is refused
    MINTED = "minted"  # a new row gets its id from `links mint`
    NAMED = "named"  # who adds a row names it
    FREE = "free"  # rows come and go


@dataclass(frozen=True, slots=True)
class Field:
    """A column, or a line of a form. `id` is where the value stands in the file: `community.name`.

    `name` is its heading, `width` in columns of the default face, `must`: it may not be empty. One that is
    not `shown` has no column today: nothing of the sheet says anything there.
    """

    id: str
    name: str
    codec: Codec = field(default_factory=Written)
    width: float = 14
    locked: bool = False
    must: bool = False
    help: str = ""
    shown: bool = True

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.id.split("."))


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet: which records of which table it shows, in which columns.

    `key` are the fields that name a record. A `form` shows one record, a field a line.
    """

    id: str
    table: str
    title: str
    rows: Rows
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    frozen: int = 0
    form: bool = False

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that are shown."""
        return tuple(one for one in self.fields if one.shown)

    def field(self, id_: str) -> Field:
        """The field of that id. Raises KeyError."""
        for one in self.fields:
            if one.id == id_:
                return one
        raise KeyError(id_)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a field says, as text, and where."""

    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class Record:
    """One thing of a table: an item, a law, a village. `sheet` is the plan that shows it.

    `key` is empty for one that has no name yet. `cells` are by field; a field that is missing here is one
    that nothing was said of.
    """

    table: str
    key: str
    sheet: str
    cells: Mapping[str, Cell]
    place: Location

    def text(self, field_id: str) -> str:
        cell = self.cells.get(field_id)
        return cell.text if cell else ""


Records = Mapping[tuple[str, str], Record]  # by table and key, in the order of the files
