"""Signs set by hand from a small face, read back as characters."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from listgen.findings import Severity
from listgen.verify.pdf import check_pdf
from listgen.verify.promised import Sign
from listgen.verify.shapes import Shapes
from tests.verify.papers import MARKS, pdf, saved

FACE = Path(__file__).parents[2] / "fonts" / "NotoSerifCJKsc-Black.otf"
LETTERS = "青石村委员会一二（）综合服务大厅党土士囧·0-"


@pytest.fixture(scope="module")
def small_face(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped face with a few characters, so that learning all of it takes no time."""
    return subset(FACE, LETTERS, tmp_path_factory.mktemp("faces") / "small.otf")


def subset(face: Path, text: str, path: Path) -> Path:
    options = Options()
    options.layout_features = ["vert"]
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    with TTFont(face, lazy=True) as font:
        subsetter.subset(font)
        font.save(path)
    return path


Placed = tuple[str, float, float, float]  # glyph or character, x, y, em in mm


def set_sign(face: Path, placed: Iterable[Placed], squeeze: float = 1.0, flip: int = 1) -> bytes:
    """A white board of 300 × 100 mm with these characters in red."""
    content = []
    with TTFont(face, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        for char, x, y, em in placed:
            pen = RecordingPen()
            glyphs[names[ord(char)] if len(char) == 1 else char].draw(pen)
            scale = em / 1000
            content.append(f"q {scale * squeeze * flip:.6f} 0 0 {scale:.6f} {x:g} {y:g} cm")
            for operator, points in pen.value:
                letter = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h"}[operator]
                content.append(" ".join(f"{value:g}" for point in points for value in point) + f" {letter}")
            content.append("f Q")
    made = pdf("0 1 1 0 k", *content, MARKS)
    made.docinfo["/Title"] = "x"
    return saved(made)


def line(text: str, x: float = 20, y: float = 40, em: float = 20) -> list[Placed]:
    return [(char, x + index * em * 1.1, y, em) for index, char in enumerate(text)]


def column(text: str, x: float, top: float = 90, em: float = 12) -> list[Placed]:
    return [(char, x, top - (index + 1) * em, em) for index, char in enumerate(text)]


def slugs(data: bytes, wording: str, face: Path, kind: str = "plaque", known: str | None = None) -> list[str]:
    sign = Sign("牌.pdf", "party", kind, wording, (300, 100), ((0, 1, 1, 0),), None)
    shapes = Shapes([face], wording if known is None else known)
    found = check_pdf(data, "牌.pdf", sign, shapes)
    return [finding.slug for finding in found if finding.slug.startswith("sign")]


def severities(data: bytes, wording: str, face: Path, drawn: str = "") -> list[Severity]:
    sign = Sign("牌.pdf", "party", "plaque", wording, (300, 100), ((0, 1, 1, 0),), None, drawn=drawn)
    found = check_pdf(data, "牌.pdf", sign, Shapes([face], wording))
    return [finding.severity for finding in found if finding.slug == "sign-unread"]


@pytest.mark.parametrize(
    "placed",
    [
        line("青石村委员会"),
        column("青石村委员会", 100),
        column("青石", 120) + column("村委", 100) + column("员会", 80),  # right to left
        column("青石村", 120, em=8) + column("委员", 108, em=8) + column("会", 114, top=60, em=20),
        line("青石村", y=70, em=10) + line("委员会", y=30),
    ],
)
def test_orders_that_are_read(small_face: Path, placed: list[Placed]) -> None:
    assert slugs(set_sign(small_face, placed), "青石村委员会", small_face) == []


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("青石村委员会", "青石村员委会"),
        ("青石村委员", "青石村委员会"),
        ("青石村委员会会", "青石村委员会"),
        ("青石村囧员会", "青石村委员会"),
        ("党土会", "党士会"),
        ("一会", "二会"),
        ("", "青石村"),
    ],
)
def test_another_wording(small_face: Path, text: str, wording: str) -> None:
    assert slugs(set_sign(small_face, line(text)), wording, small_face) == ["sign-wording"]


def test_the_finding_says_what_is_read(small_face: Path) -> None:
    sign = Sign("牌.pdf", "party", "plaque", "青石村", (300, 100), (), None)
    data = set_sign(small_face, line("青囧村"))
    [facts] = [
        finding.facts()
        for finding in check_pdf(data, "牌.pdf", sign, Shapes([small_face], "青石村"))
        if finding.slug == "sign-wording"
    ]
    assert facts == {"value": "青囧村", "expected": "青石村"}


@pytest.mark.parametrize(
    ("squeeze", "flip", "found"),
    [(0.9, 1, []), (1.2, 1, []), (0.6, 1, ["sign-wording"]), (1, -1, ["sign-wording"])],
)
def test_stretched_and_mirrored(small_face: Path, squeeze: float, flip: int, found: list[str]) -> None:
    data = set_sign(small_face, [("村", 100, 40, 20)], squeeze, flip)
    assert slugs(data, "村", small_face) == found


def test_forms_of_vertical_text(small_face: Path) -> None:
    with TTFont(small_face) as font:
        upright = font.getBestCmap()[ord("（")]
        [lookup] = font["GSUB"].table.LookupList.Lookup
        turned = lookup.SubTable[0].mapping[upright]
    placed = [("村", 100, 60, 12), (turned, 100, 48, 12), ("会", 100, 36, 12)]
    assert slugs(set_sign(small_face, placed), "村（会", small_face) == []


@pytest.mark.parametrize(
    ("placed", "found"),
    [
        (line("青石村服务大厅") + line("综合", y=10, em=10), []),
        (line("青石村", y=70, em=12) + line("服务大厅") + line("综合", y=10, em=10), []),
        (line("青石村服务大厅会"), ["sign-wording"]),
        (line("青石村服务大厅") + line("会", x=220, em=20), []),  # apart
        (line("青石村服务厅大"), ["sign-wording"]),
        (line("石村服务大厅"), ["sign-wording"]),
    ],
)
def test_a_hall_sign_says_it_among_other_lines(
    small_face: Path, placed: list[Placed], found: list[str]
) -> None:
    assert slugs(set_sign(small_face, placed), "青石村服务大厅", small_face, "hall-sign") == found


@pytest.mark.parametrize(("lines", "found"), [(("综合", "会0"), []), (("综合", "会O"), ["sign-wording"])])
def test_the_other_lines_of_a_hall_sign(small_face: Path, lines: tuple[str, ...], found: list[str]) -> None:
    placed = line("服务大厅", y=60) + line("综合", y=30, em=10) + line("会0", y=10, em=10)
    data = set_sign(small_face, placed)
    sign = Sign("牌.pdf", "hall", "hall-sign", "服务大厅", (300, 100), (), None, lines)
    shapes = Shapes([small_face], LETTERS)
    slugs_found = [finding.slug for finding in check_pdf(data, "牌.pdf", sign, shapes)]
    assert [slug for slug in slugs_found if slug.startswith("sign")] == found


SMALL = "一0-0"


@pytest.mark.parametrize(
    ("placed", "found"),
    [
        (column("青石村委员会", 140) + line(SMALL, x=120, y=5, em=5), []),
        (column("青石村", 148, em=8) + column("委员", 136, em=8) + column("会", 142, top=60, em=20)
         + line(SMALL, x=130, y=5, em=5), []),
        (line("青石村", y=70, em=10) + line("委员会", y=30) + line(SMALL, x=240, y=4, em=6), []),
        (column("青石村委员会", 140), 1),
        (column("青石村委员会", 140) + line("二0-0", x=120, y=5, em=5), 2),
        (column("青石村委员会", 140) + line(SMALL + "0", x=120, y=5, em=5), 2),
        (column("青石村员委会", 140) + line(SMALL, x=120, y=5, em=5), 1),
        (column("青石村委员会", 140) + line(SMALL, x=120, y=5, em=5) + line("党", x=200, y=50), 1),
        (column("青石村委员会", 140) + line(SMALL, x=120, y=5, em=5) + line(SMALL, x=20, y=50, em=5), 1),
    ],
)  # fmt: skip
def test_a_plaque_says_its_small_line_too_and_nothing_else(
    small_face: Path, placed: list[Placed], found: int | list[str]
) -> None:
    sign = Sign("牌.pdf", "party", "plaque", "青石村委员会", (300, 100), (), None, (SMALL,))
    findings = check_pdf(set_sign(small_face, placed), "牌.pdf", sign, Shapes([small_face], LETTERS))
    slugs_found = [finding.slug for finding in findings if finding.slug.startswith("sign")]
    assert slugs_found == (["sign-wording"] * found if isinstance(found, int) else found)


def test_a_dash_belongs_to_its_own_line(small_face: Path) -> None:
    """Its middle is lower than the digits', as high as the line beside them."""
    placed = line("0-0", y=40) + line("综合", x=150, y=36)
    assert slugs(set_sign(small_face, placed), "0-0", small_face, "hall-sign", LETTERS) == []


def test_a_face_of_the_county(small_face: Path, tmp_path: Path) -> None:
    """Its shapes are in no shipped face: the number of characters is all that can be checked."""
    other = subset(small_face, "一", tmp_path / "other.otf")
    data = set_sign(small_face, line("青石村"))
    assert slugs(data, "青石村", other) == ["sign-unread"]
    assert severities(data, "青石村", other) == [Severity.ERROR]
    assert severities(data, "青石村", other, drawn="青石村") == [Severity.WARN]
    assert slugs(data, "青石", other) == ["sign-wording"]
