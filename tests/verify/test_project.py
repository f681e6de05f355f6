"""The project's raw files against outputs that were built from something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from listgen.verify import verify_output
from tests.verify.county import MERGED, PARTY, PROJECT, VILLAGE, ledger, write, write_project
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


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", county=("name: 岚溪县", "name: ["))
    (found,) = verify_output(write(tmp_path / "out"), project).findings
    assert (found.slug, found.facts()["value"]) == ("project-unreadable", "county.yaml › 3")


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"county": ("name: 岚溪县", "name: 岚西县")}, "project-county"),
        ({"county": ("2026-1,", "2026-2,")}, "project-county"),
        ({"county": ("/qingdan/", "/qd/")}, "project-county"),
        ({"county": ("name: 岚溪县", "name: [")}, "project-unreadable"),
        ({"villages": ("青石村,在用", "清石村,在用")}, "project-name"),
        ({"villages": ("00173,青石村", "00199,青石村")}, "project-village"),
        ({"villages": ("00173,青石村", "00199,青石村")}, "project-village-gone"),
        ({"villages": ("已并入,00173", "已并入,00174")}, "project-successor"),
        ({"villages": ("已并入,00173", "已撤销,")}, "project-successor"),
        ({"villages": (PARTY, "中共青石村总支部委员会")}, "project-wording-old"),
        (
            {"villages": ("00174,白塔村,已并入,00173,无", f"00174,白塔村,在用,00173,{PARTY}甲")},
            "project-successor",
        ),
        ({"villages": ("无人做的牌", "无人做的牌\n00175,新村,在用,,无,无,无")}, "project-village"),
        (
            {"villages": (f"{PARTY},", f"{PARTY}甲,")},
            "project-wording-old",
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


@pytest.mark.parametrize(
    ("suffix", "found"),
    [
        ("（村待确认）", set()),
        ("（限社区）", set()),
        ("（限部分村和社区）", set()),
        ("（社区：登记）", set()),
        ("（社区：登记）（限村）", set()),
        ("（登记）", {"project-item"}),
        ("（限村）登记", {"project-item"}),
    ],
)
def test_a_name_with_who_has_the_item(tmp_path: Path, suffix: str, found: set[str]) -> None:
    """The county's list says it behind the name; in no village's list the item may be found."""

    def say(expected: dict[str, Any]) -> None:
        expected["rows"]["r1"]["cells"][0] += suffix

    out, project = write(tmp_path / "out", change_expected=say), write_project(tmp_path / "project")
    slugs = {finding.slug for finding in verify_output(out, project).findings}
    assert slugs & {"project-item"} == found


@pytest.mark.parametrize(
    ("filed", "printed", "found"),
    [
        ("岚牌备1号", ["备案号：岚牌备1号"], False),
        ("岚牌备1号", ["备案号：岚牌备2号"], True),
        ("岚牌备1号", [], True),
        ("", ["备案号：岚牌备1号"], True),
        ("", [], False),
    ],
)
def test_filing_numbers(tmp_path: Path, filed: str, printed: list[str], found: bool) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    path = out / "data" / "expected.json"
    expected = json.loads(path.read_text("utf-8"))
    for owner in expected["owners"]:
        for sign in owner.get("signs", []):
            sign["lines"] = printed if sign["wording"] == PARTY else []
    path.write_text(json.dumps(expected), "utf-8")
    if filed:
        (project / "records" / "filing").mkdir(parents=True)
        record = f"signs:\n- {{village: 00173, sign: 党组织牌, number: {filed}}}\n"
        (project / "records" / "filing" / "a.yaml").write_text(record, "utf-8")
    assert ("project-filing" in {one.slug for one in verify_output(out, project).findings}) is found


def test_a_missing_roster(tmp_path: Path) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    (project / "villages.csv").unlink()
    assert [finding.slug for finding in verify_output(out, project).findings] == ["project-unreadable"]


@pytest.mark.parametrize(
    ("entry", "slug"),
    [
        (("00173", BASE + "001740/", "青石村"), "ledger-other-page"),
        (("00173", BASE + "001733/", "清石村"), "ledger-other-page"),
        (("00173", BASE + "001733", "青石村"), "ledger-dead-link"),
        (("00173", BASE + "../001733/", "青石村"), "ledger-dead-link"),
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


OLD = "https://old.lanxi.example/"
OLD_NAME = ("00173", BASE + "001733/", "大石村")


def moved(tmp_path: Path, text: str, *entries: tuple[str, str, str], page: str = "") -> list[str]:
    """The findings where the roster has a column 曾用名 and the county a former address."""

    def say(files: dict[str, bytes]) -> None:
        files[VILLAGE] = files[VILLAGE].replace(b"<section>", f"<p>{page}</p><section>".encode())

    out, project = write(tmp_path / "out", say), write_project(tmp_path / "project")
    roster = PROJECT["villages.csv"].splitlines()
    rows = (f"{row},{'曾用名' if at == 0 else text if at == 1 else ''}" for at, row in enumerate(roster))
    (project / "villages.csv").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    county = PROJECT["county.yaml"] + f"  former_base_urls: [{OLD}]\n"
    (project / "county.yaml").write_text(county, encoding="utf-8")
    (project / "links.jsonl").write_text(ledger(*entries), encoding="utf-8")
    return [finding.slug for finding in verify_output(out, project).findings]


def test_links_under_a_former_address(tmp_path: Path) -> None:
    entries = (("00173", OLD + "001733/", "青石村"), ("00174", OLD + "001740/", "白塔村"))
    assert moved(tmp_path, "", *entries) == []


def test_a_former_address_alone(tmp_path: Path) -> None:
    """One address without brackets is a list of one."""
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    county = PROJECT["county.yaml"] + f"  former_base_urls: {OLD}\n"
    (project / "county.yaml").write_text(county, encoding="utf-8")
    (project / "links.jsonl").write_text(ledger(("00173", OLD + "001733/", "青石村")), encoding="utf-8")
    assert verify_output(out, project).findings == ()


@pytest.mark.parametrize("text", ["大石村", "老石村、大石村"])
def test_a_former_name_that_the_page_says(tmp_path: Path, text: str) -> None:
    assert moved(tmp_path, text, OLD_NAME, page="原名大石村") == []


def test_a_former_name_that_the_page_does_not_say(tmp_path: Path) -> None:
    assert moved(tmp_path, "大石村", OLD_NAME) == ["ledger-old-name"]


def test_a_name_that_is_nobodys(tmp_path: Path) -> None:
    assert moved(tmp_path, "石村", OLD_NAME, page="原名大石村") == ["ledger-other-page"]


def test_a_merged_village_under_a_name_that_is_not_its_own(tmp_path: Path) -> None:
    """Two merged villages that changed ids lead to each other's successors."""
    assert moved(tmp_path, "", ("00174", BASE + "001740/", "老塔村")) == ["ledger-other-page"]


def test_a_page_under_a_wrong_check_digit(tmp_path: Path) -> None:
    """Code and page agree, since both came from a builder that cannot count."""
    wrong = VILLAGE.replace("001733", "001734")

    def rename(files: dict[str, bytes]) -> None:
        files[wrong] = files.pop(VILLAGE)

    def say(expected: dict[str, Any]) -> None:
        expected["owners"][1] |= {"page": wrong, "pages": [{"path": wrong, "heading": "青石村"}]}

    out, project = write(tmp_path / "out", rename, say), write_project(tmp_path / "project")
    (project / "links.jsonl").write_text(ledger(("00173", BASE + "001734/", "青石村")), encoding="utf-8")
    assert "ledger-other-page" in {finding.slug for finding in verify_output(out, project).findings}


def test_a_page_that_was_deleted(tmp_path: Path) -> None:
    def without(files: dict[str, bytes]) -> None:
        del files[MERGED]

    out, project = write(tmp_path / "out", without), write_project(tmp_path / "project")
    found = [(one.slug, one.location.line) for one in verify_output(out, project).findings]
    assert ("ledger-dead-link", 2) in found


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("}\n", "}", 2),
        ("}\n", "}\n\n", 3),
        ('{"seq": "2"', '{"name": "x", "seq": "2"', 2),
        ('"batch": "1"', '"batch": 1', 1),
        ("{", "\ufeff{", 1),
    ],
)
def test_a_ledger_that_was_tampered_with(tmp_path: Path, old: str, new: str, line: int) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    head, found, tail = (
        PROJECT["links.jsonl"].rpartition(old) if line > 1 else PROJECT["links.jsonl"].partition(old)
    )
    assert found
    (project / "links.jsonl").write_text(head + new + tail, encoding="utf-8")
    slugs = [(one.slug, one.location.line) for one in verify_output(out, project).findings]
    assert slugs == [("project-ledger", line)]


def test_a_ledger_with_other_line_ends(tmp_path: Path) -> None:
    out, project = write(tmp_path / "out"), write_project(tmp_path / "project")
    (project / "links.jsonl").write_bytes(PROJECT["links.jsonl"].replace("\n", "\r\n").encode())
    assert verify_output(out, project).findings == ()
