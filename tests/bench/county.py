"""A county of 200 villages with the shipped items, as listgen's values and as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from listgen.catalog.kinds import load_kinds
from listgen.catalog.model import COMMUNITY, VILLAGE, Kind, Service, Village
from listgen.catalog.view import ViewItem, VillageView
from tests.site.samples import CATALOG, COUNTY, TOWNSHIP, national, village

VILLAGES, ITEMS = 200, 80
_FIRST, _SECOND = "青白黄石松竹梅柳河山", "石泉岭坪塘湾坝桥田坡"


def villages() -> tuple[Village, ...]:
    """Two hundred: every tenth a community, every seventh without a published phone."""
    return tuple(_village(number) for number in range(VILLAGES))


def views(items: tuple[ViewItem, ...]) -> tuple[VillageView, ...]:
    """A view each; all have the same items."""
    return tuple(
        VillageView(of, TOWNSHIP, items, f"{COUNTY.online.base_url}{of.id}4/", f"{of.id}4/index.html")
        for of in villages()
    )


def shipped_items() -> tuple[ViewItem, ...]:
    """Items of the national catalog, spread over its three lists."""
    return national(ITEMS)


def shipped_kinds() -> tuple[Kind, ...]:
    """The three lists of the national catalog."""
    return load_kinds((CATALOG / "kinds.yaml").read_bytes())[0].kinds


def items_as_json(items: Iterable[ViewItem]) -> list[dict[str, Any]]:
    """Plain values of the items."""
    return [asdict(item) for item in items]


def items_from_json(kinds: Iterable[dict[str, Any]]) -> tuple[ViewItem, ...]:
    """The items of the lists in county.json again."""
    return tuple(_item(values) for kind in kinds for values in kind["items"])


def _item(values: dict[str, Any]) -> ViewItem:
    service = Service(**_tuples(values["service"] or {}))
    return ViewItem(
        **_tuples({name: value for name, value in values.items() if name != "keys"}) | {"service": service}
    )


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _village(number: int) -> Village:
    community = number % 10 == 9
    name = _FIRST[number // 10 % 10] + _SECOND[number % 10] + "东西"[number // 100]
    return village(
        id=f"{number + 1:05d}",
        organisation=COMMUNITY if community else VILLAGE,
        name=name + ("社区" if community else "村"),
        address=f"白云镇{name}大道{number + 1}号",
        phone=f"0570-555{number + 1000:04d}",
        phone_published=number % 7 != 6,
    )
