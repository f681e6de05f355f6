"""A county in a few lines, each test changing what it is about: three kinds, eight laws, four villages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from listgen.catalog.load import load_catalog
from listgen.catalog.model import Catalog
from listgen.county import County, Edition, Issuing, Online, SignOrder
from listgen.findings import Finding, Location
from listgen.project import ProjectFiles

DAY = date(2026, 11, 21)
COUNTY = County(
    id="lanxi-demo",
    name="岚溪县",
    specimen=True,
    prefix="LX",
    edition=Edition("2026-1", DAY),
    issuing=Issuing("岚溪县人民政府办公室", "", "", DAY, "", ""),
    online=Online("https://fw.lanxi.example/qingdan/", "0570-5550100", ""),
    signs=SignOrder("yi-heng-si-shu-yi-biaozhi", (), "FOGRA39"),
)

ITEMS = "items/10.yaml"
ADMISSION = "records/admission/ZR-2026-01.yaml"


def listed(key: str, values: Iterable[dict[str, object]]) -> str:
    """A YAML list of mappings, a field a line; a field that is None is left out."""
    lines = [f"{key}:"]
    for value in values:
        fields = [f"{name}: {_flow(text)}" for name, text in value.items() if text is not None]
        lines += ["- " + "\n  ".join(fields)]
    return "\n".join(lines) + "\n" if len(lines) > 1 else f"{key}: []\n"


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def line_of(text: str, part: str) -> int:
    """The line on which `part` stands, from 1; it has to stand there once."""
    (line,) = (number for number, line in enumerate(text.splitlines(), 1) if part in line)
    return line


COLUMNS = [
    {"field": "number", "title": "序号", "width": "25"},
    {"field": "name", "title": "事项名称", "width": "100"},
    {"field": "basis", "title": "依据", "width": "100"},
]


def kind(id_: str, **fields: object) -> dict[str, object]:
    known = {"id": id_, "title": f"{id_}清单", "short": id_, "door": "村里能办", "hint": "提示"}
    return {**known, "columns": COLUMNS, "required": ["content"], **fields}


KIND_FIELDS: list[dict[str, object]] = [
    {"name": "name", "title": "事项名称", "max": "60"},
    {"name": "content", "title": "工作内容", "max": "30"},
    {"name": "destination", "title": "办理去向"},
    {"name": "seal", "title": "用印"},
]
KINDS: list[dict[str, object]] = [
    kind("duty"),
    kind("assist"),
    kind("not-permitted", required=["content", "destination"]),
]


def law(name: str, *articles: str, **fields: object) -> dict[str, object]:
    return {"name": name, "level": "law", "from": "2020-01-01", "articles": list(articles), **fields}


VILLAGE_LAW, COMMUNITY_LAW = "村民委员会组织法", "城市居民委员会组织法"
LAWS: list[dict[str, object]] = [
    law("甲法", "第一条", "第二条", "第三条"),
    law(
        VILLAGE_LAW,
        *("第十条", "第十一条"),
        **{"from": "2026-01-01", "for": "village"},
        renumbered={"第八条": ["第十条"], "第九条": ["第十一条", "第四十二条"], "第十条": ["第十二条"]},
    ),
    law(COMMUNITY_LAW, "第三条", **{"for": "community"}),
    law(
        "旧法",
        *("第八条", "第九条"),
        to="2026-08-15",
        replaced_by="新法典",
        replaced={"第九条": {"law": "新法典", "articles": ["第十二条", "第十三条"]}},
    ),
    law("新法典", "第十二条", "第十三条", **{"from": "2026-08-15"}),
    law("未来法", "第一条", **{"from": "2027-01-01"}),
    law("待核法", "第一条", **{"from": "待核"}),
    law("省条例", "第一条", level="local", area="33"),
    law("无条文法"),
]


def cite(law_: str, article: str, role: str = "states-item", **fields: object) -> dict[str, object]:
    return {"law": law_, "article": article, "role": role, **fields}


def policy(title: str, **fields: object) -> dict[str, object]:
    return {"issuer": "某厅", "title": title, **fields}


def item(id_: str, **fields: object) -> dict[str, object]:
    """A sound duty for villages and communities, carried by 甲法."""
    name = ("事项" if id_.startswith("CN") else "本县事项") + id_[-2:]
    known = {"id": id_, "kind": "duty", "applies": ["village", "community"], "name": name}
    texts = {"content": "内容", "domain": "民政", "lead": "县民政局", "plain": "一句话。"}
    basis = {"basis_type": "law", "basis": [cite("甲法", "第一条")]}
    return {**known, **texts, **basis, "state": "in-force", **fields}


def village(id_: str, **cells: str) -> dict[str, str]:
    """A sound row of the roster."""
    name = f"村{id_[-2:]}"
    where = {
        "编号": id_,
        "乡镇编号": "01",
        "类型": "村",
        "名称": name,
        "地址": "",
        "办公时间": "",
        "电话": "",
    }
    state = {"公布电话": "是", "状态": "在用", "并入": "", "委员会牌": f"{name}村民委员会"}
    return {**where, **state, **cells}


VILLAGES = [
    village("00001"),
    village("00002"),
    village("00003", 乡镇编号="02"),
    village("00004", 类型="社区"),
]
TOWNSHIPS = [
    {"编号": "01", "名称": "白云镇", "类型": "镇", "电话": "", "地址": ""},
    {"编号": "02", "名称": "青溪乡", "类型": "乡", "电话": "", "地址": ""},
]


def overlay(scope: str, item_: str, action: str, admission: str = "") -> dict[str, str]:
    return {"范围": scope, "事项": item_, "动作": action, "准入": admission}


def table(rows: Iterable[dict[str, str]], headings: Iterable[str] = ()) -> str:
    """Mappings as CSV."""
    rows = list(rows)
    headings = list(headings or rows[0])
    return "\n".join([",".join(headings), *(",".join(row[heading] for heading in headings) for row in rows)])


def admission(id_: str = "ZR-2026-01", item_: str = "LX-0001", **fields: str | None) -> str:
    known: dict[str, str | None] = {"id": id_, "item": item_, "from": "2026-06-01", "to": "2027-05-31"}
    known |= {"approved_by": "专班", "basis": "《方案》", "content": "内容", "authority": "权限"}
    known |= {"cycle": "一年", "funding": "县财政", **fields}
    return "".join(f"{name}: {_flow(text)}\n" for name, text in known.items() if text is not None)


class Parts(TypedDict, total=False):
    """What a test puts in the place of the sample."""

    kinds: list[dict[str, object]]
    laws: list[dict[str, object]]
    townships: list[dict[str, str]]
    villages: list[dict[str, str]]
    overlays: list[dict[str, str]]
    admissions: list[str]


def files(items: Iterable[dict[str, object]] = (), **parts: Unpack[Parts]) -> dict[str, str]:
    """The texts of a county's files."""
    texts = {
        "kinds.yaml": "schema: 1\n"
        + listed("fields", KIND_FIELDS)
        + listed("kinds", parts.get("kinds", KINDS)),
        "laws.yaml": listed("laws", parts.get("laws", LAWS)),
        "townships.csv": table(parts.get("townships", TOWNSHIPS)),
        "villages.csv": table(parts.get("villages", VILLAGES)),
        "overlays.csv": table(parts.get("overlays", []), _headings(parts.get("overlays", []))),
        ITEMS: listed("items", items),
    }
    for number, text in enumerate(parts.get("admissions", []), 1):
        texts[f"records/admission/ZR-2026-{number:02}.yaml"] = text
    return texts


def _headings(overlays: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(overlays[0]) if overlays else ("范围", "事项", "动作", "准入")


def load(texts: dict[str, str], division_code: str = "") -> tuple[Catalog, list[Finding]]:
    project = ProjectFiles({name: text.encode() for name, text in texts.items()})
    catalog, findings = load_catalog(project, division_code)
    assert catalog is not None
    return catalog, findings


def catalog(*items: dict[str, object], division_code: str = "", **parts: Unpack[Parts]) -> Catalog:
    """A catalog whose form is sound."""
    loaded, findings = load(files(items, **parts), division_code)
    assert findings == []
    return loaded


def seen(findings: Iterable[Finding]) -> list[tuple[str, Location, str]]:
    """Slug, place and value of each finding."""
    return [(finding.slug, finding.location, finding.facts()["value"]) for finding in findings]
