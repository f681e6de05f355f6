"""What a village's papers are filled with: its booklet, its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from listgen.catalog.model import COMMUNITY, Kind
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import County
from listgen.documents.contents import (
    GUIDE_WIDTHS,
    OFFICE_WIDTHS,
    first_pages,
    list_section,
    plain_section,
)
from listgen.documents.data import Data, common, kinds_data, township_fields
from listgen.documents.measure import row_height, stacked_height
from listgen.documents.picture import Picture
from listgen.documents.remembered import remembered
from listgen.qr.png import render_png
from listgen.qr.symbol import encode

Rows = tuple[Data, ...]


def booklet_data(
    county: County,
    kinds: tuple[Kind, ...],
    view: VillageView,
    level: str = "Q",
    known_pages: bool = True,
) -> Data:
    """The values of one village's or community's booklet; `level` is the error correction of its code.

    `known_pages`: it is printed with the shipped template, the pages of which can be known beforehand.
    """
    village, community = view.village, view.village.organisation == COMMUNITY
    tables = _tables(kinds, view.items)
    return {
        **common(county, len(view.items)),
        "village": {
            "id": village.id,
            "name": village.name,
            "type": ORGANISATION_WORDS[community],
            "community": community,
            "address": village.address,
            "hours": village.hours,
            "phone": village.phone if village.phone_published else "",
            "url": view.url,
            "code": _code(view.url, level),
        },
        "township": township_fields(view.township),
        "kinds": [
            {
                **data,
                "door": kind.door_community if community else kind.door,
                "hint": kind.hint_community if community else kind.hint,
                "page": page if known_pages else "",
            }
            for kind, data, page in tables.lists
        ],
        "guides": tables.guides,
        "offices": tables.offices,
        "pages": {name: page if known_pages else "" for name, page in tables.pages.items()},
    }


CODE_PIXELS, CODE_MODULE = 8, 0.5  # a module: 400 dpi where nothing sets the size of the picture
ORGANISATION_WORDS = {False: "村", True: "社区"}  # as the roster's column 类型 has them
GUIDES, OFFICES, CONTACTS = "guides", "offices", "contacts"


@dataclass(frozen=True, slots=True)
class _Tables:
    """All tables of a booklet: each list with its first page, and the first pages of the other sections."""

    lists: tuple[tuple[Kind, Data, str], ...]
    guides: Rows
    offices: Rows
    pages: dict[str, str]


@lru_cache(maxsize=4)  # the papers of a village are made one after the other
def _code(url: str, level: str) -> Picture:
    # Level 1: 0.3 KB more for a fifth of the time.
    png = render_png(encode(url, level), CODE_PIXELS, CODE_MODULE, level=1)
    return Picture(png, f"二维码：{url}")


@remembered
def _tables(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> _Tables:
    shorts = {kind.id: kind.short for kind in kinds}
    lists = kinds_data(kinds, items)
    others = {
        GUIDES: tuple(_guide(item, shorts[item.kind]) for item in items if has_guide(item)),
        OFFICES: tuple(map(_office, by_domain(items))),
    }
    held = [name for name, rows in others.items() if rows]
    numbers, laid = first_pages(
        [list_section(data, _heights(_rows(data), _CELLS)) for _, data in lists],
        [plain_section(_heights(others[name], _HEIGHT)) for name in held],
    )
    others |= {
        name: _raised(others[name], _HEIGHT, pages.raised)
        for name, pages in zip(held, laid[len(lists) :], strict=True)
    }
    return _Tables(
        tuple(
            (kind, {**data, "rows": _raised(_rows(data), _CELLS, pages.raised)}, number)
            for (kind, data), pages, number in zip(lists, laid, numbers, strict=False)
        ),
        others[GUIDES],
        others[OFFICES],
        {GUIDES: "", OFFICES: ""} | dict(zip((*held, CONTACTS), numbers[len(lists) :], strict=True)),
    )


_CELLS, _HEIGHT = "cells_height", "height"


def _rows(kind: Data) -> Rows:
    return cast(Rows, kind["rows"])


def _heights(rows: Rows, name: str) -> tuple[int, ...]:
    return tuple(cast(int, row[name]) for row in rows)


def _raised(rows: Rows, name: str, heights: Mapping[int, int]) -> Rows:
    """The rows, those of these places with the height that makes their pages certain."""
    if not heights:
        return rows
    return tuple({**row, name: heights[place]} if place in heights else row for place, row in enumerate(rows))


def has_guide(item: ViewItem) -> bool:
    """Whether there is more to say of an item than its list does, or people often come for it."""
    return bool(item.service) or (item.frequent and bool(item.who))


def _guide(item: ViewItem, kind: str) -> Data:
    service = item.service
    said = [
        *(f"{_LABEL}{text}。" for text in (item.who, service.time, service.place, service.phone) if text),
        *([f"{_LABEL}{'、'.join(service.materials)}。"] if service.materials else []),
        *(
            [_LABEL, *(f"（{at}）{step}。" for at, step in enumerate(service.steps, 1))]
            if service.steps
            else []
        ),
        *([f"{_LABEL}{item.how}"] if item.how else []),
    ]
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
        "height": stacked_height(((item.name, f"（{kind}）"), tuple(said)), GUIDE_WIDTHS),
    }


_LABEL = "所需材料："  # as long as each of those in booklet/master.yaml


def by_domain(items: tuple[ViewItem, ...]) -> list[ViewItem]:
    """The items that somebody else does, those of one domain together, in the order of the lists."""
    domains: dict[str, list[ViewItem]] = {}
    for item in items:
        if item.who:
            domains.setdefault(item.domain, []).append(item)
    return [item for held in domains.values() for item in held]


def _office(item: ViewItem) -> Data:
    texts = office_texts(item)
    height = row_height(texts, OFFICE_WIDTHS)
    return dict(zip(("domain", "name", "who", "how"), texts, strict=True)) | {"height": height}


def office_texts(item: ViewItem) -> tuple[str, str, str, str]:
    """A row of where to go: domain, item, who does it, and how."""
    return item.domain, item.short or item.name, item.who, item.how
