"""CSV with a header row: each cell a text that knows its address (C7)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from listgen.findings import Finding, Location, error
from listgen.sources.gate import check_characters, decode, is_unremarkable
from listgen.sources.values import Text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MAX_ROWS = 50_000  # the largest county has 1,526 villages


@dataclass(frozen=True, slots=True, eq=False)
class Places(Mapping[str, Location]):
    """Where the cells of a record stand, by heading; a place is made when it is asked for.

    A roster of 20,000 villages has 400,000 cells, and hardly one of them is ever asked for.
    """

    columns: Mapping[str, int]  # from 0, shared by all records
    file: str
    number: int

    def __getitem__(self, heading: str) -> Location:
        return Location(self.file, cell=f"{column_name(self.columns[heading] + 1)}{self.number}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its texts by heading, and the place of each."""

    texts: Sequence[str]
    places: Places

    def __getitem__(self, heading: str) -> str:
        return self.texts[self.places.columns[heading]]

    def __contains__(self, heading: str) -> bool:
        return heading in self.places.columns

    def get(self, heading: str, default: str = "") -> str:
        """The text, or what stands for it where the table has no such column."""
        column = self.places.columns.get(heading)
        return default if column is None else self.texts[column]

    def items(self) -> Iterator[tuple[str, str]]:
        """Each heading with its text."""
        return zip(self.places.columns, self.texts, strict=True)

    def cell(self, heading: str) -> Text:
        """The text with its place."""
        return Text(self[heading], self.places[heading])


def load_csv(
    data: bytes,
    file: str,
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
    optional_suffix: str = "",
) -> tuple[tuple[Row, ...], list[Finding]]:
    """The records of a CSV file and what is wrong with it.

    Every heading must be `required`, `optional`, or end with `optional_suffix`; none may be missing
    or stand twice.
    """
    text, findings = decode(data, file)
    if not text:
        return (), findings or [error("csv-empty", Location(file, line=1), value="")]
    reader = csv.reader(_lines(text), strict=True)
    ends = text.count("\n")
    del text  # a roster takes four times as much as text as it does as bytes
    lines: list[tuple[str, ...]] = []
    once: dict[str, str] = {}  # a third of a roster's cells repeat another
    try:
        lines += (tuple(map(once.setdefault, cells, cells)) for cells in islice(reader, MAX_ROWS + 1))
    except csv.Error as fault:
        # The fault shows where the quotes end, which is at the end of the file as often as not.
        place = Location(file, cell=f"A{len(lines) + 1}")
        return (), [*findings, error("csv-syntax", place, value=str(fault))]
    if len(lines) > MAX_ROWS:
        place = Location(file, cell=f"A{len(lines)}")
        count = max(len(lines), ends)
        return (), [*findings, error("csv-too-many-rows", place, value=count, limit=MAX_ROWS)]
    if not lines or not any(lines[0]):
        return (), [*findings, error("csv-empty", Location(file, line=1), value="")]
    header = lines[0]
    findings += _check_header(header, file, required, optional, optional_suffix)
    if any(finding.slug.startswith("csv-column") for finding in findings):
        return (), findings
    rows = []
    columns = {heading: place for place, heading in enumerate(header)}
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            place = Location(file, cell=f"A{number}")
            findings.append(error("csv-row-length", place, value=len(line), expected=len(header)))
            continue
        row = Row(line, Places(columns, file, number))
        for cell in () if _is_plain(line) else map(row.cell, columns):
            findings += check_characters(cell.value, cell.location)
            if "?" in cell.value:  # what a spreadsheet leaves of a character that its encoding lacks
                findings.append(error("lost-character", cell.location, value=cell.value, codepoint="“?”"))
            if cell.value != cell.value.strip():
                findings.append(error("blank-around-value", cell.location, value=cell.value))
        rows.append(row)
    return tuple(rows), findings


def _lines(text: str) -> Iterator[str]:
    """Its lines with their ends, read from its bytes."""
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass", "")


def _is_plain(line: Sequence[str]) -> bool:
    """Whether one look at a record shows that nothing is wrong with any of its cells."""
    whole = "\n".join(line)
    if "?" in whole or any(cell != cell.strip() for cell in line):
        return False
    return is_unremarkable(whole)


def _check_header(
    header: Sequence[str], file: str, required: tuple[str, ...], optional: tuple[str, ...], suffix: str
) -> list[Finding]:
    findings: list[Finding] = []
    seen: set[str] = set()
    for place, heading in enumerate(header, 1):
        location = Location(file, cell=f"{column_name(place)}1")
        findings += check_characters(heading, location)
        known = heading in required or heading in optional or (suffix and heading.endswith(suffix))
        if not known:
            findings.append(
                error("csv-column-unknown", location, value=heading, known="、".join((*required, *optional)))
            )
        elif heading in seen:
            findings.append(error("csv-column-twice", location, value=heading))
        seen.add(heading)
    for heading in required:
        if heading not in seen:
            findings.append(error("csv-column-missing", Location(file, cell="A1"), value=heading))
    return findings


def render_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows for a spreadsheet: UTF-8 with its mark, without which Excel takes it for another.

    A cell that a spreadsheet would compute (=, +, -, @) gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return codecs.BOM_UTF8 + text.getvalue().encode()


@cache
def column_name(number: int) -> str:
    """A, B, … Z, AA … as a spreadsheet shows them; `number` counts from 1."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name
