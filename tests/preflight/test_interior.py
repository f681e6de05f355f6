"""Signs inside a hall that cannot be made: each finding where the words are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from listgen.preflight import check_project
from listgen.resources import shipped
from tests.faults.project import Edit, both, copy_base, replace, write

COUNTY, ITEMS = "county.yaml", "items/10-items.yaml"
ALL = "[room, services, panel-300, panel-450, desk-card, stickers, honours]"
ROOM_HEAD, HONOUR_HEAD = "村编号,室名,功能\n", "村编号,荣誉,授予单位,年份\n"
SERVICE = "\n  frequent: yes\n  materials: [身份证]\n  place: 大厅\n  phone: 0600-5550201"
FILE = "templates/signs/interior/standard.yaml"
Slugs = list[tuple[str, str, str]]


def chosen(ids: str = ALL) -> Edit:
    return replace(COUNTY, "ink_condition: FOGRA39", f"ink_condition: FOGRA39\n  interior: {ids}")


def rooms(rows: str) -> Edit:
    return write("rooms.csv", (ROOM_HEAD + rows + "\n").encode())


def honours(rows: str) -> Edit:
    return write("honours.csv", (HONOUR_HEAD + rows + "\n").encode())


def own(old: str, new: str) -> Edit:
    """The county's own file of the shipped one's name, with one change."""
    text = (shipped("templates") / "signs" / "interior" / "standard.yaml").read_text("utf-8")
    assert old in text
    return write(FILE, text.replace(old, new, 1).encode())


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Slugs]:
    """What the base project is told after these edits, beyond what it is told without."""

    def find(*edits: Edit) -> Slugs:
        folder = copy_base(tmp_path / "county")
        before = {str(one) for one in check_project(folder).findings}
        for edit in edits:
            edit(folder)
        findings = [one for one in check_project(folder).findings if str(one) not in before]
        places = ((one.location.cell or one.location.line) for one in findings)
        return [(one.slug, one.location.file, str(at)) for one, at in zip(findings, places, strict=True)]

    return find


def line(folder_file: str, text: str) -> str:
    return str(next(at for at, one in enumerate(folder_file.split("\n"), 1) if text in one))


def test_nothing_is_said_where_none_is_chosen(found: Callable[..., Slugs]) -> None:
    assert found(rooms("全部,活动室,议事、阅览"), chosen("无")) == []


def test_all_that_is_shipped_can_be_made(found: Callable[..., Slugs]) -> None:
    filled = replace(ITEMS, "\n  state: in-force", f"\n  state: in-force{SERVICE}")
    assert found(chosen(), rooms("全部,活动室,议事"), honours("00001,文明村,县委,2024"), filled) == []


@pytest.mark.parametrize(
    ("edits", "slugs"),
    [
        ((chosen("[room, door]"), rooms("全部,活动室,")), ["unknown-interior-sign"]),
        ((chosen("[room]"),), ["sign-without-data"]),
        ((chosen("[honours]"),), ["sign-without-data"]),
        ((chosen("[services]"),), ["sign-without-data"]),
        ((chosen("[desk-card]"), own("for: room", "for: house")), ["field-not-a-choice"]),
        ((chosen("[desk-card]"), own("side: 84,", "side: 40,")), ["code-too-small"]),
        ((chosen("[desk-card]"), own("block: wording", "block: text")), ["sign-parts-count"]),
        ((chosen("[desk-card]"), own("id: room", "id: party")), ["sign-twice"]),
        ((chosen("[desk-card]"), write(FILE, b"schema: [")), ["yaml-syntax"]),
    ],
)
def test_the_choice_and_the_file(
    found: Callable[..., Slugs], edits: tuple[Edit, ...], slugs: list[str]
) -> None:
    assert [slug for slug, _, _ in found(*edits)] == slugs


@pytest.mark.parametrize(
    ("sign", "edit", "slug", "file", "cell"),
    [
        ("room", rooms("全部,活动室,\n00001,\u9fff\U0002348d室,"), "missing-glyph", "rooms.csv", "B3"),
        ("room", rooms("全部,活动室,\U0002348d议事"), "missing-glyph", "rooms.csv", "C2"),
        ("room", rooms(f"全部,{'某' * 30}室,"), "sign-text-too-long", "rooms.csv", "B2"),
        ("room", rooms(f"全部,活动室,{'某' * 30}、阅览"), "sign-text-too-long", "rooms.csv", "C2"),
        ("room", rooms("全部,活动室,一、二、三、四、五、六、七、八、九"), "room-crowded", "rooms.csv", "C2"),
        (
            "honours",
            honours("\n".join(f"00001,先进集体,{'某' * 20},{year}" for year in range(2000, 2020))),
            "honours-crowded",
            "honours.csv",
            "",
        ),
        ("honours", honours("00001,\U0002348d村,县委,2024"), "missing-glyph", "honours.csv", "B2"),
    ],
)
def test_what_is_written_is_named_by_its_cell(
    found: Callable[..., Slugs], sign: str, edit: Edit, slug: str, file: str, cell: str
) -> None:
    findings = found(chosen(f"[{sign}]"), edit)
    assert findings
    assert {(one, at) for one, at, _ in findings} == {(slug, file)}
    assert not cell or {at for _, _, at in findings} == {cell}


def test_an_item_without_its_service_is_a_hint(found: Callable[..., Slugs]) -> None:
    filled = replace(ITEMS, "\n  plain: 村里的事", f"{SERVICE}\n  plain: 村里的事")
    bare = replace(ITEMS, "\n  plain: 集体的东西集体管", "\n  frequent: yes\n  plain: 集体的东西集体管")
    slugs = [slug for slug, _, _ in found(chosen("[services]"), both(filled, bare))]
    assert slugs == ["frequent-without-service"]


def test_too_many_services(found: Callable[..., Slugs]) -> None:
    """The first that has no room is named where it is marked as frequent."""
    wordy = f"\n  frequent: yes\n  materials: [{'很长的材料名称' * 40}]\n  place: 大厅"
    findings = found(
        chosen("[services]"),
        lambda folder: _everywhere(folder, "\n  state: in-force", f"{wordy}\n  state: in-force"),
    )
    assert {(slug, file) for slug, file, _ in findings} == {("services-crowded", ITEMS)}


def _everywhere(folder: Path, old: str, new: str) -> None:
    path = folder / ITEMS
    text = path.read_text("utf-8")
    assert text.count(old) > 1
    path.write_bytes(text.replace(old, new).encode())
