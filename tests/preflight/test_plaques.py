"""Hints about wordings that can hardly be that village's, on the valid base project."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.preflight import check_project
from tests.faults.project import copy_base, replace

FILE = "villages.csv"


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("青石村村民委员会", "青右村村民委员会", "plaque-without-name"),
        ("岚溪县清河镇青石村村民委员会", "兰溪县清河镇青石村村民委员会", "plaque-of-other-county"),
        ("青石村村民委员会", "青石村居民委员会", "plaque-ending"),
        ("青石村支部委员会", "青石村党支部", "plaque-ending"),
        ("青石村村务监督委员会", "青石村监督委员会", "plaque-ending"),
        ("青石村股份经济合作社", "青石村合作社", "plaque-ending"),
        ("河东社区居民委员会", "河东社区村民委员会", "plaque-ending"),
        ("青石村村民委员会", "青石村１组村民委员会", "plaque-full-width"),
    ],
)
def test_a_doubtful_wording_is_hinted_at(tmp_path: Path, old: str, new: str, slug: str) -> None:
    folder = copy_base(tmp_path / "project")
    before = [finding for finding in check_project(folder).findings if finding.slug.startswith("plaque-")]
    replace(FILE, old, new)(folder)
    checked = check_project(folder)
    found = [finding for finding in checked.findings if finding.slug.startswith("plaque-")]
    assert before == []
    assert [(finding.slug, finding.location.file) for finding in found] == [(slug, FILE)]
    assert checked.subject is not None  # a hint: only the registered name is right


@pytest.mark.parametrize(
    "name", ["经济合作社", "股份经济合作联合社", "经济联合社", "经济联合总社", "集体经济组织"]
)
def test_older_registered_names_stand(tmp_path: Path, name: str) -> None:
    folder = copy_base(tmp_path / "project")
    replace(FILE, "青石村股份经济合作社", f"青石村{name}")(folder)
    assert check_project(folder).findings == ()


def test_a_wording_is_one_villages_alone(tmp_path: Path) -> None:
    """Both cells are named; a village that is gone, and a sign that names no village, are no matter."""
    folder = copy_base(tmp_path / "project")
    replace(FILE, "白石乡白石村新时代文明实践站", "清河镇青石村新时代文明实践站")(folder)
    (found,) = [one for one in check_project(folder).findings if one.slug == "plaque-wording-twice"]
    assert (found.location.cell, found.facts()["first"]) == ("K4", "villages.csv › K2")
    replace(FILE, "清河镇青石村新时代文明实践站", "新时代文明实践站", 2)(folder)
    assert "plaque-wording-twice" not in {one.slug for one in check_project(folder).findings}
    replace(FILE, "旧村,,无,无", "旧村,,无,中国共产党岚溪县清河镇青石村支部委员会")(folder)
    assert "plaque-wording-twice" not in {one.slug for one in check_project(folder).findings}


def test_another_township_is_hinted_at(tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "project")
    path = folder / FILE
    rows = path.read_text("utf-8-sig").splitlines()
    towns = (folder / "townships.csv").read_text("utf-8-sig").splitlines()
    own, other = towns[1].split(",")[1], towns[2].split(",")[1]
    at = next(place for place, row in enumerate(rows) if place and own in row)
    rows[at] = rows[at].replace(own, other, 1)
    path.write_text("\n".join(rows) + "\n", "utf-8")
    slugs = [finding.slug for finding in check_project(folder).findings]
    assert slugs.count("plaque-of-other-township") == 1
