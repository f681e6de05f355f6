"""`faces` of county.yaml, and the one warning of characters that they lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.preflight import check_project
from listgen.preflight.check import Checked
from tests.faults.project import Edit, both, copy_base, replace

COUNTY, VILLAGES = "county.yaml", "villages.csv"
NAMED = replace(VILLAGES, "村,青石村,", "村,青塆村,")


def faces(text: str) -> Edit:
    """county.yaml with these faces."""
    return replace(COUNTY, "signs:\n", f"faces: {text}\nsigns:\n")


def _checked(folder: Path, *edits: Edit) -> Checked:
    copy_base(folder)
    both(*edits)(folder)
    return check_project(folder)


def _rare(checked: Checked) -> list[tuple[str, str, str]]:
    return [
        (one.facts()["value"], str(one.location), one.facts()["places"])
        for one in checked.findings
        if one.slug == "paper-rare-characters"
    ]


def test_a_county_without_rare_characters_has_no_warning(tmp_path: Path) -> None:
    assert _rare(_checked(tmp_path / "county")) == []


def test_one_warning_names_all_characters_once(tmp_path: Path) -> None:
    edits = (NAMED, replace(COUNTY, "name: 岚溪县", "name: 岚𡐓县"))
    ((value, first, places),) = _rare(_checked(tmp_path / "county", *edits))
    assert (value, first) == ("𡐓塆", COUNTY)
    assert places.startswith("𡐓 宋体-ExtB county.yaml；塆 宋体 villages.csv › ")


def test_the_warning_names_the_declared_face(tmp_path: Path) -> None:
    ((_, _, places),) = _rare(_checked(tmp_path / "county", NAMED, faces("{补字: 仿宋}")))
    assert places.startswith("塆 仿宋 villages.csv › ")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("{隶书: 隶书}", "unknown-field"),
        ("{仿宋: [仿宋]}", "field-not-text"),
        (f"{{仿宋: {'长' * 32}}}", "field-too-long"),
        ("仿宋", "field-not-a-table"),
    ],
)
def test_faces_that_cannot_be(tmp_path: Path, text: str, slug: str) -> None:
    found = [one for one in _checked(tmp_path / "county", faces(text)).findings if one.severity == "error"]
    assert [(one.slug, one.location.file) for one in found] == [(slug, COUNTY)]


def test_papers_are_made_anew_in_other_faces(tmp_path: Path) -> None:
    texts = ("{仿宋: 仿宋}", "{仿宋: CESI仿宋}", "{黑体: 黑体}")
    digests = set()
    for at, text in enumerate(texts):
        assets = _checked(tmp_path / str(at), faces(text)).assets
        assert assets is not None
        digests.add(assets.digest("documents/booklet"))
    assert len(digests) == len(texts)
