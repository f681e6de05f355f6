"""A county's own documents against its lists; marks that papers put behind an address themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from listgen.preflight import check_project
from listgen.resources import shipped

OWN = """\
name: board
title: "{village}分工表"
audience: village
data: booklet
kinds: [KINDS]
columns:
- {field: number, title: 序号, width: 12, align: center}
- {field: FIELD, title: 名称, width: 144}
file: 分工表.docx
"""


def slugs(project: Path) -> set[str]:
    return {finding.slug for finding in check_project(project).findings}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(shipped("catalogs") / "demo", tmp_path / "demo")
    return tmp_path / "demo"


@pytest.mark.parametrize(
    ("kinds", "field", "slug"),
    [
        ("duty", "name", ""),
        ("duty", "mingcheng", "document-field-unknown"),
        ("依法履行职责事项清单", "name", "document-kinds-missing"),
        ("meeting-plan", "name", "document-kinds-missing"),
    ],
)
def test_what_a_declaration_names_is_there(project: Path, kinds: str, field: str, slug: str) -> None:
    folder = project / "templates" / "documents" / "board"
    folder.mkdir(parents=True)
    folder.joinpath("document.yaml").write_text(OWN.replace("KINDS", kinds).replace("FIELD", field), "utf-8")
    shutil.copy(shipped("templates") / "documents" / "task-claim" / "template.docx", folder)
    found = slugs(project) & {"document-field-unknown", "document-kinds-missing", "bad-document"}
    assert found == ({slug} if slug else set())


@pytest.mark.parametrize(("field", "text"), [("recipients", "各乡镇人民政府："), ("copies", "县委办。")])
def test_a_mark_at_the_end_is_the_papers(project: Path, field: str, text: str) -> None:
    county = project / "county.yaml"
    lines = [
        f"  {field}: {text}" if line.startswith(f"  {field}:") else line
        for line in county.read_text("utf-8").splitlines()
    ]
    county.write_text("\n".join(lines) + "\n", "utf-8")
    assert "stop-at-the-end" in slugs(project)
