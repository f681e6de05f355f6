"""Lines that say an entry with parts: a citation, a policy, a source, a printed column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from listgen.edit.workbook.codecs import BETWEEN, Pairs, Unreadable, Unshown, Words
from listgen.sources.yaml_nodes import Plain

YES_WORD = "yes"
TYPES = {"village": "村", "community": "社区", "township": "乡镇"}
ROLES = {
    "states-item": "规定事项",
    "prohibits": "禁止",
    "general": "一般原则",
    "destination": "办理单位",
    "competence": "职权",
}
ALIGNS = {"left": "居左", "center": "居中"}
UNVERIFIED = "条文待核"
_CITATION = re.compile(r"《([^》]+)》(.+)（([^（）]+)）")
_TITLED = re.compile(r"([^《]*)《(.*)》(?:（([^：（）]+：.*)）)?")
_SOURCE = re.compile(r"(.*?)(?:〔([^：〔〕]+：.*)〕)?")
_COLUMN = re.compile(r"([a-z_]+)：(.+)，宽([0-9]+)(?:，(居左|居中))?")
_REFUSAL = re.compile(r"([a-z_]+)：(.+?)，因为(.+)")
_ANY = "任何"
_REPLACED = re.compile(r"([^：]+)：《([^》]+)》(.*)")


@dataclass(frozen=True, slots=True)
class CitationLine:
    """《中华人民共和国村民委员会组织法》第十一条（规定事项，村）."""

    form: str = "《中华人民共和国村民委员会组织法》第十一条（规定事项，村）"

    def show(self, entry: Mapping[str, Plain]) -> str:
        parts = [_word(entry.get("role", ""), ROLES)]
        if "for" in entry:
            types = entry["for"] if isinstance(entry["for"], list) else [entry["for"]]
            parts.append(BETWEEN.join(_word(one, TYPES) for one in types))
        if entry.get("unverified") == YES_WORD:
            parts.append(UNVERIFIED)
        return f"《{_text(entry, 'law')}》{_text(entry, 'article')}（{'，'.join(parts)}）"

    def read(self, line: str) -> dict[str, Plain]:
        match = _CITATION.fullmatch(line)
        if not match:
            raise Unreadable(line, self.form)
        role, *marks = match[3].split("，")
        entry: dict[str, Plain] = {"law": match[1], "article": match[2], "role": _back(role, ROLES)}
        if marks and marks[-1] == UNVERIFIED:
            marks.pop()
            entry["unverified"] = YES_WORD
        if len(marks) > 1:
            raise Unreadable(line, self.form)
        if marks:
            types = [_back(one, TYPES) for one in marks[0].split(BETWEEN)]
            entry["for"] = types[0] if len(types) == 1 else [*types]
        return {
            name: entry[name] for name in ("law", "article", "role", "for", "unverified") if name in entry
        }


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """民政部等六部门《关于改进……的指导意见》（文号：民发〔2020〕20号，日期：2020）."""

    form: str = "县人民政府办公室《……工作方案》（文号：……〔2026〕9号，日期：2026，地区：990121）"

    def show(self, entry: Mapping[str, Plain]) -> str:
        return f"{_text(entry, 'issuer')}《{_text(entry, 'title')}》" + _labelled(entry, _POLICY, "（）")

    def read(self, line: str) -> dict[str, Plain]:
        match = _TITLED.fullmatch(line)
        if not match or not match[1] or not match[2]:
            raise Unreadable(line, self.form)
        return {"issuer": match[1], "title": match[2], **_parts(match[3], _POLICY, line, self.form)}


_POLICY = {"number": "文号", "date": "日期", "area": "地区", "reported": "见报道"}
_SOURCES = {"level": "级别", "url": "网址", "also": "另见"}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """《中华人民共和国社会救助法》第五条〔级别：national-law〕."""

    form: str = "某省村级组织履职事项清单〔级别：province，网址：https://……〕"

    def show(self, entry: Mapping[str, Plain]) -> str:
        return _text(entry, "title") + _labelled(entry, _SOURCES, "〔〕")

    def read(self, line: str) -> dict[str, Plain]:
        match = _SOURCE.fullmatch(line)
        if not match or not match[1]:
            raise Unreadable(line, self.form)
        found = _parts(match[2], _SOURCES, line, self.form)
        return {
            "title": match[1],
            **{name: found[name] for name in ("url", "also", "level") if name in found},
        }


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """2018-12-29（通过：2018-12-29，条文：第一条、第二条）: an earlier text of a law, since when."""

    form: str = "2018-12-29（通过：2018-12-29，条文：第一条、第二条，条号变动：第三条＝第四条；第五条＝删去）"

    def show(self, entry: Mapping[str, Plain]) -> str:
        texts: dict[str, Plain] = dict(entry)
        if "articles" in entry:
            texts["articles"] = Words({}).show(entry["articles"])
        if "renumbered" in entry:
            texts["renumbered"] = (
                _RENUMBERED.show(entry["renumbered"]).replace("：", "＝").replace("\n", "；")
            )
        return _text(entry, "from") + _labelled(texts, _EARLIER, "（）")

    def read(self, line: str) -> dict[str, Plain]:
        match = _DATED.fullmatch(line)
        if not match:
            raise Unreadable(line, self.form)
        found = {"from": match[1], **_parts(match[2], _EARLIER, line, self.form)}
        if "articles" in found:
            found["articles"] = [*str(found["articles"]).split(BETWEEN)]
        if "renumbered" in found:
            text = str(found["renumbered"]).replace("＝", "：").replace("；", "\n")
            found["renumbered"] = _RENUMBERED.read(text)
        order = ("adopted", "from", "number", "articles", "renumbered", "note")
        return {name: found[name] for name in order if name in found}


_EARLIER = {"adopted": "通过", "number": "文号", "articles": "条文", "renumbered": "条号变动", "note": "说明"}
_RENUMBERED = Pairs(several=True)
_DATED = re.compile(r"([^（）]+)(?:（([^：（）]+：.*)）)?")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """name：事项名称，宽46，居中."""

    form: str = "name：事项名称，宽46，居中"

    def show(self, entry: Mapping[str, Plain]) -> str:
        align = f"，{_word(entry['align'], ALIGNS)}" if "align" in entry else ""
        return f"{_text(entry, 'field')}：{_text(entry, 'title')}，宽{_text(entry, 'width')}{align}"

    def read(self, line: str) -> dict[str, Plain]:
        match = _COLUMN.fullmatch(line)
        if not match:
            raise Unreadable(line, self.form)
        entry: dict[str, Plain] = {"field": match[1], "title": match[2], "width": match[3]}
        return entry | ({"align": _back(match[4], ALIGNS)} if match[4] else {})


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """lead：村民委员会、居民委员会，因为协助事项由部门负责. Without values: 任何."""

    form: str = "lead：村民委员会、居民委员会，因为协助事项由部门负责"

    def show(self, entry: Mapping[str, Plain]) -> str:
        values = entry.get("is", [])
        texts = [values] if isinstance(values, str) else values
        if not isinstance(texts, list):
            raise Unshown
        return f"{_text(entry, 'field')}：{BETWEEN.join(map(str, texts)) or _ANY}，因为{_text(entry, 'why')}"

    def read(self, line: str) -> dict[str, Plain]:
        match = _REFUSAL.fullmatch(line)
        if not match:
            raise Unreadable(line, self.form)
        values: dict[str, Plain] = {"is": [*match[2].split(BETWEEN)]} if match[2] != _ANY else {}
        return {"field": match[1], **values, "why": match[3]}


@dataclass(frozen=True, slots=True)
class Replaced:
    """A mapping of old articles to those of another law: 第九条：《生态环境法典》第十二条、第十三条."""

    form: str = "第九条：《中华人民共和国生态环境法典》第十二条"
    choices: tuple[str, ...] = ()
    day: bool = False

    def show(self, value: Plain) -> str:
        if not isinstance(value, dict):
            raise Unshown
        lines = []
        for old, entry in value.items():
            if not isinstance(entry, dict):
                raise Unshown
            articles = entry.get("articles", [])
            texts = [articles] if isinstance(articles, str) else articles
            line = f"{old}：《{_text(entry, 'law')}》{BETWEEN.join(map(str, texts))}"
            if not _REPLACED.fullmatch(line):
                raise Unshown
            lines.append(line)
        return "\n".join(lines)

    def read(self, text: str) -> Plain:
        found: dict[str, Plain] = {}
        for line in (line for line in text.split("\n") if line):
            match = _REPLACED.fullmatch(line)
            if not match or match[1] in found:
                raise Unreadable(line, self.form)
            found[match[1]] = {
                "law": match[2],
                **({"articles": [*match[3].split(BETWEEN)]} if match[3] else {}),
            }
        return found


def _labelled(entry: Mapping[str, Plain], labels: Mapping[str, str], around: str) -> str:
    """What else is known, each with its label: （文号：…，日期：…）; nothing where nothing is."""
    parts = [f"{label}：{_text(entry, name)}" for name, label in labels.items() if name in entry]
    return f"{around[0]}{'，'.join(parts)}{around[1]}" if parts else ""


def _parts(text: str | None, labels: Mapping[str, str], line: str, form: str) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    if not text:
        return found
    by_label = {label: name for name, label in labels.items()}
    for part in re.split(rf"，(?=(?:{'|'.join(by_label)})：)", text):
        label, _, value = part.partition("：")
        if label not in by_label or not value or by_label[label] in found:
            raise Unreadable(line, form)
        found[by_label[label]] = value
    return found


def _text(entry: Mapping[str, Plain], name: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise Unshown
    return value


def _word(value: Plain, words: Mapping[str, str]) -> str:
    if not isinstance(value, str):
        raise Unshown
    return words.get(value, value)


def _back(shown: str, words: Mapping[str, str]) -> str:
    for word, text in words.items():
        if text == shown:
            return word
    raise Unreadable(shown, choices=tuple(words.values()))
