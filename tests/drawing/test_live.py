"""Pages of live text, read back by poppler, qpdf, pikepdf and pdfium."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from listgen.drawing.live import Block, Outlined, Page, Picture, Text, render_live
from listgen.drawing.model import Ink, Rect
from listgen.drawing.screen import screen_colour
from listgen.typeset.face import Face, MissingGlyphError
from listgen.units import pt_to_mm
from tests.drawing.shapes import sign
from tests.typeset.shipped import SANS, SERIF

LINES = ("莫𡐓村村民委员会", "塘㙍村综合服务大厅", "https://fw.lanxi.example/001733/", "“一二”—（3 × 4 mm）")


def page(*texts: str, face: Face = SANS) -> Page:
    return Page(210, 297, tuple(Text(text, face, 5, 20, 250 - 10 * at) for at, text in enumerate(texts)))


def run(data: bytes, folder: Path, tool: str, *options: str) -> str:
    """What a program says of the file `page.pdf`, which it has to find sound."""
    (folder / "page.pdf").write_bytes(data)
    done = subprocess.run([tool, *options], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def pixels(data: bytes, per_mm: float = 4) -> Image.Image:
    image: Image.Image = (
        pypdfium2.PdfDocument(data)[0].render(scale=per_mm * 25.4 / 72).to_pil().convert("RGB")
    )
    return image


@pytest.mark.parametrize("face", [SANS, SERIF], ids=["sans", "serif"])
def test_text_comes_back_exactly(face: Face, tmp_path: Path) -> None:
    data = render_live([page(*LINES, face=face)], "校样")
    assert run(data, tmp_path, "pdftotext", "-raw", "page.pdf", "-").split("\f")[0].splitlines() == list(
        LINES
    )
    assert pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().split("\r\n") == list(LINES)


def test_fonts_are_embedded_subsets(tmp_path: Path) -> None:
    data = render_live([page(*LINES), page("青石村", face=SERIF)], "校样")
    fonts = [line.split() for line in run(data, tmp_path, "pdffonts", "page.pdf").splitlines()[2:]]
    assert [font[0].partition("+")[2] for font in fonts] == ["NotoSansCJKSCBold", "NotoSerifCJKSCBlack"]
    assert all(font[1:7] == ["CID", "TrueType", "Identity-H", "yes", "yes", "yes"] for font in fonts)


def test_the_file_is_sound(tmp_path: Path) -> None:
    pages = [page(*LINES), Page(210, 297, (Picture(sign(), 20, 20, 0.5),), "青石村"), page("尾")]
    data = render_live(pages, "校样（岚溪县）")
    run(data, tmp_path, "qpdf", "--check", "page.pdf")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo["/Title"]) == "校样（岚溪县）"
        assert sorted(pdf.docinfo.keys()) == ["/Creator", "/Producer", "/Title"]
        assert str(pdf.Root["/ViewerPreferences"]["/PrintScaling"]) == "/None"
        assert [round(pt_to_mm(float(edge)), 3) for edge in pdf.pages[0].mediabox] == [0, 0, 210, 297]
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["青石村"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_bookmarks(count: int, tmp_path: Path) -> None:
    names = [f"第{number}村" for number in range(count)]
    data = render_live([page("首"), *(Page(210, 297, (), name) for name in names)], "校样")
    run(data, tmp_path, "qpdf", "--check", "page.pdf")
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == names
        destinations: list[Any] = [entry.destination for entry in outline.root]
        assert [place[0].objgen for place in destinations] == [page.obj.objgen for page in pdf.pages][1:]


@pytest.mark.parametrize(
    ("x", "y", "colour"),  # mm from the lower left corner of the page
    [
        (22, 22, (227, 6, 19)),  # the board's red
        (19, 22, (255, 255, 255)),  # its bleed is cut off
        (31, 36, (255, 255, 255)),  # the ring
        (40, 45, (227, 6, 19)),  # its hole
        (82, 35.25, (0, 0, 0)),  # the rule
        (22, 15, (255, 255, 255)),  # the slug is not shown
        (151, 101, (0, 128, 0)),  # the block
        (150, 205, (102, 102, 102)),  # the frame's side
        (155, 205, (255, 255, 255)),  # what it frames
    ],
)
def test_what_is_where(x: float, y: float, colour: tuple[int, int, int]) -> None:
    marks = (
        Picture(sign(), 20, 20, 0.5),
        Block((Rect(150, 100, 5, 5),), (0, 128 / 255, 0)),
        Outlined(Rect(150, 200, 10, 10), 1, (0.4, 0.4, 0.4)),
    )
    image = pixels(render_live([Page(210, 297, marks)], "校样"))
    seen = image.getpixel((round(x * 4), round((297 - y) * 4)))
    assert seen == pytest.approx(colour, abs=3)


def test_a_glyph_is_held_once() -> None:
    once = render_live([Page(210, 297, (Picture(sign(), 20, 20, 0.5),))], "校样")
    many = render_live([Page(210, 297, (Picture(sign(), 20, 20, 0.5),))] * 3, "校样")
    assert once.count(b"/Form") == many.count(b"/Form") == 1


def test_same_pages_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_live([page(*LINES)], "校样")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert render_live([page(*LINES)], "校样") == first
    assert render_live([page(*LINES[:3])], "校样") != first


def test_a_missing_character_is_refused() -> None:
    with pytest.raises(MissingGlyphError):
        render_live([page("村\U0002348d")], "校样")


@pytest.mark.parametrize(
    ("ink", "colour"),
    [
        (Ink(0, 0, 0, 0), (255, 255, 255)),
        (Ink(0, 0, 0, 1), (0, 0, 0)),
        (Ink(0, 1, 1, 0), (227, 6, 19)),
        (Ink(0, 0, 0, 0.5), (127.5, 127.5, 127.5)),
        (Ink(0, 0.5, 0, 0), (242.5, 127.5, 190.5)),
    ],
)
def test_screen_colours(ink: Ink, colour: tuple[float, ...]) -> None:
    assert [part * 255 for part in screen_colour(ink)] == pytest.approx(colour)
