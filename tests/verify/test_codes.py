"""Codes read from final files, and each way in which one can be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from listgen.findings import Severity
from listgen.qr.png import render_png
from listgen.qr.svg import render_svg
from listgen.qr.symbol import encode
from listgen.verify.codes import check_code_file, check_sign_code, check_target
from listgen.verify.expected import Code, CodeFile, Expected, Owner, Sign
from listgen.verify.facts import Facts
from tests.verify.papers import BASE, LINK, pdf, saved, symbol_content

OTHER = BASE + "001740/"


def sign_slugs(*content: str, link: str = LINK, level: str = "Q", module: float | None = None) -> set[str]:
    code = Code(link, level, module)
    sign = Sign("厅.pdf", "hall", "hall-sign", "青石村", (300, 250), (), code)
    made = pdf("0 1 1 0 k -3 -3 306 256 re f", *content, height=250)
    return {finding.slug for finding in check_sign_code(saved(made), sign, code)}


def symbol(**changes: object) -> str:
    given = {"link": LINK, "x": 50, "y": 50, "module": 4.1, **changes}
    return symbol_content(**given)  # type: ignore[arg-type]


def module_at(column: int, row: int, ink: str) -> str:
    """One module of `symbol()` painted over, counted from the top left."""
    size = encode(LINK).size
    return f"{ink} k {50 + column * 4.1:g} {50 + (size - 1 - row) * 4.1:g} 4.1 4.1 re f"


def test_a_sound_sign() -> None:
    assert sign_slugs(symbol(), module=4.1) == set()


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        ([], "code-undecodable"),
        ([symbol(), "0 0 0 0 k 60 60 120 120 re f"], "code-undecodable"),
        ([symbol(module=2), symbol(module=2, x=180)], "code-count"),
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


@pytest.mark.parametrize("format_", ["svg", "png"])
@pytest.mark.parametrize("level", ["M", "Q", "H"])
def test_sound_files(format_: str, level: str) -> None:
    made = encode(LINK, level)
    data = render_svg(made, 2) if format_ == "svg" else render_png(made, 8)
    assert list(check_code_file(data, CodeFile("码", format_, LINK, level))) == []


def file_slugs(data: bytes, format_: str) -> set[str]:
    return {finding.slug for finding in check_code_file(data, CodeFile("码", format_, LINK, "Q"))}


def svg(change: Callable[[str], str]) -> bytes:
    return change(render_svg(encode(LINK), 2).decode()).encode()


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (svg(lambda text: text.replace("#fff", "none")), "code-undecodable"),
        (svg(lambda text: text.replace("#000", "#999")), "code-contrast"),
        (svg(lambda text: text.replace('viewBox="0 0 41 41"', 'viewBox="2 2 37 37"')), "code-quiet-zone"),
        (svg(lambda text: text.replace("82mm", "10mm")), "code-module"),
        (svg(lambda text: text.replace("</svg>", "<script>1</script></svg>")), "code-unreadable"),
        (svg(lambda text: text.replace("</svg>", "<image/></svg>")), "code-unreadable"),
        (svg(lambda text: text.replace("<path", '<path transform="scale(1)"')), "code-unreadable"),
        (svg(lambda text: text.replace("M4 4", "M4 4L9 9")), "code-unreadable"),
        (svg(lambda text: text.replace("M4 4", "M4 4c1 1 1 1 1 1")), "code-unreadable"),
        (svg(lambda text: text.replace("M4 4h", "M4 4 5h")), "code-unreadable"),
        (svg(lambda text: text.replace("viewBox", "viewbox")), "code-unreadable"),
        (svg(lambda text: text.replace("#000", "url(#g)")), "code-unreadable"),
        (svg(lambda text: text.replace("<svg", "<!DOCTYPE svg><svg")), "code-unreadable"),
        (svg(lambda text: text[:100]), "code-unreadable"),
        (render_svg(encode(OTHER)), "code-wrong-url"),
        (b"", "code-unreadable"),
    ],
)
def test_svg_files(data: bytes, slug: str) -> None:
    assert slug in file_slugs(data, "svg")


@pytest.mark.parametrize(
    "same",
    [
        lambda text: re.sub(r"(?<=[0-9])([hv])(?=[0-9-])", r", \1 ", text),
        lambda text: text.replace(
            '<path fill="#fff" d="M0 0h41v41h-41z"/>', '<rect fill="white" width="41" height="41"/>'
        ),
        lambda text: text.replace('<path fill="#000"', '<g fill="#000000"><path').replace(
            "</svg>", "</g></svg>"
        ),
        lambda text: text.replace("M0 0h41v41h-41z", "M0,0 L41,0 41,41 0,41 Z"),
    ],
)
def test_other_ways_to_draw_the_same(same: Callable[[str], str]) -> None:
    assert file_slugs(svg(same), "svg") == set()


Change = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def png(change: Change) -> bytes:
    with Image.open(BytesIO(render_png(encode(LINK), 6))) as image:
        pixels = np.array(image.convert("L"))
    data = BytesIO()
    Image.fromarray(change(pixels)).save(data, "PNG")
    return data.getvalue()


def blot(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    pixels[24 + 20 * 6 : 24 + 21 * 6, 24 + 9 * 6 : 24 + 13 * 6] ^= 255
    return pixels


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (png(lambda pixels: pixels[6:-6, 6:-6]), "code-quiet-zone"),
        (png(lambda pixels: np.where(pixels > 0, 255, 110).astype(np.uint8)), "code-contrast"),
        (png(lambda pixels: 255 - pixels), "code-undecodable"),
        (png(lambda pixels: np.dstack([pixels] * 3 + [255 - pixels])), "code-undecodable"),  # no ground
        (png(blot), "code-damaged"),
        (render_png(encode(LINK), 2), "code-pixels"),
        (render_png(encode(OTHER), 6), "code-wrong-url"),
        (b"\x89PNG", "code-unreadable"),
    ],
)
def test_png_files(data: bytes, slug: str) -> None:
    assert slug in file_slugs(data, "png")


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
