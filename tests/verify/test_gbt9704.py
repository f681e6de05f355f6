"""Each rule of GB/T 9704 seen to fail on a typed notice that passes; and files that lack anything."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import listgen.verify
from listgen.documents.papers import render_list
from listgen.findings import Severity
from listgen.verify.word import check_docx
from tests.documents.samples import COUNTY, ITEMS, KINDS, shipped_template
from tests.verify.notices import COPIES, FIRST, ISSUED, Line, W, add_number, changed, edited, typed

FOLDER = Path(listgen.verify.__file__).parent
SOUND = typed()
OURS = render_list(shipped_template("list"), COUNTY, KINDS, ITEMS)


def found(data: bytes, ours: bool = False) -> list[str]:
    return [finding.slug for finding in check_docx(data, "通知.docx", ours=ours)]


def once(data: bytes) -> list[str]:
    return sorted(set(found(data)))


def test_what_is_right_passes() -> None:
    assert found(SOUND) == []
    assert found(OURS, ours=True) == []  # tests/documents/test_every.py has all other papers


LINES = {
    "gbt-corner-place": {"secrecy": changed("secrecy", align="right")},
    "gbt-corner-type": {"urgency": changed("urgency", face="仿宋")},
    "gbt-copy-number": {"copy": changed("copy", text="001")},
    "gbt-secrecy-term": {"secrecy": changed("secrecy", text="秘密 1年")},
    "gbt-corner-order": {"secrecy": changed("urgency"), "urgency": changed("secrecy")},
    "gbt-other-form": {"mark": changed("mark", text="岚溪县人民政府令")},
    "gbt-mark-color": {"mark": changed("mark", color="")},
    "gbt-mark-centre": {"mark": changed("mark", align="left")},
    "gbt-mark-face": {"mark": changed("mark", face="黑体")},
    "gbt-mark-place": {"urgency": None, "secrecy": None},
    "gbt-serial-brackets": {"serial": changed("serial", text="岚政办发[2026]18号")},
    "gbt-serial-year": {"serial": changed("serial", text="岚政办发〔26〕18号")},
    "gbt-serial-ordinal": {"serial": changed("serial", text="岚政办发〔2026〕第18号")},
    "gbt-serial-padding": {"serial": changed("serial", text="岚政办发〔2026〕018号")},
    "gbt-serial-type": {"serial": changed("serial", face="宋体")},
    "gbt-serial-place": {"serial": changed("serial", align="left")},
    "gbt-serial-gap": {"gap1": None},
    "gbt-signer-colon": {
        "serial": Line("岚政办发〔2026〕18号　　签发人:李明", name_face="楷体", indent="firstLineChars=100")
    },
    "gbt-signer-face": {
        "serial": Line(
            "岚政办发〔2026〕18号　　　签发人：李明", name_face="仿宋", indent="firstLineChars=100"
        )
    },
    "gbt-rule-missing": {"rule": None},
    "gbt-rule-color": {"rule": changed("rule", color="000000")},
    "gbt-rule-width": {"rule": changed("rule", indent="left=600 right=600")},
    "gbt-rule-gap": {"rule": changed("rule", line=29)},
    "gbt-title-type": {"title": changed("title", face="黑体")},
    "gbt-title-centre": {"title": changed("title", align="left")},
    "gbt-title-gap": {"gap3": None},
    "gbt-title-punctuation": {
        "title": changed("title", text="岚溪县人民政府办公室关于做好台账清理工作的通知。")
    },
    "gbt-recipients-flush": {"recipients": changed("recipients", indent=FIRST)},
    "gbt-recipients-colon": {"recipients": changed("recipients", text="各乡镇人民政府，县直各有关单位:")},
    "gbt-recipients-gap": {"gap5": None},
    "gbt-body-type": {"end": changed("end", face="宋体")},
    "gbt-body-color": {"end": changed("end", color="0000FF")},
    "gbt-body-indent": {"end": changed("end", indent="")},
    "gbt-body-spaces": {"end": changed("end", indent="", text=f"　　{'按时完成任务，' * 6}")},
    "gbt-no-text-page": {"gap7": changed("end", text="（此页无正文）"), "note1": None, "note2": None},
    "gbt-first-page": {"gap5": Line(line=29, page=True)},
    "gbt-level-form": {"one": changed("one", text="一.总体要求")},
    "gbt-level-order": {"one": None, "two": None},
    "gbt-level-sequence": {"two": changed("two", text="三、工作安排")},
    "gbt-level-type": {"two": changed("two", face="仿宋")},
    "gbt-level-bold": {"point": changed("point", bold=True)},
    "gbt-note-colon": {"note1": changed("note1", text="附件:1.台账目录")},
    "gbt-note-end": {"note2": changed("note2", text="2.填报说明。")},
    "gbt-note-number": {"note2": changed("note2", text="2、填报说明")},
    "gbt-note-indent": {"note1": changed("note1", indent="")},
    "gbt-note-gap": {"gap6": None},
    "gbt-annex-count": {"note2": None},
    "gbt-annex-title": {"note2": changed("note2", text="2.填表说明")},
    "gbt-annex-page": {"annex2": changed("annex2", page=False)},
    "gbt-annex-colon": {"annex2": changed("annex2", text="附件2：")},
    "gbt-annex-type": {"annex2": changed("annex2", face="仿宋")},
    "gbt-annex-flush": {"annex2": changed("annex2", align="center")},
    "gbt-annex-place": {"gap10": None},
    "gbt-date-missing": {"date": None, "signature": None, "remark": None},
    "gbt-date-form": {"date": changed("date", text="二〇二六年十一月二十一日"), "signature": None},
    "gbt-date-padding": {"date": changed("date", text="2026年01月21日")},
    "gbt-date-place": {"date": changed("date", indent="")},
    "gbt-signature-place": {"signature": changed("signature", align="left", indent="leftChars=200")},
    "gbt-remark-brackets": {"remark": changed("remark", text="(此件公开发布)")},
    "gbt-remark-indent": {"remark": changed("remark", indent="")},
    "gbt-imprint-type": {"issued": Line(ISSUED.text, size=16, indent="firstLineChars=100")},
    "gbt-imprint-indent": {"copies": Line(COPIES.text, size=14)},
    "gbt-copies-stop": {"copies": Line("抄送：县委各部门", size=14, indent="firstLineChars=100")},
    "gbt-copies-colon": {"copies": Line("抄送:县委各部门。", size=14, indent="firstLineChars=100")},
    "gbt-issued-date": {"issued": Line("县府办　2026年01月08日印发", size=14, indent="firstLineChars=100")},
}


@pytest.mark.parametrize("slug", LINES)
def test_a_line_that_breaks_a_rule(slug: str) -> None:
    assert once(typed(**LINES[slug])) == [slug]  # type: ignore[arg-type]


def _landscape(document: Document) -> None:
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)


def _number(side: str, **changes: str) -> Callable[[Document], None]:
    even = side == "even"
    align = changes.pop("align", "left" if even else "right")
    return lambda document: add_number(document.sections[0], align, even, **changes)


def _alike(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = False


def _both(**changes: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for side in ("odd", "even"):
            _number(side, **dict(changes))(document)

    return change


def _page(**lengths: float) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for name, length in lengths.items():
            setattr(document.sections[0], name, Mm(length))

    return change


PAGES = {
    "gbt-paper": _page(page_width=216),
    "gbt-margins": _page(top_margin=38.5),
    "gbt-folio-missing": _both(field=""),
    "gbt-folio-dashes": _number("odd", around="-/-"),
    "gbt-folio-type": _number("even", face="Times New Roman"),
    "gbt-folio-odd-even": _alike,
    "gbt-folio-side": _number("odd", align="center"),
    "gbt-folio-indent": _number("even", indent=""),
    "gbt-folio-place": _page(footer_distance=17.5),
    "gbt-folio-turned": _landscape,
}


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_that_breaks_a_rule(slug: str) -> None:
    assert slug in once(typed(more=PAGES[slug]))
    if slug not in ("gbt-paper", "gbt-margins"):  # those change lines and characters too
        assert once(typed(more=PAGES[slug])) == [slug]


def _set(path: str, attribute: str, value: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        for element in root.iterfind(path, {"w": W.strip("{}")}):
            element.set(f"{W}{attribute}", value)

    return change


XML = {
    "gbt-lines": _set(".//w:p/w:pPr/w:spacing[@w:line='579']", "line", "620"),
    "gbt-characters": _set(".//w:r/w:rPr/w:spacing", "val", "0"),
    "gbt-imprint-rules": _set(".//w:tblBorders/w:bottom", "val", "nil"),
    "gbt-imprint-weight": _set(".//w:tblBorders/w:insideH", "sz", "16"),
    "gbt-imprint-width": _set(".//w:gridCol", "w", "7000"),
}


@pytest.mark.parametrize("slug", XML)
def test_a_property_that_breaks_a_rule(slug: str) -> None:
    assert slug in once(edited(SOUND, XML[slug]))


def test_a_letterhead_without_imprint() -> None:
    def drop(root: etree._Element) -> None:
        for table in list(root.iterfind(f"{W}body/{W}tbl")):
            root[0].remove(table)

    assert once(edited(SOUND, drop)) == ["gbt-imprint-missing"]


def test_every_rule_is_seen_to_fail() -> None:
    assert {*LINES, *PAGES, *XML, "gbt-imprint-missing"} == _slugs()


def _slugs() -> set[str]:
    texts = [path.read_text("utf-8") for path in (FOLDER / "gbt9704").glob("*.py")]
    return set(re.findall(r'"(gbt-[a-z-]+)"', "".join(texts)))


def test_the_ledger_names_every_rule() -> None:
    ledger = (FOLDER / "GBT9704.md").read_text("utf-8")
    assert set(re.findall(r"`(gbt-[a-z-]+)`", ledger)) == _slugs()


# How clerks really type: what is accepted, and what is told.
CLERKS: list[tuple[dict[str, Line | None], list[str]]] = [
    ({"end": changed("end", face="仿宋_GB2312")}, []),
    ({"end": changed("end", face="方正仿宋_GBK")}, []),
    ({"end": changed("end", indent="firstLine=640")}, []),
    ({"title": changed("title", face="方正小标宋_GBK")}, []),
    (
        {"serial": changed("serial", text="岚政办发【2026】第018号")},
        ["gbt-serial-brackets", "gbt-serial-ordinal", "gbt-serial-padding"],
    ),
    (
        {"item": changed("item", text="1、各单位对照目录逐项清理，凡是目录以外的台账，一律不再要求填报。")},
        ["gbt-level-form"],
    ),
    ({"one-one": changed("one-one", text="（一）、统一思想")}, ["gbt-level-form"]),
    ({"one-one": changed("one-one", text="(一)统一思想")}, ["gbt-level-form"]),
    ({"date": changed("date", text="2026.11.21"), "signature": None}, ["gbt-date-form"]),
    (
        {
            "signature": Line("岚溪县整治形式主义为基层减负专项工作机制办公室", align="center"),
            "date": changed("date", align="center", indent=""),
        },
        [],
    ),
    ({"mark": None, "rule": None, "copy": None, "secrecy": None, "urgency": None, "serial": None}, []),
    (
        {
            "signature": changed("signature", indent="rightChars=200"),
            "date": changed("date", indent="rightChars=200"),
        },
        [],
    ),
]


@pytest.mark.parametrize(("lines", "slugs"), CLERKS)
def test_what_clerks_type(lines: dict[str, Line | None], slugs: list[str]) -> None:
    assert once(typed(**lines)) == slugs  # type: ignore[arg-type]


def test_a_finding_names_clause_paragraph_and_words() -> None:
    [finding] = check_docx(typed(date=changed("date", text="2026年01月21日")), "通知.docx", ours=False)
    facts = finding.facts()
    assert finding.severity is Severity.ERROR
    assert (facts["clause"], facts["quote"]) == ("7.3.5", "2026年01月21日")
    assert int(facts["paragraph"]) > 10


def test_a_form_is_judged_by_its_page_alone() -> None:
    gone = ("copy", "secrecy", "urgency", "mark", "serial", "rule", "recipients", "title")
    lines: dict[str, Line | None] = {**dict.fromkeys(gone), "one": changed("one", face="宋体")}
    assert found(typed(**lines)) == []  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**9), share=st.sampled_from((0.01, 0.05, 0.2, 0.6)), ours=st.booleans())
def test_nothing_that_is_gone_makes_it_stumble(seed: int, share: float, ours: bool) -> None:
    chance = random.Random(seed)

    def thin_out(root: etree._Element) -> None:
        for element in list(root.iter()):
            above = element.getparent()
            if above is not None and chance.random() < share:
                above.remove(element)

    data = OURS if ours else SOUND
    for part in ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml"):
        data = edited(data, thin_out, part)
    assert all(finding.slug for finding in check_docx(data, "x.docx", ours=False))
