"""Codes read from final files, and each way in which one can be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from listgen.drawing.dxf import render_dxf
from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.drawing.svg import render_svg
from listgen.findings import Severity
from listgen.qr.png import render_png
from listgen.qr.symbol import encode
from listgen.signage.code import draw_code
from listgen.verify.codes import check_code_file, check_codes, check_sign_code, check_target
from listgen.verify.facts import Facts
from listgen.verify.promised import Code, CodeFile, Expected, Owner
from tests.verify.papers import BASE, LINK, pdf, saved, symbol_content

OTHER = BASE + "001740/"


def sign_slugs(*content: str, link: str = LINK, level: str = "Q", module: float | None = None) -> set[str]:
    made = pdf("0 1 1 0 k -3 -3 306 256 re f", *content, height=250)
    return {
        finding.slug for finding in check_sign_code(saved(made), "厅.pdf", Code(link, level, module, 1.0))
    }


def symbol(**changes: object) -> str:
    given = {"link": LINK, "x": 50, "y": 50, "module": 4.1, **changes}
    return symbol_content(**given)  # type: ignore[arg-type]


def light_on_dark(content: str) -> str:
    return content.replace("0 0 0 1 k", "-").replace("0 0 0 0 k", "0 0 0 1 k").replace("-", "0 0 0 0 k")


def module_at(column: int, row: int, ink: str) -> str:
    """One module of `symbol()` painted over, counted from the top left."""
    size = encode(LINK).size
    return f"{ink} k {50 + column * 4.1:g} {50 + (size - 1 - row) * 4.1:g} 4.1 4.1 re f"


def test_a_sound_sign() -> None:
    assert sign_slugs(symbol(), module=4.1) == set()


@pytest.mark.parametrize(
    ("xs", "links", "slugs"),
    [
        ((20, 110, 200), (LINK, LINK, LINK), set()),
        ((20, 110), (LINK, LINK), {"code-count"}),
        ((20, 110, 200), (LINK, OTHER, LINK), {"code-wrong-url"}),
    ],
)
def test_a_sheet_has_its_code_as_often_as_there_are_copies(
    xs: tuple[int, ...], links: tuple[str, ...], slugs: set[str]
) -> None:
    symbols = (symbol(x=x, link=link, module=1.4) for x, link in zip(xs, links, strict=True))
    made = pdf("0 1 1 0 k -3 -3 306 256 re f", *symbols, height=250)
    findings = check_codes(saved(made), "贴纸.pdf", [[Code(LINK, "Q", 1.4, 0.3)] * 3])
    assert {finding.slug for finding in findings} == slugs


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        ([], "code-undecodable"),
        ([symbol(), "0 0 0 0 k 60 60 120 120 re f"], "code-undecodable"),
        ([symbol(module=2), symbol(module=2, x=180)], "code-count"),
        ([symbol(module=2), light_on_dark(symbol(module=2, x=180))], "code-count"),
        ([symbol(link=OTHER)], "code-wrong-url"),
        ([symbol(link=LINK.upper())], "code-wrong-url"),
        ([symbol(link=LINK[:-1])], "code-wrong-url"),
        ([symbol(level="M")], "code-level"),
        ([symbol(paper="0 0 0 0.4 k")], "code-contrast"),
        ([symbol(paper="0 0.1 1 0 k"), module_at(20, 15, "0 1 1 0")], "code-contrast"),
        ([symbol(), module_at(20, 14, "0 0 0 0.45"), module_at(20, 15, "0 0 0 0.45")], "code-contrast"),
        ([symbol(), "0 0 0 1 k 40 60 2 2 re f"], "code-quiet-zone"),  # a speck
        ([symbol(), "0 1 1 0 k 50 38.5 9 9 re f"], "code-quiet-zone"),
        ([symbol(x=14)], "code-quiet-zone"),  # cut off by the trim
        ([symbol(), module_at(10, 6, "0 0 0 0")], "code-pattern"),
        ([symbol(module=3.9)], "code-module"),
    ],
)
def test_signs(content: list[str], slug: str) -> None:
    assert slug in sign_slugs(*content)


def test_wrong_modules_are_found_before_they_hurt() -> None:
    dark = encode(LINK).rows
    spots = [(column, 20) for column in range(9, 12)]
    content = [module_at(x, y, "0 0 0 0" if dark[y][x] else "0 0 0 1") for x, y in spots]
    assert "code-damaged" in sign_slugs(symbol(), *content)


def test_the_module_ordered_is_the_module_printed() -> None:
    assert sign_slugs(symbol(), module=5.0) == {"code-module"}


def made(format_: str, link: str = LINK, level: str = "Q") -> bytes:
    """A sound code file of modules of 2 mm."""
    symbol = encode(link, level)
    drawing = draw_code(symbol, "青石村二维码")
    match format_:
        case "pdf":
            return render_pdf(drawing, CONDITIONS["FOGRA39"])
        case "svg":
            return render_svg(drawing, cut=False)
        case "dxf":
            return render_dxf(drawing)
    return render_png(symbol, 8, 2)


@pytest.mark.parametrize("format_", ["pdf", "svg", "dxf", "png"])
@pytest.mark.parametrize("level", ["M", "Q", "H"])
@pytest.mark.parametrize("link", [LINK, LINK + "q" * 90])
def test_sound_files(format_: str, level: str, link: str) -> None:
    file = CodeFile("码", format_, link, level, module=2)
    assert list(check_code_file(made(format_, link, level), file)) == []


def file_slugs(data: bytes, format_: str, module: float | None = None) -> set[str]:
    file = CodeFile("码", format_, LINK, "Q", module=module)
    return {finding.slug for finding in check_code_file(data, file)}


@pytest.mark.parametrize("format_", ["pdf", "svg", "dxf", "png"])
def test_a_file_of_another_size(format_: str) -> None:
    assert file_slugs(made(format_), format_, module=2.05) == {"code-module"}


@pytest.mark.parametrize("format_", ["pdf", "svg", "dxf", "png"])
def test_a_file_of_another_village(format_: str) -> None:
    assert file_slugs(made(format_, OTHER), format_) == {"code-wrong-url"}


@pytest.mark.parametrize("format_", ["pdf", "svg", "dxf", "png"])
def test_a_file_of_another_level(format_: str) -> None:
    assert file_slugs(made(format_, LINK, "M"), format_) == {"code-level"}


@pytest.mark.parametrize("format_", ["pdf", "svg", "dxf", "png"])
def test_one_wrong_module(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Error correction hides it from every phone, not from the check."""
    sound = encode(LINK)
    rows = [list(row) for row in sound.rows]
    rows[20][11] = not rows[20][11]
    flipped = replace(sound, rows=tuple(map(tuple, rows)))
    monkeypatch.setattr("tests.verify.test_codes.encode", lambda link, level: flipped)
    assert file_slugs(made(format_), format_) == {"code-damaged"}


def svg(change: Callable[[str], str]) -> bytes:
    return change(made("svg").decode()).encode()


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (svg(lambda text: text.replace("#ffffff", "none")), "code-undecodable"),
        (svg(lambda text: text.replace("#000000", "#999")), "code-contrast"),
        (svg(lambda text: text.replace("82 82", "78 78").replace("82mm", "78mm")), "code-quiet-zone"),
        (svg(lambda text: text.replace("82mm", "10mm")), "code-module"),
        (svg(lambda text: text.replace('height="82mm"', 'height="80mm"')), "code-unreadable"),
        (svg(lambda text: text.replace("</svg>", "<script>1</script></svg>")), "code-unreadable"),
        (svg(lambda text: text.replace("</svg>", "<image/></svg>")), "code-unreadable"),
        (svg(lambda text: text.replace("<path", '<path transform="scale(1)"')), "code-unreadable"),
        (svg(lambda text: text.replace("<svg", '<svg style="opacity:0"')), "code-unreadable"),
        (svg(lambda text: text.replace("M8 74", "M8 74L9 9")), "code-unreadable"),
        (svg(lambda text: text.replace("M8 74", "M8 74c1 1 1 1 1 1")), "code-unreadable"),
        (svg(lambda text: text.replace("M8 74H", "M8 74 5H")), "code-unreadable"),
        (svg(lambda text: text.replace("M8 74H22", "M8 74H22.3")), "code-unreadable"),  # off the grid
        (svg(lambda text: text.replace("viewBox", "viewbox")), "code-unreadable"),
        (svg(lambda text: text.replace("#000000", "url(#g)")), "code-unreadable"),
        (svg(lambda text: text.replace("<path", '<path fill-rule="odd"')), "code-unreadable"),
        (svg(lambda text: text.replace("<svg", "<!DOCTYPE svg><svg")), "code-unreadable"),
        (svg(lambda text: text[:100]), "code-unreadable"),
        (b"", "code-unreadable"),
    ],
)
def test_svg_files(data: bytes, slug: str) -> None:
    assert slug in file_slugs(data, "svg")


@pytest.mark.parametrize(
    "same",
    [
        lambda text: re.sub(r"(?<=[0-9])([HV])(?=[0-9-])", r", \1 ", text),
        lambda text: text.replace('<path d="M0 82H82V0H0Z"/>', '<rect fill="white" width="82" height="82"/>'),
        lambda text: text.replace('<g id="symbol"', '<g><path fill="none" d="M1 1L9 9"/></g><g id="symbol"'),
        lambda text: text.replace('<path d="M8', '<path fill-rule="evenodd" d="M8'),
        lambda text: text.replace("M0 82H82V0H0Z", "M0,0 L82,0 82,82 0,82 Z"),
        lambda text: text.replace("M0 82H82V0H0Z", "m0 82h82v-82h-82z"),
    ],
)
def test_other_ways_to_draw_the_same(same: Callable[[str], str]) -> None:
    assert file_slugs(svg(same), "svg") == set()


Change = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def png(change: Change) -> bytes:
    with Image.open(BytesIO(render_png(encode(LINK), 6, 2))) as image:
        pixels = np.array(image.convert("L"))
    data = BytesIO()
    Image.fromarray(change(pixels)).save(data, "PNG")
    return data.getvalue()


def blot(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    pixels[24 + 20 * 6 : 24 + 21 * 6, 24 + 9 * 6 : 24 + 13 * 6] ^= 255
    return pixels


def speck(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One pixel, which no block can hide."""
    pixels[12, 100] = 0
    return pixels


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (png(lambda pixels: pixels[6:-6, 6:-6]), "code-quiet-zone"),
        (png(lambda pixels: np.where(pixels > 0, 255, 110).astype(np.uint8)), "code-contrast"),
        (png(lambda pixels: 255 - pixels), "code-undecodable"),
        (png(lambda pixels: np.dstack([pixels] * 3 + [255 - pixels])), "code-undecodable"),  # no ground
        (png(blot), "code-damaged"),
        (png(speck), "code-quiet-zone"),
        (png(lambda pixels: pixels[:, :-2]), "code-quiet-zone"),
        (png(lambda pixels: np.repeat(pixels, 2, axis=0)), "code-pattern"),  # twice as high as wide
        (render_png(encode(LINK), 2, 2), "code-pixels"),
        (render_png(encode(LINK), 6, 0.2), "code-module"),
        (made("png")[:300], "code-unreadable"),
        (made("png").replace(b"IDAT", b"IDAX"), "code-unreadable"),
        (b"\x89PNG", "code-unreadable"),
    ],
)
def test_png_files(data: bytes, slug: str) -> None:
    assert slug in file_slugs(data, "png")


def test_a_picture_without_a_size_is_not_the_size_ordered() -> None:
    assert file_slugs(png(lambda pixels: pixels), "png", module=2) == {"code-module"}


def dxf(change: Callable[[str], str]) -> bytes:
    return change(made("dxf").decode()).encode()


def first_outline(text: str) -> str:
    """The first of the engraved ones, as its lines."""
    start = text.index("  0\nLWPOLYLINE\n")
    return text[start : text.index("  0\nLWPOLYLINE\n", start + 1)]


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (dxf(lambda text: text.replace("$INSUNITS\n 70\n4", "$INSUNITS\n 70\n1")), "code-units"),
        (dxf(lambda text: text.replace("$INSUNITS", "$OTHER")), "code-units"),
        (dxf(lambda text: text.replace("AC1015", "AC1032")), "code-unreadable"),
        (dxf(lambda text: text.replace("  8\nENGRAVE\n", "  8\nCUT\n")), "code-unreadable"),
        (dxf(lambda text: text.replace("  8\nENGRAVE\n", "  8\n0\n")), "code-unreadable"),
        (dxf(lambda text: text.replace("  8\nCUT\n", "  8\nENGRAVE\n")), "code-unreadable"),
        (dxf(lambda text: text.replace(" 70\n1\n 10", " 70\n0\n 10", 1)), "code-unreadable"),  # open
        (dxf(lambda text: text.replace(" 70\n1\n 10", " 70\n1\n 43\n0.5\n 10", 1)), "code-unreadable"),
        (dxf(lambda text: text.replace("LWPOLYLINE", "INSERT", 1)), "code-unreadable"),
        (dxf(lambda text: text.replace(" 10\n8.0000\n", " 10\n8.7\n", 1)), "code-unreadable"),
        (dxf(lambda text: text.replace(" 10\n8.0000\n", " 10\n-8.0\n", 1)), "code-unreadable"),
        (dxf(lambda text: text.replace(" 10\n8.0000\n", " 10\nnan\n", 1)), "code-unreadable"),
        (dxf(lambda text: text.replace(" 10\n8.0000\n", " 10\nwide\n", 1)), "code-unreadable"),
        (
            dxf(lambda text: text.replace("2\nCUT\n 70\n0\n 62\n1", "2\nCUT\n 70\n1\n 62\n1")),
            "code-unreadable",
        ),
        (
            dxf(lambda text: text.replace("2\nENGRAVE\n 70\n0\n 62\n7", "2\nENGRAVE\n 70\n0\n 62\n-7")),
            "code-unreadable",
        ),
        (dxf(lambda text: text.replace(first_outline(text), first_outline(text) * 2, 1)), "code-unreadable"),
        (dxf(lambda text: text.replace(first_outline(text), "", 1)), "code-undecodable"),
        (dxf(lambda text: text[: len(text) // 2]), "code-unreadable"),
        (dxf(lambda text: text + "青"), "code-unreadable"),
        (b"", "code-unreadable"),
    ],
)
def test_dxf_files(data: bytes, slug: str) -> None:
    assert data != made("dxf")
    assert file_slugs(data, "dxf") == {slug}


def test_an_unknown_format_is_not_passed_over() -> None:
    assert file_slugs(b"", "gif") == {"code-unreadable"}


def owner(**changes: object) -> Owner:
    given = {"id": "00173", "level": "village", "name": "青石村", "url": LINK, "page": "", "successor": ""}
    return Owner(**{**given, "items": {}, "documents": (), "signs": (), "codes": (), "pages": (), **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("link", "village", "headings", "slugs"),
    [
        (LINK, owner(), {"site/001733/index.html": "青石村"}, []),
        ("http://fw.lanxi.example/qingdan/001733/", owner(), {}, ["code-base"]),
        ("https://fw.lanxi.example/001733/", owner(), {}, ["code-base"]),
        (BASE + "001734/", owner(), {}, ["code-id"]),  # wrong check digit
        (BASE + "00173/", owner(), {}, ["code-id"]),
        (BASE + "001733", owner(), {}, ["code-id"]),
        (OTHER, owner(), {"site/001740/index.html": "青石村"}, ["code-other-village"]),
        (LINK, owner(), {}, ["code-dead-link"]),
        (LINK, owner(), {"site/001733/index.html": "清石村"}, ["code-heading"]),
        (BASE + "t/01/", owner(id="01", level="township"), {"site/t/01/index.html": "青石村"}, []),
    ],
)
def test_where_a_code_leads(link: str, village: Owner, headings: dict[str, str], slugs: list[str]) -> None:
    expected = Expected(BASE, (), Facts({}, ""), {}, (), (village,))
    found = list(check_target(link, "码.svg", village, expected, headings))
    assert [finding.slug for finding in found] == slugs
    assert all(finding.severity is Severity.ERROR for finding in found)
