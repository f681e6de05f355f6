"""New projects and the demo's copy: whole, sound, and never at the cost of a file."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from listgen.edit import init
from listgen.edit.errors import Refused
from listgen.edit.init import copy_demo, examples, init_project
from listgen.edit.start import STARTERS, starters
from listgen.preflight import check_project
from listgen.resources import shipped
from tests.faults.project import Edit

DAY = date(2026, 11, 21)
TABLES = ("townships.csv", "villages.csv", "overlays.csv", "rooms.csv", "honours.csv", "cleanup.csv")
FILES = {"county.yaml", "kinds.yaml", "laws.yaml", *TABLES}


def test_a_new_project_passes_as_a_specimen(tmp_path: Path) -> None:
    paths = init_project(tmp_path / "new", "临溪自治县", DAY)
    checked = check_project(tmp_path / "new")
    assert [finding for finding in checked.findings if finding.severity == "error"] == []
    assert checked.subject is not None and checked.subject.county.specimen
    assert checked.subject.county.name == "临溪自治县"
    assert set(paths) > FILES
    assert {path.name for path in (tmp_path / "new").iterdir()} == FILES | {"items", "records", *STARTERS}


def test_tables_open_in_a_spreadsheet_and_have_an_example(tmp_path: Path) -> None:
    init_project(tmp_path, "临溪县", DAY)
    for name in TABLES:
        data = (tmp_path / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert len(data.splitlines()) >= 2


def test_the_sample_of_an_admission_is_one(tmp_path: Path) -> None:
    from listgen.catalog.records import load_admissions

    init_project(tmp_path, "临溪县", DAY)
    (sample,) = (tmp_path / "records" / "admission").iterdir()
    admissions, findings = load_admissions({"a.yaml": sample.read_bytes()})
    assert findings == []
    assert list(admissions) == ["ZR-2026-01"]


def test_the_sample_of_a_filing_is_one(tmp_path: Path) -> None:
    init_project(tmp_path, "临溪县", DAY)
    (sample,) = (tmp_path / "records" / "filing").iterdir()
    sample.rename(sample.with_suffix(".yaml"))
    checked = check_project(tmp_path)
    assert checked.subject is not None
    assert {one.slug for one in checked.findings if one.location.file.startswith("records")} == set()
    assert set(checked.subject.views[0].filings) == {"党组织牌", "委员会牌"}


def test_the_line_for_former_addresses_is_ready_to_use(tmp_path: Path) -> None:
    init_project(tmp_path, "临溪县", DAY)
    path = tmp_path / "county.yaml"
    text = path.read_text("utf-8")
    assert "不能再改" not in text
    path.write_text(text.replace("  # former_base_urls:", "  former_base_urls:"), "utf-8")
    checked = check_project(tmp_path)
    assert checked.subject is not None
    assert checked.subject.county.online.former_base_urls == ("https://jiu.qingdan.example/",)


@pytest.mark.parametrize("make", [lambda folder: init_project(folder, "临溪县", DAY), copy_demo])
def test_a_folder_with_files_is_left_alone(tmp_path: Path, make: Edit) -> None:
    (tmp_path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(Refused, match="folder-not-empty"):
        make(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"letter.docx"}


def test_an_interrupted_start_leaves_no_half_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def full(data: bytes, path: Path) -> None:
        if len(done) == 4:
            raise OSError(28, "full")
        done.append(path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(init, "save", full)
        with pytest.raises(OSError, match="full"):
            init_project(tmp_path, "临溪县", DAY)
    assert not (tmp_path / "county.yaml").exists()
    assert init_project(tmp_path, "临溪县", DAY)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_county_yaml_moves_in_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    rename = os.rename

    def watched(source: Path, target: Path) -> None:
        moved.append(target.name)
        rename(source, target)

    monkeypatch.setattr(os, "rename", watched)
    init_project(tmp_path, "临溪县", DAY)
    assert moved[-1] == "county.yaml"


def test_the_demo_keeps_what_its_owner_changed(tmp_path: Path) -> None:
    copy_demo(tmp_path / "demo")
    changed, lost = tmp_path / "demo" / "villages.csv", tmp_path / "demo" / "laws.yaml"
    changed.write_bytes(changed.read_bytes() + b"\n")
    mine = changed.read_bytes()
    lost.unlink()
    copy_demo(tmp_path / "demo")
    assert changed.read_bytes() == mine
    assert lost.is_file()


@pytest.mark.parametrize("example", ["", *examples()])
def test_the_demo_opens_its_menu_by_a_double_click(tmp_path: Path, example: str) -> None:
    copy_demo(tmp_path / "demo", example)
    assert {name: (tmp_path / "demo" / name).read_bytes() for name in STARTERS} == starters()
    if os.name == "posix":
        assert os.access(tmp_path / "demo" / "开始.sh", os.X_OK)


@pytest.mark.parametrize("example", examples())
def test_an_example_is_copied_whole(tmp_path: Path, example: str) -> None:
    copy_demo(tmp_path / "copy", example)
    source = shipped("catalogs") / "examples" / example
    for path in (path for path in source.rglob("*") if path.is_file()):
        assert (tmp_path / "copy" / path.relative_to(source)).read_bytes() == path.read_bytes()
    with pytest.raises(Refused, match="folder-not-empty"):
        copy_demo(tmp_path / "copy")


@pytest.mark.parametrize("name", ["岚溪县", "黑龙江省双鸭山市宝清县", "𠮷县"])
def test_names_of_counties(name: str) -> None:
    assert init.COUNTY_NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["", "县", "a: b", "岚溪县\n", "岚溪#县", "长" * 21])
def test_what_is_no_name(name: str) -> None:
    assert not init.COUNTY_NAME.fullmatch(name)


def test_new_files_name_no_real_place() -> None:
    text = "".join(path.read_text("utf-8") for path in init._NEW.rglob("*") if path.is_file())
    hosts = re.findall(r"https://([^/\s]+)/", text)
    assert all(host.endswith(".example") for host in hosts)


@pytest.mark.parametrize(
    ("county", "department"),
    [("青溪县", "县民政局"), ("青溪市", "市民政局"), ("青溪区", "区民政局"), ("云岭左翼中旗", "旗民政局")],
)
def test_a_county_of_another_kind_has_its_own_departments(
    tmp_path: Path, county: str, department: str
) -> None:
    init_project(tmp_path / "new", county, date(2026, 11, 21))
    checked = check_project(tmp_path / "new")
    assert checked.subject is not None
    assert department in {item.lead for item in checked.subject.items}
    texts = [
        text for item in checked.subject.items for text in (item.lead, item.content, item.how, item.plain)
    ]
    if county[-1] != "县":
        assert not [text for text in texts if re.search("县(?!级)", text)]
    assert checked.subject.county.issuing.recipients.endswith(f"{county[-1]}直各有关单位")
