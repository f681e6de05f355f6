"""What templates are filled with: plain text, lists and dicts, made from frozen views.

`shapes` says which fields there are. Lengths are twips. What tables will hold is said by `list_tables`, from
which the papers are printed too, so what is expected and what is printed cannot part. A tuple is made, and
filled in (`filling`), once for all owners that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from listgen.catalog.frequency import times_a_year
from listgen.catalog.model import Column, Kind, Township
from listgen.catalog.view import TownshipView, ViewItem
from listgen.county import County
from listgen.documents.measure import row_height
from listgen.documents.page import TYPE_WIDTH
from listgen.documents.remembered import remembered
from listgen.units import mm_to_twips

NUMBER = "number"
LEAD = "lead"

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """The printed table of one kind: per row the item's id and its cells without 序号.

    A table of what records say has no title, and its rows are of no item.
    """

    kind: str
    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@remembered
def list_tables(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> tuple[Table, ...]:
    """The tables of the county's list, in printed order; a kind without items has none."""
    return tuple(table_of(kind, held) for kind, held in grouped(kinds, items))


def grouped(kinds: tuple[Kind, ...], items: Iterable[ViewItem]) -> list[tuple[Kind, list[ViewItem]]]:
    """The kinds that have items, with them."""
    by_kind: dict[str, list[ViewItem]] = {kind.id: [] for kind in kinds}
    for item in items:
        by_kind[item.kind].append(item)
    return [(kind, by_kind[kind.id]) for kind in kinds if by_kind[kind.id]]


def table_of(kind: Kind, items: Sequence[ViewItem]) -> Table:
    """The table of these items."""
    fields = [column.field for column in kind.columns if column.field != NUMBER]
    rows = tuple((item.id, tuple(item.cell(field) for field in fields)) for item in items)
    return Table(kind.id, kind.title, rows)


def list_data(county: County, kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> Data:
    """The values of the county's list."""
    return {**common(county, len(items)), "annexes": [data for _, data in kinds_data(kinds, items)]}


def township_data(county: County, kinds: tuple[Kind, ...], view: TownshipView) -> Data:
    """The values of one township's own lists."""
    return {
        **common(county, len(view.items)),
        "township": township_fields(view.township),
        "kinds": [data for _, data in kinds_data(kinds, view.items)],
    }


def kinds_data(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> list[tuple[Kind, Data]]:
    """The kinds that have items, each with its values; numbered where there are several."""
    held = grouped(kinds, items)
    numbered = enumerate(held, 1)
    return [(kind, kind_data(kind, tuple(own), place, len(held))) for place, (kind, own) in numbered]


def township_fields(township: Township) -> Data:
    """What papers say of a township."""
    return {
        "name": township.name,
        "type": township.type,
        "phone": township.phone,
        "address": township.address,
    }


def common(county: County, total: int) -> Data:
    """What every paper may say; `total` is how many items it lists."""
    edition, issuing, online = county.edition, county.issuing, county.online
    year, _, issue = edition.number.partition("-")
    return {
        "specimen": county.specimen,
        "unreleased": county.unreleased,
        "county": county.name,
        "level": county.level,
        "edition": {
            "number": edition.number,
            "year": year,
            "issue": issue or "1",
            "date": chinese_date(edition.date),
        },
        "issuing": {
            "body": issuing.body,
            "mark": issuing.mark,
            "number": issuing.number,
            "date": chinese_date(issuing.date),
            "recipients": issuing.recipients,
            "copies": issuing.copies,
        },
        "online": {"url": online.base_url, "hotline": online.hotline, "mailbox": online.mailbox},
        "total": total,
    }


def chinese_date(day: date) -> str:
    """2026年3月5日: GB/T 9704-2012, 7.3.5.4, no padding."""
    return f"{day.year}年{day.month}月{day.day}日"


@remembered
def kind_data(kind: Kind, items: tuple[ViewItem, ...], place: int, places: int) -> Data:
    """A kind and its table; it is the one at `place` of `places`."""
    columns: tuple[Data, ...] = tuple(
        {"title": column.title, "width": width, "align": column.align}
        for column, width in zip(kind.columns, _widths(kind.columns), strict=True)
    )
    has_lead = any(column.field == LEAD for column in kind.columns)
    return {
        "number": str(place) if places > 1 else "",
        "title": kind.title,
        "short": kind.short,
        "count": len(items),
        "unconfirmed": has_lead and any(item.lead and not item.lead_confirmed for item in items),
        "times": sum(times_a_year(item.extra.get("frequency", "")) or 0 for item in items),
        "portrait": sum(column.width for column in kind.columns) <= TYPE_WIDTH + 0.5,
        "columns": columns,
        "head": row_height(
            tuple(column.title for column in kind.columns), tuple(_widths(kind.columns)), head=True
        ),
        "rows": _rows(kind, items, columns),
    }


def _widths(columns: Sequence[Column]) -> list[int]:
    """Widths in twips; edges are rounded, not widths, so that a table's sum is exact."""
    edges = [0]
    length = 0.0
    for column in columns:
        length += column.width
        edges.append(mm_to_twips(length))
    return [after - before for before, after in pairwise(edges)]


def _rows(kind: Kind, items: Sequence[ViewItem], columns: tuple[Data, ...]) -> tuple[Data, ...]:
    number_at = [place for place, column in enumerate(kind.columns) if column.field == NUMBER]
    widths = tuple(_widths(kind.columns))
    rows: list[Data] = []
    for item, (_, cells) in zip(items, table_of(kind, items).rows, strict=True):
        texts = list(cells)
        for place in number_at:
            texts.insert(place, str(item.number))
        filled = [{**column, "text": text} for text, column in zip(texts, columns, strict=True)]
        height = row_height(tuple(texts), widths)
        rows.append(
            {
                "number": str(item.number),
                "name": item.name,
                "lead": item.lead,
                "cells": filled,
                "cells_height": height,
            }
        )
    return tuple(rows)
