"""The logo of a sign, read back: the very shape, once, upright, in its ink and place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.drawing.model import Drawing, Fill, Ink
from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.resources import shipped
from listgen.signage.facts import facts_of
from listgen.signage.plaque import set_plaque
from listgen.signage.sign import PlaqueValues
from listgen.typeset.outline import Placed
from listgen.verify import verify_output
from listgen.verify.pdf import check_pdf
from listgen.verify.promised import Logo, Sign
from tests.faults.project import copy_base
from tests.signage.shipped import WORDINGS
from tests.signage.test_logo import BOX, FILE, GOLD, KITE, loaded, logo
from tests.typeset.shipped import FACES

SLOT = loaded("center", logo()).slot("center")
DRAWING = set_plaque(SLOT, WORDINGS["center"], FACES)
RED = Ink(0, 1, 1, 0)


def expected() -> Sign:
    facts = facts_of(PlaqueValues(SLOT, WORDINGS["center"], (), (), False, "FOGRA39"))
    found = facts.logo
    assert found is not None
    box = (found.x, found.y, found.x + found.width, found.y + found.height)
    ink = (GOLD.cyan, GOLD.magenta, GOLD.yellow, GOLD.black)
    one = Logo(found.file, found.sha256, found.outline, ink, box, found.scale)
    inks = tuple((ink.cyan, ink.magenta, ink.yellow, ink.black) for ink in facts.inks)
    return Sign("a.pdf", "center", "plaque", facts.wording, (2400, 600), inks, None, logo=one)


def changed(change: Callable[[Fill], tuple[Fill, ...]]) -> Drawing:
    fills = (new for fill in DRAWING.fills for new in (change(fill) if fill.role == "logo" else (fill,)))
    return replace(DRAWING, fills=tuple(fills))


def moved(**more: float) -> Callable[[Fill], tuple[Fill, ...]]:
    def change(fill: Fill) -> tuple[Fill, ...]:
        (glyph,) = fill.glyphs
        places = {"x": glyph.x, "y": glyph.y, "sx": glyph.sx, "sy": glyph.sy} | more
        return (replace(fill, glyphs=(Placed(glyph.outline, **places),)),)

    return change


def slugs(drawing: Drawing) -> set[str]:
    return {one.slug for one in check_pdf(render_pdf(drawing, CONDITIONS["FOGRA39"]), "a.pdf", expected())}


def test_the_expected_logo_is_found() -> None:
    assert slugs(DRAWING) == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda fill: (),
        lambda fill: (fill, *moved(x=2250.0)(fill)),
        moved(x=BOX.x + 10),
        moved(y=BOX.y),
        moved(sx=0.09),
        moved(sy=0.09),
        moved(sx=-0.08, x=BOX.x + 80),
        lambda fill: (replace(fill, ink=Ink(0, 0, 0, 0)),),
    ],
    ids=["gone", "twice", "moved", "lower", "wider", "higher", "mirrored", "another ink"],
)
def test_any_other_is_refused(change: Callable[[Fill], tuple[Fill, ...]]) -> None:
    assert "sign-logo" in slugs(changed(change))


def test_another_shape_is_refused() -> None:
    other = loaded("center", logo(), KITE.replace(b"25 2", b"26 2")).slot("center")
    assert slugs(set_plaque(other, WORDINGS["center"], FACES)) == {"sign-logo"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project whose own scheme has a logo on its first sign, and an order of its signs."""
    folder = tmp_path_factory.mktemp("logo")
    project, out = copy_base(folder / "project"), folder / "out"
    own = project / "templates/signs/schemes/own.yaml"
    own.parent.mkdir(parents=True)
    name = "yi-heng-si-shu-yi-biaozhi"
    text = (shipped("templates") / f"signs/schemes/{name}.yaml").read_text("utf-8")
    at = "{x: 110, y: 90, width: 80, height: 80}"
    said = f"logo: {{file: {FILE}, kind: logo, box: {at}, ink: gold}}"
    text = text.replace("inks:", "inks:\n  gold: {cyan: 0, magenta: 20, yellow: 100, black: 0}\n ", 1)
    own.write_text(text.replace("logo: 可", said, 1), "utf-8")
    (project / FILE).parent.mkdir(parents=True)
    (project / FILE).write_bytes(KITE)
    county = project / "county.yaml"
    county.write_text(county.read_text("utf-8").replace(name, "own"), "utf-8")
    order = ["order", "new", str(project), "-o", str(out), "--batch", "2026-01", "--date", "2026-12-01"]
    assert run(["build", str(project), "-o", str(out)], {}) == 0
    assert run(order, {}) == 0
    assert run(["build", str(project), "-o", str(out)], {}) == 0
    return project, out


def test_a_build_with_a_logo_is_verified(built: tuple[Path, Path]) -> None:
    project, out = built
    expected_json = (out / "data/expected.json").read_bytes()
    assert expected_json.count(b'"logo"') == 6  # of three villages and their order
    assert verify_output(out, project, fonts=shipped("fonts")).findings == ()


def test_another_file_than_the_signs_were_made_with(built: tuple[Path, Path], tmp_path: Path) -> None:
    project = Path(shutil.copytree(built[0], tmp_path / "project"))
    (project / FILE).write_bytes(KITE + b"\n")
    found = verify_output(built[1], project).findings
    assert [(one.slug, one.location.file) for one in found] == [("project-logo", FILE)]
