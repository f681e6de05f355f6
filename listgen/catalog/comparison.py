"""Changes as the official comparison table (调整对照表) has them: what was, what is, why, which record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from listgen.catalog.diff import TITLES, Change, ChangeKind
from listgen.catalog.effective import TITLES as ORGANISATIONS
from listgen.catalog.effective import UNVERIFIED
from listgen.catalog.listing import Entry, Listing
from listgen.catalog.model import Admission, Citation, Destination, Retirement
from listgen.catalog.paths import value_at

COLUMNS = ("序号", "事项", "原", "现", "变更类型", "理由", "记录")
PROPOSED, ENDED = "（拟议）", "准入到期"
_BETWEEN, _BETWEEN_VALUES = "；", "、"
_WORDS = {
    **ORGANISATIONS,
    "in-force": "有效",
    "proposed": "拟议",
    "retired": "取消",
    "not-yet": "未到时间",
    "law": "法律法规",
    "policy": "政策文件",
}
_ROLES = {"prohibits": "禁止", "general": "原则", "destination": "办理去向", "competence": "权限"}
_NAMED = {  # what an entry has, by the field of kinds.yaml that has its title
    "lead_confirmed": "lead_state",
    "default_off": "default",
    "effective": "from",
    "delegation": "delegated",
    "retirement": "retired",
    "standing": "state",
    "holders": "applies",
}
_ELSE = {"where": "各地差异", "admission": "准入", "from": "起始日期", "delegated": "委托", "retired": "取消"}
_PARTS = {
    "name": "事项名称",
    "short": "常用名",
    "content": "工作内容",
    "plain": "一句话说明",
    "who": "办理单位",
    "how": "办理途径",
    "by": "委托单位",
    "authority": "职责权限",
    "funding": "经费保障",
    "cycle": "时间周期",
    "basis": "依据",
    "system": "办理系统",
    "effective": "起始日期",
    "until": "截止日期",
    "on": "取消日期",
    "why": "取消原因",
    "instead": "承接单位",
    "into": "承接事项",
    "record": "记录",
    "id": "编号",
    "approved_by": "批准单位",
    "decided": "决定日期",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A change in words: the item's name with its id, what was and what is."""

    item: str
    old: str
    new: str
    kind: str
    reason: str
    record: str


@dataclass(frozen=True, slots=True)
class Part:
    """One value that differs: its title, what was and what is."""

    path: str
    title: str
    old: str
    new: str


class Words:
    """Puts the changes between two listings into words."""

    def __init__(self, old: Listing, new: Listing) -> None:
        self._kinds = {**old.kinds, **new.kinds}
        self._fields = {**old.fields, **new.fields}
        self._names = {
            item_id: entry.item.name for side in (old, new) for item_id, entry in side.entries.items()
        }

    def rows(self, changes: tuple[Change, ...]) -> Iterator[Row]:
        """The rows of the table. What carries an item on stands in the row of the item that it carries on."""
        told = {heir for change in changes if not _comes(change) for heir in change.related}
        for change in changes:
            if not (_comes(change) and change.related and change.item in told):
                yield self.row(change)

    def row(self, change: Change) -> Row:
        """One change."""
        old, new = self._sides(change)
        kind = TITLES[change.kind] + (PROPOSED if change.proposed else "")
        name = self._names.get(change.item, change.item)
        reason, record = _why(change)
        return Row(f"{name}（{change.item}）", old, new, kind, reason, record)

    def parts(self, change: Change) -> tuple[Part, ...]:
        """What differs, value by value, of an item that is on both sides."""
        if change.old is None or change.new is None:
            return ()
        paths = [path for path in change.paths if path != "holders" or change.paths == ("holders",)]
        return tuple(self._part(path, change.old, change.new) for path in paths)

    def _sides(self, change: Change) -> tuple[str, str]:
        if change.kind is ChangeKind.MOVED:
            part = next(part for part in self.parts(change) if part.path == "kind")
            return part.old, part.new
        if change.related:
            others, own = _BETWEEN.join(map(self._name, change.related)), self._name(change.item)
            return (others, own) if _comes(change) else (own, others)
        if change.kind is ChangeKind.ADDED:
            return "", self._at(change.new)
        if change.kind is ChangeKind.CANCELLED:
            over = change.new.item.retirement if change.new else None
            return self._at(change.old), over.instead if over else ""
        parts = self.parts(change)
        if len(parts) == 1 and parts[0].path in ("name", "basis", "content"):
            return parts[0].old, parts[0].new
        sides = ((f"{part.title}：{part.old or '无'}", f"{part.title}：{part.new or '无'}") for part in parts)
        old, new = zip(*sides, strict=True)
        return _BETWEEN.join(old), _BETWEEN.join(new)

    def _at(self, entry: Entry | None) -> str:
        """An item with the list that it is on."""
        if entry is None:
            return ""
        return f"{entry.item.name}（{self._kinds.get(entry.item.kind, entry.item.kind)}）"

    def _name(self, item_id: str) -> str:
        return f"{self._names.get(item_id, '')}（{item_id}）"

    def _part(self, path: str, old: Entry, new: Entry) -> Part:
        values = (self._text(path, value_at(entry, path)) for entry in (old, new))
        return Part(path, self._title(path), *values)

    def _title(self, path: str) -> str:
        name, _, part = path.partition(".")
        if name in ("service", "extra") and part in self._fields:
            return self._fields[part].title
        named = _NAMED.get(name, name)
        title = self._fields[named].title if named in self._fields else _ELSE.get(named, named)
        return f"{title}（{_PARTS.get(part, part)}）" if part else title

    def _text(self, path: str, value: Any) -> str:
        if path == "kind":
            return self._kinds.get(str(value), str(value))
        if path == "lead_confirmed":
            return "已核实" if value else "未核实"
        if path == "default_off":
            return "不启用就没有" if value else "都有"
        return text_of(value)


def _comes(change: Change) -> bool:
    """Whether the item is one that carries others on, and not one that is carried on."""
    return change.new is not None and change.new.listed


def _why(change: Change) -> tuple[str, str]:
    """The reason and its record; an addition that nobody prolonged needs no other."""
    new = change.new
    ended = new is not None and new.standing == "in-force" and change.kind is ChangeKind.CANCELLED
    if ended and new and new.admission and not change.reason:
        return ENDED, new.admission.id
    return change.reason, change.record


def text_of(value: Any) -> str:
    """A value of an item in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        between = _BETWEEN_VALUES if all(isinstance(one, str) for one in value) else _BETWEEN
        return between.join(map(text_of, value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Citation):
        return _citation(value)
    if isinstance(value, Destination):
        return f"{value.who}（{value.how}）"
    if isinstance(value, Retirement):
        return value.why
    if isinstance(value, Admission):
        return value.id
    if isinstance(value, Mapping):
        return _BETWEEN.join(f"{key}：{text}" for key, text in value.items())
    return _WORDS.get(str(value), str(value))


def _citation(citation: Citation) -> str:
    remarks = [_ROLES[citation.role]] if citation.role in _ROLES else []
    remarks += [ORGANISATIONS[type_] for type_ in citation.binds]
    marked = f"（{_BETWEEN_VALUES.join(remarks)}）" if remarks else ""
    return f"《{citation.law}》{citation.article}{marked}{UNVERIFIED if citation.unverified else ''}"
