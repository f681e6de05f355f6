"""Booklets of every kind, to be laid out: real villages', and made up ones that are hard to lay out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from listgen.catalog.model import Kind, Service
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import County
from listgen.documents.booklet import booklet_data
from listgen.documents.data import Data
from listgen.preflight.check import check_project
from listgen.resources import shipped
from tests.documents.samples import COUNTY, ITEMS, KINDS, item, kind, view

EXAMPLES = ("anji", "dafang", "fenggang", "jiangsu", "province", "yitong")
# Pieces of what stands in lists: marks that may not begin or end a line, Latin words, addresses, numbers.
_PIECES = (
    *"村民委员会组织法依照办理材料户口簿申请登记",
    *(
        "，",
        "。",
        "；",
        "、",
        "：",
        "“名单”",
        "《条例》",
        "（第2批）",
        "—",
        "＊",
        "12",
        "5G",
        "QQ群",
        "COVID-19",
    ),
    *("第十二条", "8:30—17:30", "0570-5550101", "https://fw.lanxi.example/a", "WPS", "100%", "A4纸"),
)
_COLUMNS = ("number", "name", "content", "lead", "how")


@dataclass(frozen=True)
class Booklet:
    name: str
    county: County
    kinds: tuple[Kind, ...]
    view: VillageView

    @property
    def data(self) -> Data:
        return booklet_data(self.county, self.kinds, self.view)


def booklets() -> Iterator[Booklet]:
    for name in ("demo", *EXAMPLES):
        subject = check_project(
            shipped("catalogs") / (name if name == "demo" else f"examples/{name}")
        ).subject
        assert subject is not None
        for place in (0, len(subject.views) // 2):
            yield Booklet(f"{name}-{place}", subject.county, subject.catalog.kinds, subject.views[place])
    for seed in range(16):
        yield _made_up(seed)
    yield Booklet("one-list", COUNTY, KINDS, view(items=ITEMS[:1]))
    yield Booklet("200-items", COUNTY, KINDS, view(items=_rows(200, "内容。")))
    for rows in range(10, 14):  # the last of these ends at the foot of a page
        yield Booklet(f"foot-{rows}", COUNTY, KINDS, view(items=_rows(rows, "内容。")))
    for rows in range(17, 21):
        own = kind("k", "窄清单", ("number", "序号", 12), ("name", "事项", 72), ("lead", "单位", 72))
        items = tuple(item(f"X-{n}", "k", n) for n in range(1, rows))
        yield Booklet(f"portrait-foot-{rows}", COUNTY, (own,), view(items=items))
    long_name = "岚溪县云岭镇青石河水库移民安置区第十二村民委员会联合村"
    yield Booklet("long-names", COUNTY, (_long_kind(), *KINDS), view(name=long_name, items=_long_items()))


def _rows(many: int, content: str) -> tuple[ViewItem, ...]:
    return tuple(item(f"CN-{n:04}", "duty", n, content=content) for n in range(1, many + 1))


def _long_kind() -> Kind:
    columns = (("number", "序号", 12.0), ("name", "事项名称", 84.0), ("lead", "单位", 60.0))
    return kind("long", "村级组织协助开展的需要由部门派人到场指导的工作事项总清单", *columns)


def _long_items() -> tuple[ViewItem, ...]:
    name = "协助开展第四次全国经济普查、第三次全国土壤普查和农村人居环境整治提升五年行动调查登记工作"
    return (item("X-1", "long", 1, name=name, lead_confirmed=False), *ITEMS)


def _made_up(seed: int) -> Booklet:
    random = Random(seed)

    def text(most: int) -> str:
        return "".join(random.choice(_PIECES) for _ in range(random.randint(1, most)))

    kinds: list[Kind] = []
    items: list[ViewItem] = []
    for place in range(random.randint(1, 4)):
        kinds.append(_made_up_kind(place, random))
        for number in range(1, random.choice((1, 3, 8, 25)) + 1):
            service = Service()
            if random.random() < 0.15:
                steps = tuple(text(12) for _ in range(random.randint(0, 5)))
                service = Service((text(4), text(4)), steps, text(5), text(6), "0570-5550199")
            elsewhere = random.random() < 0.3
            items.append(
                item(
                    f"X-{place}-{number}",
                    f"k{place}",
                    number,
                    name=text(12),
                    content=text(random.choice((4, 10, 20))),
                    lead=text(5),
                    lead_confirmed=random.random() < 0.8,
                    who=text(8) if elsewhere else "",
                    how=text(25) if elsewhere else "",
                    service=service,
                )
            )
    return Booklet(f"made-up-{seed}", COUNTY, tuple(kinds), view(items=tuple(items)))


def _made_up_kind(place: int, random: Random) -> Kind:
    width = random.choice((156, 225))
    widths = [12, random.randint(30, 50), random.randint(30, 50)]
    widths.append(width - sum(widths))
    if widths[3] > 90:
        widths[3:] = [widths[3] - 40, 40]
    title = "甲乙丙丁"[place] + "类事项清单" * random.randint(1, 5)
    heads = ("序号", "事项名称", "工作内容", "责任部门", "办理途径")
    return kind(f"k{place}", title, *zip(_COLUMNS, heads, map(float, widths), strict=False))
