"""The project's raw files against outputs that were built from something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.verify import verify_output
from tests.verify.county import PARTY, PROJECT, ledger, write, write_project
from tests.verify.papers import BASE


def slugs(tmp_path: Path, **changes: tuple[str, str]) -> set[str]:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project", **changes)
    return {finding.slug for finding in verify_output(out, project).findings}


def test_the_project_that_it_was_built_from(tmp_path: Path) -> None:
    assert slugs(tmp_path) == set()


@pytest.mark.parametrize("file", ["villages.csv", "county.yaml"])
def test_a_file_in_gb18030(tmp_path: Path, file: str) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    path = project / file
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    assert verify_output(out, project).findings == ()


def test_items_in_a_folder_of_their_own(tmp_path: Path) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    (project / "items" / "more").mkdir()
    for path in (project / "items").glob("*.yaml"):
        path.rename(project / "items" / "more" / path.name)
    assert verify_output(out, project).findings == ()


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"county": ("name: 岚溪县", "name: 岚西县")}, "project-county"),
        ({"county": ("2026-1,", "2026-2,")}, "project-county"),
        ({"county": ("/qingdan/", "/qd/")}, "project-county"),
        ({"county": ("name: 岚溪县", "name: [")}, "project-unreadable"),
        ({"villages": ("青石村,在用", "清石村,在用")}, "project-name"),
        ({"villages": ("00173,青石村", "00199,青石村")}, "project-village"),
        ({"villages": (PARTY, "中共青石村总支部委员会")}, "project-wording"),
        (
            {"villages": ("00174,白塔村,已并入,00173,无", f"00174,白塔村,在用,00173,{PARTY}甲")},
            "project-wording",
        ),
        ({"10": ("CN-0001", "CN-0009")}, "project-item"),
        ({"10": ("婚姻登记", "结婚登记")}, "project-item"),
        ({"10": ("kind: duty", "state: retired")}, "project-item"),
        ({"links": ("青石村", "清石村")}, "project-ledger"),
        ({"links": ("2026-10-08", "2026-10-09")}, "project-ledger"),
        ({"links": ("{", "[")}, "project-ledger"),
    ],
)
def test_another_project(tmp_path: Path, changes: dict[str, tuple[str, str]], slug: str) -> None:
    assert slug in slugs(tmp_path, **changes)


def test_a_missing_roster(tmp_path: Path) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    (project / "villages.csv").unlink()
    assert [finding.slug for finding in verify_output(out, project).findings] == ["project-unreadable"]


@pytest.mark.parametrize(
    ("entry", "slug"),
    [
        (("00173", BASE + "001740/", "青石村"), "ledger-other-page"),
        (("00173", BASE + "001757/", "青石村"), "ledger-dead-link"),
        (("00173", "https://old.example/001733/", "青石村"), "ledger-dead-link"),
        (("00999", BASE + "001733/", "黑石村"), "ledger-other-page"),
    ],
)
def test_links_once_printed(tmp_path: Path, entry: tuple[str, str, str], slug: str) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    (project / "links.jsonl").write_text(ledger(entry), encoding="utf-8")
    assert [finding.slug for finding in verify_output(out, project).findings] == [slug]


def test_a_line_cut_out_of_the_ledger(tmp_path: Path) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    lines = PROJECT["links.jsonl"].splitlines(keepends=True)
    (project / "links.jsonl").write_text(lines[1], encoding="utf-8")
    assert [finding.slug for finding in verify_output(out, project).findings] == ["project-ledger"]
