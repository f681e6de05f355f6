"""The receipt of an order: each township gets every new sign of its own and hands back every old one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from listgen.findings import Finding, Location, error
from listgen.verify.order_papers import Line, OrderPapers, Recalled
from listgen.verify.package import PackageError, parse_parts, read_parts
from listgen.verify.word import Cells, W, table_rows

_BY_HAND = ("", "")  # who signs, and when


@dataclass(frozen=True, slots=True)
class _List:
    """A list of signs and the text between it and the list before."""

    before: str
    rows: tuple[Cells, ...]


def check_receipt(data: bytes, file: str, papers: OrderPapers) -> Iterator[Finding]:
    """Its lists against the order. The file as a paper, and whether it can be read, is up to `check_docx`."""
    try:
        parts, _ = read_parts(data, Location(file))
        body = parse_parts(parts)["word/document.xml"]
    except (PackageError, KeyError):
        return
    found, wanted = list(_lists(body)), list(_wanted(papers))
    place = Location(file)
    if len(found) != len(wanted):
        yield error("receipt-lists", place, value=len(found), expected=len(wanted))
    for one, (township, facts, rows) in zip(found, wanted, strict=False):
        for fact in facts:
            if not re.search(rf"(?<!\d){re.escape(fact)}", one.before):
                yield error("receipt-heading", place, value=one.before[-60:], expected=fact)
        yield from _check_rows(one.rows[1:], rows, township, place)


def _check_rows(
    found: Sequence[Cells], wanted: Sequence[Cells], township: str, place: Location
) -> Iterator[Finding]:
    if len(found) != len(wanted):
        yield error("receipt-lines", place, township=township, value=len(found), expected=len(wanted))
    for row, right in zip(found, wanted, strict=False):
        if row != right:
            said, expected = ("｜".join(cells) for cells in (row, right))
            yield error("receipt-line", place, township=township, value=said, expected=expected)
            return  # a line too many shifts all that follow


def _lists(body: etree._Element) -> Iterator[_List]:
    """The tables whose head repeats on every page."""
    before: list[str] = []
    for block in body.iterfind(f"{W}body/*"):
        if block.tag == f"{W}tbl" and block.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None:
            yield _List("\n".join(before), tuple(table_rows(block)))
            before = []
        else:
            before.append("".join(text.text or "" for text in block.iter(f"{W}t")))


def _wanted(papers: OrderPapers) -> Iterator[tuple[str, tuple[str, ...], list[Cells]]]:
    """The township of each list, what stands above it, and its rows; townships as they first come."""
    everything: tuple[Line | Recalled, ...] = (*papers.lines, *papers.recalls)
    townships = {one.township: one.township_name for one in everything}
    for id_, name in townships.items():
        new = [line for line in papers.lines if line.township == id_]
        old = [recall for recall in papers.recalls if recall.township == id_]
        head = (name, papers.county, papers.batch)
        if new:
            yield name, (*head, _pieces(new)), [_new(line) for line in new]
        if old:
            above = () if new else head
            yield name, (*above, _pieces(old)), [_old(recall) for recall in old]


def _pieces(held: Sequence[Line | Recalled]) -> str:
    return f"{sum(one.quantity for one in held)}块"


def _new(line: Line) -> Cells:
    return str(line.number), line.name, line.sign, str(line.quantity), *_BY_HAND


def _old(recall: Recalled) -> Cells:
    return recall.batch, str(recall.number), recall.name, recall.sign, str(recall.quantity), *_BY_HAND
