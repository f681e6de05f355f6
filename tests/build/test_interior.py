"""Signs inside the halls of a small county: built, read back, ordered, and each spoilt one found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from listgen.build.run import Request, build
from listgen.resources import shipped
from listgen.verify import verify_output
from tests.build.test_orders import order
from tests.faults.project import copy_base, replace, write

ROOMS = "村编号,室名,功能,数量\n全部,活动室,议事、阅览,2\n00001,卫生室,,\n"
HONOURS = "村编号,荣誉,授予单位,年份\n00001,文明村,中共岚溪县委、岚溪县人民政府,2024\n"
SERVICE = (
    "  frequent: yes\n  materials: [身份证、户口簿, 授权书（现场填写）]\n  place: 乡镇（街道）便民服务中心\n"
)
CHOSEN = "ink_condition: FOGRA39\n  interior: [room, services, panel-300, desk-card, stickers, honours]"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project and its outputs."""
    folder = tmp_path_factory.mktemp("inside")
    project = copy_base(folder / "project")
    for edit in (
        replace("county.yaml", "ink_condition: FOGRA39", CHOSEN),
        write("rooms.csv", ROOMS.encode()),
        write("honours.csv", HONOURS.encode()),
        replace("items/10-items.yaml", "  plain: 村里的事", f"{SERVICE}  plain: 村里的事"),
    ):
        edit(project)
    assert run(project, folder / "out") == 0
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    for name in ("project", "out"):
        shutil.copytree(made / name, tmp_path / name)
    return tmp_path


def run(project: Path, out: Path) -> int:
    """How many outputs could not be made."""
    result = build(Request(project, out, jobs=1), lambda done, total: None)
    assert [one for one in result.findings if one.severity == "error"] == []
    return len(result.failed)


def slugs(folder: Path) -> list[tuple[str, str]]:
    found = verify_output(folder / "out", folder / "project", fonts=shipped("fonts")).findings
    return [(one.slug, Path(one.location.file).name) for one in found]


def listed(out: Path) -> list[dict[str, Any]]:
    outputs = json.loads((out / "manifest.json").read_text("utf-8"))["outputs"]
    return [entry for entry in outputs if entry["kind"] == "sign"]


def signs(expected: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Those inside the hall of the first village."""
    owner = next(one for one in expected["owners"] if one["id"] == "00001" and one["level"] == "village")
    return (sign for sign in owner["signs"] if sign["kind"] == "sign")


def test_what_each_village_has(made: Path) -> None:
    names = {
        id_: [Path(one["path"]).name for one in listed(made / "out") if one["owner"] == id_]
        for id_ in ("00001", "00002")
    }
    assert names["00001"] == [
        "01-功能室牌-活动室.pdf",
        "02-功能室牌-卫生室.pdf",
        "03-高频服务公示牌.pdf",
        "04-扫码查事项牌（小）.pdf",
        "05-桌面牌.pdf",
        "06-不干胶贴纸.pdf",
        "07-集体荣誉牌.pdf",
    ]
    assert [name[3:] for name in names["00002"]] == [
        name[3:] for name in names["00001"] if "卫生室" not in name and "荣誉" not in name
    ]
    assert all("/标牌/室内/" in one["path"] for one in listed(made / "out"))


def test_they_are_found_sound(made: Path) -> None:
    assert slugs(made) == []


def test_any_text_that_is_another_is_found(place: Path) -> None:
    """The last text of each sign is expected otherwise, of every other sign not at all: the sign is wrong.

    All in one: the first character that has to be named takes seconds.
    """
    path = place / "out" / "data" / "expected.json"
    expected = json.loads(path.read_text("utf-8"))
    wanted = []
    for number, sign in enumerate(sign for sign in signs(expected) if sign["lines"]):
        *lines, last = sign["lines"]
        other = last[:-1] + ("一" if last[-1] != "一" else "二")
        sign["lines"] = [*lines, other] if number % 2 else lines
        wanted.append(("sign-wording" if number % 2 else "sign-extra", Path(sign["path"]).name))
    path.write_text(json.dumps(expected, ensure_ascii=False), "utf-8")
    found = [one for one in slugs(place) if one[0].startswith("sign")]
    assert sorted(found) == sorted(wanted)
    assert {slug for slug, _ in wanted} == {"sign-wording", "sign-extra"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rooms.csv", "议事、阅览", "议事、阅读"),
        ("rooms.csv", "卫生室", "医务室"),
        ("honours.csv", "2024", "2023"),
    ],
)
def test_the_project_is_compared_as_it_stands(place: Path, file: str, old: str, new: str) -> None:
    replace(file, old, new)(place / "project")
    assert {slug for slug, _ in slugs(place)} == {"project-inside"}


def test_a_function_more_makes_that_rooms_signs_anew(place: Path) -> None:
    replace("rooms.csv", "00001,卫生室,,", "00001,卫生室,取药,")(place / "project")
    before = {path: path.read_bytes() for path in (place / "out").rglob("*.pdf")}
    assert run(place / "project", place / "out") == 0
    changed = [path.name for path, data in before.items() if path.read_bytes() != data]
    assert changed == ["02-功能室牌-卫生室.pdf"]
    assert slugs(place) == []


def test_an_order_has_them_with_their_quantities(place: Path) -> None:
    project = place / "project"
    batch = order(project, place / "out", villages=("00001",), slots=("room", "stickers", "desk-card"))
    assert [(sign.name, sign.quantity, sign.facts.copies) for sign in batch.signs] == [
        ("功能室牌-活动室", 2, 1),
        ("功能室牌-卫生室", 1, 1),
        ("桌面牌", 1, 1),
        ("不干胶贴纸", 1, 9),
    ]
    assert slugs(place) == []
