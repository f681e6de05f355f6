"""CSV text with single cells replaced and every other byte as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

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
    codec, mark = encoding(data)
    text = data[mark:].decode(codec)
    spans = cell_spans(text)
    for record, column in sorted(values, reverse=True):
        start, end = spans[record][column]
        text = text[:start] + _cell(values[record, column]) + text[end:]
    return data[:mark] + text.encode(codec)


def _cell(value: str) -> str:
    """A value as it stands in a file, in quotes where it needs them."""
    return '"' + value.replace('"', '""') + '"' if re.search(r'[",\r\n]', value) else value


def encoding(data: bytes) -> tuple[str, int]:
    """The codec of a text that passed the gate, and how many bytes its mark takes."""
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        data[mark:].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030", 0
    return "utf-8", mark
