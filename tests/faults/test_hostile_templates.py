"""Every hostile template at once in a real project: check and build name each, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listgen.cli import run
from tests.documents.test_hostile import ATTACKS
from tests.faults.project import copy_base, snapshot

DECLARATION = "name: {0}\ntitle: '{{county}}清单'\naudience: county\ndata: list\nfile: 文书{0}.docx\n"


def _folder(number: int) -> str:
    return f"templates/documents/attack-{number}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = copy_base(tmp_path / "project")
    for number, (data, _) in enumerate(ATTACKS.values()):
        own = folder / _folder(number)
        own.mkdir(parents=True)
        (own / "document.yaml").write_text(DECLARATION.format(f"attack-{number}"), "utf-8")
        (own / "template.docx").write_bytes(data)
    return folder


@pytest.mark.parametrize("command", ["check", "build"])
def test_all_are_named_at_once(
    command: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, out = snapshot(project), tmp_path / "out"
    asked = [command, str(project), "--json", *(["-o", str(out)] if command == "build" else [])]
    assert run(asked, {}) == 1
    printed = capsys.readouterr()
    found = {(one["file"], one["slug"]) for one in map(json.loads, printed.out.splitlines())}
    wanted = {
        (f"{_folder(number)}/template.docx", slug if data else "missing-file")
        for number, (data, slug) in enumerate(ATTACKS.values())
    }
    assert wanted <= found, wanted - found
    assert "Traceback" not in printed.err
    assert not out.exists() and snapshot(project) == before


def test_a_folder_in_place_of_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy_base(tmp_path / "project")
    own = project / _folder(0)
    (own / "template.docx").mkdir(parents=True)
    (own / "document.yaml").write_text(DECLARATION.format("attack-0"), "utf-8")
    assert run(["check", str(project), "--json"], {}) == 1
    printed = capsys.readouterr()
    assert "missing-file" in printed.out and "Traceback" not in printed.err
