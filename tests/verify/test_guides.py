"""What a booklet says beside its lists: guides, where to go, whom to call. A character changed is found."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

import pytest
from lxml import etree

from listgen.build.run import Request, build
from listgen.findings import Finding, Location
from listgen.resources import shipped
from listgen.verify.expected import read_expected
from listgen.verify.guides import TITLE, check_guides
from listgen.verify.promised import Document
from listgen.verify.word import W, check_docx

PLACE = Location("清单手册.docx")
GUIDES = (("调解纠纷", "身份证", "材料", "说明情况", "写协议", "当场", "调解室"), ("反映情况", "当面说"))
TABLE = [
    ("事项", "怎么办"),
    (
        "调解纠纷\n（依法履行职责）",
        "所需材料：身份证、材料。\n办理步骤：\n（1）说明情况；\n（2）写协议。\n办理时限：当场。\n办理地点：调解室。",
    ),
    ("反映情况\n（依法协助）", "办理步骤：\n（1）当面说。"),
]


def slugs(*tables: Sequence[tuple[str, ...]]) -> list[str]:
    return [finding.slug for finding in check_guides(tables, GUIDES, PLACE)]


def changed(old: str, new: str) -> list[tuple[str, ...]]:
    assert any(old in cell for row in TABLE for cell in row)
    return [tuple(cell.replace(old, new) for cell in row) for row in TABLE]


def test_guides_that_say_all() -> None:
    assert slugs([("序号", "事项名称")], TABLE) == []


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([], ["table-missing"]),
        (TABLE[:2], ["table-rows", "docx-text"]),
        ([TABLE[0], TABLE[2], TABLE[1]], ["table-rows"]),
        ([*TABLE, ("别的事\n（依法协助）", "办理时限：当场。")], ["table-rows"]),
        (changed("身份证", "身分证"), ["guide-text", "guide-more"]),
        (changed("当场", "当天"), ["guide-text", "guide-more"]),
        (changed("调解纠纷", "调节纠纷"), ["table-rows", "docx-text"]),
        (changed("办理地点", "受理地点"), ["guide-more"]),
        (changed("（2）写协议。", "（2）写协议。\n（3）交钱。"), ["guide-more"]),
        (changed("写协议", ""), ["guide-text"]),
        (changed("材料。", "。"), ["guide-text"]),  # the label has the same word
    ],
)
def test_guides_that_do_not(table: list[tuple[str, ...]], found: list[str]) -> None:
    assert slugs(table) == found


def test_where_one_text_holds_another() -> None:
    guides = (("登记", "登记", "登记表", "登记时限"),)
    table = [("登记\n（依法协助）", "所需材料：登记表。\n办理步骤：\n（1）登记。\n办理时限：登记时限。")]
    assert list(check_guides([table], guides, PLACE)) == []


def test_two_items_of_one_name() -> None:
    guides = (("登记", "甲"), ("登记", "乙"))
    table = [("登记\n（依法协助）", f"办理时限：{time}。") for time in "甲乙"]
    assert list(check_guides([table], guides, PLACE)) == []


@pytest.fixture(scope="module")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Document]:
    """The demo county's, of a village with guides of all sorts."""
    out = tmp_path_factory.mktemp("out")
    request = Request(shipped("catalogs") / "demo", out, only=("booklet",), villages=("00001",), jobs=1)
    assert build(request, lambda done, of: None).built == 1
    ((path, (_, document)),) = read_expected((out / "data/expected.json").read_bytes()).outputs.items()
    assert isinstance(document, Document) and len(document.guides) > 20
    assert [table.title for table in document.tables][-1] == "去哪里办"
    return (out / path).read_bytes(), document


def judged(data: bytes, document: Document) -> list[Finding]:
    return list(check_docx(data, document.path, document, specimen=True))


def with_text(data: bytes, number: int) -> bytes:
    """The paper with another character at the end of the `number`th text of what is checked here."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                body = etree.fromstring(content)
                text = list(texts(body))[number]
                text.text = f"{(text.text or '')[:-1]}囗"
                content = etree.tostring(body)
            new.writestr(part, content)
    return stream.getvalue()


def texts(body: etree._Element) -> Iterator[etree._Element]:
    """Those of the tables behind the lists, without heads and what the template itself says."""
    tables = [table for table in body.iter(f"{W}tbl") if not table.find(f".//{W}tbl")]
    seen = False
    for table in tables:
        seen = seen or TITLE in "".join(_before(table))
        rows = table.findall(f"{W}tr")[1:] if seen else []
        yield from (text for row in rows for text in row.iter(f"{W}t") if (text.text or "").strip())


def _before(table: etree._Element) -> Iterator[str]:
    title = table.getprevious()
    while title is not None and title.tag == f"{W}p":
        yield "".join(text.text or "" for text in title.iter(f"{W}t"))
        title = title.getprevious()


def test_a_character_changed_in_a_booklet(booklet: tuple[bytes, Document]) -> None:
    data, document = booklet
    assert judged(data, document) == []
    with zipfile.ZipFile(BytesIO(data)) as paper:
        body = etree.fromstring(paper.read("word/document.xml"))
    wanted = [text.text or "" for text in texts(body)]
    contacts = next(at for at, text in enumerate(wanted) if text == "办公时间")
    assert contacts > 200  # texts of guides and of where to go
    for number in range(0, contacts, 9):
        assert judged(with_text(data, number), document), wanted[number]
