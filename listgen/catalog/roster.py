"""townships.csv, villages.csv and overlays.csv: who there is, and what differs for whom."""

from __future__ import annotations

import re
from datetime import date

from listgen.catalog.model import COMMUNITY, VILLAGE, Overlay, Township, Village
from listgen.county import NONE
from listgen.findings import Finding, Location, error, warn
from listgen.sources.csv import Row, load_csv
from listgen.sources.fields import check_code, check_name, is_in_one_line, read_date

TOWNSHIPS, VILLAGES, OVERLAYS = "townships.csv", "villages.csv", "overlays.csv"
PLAQUE = "牌"  # a column whose heading ends so holds the wording of a plaque
ORGANISATIONS = {"村": VILLAGE, "社区": COMMUNITY}
TOWNSHIP_TYPES = ("镇", "乡", "民族乡", "街道", "苏木", "民族苏木", "其他")  # 其他: farms, zones
ACTIVE, MERGED, DISSOLVED = STATES = ("在用", "已并入", "已撤销")
STATE, SUCCESSOR, FORMER_NAMES = "状态", "并入", "曾用名"
BETWEEN_NAMES = "、"
_NO_NAME = re.compile(r"[,，;；/\s]")  # what clerks put between names, besides 、
COUNTY_WIDE = "全县"
ADD, SWITCH_ON, SWITCH_OFF, CONTACT = ACTIONS = ("增加", "启用", "停用", "联系")
FROM, UNTIL, PHONE, PLACE, NOTE = "自", "至", "电话", "地点", "说明"
_PHONE = r"[0-9][0-9-]{2,18}(转[0-9]{1,5})?"
_MOBILE = r"1[3-9][0-9]{9}"


def load_townships(data: bytes) -> tuple[dict[str, Township], list[Finding]]:
    """The townships by id and what is wrong with their file."""
    rows, findings = load_csv(data, TOWNSHIPS, ("编号", "名称", "类型", "电话", "地址"))
    townships: dict[str, Township] = {}
    for row in rows:
        findings += _codes(row, {"编号": r"[0-9]{2,3}"}) + _choices(row, {"类型": TOWNSHIP_TYPES})
        findings += _filled(row, ("编号", "名称", "类型")) + _phone(row, "电话")
        findings += _names(row, ("名称",))
        township = Township(
            row["编号"], row["名称"], row["类型"], row["电话"], row["地址"], row.places["编号"]
        )
        findings += _twice(township.id, townships, row, "duplicate-township")
        townships[township.id] = township
    return townships, findings


def load_villages(data: bytes) -> tuple[tuple[Village, ...], list[Finding]]:
    """The roster and what is wrong with its file. An empty plaque wording is an error; 无 means none."""
    required = ("编号", "乡镇编号", "类型", "名称", "地址", "办公时间", "电话", "公布电话", "状态", "并入")
    rows, findings = load_csv(data, VILLAGES, required, ("区划代码", FORMER_NAMES), PLAQUE)
    villages: list[Village] = []
    seen: dict[str, Village] = {}
    for row in rows:
        findings += _codes(
            row,
            {"编号": r"[0-9]{5}", "乡镇编号": r"[0-9]{2,3}", "区划代码": r"[0-9]{12}", "并入": r"[0-9]{5}"},
        )
        findings += _choices(row, {"类型": tuple(ORGANISATIONS), "状态": STATES, "公布电话": ("是", "否")})
        findings += _numbered(row) + _filled(row, ("乡镇编号", "类型", "名称", "状态", "公布电话"))
        findings += _phone(row, "电话")
        findings += _names(row, ("名称", *(heading for heading in row.places if heading.endswith(PLAQUE))))
        findings += _former_names(row)
        village = _village(row)
        if village.active:
            findings += _plaques(row)
        findings += _twice(village.id, seen, row, "duplicate-id")
        if not village.id or village.id not in seen:  # `links mint` fills several empty ids at once
            villages.append(village)
        seen.setdefault(village.id, village)
    return tuple(villages), findings


def load_overlays(data: bytes) -> tuple[tuple[Overlay, ...], list[Finding]]:
    """What differs from the catalog, and what is wrong with the file."""
    optional = ("准入", FROM, UNTIL, PHONE, PLACE, NOTE)
    rows, findings = load_csv(data, OVERLAYS, ("范围", "事项", "动作"), optional)
    overlays = []
    for row in rows:
        findings += _choices(row, {"动作": ACTIONS}) + _filled(row, ("范围", "事项", "动作"))
        findings += _phone(row, PHONE) if PHONE in row else []
        effective, found = _day(row, FROM)
        until, also = _day(row, UNTIL)
        findings += [*found, *also]
        overlays.append(
            Overlay(
                scope=row["范围"],
                item=row["事项"],
                action=row["动作"],
                admission=_cell(row, "准入"),
                location=row.places["事项"],
                effective=effective,
                until=until,
                phone=_cell(row, PHONE),
                place=_cell(row, PLACE),
                note=_cell(row, NOTE),
                places=row.places,
            )
        )
    return tuple(overlays), findings


def _cell(row: Row, heading: str) -> str:
    return row.get(heading, "")


def _day(row: Row, heading: str) -> tuple[date | None, list[Finding]]:
    text = _cell(row, heading)
    day = read_date(text)
    if day is None and text:
        return None, [error("bad-date", row.places[heading], field=heading, value=text)]
    return day, []


def _village(row: Row) -> Village:
    plaques = {
        heading: text for heading, text in row.items() if heading.endswith(PLAQUE) and text not in ("", NONE)
    }
    return Village(
        id=row["编号"],
        township=row["乡镇编号"],
        organisation=ORGANISATIONS.get(row["类型"], VILLAGE),
        name=row["名称"],
        division_code=row.get("区划代码", ""),
        plaques=plaques,
        address=row["地址"],
        hours=row["办公时间"],
        phone=row["电话"],
        phone_published=row["公布电话"] == "是",
        state=row["状态"],
        successor=row["并入"],
        location=row.places["编号"],
        former_names=_split(row),
        places=row.places,
    )


def _split(row: Row) -> tuple[str, ...]:
    text = row.get(FORMER_NAMES, "")
    return tuple(text.split(BETWEEN_NAMES)) if text else ()


def _former_names(row: Row) -> list[Finding]:
    """Each name by itself between 、, none of them the name of today."""
    names, findings = _split(row), []
    for at, name in enumerate(names):
        facts = {"value": name, "field": FORMER_NAMES, "village": row["名称"]}
        if not name or _NO_NAME.search(name):
            findings.append(error("bad-former-name", row.places[FORMER_NAMES], **facts))
        elif name == row["名称"] or name in names[:at]:
            findings.append(error("former-name-repeated", row.places[FORMER_NAMES], **facts))
    return findings


def _plaques(row: Row) -> list[Finding]:
    return [
        error("empty-plaque-name", row.places[heading], value="", column=heading, village=row["名称"])
        for heading, text in row.items()
        if heading.endswith(PLAQUE) and not text
    ]


def _codes(row: Row, patterns: dict[str, str]) -> list[Finding]:
    return [
        finding
        for heading, pattern in patterns.items()
        if row.get(heading)
        for finding in check_code(row[heading], pattern, heading, row.places[heading])
    ]


def _choices(row: Row, choices: dict[str, tuple[str, ...]]) -> list[Finding]:
    return [
        error(
            "field-not-a-choice",
            row.places[heading],
            field=heading,
            value=row[heading],
            choices="、".join(known),
        )
        for heading, known in choices.items()
        if row[heading] and row[heading] not in known
    ]


def _numbered(row: Row) -> list[Finding]:
    """A new village has no id yet: the program gives it one, nobody makes one up."""
    if row["编号"]:
        return []
    return [error("village-id-empty", row.places["编号"], value="", name=row["名称"])]


def _filled(row: Row, headings: tuple[str, ...]) -> list[Finding]:
    return [
        error("field-empty", row.places[heading], field=heading, value="")
        for heading in headings
        if not row[heading]
    ]


def _names(row: Row, headings: tuple[str, ...]) -> list[Finding]:
    return [
        finding
        for heading in headings
        if not is_in_one_line(row[heading])
        for finding in check_name(row[heading], row.places[heading])
    ]


def _phone(row: Row, heading: str) -> list[Finding]:
    """A land line, a short number or a mobile; a mobile that is to be published is pointed out."""
    phone = row.cell(heading)
    if not phone.value:
        return []
    published = "公布电话" not in row or row["公布电话"] == "是"
    if published and re.fullmatch(_MOBILE, phone.value, re.ASCII):
        return [warn("mobile-phone-published", phone.location, field=heading, value=phone.value)]
    return check_code(phone.value, _PHONE, heading, phone.location)


def _twice(key: str, seen: dict[str, Township] | dict[str, Village], row: Row, slug: str) -> list[Finding]:
    if not key or key not in seen:
        return []
    place: Location = row.places["编号"]
    return [error(slug, place, value=key, first=seen[key].location)]
