"""The PDF writer, read back by pikepdf and pdfium."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from listgen.drawing.pdf import CONDITIONS, PageSizeError, render_pdf
from listgen.units import pt_to_mm
from tests.drawing.shapes import sign

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
        (100, -6, "black"),  # a centre mark
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
