"""listgen explain as a clerk meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listgen.cli import run
from tests.faults.project import copy_base, replace

ZH, EN = {"LANG": "zh_CN.UTF-8"}, {"LANG": "C"}
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


def _asked(project: Path, capsys: Captured, *words: str) -> list[dict[str, object]]:
    assert run(["explain", *words, "--project", str(project), "--json"], EN) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("words", "held", "reason", "place"),
    [
        (["白石村", "CN-0004"], False, "switched-off", "overlays.csv › B2"),
        (["00001", "CN-0004"], True, "in-force", "items/10-items.yaml › 44"),
        (["青石村", "LX-0001"], True, "added", "overlays.csv › B3"),
        (["青石村", "LX-0001", "--as-of", "2027-06-01"], False, "not-admitted", "overlays.csv › B3"),
    ],
)
def test_one_item(
    words: list[str], held: bool, reason: str, place: str, project: Path, capsys: Captured
) -> None:
    (entry,) = _asked(project, capsys, *words)
    assert (entry["held"], entry["reason"]) == (held, reason)
    assert f"{entry['file']} › {entry['cell'] or entry['line']}" == place
    assert entry["facts"]
    for environment in (ZH, EN):
        assert run(["explain", *words, "--project", str(project)], environment) == 0
        told = capsys.readouterr().out
        assert place in told and "explain." not in told


def test_all_items_of_an_owner(project: Path, capsys: Captured) -> None:
    entries = _asked(project, capsys, "00003")
    assert [entry["item"] for entry in entries if not entry["held"]] == [
        "CN-0003",
        "CN-0004",
        "CN-0007",
        "LX-0001",
    ]
    assert run(["explain", "00003", "--project", str(project)], ZH) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(entries) + 3
    assert [entry["held"] for entry in _asked(project, capsys, "白石乡")] == [False] * len(entries)


def test_a_village_that_is_no_more(project: Path, capsys: Captured) -> None:
    (entry,) = _asked(project, capsys, "00004")
    assert (entry["state"], entry["successor"]) == ("已并入", "00003")
    assert run(["explain", "旧村", "CN-0001", "--project", str(project)], ZH) == 0
    assert "00003" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["青石寨"], "00001"),
        (["00009"], "00009"),
        (["青石村", "xx"], "xx"),
        (["青石村", "证明"], "CN-0005"),
    ],
)
def test_what_is_not_there_is_named(words: list[str], said: str, project: Path, capsys: Captured) -> None:
    for environment in (ZH, EN):
        assert run(["explain", *words, "--project", str(project)], environment) == 2
        assert said in capsys.readouterr().err


def test_the_project_goes_after_its_option(project: Path, capsys: Captured) -> None:
    assert run(["explain", str(project), "00001"], ZH) == 2
    assert "--project" in capsys.readouterr().err


def test_nothing_is_told_of_files_that_cannot_be_read(project: Path, capsys: Captured) -> None:
    replace("items/10-items.yaml", "state: in-force", "state: gone")(project)
    assert run(["explain", "00001", "--project", str(project)], ZH) == 1
    assert "field-not-a-choice" in capsys.readouterr().out
