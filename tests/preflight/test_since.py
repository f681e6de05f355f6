"""What is about to end is said a month before, and only by a check that looks at the clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from listgen.preflight import check_project
from listgen.preflight.since import expired_since
from tests.faults.project import copy_base, replace

DATED = replace("overlays.csv", "准入,说明", "准入,说明,自,至")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = copy_base(tmp_path / "project")
    DATED(folder)
    replace("overlays.csv", "没有山林", "没有山林,,2027-03-31")(folder)
    replace("overlays.csv", "老茶树在本镇", "老茶树在本镇,,")(folder)
    return folder


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 11, 20), []),
        (date(2027, 2, 28), []),
        (date(2027, 3, 1), [("overlay-ending", "G2")]),
        (date(2027, 3, 31), [("overlay-ending", "G2")]),
        (date(2027, 4, 1), [("overlay-expired", "G2")]),
        (date(2027, 5, 1), [("overlay-expired", "G2"), ("admission-ending", "")]),
        (date(2027, 5, 31), [("overlay-expired", "G2"), ("admission-ending", "")]),
        (date(2027, 6, 1), [("admission-expired", "B3"), ("overlay-expired", "G2")]),
    ],
)
def test_what_ends_soon(today: date, told: list[tuple[str, str]], project: Path) -> None:
    found = expired_since(check_project(project), today)
    assert [(one.slug, one.location.cell) for one in found] == told
    assert {one.severity for one in found} <= {"warn"}


def test_on_the_day_of_the_edition(project: Path) -> None:
    replace("overlays.csv", "2027-03-31", "2026-12-01")(project)
    checked = check_project(project)
    assert checked.subject
    found = expired_since(checked, checked.subject.day)
    assert [one.slug for one in found] == ["overlay-ending"]
