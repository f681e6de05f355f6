"""Merged files and sheets of boards, as the writers make them, and each rule broken by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from listgen.drawing.imposition import Stock, gang, impose
from listgen.drawing.model import Drawing, Fill, Rect
from listgen.drawing.pdf import CONDITIONS, render_pages, render_pdf, render_sheets
from listgen.qr.symbol import encode
from listgen.resources import shipped
from listgen.signage import code as signage_code
from listgen.signage.hall import set_hall_sign
from listgen.signage.plaque import set_plaque
from listgen.signage.slug import caption
from listgen.verify.codes import check_codes, check_gang_codes
from listgen.verify.pdf import check_gang, check_merged, check_pdf
from listgen.verify.promised import Code, GangFile, MergedFile, Sign
from listgen.verify.shapes import Shapes
from tests.signage.shipped import HALL, HALL_TEXT, PLACES, SCHEME, WORDINGS
from tests.typeset.shipped import FACES
from tests.verify.papers import LINK
from tests.verify.test_wording import subset

FOGRA39 = CONDITIONS["FOGRA39"]
SLUG = "/All cs 1 scn"
OTHER = "岚溪县白云镇白塔村村民委员会"
RED, WHITE, BLACK = (0.0, 1.0, 1.0, 0.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0)
LINES = (*HALL_TEXT.functions, "监督电话 0600-5550100", "微信扫一扫", "查本村办事清单")


def plaque(slot: str, wording: str) -> tuple[Drawing, Sign]:
    drawing = set_plaque(SCHEME.slot(slot), wording, FACES, places=PLACES)
    inks = {(fill.ink.cyan, fill.ink.magenta, fill.ink.yellow, fill.ink.black) for fill in drawing.fills}
    sign = Sign(f"{slot}.pdf", slot, "plaque", wording, (drawing.width, drawing.height), tuple(inks), None)
    return drawing, sign


@cache
def hall() -> tuple[Drawing, Sign]:
    drawing = set_hall_sign(HALL, HALL_TEXT, encode(LINK), FACES)
    code = Code(LINK, "Q", 350 / 41, 1.5)
    inks = (RED, WHITE, BLACK)
    return drawing, Sign("hall.pdf", "hall", "hall-sign", HALL_TEXT.wording, (1600, 600), inks, code, LINES)


@cache
def boards() -> tuple[tuple[Drawing, Sign], ...]:
    made = [plaque(slot, wording) for slot, wording in WORDINGS.items()]
    return (*made, plaque("committee", OTHER), hall(), made[1])


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Shapes:
    """The shipped faces with what is said here, so that learning all of them takes no time."""
    said = "".join((*WORDINGS.values(), OTHER, HALL_TEXT.wording, *LINES))
    folder = tmp_path_factory.mktemp("faces")
    faces = sorted(shipped("fonts").glob("*.otf"))
    return Shapes([subset(face, said, folder / face.name) for face in faces], said)


@cache
def merged_file() -> tuple[bytes, MergedFile]:
    drawings, signs = zip(*boards(), strict=True)
    return render_pages(drawings, "全部标牌", FOGRA39), MergedFile("合并.pdf", "全部标牌", signs)


@cache
def gang_file(cut: bool = False) -> tuple[bytes, GangFile]:
    signs = [replace(sign, cut_contour=cut) for _, sign in boards()]
    drawings = [
        replace(drawing, slug=caption(f"{number} {drawing.title}", "serif-black", drawing.width, FACES))
        for number, (drawing, _) in enumerate(boards())
    ]
    sheets = [gang(sheet, drawings, "拼版") for sheet in impose(drawings, Stock())]
    data = render_sheets(sheets, "拼版", FOGRA39, cut_contour=cut)
    return data, GangFile("拼版.pdf", "拼版", (1220, 2440), 10, 10, tuple(signs))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def edited(page: int, old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[page].obj["/Contents"]
        text = stream.read_bytes().decode()
        assert old in text
        stream.write(text.replace(old, new, 1).encode())

    return change


Found = list[tuple[str, str]]


def found(faults: Sequence[object]) -> Found:
    return sorted({(fault.slug, fault.location.sheet) for fault in faults})  # type: ignore[attr-defined]


def test_a_sound_merged_file(shapes: Shapes) -> None:
    data, merged = merged_file()
    assert list(check_merged(data, merged, shapes)) == []
    pages = [[sign.code] if sign.code else [] for sign in merged.signs]
    assert list(check_codes(data, merged.path, pages)) == []


def test_a_single_sign_with_margins_and_a_cut(shapes: Shapes) -> None:
    drawing, sign = boards()[1]
    ordered = replace(sign, margins=(60, 105), cut_contour=True)
    data = render_pdf(drawing, FOGRA39, cut_contour=True)
    assert list(check_pdf(data, sign.path, ordered, shapes)) == []
    near = list(check_pdf(data, sign.path, replace(ordered, margins=(105, 105)), shapes))
    assert {fault.slug for fault in near} == {"sign-margin"}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda pdf: pdf.pages.__delitem__(8), [("merged-pages", "")]),
        (lambda pdf: pdf.pages.append(pdf.pages[0]), [("merged-pages", "")]),
        (lambda pdf: pdf.docinfo.__setitem__("/Title", "别的"), [("pdf-title", "")]),
        (edited(2, "0 0 0 1 k", "0 1 1 0 k"), [("pdf-ink", "3")]),
        (edited(2, SLUG, f"0 0 0 1 k 9 9 0.04 9 re f {SLUG}"), [("pdf-sliver", "3")]),
        (
            edited(2, "/All cs 1 scn", "0 0 0 1 k 9 9 9 9 re 18.03 9 9 9 re f /All cs 1 scn"),
            [("pdf-gap", "3")],
        ),
    ],
)
def test_a_merged_file_gone_wrong(
    change: Callable[[pikepdf.Pdf], None], faults: Found, shapes: Shapes
) -> None:
    data, merged = merged_file()
    assert found(list(check_merged(changed(data, change), merged, shapes))) == faults


def test_pages_in_another_order(shapes: Shapes) -> None:
    data, merged = merged_file()
    signs = (*merged.signs[:2], merged.signs[6], *merged.signs[3:6], merged.signs[2], *merged.signs[7:])
    faults = found(list(check_merged(data, replace(merged, signs=signs), shapes)))
    assert faults == [("sign-wording", "3"), ("sign-wording", "7")]


def test_one_point_of_an_outline_is_moved(shapes: Shapes) -> None:
    """A tenth of a millimetre: far below what would make it another character."""
    drawing, sign = boards()[2]
    data = render_pdf(drawing, FOGRA39)
    assert found(list(check_pdf(data, sign.path, sign, shapes))) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        lines = pdf.pages[0].obj["/Contents"].read_bytes().decode().splitlines()
    at = next(place for place, line in enumerate(lines) if line.endswith(" l"))
    x, y, _ = lines[at].split()
    for away, faults in ((1, [("sign-outline", "")]), (0.1, [])):
        moved = f"\n{float(x) + away:g} {y} l\n"
        spoilt = changed(data, edited(0, f"\n{lines[at]}\n", moved))
        assert found(list(check_pdf(spoilt, sign.path, sign, shapes))) == faults


@pytest.mark.parametrize("cut", [False, True])
def test_sound_sheets(cut: bool, shapes: Shapes) -> None:
    data, file = gang_file(cut)
    assert list(check_gang(data, file, shapes)) == []
    assert list(check_gang(data, file)) == []  # without the faces
    codes = [board.code for board in file.boards if board.code]
    assert list(check_gang_codes(data, file.path, codes)) == []


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda file: replace(file, sheet=(1220, 2441)), {"pdf-box"}),
        (lambda file: replace(file, title="别的"), {"pdf-title"}),
        (lambda file: replace(file, gutter=10.2), {"sheet-gutter"}),
        (lambda file: replace(file, margin=10.2), {"sheet-gutter"}),
        (lambda file: replace(file, boards=file.boards[:-1]), {"sheet-board-extra"}),
        (lambda file: replace(file, boards=(*file.boards, file.boards[0])), {"sheet-board-missing"}),
        (
            lambda file: replace(file, boards=(*file.boards[:-1], replace(file.boards[-1], wording=OTHER))),
            {"sign-wording"},
        ),
        (lambda file: replace(file, boards=(replace(file.boards[0], inks=(RED,)), *file.boards[1:])), set()),
        (
            lambda file: replace(file, boards=(replace(file.boards[0], inks=(BLACK,)), *file.boards[1:])),
            {"pdf-ink"},
        ),
        (
            lambda file: replace(file, boards=(replace(file.boards[0], cut_contour=True), *file.boards[1:])),
            {"pdf-cut-missing"},
        ),
        (
            lambda file: replace(file, boards=(replace(file.boards[0], margins=(500, 0)), *file.boards[1:])),
            {"sign-margin"},
        ),
    ],
)
def test_other_sheets_than_were_ordered(
    change: Callable[[GangFile], GangFile], faults: set[str], shapes: Shapes
) -> None:
    data, file = gang_file()
    assert {fault.slug for fault in check_gang(data, change(file), shapes)} == faults


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (edited(0, "/All CS", "0 0 0 1 k 13 2100 50 50 re f /All CS"), {"pdf-outside"}),
        (edited(0, "0.1 w", "0.1 w 200 200 m 300 200 l S"), {"pdf-mark"}),
        (edited(0, "13 9 m 13 6 l", "13.2 9 m 13.2 6 l"), {"pdf-mark"}),
        (edited(0, "10 10 356 2006 re", "10 10 356 2004 re"), {"pdf-outside", "sheet-board-missing"}),
        (lambda pdf: pdf.pages.__delitem__(0), {"sheet-board-missing"}),
        (lambda pdf: pdf.pages.append(pdf.pages[0]), {"sheet-board-extra"}),
    ],
)
def test_sheets_gone_wrong(change: Callable[[pikepdf.Pdf], None], faults: set[str], shapes: Shapes) -> None:
    data, file = gang_file()
    assert {fault.slug for fault in check_gang(changed(data, change), file, shapes)} >= faults


def coded(side: float) -> Drawing:
    """A board with the village's code, quiet zone included `side` mm wide."""
    whole = Rect(0, 0, side, side)
    fills = (Fill(signage_code.WHITE, "ground", (whole,)), signage_code.dark_fill(encode(LINK), whole))
    return Drawing(side, side, 3, f"码 {side:g}", fills)


@pytest.mark.parametrize("sides", [(200, 320), (320, 200), (320, 200, 200)])
def test_a_code_of_each_size(sides: Sequence[float]) -> None:
    """Signs of one village say one link, each as large as it is; on the sheet they lie in any order."""
    drawings = [coded(side) for side in sides]
    data = render_sheets(
        [gang(sheet, drawings, "拼版") for sheet in impose(drawings, Stock())], "拼版", FOGRA39
    )
    modules = encode(LINK).size + 8
    codes = [Code(LINK, "Q", side / modules) for side in sides]
    for told in (codes, codes[::-1]):
        assert list(check_gang_codes(data, "拼版.pdf", told)) == []
    small = [Code(LINK, "Q", 180 / modules), *codes[1:]]
    assert {fault.slug for fault in check_gang_codes(data, "拼版.pdf", small)} == {"code-module"}


def test_a_code_too_few() -> None:
    data, file = gang_file()
    code = hall()[1].code
    assert code is not None
    twice = [fault.slug for fault in check_gang_codes(data, file.path, [code, code])]
    assert twice == ["code-missing"]
    other = replace(code, url=LINK + "x")
    assert [fault.slug for fault in check_gang_codes(data, file.path, [other])] == [
        "code-count",
        "code-missing",
    ]
