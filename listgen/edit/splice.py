"""CSV text with cells replaced, rows added or taken out, and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from listgen.sources.gate import encoding_of

_CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n]*')


def cell_spans(text: str) -> list[list[tuple[int, int]]]:
    """Where the cells of each record begin and end, quotes included; records as csv.reader counts them.

    For text that csv.reader takes in strict mode.
    """
    records: list[list[tuple[int, int]]] = []
    at = 0
    while at < len(text):
        record: list[tuple[int, int]] = []
        while True:
            match = _CELL.match(text, at)
            at = match.end() if match else at
            record.append((match.start() if match else at, at))
            if text[at : at + 1] != ",":
                break
            at += 1
        at += 2 if text.startswith("\r\n", at) else 1
        records.append(record if record != [(record[0][0], record[0][0])] else [])
    return records


def replace_cells(data: bytes, values: Mapping[tuple[int, int], str]) -> bytes:
    """`data` with the cells (record, column), counted from 0, replaced; its encoding and mark are kept."""
    return splice_rows(data, values, (), ())


def splice_rows(
    data: bytes,
    values: Mapping[tuple[int, int], str],
    removed: Iterable[int],
    added: Iterable[tuple[int, Sequence[str]]],
) -> bytes:
    """The same, without the records `removed`, and with new ones, each after the record that it names."""
    codec, mark = encoding_of(data)
    text = data[mark:].decode(codec)
    spans = cell_spans(text)
    ends = "\r\n" if "\r\n" in text else "\n"
    gone = set(removed)
    edits = [
        (*spans[record][column], _cell(value))
        for (record, column), value in values.items()
        if record not in gone
    ]
    edits += [(_end(spans, record - 1), _end(spans, record), "") for record in gone]
    edits += [(_end(spans, after), _end(spans, after), ends + _row(row)) for after, row in added]
    pieces, at = [], 0
    for start, end, piece in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[at:start], piece]
        at = max(at, end)
    return data[:mark] + "".join([*pieces, text[at:]]).encode(codec)


def add_columns(data: bytes, headings: Sequence[str]) -> bytes:
    """`data` with empty columns at its end."""
    if not headings:
        return data
    codec, mark = encoding_of(data)
    text = data[mark:].decode(codec)
    pieces, at = [], 0
    for record, cells in enumerate(cell_spans(text)):
        if cells:
            end = cells[-1][1]
            added = ["" if record else heading for heading in headings]
            pieces += [text[at:end], "," + _row(added)]
            at = end
    return data[:mark] + "".join([*pieces, text[at:]]).encode(codec)


def _end(spans: list[list[tuple[int, int]]], record: int) -> int:
    """Where a record ends, or the last before it that is no empty line."""
    return next(spans[at][-1][1] for at in range(record, -1, -1) if spans[at])


def _row(values: Sequence[str]) -> str:
    return ",".join(map(_cell, values))


def _cell(value: str) -> str:
    """A value as it stands in a file, in quotes where it needs them."""
    return '"' + value.replace('"', '""') + '"' if re.search(r'[",\r\n]', value) else value
