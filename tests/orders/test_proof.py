"""The proof of a batch of the demo county, read back by poppler, qpdf, pdfium and a decoder of codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray

from listgen.drawing.live import Text
from listgen.orders.batch import OrderedSign
from listgen.orders.code_page import code_marks, plan_codes
from listgen.orders.contact import ContactSheet, plan_contact
from listgen.orders.proof import render_proof
from listgen.orders.proof_page import BOTTOM, ProofError, setter
from listgen.signage.facts import CodeFacts, SignFacts
from listgen.typeset.face import MissingGlyphError
from tests.orders.proofs import TEXT, VILLAGES, demo, ordered, proof, recalled, texts_of
from tests.orders.samples import CODE, WHITE

ROOT = Path(__file__).parent.parent.parent
DOTS = 8  # a mm
FACES = demo()[1].faces
SETTER = setter(TEXT, FACES)


def greys(data: bytes, number: int) -> NDArray[np.uint8]:
    """A page at 8 pixels a mm."""
    page = pypdfium2.PdfDocument(data)[number - 1]
    return page.render(scale=DOTS * 25.4 / 72, grayscale=True).to_numpy().squeeze()  # type: ignore[no-any-return]


def sheet(signs: list[OrderedSign]) -> ContactSheet:
    (found,) = plan_contact(signs, "岚溪县", SETTER, TEXT)
    return found


def board(number: int, width: float, height: float, *lines: str, name: str = "标识牌") -> OrderedSign:
    """A sign of any size."""
    facts = SignFacts("会议室", lines, width, height, (WHITE,))
    return replace(ordered(VILLAGES[0]).batch.signs[0], number=number, name=name, facts=facts)


def test_every_page_says_all_that_it_should(tmp_path: Path) -> None:
    batch = ordered(*VILLAGES).batch
    cover, *pages = texts_of(proof(*VILLAGES), tmp_path)
    assert "示例" in cover and "28块" in cover and batch.ledger.fingerprint in cover
    assert len(pages) == 2 * len(VILLAGES)
    assert [page.partition("2026-02")[2][:5] for page in pages] == sorted(VILLAGES * 2)
    for sign in batch.signs:
        contact, code = pages[2 * sorted(VILLAGES).index(sign.owner.village) :][:2]
        said = "".join(sign.facts.lines).replace(" ", "")
        size = f"{sign.facts.width:g}×{sign.facts.height:g}mm，1块，图1:"
        head, foot = f"{sign.number}{sign.name}{size}", f"{sign.facts.wording}{said}核对无误"
        assert re.search(rf"{re.escape(head)}\d+{re.escape(foot)}", contact)
        if sign.facts.code:
            assert sign.facts.code.url in code and f"扫码后应打开：{sign.owner.name}" in code


def test_rare_characters_are_copied(tmp_path: Path) -> None:
    assert any("龙𡐓村村民委员会" in page for page in texts_of(proof(*VILLAGES), tmp_path))


def test_fonts_and_structure(tmp_path: Path) -> None:
    texts_of(proof(*VILLAGES), tmp_path)
    subprocess.run(["qpdf", "--check", "proof.pdf"], cwd=tmp_path, capture_output=True, check=True)
    done = subprocess.run(["pdffonts", "proof.pdf"], cwd=tmp_path, capture_output=True, check=True)
    fonts = done.stdout.decode().splitlines()[2:]
    assert len(fonts) == 2
    assert all(re.search(r"CID TrueType +Identity-H +yes yes yes ", font) for font in fonts)


def test_codes_are_those_of_the_villages() -> None:
    batch, data = ordered(*VILLAGES).batch, proof(*VILLAGES)
    urls = [sign.facts.code.url for sign in batch.signs if sign.facts.code]
    read = [zxingcpp.read_barcodes(greys(data, number)) for number in range(3, 10, 2)]
    assert [[code.text for code in codes] for codes in read] == [[url] for url in urls]


@pytest.mark.parametrize(
    ("module", "side"),
    [(4.0, 164.0), (2.0, 82.0), (350 / 41, 170.0), (10.0, 170.0)],
)
def test_a_code_is_as_large_as_on_its_sign_or_as_fits(module: float, side: float, tmp_path: Path) -> None:
    made = ordered(VILLAGES[0])
    signs = [
        replace(sign, facts=replace(sign.facts, code=replace(sign.facts.code, module=module)))
        if sign.facts.code
        else sign
        for sign in made.batch.signs
    ]
    data = render_proof(replace(made.batch, signs=tuple(signs)), made.drawings(), FACES, TEXT)
    page = greys(data, 3)
    (code,) = zxingcpp.read_barcodes(page)
    facts: Any = code.extra
    across = 17 + 4 * int(facts["Version"]) + 8
    dark = np.argwhere(page[36 * DOTS : 210 * DOTS] < 128)  # between heading and text
    height, width = np.ptp(dark, axis=0) + 1
    assert width / DOTS == pytest.approx(side * (across - 8) / across, abs=0.3)
    assert height / DOTS == pytest.approx(side * (across - 8) / across, abs=0.3)
    text = texts_of(data, tmp_path)[2]
    real = module * across
    assert f"{side:.1f}mm" in text
    if real > side:
        assert (
            f"{real:.1f}mm" in text and f"{1.5 * side / real:.2f}m" in text and f"{side / real:.1%}" in text
        )
    else:
        assert "1:1" in text


def test_the_bar_is_100_mm() -> None:
    page = greys(proof(VILLAGES[0]), 3)
    rows = [np.flatnonzero(row < 128) for row in page[page.shape[0] * 2 // 3 :]]
    longest = max((row[-1] - row[0] + 1 for row in rows if len(row) > 99 * DOTS), default=0)
    assert longest / DOTS == pytest.approx(100, abs=0.25)


def test_one_code_on_two_signs_is_one_page() -> None:
    made = ordered(VILLAGES[0])
    signs = [replace(sign, facts=replace(sign.facts, code=CODE)) for sign in made.batch.signs]
    other = replace(signs[0].facts, code=CodeFacts(CODE.url, CODE.level, 3, 0.5))
    signs[0] = replace(signs[0], facts=other)
    data = render_proof(replace(made.batch, signs=tuple(signs)), made.drawings(), FACES, TEXT)
    assert len(pypdfium2.PdfDocument(data)) == 1 + 1 + 2


@pytest.mark.parametrize(("count", "fits"), [(60, True), (400, False)])
def test_many_signs_with_one_code(count: int, fits: bool) -> None:
    made = ordered(VILLAGES[0])
    hall = made.batch.signs[-1]
    (page,) = plan_codes([replace(hall, number=number) for number in range(1, count + 1)])
    if fits:
        lowest = min(mark.y for mark in code_marks(page, SETTER, TEXT) if isinstance(mark, Text))
        assert lowest == BOTTOM
    else:
        with pytest.raises(ProofError):
            list(code_marks(page, SETTER, TEXT))


def test_a_sign_without_its_drawing_is_refused() -> None:
    made = ordered(VILLAGES[0])
    drawings = made.drawings()
    swapped = [drawings[0], drawings[2], drawings[1], *drawings[3:]]
    for wrong in (drawings[:-1], [*drawings, drawings[0]], swapped, []):
        with pytest.raises(ValueError):
            render_proof(made.batch, wrong, FACES, TEXT)


def test_a_character_that_no_face_has_is_refused() -> None:
    made = ordered(VILLAGES[0])
    with pytest.raises(MissingGlyphError):
        render_proof(replace(made.batch, county="\U0002348d县"), made.drawings(), FACES, TEXT)


@pytest.mark.parametrize(("specimen", "shown"), [(True, True), (False, False)])
def test_a_specimen_says_so_on_every_page(specimen: bool, shown: bool, tmp_path: Path) -> None:
    pages = texts_of(proof(VILLAGES[0], specimen=specimen), tmp_path)
    assert all(("示例" in page) is shown for page in pages)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_recalls_are_listed_in_full(count: int, tmp_path: Path) -> None:
    pages = texts_of(proof(VILLAGES[0], recalls=recalled(count)), tmp_path)
    cover = "".join(page for page in pages if VILLAGES[0] not in page)
    assert cover.count("岚溪县白汀镇青石村村民委员会") == count
    assert all(f"第{number}号" in cover for number in range(1, count + 1))
    assert len(pages) == {0: 3, 1: 3, 60: 7}[count]


@pytest.mark.parametrize(
    ("sizes", "scale", "pages", "rows"),
    [
        ([(350, 2000)] * 4, 10, 1, [4]),
        ([(350, 2000)] * 5, 22, 1, [4, 1]),
        ([(2400, 600)], 15, 1, [1]),
        ([(1200, 450), (350, 2000), (1200, 450)], 20, 1, [1, 1, 1]),
        ([(300, 120)] * 40, 20, 2, None),
        ([(5040, 600)], 30, 1, [1]),
        ([(8000, 600)], 50, 1, [1]),
        ([(400, 4800)], 24, 1, [1]),
    ],
)
def test_signs_are_placed(
    sizes: list[tuple[float, float]], scale: int, pages: int, rows: list[int] | None
) -> None:
    found = sheet([board(number, *size) for number, size in enumerate(sizes, 1)])
    assert (found.scale, len(found.pages)) == (scale, pages)
    assert sum(len(row) for page in found.pages for row in page) == len(sizes)
    if rows:
        assert [len(row) for row in found.pages[0]] == rows


def test_a_sign_larger_than_any_page_is_refused() -> None:
    with pytest.raises(ProofError):
        sheet([board(1, 20000, 600)])
    with pytest.raises(ProofError):
        sheet([board(1, 600, 600, *["办理事项" * 20] * 150)])


def test_a_long_text_gets_more_columns() -> None:
    narrow, wide = (sheet([board(1, 350, 2000, *["办理事项"] * n)]).pages[0][0][0] for n in (2, 60))
    assert (narrow.columns, wide.columns > 1) == (1, True)


def test_many_signs_take_many_pages_and_lose_none(tmp_path: Path) -> None:
    made = ordered(VILLAGES[0])
    plaque, drawing = made.batch.signs[1], made.drawings()[1]
    signs = tuple(replace(plaque, number=number) for number in range(1, 61))
    data = render_proof(replace(made.batch, signs=signs), [drawing] * 60, FACES, TEXT)
    pages = texts_of(data, tmp_path)
    assert len(pages) > 4
    assert "".join(pages).count(plaque.facts.wording) == 60
    assert "（续）" in pages[2]


def test_same_bytes_in_another_process() -> None:
    program = (
        "from hashlib import sha256; from tests.orders.proofs import *;"
        f"print(sha256(proof(*{VILLAGES!r})).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True)
    assert done.stdout.decode().strip() == sha256(proof(*VILLAGES)).hexdigest(), done.stderr
