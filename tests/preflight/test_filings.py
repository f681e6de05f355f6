"""Filing records against the roster, the scheme and the day, on the valid base project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from listgen.preflight import check_project
from listgen.preflight.since import expired_since
from tests.faults.project import copy_base, write

FILE = "records/filing/a.yaml"
HEAD = "id: BA-2026-01\ndate: 2026-10-20\nauthority: 岚溪县专班\nvalid_to: 2027-10-20\nsigns:\n"
FIRST = "- {village: 00001, sign: 党组织牌, number: 岚牌备〔2026〕1-01}\n"


def project(tmp_path: Path, record: str) -> Path:
    folder = copy_base(tmp_path / "project")
    write(FILE, record.encode())(folder)
    return folder


def test_a_number_reaches_its_sign(tmp_path: Path) -> None:
    second = "- {village: 00002, sign: 大厅牌, number: 岚牌备〔2026〕1-02}\n"
    checked = check_project(project(tmp_path, HEAD + FIRST + second))
    assert checked.findings == ()
    assert checked.subject is not None
    assert [dict(view.filings) for view in checked.subject.views] == [
        {"党组织牌": "岚牌备〔2026〕1-01"},
        {"大厅牌": "岚牌备〔2026〕1-02"},
        {},
    ]


@pytest.mark.parametrize(
    ("record", "slug", "line"),
    [
        (HEAD + FIRST.replace("00001", "00009"), "filing-of-unknown-village", 6),
        (HEAD + FIRST.replace("00001", "00004"), "filing-of-former-village", 6),
        (HEAD + FIRST.replace("00001", "1"), "lost-zeros", 6),
        (HEAD + FIRST.replace("党组织牌", "民兵连牌"), "filing-outside-scheme", 6),
        (
            HEAD + FIRST.replace("00001, sign: 党组织牌", "00002, sign: 集体经济组织牌"),
            "filing-of-no-sign",
            6,
        ),
        (HEAD + FIRST + FIRST.replace("党组织牌", "委员会牌"), "filing-number-twice", 7),
        (HEAD + FIRST + FIRST.replace("1-01", "1-02"), "sign-filed-twice", 7),
        (HEAD + FIRST.replace("1-01", "1-" + "0" * 30), "field-too-long", 6),
        (HEAD + FIRST.replace("岚牌备", "𣒍牌备"), "missing-glyph", 6),
        (HEAD + FIRST.replace(", number: 岚牌备〔2026〕1-01", ""), "missing-field", 6),
        (HEAD.replace("2027-10-20", "2026-10-19") + FIRST, "filing-ends-before-it-begins", 4),
        (HEAD.replace("authority", "by") + FIRST, "unknown-field", 3),
        (HEAD, "field-not-tables", 5),
    ],
)
def test_a_faulty_record(tmp_path: Path, record: str, slug: str, line: int) -> None:
    checked = check_project(project(tmp_path, record))
    places = [one.location for one in checked.findings if one.slug == slug]
    assert [(place.file, place.line) for place in places] == [(FILE, line)]
    assert checked.subject is None


def test_two_records_of_one_id(tmp_path: Path) -> None:
    folder = project(tmp_path, HEAD + FIRST)
    write("records/filing/b.yaml", (HEAD + FIRST.replace("00001", "00002").replace("-01}", "-02}")).encode())(
        folder
    )
    found = [(one.slug, one.location.file) for one in check_project(folder).findings]
    assert found == [("duplicate-record", "records/filing/b.yaml")]


def test_an_expired_filing_is_pointed_out(tmp_path: Path) -> None:
    folder = project(tmp_path, HEAD.replace("2027-10-20", "2026-11-20") + FIRST)
    checked = check_project(folder)
    assert [(one.slug, one.severity.value) for one in checked.findings] == [("filing-expired", "warn")]
    assert checked.subject is not None
    write(FILE, (HEAD + FIRST).encode())(folder)
    later = expired_since(check_project(folder), date(2027, 10, 21))
    assert [one.slug for one in later if one.location.file == FILE] == ["filing-expired"]


def test_a_sign_without_room_for_its_number(tmp_path: Path) -> None:
    from tests.faults.test_faults import own_scheme

    folder = project(tmp_path, HEAD + FIRST)
    own_scheme("{end: 105, side: 60}", "{end: 26, side: 60}")(folder)
    found = [(one.slug, one.location.line) for one in check_project(folder).findings]
    assert found == [("filing-lacks-room", 6)]
