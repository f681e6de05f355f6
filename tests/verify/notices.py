"""A notice as a clerk types it: direct formatting, no styles of ours. Each test changes one thing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Line:
    """A paragraph: its words, face, size, alignment, and the attributes of its indent."""

    text: str = ""
    face: str = "仿宋"
    size: float = 16
    align: str = "both"
    indent: str = ""
    color: str = ""
    bold: bool = False
    line: float = 28.95
    red_rule: bool = False
    page: bool = False
    name_face: str = ""  # of what stands behind “签发人：”


FIRST = "firstLineChars=200"
EMPTY = Line()

NOTICE: Mapping[str, Line] = {
    "copy": Line("000001"),
    "secrecy": Line("秘密★1年", face="黑体"),
    "urgency": Line("特急", face="黑体"),
    "mark": Line("岚溪县人民政府办公室文件", "方正小标宋简体", 44, "center", color="FF0000", line=56),
    "gap1": EMPTY,
    "gap2": EMPTY,
    "serial": Line("岚政办发〔2026〕18号", align="center"),
    "rule": Line(red_rule=True, line=8),
    "gap3": EMPTY,
    "gap4": EMPTY,
    "title": Line("岚溪县人民政府办公室关于做好台账清理工作的通知", "方正小标宋简体", 22, "center", line=33),
    "gap5": EMPTY,
    "recipients": Line("各乡镇人民政府，县直各有关单位："),
    "text": Line(
        "为减轻村级组织负担，现就做好台账清理工作有关事项通知如下，请结合实际抓好落实。", indent=FIRST
    ),
    "one": Line("一、总体要求", "黑体", indent=FIRST),
    "one-one": Line("（一）统一思想", "楷体", indent=FIRST),
    "item": Line("1.各单位对照目录逐项清理，凡是目录以外的台账，一律不再要求填报。", indent=FIRST),
    "point": Line("（1）清理结果按期报送。", indent=FIRST),
    "two": Line("二、工作安排", "黑体", indent=FIRST),
    "end": Line("清理工作自本通知印发之日起开始，各乡镇要明确专人负责，按时完成各项任务。", indent=FIRST),
    "gap6": EMPTY,
    "note1": Line("附件：1.台账目录", indent=FIRST),
    "note2": Line("2.填报说明", indent="firstLineChars=500"),
    "gap7": EMPTY,
    "gap8": EMPTY,
    "signature": Line("岚溪县人民政府办公室", align="right", indent="rightChars=300"),
    "date": Line("2026年11月21日", align="right", indent="rightChars=400"),
    "remark": Line("（此件公开发布）", indent=FIRST),
    "annex1": Line("附件1", "黑体", page=True),
    "gap9": EMPTY,
    "annex1-title": Line("台账目录", "方正小标宋简体", 22, "center"),
    "annex1-text": Line("略。", indent=FIRST),
    "annex2": Line("附件2", "黑体", page=True),
    "gap10": EMPTY,
    "annex2-title": Line("填报说明", "方正小标宋简体", 22, "center"),
    "annex2-text": Line("略。", indent=FIRST),
}
COPIES = Line("抄送：县委各部门，县人大常委会办公室。", size=14, indent="firstLineChars=100")
ISSUED = Line("岚溪县人民政府办公室　　　2026年11月21日印发", size=14, indent="firstLineChars=100")


def typed(
    *,
    more: Callable[[Document], None] | None = None,
    copies: Line = COPIES,
    issued: Line = ISSUED,
    **lines: Line | None,
) -> bytes:
    """The notice with some of its lines changed, None for one left out; `_` in a name stands for `-`."""
    document = docx.Document()
    _set_page(document)
    chosen = {**NOTICE, **{name.replace("_", "-"): line for name, line in lines.items()}}
    for line in chosen.values():
        if line is not None:
            _add(document.add_paragraph(), line)
    table = document.add_table(2, 1)
    for cell, line in zip(table.column_cells(0), (copies, issued), strict=True):
        _add(cell.paragraphs[0], line)
    _rule_imprint(table._tbl)
    if more is not None:
        more(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(name: str, **values: object) -> Line:
    """A line of the notice with something else."""
    line: Line = replace(NOTICE[name], **values)  # type: ignore[arg-type]
    return line


def edited(data: bytes, change: Callable[[etree._Element], None], part: str = "word/document.xml") -> bytes:
    """The file with a part changed in place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(name, content)
    return stream.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25.5)
    document.settings.odd_and_even_pages_header_footer = True
    add_number(section, "right", even=False)
    add_number(section, "left", even=True)


def add_number(section: Section, align: str, even: bool, **changes: str) -> None:
    """A page number as Word's own complex field; `changes`: before, face, size, indent, field."""
    footer = section.even_page_footer if even else section.footer
    paragraph = footer.paragraphs[0]
    for run in list(paragraph._p):
        paragraph._p.remove(run)
    size, face = float(changes.get("size", "14")), changes.get("face", "宋体")
    side = changes.get("indent", "rightChars=100" if align == "right" else "leftChars=100")
    look = Line("", face, size, align, side, line=14)
    _look(paragraph, look)
    before, after = changes.get("around", "— / —").split("/")
    _run(paragraph, before, look)
    if changes.get("field", "PAGE"):
        for kind in ("begin", "instr", "separate", "1", "end"):
            run = _run(paragraph, "1" if kind == "1" else "", look)
            if kind == "instr":
                words = OxmlElement("w:instrText")
                words.text = f" {changes.get('field', 'PAGE')} "
                run._r.append(words)
            elif kind != "1":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
    _run(paragraph, after, look)


def _add(paragraph: Paragraph, line: Line) -> None:
    _look(paragraph, line)
    if line.name_face:
        at = line.text.index("签发人") + 4
        _run(paragraph, line.text[:at], line)
        _run(paragraph, line.text[at:], replace(line, face=line.name_face))
    elif line.text:
        _run(paragraph, line.text, line)
    if not line.text:
        _set_type(paragraph._p.get_or_add_pPr(), line)


def _look(paragraph: Paragraph, line: Line) -> None:
    look = paragraph._p.get_or_add_pPr()
    if line.page:
        look.append(OxmlElement("w:pageBreakBefore"))
    if line.red_rule:
        borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (
            ("val", "single"),
            ("sz", "12"),
            ("space", "0"),
            ("color", line.color or "FF0000"),
        ):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        look.append(borders)
    spacing = OxmlElement("w:spacing")
    for name, value in (
        ("before", "0"),
        ("after", "0"),
        ("line", str(round(line.line * 20))),
        ("lineRule", "exact"),
    ):
        spacing.set(qn(f"w:{name}"), value)
    look.append(spacing)
    if line.indent:
        indent = OxmlElement("w:ind")
        for pair in line.indent.split():
            name, _, value = pair.partition("=")
            indent.set(qn(f"w:{name}"), value)
        look.append(indent)
    align = OxmlElement("w:jc")
    align.set(qn("w:val"), line.align)
    look.append(align)


def _run(paragraph: Paragraph, text: str, line: Line) -> Run:
    run = paragraph.add_run(text)
    _set_type(run._r, line)
    return run


def _set_type(owner: etree._Element, line: Line) -> None:
    look = OxmlElement("w:rPr")
    fonts = OxmlElement("w:rFonts")
    for slot in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), line.face)
    look.append(fonts)
    values = [("b", "1")] if line.bold else []
    values += [("color", line.color)] if line.color and not line.red_rule else []
    values += [("spacing", "-5"), ("sz", str(round(line.size * 2)))]
    for name, value in values:
        child = OxmlElement(f"w:{name}")
        child.set(qn("w:val"), value)
        look.append(child)
    owner.insert(0 if owner.tag == f"{W}r" else len(owner), look)


def _rule_imprint(table: etree._Element) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 6)):
        rule = OxmlElement(f"w:{side}")
        rule.set(qn("w:val"), "single")
        rule.set(qn("w:sz"), str(size))
        borders.append(rule)
    look = table.find(f"{W}tblPr")
    assert look is not None
    look.append(borders)
    for column in table.iter(f"{W}gridCol"):
        column.set(f"{W}w", "8844")
