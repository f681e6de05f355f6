"""Every module of a symbol counts, also those that no error correction and no decoder looks at."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from listgen.qr.symbol import encode
from listgen.verify.codes import check_code_file
from listgen.verify.promised import CodeFile
from tests.verify.papers import BASE, LINK

Modules = NDArray[np.bool_]
SIDE = 4  # pixels a module


def modules(link: str) -> Modules:
    return np.array(encode(link).rows, bool)


def picture(dark: Modules) -> NDArray[np.uint8]:
    enlarged = np.kron(np.pad(dark, 4), np.ones((SIDE, SIDE)))
    return np.where(enlarged > 0, 0, 255).astype(np.uint8)


def slugs(pixels: NDArray[np.uint8], link: str = LINK) -> set[str]:
    data = BytesIO()
    Image.fromarray(pixels).save(data, "PNG", dpi=(SIDE * 25.4 / 2,) * 2)
    return {finding.slug for finding in check_code_file(data.getvalue(), CodeFile("码", "png", link, "Q"))}


def unseen(link: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The modules that may be wrong without a finding."""
    missed = []
    for place in places:
        dark = modules(link)
        dark[place] ^= True
        if not slugs(picture(dark), link):
            missed.append(place)
    return missed


def test_every_module() -> None:
    size = len(modules(LINK))
    assert unseen(LINK, [(row, column) for row in range(size) for column in range(size)]) == []


@pytest.mark.parametrize(("characters", "version"), [(40, 7), (100, 10), (220, 15), (470, 22), (830, 29)])
def test_format_version_and_remainder_of_larger_symbols(characters: int, version: int) -> None:
    """Beside the finders: a version's bits from 7 on, and the last modules of the region to fill."""
    link = LINK + "q" * characters
    size = 17 + 4 * version
    assert len(modules(link)) == size and not slugs(picture(modules(link)), link)
    beside = [(row, column) for row in range(size - 13, size - 7) for column in range(3)]
    assert unseen(link, [*beside, *((8, at) for at in range(size)), *((at, 8) for at in range(size))]) == []
    assert unseen(link, [(row, size - 9 - row % 3) for row in range(6)]) == []


def second_copy(size: int) -> list[tuple[int, int]]:
    return [(8, size - 1 - at) for at in range(8)] + [(size - 1 - at, 8) for at in range(7)]


def test_a_copy_of_the_format_that_one_decoder_never_looks_at() -> None:
    dark = modules(LINK)
    for place in second_copy(len(dark)):
        dark[place] ^= True
    assert slugs(picture(dark)) == {"code-format"}


@pytest.mark.parametrize("number", range(12))
def test_a_mirrored_symbol(number: int) -> None:
    """Phones of one kind read it, of another not; some have a dark module where one has to be."""
    link = f"{BASE}{number:05}7/"
    dark = modules(link).T.copy()
    dark[len(dark) - 8, 8] = True
    assert slugs(picture(dark), link) & {"code-format"}


def test_a_second_symbol_light_on_dark() -> None:
    sound, other = picture(modules(LINK)), picture(modules(BASE + "001740/"))
    assert slugs(np.hstack([sound, 255 - other])) == {"code-count"}


def test_one_symbol_light_on_dark() -> None:
    assert slugs(255 - picture(modules(LINK))) == {"code-undecodable"}
