"""What the tables of a booklet say, cell by cell, for `verify`: told without the template that prints it."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.catalog.model import COMMUNITY, Kind
from listgen.catalog.view import ViewItem, VillageView
from listgen.documents.booklet import (
    CONTACTS,
    GUIDES,
    OFFICES,
    ORGANISATION_WORDS,
    by_domain,
    has_guide,
    office_texts,
)
from listgen.documents.data import Table, list_tables, township_fields

_TITLES = {GUIDES: "高频事项办事指南", OFFICES: "去哪里办", CONTACTS: ""}  # contacts are of no other village
_STREET = "街道"


def booklet_tables(kinds: tuple[Kind, ...], view: VillageView) -> tuple[Table, ...]:
    """The tables of one village's booklet in printed order: its lists, guides, where to go, contacts."""
    shorts = {kind.id: kind.short for kind in kinds}
    guides = [item for item in view.items if has_guide(item)]
    others: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        GUIDES: [(item.id, _guide(item, shorts[item.kind])) for item in guides],
        OFFICES: [(item.id, office_texts(item)) for item in by_domain(view.items)],
        CONTACTS: [("", cells) for cells in _contacts(view)],
    }
    told = (Table(kind, _TITLES[kind], tuple(rows)) for kind, rows in others.items() if rows)
    return (*list_tables(kinds, view.items), *told)


def _guide(item: ViewItem, kind: str) -> tuple[str, str]:
    """The item with its kind, and a paragraph for each thing that is said of it."""
    service, last = item.service, len(item.service.steps)
    steps = (f"（{at}）{step}{'。' if at == last else '；'}" for at, step in enumerate(service.steps, 1))
    said = (
        f"办理单位：{item.who}。" if item.who else "",
        f"办理途径：{item.how}" if item.how else "",
        f"所需材料：{'、'.join(service.materials)}。" if service.materials else "",
        "办理步骤：" if service.steps else "",
        *steps,
        f"办理时限：{service.time}。" if service.time else "",
        f"办理地点：{service.place}。" if service.place else "",
        f"咨询电话：{service.phone}。" if service.phone else "",
    )
    return f"{item.name}\n（{kind}）", "\n".join(filter(None, said))


def _contacts(view: VillageView) -> Iterator[tuple[str, str]]:
    """Where a village is found, and who is above it."""
    village, township = view.village, township_fields(view.township)
    if village.address:
        yield "办公地址", village.address
    if village.hours:
        yield "办公时间", village.hours
    if village.phone and village.phone_published:
        yield f"本{ORGANISATION_WORDS[village.organisation == COMMUNITY]}电话", village.phone
    if township["phone"]:
        above = "街道电话" if township["type"] == _STREET else "乡镇电话"
        yield above, f"{township['phone']}（{township['name']}）"
    yield "网上清单", view.url
