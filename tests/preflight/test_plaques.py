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
        ("青石村村民委员会", "青石村居民委员会", "plaque-of-other-type"),
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
