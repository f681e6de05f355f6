"""Signs in a face of the county: read back with it where its project is given, and never by another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.resources import shipped
from listgen.verify import verify_output
from tests.faults.project import BASE, copy_base
from tests.typeset.fonts import TEXT, folder_of, small_font
from tests.verify.test_wording import subset

FACES = "assets/faces"
RECORD = '[serif-black]\nfile = "a.ttf"\nname = "Test FangSong"\nsha256 = "{}"\n'
Built = tuple[Path, Path]
SAID = "".join((BASE / "villages.csv").read_text("utf-8").split())
LETTERS = "党群服务民政社保监督电话微信扫一查本村区办事清单:"


@pytest.fixture(scope="module", params=[False, True], ids=["cubic", "quadratic"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A project whose plaques are in a face of its own, but for one character that is borrowed."""
    folder = tmp_path_factory.mktemp("licensed")
    project, out = copy_base(folder / "project"), folder / "out"
    font = small_font(text=TEXT + SAID.replace("河", ""), quadratic=request.param)
    folder_of(project / FACES, RECORD.format(sha256(font).hexdigest()), a_ttf=font)
    county = project / "county.yaml"
    county.write_text(
        county.read_text("utf-8").replace("signs:", "signs:\n  fallback: {serif-black: sans-bold}"), "utf-8"
    )
    assert run(["build", str(project), "-o", str(out)], {}) == 0
    return project, out


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped face with few characters, so that learning all of it takes no time."""
    folder = tmp_path_factory.mktemp("fonts")
    subset(shipped("fonts") / "NotoSansCJKsc-Bold.otf", SAID + LETTERS, folder / "small.otf")
    return folder


def found(built: Built, project: Path | None, fonts: Path) -> list[tuple[str, str]]:
    findings = verify_output(built[1], project, fonts=fonts).findings
    return sorted({(one.slug, one.severity.value) for one in findings})


def test_it_is_read_with_its_own_face(built: Built, fonts: Path) -> None:
    assert found(built, built[0], fonts) == []


def test_without_the_project_it_is_a_warning(built: Built, fonts: Path) -> None:
    assert found(built, None, fonts) == [("sign-unread", "warn")]


@pytest.mark.parametrize(
    ("change", "slugs"),
    [
        (lambda faces: (faces / "a.ttf").write_bytes(b"another"), {"project-face", "sign-unread"}),
        (lambda faces: (faces / "a.ttf").unlink(), {"project-face", "sign-unread"}),
        (lambda faces: (faces / "faces.toml").unlink(), {"sign-unread"}),
        (
            lambda faces: (faces / "faces.toml").write_text("[", "utf-8"),
            {"project-unreadable", "sign-unread"},
        ),
        (
            lambda faces: folder_of(faces, RECORD.replace("a.ttf", "../a.ttf").format("0")),
            {"project-face", "sign-unread"},
        ),
        (
            lambda faces: folder_of(faces, RECORD.format(sha256(b"\0").hexdigest()), a_ttf=b"\0"),
            {"output-unchecked"},
        ),
    ],
)
def test_another_face_reads_nothing(
    built: Built, fonts: Path, tmp_path: Path, change: Callable[[Path], object], slugs: set[str]
) -> None:
    project = Path(shutil.copytree(built[0], tmp_path / "project"))
    change(project / FACES)
    assert found(built, project, fonts) == sorted((slug, "error") for slug in slugs)


def test_which_characters_are_of_it(built: Built) -> None:
    expected = json.loads((built[1] / "data/expected.json").read_text("utf-8"))
    signs = [sign for owner in expected["owners"] for sign in owner["signs"]]
    assert signs
    for sign in signs:
        assert set(sign["licensed"]) == set(sign["wording"]) - {"河"}
        assert "drawn" not in sign
