"""CSV: cells by heading, every fault with its cell."""

from __future__ import annotations

import codecs
import csv as standard
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.findings import Severity
from listgen.sources import csv
from listgen.sources.csv import Row, column_name, load_csv

FILE = "villages.csv"
REQUIRED, OPTIONAL, SUFFIX = ("编号", "名称"), ("说明",), "牌"


def _load(text: str | bytes) -> tuple[list[dict[str, str]], list[tuple[str, str, str]]]:
    """The rows as mappings, and slug, cell and value of every finding."""
    data = text if isinstance(text, bytes) else text.encode()
    rows, findings = load_csv(data, FILE, REQUIRED, OPTIONAL, SUFFIX)
    assert all(finding.location.file == FILE for finding in findings)
    return [_values(row) for row in rows], [
        (finding.slug, finding.location.cell, finding.facts()["value"]) for finding in findings
    ]


def _values(row: Row) -> dict[str, str]:
    return dict(row.items())


ONE = [{"编号": "00001", "名称": "青石村"}]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("编号,名称\n00001,青石村\n", ONE),
        ("编号,名称\n00001,青石村", ONE),
        ("编号,名称\r\n00001,青石村\r\n", ONE),
        (codecs.BOM_UTF8 + "编号,名称\r\n00001,青石村\r\n".encode(), ONE),
        ('"编号",名称\n"00001","青石村"\n', ONE),
        ("编号,名称\n\n,\n00001,青石村\n , \n", ONE),
        ("名称,编号\n青石村,00001\n", ONE),
        ('编号,名称\n1,"甲,""乙""\n丙"\n', [{"编号": "1", "名称": '甲,"乙"\n丙'}]),
        ("编号,名称,说明,大厅牌\n1,甲,,无\n", [{"编号": "1", "名称": "甲", "说明": "", "大厅牌": "无"}]),
        ("编号,名称\n012345,1e3\n", [{"编号": "012345", "名称": "1e3"}]),
    ],
)
def test_rows(data: str | bytes, rows: list[dict[str, str]]) -> None:
    found, findings = _load(data)
    assert found == rows and [one for one in findings if one[0] != "straight-quote"] == []


def test_cells_that_say_the_same_are_held_once() -> None:
    (first, second), _ = load_csv("编号,名称\n1,岚溪县青石村\n2,岚溪县青石村\n".encode(), FILE, REQUIRED)
    assert first["名称"] is second["名称"]


def test_gb18030_is_read_with_a_warning() -> None:
    rows, (finding,) = load_csv("编号,名称\n1,上㙍村\n".encode("gb18030"), FILE, REQUIRED)
    assert [_values(row) for row in rows] == [{"编号": "1", "名称": "上㙍村"}]
    assert (finding.slug, finding.severity) == ("gb18030-file", Severity.WARN)


def test_cells_are_counted_as_a_spreadsheet_counts_them() -> None:
    (first, second), _ = load_csv('编号,名称\n1,"甲\n乙"\n\n2,丙\n'.encode(), FILE, REQUIRED)
    assert (first.places["编号"].cell, first.places["名称"].cell) == ("A2", "B2")
    assert (second.places["编号"].cell, second.places["名称"].cell) == ("A4", "B4")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("编号\n1\n", [("csv-column-missing", "A1", "名称")]),
        ("", [("csv-empty", "", "")]),
        ("\n编号,名称\n", [("csv-empty", "", "")]),
        (",,\n", [("csv-empty", "", "")]),
        ("编号,名称,年龄\n1,甲,2\n", [("csv-column-unknown", "C1", "年龄")]),
        ("编号,名称,\n1,甲,\n", [("csv-column-unknown", "C1", "")]),
        ("编号,名称,牌匾\n", [("csv-column-unknown", "C1", "牌匾")]),
        ("编号 ,名称\n1,甲\n", [("csv-column-unknown", "A1", "编号 "), ("csv-column-missing", "A1", "编号")]),
        ("编号,名称,编号\n1,甲,1\n", [("csv-column-twice", "C1", "编号")]),
        ("编号,名称,大厅牌,大厅牌\n", [("csv-column-twice", "D1", "大厅牌")]),
    ],
)
def test_faults_of_the_header(text: str, found: list[tuple[str, str, str]]) -> None:
    assert _load(text) == ([], found)


def test_an_empty_file_is_named_by_its_first_line() -> None:
    for data in (b"", b"\n"):
        (finding,) = load_csv(data, FILE, REQUIRED)[1]
        assert (finding.slug, finding.location.line) == ("csv-empty", 1)


def test_without_a_suffix_no_other_column_is_known() -> None:
    (finding,) = load_csv("编号,名称,大厅牌\n".encode(), FILE, REQUIRED)[1]
    assert (finding.slug, finding.location.cell) == ("csv-column-unknown", "C1")


def test_a_heading_passes_the_gate() -> None:
    _, findings = _load("编号,名称,大厅\u200b牌\n")
    assert findings == [("zero-width-character", "C1", "大厅\u200b牌")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("1,甲,丙", [("csv-row-length", "A3", "3")]),
        ("1", [("csv-row-length", "A3", "1")]),
        (" 1,甲", [("blank-around-value", "A3", " 1")]),
        ("1,甲\t", [("control-character", "B3", "甲\t"), ("blank-around-value", "B3", "甲\t")]),
        ('1,"甲\n"', [("blank-around-value", "B3", "甲\n")]),
        ("1,甲\u3000乙", [("odd-blank", "B3", "甲\u3000乙")]),
        ("1,甲\u3000", [("odd-blank", "B3", "甲\u3000"), ("blank-around-value", "B3", "甲\u3000")]),
        ("1,甲\u200b", [("zero-width-character", "B3", "甲\u200b")]),
        ("1,\ufeff甲", [("zero-width-character", "B3", "\ufeff甲")]),
        ("1,\uf900", [("compatibility-ideograph", "B3", "\uf900")]),
        ("1,上?村", [("lost-character", "B3", "上?村")]),
        ("1,上\ufffd村", [("lost-character", "B3", "上\ufffd村")]),
        ("11010519491231002X,甲", [("identity-number", "A3", "110105…")]),
    ],
    ids=ascii,
)
def test_faults_of_a_row(row: str, found: list[tuple[str, str, str]]) -> None:
    rows, findings = _load(f"编号,名称\n0,前\n{row}\n9,后\n")
    assert findings == found
    assert [values["名称"] for values in (rows[0], rows[-1])] == ["前", "后"]
    assert len(rows) == (2 if found[0][0] == "csv-row-length" else 3)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('编号,名称\n1,"甲\n2,乙\n', "A2"),
        ('编号,名称\n1,甲\n2,"乙"丙\n', "A3"),
        ("编号,名称\n1," + "甲" * 200_000 + "\n", "A2"),
    ],
    ids=["open quote", "text after a quote", "giant cell"],
)
def test_syntax_has_its_row(text: str, cell: str) -> None:
    rows, ((slug, found, _),) = _load(text)
    assert (rows, slug, found) == ([], "csv-syntax", cell)


@pytest.mark.parametrize(
    ("data", "slug"),
    [(b"\0", "not-a-text-file"), (b"a,\xff\xfe", "unknown-encoding"), (b"x" * 20_000_001, "file-too-large")],
    ids=["nul", "bytes", "large"],
)
def test_undecodable(data: bytes, slug: str) -> None:
    rows, ((found, _, _),) = _load(data)
    assert (rows, found) == ([], slug)


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "MAX_ROWS", 3)
    assert _load("编号,名称\n1,甲\n2,乙\n")[1] == []
    assert _load("编号,名称\n1,甲\n2,乙\n3,丙\n4,丁\n") == ([], [("csv-too-many-rows", "A4", "5")])


@pytest.mark.parametrize(
    "data",
    [
        b"a\n" * 9_000_000,
        b"\n" * 19_000_000,
        ",".join(f"{number}牌" for number in range(300_000)).encode(),
        b'"' * 19_000_000,
        b"," * 19_000_000,
    ],
    ids=["rows", "blank rows", "columns", "quotes", "commas"],
)
def test_a_large_file_is_refused(data: bytes) -> None:
    assert _load(data)[1]


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")]
)
def test_column_name(number: int, name: str) -> None:
    assert column_name(number) == name


@given(st.binary() | st.text().map(lambda text: f"编号,名称\n{text}".encode()))
def test_any_bytes(data: bytes) -> None:
    rows, findings = load_csv(data, FILE, REQUIRED, OPTIONAL, SUFFIX)
    assert all(finding.location.cell or finding.slug in _WHOLE for finding in findings)
    assert all(set(row.places) >= set(REQUIRED) for row in rows)


_WHOLE = {"csv-empty", "not-a-text-file", "unknown-encoding", "gb18030-file"}

CELL = st.text(st.sampled_from('村a1,"\n；'), min_size=1)


@given(st.lists(st.tuples(CELL, CELL), min_size=1))
def test_any_grid_comes_back_with_its_cells(grid: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    standard.writer(text, lineterminator="\r\n").writerows([REQUIRED, *grid])
    rows, findings = load_csv(text.getvalue().encode(), FILE, REQUIRED)
    held = [(number, cells) for number, cells in enumerate(grid, 2) if any(cell.strip() for cell in cells)]
    assert [tuple(_values(row).values()) for row in rows] == [cells for _, cells in held]
    assert [row.places["编号"].cell for row in rows] == [f"A{number}" for number, _ in held]
    blank = [
        f"{column}{number}"
        for number, cells in held
        for column, cell in zip("AB", cells, strict=True)
        if cell != cell.strip()
    ]
    spaced = [finding for finding in findings if finding.slug != "straight-quote"]
    assert [finding.location.cell for finding in spaced] == blank
