"""listgen package as a clerk types it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from listgen.catalog.owners import UNKNOWN, NotFound
from listgen.cli import run
from tests.faults.project import copy_base, replace

ZH = {"LANG": "zh_CN.UTF-8"}
EN = {"LANG": "en_US.UTF-8"}
Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("here", "line", "zips"),
    [
        (".", "青溪-成果 --township 01", ["01-清河镇.zip"]),
        (".", "青溪-成果 --township 01 --township 02 --township 01", ["01-清河镇.zip", "02-白石乡.zip"]),
        (".", "青溪-成果 --township 白石乡 --township 02", ["02-白石乡.zip"]),
        (".", "青溪-成果 --township 02 -o a/b.ZIP", ["a/b.ZIP"]),
        ("青溪", "--township 02", ["02-白石乡.zip"]),
        ("青溪-成果", "--township 02", ["02-白石乡.zip"]),
    ],
)
def test_packed_and_checked(place: Path, here: str, line: str, zips: list[str], capsys: Captured) -> None:
    os.chdir(place / here)
    assert run(["package", *line.split()], ZH) == 0
    assert sorted(path.relative_to(place).as_posix() for path in place.rglob("*.[zZ]*")) == zips
    said = capsys.readouterr().out
    for name in zips:
        assert str(place / name) in said
        with zipfile.ZipFile(place / name) as zipped:
            zipped.extractall(place / "there")
    for root in (place / "there").iterdir():
        assert run(["verify", str(root)], ZH) == 0
        assert "另发一包" not in capsys.readouterr().out
        next(root.rglob("*.svg")).unlink()
        assert run(["verify", str(root)], ZH) == 1
        assert "另发一包" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("青溪-成果", 2, "--township"),
        ("青溪-成果 --township 03", 2, "01 清河镇、02 白石乡"),
        ("青溪-成果 --township 01 --township 02 -o a.zip", 2, "-o"),
        ("青溪-成果 --township 01 -o a.rar", 2, ".zip"),
        ("新溪 --township 01", 2, "listgen package 新溪-成果"),  # a project that was never built
        ("--township 01", 5, "listgen build"),
        ("青溪-成果 --township 01 -o 青溪-成果/a.zip", 5, "-o"),
    ],
)
def test_refused_in_a_line_or_two(place: Path, line: str, code: int, told: str, capsys: Captured) -> None:
    copy_base(place / "新溪")
    assert run(["package", *line.split()], ZH) == code
    printed = capsys.readouterr()
    assert printed.out == "" and told in printed.err
    assert len(printed.err.splitlines()) == 2
    assert not [path for path in place.rglob("*") if path.suffix in (".zip", ".tmp", ".rar")]


def test_a_project_stands_for_its_outputs(place: Path, capsys: Captured) -> None:
    assert run(["package", "青溪", "--township", "01"], ZH) == 0
    (made,) = place.glob("*.zip")
    assert str(made) in capsys.readouterr().out


def test_what_failed_is_listed(place: Path, capsys: Captured) -> None:
    path = place / "青溪-成果" / "manifest.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"failed":[]', '"failed":["site/t/01/index.html"]'), "utf-8")
    assert run(["package", "青溪-成果", "--township", "01"], ZH) == 1
    assert "site/t/01/index.html: output-failed" in capsys.readouterr().out
    assert not list(place.rglob("*.zip"))


def test_outputs_that_are_older_than_the_project(place: Path, capsys: Captured) -> None:
    line = ["package", "青溪-成果", "--township", "01"]
    assert run(line, EN) == 0
    assert "outputs-not-current" not in capsys.readouterr().out
    replace("villages.csv", "0600-5551001", "0600-5551009")(place / "青溪")
    assert run(line, EN) == 0
    assert "outputs-not-current" in capsys.readouterr().out
    replace("county.yaml", "number: 2026-1", "number: 2026-2")(place / "青溪")  # the next is in the making
    assert run(line, EN) == 0
    assert "outputs-not-current" not in capsys.readouterr().out


@pytest.mark.parametrize("fault", [NotFound("town", "02", (), UNKNOWN), PermissionError(13, "denied", "x")])
def test_what_cannot_be_compared_is_no_fault_of_the_package(
    place: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """The project has lost the township, or may not be read: all is packed by then."""

    def raising(*given: object, **named: object) -> None:
        raise fault

    monkeypatch.setattr("listgen.build.run.plan_only", raising)
    assert run(["package", "青溪-成果", "--township", "02"], EN) == 0
    assert "02-白石乡.zip" in capsys.readouterr().out
