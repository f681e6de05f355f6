"""Out and back: an untouched workbook changes nothing, whoever saved it, and each cell is its value."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listgen.edit.init import init_project
from listgen.edit.workbook.base import TITLE
from listgen.edit.workbook.export import export_workbook
from listgen.edit.workbook.filled import read_filled
from listgen.edit.workbook.importing import import_workbook
from listgen.edit.workbook.notes import NOTES_TITLE
from listgen.edit.workbook.state import load_state
from listgen.project import read_project
from listgen.resources import shipped
from listgen.sources.xlsx_book import CHOICES
from listgen.sources.yaml_nodes import Mapped, Plain, plain_of
from listgen.sources.yaml_write import scalar
from tests.faults.project import BASE, copy_base, replace, snapshot
from tests.workbook.books import as_excel, as_wps, edited, exported, opened

LIBREOFFICE = Path(__file__).with_name("libreoffice.xlsx")  # the base project's, saved by LibreOffice 7.4


DEMO, EXAMPLES = shipped("catalogs") / "demo", shipped("catalogs") / "examples"


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("national") / "青溪"
    init_project(folder, "青溪县", date(2026, 11, 21))
    return folder


def test_same_project_same_bytes() -> None:
    assert export_workbook(BASE).data == export_workbook(BASE).data


@pytest.mark.parametrize("folder", [BASE, DEMO], ids=lambda path: path.name)
def test_untouched_changes_nothing(folder: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(folder, project)
    before = snapshot(project)
    done = import_workbook(project, exported(project), "a.xlsx", write=True)
    assert (done.findings, bool(done.merged), done.files, done.written) == ((), False, {}, False)
    assert snapshot(project) == before


@pytest.mark.parametrize("save", [as_excel, as_wps])
def test_another_program_changes_nothing(save: Callable[[bytes], bytes]) -> None:
    imported = import_workbook(BASE, save(exported(BASE)), "a.xlsx")
    assert (imported.findings, bool(imported.merged)) == ((), False)


def test_saved_by_libreoffice() -> None:
    imported = import_workbook(BASE, LIBREOFFICE.read_bytes(), "a.xlsx")
    assert (imported.findings, bool(imported.merged)) == ((), False)


@pytest.mark.parametrize("folder", [BASE, DEMO, *sorted(EXAMPLES.iterdir())], ids=lambda path: path.name)
def test_each_cell_is_its_value(folder: Path) -> None:
    _assert_cells(folder)


def test_each_cell_of_a_new_project_is_its_value(national: Path) -> None:
    _assert_cells(national)


def _assert_cells(folder: Path) -> None:
    """What a cell shows reads back as the very value, in the way that the project's own reader takes it."""
    state, findings = load_state(read_project(folder)[0])
    assert state is not None and findings == []
    seen = 0
    for known, record in state.records.items():
        node = state.origins[known].node
        for name, cell in record.cells.items() if node else ():
            if cell.text:
                field = state.plan(record.sheet).field(name)
                assert _bare(field.codec.read(cell.text)) == _bare(_value(node, field.path)), (known, name)
                seen += 1
    assert seen > 150


def test_every_value_has_a_cell() -> None:
    """What the shipped files say stands in their sheets, but for the kind of an item, which is the sheet."""
    state, _ = load_state(read_project(DEMO)[0])
    assert state is not None
    for known, record in state.records.items():
        node = state.origins[known].node
        if node and record.table != "county":
            fields = {one.id for one in state.plan(record.sheet).columns}
            said = _leaves(plain_of(node))
            inside = {path for path in said if any(path.startswith(f"{one}.") for one in fields)}
            assert set(said) - inside - fields <= {"kind"}, known


def _leaves(value: Plain, above: str = "") -> list[str]:
    assert isinstance(value, dict)
    found = []
    for name, inner in value.items():
        path = f"{above}.{name}" if above else name
        found += _leaves(inner, path) if isinstance(inner, dict) else [path]
    return found


def _value(node: Mapped | None, path: tuple[str, ...]) -> Plain:
    value = plain_of(node) if node else ""
    for name in path:
        assert isinstance(value, dict)
        value = value[name]
    return value


def _bare(value: Plain) -> object:
    """A list of one is the same as its entry, and a flag that is no as none."""
    if isinstance(value, list):
        return _bare(value[0]) if len(value) == 1 else [_bare(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _bare(entry) for name, entry in value.items() if entry != "no"}
    return value


# --- what a clerk finds in it ---


def test_sheets_are_the_project() -> None:
    book = opened(exported(BASE))
    assert book.sheetnames[:4] == [NOTES_TITLE, "县情", "依法履行职责", "依法协助"]
    states = {page.title: page.sheet_state for page in book.worksheets if page.sheet_state != "visible"}
    assert states == {TITLE: "veryHidden", CHOICES: "veryHidden"}


def test_only_ids_and_heads_are_locked() -> None:
    book = opened(exported(BASE))
    for page in book.worksheets:
        assert page.protection.sheet and not page.protection.insertRows and not page.protection.deleteRows
    page = book["依法协助"]
    locked = {
        cell.coordinate[0] for line in page.iter_rows(min_row=2) for cell in line if cell.protection.locked
    }
    assert locked == {"A"}
    assert all(cell.protection.locked for cell in page[1])
    assert page.freeze_panes == "C2"
    assert {cell.number_format for line in page.iter_rows() for cell in line} == {"@"}
    assert not page.column_dimensions["B"].protection.locked


def test_choices_are_offered() -> None:
    page = opened(exported(BASE))["依法协助"]
    rules = {rule.formula1 for rule in page.data_validations.dataValidation}
    assert {'"是,否"', '"法律法规,政策文件"', '"有效,拟议,取消"'} <= rules


@pytest.mark.parametrize("text", ["=1+1", "00001", "_x0041_", "a\nb"])
def test_any_text_is_text(text: str, tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "project")
    replace("items/10-items.yaml", "content: 管理集体资产。", f"content: {scalar(text)}")(folder)
    data = exported(folder)
    cell = opened(data)["依法履行职责"]["D3"]
    assert cell.data_type == "s"
    imported = import_workbook(folder, data, "a.xlsx")
    assert (imported.findings, bool(imported.merged)) == ((), False)


TEXTS = st.text(st.sampled_from("甲乙：=+-@'\"<>&_x0041\n 𡐓（）《》"), min_size=1, max_size=9)


@settings(max_examples=8)
@given(st.lists(TEXTS, min_size=6, max_size=6))
def test_any_text_comes_through_the_file(texts: list[str]) -> None:
    """Cells of a real file, by both readers: what was typed is what is merged."""
    columns = {name: f"{letter}2" for name, letter in zip(("name", "content", "domain"), "BCD", strict=True)}
    cells = {("依法协助", where): text for where, text in zip(columns.values(), texts, strict=False)}
    state, _ = load_state(read_project(BASE)[0])
    assert state is not None
    filled, findings = read_filled(edited(exported(BASE), cells), "a.xlsx", state.plans, "base")
    assert filled is not None and findings == []
    record = next(one for one in filled.records if (one.table, one.key) == ("items", "CN-0004"))
    assert [record.text(name) for name in columns] == texts[:3]


@pytest.mark.parametrize(
    ("short", "title"), [("清单: 甲/乙", "清单－ 甲－乙"), ("乡镇", "乡镇〔duty〕"), ("依法协助", "依法协助")]
)
def test_a_sheet_has_a_title_that_programs_take(short: str, title: str, tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "project")
    replace("kinds.yaml", "short: 依法履行职责", f"short: {scalar(short)}")(folder)
    data = exported(folder)
    titles = opened(data).sheetnames
    assert title in titles and len({one.casefold() for one in titles}) == len(titles) <= 17
    assert not import_workbook(folder, data, "a.xlsx").findings
