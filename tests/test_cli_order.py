"""What a clerk types and is told when signs are ordered; nothing half-made stays behind a refusal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from listgen.cli import run
from tests.faults.project import copy_base, copy_in_earnest, replace, snapshot, write
from tests.test_cli import EN, ZH

Captured = pytest.CaptureFixture[str]
VILLAGES = "villages.csv"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A county in earnest with one order, its outputs beside it."""
    folder = tmp_path_factory.mktemp("made")
    project = copy_in_earnest(folder / "project")
    assert order(project, "一") == 0
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def ordered(made: Path, tmp_path: Path) -> Path:
    for name in ("project", "project-成果"):
        shutil.copytree(made / name, tmp_path / name)
    return tmp_path / "project"


def order(project: Path, batch: str, *more: str) -> int:
    return run(["order", "new", str(project), "--batch", batch, "--date", "2026-12-01", "-j", "1", *more], ZH)


def test_an_order_says_what_and_where(project: Path, capsys: Captured) -> None:
    assert order(project, "2026-02", "--slot", "party", "--slot", "hall", "--quantity", "hall=2") == 0
    told = capsys.readouterr().out
    out = project.with_name("project-成果")
    rows = ("牌名      尺寸（毫米）  块数", "党组织牌  350×2000      3", "大厅牌    1600×600      6")
    for said in (*rows, "共 9 块", str(out / "下单" / "2026-02"), "示例项目"):
        assert said in told
    assert (project / "orders" / "2026-02.yaml").is_file()
    assert len(list((out / "下单" / "2026-02" / "印刷").glob("*.pdf"))) == 6
    assert len(list((out / "下单" / "2026-02" / "雕刻").iterdir())) == 12
    assert run(["verify", str(out), "--project", str(project)], ZH) == 0


def test_orders_are_listed(ordered: Path, capsys: Captured) -> None:
    assert run(["order", "list", str(ordered)], ZH) == 0
    told = capsys.readouterr().out
    assert "2026-12-01  一" in told
    assert run(["order", "list", str(ordered), "--json"], EN) == 0
    (entry,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (entry["batch"], entry["signs"], entry["pieces"], entry["recalls"]) == ("一", 20, 20, 0)


def test_signs_are_asked_for_by_what_they_are_called(project: Path, capsys: Captured) -> None:
    """`build --only` takes 大厅牌, and so does an order; twice the same is refused."""
    assert order(project, "二", "--slot", "大厅牌", "--quantity", "大厅牌=2", "--dry-run") == 0
    by_name = capsys.readouterr().out
    assert order(project, "二", "--slot", "hall", "--quantity", "hall=2", "--dry-run") == 0
    assert capsys.readouterr().out == by_name
    assert order(project, "二", "--quantity", "大厅牌=2", "--quantity", "hall=3") == 2
    assert "大厅牌 hall" in capsys.readouterr().err


def test_no_orders_are_listed_as_none(project: Path, capsys: Captured) -> None:
    assert run(["order", "list", str(project)], ZH) == 0
    assert "共 0 批" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--batch", "../x"], 2, "../x"),
        (["--date", "2099-01-01"], 2, "2099-01-01"),
        (["--sheet", "big"], 2, "1220x2440"),
        (["--sheet", "5081x1220"], 2, "5081x1220"),
        (["--sheet", "20x20"], 2, "20x20"),
        (["--quantity", "party=2", "--quantity", "party=3"], 2, "party=3"),
        (["--quantity", "party=100"], 2, "party=100"),
        (["--batch", "CON"], 2, "CON"),
        (["--batch", "无"], 2, "无"),
        (["--quantity", "party"], 2, "station=2"),
        (["--quantity", "nothing=2"], 2, "nothing"),
        (["--slot", "nothing"], 2, "party"),
        (["--village", "99999"], 2, "99999"),
        (["--township", "99"], 2, "01 清河镇、02 白石乡"),
        (["--changed-since", "二"], 2, "一"),
        (["--batch", "一"], 2, "一"),
    ],
)
def test_what_cannot_be_ordered(
    ordered: Path, capsys: Captured, more: list[str], code: int, said: str
) -> None:
    before = snapshot(ordered.parent)
    name = [] if "--batch" in more else ["--batch", "新"]
    assert run(["order", "new", str(ordered), *name, *more], ZH) == code
    assert said in capsys.readouterr().err
    assert snapshot(ordered.parent) == before


@pytest.mark.parametrize(
    ("edit", "slug"),
    [
        (replace(VILLAGES, "青石村村民委员会", "青石村𣒍村民委员会"), "missing-glyph"),
        (write("orders/旧.yaml", b"schema: 1\n"), "order-edited"),
    ],
    ids=["a missing glyph", "a broken record"],
)
def test_errors_stop_an_order(project: Path, capsys: Captured, edit: object, slug: str) -> None:
    assert callable(edit)
    edit(project)
    before = snapshot(project.parent)
    assert order(project, "新") == 1
    assert slug in capsys.readouterr().out
    assert snapshot(project.parent) == before


@pytest.mark.parametrize(
    ("copy", "slug"), [(copy_base, "order-specimen"), (copy_in_earnest, "order-code-unissued")]
)
def test_a_code_that_is_in_no_ledger(
    copy: Callable[[Path], Path], slug: str, tmp_path: Path, capsys: Captured
) -> None:
    """What to type can be pasted: with the project and a name for the batch."""
    project = copy(tmp_path / "岚 溪")
    ledger = project / "links.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:2]))
    before = snapshot(tmp_path)
    assert order(project, "新") == 1
    told = capsys.readouterr().out
    assert slug in told
    assert f'listgen links issue "{project}" --batch 新' in told
    assert snapshot(tmp_path) == before


def test_a_folder_of_the_users_is_not_overwritten(project: Path, capsys: Captured) -> None:
    assert run(["build", str(project), "-j", "1"], ZH) == 0
    own = project.with_name("project-成果") / "下单" / "新" / "下单表.xlsx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"mine")
    before = snapshot(project.parent)
    assert order(project, "新") == 5
    assert "下单表.xlsx" in capsys.readouterr().err
    assert snapshot(project.parent) == before


def test_an_order_that_another_overtook_is_not_entered(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is entered between the first one's choice and its record."""
    from listgen.build import order_run

    make = order_run.make_order

    def overtaken(*held: object) -> object:
        made = make(*held)  # type: ignore[arg-type]
        monkeypatch.undo()
        assert order(project, "乙") == 0
        return made

    monkeypatch.setattr(order_run, "make_order", overtaken)
    assert order(project, "甲", "--slot", "party") == 5
    assert "没有记下" in capsys.readouterr().err
    assert [path.name for path in (project / "orders").iterdir()] == ["乙.yaml"]


def test_what_is_recorded_is_said_though_the_outputs_are_not_finished(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    from listgen.build.errors import Refused

    def full(*held: object) -> object:
        raise Refused("disk-full", value="x", reason="")

    monkeypatch.setattr("listgen.build.run.build", full)
    assert order(project, "新", "--slot", "party") == 5
    told = capsys.readouterr()
    assert "下单记录已经写好" in told.err and "不要再下一次" in told.err
    assert (project / "orders" / "新.yaml").is_file()


def test_a_foreign_folder_of_outputs_is_left_alone(project: Path, capsys: Captured) -> None:
    out = project.with_name("project-成果")
    out.mkdir()
    (out / "论文.docx").write_bytes(b"x")
    before = snapshot(project.parent)
    assert order(project, "新") == 5
    assert snapshot(project.parent) == before


def test_only_what_changed_and_what_comes_down(ordered: Path, capsys: Captured) -> None:
    replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县清河镇大青石村村民委员会")(ordered)
    replace(VILLAGES, "0600-5551003,否,在用,", "0600-5551003,否,已并入,00001")(ordered)
    assert order(ordered, "二", "--changed-since", "一") == 0
    told = capsys.readouterr().out
    assert "共 1 块" in told
    assert "收回旧牌 8 块" in told
    capsys.readouterr()
    assert order(ordered, "三", "--changed-since", "二") == 0
    assert "不用下单" in capsys.readouterr().out
    assert not (ordered / "orders" / "三.yaml").exists()


def test_a_lost_file_that_cannot_be_made_again_is_named(ordered: Path, capsys: Captured) -> None:
    out = ordered.with_name("project-成果")
    (lost,) = (out / "下单" / "一" / "印刷").glob("*青石村-委员会牌.pdf")
    lost.unlink()
    replace(VILLAGES, "岚溪县清河镇青石村村民委员会", "岚溪县清河镇大青石村村民委员会")(ordered)
    assert run(["build", str(ordered), "-j", "1"], ZH) == 3
    told = capsys.readouterr().out
    assert "order-sign-gone" in told
    assert "listgen order archive" in told


def test_a_look_ahead_writes_nothing(ordered: Path, capsys: Captured) -> None:
    replace(VILLAGES, "0600-5551003,否,在用,", "0600-5551003,否,已并入,00001")(ordered)
    before = snapshot(ordered.parent)
    assert order(ordered, "二", "--dry-run", "--slot", "hall", "--slot", "party") == 0
    told = capsys.readouterr().out
    for said in (
        "党组织牌  350×2000      2",
        "大厅牌    1600×600      2",
        "4 种牌面",
        "收回旧牌 2 块",
        "什么也没有写",
    ):
        assert said in told
    assert "示例项目" not in told
    assert snapshot(ordered.parent) == before


@pytest.mark.parametrize(("verb", "said"), [("withdraw", "已作废"), ("archive", "已存档")])
def test_a_batch_is_marked_by_a_command(ordered: Path, capsys: Captured, verb: str, said: str) -> None:
    out = ordered.with_name("project-成果")
    assert run(["order", verb, str(ordered), "--batch", "一", "-j", "1"], ZH) == 0
    assert (out / "下单").exists() is (verb == "archive")
    assert run(["order", "list", str(ordered)], ZH) == 0
    assert said in capsys.readouterr().out
    assert run(["verify", str(out), "--project", str(ordered)], ZH) == 0
    assert run(["order", verb, str(ordered), "--batch", "二"], ZH) == 2
    assert "一" in capsys.readouterr().err


def test_a_broken_record_is_not_marked_and_not_counted(ordered: Path, capsys: Captured) -> None:
    record = ordered / "orders" / "一.yaml"
    record.write_bytes(record.read_bytes().replace("青石村".encode(), "清石村".encode()))
    before = snapshot(ordered.parent)
    assert run(["order", "withdraw", str(ordered), "--batch", "一"], ZH) == 1
    assert "order-edited" in capsys.readouterr().out
    assert run(["order", "list", str(ordered)], ZH) == 1
    assert "以上 0 批；另有 1 份" in capsys.readouterr().out
    assert snapshot(ordered.parent) == before


def test_stock_that_wastes_less_is_named(project: Path, capsys: Captured) -> None:
    """Four halls of 1600×600 take four sheets of 1220×2440, and two that are a little larger."""
    assert order(project, "一", "--slot", "hall", "--quantity", "hall=2", "--dry-run") == 0
    assert "换用 1250x2500 的板材是 3 张（现在 6 张），省料 48%" in capsys.readouterr().out
    assert order(project, "一", "--slot", "hall", "--sheet", "1250x2500", "--dry-run") == 0
    assert "换用" not in capsys.readouterr().out


def test_boards_that_fit_no_sheet_are_named(project: Path, capsys: Captured) -> None:
    assert order(project, "一", "--slot", "center", "--slot", "party", "--sheet", "2200x1000") == 0
    told = capsys.readouterr().out
    assert "order-on-no-sheet" in told
    assert "01-党组织牌-2200×1000.pdf：" in told
    (sheet,) = (project.with_name("project-成果") / "下单" / "一" / "拼版").iterdir()
    assert "党组织牌" in sheet.name


def test_a_batch_that_only_takes_signs_down(ordered: Path, capsys: Captured) -> None:
    """Villages were merged, and nothing new hangs: the dry run and the order both come to their end."""
    replace(VILLAGES, "在用,\n00003", "已并入,00001\n00003")(ordered)
    for more in (("--dry-run",), ()):
        assert order(ordered, "二", "--changed-since", "一", *more) == 0
        told = capsys.readouterr()
        assert "0 种牌面" in told.out and "要收回旧牌 6 块" in told.out and told.err.count("出错") == 0
