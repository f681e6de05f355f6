"""What is added up from relatives is what qrcode makes of each payload by itself."""

from __future__ import annotations

import random

import pytest
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.image.base import BaseImage
from qrcode.main import QRCode

from listgen.qr.bits import rows_of, square_of
from listgen.qr.unmasked import PayloadError, unmasked

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
TAIL = "!#$%&()*+,-./0123456789:;<=>?ABCDEFXYZabcdefxyz~"


@pytest.mark.parametrize("level", sorted(LEVELS))
@pytest.mark.parametrize(
    "head",
    [
        "https://fw.lanxi.example/qingdan/",
        "https://lanxi.example/330799123456/",  # a numeric chunk before the last
        "https://LANXI-2026/ABCDEF.QINGDAN/x/",  # an alphanumeric one
        "https://lanxi.example/2026/",  # its slash and digits may join the tail's
        "https://lanxi.example/" + "qingdan/" * 20,  # several blocks, version information
    ],
)
def test_the_sum_is_the_symbol(head: str, level: str) -> None:
    chance = random.Random(f"{head}{level}")
    tails = [f"{number:06d}/" for number in (1, 1733, 99_999)]
    tails += ["".join(chance.choices(TAIL, k=7)) for _ in range(6)]
    for tail in tails:
        code = QRCode[BaseImage](error_correction=LEVELS[level], border=0, mask_pattern=0)
        code.add_data(head + tail, optimize=10)
        code.make(fit=True)
        assert unmasked(head + tail, LEVELS[level]) == (code.version, square_of(code.modules))


def test_too_long_says_how_long() -> None:
    with pytest.raises(PayloadError, match="3000"):
        unmasked("a" * 3000, LEVELS["Q"])


def test_rows_there_and_back() -> None:
    chance = random.Random(7)
    rows = tuple(tuple(chance.random() < 0.5 for _ in range(21)) for _ in range(21))
    square = square_of(rows)
    assert rows_of(square.lying, 21) == rows
    assert rows_of(square.standing, 21) == tuple(zip(*rows, strict=True))
