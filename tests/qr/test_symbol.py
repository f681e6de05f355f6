"""Symbols, judged by a decoder that did not make them."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from listgen.qr.png import render_png
from listgen.qr.symbol import PayloadError, Symbol, encode

LINK = "https://fw.lanxi.example/qingdan/001734/"
LINK_TEXT = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=120)


def raster(symbol: Symbol, scale: int = 3) -> NDArray[np.uint8]:
    modules = np.pad(np.array(symbol.rows), 4)
    return np.kron(np.where(modules, 0, 255), np.ones((scale, scale))).astype(np.uint8)


def read(image: object) -> tuple[str, str, int]:
    [code] = zxingcpp.read_barcodes(image)
    facts: Any = code.extra
    assert float(facts["UEC"]) == 1.0
    return code.text, code.ec_level, int(facts["Version"])


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("payload", [LINK, "a", "7" * 300, "https://x.example/" + "0123456789" * 4 + "/"])
def test_decodes_to_its_payload(payload: str, level: str) -> None:
    symbol = encode(payload, level)
    assert read(raster(symbol)) == (payload, level, symbol.version)


@settings(max_examples=60, deadline=None)
@given(LINK_TEXT, st.sampled_from("LMQH"))
def test_any_link_decodes(payload: str, level: str) -> None:
    assert read(raster(encode(payload, level)))[:2] == (payload, level)


@pytest.mark.parametrize(
    ("payload", "level", "version"),
    [
        ("https://a.example/" + "1" * 12, "Q", 3),  # 30 characters
        ("https://fw.example/0123456789012345", "Q", 3),  # digits in numeric mode save a version
        (LINK, "M", 3),
        (LINK, "Q", 4),
    ],
)
def test_the_smallest_version_that_holds_it(payload: str, level: str, version: int) -> None:
    symbol = encode(payload, level)
    assert (symbol.version, symbol.size) == (version, 17 + 4 * version)


@pytest.mark.parametrize(
    "payload",
    ["", "https://x.example/\n", "https://x.example/ 1", "https://青石.example/", "a\x7fb", "a" * 3000],
)
def test_refused(payload: str) -> None:
    with pytest.raises(PayloadError):
        encode(payload)


def test_runs_cover_the_dark_modules_once() -> None:
    symbol = encode(LINK)
    painted = np.zeros((symbol.size, symbol.size), int)
    for x, y, length in symbol.runs():
        painted[y, x : x + length] += 1
    assert (painted == np.array(symbol.rows)).all()


@pytest.mark.parametrize("pixels", [1, 3, 10])
def test_png_is_one_bit_with_whole_modules_and_a_quiet_zone(pixels: int) -> None:
    symbol = encode(LINK)
    data = render_png(symbol, pixels, 2)
    image = Image.open(BytesIO(data))
    assert image.mode == "1" and image.width == (symbol.size + 8) * pixels
    assert image.info["dpi"] == pytest.approx((pixels / 2 * 25.4,) * 2, rel=1e-3)
    light = np.array(image)
    assert (light == (raster(symbol, pixels) > 0)).all()
    assert b"tIME" not in data and render_png(symbol, pixels, 2) == data
