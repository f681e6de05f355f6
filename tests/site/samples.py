"""A small county for the pages: 80 items in three lists, a village, a community."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from listgen.catalog.effective import Effective
from listgen.catalog.items import load_items
from listgen.catalog.kinds import load_kinds
from listgen.catalog.model import COMMUNITY, VILLAGE, Catalog, Column, Kind, Service, Township, Village
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import County, Edition, Issuing, Online, SignOrder
from listgen.findings import Location
from listgen.site import SiteTemplates, compile_site

ROOT = Path(__file__).parents[2]
TEMPLATES, CATALOG = ROOT / "templates" / "site", ROOT / "catalogs" / "national"
NOWHERE = Location()
DAY = date(2026, 11, 21)

COUNTY = County(
    id="lanxi-demo",
    name="岚溪县",
    specimen=False,
    prefix="LX",
    edition=Edition("2026-1", DAY),
    issuing=Issuing("岚溪县人民政府办公室", "", "", DAY, "", ""),
    online=Online("https://fw.lanxi.example/qingdan/", "0570-5550100", "jianjian@lanxi.example"),
    signs=SignOrder("yi-heng-si-shu-yi-biaozhi", (), "FOGRA39"),
)
TOWNSHIP = Township("02", "白云镇", "镇", "0570-5550200", "白云镇文昌路8号", NOWHERE)


def _kind(id_: str, door: str, hint: str, icon: str, *columns: tuple[str, str]) -> Kind:
    return Kind(
        id=id_,
        title=f"{door}事项清单",
        short=door,
        door=f"村里{door}",
        door_community=f"社区{door}",
        hint=hint.replace("我们", "村里"),
        hint_community=hint.replace("我们", "社区"),
        icon=icon,
        columns=tuple(Column(field, title, 40) for field, title in columns),
        required=(),
        max_items={},
    )


KINDS = (
    _kind("duty", "能办", "我们自己做的事", "check", ("content", "工作内容"), ("lead", "业务指导单位")),
    _kind("assist", "帮着办", "部门负责，我们帮忙", "hands", ("content", "协助内容"), ("lead", "责任部门")),
    _kind("not-permitted", "不办", "告诉您该去哪里办", "signpost", ("who", "办理单位"), ("how", "办理途径")),
)


def item(kind: str, number: int, **changes: object) -> ViewItem:
    """An item with every text told apart by its kind and number."""
    serial = f"{kind}{number}"
    forbidden = kind == "not-permitted"
    plain = ViewItem(
        id=f"CN-{'dan'.index(kind[0]) * 200 + number:04d}",
        kind=kind,
        number=number,
        name=f"事项{serial}",
        short=f"事{serial}",
        content=f"内容{serial}。",
        domain="民政",
        applies="村、社区",
        lead=f"县{serial}局",
        lead_confirmed=True,
        basis=(f"《某法》第{serial}条",),
        principles=(),
        competence=(f"《某条例》第{serial}条",) if forbidden else (),
        who=f"县{serial}窗口" if forbidden else "",
        how=f"带{serial}去。" if forbidden else "",
        plain=f"一句话{serial}。",
        keywords=("吃低保", f"说法{serial}"),
        service=Service(),
        frequent=False,
        local=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


SERVICE = Service(("身份证", "户口簿"), ("到大厅提出", "村里核对"), "3个工作日", "一号窗口", "0570-5550101")
ITEMS = (
    *(item("duty", number) for number in range(1, 17)),
    item("assist", 1, service=SERVICE, frequent=True, name="最低生活保障申请", short="低保申请"),
    *(item("assist", number) for number in range(2, 31)),
    *(item("not-permitted", number) for number in range(1, 35)),
)


def village(**changes: object) -> Village:
    """青石村, with a published phone."""
    plain = Village(
        id="00173",
        township="02",
        organisation=VILLAGE,
        name="青石村",
        division_code="",
        plaques={},
        address="白云镇青石村党群服务中心一楼",
        hours="周一至周五 8:30—11:30",
        phone="0570-5550173",
        phone_published=True,
        state="在用",
        successor="",
        location=NOWHERE,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def community(**changes: object) -> Village:
    """河东社区, whose phone is not published."""
    values = {"id": "00174", "organisation": COMMUNITY, "name": "河东社区", "phone_published": False}
    return village(**(values | changes))


def view(of: Village | None = None, items: tuple[ViewItem, ...] = ITEMS) -> VillageView:
    """The view of a village: by default 青石村 with 80 items."""
    of = of or village()
    return VillageView(of, TOWNSHIP, items, f"{COUNTY.online.base_url}{of.id}4/", f"{of.id}4/")


def national(count: int) -> tuple[ViewItem, ...]:
    """Items of the shipped catalog for a village, spread evenly over its lists."""
    kinds, _ = load_kinds((CATALOG / "kinds.yaml").read_bytes())
    files = {path.name: path.read_bytes() for path in sorted((CATALOG / "items").iterdir())}
    items, _ = load_items(files, kinds)
    held = Effective(Catalog(items, {}, kinds.kinds, {}, (), (), {}), DAY).village(village())
    return tuple(held[place * len(held) // count] for place in range(count))


@cache
def templates() -> SiteTemplates:
    """templates/site, compiled once for all tests."""
    return compile_site({path.name: path.read_bytes() for path in TEMPLATES.iterdir()})
