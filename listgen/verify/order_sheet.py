"""The order sheet: every line, sum, file and hash of it against what was ordered and what was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from listgen.findings import Finding, Location, error
from listgen.verify.order_papers import Line, OrderPapers, Recalled
from listgen.verify.workbook import Grid, Value, Workbook, address, read_workbook

NOTES, SIGNS, SUMS, RECALLS, FILES = "说明", "下单表", "汇总", "收回", "文件"
_SIGN_HEADS = (
    *("序号", "乡镇（街道）", "村编号", "村（社区）", "牌名", "牌面文字（逐字照做）", "其他文字"),
    *("宽 毫米", "高 毫米", "材料", "工艺", "块数", "颜色", "二维码网址"),
    *(
        "印刷文件",
        "雕刻文件（SVG）",
        "雕刻文件（DXF）",
        "SHA-256（印刷）",
        "SHA-256（SVG）",
        "SHA-256（DXF）",
    ),
)
_SUM_HEADS = ("牌名", "宽 毫米", "高 毫米", "材料", "工艺", "牌面", "块数", "面积 平方米")
_RECALL_HEADS = (
    *("乡镇（街道）", "村编号", "村（社区）", "牌名", "牌面文字", "块数"),
    *("原批次", "原序号", "收回原因"),
)
_FILE_HEADS = ("文件", "SHA-256")
_UNSAID = "由制作单位报价时写明"
_REASONS = {"dissolved": "已撤销", "replaced": "换新牌", "dropped": "不再挂"}
_PAPER = (0.0, 0.0, 0.0, 0.0)
_INKS: dict[tuple[float, ...], str] = {(0.0, 1.0, 1.0, 0.0): "红", (0.0, 0.0, 0.0, 1.0): "黑"}
_MOST = 10  # findings of one sheet: a line too many shifts all that follow

Wanted = tuple[Value | None, ...]  # a row; None is not compared


def check_order_sheet(
    data: bytes, file: str, papers: OrderPapers | None = None, hashes: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """All faults of a workbook; with `papers` also what it says, cell by cell.

    `hashes` are the SHA-256 of the build's files by their paths in OUT.
    """
    book, findings = read_workbook(data, file)
    yield from findings
    if papers is None or not book.sheets:
        return
    yield from _Sheet(book, file, papers, hashes or {}).check()


class _Sheet:
    """One workbook and what it should say."""

    def __init__(self, book: Workbook, file: str, papers: OrderPapers, hashes: Mapping[str, str]) -> None:
        self._book = book
        self._file = file
        self._papers = papers
        self._hashes = hashes
        self._folder = papers.sheet.rpartition("/")[0] + "/"

    def check(self) -> Iterator[Finding]:
        papers = self._papers
        tables: dict[str, list[Wanted]] = {
            SIGNS: [_SIGN_HEADS, *map(self._sign, papers.lines)] if papers.lines else [],
            SUMS: [_SUM_HEADS, *_sums(papers.lines)] if papers.lines else [],
            RECALLS: [_RECALL_HEADS, *map(_recall, papers.recalls)] if papers.recalls else [],
            FILES: [_FILE_HEADS, *map(self._whole, papers.files)],
        }
        wanted = [NOTES, *(name for name, rows in tables.items() if rows)]
        if list(self._book.sheets) != wanted:
            found, place = "、".join(self._book.sheets), Location(self._file)
            yield error("order-sheets", place, value=found, expected="、".join(wanted))
        for name, grid in self._book.sheets.items():
            place = Location(self._file, sheet=name)
            if papers.specimen and "示例" not in self._book.headers[name]:
                yield error("specimen-missing", place)
            if name == NOTES:
                yield from _check_notes(grid, place, papers)
            elif tables.get(name):
                yield from islice(_check_rows(grid, tables[name], place), _MOST)

    def _sign(self, line: Line) -> Wanted:
        return (
            *(line.number, line.township_name, line.village, line.name, line.sign),
            *(line.wording, _said_too(line), line.width, line.height),
            *(line.material or _UNSAID, line.process or _UNSAID, line.quantity),
            *("；".join(map(_ink, line.inks)), line.url),
            *map(self._below, line.files),
            *map(self._hashes.get, line.files),
        )

    def _whole(self, path: str) -> Wanted:
        return self._below(path), self._hashes.get(path)

    def _below(self, path: str) -> str:
        return path.removeprefix(self._folder)


def _said_too(line: Line) -> str:
    copies = (f"（每张 {line.copies} 枚）",) if line.copies > 1 else ()
    return re.sub("(?<=[、，：])；", "", "；".join((*copies, *line.lines)))


def _check_rows(grid: Grid, wanted: Sequence[Wanted], place: Location) -> Iterator[Finding]:
    """Every cell, and no line more or less."""
    if len(grid) != len(wanted):
        yield error("order-lines", place, value=len(grid) - 1, expected=len(wanted) - 1)
    for at, (row, right) in enumerate(zip(grid, wanted, strict=False)):
        if len(row) != len(right):
            yield error("order-columns", place, value=len(row), expected=len(right))
            return
        for column, (value, expected) in enumerate(zip(row, right, strict=True)):
            if expected is not None and value != expected:
                cell = Location(place.file, place.sheet, address(at, column))
                yield error("order-cell", cell, value=_said(value), expected=_said(expected))


def _said(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _ink(ink: tuple[float, ...]) -> str:
    if ink == _PAPER:
        return "白"
    parts = (f"{letter}{share * 100:g}" for letter, share in zip("CMYK", ink, strict=True))
    return f"{_INKS.get(ink, '专定色')} {' '.join(parts)}"


def _sums(lines: Sequence[Line]) -> Iterator[Wanted]:
    """Signs that are alike together, and all."""
    alike: dict[Wanted, list[Line]] = {}
    for line in lines:
        made = (line.material or _UNSAID, line.process or _UNSAID)
        alike.setdefault((line.sign, line.width, line.height, *made), []).append(line)
    for key, held in alike.items():
        yield *key, *_sum(held)
    yield "合计", "", "", "", "", *_sum(lines)


def _sum(lines: Sequence[Line]) -> tuple[int, int, float]:
    area = sum(line.quantity * line.width * line.height for line in lines) / 1e6
    return len(lines), sum(line.quantity for line in lines), round(area, 2)


def _recall(recall: Recalled) -> Wanted:
    reason = _REASONS.get(recall.reason, f"已并入{recall.successor}")
    return (
        *(recall.township_name, recall.village, recall.name, recall.sign, recall.wording, recall.quantity),
        *(recall.batch, recall.number, reason),
    )


def _check_notes(grid: Grid, place: Location, papers: OrderPapers) -> Iterator[Finding]:
    """What the order is; '' where its line should not be there."""
    found = {str(row[0]): str(row[1]) for row in reversed(grid) if len(row) > 1 and row[0]}
    for label, expected in _notes(papers):
        value = found.get(label, "")
        if not value.startswith(expected) if label in _BEGINS else value != expected:
            yield error("order-note", place, label=label, value=value, expected=expected)


_CONTOUR = "刀线（CutContour）"
_BEGINS = {_CONTOUR}  # the rest says what to do with it


def _notes(papers: OrderPapers) -> Iterator[tuple[str, str]]:
    day, (width, height) = papers.day, papers.stock
    faces, pieces, area = _sum(papers.lines)
    villages = len({line.village for line in papers.lines})
    numbers = "、".join(map(str, papers.loose))
    yield "示例", "这是示例项目的下单表，不得据以制作" if papers.specimen else ""
    yield "县（市、区）", papers.county
    yield "批次", papers.batch
    yield "下单日期", f"{day.year}年{day.month}月{day.day}日"
    yield "只含变动", f"与批次 {papers.since} 相比有变动的标牌" if papers.since else ""
    yield "清单版本", papers.edition
    yield "挂牌方案", papers.scheme
    yield "数量", f"{villages} 个村（社区），牌面 {faces} 种，共 {pieces} 块，{area:.2f} 平方米"
    yield "印码台账", f"到第 {papers.head} 行，指纹 {papers.fingerprint}" if papers.head else "空白"
    recalled = sum(old.quantity for old in papers.recalls)
    yield "收回旧牌", f"共 {recalled} 块，见“收回”页" if recalled else ""
    yield "拼版板材", f"{width:g}×{height:g} 毫米" if faces else ""
    yield "没有拼版", f"第 {numbers} 号不在拼版里，照单件文件做" if numbers else ""
    yield _CONTOUR, f"印刷文件里{'有' if papers.cut_contour else '没有'}" if faces else ""
