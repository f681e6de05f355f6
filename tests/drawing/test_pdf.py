"""The PDF writer, read back by pikepdf and pdfium."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from listgen.drawing.model import Drawing, Rect
from listgen.drawing.pdf import CONDITIONS, PageSizeError, render_pages, render_pdf
from listgen.typeset.outline import Placed
from listgen.units import pt_to_mm
from tests.drawing.shapes import RING, sign

FOGRA39 = CONDITIONS["FOGRA39"]


def pixels(data: bytes, per_mm: float = 2) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    image: Image.Image = page.render(scale=per_mm * 25.4 / 72).to_pil().convert("RGB")
    return image


@pytest.mark.parametrize(
    ("box", "corners"),
    [
        ("/MediaBox", [0, 0, 230, 130]),
        ("/BleedBox", [12, 12, 218, 118]),
        ("/TrimBox", [15, 15, 215, 115]),
    ],
)
def test_boxes_at_real_size(box: str, corners: list[float]) -> None:
    with pikepdf.open(BytesIO(render_pdf(sign(), FOGRA39))) as pdf:
        measured = [pt_to_mm(float(corner)) for corner in pdf.pages[0].obj[box].as_list()]
    assert measured == pytest.approx(corners, abs=1e-4)


def test_the_file_is_pdf_x() -> None:
    with pikepdf.open(BytesIO(render_pdf(sign(), FOGRA39))) as pdf:
        assert pdf.pdf_version == "1.4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        assert str(pdf.docinfo["/Title"]) == "青石村村民委员会"
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        intent = pdf.Root["/OutputIntents"][0]
        assert (str(intent["/S"]), str(intent["/OutputConditionIdentifier"])) == ("/GTS_PDFX", "FOGRA39")
        assert sorted(pdf.pages[0].obj["/Resources"].keys()) == ["/ColorSpace"]


@pytest.mark.parametrize(
    ("x", "y", "colour"),  # mm from the trim's upper left
    [
        (5, 5, "red"),
        (-2, -2, "red"),  # bleed
        (-5, -5, "white"),  # beyond it
        (22, 32, "white"),  # the ring
        (40, 50, "red"),  # its hole
        (125, 69.5, "black"),  # the rule
        (0, -8, "black"),  # a crop mark
        (100, -6.5, "black"),  # the cross of a registration mark
        (100, -8.5, "black"),
        (101.5, -6.5, "black"),  # its circle
        (101, -6, "white"),
        (206.5, 50, "black"),
        (0, -3.5, "white"),  # the gap before a mark
    ],
)
def test_what_is_where(x: float, y: float, colour: str) -> None:
    left, top = round((x + 15) * 20), round((y + 15) * 20)
    pixel = pixels(render_pdf(sign(), FOGRA39), 20).crop((left, top, left + 1, top + 1))
    red, green, blue = pixel.tobytes()
    seen = "white" if min(red, green, blue) > 200 else "black" if max(red, green, blue) < 90 else "red"
    assert seen == colour


@pytest.mark.parametrize(("width", "fits"), [(5049.9, True), (5050.1, False), (5080, False)])
def test_pages_over_5080_mm_are_refused(width: float, fits: bool) -> None:
    if fits:
        assert render_pdf(sign(width=width), FOGRA39)
    else:
        with pytest.raises(PageSizeError):
            render_pdf(sign(width=width), FOGRA39)


def test_same_drawing_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_pdf(sign(), FOGRA39)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert render_pdf(sign(), FOGRA39) == first
    assert render_pdf(sign(height=101), FOGRA39) != first


@pytest.mark.parametrize("title", ["青石村", "𡐓上村（试点）", "a\\b)(c", ""])
def test_titles_survive(title: str) -> None:
    with pikepdf.open(BytesIO(render_pdf(sign(title=title), FOGRA39))) as pdf:
        assert str(pdf.docinfo["/Title"]) == title


@pytest.mark.parametrize("ordered", [False, True])
def test_a_cut_contour_is_a_spot_that_overprints(ordered: bool) -> None:
    with pikepdf.open(BytesIO(render_pdf(sign(), FOGRA39, cut_contour=ordered))) as pdf:
        page = pdf.pages[0]
        names = [str(name) for _, name in _spots(page)]
        assert names == ["/All", *["/CutContour"] * ordered]
        states = page.resources.get("/ExtGState", pikepdf.Dictionary())
        assert [dict(state.items()) for _, state in states.items()] == [
            {"/OP": True, "/op": True, "/OPM": 1}
        ] * ordered
        lines = page.obj["/Contents"].read_bytes().decode().splitlines()
        assert lines.count("q /Overprint gs /CutContour CS 1 SCN 0.1 w") == ordered
        assert lines.count("0 0 200 100 re S") == ordered


def _spots(page: pikepdf.Page) -> list[tuple[str, pikepdf.Object]]:
    return sorted((name, space[1]) for name, space in page.resources["/ColorSpace"].items())


def test_a_cut_of_another_shape() -> None:
    """A rectangle and the two circles of the ring's outline and hole, in mm, at the line's own width."""
    cut = replace(sign(), cut=(Rect(1, 2, 3, 4), Placed(RING, 20, 30, 0.04, 0.02)))
    with pikepdf.open(BytesIO(render_pdf(cut, FOGRA39, cut_contour=True))) as pdf:
        content = pdf.pages[0].obj["/Contents"].read_bytes().decode()
    assert "\n1 2 3 4 re S\n20 30 m 60 30 l 60 50 l 20 50 l h 40 35 m 34.48 35 30 37.24 30 40 c" in content


def test_many_pages_are_the_single_ones() -> None:
    drawings = [sign(), sign(width=300), sign(height=60)]

    def given() -> Iterator[Drawing]:
        yield from drawings

    data = render_pages(given(), "三块牌", FOGRA39)
    assert data == render_pages(drawings, "三块牌", FOGRA39) != render_pages(drawings[:2], "三块牌", FOGRA39)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "三块牌"
        assert len(pdf.pages) == 3
        for page, drawing in zip(pdf.pages, drawings, strict=True):
            with pikepdf.open(BytesIO(render_pdf(drawing, FOGRA39))) as single:
                [alone] = single.pages
                assert page.obj["/Contents"].read_bytes() == alone.obj["/Contents"].read_bytes()
                for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
                    assert page.obj[box].as_list() == alone.obj[box].as_list()


def test_no_pages_are_no_file() -> None:
    with pytest.raises(ValueError, match="without pages"):
        render_pages((), "无", FOGRA39)
