"""Papers and pages say whether their list was issued, and an edition is built as it was."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from listgen.build.errors import Refused
from listgen.build.run import Request, build
from listgen.edit.release import release_project
from listgen.verify import verify_output
from tests.built import built
from tests.edit.issuable import TODAY, issuable, replace_in

ITEMS, MARK = "items/10-items.yaml", "未发布"
OLD, NEW = "帮助防火", "协助防火"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = issuable(tmp_path / "county")
    assert release_project(folder, date.fromisoformat(TODAY)).path is not None
    return folder


def test_a_part_is_not_mixed_with_what_was_issued(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(county, out)
    replace_in(county / ITEMS, f"name: {OLD}", f"name: {NEW}")
    with pytest.raises(Refused) as changed:
        build(Request(county, out, villages=("00001",)), lambda done, of: None)
    built(county, out)
    with pytest.raises(Refused) as issued:
        build(Request(county, out, villages=("00001",), edition="2026-1"), lambda done, of: None)
    assert changed.value.slug == issued.value.slug == "out-other-edition"
    assert verify_output(out, county).findings == ()


def said(out: Path) -> dict[str, str]:
    """What the county's list, a booklet and a village's page hold, as raw text."""
    papers = {
        "list": next(out.glob("县级/*清单.docx")),
        "booklet": next(out.glob("乡镇/01-*/00001-*/*.docx")),
    }
    texts = {name: _text(path) for name, path in papers.items()}
    return texts | {"page": next(out.glob("site/00001*/index.html")).read_text("utf-8")}


def _text(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_what_was_not_issued_says_so(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    as_issued = said(built(county, out))
    assert not any(MARK in text for text in as_issued.values())
    replace_in(county / ITEMS, f"name: {OLD}", f"name: {NEW}")
    changed = said(built(county, out))
    assert all(MARK in text and NEW in text for text in changed.values())
    assert verify_output(out, county).findings == ()
    again = said(built(county, out, edition="2026-1"))
    assert again == as_issued
    assert verify_output(out, county).findings == ()
