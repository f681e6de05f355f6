"""What a booklet says beside its lists: guides, where to go, contacts. A character changed is found."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from listgen.build.run import Request, build
from listgen.findings import Finding
from listgen.resources import shipped
from listgen.verify import verify_output
from listgen.verify.expected import read_expected
from listgen.verify.promised import Document
from listgen.verify.word import W, check_docx
from tests.built import built
from tests.faults.project import copy_base, replace
from tests.verify.notices import edited


@pytest.fixture(scope="module")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Document]:
    """The demo county's, of a village with guides of all sorts."""
    out = tmp_path_factory.mktemp("out")
    request = Request(shipped("catalogs") / "demo", out, only=("booklet",), villages=("00001",), jobs=1)
    assert build(request, lambda done, of: None).built == 1
    ((path, (_, document)),) = read_expected((out / "data/expected.json").read_bytes()).outputs.items()
    assert isinstance(document, Document)
    assert [table.kind for table in document.tables[-3:]] == ["guides", "offices", "contacts"]
    return (out / path).read_bytes(), document


def judged(data: bytes, document: Document) -> list[Finding]:
    return list(check_docx(data, document.path, document, specimen=True))


def with_text(data: bytes, number: int) -> bytes:
    """The paper with another character at the end of the `number`th text of what is checked here."""

    def change(body: etree._Element) -> None:
        text = list(texts(body))[number]
        text.text = f"{(text.text or '')[:-1]}囗"

    return edited(data, change)


def texts(body: etree._Element) -> Iterator[etree._Element]:
    """Those of the tables behind the lists, without heads and what the template itself says."""
    tables = [table for table in body.iter(f"{W}tbl") if not table.find(f".//{W}tbl")]
    seen = False
    for table in tables:
        seen = seen or "高频事项办事指南" in "".join(_before(table))
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
    assert len(wanted) > 300 and "办公时间" in wanted
    for number in [*range(0, len(wanted), 9), *range(len(wanted) - 10, len(wanted))]:
        assert judged(with_text(data, number), document), wanted[number]


@pytest.mark.parametrize(
    "exchanged",
    [
        ("（1）", "（2）"),
        ("办理时限：", "咨询电话："),
        ("；", "、"),
        ("依法履行职责", "依法协助"),
        ("0600-5551001", "0600-5550301"),
    ],
)
def test_what_changes_places(booklet: tuple[bytes, Document], exchanged: tuple[str, str]) -> None:
    """Every text is somewhere in the paper, and not where it belongs."""
    data, document = booklet
    one, other = exchanged

    def exchange(body: etree._Element) -> None:
        for text in texts(body):
            told = (text.text or "").replace(one, "\0").replace(other, one)
            text.text = told.replace("\0", other)

    assert judged(edited(data, exchange), document)


ITEMS = "items/10-items.yaml"
HOW = "    how: |-\n      （1）带结婚证；\n      （2）到窗口。\n"
SERVICE = """\
  materials: [身份证]
  steps: [填写表格, 签字]
  time: |-
    身份证。填写
    办理地点：大厅
"""


def test_odd_texts_of_guides_are_right(tmp_path: Path) -> None:
    """Lines within a text, brackets in a kind, texts that run over into each other: nobody is accused."""
    project, out = copy_base(tmp_path / "project"), tmp_path / "out"
    replace(ITEMS, "    how: 出示结婚证。\n", HOW)(project)
    for plain, more in (("村里不开这个证明。", "  frequent: yes\n"), ("村里的事大家商量着办。", SERVICE)):
        replace(ITEMS, f"  plain: {plain}\n", f"  plain: {plain}\n{more}")(project)
    replace("kinds.yaml", "short: 依法履行职责", "short: 依法履行职责（村（居））")(project)
    built(project, out, "booklet")
    assert "依法履行职责（村（居）））" in (out / "data/expected.json").read_text("utf-8")
    found = verify_output(out).findings
    assert [one for one in found if one.location.file.endswith("清单手册.docx")] == []
