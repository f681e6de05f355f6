"""What templates are filled with: plain text, lists and dicts, made from frozen views.

`LIST`, `TOWNSHIP`, `BOOKLET` and `ORDER` say which fields there are; a template that names another is
refused before the build. Lengths are twips. What tables will hold is said by `list_tables` and
`booklet_tables`, from which the papers are printed too, so what is expected and what is printed cannot part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from listgen.catalog.model import COMMUNITY, Column, Kind, Township
from listgen.catalog.view import TownshipView, ViewItem, VillageView
from listgen.documents.shape import Shape
from listgen.project import County
from listgen.units import mm_to_twips

NUMBER = "number"
LEAD = "lead"

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """The printed table of one kind: per row the item's id and its cells without 序号."""

    kind: str
    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def list_tables(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> tuple[Table, ...]:
    """The tables of the county's list, in printed order; a kind without items has none."""
    return tuple(_table(kind, held) for kind, held in _grouped(kinds, items))


def booklet_tables(kinds: tuple[Kind, ...], view: VillageView) -> tuple[Table, ...]:
    """The tables of one village's booklet."""
    return list_tables(kinds, view.items)


def _grouped(kinds: tuple[Kind, ...], items: Iterable[ViewItem]) -> list[tuple[Kind, list[ViewItem]]]:
    by_kind: dict[str, list[ViewItem]] = {kind.id: [] for kind in kinds}
    for item in items:
        by_kind[item.kind].append(item)
    return [(kind, by_kind[kind.id]) for kind in kinds if by_kind[kind.id]]


def _table(kind: Kind, items: Sequence[ViewItem]) -> Table:
    fields = [column.field for column in kind.columns if column.field != NUMBER]
    rows = tuple((item.id, tuple(item.cell(field) for field in fields)) for item in items)
    return Table(kind.id, kind.title, rows)


_COLUMN: Shape = {"title": None, "width": None, "align": None}
_KIND: Mapping[str, Shape] = {
    "number": None,  # of the annex; empty where there is only one
    "title": None,
    "short": None,
    "count": None,
    "unconfirmed": None,  # whether a department on it is marked ＊
    "columns": (_COLUMN,),
    "rows": ({"cells": ({"text": None, "width": None, "align": None},)},),
}
_COMMON: Mapping[str, Shape] = {
    "specimen": None,
    "unreleased": None,  # editions were issued, and this is none of them
    "county": None,
    "level": None,  # 县, 市, 区 or 旗
    "edition": {"number": None, "year": None, "issue": None, "date": None},
    "issuing": {
        "body": None,
        "mark": None,
        "number": None,
        "date": None,
        "recipients": None,
        "copies": None,
    },
    "online": {"url": None, "hotline": None, "mailbox": None},
    "total": None,
}
LIST: Mapping[str, Shape] = {**_COMMON, "annexes": (_KIND,)}
_TOWNSHIP: Mapping[str, Shape] = {"name": None, "type": None, "phone": None, "address": None}
TOWNSHIP: Mapping[str, Shape] = {**_COMMON, "township": _TOWNSHIP, "kinds": (_KIND,)}
BOOKLET: Mapping[str, Shape] = {
    **_COMMON,
    "village": {
        "id": None,
        "name": None,
        "type": None,  # 村 or 社区
        "community": None,
        "address": None,
        "hours": None,
        "phone": None,  # empty unless the roster publishes it
        "url": None,
    },
    "township": _TOWNSHIP,
    "kinds": ({**_KIND, "door": None, "hint": None},),
    "guides": (
        {
            "name": None,
            "kind": None,
            "materials": (None,),
            "steps": (None,),
            "time": None,
            "place": None,
            "phone": None,
            "who": None,
            "how": None,
        },
    ),
}
ORDER: Mapping[str, Shape] = {
    "specimen": None,
    "county": None,
    "batch": None,
    "date": None,
    "townships": (
        {
            "name": None,
            "pieces": None,
            "rows": ({"number": None, "village": None, "sign": None, "quantity": None},),
            "recalled": None,
            "recalls": ({"number": None, "village": None, "sign": None, "quantity": None, "batch": None},),
        },
    ),
}
SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "list": LIST,
    "township": TOWNSHIP,
    "booklet": BOOKLET,
    "order": ORDER,
}


def list_data(county: County, kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> Data:
    """The values of the county's list."""
    grouped = _grouped(kinds, items)
    annexes = [_kind(kind, held, place, len(grouped)) for place, (kind, held) in enumerate(grouped, 1)]
    return {**_common(county, len(items)), "annexes": annexes}


def township_data(county: County, kinds: tuple[Kind, ...], view: TownshipView) -> Data:
    """The values of one township's own lists."""
    grouped = _grouped(kinds, view.items)
    return {
        **_common(county, len(view.items)),
        "township": _township(view.township),
        "kinds": [_kind(kind, held, place, len(grouped)) for place, (kind, held) in enumerate(grouped, 1)],
    }


def _township(township: Township) -> Data:
    return {
        "name": township.name,
        "type": township.type,
        "phone": township.phone,
        "address": township.address,
    }


def booklet_data(county: County, kinds: tuple[Kind, ...], view: VillageView) -> Data:
    """The values of one village's or community's booklet."""
    village, community = view.village, view.village.organisation == COMMUNITY
    grouped = _grouped(kinds, view.items)
    shorts = {kind.id: kind.short for kind in kinds}
    return {
        **_common(county, len(view.items)),
        "village": {
            "id": village.id,
            "name": village.name,
            "type": ORGANISATION_WORDS[community],
            "community": community,
            "address": village.address,
            "hours": village.hours,
            "phone": village.phone if village.phone_published else "",
            "url": view.url,
        },
        "township": _township(view.township),
        "kinds": [
            {
                **_kind(kind, held, place, len(grouped)),
                "door": kind.door_community if community else kind.door,
                "hint": kind.hint_community if community else kind.hint,
            }
            for place, (kind, held) in enumerate(grouped, 1)
        ],
        "guides": [_guide(item, shorts[item.kind]) for item in view.items if item.service],
    }


ORGANISATION_WORDS = {False: "村", True: "社区"}  # as the roster's column 类型 has them


def _common(county: County, total: int) -> Data:
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


def _kind(kind: Kind, items: Sequence[ViewItem], place: int, places: int) -> Data:
    columns = [
        {"title": column.title, "width": width, "align": column.align}
        for column, width in zip(kind.columns, _widths(kind.columns), strict=True)
    ]
    has_lead = any(column.field == LEAD for column in kind.columns)
    return {
        "number": str(place) if places > 1 else "",
        "title": kind.title,
        "short": kind.short,
        "count": len(items),
        "unconfirmed": has_lead and any(item.lead and not item.lead_confirmed for item in items),
        "columns": columns,
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


def _rows(kind: Kind, items: Sequence[ViewItem], columns: list[dict[str, object]]) -> list[Data]:
    number_at = [place for place, column in enumerate(kind.columns) if column.field == NUMBER]
    rows: list[Data] = []
    for item, (_, cells) in zip(items, _table(kind, items).rows, strict=True):
        texts = list(cells)
        for place in number_at:
            texts.insert(place, str(item.number))
        rows.append(
            {
                "cells": [
                    {"text": text, "width": column["width"], "align": column["align"]}
                    for text, column in zip(texts, columns, strict=True)
                ]
            }
        )
    return rows


def _guide(item: ViewItem, kind: str) -> Data:
    service = item.service
    return {
        "name": item.name,
        "kind": kind,
        "materials": list(service.materials),
        "steps": list(service.steps),
        "time": service.time,
        "place": service.place,
        "phone": service.phone,
        "who": item.who,
        "how": item.how,
    }
