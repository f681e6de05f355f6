"""Signs whose wording is there and cannot be seen."""

from __future__ import annotations

import pytest

from listgen.verify.pdf import check_pdf
from listgen.verify.promised import Sign
from tests.verify.papers import GROUND, MARKS, pdf, saved

SIGN = Sign("牌.pdf", "party", "plaque", "青石村", (300, 100), ((0, 1, 1, 0), (0, 0, 0, 0)), None)
WHITE, RED = "0 0 0 0 k", "0 1 1 0 k"
SHAPE = "20 20 m 40 20 l 40 40 l 20 40 l h f"  # stands for a character
NEXT = "39 20 m 60 20 l 60 40 l f"  # reaches into it by a millimetre
PANEL = f"{RED} 10 10 100 50 re f"


def slugs(*content: str) -> set[str]:
    return {finding.slug for finding in check_pdf(saved(pdf(*content, MARKS)), "牌.pdf", SIGN)}


@pytest.mark.parametrize(
    "content",
    [
        (GROUND, WHITE, SHAPE),
        (GROUND, WHITE, SHAPE, NEXT),
        (GROUND, WHITE, "10 10 50 50 re f", RED, SHAPE),
        (GROUND, WHITE, SHAPE, "10 10 5 5 re 41 20 30 20 re f"),  # beside it
        (GROUND, WHITE, SHAPE, "20 41 20 1 re q -1 0 0 1 0 0 cm -40 18 20 1 re f Q"),
    ],
)
def test_what_can_be_seen(content: tuple[str, ...]) -> None:
    assert slugs(*content) == set()


@pytest.mark.parametrize(
    "content",
    [
        (GROUND, WHITE, SHAPE, GROUND),  # a whole sign painted over
        (GROUND, WHITE, SHAPE, PANEL),
        (GROUND, WHITE, SHAPE, RED, "20 20 1 1 re f"),  # a speck, in any ink
        (GROUND, WHITE, SHAPE, "20 30 20 1 re f"),
        (GROUND, WHITE, "20 30 20 1 re f", SHAPE),
        (GROUND, WHITE, SHAPE, RED, "0 0 m 300 0 l 300 100 l 0 100 l f"),
        (GROUND, WHITE, SHAPE, "0.7 0.7 -0.7 0.7 0 0 cm 0 1 1 0 k 0 0 60 60 re f"),  # turned
        (GROUND, WHITE, SHAPE, "0 1 1 0 K 30 w 0 60 m 300 60 l S"),
        (GROUND, WHITE, SHAPE, "0 1 1 0 K 1 0 0 0.001 0 60 cm 30 w 0 0 m 300 0 l S"),
        (GROUND, WHITE, SHAPE, "30 20 m 60 20 l 60 40 l f"),  # too far into it
        (GROUND, RED, SHAPE),  # in the ink of its ground
        (GROUND, WHITE, "10 10 50 50 re f", SHAPE),
        (RED, "-3 -3 306 20 re f", WHITE, SHAPE),  # white on paper
        (GROUND, WHITE, "30 10 50 50 re f", SHAPE),  # half of it
    ],
)
def test_what_cannot_be_seen(content: tuple[str, ...]) -> None:
    assert "sign-covered" in slugs(*content)
