"""What a village's papers are filled with: its booklet, its forms."""

from __future__ import annotations

from listgen.catalog.model import COMMUNITY, Kind
from listgen.catalog.view import ViewItem, VillageView
from listgen.documents.data import Data, Table, common, kinds_data, list_tables, township_fields
from listgen.documents.picture import Picture
from listgen.documents.remembered import remembered
from listgen.project import County
from listgen.qr.png import render_png
from listgen.qr.symbol import encode


def booklet_tables(kinds: tuple[Kind, ...], view: VillageView) -> tuple[Table, ...]:
    """The tables of one village's booklet."""
    return list_tables(kinds, view.items)


def booklet_data(county: County, kinds: tuple[Kind, ...], view: VillageView, level: str = "Q") -> Data:
    """The values of one village's or community's booklet; `level` is the error correction of its code."""
    village, community = view.village, view.village.organisation == COMMUNITY
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
            }
            for kind, data in kinds_data(kinds, view.items)
        ],
        "guides": _guides(kinds, view.items),
    }


CODE_PIXELS, CODE_MODULE = 8, 0.5  # a module: 400 dpi where nothing sets the size of the picture
ORGANISATION_WORDS = {False: "村", True: "社区"}  # as the roster's column 类型 has them


def _code(url: str, level: str) -> Picture:
    png = render_png(
        encode(url, level), CODE_PIXELS, CODE_MODULE, level=1
    )  # 0.3 KB more for a fifth of the time
    return Picture(png, f"二维码：{url}")


@remembered
def _guides(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> tuple[Data, ...]:
    shorts = {kind.id: kind.short for kind in kinds}
    return tuple(_guide(item, shorts[item.kind]) for item in items if item.service)


def _guide(item: ViewItem, kind: str) -> Data:
    service = item.service
    return {
        "name": item.name,
        "kind": kind,
        "materials": service.materials,
        "steps": service.steps,
        "time": service.time,
        "place": service.place,
        "phone": service.phone,
        "who": item.who,
        "how": item.how,
    }
