"""The picture of a gate is what the files for print are, where the scheme hangs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.drawing.raster import render_picture
from listgen.signage.building import DOOR
from listgen.signage.elevation import elevation
from listgen.signage.gate import draw_gate, frame_of
from listgen.signage.sign import Sign, draw_sign
from listgen.verify.gate import check_gate
from listgen.verify.promised import Board, Gate
from tests.signage.gates import hung, plaque, shipped_signs, values
from tests.signage.shipped import SCHEME, SCHEMES, shipped_scheme
from tests.typeset.shipped import FACES

Pixels = NDArray[np.uint8]
Signs = tuple[Sign, ...]
SHIPPED: Signs = tuple(shipped_signs())
ALL = ["党群服务中心牌", "委员会牌", "监督委员会牌", "文明实践站牌", "党组织牌", "集体经济组织牌", "大厅牌"]


@cache
def sound(signs: Signs) -> tuple[bytes, Gate, dict[str, bytes]]:
    """A picture, what it should be, and the PDFs by slot."""
    scene = elevation(signs)
    frame = frame_of(scene)
    boards = []
    for board in scene.boards:
        place = board.sign.place
        hangs = (place.side, float(place.order), place.view) if place else ("", 0.0, "")
        boards.append(Board(board.sign.slot, board.sign.name, frame.pixels(board.box), *hangs))
    size = (frame.across, frame.down)
    gate = Gate("图.png", "proof", size, frame.per_metre, frame.pixels(DOOR), tuple(boards))
    pdfs = {sign.slot: render_pdf(draw_sign(sign.values, FACES), CONDITIONS["FOGRA39"]) for sign in signs}
    return render_picture(draw_gate(values(signs), FACES)), gate, pdfs


def found(data: bytes, gate: Gate, pdfs: dict[str, bytes]) -> list[tuple[str, str]]:
    findings = list(check_gate(data, gate, pdfs))
    assert {finding.location.file for finding in findings} <= {gate.path}
    return [(finding.slug, str(dict(finding.values).get("sign", ""))) for finding in findings]


@pytest.mark.parametrize(
    "signs",
    [
        *(tuple(shipped_signs(shipped_scheme(name))) for name in SCHEMES),
        tuple(hung("left1/gate", "left2/gate", "right1", "right2")),
        tuple(hung("above1", "above2", "left3")),
        tuple(hung(*(f"left{order}" for order in range(1, 10)), width=1234.0, height=2500.0)),
        tuple(hung("left1", width=333.0, height=1777.0)),
    ],
)
def test_a_sound_picture_passes(signs: Signs) -> None:
    assert found(*sound(signs)) == []


def redone(change: Callable[[Pixels], Pixels], **pixels_per_metre: int) -> bytes:
    """The picture of the shipped scheme with other pixels or of another density."""
    with Image.open(BytesIO(sound(SHIPPED)[0])) as image:
        changed = Image.fromarray(change(np.array(image)))
    made = BytesIO()
    dense = pixels_per_metre.get("dense", 10_000) * 0.0254
    changed.save(made, "PNG", dpi=(dense, dense))
    return made.getvalue()


def board(slot: str) -> tuple[slice, slice]:
    """Rows and columns of a sign."""
    (box,) = (board.box for board in sound(SHIPPED)[1].boards if board.slot == slot)
    return slice(round(box[1]), round(box[3])), slice(round(box[0]), round(box[2]))


def swapped(one: str, other: str) -> Callable[[Pixels], Pixels]:
    def change(pixels: Pixels) -> Pixels:
        changed = pixels.copy()
        changed[board(one)], changed[board(other)] = pixels[board(other)], pixels[board(one)]
        return changed

    return change


def blotted(slot: str, pixels: int) -> Callable[[Pixels], Pixels]:
    """Some pixels of a white board black: a stroke more than it has."""

    def change(image: Pixels) -> Pixels:
        rows, columns = board(slot)
        image[rows.start + 8 : rows.start + 8 + pixels, columns.start + 4 : columns.start + 10] = 0
        return image

    return change


def moved(pixels: Pixels) -> Pixels:
    return np.roll(pixels, 3, axis=1)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda pixels: pixels, []),
        (swapped("committee", "supervision"), ["委员会牌", "监督委员会牌"]),
        (swapped("party", "collective"), ["党组织牌", "集体经济组织牌"]),
        (blotted("committee", 4), ["委员会牌"]),
        (moved, ALL),
        (np.zeros_like, ALL),
        (lambda pixels: pixels[:, :, ::-1].copy(), ["党群服务中心牌", "文明实践站牌", "党组织牌", "大厅牌"]),
    ],
    ids=["same", "neighbours", "red and black", "a stroke", "moved", "black", "blue for red"],
)
def test_a_board_that_is_not_its_file(change: Callable[[Pixels], Pixels], wrong: list[str]) -> None:
    _, gate, pdfs = sound(SHIPPED)
    assert found(redone(change), gate, pdfs) == [("picture-sign", name) for name in wrong]


def test_a_board_of_another_wording() -> None:
    data, gate, pdfs = sound(SHIPPED)
    other = plaque(SCHEME.slot("committee"), wording="岚溪县白云镇青右村村民委员会")
    pdf = render_pdf(draw_sign(other.values, FACES), CONDITIONS["FOGRA39"])
    assert found(data, gate, {**pdfs, "committee": pdf}) == [("picture-sign", "委员会牌")]


def test_a_sign_without_a_sound_file_is_not_compared() -> None:
    _, gate, pdfs = sound(SHIPPED)
    others = {slot: pdf for slot, pdf in pdfs.items() if slot != "committee"}
    assert found(redone(blotted("committee", 50)), gate, others) == []


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "picture-unreadable"),
        (b"\x89PNG\r\n\x1a\n", "picture-unreadable"),
        (sound(SHIPPED)[0][:-20], "picture-unreadable"),
        (sound(SHIPPED)[0] + b"more", "picture-unreadable"),
        (redone(lambda pixels: pixels[:-1]), "picture-size"),
        (redone(lambda pixels: pixels[::2, ::2].copy()), "picture-size"),
        (redone(lambda pixels: pixels, dense=2835), "picture-density"),
    ],
)
def test_a_picture_that_is_none(data: bytes, slug: str) -> None:
    _, gate, pdfs = sound(SHIPPED)
    assert found(data, gate, pdfs) == [(slug, "")]


def with_board(slot: str, **changes: object) -> Gate:
    _, gate, _ = sound(SHIPPED)
    boards = (replace(one, **changes) if one.slot == slot else one for one in gate.boards)  # type: ignore[arg-type]
    return replace(gate, boards=tuple(boards))


@pytest.mark.parametrize(
    ("gate", "wrong"),
    [
        (with_board("party", side="left"), ["党组织牌"]),
        (with_board("party", view="gate"), ["党组织牌"]),
        (with_board("party", side="left", view="gate"), []),
        (with_board("center", side="right"), ["党群服务中心牌"]),
        (with_board("party", side="above"), ["党组织牌"]),
        (with_board("party", order=3.0), ["集体经济组织牌"]),
        (with_board("station", order=1.0), ["文明实践站牌"]),
        (with_board("party", side="beside"), ["党组织牌"]),
        (with_board("hall", side="right", order=9.0, view="viewer"), []),
        (with_board("party", side=""), ["党组织牌", "大厅牌"]),
        (with_board("hall", box=(5000.0, 0.0, 5100.0, 90.0)), ["大厅牌"]),
    ],
)
def test_a_board_where_the_scheme_does_not_hang_it(gate: Gate, wrong: list[str]) -> None:
    data, _, _ = sound(SHIPPED)
    assert found(data, gate, {}) == [("picture-place", name) for name in wrong]


def test_a_board_over_another() -> None:
    data, gate, _ = sound(SHIPPED)
    (committee,) = (one.box for one in gate.boards if one.slot == "committee")
    assert ("picture-place", "监督委员会牌") in found(data, with_board("supervision", box=committee), {})
