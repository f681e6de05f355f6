"""The elements of an official paper, known by their look and wording in anyone's file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from listgen.verify.gbt9704.look import W
from listgen.verify.gbt9704.read import Block, Paper, Paragraph, Table

SERIAL = re.compile(
    r"[\u4e00-\u9fff]{1,20}\s*(?P<open>[〔\[［【（(﹝])\s*(?P<year>\d{2,4})\s*(?P<close>[〕\]］】）)﹞])"
    r"\s*(?P<ordinal>第?)\s*(?P<number>\d*)\s*号"
)
SIGNER = re.compile(r"签发人\s*[：:]?\s*")
COPY_NUMBER = re.compile(r"(份号[：:]?)?\s*\d{1,9}")
SECRECY = re.compile(r"(绝密|机密|秘密)\s*(★.*|\d.*)?")
URGENCY = re.compile(r"特急|加急|急件|特提|平急")
NOTE = re.compile(r"附\s*件\s*([：:]|\d+\s*[.．、:：]\s*\S)")
ANNEX = re.compile(r"附\s{0,4}件\s{0,4}(\d*|[一二三四五六七八九十]+)\s{0,4}[：:]?")
ENTRY = re.compile(r"(?:附\s*件\s*[：:]?)?\s*(?P<number>\d+)?\s*(?P<mark>[.．、])?\s*(?P<title>.*)")
DATE = re.compile(
    r"\d{2,4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[二〇○零一二三四五六七八九十0]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}"
)
REMARK = re.compile(r"[（(]?\s*(此件|本件|联系人|此文)")
COPIES = re.compile(r"(抄\s*送|主\s*送|分\s*送)\s*[：:]?")
ISSUED = re.compile(r".*\S\s*印\s*发\s*")
_RECIPIENTS = re.compile(
    r"(各\S*|.*(委员会|政府|办公室|办事处|部门|单位|机构|机关|组织|局|委|办|厅|处|乡|镇|街道|村|社区|公司|学校|医院"
    r"|党委|党工委|企业|协会|中心|站|所|队|室))\s*[）)]?\s*[：:]"
)
_TITLE_END = re.compile(
    r".*(通知|通报|报告|请示|批复|意见|决定|决议|公告|通告|公报|议案|函|纪要|命令)\s*[。.]?"
)
MARK_SIZE = 26.0
TITLE_SIZE = 17.0
HEAD_LINES = 14


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex's label and the lines after it, up to its title."""

    label: Paragraph
    gap: int
    title: tuple[Paragraph, ...]


@dataclass(slots=True)
class Parts:
    """What was found; None or () for what the paper has not."""

    corner: tuple[Paragraph, ...] = ()
    mark: tuple[Paragraph, ...] = ()
    serial: Paragraph | None = None
    rule: Paragraph | None = None
    title: tuple[Paragraph, ...] = ()
    recipients: Paragraph | None = None
    body: tuple[Paragraph, ...] = ()
    note: tuple[Paragraph, ...] = ()
    signature: Paragraph | None = None
    date: Paragraph | None = None
    remark: Paragraph | None = None
    annexes: tuple[Annex, ...] = ()
    imprint: tuple[etree._Element, ...] = ()  # its paragraphs
    imprint_table: etree._Element | None = None
    lines: tuple[Paragraph, ...] = field(default=())  # with words, those of the first section and on

    @property
    def official(self) -> bool:
        """A paper with 发文机关标志, 发文字号 or 主送机关 is an official one."""
        return bool(self.mark or self.serial or self.recipients)


def find_parts(paper: Paper) -> Parts:
    """The elements of a paper; of one that is no official paper none but the imprint's place."""
    parts = Parts(lines=tuple(one for one in paper.blocks if isinstance(one, Paragraph) and one.text))
    start = _find_head(paper.blocks, parts)
    start = _find_title(parts, start)
    if parts.official:
        _find_imprint(paper.blocks, parts)
        _find_end(paper.blocks, parts, start)
    return parts


def other_form(parts: Parts) -> str:
    """信函, 命令（令） or 纪要 (10.1 to 10.3), whose heads are others; '' for the ordinary form."""
    mark = "".join(line.text for line in parts.mark)
    if mark.endswith("令"):
        return "命令（令）"
    if mark.endswith("纪要"):
        return "纪要"
    right = parts.serial is not None and parts.serial.look.align in ("right", "end")
    return "信函" if right and not mark.endswith("文件") else ""


def _find_head(blocks: Sequence[Block], parts: Parts) -> int:
    """版头. Returns the index in `lines` of what comes next."""
    lines = parts.lines[:HEAD_LINES]
    at = next((at for at, one in enumerate(lines) if _is_serial(one.text)), None)
    before = lines[:at] if at is not None else lines[:6]
    parts.corner = tuple(one for one in before if is_corner(one.text))
    marks = [one for one in before if one not in parts.corner and _is_mark(one, at is not None)]
    # Without a number the mark is what comes first.
    if at is None and marks and lines.index(marks[0]) != len(parts.corner):
        marks = []
    parts.mark = tuple(marks)
    if at is None and not marks:
        parts.corner = ()
        return 0
    parts.serial = None if at is None else lines[at]
    head = parts.serial or marks[-1]
    start = parts.lines.index(head) + 1
    parts.rule = _find_rule(blocks, parts.mark[0] if parts.mark else head, parts.lines[start:])
    return start


def _find_rule(blocks: Sequence[Block], head: Paragraph, after: Sequence[Paragraph]) -> Paragraph | None:
    started = False
    for block in blocks:
        started = started or block is head
        if not started or isinstance(block, Table):
            continue
        if after and block is after[0]:
            return None
        if block.look.bottom or block.look.top or block.drawn:
            return block
    return None


def _is_serial(text: str) -> bool:
    found = SERIAL.match(text)
    return found is not None and len(SIGNER.split(text)[0][found.end() :].strip()) < 2


def is_corner(text: str) -> bool:
    """份号, 密级 or 紧急程度."""
    return any(one.fullmatch(text) for one in (COPY_NUMBER, SECRECY, URGENCY))


def _is_mark(line: Paragraph, numbered: bool) -> bool:
    red = is_red(line.type.color)
    large = line.type.size >= MARK_SIZE
    return (
        (large and numbered)
        or (red and line.type.size >= TITLE_SIZE and len(line.text) > 3)
        or (line.text.endswith("文件") and len(line.text) > 4 and (large or numbered))
    )


def is_red(color: str) -> bool:
    """Whether a colour RRGGBB is red."""
    try:
        red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xC0 and green <= 0x50 and blue <= 0x50


def _find_title(parts: Parts, start: int) -> int:
    """标题 and 主送机关. Returns the index in `lines` of what comes next."""
    head = parts.mark or parts.serial
    lines = parts.lines[start : start + 8]
    for one in lines[:4] if not head else lines:
        if parts.title and one.look.align != parts.title[0].look.align and one.type.size < TITLE_SIZE:
            break
        if one.text.endswith(("：", ":")) or len(parts.title) > 5:
            break
        centred = one.look.align == "center" or one.type.size >= TITLE_SIZE
        if not centred and not (not parts.title and _TITLE_END.fullmatch(one.text) and len(one.text) < 60):
            break
        parts.title = (*parts.title, one)
    if not head and not any(
        one.type.size >= TITLE_SIZE or _TITLE_END.fullmatch(one.text) for one in parts.title
    ):
        parts.title = ()
        return start
    start += len(parts.title)
    after = parts.lines[start] if start < len(parts.lines) else None
    if parts.title and after and _is_recipients(after.text):
        parts.recipients = after
        start += 1
    return start


def _is_recipients(text: str) -> bool:
    bare = text if text.endswith(("：", ":")) else f"{text}："
    if "如下" in text or "。" in text or len(text) > 250 or (bare != text and len(text) > 80):
        return False
    if bare != text and not text.startswith("各"):
        return False
    return _RECIPIENTS.fullmatch(bare) is not None


def _find_end(blocks: Sequence[Block], parts: Parts, start: int) -> None:
    """What follows the text: 附件说明, 署名, 成文日期, 附注 and the annexes."""
    rest = [one for one in parts.lines[start:] if one.element not in parts.imprint]
    labels = [at for at, one in enumerate(rest) if _is_label(one)]
    dates = [at for at, one in enumerate(rest) if DATE.fullmatch(one.text)]
    dated = dates[0] if dates else None
    starts = [at for at in labels if rest[at].starts_page or (dated is not None and at > dated)]
    main = rest[: starts[0]] if starts else rest
    dates = [at for at in dates if at < len(main)]
    end = dates[-1] if dates else len(main)
    if dates:
        parts.date = main[end]
        behind = main[end + 1 :]
        parts.remark = next((one for one in behind if _is_remark(one.text)), None)
        if end and _is_signature(main[end - 1]):
            end -= 1
            parts.signature = main[end]
    notes = [at for at, one in enumerate(main[:end]) if NOTE.match(one.text)]
    if notes:
        parts.note = tuple(main[notes[0] : end])
        end = notes[0]
    parts.body = tuple(main[:end])
    parts.annexes = tuple(_annex(blocks, rest[at]) for at in starts)


def _is_label(line: Paragraph) -> bool:
    if ANNEX.fullmatch(line.text):
        return not line.text.endswith(("：", ":")) or line.starts_page
    return line.starts_page and NOTE.match(line.text) is not None


def _is_remark(text: str) -> bool:
    return REMARK.match(text) is not None or (text.startswith(("（", "(")) and text.endswith(("）", ")")))


def _is_signature(line: Paragraph) -> bool:
    text = line.text
    return (
        len(text) <= 40
        and text[-1] not in "。；：，、:;,"
        and not NOTE.match(text)
        and text[0] not in "0123456789"
    )


def _annex(blocks: Sequence[Block], label: Paragraph) -> Annex:
    """The lines after a label: how many are empty, and the centred ones that are the title."""
    gap = 0
    title: list[Paragraph] = []
    after = blocks[[one is label for one in blocks].index(True) + 1 :]
    for block in after:
        if isinstance(block, Table) or block.starts_page:
            break
        if not block.text and not title:
            gap += 1
        elif block.text and (not title or block.look.align == "center") and len(title) < 4:
            title.append(block)
        else:
            break
    return Annex(label, gap, tuple(title))


def _find_imprint(blocks: Sequence[Block], parts: Parts) -> None:
    """版记: the innermost last table that says 印发 or 抄送, or the last lines that do."""
    for block in reversed(blocks):
        if isinstance(block, Table) and _says_imprint(block.element):
            inner = [one for one in block.element.iter(f"{W}tbl") if _says_imprint(one)]
            parts.imprint_table = inner[-1]
            parts.imprint = tuple(one for one in inner[-1].iter(f"{W}p") if _text(one))
            return
    last = [one for one in parts.lines[-4:] if COPIES.match(one.text) or ISSUED.fullmatch(one.text)]
    parts.imprint = tuple(one.element for one in last if one is not parts.recipients)


def _says_imprint(table: etree._Element) -> bool:
    texts = [_text(one) for one in table.iter(f"{W}p")]
    return any(COPIES.match(text) or (ISSUED.fullmatch(text) and DATE.search(text)) for text in texts)


def _text(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t")).strip()
