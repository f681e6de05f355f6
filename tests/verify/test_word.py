"""Each rule of a Word paper, broken by hand."""

from __future__ import annotations

from typing import Any

import pytest

from listgen.verify.promised import Document, Row, Table
from listgen.verify.word import check_docx
from tests.verify.papers import docx

HEAD = ("序号", "事项名称", "工作内容")
ROWS = (("1", "婚姻状况证明", "以登记档案为准"), ("2", "户口登记", "第一款\n第二款"))
LISTED = Table("duty", "依法履行职责事项清单", tuple(Row(f"CN-{row[0]}", "duty", row[1:]) for row in ROWS))
PAPER = Document("册.docx", "booklet", "依法履行职责事项清单", (LISTED,))


def slugs(data: bytes, document: Document | None = PAPER, specimen: bool = False) -> list[str]:
    return sorted({finding.slug for finding in check_docx(data, "册.docx", document, specimen)})


def paper(*rows: tuple[str, ...], **changes: Any) -> bytes:
    return docx([[("无关", "的表")], [HEAD, *(rows or ROWS)]], **changes)


def test_a_sound_paper() -> None:
    assert slugs(paper()) == []
    assert slugs(paper(), None) == []


@pytest.mark.parametrize(
    ("rows", "slug"),
    [
        (ROWS[:1], "table-rows"),
        ((*ROWS, ("3", "多出的", "一项")), "table-rows"),
        ((("1", "婚姻状况证明", "以登记档案为准"), ("2", "户口登记", "第一款")), "table-cell"),
        ((("1", "婚姻状况征明", "以登记档案为准"), ROWS[1]), "table-cell"),
        ((("1", *ROWS[1][1:]), ("2", *ROWS[0][1:])), "table-cell"),  # out of order
        ((("1", *ROWS[0][1:]), ("3", *ROWS[1][1:])), "table-number"),
        ((("1", "甲", "乙"),), "table-missing"),
    ],
)
def test_tables(rows: tuple[tuple[str, ...], ...], slug: str) -> None:
    assert slug in slugs(paper(*rows))


def test_a_finding_names_the_cell() -> None:
    data = paper(("1", "婚姻状况征明", "以登记档案为准"), ROWS[1])
    [finding] = check_docx(data, "册.docx", PAPER)
    facts = finding.facts()
    assert (facts["row"], facts["column"], facts["item"]) == ("1", "1", "CN-1")
    assert (facts["value"], facts["expected"]) == ("婚姻状况征明", "婚姻状况证明")


LANDSCAPE = 'w:w="16838" w:h="11906" w:orient="landscape"'


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"before": "<w:p><w:r><w:t>别的标题</w:t></w:r></w:p>"}, ["docx-title"]),
        ({"page": 'w:w="12240" w:h="15840"'}, ["gbt-paper"]),
        ({"margins": 'w:top="1440" w:bottom="1984" w:left="1587" w:right="1474"'}, ["gbt-margins"]),
        ({"margins": 'w:bottom="1984" w:left="1587" w:right="1474"'}, ["gbt-margins"]),
        ({"page": LANDSCAPE}, ["gbt-margins"]),
        (
            {"page": LANDSCAPE, "margins": 'w:top="1587" w:bottom="1474" w:left="1984" w:right="2098"'},
            [],
        ),
        ({"stamp": (2026, 11, 21, 8, 0, 0)}, ["package-clock"]),
        ({"more": {"word/vbaProject.bin": "x"}}, ["package-active"]),
        ({"more": {"word/embeddings/oleObject1.bin": "x"}}, ["package-active"]),
        ({"more": {"word/footnotes.xml": "<x>"}}, ["docx-unreadable"]),
        ({"more": {"word/footer1.xml": "<!DOCTYPE x><x>{{</x>"}}, ["docx-unreadable"]),
    ],
)
def test_pages_and_packages(changes: dict[str, Any], found: list[str]) -> None:
    assert slugs(paper(**changes)) == found


RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="t" Target="{target}"{mode}/></Relationships>'
)


@pytest.mark.parametrize(
    ("target", "mode", "found"),
    [("styles.xml", "", []), ("https://x.example/t.dotx", ' TargetMode="External"', ["package-external"])],
)
def test_relationships(target: str, mode: str, found: list[str]) -> None:
    part = RELATIONSHIPS.format(target=target, mode=mode)
    assert slugs(paper(more={"word/_rels/document.xml.rels": part})) == found


@pytest.mark.parametrize("text", ["{{ village }}", "{%", "</w:t></w:r><w:r><w:t>{</w:t></w:r><w:r><w:t>{ x"])
def test_unfilled_marks(text: str) -> None:
    before = f"<w:p><w:r><w:t>依法履行职责事项清单{text}</w:t></w:r></w:p>"
    assert slugs(paper(before=before)) == ["docx-template-mark"]


@pytest.mark.parametrize(
    ("text", "found"), [("示例", []), ("示</w:t></w:r><w:r><w:t>例", []), ("", ["specimen-missing"])]
)
def test_specimens_say_so(text: str, found: list[str]) -> None:
    before = f"<w:p><w:r><w:t>依法履行职责事项清单{text}</w:t></w:r></w:p>"
    assert slugs(paper(before=before), specimen=True) == found


@pytest.mark.parametrize(("text", "found"), [("未发布", []), ("", ["unreleased-missing"])])
def test_what_was_not_issued_says_so(text: str, found: list[str]) -> None:
    data = paper(before=f"<w:p><w:r><w:t>依法履行职责事项清单{text}</w:t></w:r></w:p>")
    assert [one.slug for one in check_docx(data, "册.docx", PAPER, unreleased=True)] == found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        paper()[:200],
        paper().replace(b"word/document.xml", b"word/documint.xml"),
        docx(before="<w:p>", grid=""),
        docx(more={"word/_rels/document.xml.rels": "<x"}),
    ],
)
def test_unreadable(data: bytes) -> None:
    assert slugs(data) == ["docx-unreadable"]


def test_a_table_without_numbers() -> None:
    rows = tuple(row[1:] for row in ROWS)
    assert slugs(docx([[HEAD[1:], *rows]])) == []
    assert slugs(docx([[HEAD[1:], *rows[:1]]])) == ["table-rows"]
