"""The mask's penalty against the library's own, slow, scoring of the same modules."""

from __future__ import annotations

import pytest
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.image.base import BaseImage
from qrcode.main import QRCode
from qrcode.util import lost_point

from listgen.qr.bits import square_of
from listgen.qr.mask import penalty
from listgen.qr.symbol import encode

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
LINKS = [f"https://fw.lanxi.example/qingdan/{number:06d}/" for number in range(1733, 900_000, 220_011)]


def masked(link: str, level: str, mask: int) -> tuple[tuple[bool, ...], ...]:
    code = QRCode[BaseImage](error_correction=LEVELS[level], border=0, mask_pattern=mask)
    code.add_data(link, optimize=10)
    code.make(fit=True)
    return tuple(tuple(module is True for module in row) for row in code.modules)


@pytest.mark.parametrize("level", list(LEVELS))
@pytest.mark.parametrize("link", [*LINKS, "a", "https://x.example/" + "y" * 200])
def test_the_penalties_are_the_librarys(link: str, level: str) -> None:
    symbols = [masked(link, level, mask) for mask in range(8)]
    penalties = [lost_point([list(row) for row in symbol]) for symbol in symbols]
    assert penalties == [penalty(square_of(one), len(one)) for one in symbols]


@pytest.mark.parametrize("level", sorted(LEVELS))
@pytest.mark.parametrize("length", [4, 21, 60, 140])
def test_the_choice_is_the_librarys(level: str, length: int) -> None:
    for number in range(4):
        link = f"https://fw.lanxi.example/{'qingdan/' * (length // 8)}{number:06d}/"
        code = QRCode[BaseImage](error_correction=LEVELS[level], border=0)
        code.add_data(link, optimize=10)
        code.make(fit=True)
        assert encode(link, level).rows == tuple(tuple(map(bool, row)) for row in code.modules)
