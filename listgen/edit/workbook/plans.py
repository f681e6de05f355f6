"""Which sheets a project has and what stands in each column: the one description of all of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from listgen.catalog import cleanup
from listgen.catalog.items import STATES
from listgen.catalog.kinds import TYPES as FIELD_TYPES
from listgen.catalog.laws import LEVELS
from listgen.catalog.roster import (
    ACTIONS,
    FORMER_NAMES,
    FROM,
    NOTE,
    ORGANISATIONS,
    PHONE,
    PLACE,
    PLAQUE,
    TOWNSHIP_TYPES,
    UNTIL,
)
from listgen.catalog.roster import STATES as VILLAGE_STATES
from listgen.edit.workbook.codecs import Codec, Entries, Lines, Pairs, Word, Words, Written
from listgen.edit.workbook.entries import (
    TYPES,
    CitationLine,
    ColumnLine,
    EarlierLine,
    PolicyLine,
    RefusalLine,
    Replaced,
    SourceLine,
)
from listgen.edit.workbook.tables import Field, Rows, SheetPlan
from listgen.sources.yaml_nodes import Plain

FIXED_TITLES = (
    *(
        "县情",
        "清单种类",
        "字段",
        "项数核对",
        "法律法规",
        "乡镇",
        "村（社区）",
        "差异",
        "功能室",
        "荣誉",
        "标牌清理",
    ),
    "填写说明",
)
COUNTY, KINDS, FIELDS, PARTITIONS, LAWS, ITEMS = "county", "kinds", "fields", "partitions", "laws", "items"
TOWNSHIPS, VILLAGES, OVERLAYS, ROOMS, HONOURS = "townships", "villages", "overlays", "rooms", "honours"
CLEANUP = "cleanup"
TABLES = (TOWNSHIPS, VILLAGES, OVERLAYS, ROOMS, HONOURS, CLEANUP)  # the files that are tables, by their names
YES_NO = Word({"yes": "是", "no": "否"})
_TYPES = Words(TYPES, ("村、社区", "村", "社区", "乡镇", "村、社区、乡镇"))
_STATE = Word(dict(zip(STATES, ("有效", "拟议", "取消"), strict=True)))
_LEVEL = Word(dict(zip(LEVELS, ("法律", "行政法规", "党内法规", "规章", "地方性法规"), strict=True)))
_TYPE = Word(dict(zip(FIELD_TYPES, ("文字", "选项", "日期", "是否", "事项编号"), strict=True)))
_BY_TYPE = Pairs(TYPES, form="村：16")
_DAY = Written(day=True)
_UNFIT, _LONGEST_TITLE = re.compile(r"[\[\]:*?/\\']"), 31  # of a sheet's title
_WIDE, _BROAD, _NARROW = 44, 26, 10

# A field of items: its place in the file, its codec, its width. In the order of the sheet.
_ITEM: tuple[tuple[str, Codec, float], ...] = (
    ("name", Written(), 36),
    ("short", Written(), 16),
    ("content", Written(), _WIDE),
    ("domain", Written(), 12),
    ("applies", _TYPES, 12),
    ("subtype", Written(), 12),
    ("lead", Written(), 20),
    ("lead_state", Word({"confirmed": "已核实", "inferred": "推定"}), _NARROW),
    ("basis_type", Word({"law": "法律法规", "policy": "政策文件"}), _NARROW),
    ("basis", Entries(CitationLine()), 52),
    ("policy", Entries(PolicyLine()), 52),
    ("destination.who", Written(), _BROAD),
    ("destination.how", Written(), _WIDE),
    ("plain", Written(), _WIDE),
    ("keywords", Lines(), 16),
    ("materials", Lines(), _BROAD),
    ("steps", Lines(), _WIDE),
    ("time", Written(), 20),
    ("place", Written(), 20),
    ("phone", Written(), 16),
    ("frequent", YES_NO, 8),
    ("community.name", Written(), 36),
    ("community.short", Written(), 16),
    ("community.content", Written(), _WIDE),
    ("community.plain", Written(), _WIDE),
    ("community.destination.who", Written(), _BROAD),
    ("community.destination.how", Written(), _WIDE),
    ("state", _STATE, 8),
    ("from", _DAY, 12),
    ("retired.on", _DAY, 12),
    ("retired.why", Written(), _BROAD),
    ("retired.instead", Written(), _BROAD),
    ("retired.into", Lines(), 12),
    ("retired.record", Written(), 16),
    ("delegated.from", Written(), 16),
    ("delegated.authority", Written(), _BROAD),
    ("delegated.funding", Written(), _BROAD),
    ("delegated.system", Written(), 16),
    ("delegated.to", _DAY, 12),
    ("needs_confirmation", _TYPES, 12),
    ("confirmed", _TYPES, 12),
    ("alternative_of", Written(), 12),
    ("default", Word({"on": "启用", "off": "不启用"}), _NARROW),
    ("optional", YES_NO, 8),
    ("local", YES_NO, 8),
    ("verb", Written(), 12),
    ("scope", Written(), 20),
    ("source", Entries(SourceLine()), _WIDE),
    ("note", Written(), _WIDE),
)
_PARTS = {
    "who": "办理单位", "how": "办理途径", "name": "事项名称", "short": "常用名", "content": "工作内容",
    "plain": "一句话说明", "on": "日期", "why": "理由", "instead": "现由谁办", "into": "并入事项",
    "record": "记录", "from": "单位", "authority": "依据", "funding": "经费保障",
    "system": "办理系统", "to": "到期",
}  # fmt: skip
_ALWAYS = {"name", "short", "content", "domain", "applies", "lead", "basis", "basis_type", "plain", "state"}
_ALWAYS |= {"lead_state", "policy", "keywords", "materials", "steps", "time", "place", "phone", "frequent"}
_ALWAYS |= {"note", "local", "community", "from", "retired"}
_TITLES = {
    "from": "生效日期",
    "retired": "取消",
    "delegated": "委托",
}  # of fields that few kinds.yaml declare
_MUST = {"name", "applies", "basis_type", "state"}
_SHOWN_AS = {"who": "destination", "how": "destination"}  # printed columns that come out of a field


def county_plan() -> SheetPlan:
    """county.yaml as a form."""
    days, text = _DAY, Written()
    fields = (
        Field("id", "项目简称", text, locked=True, help="不要改"),
        Field("name", "县（市、区）全称", text, must=True),
        Field("specimen", "示例", YES_NO, help="是：所有成果注明“示例”；正式的填“否”"),
        Field("division_code", "区划代码", text, help="县的六位区划代码"),
        Field("prefix", "编号前缀", text, locked=True, help="两个大写字母，定了不改"),
        Field("edition.number", "版次", text, must=True, help="如 2026-1，印作“2026年版”"),
        Field("edition.date", "版本日期", days, must=True, help="如 2026-11-21，依据是否有效按这一天判断"),
        Field("issuing.body", "发文机关署名", text, must=True),
        Field("issuing.mark", "发文机关标志", text, must=True, help="红头；没有的写“无”"),
        Field("issuing.number", "发文字号", text, must=True, help="年份用六角括号；还没有的写“无”"),
        Field("issuing.date", "成文日期", days, must=True),
        Field("issuing.recipients", "主送机关", text, must=True, help="末尾不加冒号；没有的写“无”"),
        Field("issuing.copies", "抄送机关", text, must=True, help="末尾不加句号；没有的写“无”"),
        Field(
            "online.base_url",
            "网上清单的网址",
            text,
            must=True,
            help="印码以后不要随便换，先看《项目里的每个文件怎么填》第十一节",
        ),
        Field("online.former_base_urls", "旧网址", Lines(), help="换过网址的才写，一行一个"),
        Field("online.hotline", "监督电话", text, must=True, help="只写数字和短横"),
        Field("online.mailbox", "监督邮箱", text, must=True, help="没有的写“无”"),
        Field(
            "signs.scheme", "挂牌方案", text, must=True, help="挂牌方案的文件名，如 yi-heng-si-shu-yi-biaozhi"
        ),
        Field("signs.hall_functions", "大厅功能", Lines(), must=True, help="一行一项，最多 8 项"),
        Field("signs.ink_condition", "印刷条件", Written(("FOGRA39", "FOGRA51", "JC200103")), help="问印厂"),
        Field("signs.fallback", "代用字体", Pairs(form="serif-black：sans-bold"), help="不准代用的空着"),
        Field("signs.interior", "室内标牌", Lines(), help="一行一个代号，都不做的写“无”"),
    )
    return SheetPlan(COUNTY, COUNTY, "县情", Rows.FIXED, (), fields, form=True)


def item_plan(
    kind: Mapping[str, Plain],
    fields: Iterable[Mapping[str, Plain]],
    filled: set[str],
    taken: Collection[str] = (),
) -> SheetPlan:
    """The sheet of one kind: the fields that the county declares, and those that an item has.

    Of its own fields and of destinations only those that the kind prints or requires. `taken` are titles
    that other sheets have.
    """
    specs = {str(spec.get("name", "")): spec for spec in fields}
    wanted = _ALWAYS | {one for one in _listed(kind.get("required"))} | {"optional", "default"}
    for column in _mappings(kind.get("columns")):
        shown = str(column.get("field", ""))
        wanted.add(_SHOWN_AS.get(shown, shown))
    required = {*_listed(kind.get("required")), *_MUST}
    columns = [Field("id", _title(specs, "id", "编号"), Written(), 11, locked=True)]
    for id_, codec, width in _ITEM:
        top, _, rest = id_.partition(".")
        heading = _title(specs, top, _TITLES.get(top, top))
        heading += f"：{_PARTS[rest.split('.')[-1]]}" if rest else ""
        seldom = "destination" in id_ and not ("destination" in wanted and top == "destination")
        usual = (top in specs or (top in wanted and top in _TITLES)) and not seldom
        must = top in required and top != "community"
        columns.append(Field(id_, heading, codec, width, must=must, shown=usual or id_ in filled))
    known = {id_.partition(".")[0] for id_, _, _ in _ITEM} | {"id", "kind"}
    for name, spec in specs.items():
        if name not in known:
            heading, used = _title(specs, name, name), name in wanted or name in filled
            columns.append(Field(name, heading, _extra(spec), 20, must=name in required, shown=used))
    id_ = str(kind.get("id", ""))
    title = _UNFIT.sub("－", str(kind.get("short") or id_))[:_LONGEST_TITLE]
    title = f"{title}〔{id_}〕"[:_LONGEST_TITLE] if title.casefold() in taken else title
    return SheetPlan(f"{ITEMS}/{id_}", ITEMS, title, Rows.NUMBERED, ("id",), _unalike(columns), frozen=2)


def _extra(spec: Mapping[str, Plain]) -> Codec:
    """A field that the county added, by its type."""
    if spec.get("type") == "choice":
        return Written(tuple(_listed(spec.get("choices"))))
    if spec.get("type") == "flag":
        return YES_NO
    return _DAY if spec.get("type") == "date" else Written()


def kinds_plan() -> SheetPlan:
    """The kinds of lists."""
    columns = (
        Field("id", "种类代号", Written(), 16, locked=True),
        Field("title", "清单全称", Written(), 32, must=True),
        Field("short", "简称", Written(), 20, must=True),
        Field("door", "网页大标题", Written(), 14, must=True),
        Field("door_community", "网页大标题（社区）", Written(), 14),
        Field("hint", "网页小标题", Written(), 20, must=True),
        Field("hint_community", "网页小标题（社区）", Written(), 20),
        Field("icon", "图标", Written(), 12),
        Field("required", "必填字段", Lines(), 16),
        Field("columns", "印出的栏目", Entries(ColumnLine()), 40, must=True),
        Field("max_items", "最多几项", Pairs(TYPES, or_text=True, form="村：16"), 12),
        Field("counts", "公布的项数", _BY_TYPE, 12),
        Field("baseline", "清理前的项数", _BY_TYPE, 12),
        Field("refuse", "不准写的", Entries(RefusalLine()), 32),
        Field("covered_by.kind", "由哪种清单对应", Written(), 16),
        Field("covered_by.field", "对应的字段", Written(), 16),
        Field("flow", "画流程图", YES_NO, 10),
        Field("admission", "新增要准入", YES_NO, 12),
    )
    return SheetPlan(KINDS, KINDS, "清单种类", Rows.NAMED, ("id",), columns, frozen=2)


def other_plans() -> tuple[SheetPlan, ...]:
    """The other sheets of YAML files."""
    spec = (
        Field("name", "字段", Written(), 20, locked=True),
        Field("title", "名称", Written(), 24, must=True),
        Field("max", "最多几个字", Written(), 12),
        Field("type", "类型", _TYPE, 12),
        Field("choices", "选项", Lines(), 24),
        Field("expires", "到期失效", YES_NO, 10),
    )
    partition = (
        Field("title", "名称", Written(), 30, must=True),
        Field("kinds", "清单种类", Lines(), 24, must=True),
        Field("for", "适用", Word(TYPES), 10, must=True),
        Field("total", "总数", Written(), 10, must=True),
    )
    law = (
        Field("name", "名称", Written(), 40, locked=True),
        Field("issuer", "制定机关", Written(), 28),
        Field("level", "效力级别", _LEVEL, 12, must=True),
        Field("number", "文号", Written(), 20),
        Field("adopted", "通过日期", _DAY, 12),
        Field("from", "施行日期", _DAY, 12, must=True),
        Field("to", "废止日期", _DAY, 12),
        Field("replaced_by", "由什么取代", Written(), 28),
        Field("for", "约束谁", _TYPES, 10),
        Field("area", "地区代码", Written(), 10),
        Field("articles", "登记的条文", Lines(), 14),
        Field("earlier", "以前的文本", Entries(EarlierLine()), 28),
        Field("renumbered", "条号变动", Pairs(several=True), 28),
        Field("replaced", "被哪条取代", Replaced(), 40),
        Field("note", "说明", Written(), 40),
    )
    return (
        SheetPlan(FIELDS, FIELDS, "字段", Rows.NAMED, ("name",), spec, frozen=1),
        SheetPlan(PARTITIONS, PARTITIONS, "项数核对", Rows.FREE, ("title", "for"), partition, frozen=1),
        SheetPlan(LAWS, LAWS, "法律法规", Rows.NAMED, ("name",), law, frozen=1),
    )


_CSV: Mapping[str, tuple[str, Rows, tuple[str, ...], tuple[str, ...], int]] = {
    TOWNSHIPS: ("乡镇", Rows.NAMED, ("编号",), ("编号", "名称", "类型"), 2),
    VILLAGES: ("村（社区）", Rows.MINTED, ("编号",), ("乡镇编号", "类型", "名称", "公布电话", "状态"), 4),
    OVERLAYS: ("差异", Rows.FREE, ("范围", "事项", "动作", FROM), ("范围", "事项", "动作"), 0),
    ROOMS: ("功能室", Rows.FREE, ("村编号", "室名"), ("村编号", "室名"), 0),
    HONOURS: ("荣誉", Rows.FREE, ("村编号", "荣誉", "授予单位", "年份"), ("村编号", "荣誉"), 0),
    CLEANUP: ("标牌清理", Rows.FREE, ("编号", "牌子名称", "位置"), cleanup.REQUIRED, 0),
}
_OFFERED: Mapping[tuple[str, str], tuple[str, ...]] = {
    (TOWNSHIPS, "类型"): TOWNSHIP_TYPES,
    (VILLAGES, "类型"): tuple(ORGANISATIONS),
    (VILLAGES, "公布电话"): ("是", "否"),
    (VILLAGES, "状态"): VILLAGE_STATES,
    (OVERLAYS, "动作"): ACTIONS,
    (CLEANUP, cleanup.FATE): cleanup.FATES,
}
# Columns that a file may have or not: offered in the sheet, and added to the file with their first value.
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    VILLAGES: ("区划代码", FORMER_NAMES),
    OVERLAYS: ("准入", FROM, UNTIL, PHONE, PLACE, NOTE),
    ROOMS: ("数量",),
    CLEANUP: cleanup.OPTIONAL,
}
_DAYS = {(OVERLAYS, FROM), (OVERLAYS, UNTIL), (CLEANUP, cleanup.DAY)}
STRICT = frozenset((TOWNSHIPS, VILLAGES, OVERLAYS, CLEANUP))  # what a cell may say is what it offers
_WIDTHS = {
    "编号": 10,
    "乡镇编号": 10,
    "类型": 9,
    "公布电话": 10,
    "状态": 10,
    "并入": 10,
    "数量": 8,
    "块数": 8,
    "处理": 10,
    "处理日期": 12,
    "年份": 8,
}


def csv_plan(table: str, headings: Iterable[str]) -> SheetPlan:
    """The sheet of a CSV file, with the columns that the file has."""
    title, rows, key, must, frozen = _CSV[table]
    locked = set(key) if rows in (Rows.NAMED, Rows.MINTED) else set[str]()
    columns = tuple(
        Field(
            heading,
            heading,
            Written(_OFFERED.get((table, heading), ()), day=(table, heading) in _DAYS),
            _WIDTHS.get(heading, 34 if heading.endswith(PLAQUE) or "地址" in heading else 20),
            locked=heading in locked,
            must=heading in must or (table == VILLAGES and heading.endswith(PLAQUE)),
        )
        for heading in headings
    )
    return SheetPlan(table, table, title, rows, key, columns, frozen)


def _unalike(columns: list[Field]) -> tuple[Field, ...]:
    """No two columns under one heading: the second also says its name in the file."""
    seen: set[str] = set()
    told = []
    for column in columns:
        name = f"{column.name}〔{column.id}〕" if column.name in seen else column.name
        seen.add(name)
        told.append(replace(column, name=name))
    return tuple(told)


def _title(specs: Mapping[str, Mapping[str, Plain]], name: str, default: str) -> str:
    title = specs[name].get("title") if name in specs else None
    return " ".join(title.split()) if isinstance(title, str) and title.strip() else default


def _listed(value: Plain | None) -> list[str]:
    entries = [value] if isinstance(value, str) else value
    return [entry for entry in entries if isinstance(entry, str)] if isinstance(entries, list) else []


def _mappings(value: Plain | None) -> Iterator[dict[str, Plain]]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())
