"""Order sheets that say what was ordered, and each way in which one can say something else."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from listgen.build.expected_orders import order_records
from listgen.build.expected_outputs import sign_facts
from listgen.build.order_jobs import FOLDER, ORDER_SHEET, with_files
from listgen.build.receipt import receipt_of
from listgen.documents.receipt import render_receipt
from listgen.orders.batch import Batch, Head, Owner
from listgen.orders.record import with_hashes
from listgen.orders.sheet import render_order_sheet
from listgen.typeset.faces import Faces
from listgen.verify import verify_file, verify_output
from listgen.verify.facts import FactError, Facts
from listgen.verify.order_papers import OrderPapers, read_papers
from listgen.verify.order_sheet import check_order_sheet
from tests.documents.samples import shipped_template
from tests.orders.samples import HALL, PARTY, RECALL, batch_of, ordered
from tests.orders.test_sheet import TEXT
from tests.verify import county
from tests.verify.papers import docx

BAISHI = Owner("00003", "白石村", "02", "白石乡", "village")
WIDE = replace(PARTY, width=350.5, height=2500)  # no sheet of stock takes it
NAME = "下单表.xlsx"
SIGNS, SUMS, RECALLS, FILES, NOTES = "下单表", "汇总", "收回", "文件", "说明"


def made(batch: Batch) -> Batch:
    """With all its files, each with a hash of its own, but that of its own sheet."""
    batch = with_files(batch)
    held = (*(file for sign in batch.signs for file in sign.files), *batch.files)
    paths = (file.path for file in held if file.path != ORDER_SHEET)
    return with_hashes(batch, {path: hashlib.sha256(path.encode()).hexdigest() for path in paths})


BATCH = made(
    batch_of(
        (ordered(1), ordered(2, HALL, quantity=3), ordered(3, WIDE, BAISHI), ordered(4, PARTY, BAISHI)),
        recalls=(RECALL, replace(RECALL, owner=BAISHI, reason="replaced", successor="")),
        since="2026-01",
    )
)
BARE = made(batch_of([ordered(1)], specimen=False, ledger=Head(0, ""), cut_contour=True))


def record(batch: Batch = BATCH) -> dict[str, Any]:
    """As data/expected.json tells it."""
    found = order_records([batch], sign_facts, Faces(()))
    return json.loads(json.dumps(found[0]))  # type: ignore[no-any-return]


@cache
def papers(batch: Batch = BATCH) -> OrderPapers:
    found = read_papers(Facts(record(batch), "orders[0]"))
    assert found is not None
    return found


def hashes(batch: Batch = BATCH) -> dict[str, str]:
    held = (*batch.files, *(file for sign in batch.signs for file in sign.files))
    return {f"{FOLDER}/{batch.name}/{file.path}": file.sha256 for file in held}


@cache
def sheet(batch: Batch = BATCH) -> bytes:
    return render_order_sheet(batch, TEXT)


def found(
    data: bytes, wanted: OrderPapers | None, known: dict[str, str] | None = None
) -> set[tuple[str, str, str]]:
    """Slugs, sheets and cells."""
    findings = check_order_sheet(data, NAME, wanted, hashes() if known is None else known)
    return {(one.slug, one.location.sheet, one.location.cell) for one in findings}


@pytest.mark.parametrize(
    "batch", [BATCH, BARE, made(batch_of(recalls=(RECALL,)))], ids=["full", "bare", "old"]
)
def test_a_sound_sheet(batch: Batch) -> None:
    assert found(sheet(batch), papers(batch), hashes(batch)) == set()
    assert found(sheet(batch), None) == set()


def line(number: int, /, **changes: Any) -> OrderPapers:
    """One line was ordered otherwise."""
    lines = list(papers().lines)
    lines[number - 1] = replace(lines[number - 1], **changes)
    return replace(papers(), lines=tuple(lines))


def signs(cell: str) -> tuple[str, str, str]:
    return ("order-cell", SIGNS, cell)


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"number": 9}, "A3"),
        ({"township_name": "清溪镇"}, "B3"),
        ({"village": "00002"}, "C3"),
        ({"name": "青岩村"}, "D3"),
        ({"sign": "大厅横牌"}, "E3"),
        ({"wording": HALL.wording + "会"}, "F3"),
        ({"lines": HALL.lines[:1]}, "G3"),
        ({"width": 1600.5}, "H3"),
        ({"height": 1600}, "I3"),
        ({"material": ""}, "J3"),
        ({"process": "蚀刻"}, "K3"),
        ({"quantity": 2}, "L3"),
        ({"inks": ((0.0, 1.0, 1.0, 0.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.9))}, "M3"),
        ({"inks": ((0.0, 1.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))}, "M3"),
        ({"url": ""}, "N3"),
        ({"url": "https://fw.lanxi.example/qingdan/000021/"}, "N3"),
    ],
)
def test_another_sign_was_ordered(changes: dict[str, Any], cell: str) -> None:
    assert signs(cell) in found(sheet(), line(2, **changes))


@pytest.mark.parametrize(("at", "columns"), [(0, ("O", "R")), (1, ("P", "S")), (2, ("Q", "T"))])
def test_another_file_or_another_hash(at: int, columns: tuple[str, str]) -> None:
    path = papers().lines[1].files[at]
    assert found(sheet(), papers(), hashes() | {path: "f" * 64}) == {signs(f"{columns[1]}3")}
    files = list(papers().lines[1].files)
    files[at] = f"{FOLDER}/2026-02/印刷/别的.pdf"
    assert signs(f"{columns[0]}3") in found(sheet(), line(2, files=tuple(files)))


def test_a_file_that_is_not_there_has_no_hash_to_compare() -> None:
    assert found(sheet(), papers(), {}) == set()


def test_two_signs_in_each_others_place() -> None:
    first, second, *rest = papers().lines
    assert signs("A2") in found(sheet(), replace(papers(), lines=(second, first, *rest)))


@pytest.mark.parametrize("lines", [papers().lines[:-1], (*papers().lines, papers().lines[0])])
def test_a_sign_more_or_less(lines: Any) -> None:
    assert ("order-lines", SIGNS, "") in found(sheet(), replace(papers(), lines=lines))


def test_what_is_shifted_is_told_a_few_times() -> None:
    many = replace(papers(), lines=papers().lines[1:] * 9)
    findings = [one for one in check_order_sheet(sheet(), NAME, many) if one.location.sheet == SIGNS]
    assert len(findings) == 10


def recall(**changes: Any) -> OrderPapers:
    first, *rest = papers().recalls
    return replace(papers(), recalls=(replace(first, **changes), *rest))


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (recall(township_name="清溪镇"), "A2"),
        (recall(village="00002"), "B2"),
        (recall(name="青岩村"), "C2"),
        (recall(sign="委员会牌"), "D2"),
        (recall(wording=PARTY.wording[:-1]), "E2"),
        (recall(quantity=1), "F2"),
        (recall(batch="2025-01"), "G2"),
        (recall(number=8), "H2"),
        (recall(reason="dissolved"), "I2"),
        (recall(successor="青岩村"), "I2"),
    ],
)
def test_another_sign_comes_down(wanted: OrderPapers, place: str) -> None:
    faults = found(sheet(), wanted)
    assert faults - {("order-note", NOTES, "")} == {("order-cell", RECALLS, place)}
    assert (("order-note", NOTES, "") in faults) is (place == "F2")  # the sum is said there


def test_the_sums_are_those_of_the_lines() -> None:
    assert found(sheet(), line(1, quantity=2)) == {
        *(("order-cell", SUMS, cell) for cell in ("G2", "H2", "G5", "H5")),
        signs("L2"),
        ("order-note", NOTES, ""),
    }
    assert ("order-lines", SUMS, "") in found(sheet(), line(1, width=400))


def test_files_of_the_whole_batch() -> None:
    whole = papers().files
    assert found(sheet(), papers(), hashes() | {whole[0]: "f" * 64}) == {("order-cell", FILES, "B2")}
    assert found(sheet(), replace(papers(), files=whole[:-1])) == {("order-lines", FILES, "")}
    moved = replace(papers(), files=(f"{FOLDER}/2026-02/别的.pdf", *whole[1:]))
    assert ("order-cell", FILES, "A2") in found(sheet(), moved)


@pytest.mark.parametrize(
    ("batch", "changes"),
    [
        (BATCH, {"batch": "2026-03"}),
        (BATCH, {"county": "清溪县"}),
        (BATCH, {"day": date(2026, 12, 2)}),
        (BATCH, {"edition": "2026-2"}),
        (BATCH, {"scheme": "一横五竖"}),
        (BATCH, {"since": ""}),
        (BATCH, {"since": "2025-01"}),
        (BATCH, {"specimen": False}),
        (BATCH, {"cut_contour": True}),
        (BATCH, {"stock": (1000.0, 2000.0)}),
        (BATCH, {"head": 4}),
        (BATCH, {"head": 0}),
        (BATCH, {"fingerprint": "0123-4567-89AB-CDEE"}),
        (BATCH, {"loose": ()}),
        (BARE, {"cut_contour": False}),
        (BARE, {"head": 1}),
        (BARE, {"loose": (1,)}),
    ],
)
def test_another_order(batch: Batch, changes: dict[str, Any]) -> None:
    assert found(sheet(batch), replace(papers(batch), **changes), hashes(batch)) == {
        ("order-note", NOTES, "")
    }


def test_a_specimen_says_so_on_every_page() -> None:
    missing = found(sheet(BARE), replace(papers(BARE), specimen=True), hashes(BARE))
    assert {one[:2] for one in missing} == {
        ("order-note", NOTES),
        *(("specimen-missing", name) for name in (NOTES, SIGNS, SUMS, FILES)),
    }


def test_recalls_have_a_sheet_where_there_are_any() -> None:
    assert ("order-sheets", "", "") in found(sheet(), replace(papers(), recalls=()))
    assert ("order-sheets", "", "") in found(sheet(BARE), replace(papers(BARE), recalls=papers().recalls))


def edited(part: str, old: str, new: str) -> bytes:
    """The sound sheet, one of whose parts is another."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet())) as sound, zipfile.ZipFile(data, "w") as changed:
        for entry in sound.infolist():
            content = sound.read(entry)
            if entry.filename == part:
                text = content.decode()
                assert re.search(old, text), old
                content = re.sub(old, new, text, count=1).encode()
            changed.writestr(entry, content)
    return data.getvalue()


def added(name: str, content: str = "x") -> bytes:
    """The sound sheet with a part more."""
    data = io.BytesIO(sheet())
    with zipfile.ZipFile(data, "a") as package:
        package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return data.getvalue()


BOOK, LINES, LOOKS = "xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"
LINKED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="t" Target="https://x.example/" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("data", "slug", "place"),
    [
        (
            edited(LINES, r'<c r="L3"[^>]*><v>3</v>', '<c r="L3"><f>1+2</f><v>3</v>'),
            "workbook-formula",
            (SIGNS, "L3"),
        ),
        (edited(LINES, r'<row r="3"', '<row hidden="1" r="3"'), "workbook-hidden", (SIGNS, "")),
        (edited(LINES, r'<row r="3" ht="[^"]*"', '<row r="3" ht="0"'), "workbook-hidden", (SIGNS, "")),
        (edited(LINES, r"<col ", '<col hidden="true" '), "workbook-hidden", (SIGNS, "")),
        (
            edited(BOOK, 'sheetId="2" state="visible"', 'sheetId="2" state="hidden"'),
            "workbook-hidden",
            (SIGNS, ""),
        ),
        (edited(LINES, "</sheetData>", "</sheetData><hyperlinks/>"), "workbook-extra", (SIGNS, "")),
        (edited(LOOKS, 'numFmtId="0"(?=[^>]*xfId="3")', 'numFmtId="1"'), "workbook-format", (SIGNS, "H4")),
        (edited(LOOKS, 'numFmtId="49"(?=[^>]*xfId="1")', 'numFmtId="164"'), "workbook-format", (SIGNS, "F2")),
        (added("xl/vbaProject.bin"), "package-active", ("", "")),
        (added("xl/connections.xml", "<x/>"), "workbook-extra", ("", "")),
        (added("xl/worksheets/_rels/sheet2.xml.rels", LINKED), "package-external", ("", "")),
        (edited(LINES, "<t>", "<t>_x4E00_"), "order-cell", (SIGNS, "A1")),
        (edited(LINES, "<is><t>", "<is><r><t>x</t></r><t>"), "workbook-unreadable", ("", "")),
        (edited(LINES, 't="inlineStr"', 't="b"'), "workbook-unreadable", ("", "")),
        (edited(LINES, 'r="B2"', 'r="A2"'), "workbook-unreadable", ("", "")),
        (edited(LINES, 'r="T5"', 'r="T999999"'), "workbook-unreadable", ("", "")),
        (edited(LINES, 'r="T5"', 'r="U5"'), "order-columns", (SIGNS, "")),
        (edited(BOOK, 'r:id="rId2"', 'r:id="rId99"'), "workbook-unreadable", ("", "")),
    ],
)
def test_edited_files(data: bytes, slug: str, place: tuple[str, str]) -> None:
    assert (slug, *place) in found(data, papers())


def test_shared_texts_are_read_as_well() -> None:
    """Other programs write texts so."""
    shared = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>党组织牌</t></si></sst>'
    data = io.BytesIO(
        edited(LINES, r'<c r="E2"([^>]*) t="inlineStr"><is><t>[^<]*</t></is>', r'<c r="E2"\1 t="s"><v>0</v>')
    )
    with zipfile.ZipFile(data, "a") as package:
        package.writestr(zipfile.ZipInfo("xl/sharedStrings.xml", (1980, 1, 1, 0, 0, 0)), shared)
    assert found(data.getvalue(), papers()) == set()


@pytest.mark.parametrize("data", [b"", b"PK", sheet()[:900]], ids=len)
def test_broken_files(data: bytes) -> None:
    assert found(data, papers()) == {("workbook-unreadable", "", "")}


def test_a_sheet_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(sheet())
    assert verify_file(tmp_path / NAME) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda told: told.pop("county"), "county"),
        (lambda told: told.pop("ledger"), "ledger"),
        (lambda told: told["signs"][1].pop("quantity"), "signs[1].quantity"),
        (lambda told: told["signs"][1].update(trim_mm=[1]), "signs[1].trim_mm"),
        (lambda told: told["recalls"][0].pop("owner"), "recalls[0].owner"),
        (lambda told: told.update(sheet_mm=[]), "sheet_mm"),
        (lambda told: told.update(day="昨天"), "day"),
    ],
)
def test_an_order_told_wrongly(change: Callable[[dict[str, Any]], object], where: str) -> None:
    told = record()
    change(told)
    with pytest.raises(FactError) as fault:
        read_papers(Facts(told, "orders[0]"))
    assert fault.value.where == f"orders[0].{where}"


def test_an_order_without_papers() -> None:
    assert read_papers(Facts({"batch": "一"}, "orders[0]")) is None


RECEIPT = f"{FOLDER}/2026-02/分发签收单.docx"
PATH = f"{FOLDER}/2026-02/{NAME}"
OTHER = docx(before="<w:p><w:r><w:t>示例</w:t></w:r></w:p>")
BUILT = made(batch_of([ordered(1, owner=Owner("00173", "青石村", "01", "清河镇", "village"))]))


def papers_in(out: Path, monkeypatch: pytest.MonkeyPatch, made: dict[str, bytes]) -> set[tuple[str, str]]:
    """What verify finds in the papers of an order in OUT, whose other files are left out."""
    receipt = render_receipt(shipped_template("receipt"), receipt_of(BUILT))
    known = hashes(BUILT) | {RECEIPT: hashlib.sha256(receipt).hexdigest()}
    batch = with_hashes(
        BUILT, {path.removeprefix(f"{FOLDER}/2026-02/"): hash_ for path, hash_ in known.items()}
    )
    data = {RECEIPT: receipt, PATH: sheet(batch)} | made
    for path in data:
        monkeypatch.setitem(county.KINDS, path, ("order", "county", "lanxi"))
    written = {path: content for path, content in data.items() if content}
    county.write(
        out, lambda files: files.update(written), lambda expected: expected.update(orders=[record(BUILT)])
    )
    findings = verify_output(out).findings
    return {(one.slug, one.location.file) for one in findings if one.location.file in data}


@pytest.mark.parametrize(
    ("made", "slugs"),
    [
        ({}, set[tuple[str, str]]()),
        ({PATH: sheet(BUILT)}, {("order-cell", PATH)}),  # the receipt's hash is another
        ({PATH: b""}, {("output-missing", PATH)}),
        ({PATH: b"PK"}, {("workbook-unreadable", PATH)}),
        ({RECEIPT: b""}, {("output-missing", RECEIPT)}),
        ({RECEIPT: OTHER}, {("receipt-lists", RECEIPT), ("order-cell", PATH)}),
    ],
    ids=["sound", "another sheet", "no sheet", "broken", "no receipt", "another receipt"],
)
def test_papers_of_a_build(
    made: dict[str, bytes],
    slugs: set[tuple[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert papers_in(tmp_path, monkeypatch, made) == slugs
