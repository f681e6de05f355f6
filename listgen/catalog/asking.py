"""Which sentences of a notice ask something of villages: by who is spoken of and what is to be done.

No dictionary and no model, so that everybody can see why a sentence was taken: each part of a sentence has a
subject, its own or that of the part before, and words that ask; what is forbidden to others asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from listgen.sources.notice import Passage

_VILLAGE = (
    r"(?:村[（(][居社]区?\s*[）)](?:民委员会|委会|委)?|村民委员会|居民委员会|村、社区|村委会|居委会|村社(?!会)|村级组织|村级|村居|村党组织|村党支部|村党总支|村支部书记|支部书记|村支书|村“两委”|村两委|村干部|村集体|行政村"
    r"|各村|每村|每个村|有关村|相关村|村里|的村(?=$|[，要须应])|各社区|社区(?=[要须应需负协配为]))"
)
_OFFICE = (
    r"(?:任何(?:单位|部门|组织)|各?(?:有关|相关)?(?:乡镇|街道|部门|学校|企业|保险机构|医疗机构|卫生院|派出所)"
    r"|(?:省|市|县|区|乡|镇|街道)[^，。；：、的]{0,12}?(?:局|委|办|部|院|室|所|站|中心|公司|政府|机关|部门|单位|指挥部|联社))"
)
_MENTION = re.compile(_VILLAGE)
# A village as the place or the aim of what somebody else does.
_AIM = re.compile(
    r"(?:到|在|对|向|为|深入|进入|进|给|把|帮助|面向|下派到)(?:全县|本县|辖区内?|所有|所辖|各|每个)*"
    + _VILLAGE
)
# Somebody else as the subject: at the head of a part, or after 由.
_ELSE = re.compile(r"(?:^(?:[请同时其中因对]|凡是){0,2}|由|请|[:：])" + _OFFICE)
_HEAD = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、]|[①-⑳])\s*"
)
_NOT = re.compile(r"不得(?!少于|低于|晚于|迟于|超过)|严禁|禁止|不再|无需|不需|不用|不要求|取消|清理|杜绝")
_MAY = re.compile(r"可以|可自愿|鼓励|有权")
_ASKS = re.compile(
    r"应当|必须|务必|确保|(?<![重主需])要(?![求件])|须|(?<![反供适相对])应(?![急对免用])|(?<!急)需(?![求要])"
    r"|(?<!申)请|负责|不得?[少低]于|不得[晚迟]于|达到"
    r"|报送|上报|填报|填写|报告|出具|开具|盖章|成立|设立|组建|签订|签署|挂牌|悬挂|张贴|建立|建设"
    r"|协助|配合|组织|开展|落实|完成|提供|收集|统计|排查|摸排|走访|入户|登记|录入|上传|打卡|转发|安装"
    r"|召开|制定|配备|安排|动员|督促|宣传|征订|收取|代收|催缴|评比|验收|考核|反馈|更新|公示|公布"
)
_MUST = re.compile(r"(?<![重主需])要(?![求件])|须|应当|(?<!申)请|如下|以下")
_DONE = re.compile("[行展织]了|已经")
_PART = re.compile(r"[，,：:｜]")
_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?")
_UNIT = 14  # characters of a cell that only names who is responsible


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that speaks of villages. `asks` are the words that ask; `parts` those that forbid nothing.

    Empty `asks`: it is about villages, but what is done is done by others. `about` are the parts without
    those who are spoken of.
    """

    passage: Passage
    text: str
    parts: str
    asks: tuple[str, ...]
    about: str


def speaking_of_villages(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """The sentences that ask something of villages, or in which others do something to them."""
    addressed = False
    led = False  # by a line that ends in a colon and speaks to villages
    for passage in passages:
        if _is_address(passage.text):
            addressed = addressed or _only_villages(passage.text)
            led = False
            continue
        village = addressed or led or _is_responsible(passage)
        for match in _SENTENCE.finditer(passage.text):
            text = match[0].strip()
            sentence, village = _judged(passage, text, village)
            if text.endswith(("：", ":")):  # what is asked follows
                led = village
            elif sentence:
                yield sentence
        if not _HEAD.match(passage.text) and not passage.text.rstrip().endswith(("：", ":")):
            led = led and passage.row > 0


def _judged(passage: Passage, text: str, village: bool) -> tuple[Sentence | None, bool]:
    """The sentence if it speaks of villages, and whether they are its subject at the end."""
    asks: list[str] = []
    parts: list[str] = []
    spoken = village
    listed = bool(passage.row or _HEAD.match(passage.text))
    named = False  # villages, in this sentence
    for part in _PART.split(_HEAD.sub("", text)):
        own, forbids = _MENTION.search(_AIM.sub("", part)), _NOT.search(part)
        if own and not (forbids and forbids.start() < own.start()):
            village = named = True
        elif _ELSE.search(part):
            village = False
        spoken = spoken or bool(_MENTION.search(part))
        if forbids:
            continue
        parts.append(part)
        found = _ASKS.findall(part)
        if not village or _DONE.search(part):
            continue
        if _MUST.search(part) or ((named or listed) and not _MAY.search(part)):
            asks += found
    if not parts or not (asks or spoken):
        return None, village
    about = "，".join(_MENTION.sub("，", part) for part in parts)
    return Sentence(passage, text, "，".join(parts), tuple(dict.fromkeys(asks)), about), village


def _is_address(text: str) -> bool:
    """各乡镇人民政府，各村（社区）："""
    named = text.rstrip().endswith(("：", ":")) and len(text) < 60
    return named and not _HEAD.match(text) and not _MUST.search(text)


def _only_villages(text: str) -> bool:
    named = [
        name for name in re.split(r"[，,、：:；]", text.replace("村、社区", "村（社区）")) if name.strip()
    ]
    return bool(named) and all(_MENTION.search(name) for name in named)


def _is_responsible(passage: Passage) -> bool:
    """A row of a table in which one cell only names villages."""
    cells = passage.text.split("｜") if passage.row else []
    return any(len(cell) <= _UNIT and _MENTION.match(cell.strip()) for cell in cells)
