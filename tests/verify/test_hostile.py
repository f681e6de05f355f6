"""Spoilt files of every format give findings, never a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listgen.findings import Finding
from listgen.verify.codes import check_code_file, check_sign_code
from listgen.verify.dxf_image import DxfError, UnitsError, read_dxf
from listgen.verify.expected import read_expected
from listgen.verify.facts import FactError
from listgen.verify.manifest import read_manifest
from listgen.verify.order_sheet import check_order_sheet
from listgen.verify.pdf import check_pdf
from listgen.verify.promised import Code, CodeFile
from listgen.verify.proof import check_proof
from listgen.verify.receipt import check_receipt
from listgen.verify.site import PageError, check_page, read_page
from listgen.verify.svg_image import SvgError, read_svg
from listgen.verify.word import check_docx
from tests.orders.proofs import expected_of, proof
from tests.verify.county import BOOKLET, CODE, CODE_DXF, CODE_PDF, HALL, PICTURE, VILLAGE, files
from tests.verify.papers import GROUND, LINK, MARKS, pdf, saved
from tests.verify.test_order_sheet import papers, sheet
from tests.verify.test_receipt import receipt

PROOF = "下单/2026-02/校样.pdf"
SHEET, RECEIPT = "下单/2026-02/下单表.xlsx", "下单/2026-02/分发签收单.docx"
SOUND = files() | {PROOF: proof("00008"), SHEET: sheet(), RECEIPT: receipt()}
CHECKS: dict[str, Callable[[bytes], Iterable[Finding]]] = {
    HALL: lambda data: check_pdf(data, "x.pdf"),
    BOOKLET: lambda data: check_docx(data, "x.docx"),
    CODE: lambda data: check_code_file(data, CodeFile("x", "svg", LINK, "Q")),
    PICTURE: lambda data: check_code_file(data, CodeFile("x", "png", LINK, "Q")),
    CODE_PDF: lambda data: check_code_file(data, CodeFile("x", "pdf", LINK, "Q")),
    CODE_DXF: lambda data: check_code_file(data, CodeFile("x", "dxf", LINK, "Q")),
    VILLAGE: lambda data: check_page(read_page(data), VILLAGE, set()),
    PROOF: lambda data: check_proof(data, "x.pdf", expected_of("00008")),
    SHEET: lambda data: check_order_sheet(data, "x.xlsx", papers()),
    RECEIPT: lambda data: check_receipt(data, "x.docx", papers()),
}
HOSTILE = [
    b"",
    b"\x00",
    b"<!DOCTYPE",
    b"<",
    b"((",
    b"99999999999999999999",
    b"\xff\xfe",
    b" Do ",
    b"/All",
    b"-",
    b"1e999",
    b"\nEOF\n",
    b"\n  0\nLWPOLYLINE\n",
]
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
KEYS = st.sampled_from(["schema", "county", "owners", "outputs", "failed", "rows", "id"])


@st.composite
def spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with up to four stretches replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(data) - 1, 0)))
        end = start + draw(st.integers(0, 40))
        data = data[:start] + draw(st.sampled_from(HOSTILE) | st.binary(max_size=8)) + data[end:]
    return data


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.rpartition("/")[2])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_spoilt_files(path: str, data: st.DataObject) -> None:
    try:
        list(CHECKS[path](data.draw(spoilt(SOUND[path]))))
    except PageError:
        assert path == VILLAGE


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_spoilt_content(data: st.DataObject) -> None:
    """Content streams, which compression would otherwise keep from being spoilt in interesting ways."""
    made = pdf(GROUND, MARKS)
    content = made.pages[0].obj["/Contents"]
    content.write(data.draw(spoilt(content.read_bytes())))
    list(check_pdf(saved(made), "x.pdf"))


PARTS = st.sampled_from(["xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml"])


@settings(max_examples=200, deadline=None)
@given(part=PARTS, data=st.data())
def test_spoilt_parts_of_a_workbook(part: str, data: st.DataObject) -> None:
    """What a zip's checksums would otherwise keep from being spoilt."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet())) as sound, zipfile.ZipFile(made, "w") as changed:
        for entry in sound.infolist():
            content = sound.read(entry)
            changed.writestr(entry, data.draw(spoilt(content)) if entry.filename == part else content)
    list(check_order_sheet(made.getvalue(), "x.xlsx", papers()))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_spoilt_signs_with_codes(data: st.DataObject) -> None:
    code = Code(LINK, "Q", None)
    list(check_sign_code(data.draw(spoilt(SOUND[HALL])), HALL, code))


@settings(max_examples=200, deadline=None)
@given(st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner)))
def test_any_json(value: object) -> None:
    data = json.dumps(value).encode()
    for read in (read_expected, read_manifest):
        try:
            read(data)
        except FactError as fault:
            assert fault.where


@settings(max_examples=200, deadline=None)
@given(st.text("MmHhVvLlZz0123456789.,- e", max_size=60))
def test_any_path(path: str) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{path}"/></svg>'
    with contextlib.suppress(SvgError):
        read_svg(data.encode())


CODES = st.sampled_from(["0", "8", "10", "20", "70", "90", "9", "2", "x"])
VALUES = st.sampled_from(
    ["SECTION", "ENDSEC", "ENTITIES", "LWPOLYLINE", "CUT", "ENGRAVE", "1", "4", "0.5", "nan", "-1e9"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(CODES, VALUES), max_size=40))
def test_any_groups(groups: list[tuple[str, str]]) -> None:
    """Group codes in any order after a sound header."""
    head = SOUND[CODE_DXF].decode().partition("  2\nENTITIES\n")[0]
    text = head + "  2\nENTITIES\n" + "".join(f"{code}\n{value}\n" for code, value in groups)
    with contextlib.suppress(DxfError, UnitsError):
        read_dxf((text + "  0\nENDSEC\n  0\nEOF\n").encode())
