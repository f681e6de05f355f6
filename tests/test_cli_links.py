"""What a clerk is told by `listgen links`, by `--help`, and where a folder is given for the other one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.cli.help import wrapped
from listgen.cli.table import width
from listgen.locale import LANGUAGES, TABLES, say, table
from tests.faults.project import Edit, both, copy_in_earnest, former_names, printed, replace, snapshot
from tests.test_cli import COMMANDS, EN, ZH

Captured = pytest.CaptureFixture[str]
VILLAGES, LEDGER = "villages.csv", "links.jsonl"
OLD, NEW = "https://fw.lanxi.test/qingdan/", "https://www.lanxi.test/"
RENAMED = both(replace(VILLAGES, "村,青石村,", "村,新石村,"), former_names({"00001": "青石村"}))
MOVED = replace("county.yaml", f"base_url: {OLD}", f"base_url: {NEW}\n  former_base_urls: [{OLD}]")
DAY = ["--date", "2026-12-01"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project in earnest and its outputs beside it."""
    folder = tmp_path_factory.mktemp("made")
    project = copy_in_earnest(folder / "project")
    assert run(["build", str(project), "-j", "1"], EN) == 0
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of both."""
    for name in ("project", "project-成果"):
        shutil.copytree(made / name, tmp_path / name)
    return tmp_path / "project"


def issue(project: Path, batch: str, *more: str) -> int:
    return run(["links", "issue", str(project), "--batch", batch, *DAY, *more], ZH)


# --- a batch, and the outputs that go to print ---


def test_a_batch_of_outputs_that_are_up_to_date(project: Path, capsys: Captured) -> None:
    assert issue(project, "二") == 0
    told = capsys.readouterr().out.splitlines()
    assert f"listgen build {project}" in "".join(told[:-1])
    assert re.search(r"批次 二，共 3 个码；台账到第 6 行", told[-1])


@pytest.mark.parametrize(
    ("edit", "villages", "stale"),
    [
        pytest.param(RENAMED, (), True, id="renamed"),
        pytest.param(RENAMED, ("00001",), True, id="renamed, that one"),
        pytest.param(RENAMED, ("00003",), False, id="renamed, another one"),
        pytest.param(MOVED, ("00003",), True, id="another address"),
        pytest.param(replace(VILLAGES, "0600-5551003", "0600-5551009"), (), False, id="a phone on no sign"),
    ],
)
def test_signs_of_older_values_are_not_issued(
    project: Path, capsys: Captured, edit: Edit, villages: tuple[str, ...], stale: bool
) -> None:
    edit(project)
    before = snapshot(project)
    only = [word for id_ in villages for word in ("--village", id_)]
    assert issue(project, "二", *only) == (4 if stale else 0)
    assert (snapshot(project) == before) is stale
    if stale:
        assert f"listgen build {project}，" in capsys.readouterr().err
        assert issue(project, "二", *only, "--without-outputs") == 0


def test_signs_that_are_missing_are_not_issued(project: Path, capsys: Captured, tmp_path: Path) -> None:
    next(project.with_name("project-成果").rglob("*河东社区二维码.dxf")).unlink()
    assert issue(project, "二") == 4
    assert "河东社区二维码.dxf" in capsys.readouterr().err
    assert issue(project, "二", "--village", "00001") == 0
    out = tmp_path / "elsewhere"
    assert issue(project, "三", "--out", str(out)) == 4
    assert f"listgen build {project} -o {out}，" in capsys.readouterr().err
    assert run(["build", str(project), "-o", str(out), "-j", "1"], ZH) == 0
    capsys.readouterr()
    assert issue(project, "三", "-o", str(out)) == 0
    assert f"listgen build {project} -o {out}，" in capsys.readouterr().out


def test_a_ledger_that_the_outputs_miss_gets_no_line(project: Path, capsys: Captured) -> None:
    assert issue(project, "二") == 0
    assert run(["build", str(project)], ZH) == 0
    text = (project / LEDGER).read_bytes().splitlines(keepends=True)
    (project / LEDGER).write_bytes(b"".join(text[:3]))
    capsys.readouterr()
    assert issue(project, "三") == 1
    assert "ledger-shorter" in capsys.readouterr().out
    assert len((project / LEDGER).read_bytes().splitlines()) == 3


def test_a_batch_that_is_there(project: Path, capsys: Captured) -> None:
    assert issue(project, "二", "--village", "00001") == 0
    assert issue(project, "二", "--village", "没有的村") == 2
    capsys.readouterr()
    assert issue(project, "二", "--village", "00001") == 0
    assert say("zh", "done.issue-none", batch="二", count=1) in capsys.readouterr().out
    assert issue(project, "二") == 0
    told = capsys.readouterr().out
    assert say("zh", "done.issue", batch="二", count=2) in told
    assert say("zh", "done.issue-known", batch="二", count=1) in told


@pytest.mark.parametrize("environment", [ZH, EN], ids=["zh", "en"])
def test_errors_alone(project: Path, capsys: Captured, environment: dict[str, str]) -> None:
    """A batch under another name, a day that is past, an address: no warning stands before them."""
    RENAMED(project)
    assert (
        run(["links", "issue", str(project), "--batch", "2026-01", "--date", "2026-01-01"], environment) == 1
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == say("zh" if environment is ZH else "en", "label.errors")
    assert all(name in lines[1] for name in ("batch-holds-other", "00001", "青石村", "新石村"))
    replace("county.yaml", OLD, NEW)(project)
    assert run(["links", "map", str(project)], environment) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == say("zh" if environment is ZH else "en", "label.errors")


def test_a_move_in_the_order_that_the_fix_says(project: Path, capsys: Captured) -> None:
    """The line that it shows is pasted, then the map is made: no circle."""
    replace("county.yaml", OLD, NEW)(project)
    assert run(["links", "map", str(project)], ZH) == 1
    line = re.search(r"former_base_urls: \[[^]]*\]", capsys.readouterr().out)
    assert line
    replace("county.yaml", f"base_url: {NEW}", f"base_url: {NEW}\n  {line[0]}")(project)
    assert run(["links", "map", str(project)], ZH) == 0
    assert run(["build", str(project)], ZH) == 0
    assert issue(project, "2026-01") == 1  # another address: another batch
    assert issue(project, "2026-02") == 0


# --- the other commands ---


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_a_batch_that_is_not_there(project: Path, capsys: Captured, json: tuple[str, ...]) -> None:
    printed("00001", "青石村", "二", OLD)(project)
    assert run(["links", "list", str(project), "--batch", "三", *json], ZH) == 2
    told = capsys.readouterr()
    assert told.out == "" and "2026-01、二" in told.err and "三" in told.err
    (project / LEDGER).unlink()
    assert run(["links", "list", str(project), "--batch", "三"], ZH) == 2
    assert say("zh", "links.no-batch") in capsys.readouterr().err


def test_nothing_to_map_is_said_first(project: Path, capsys: Captured) -> None:
    assert run(["links", "map", str(project)], ZH) == 0
    assert capsys.readouterr().out.splitlines()[0] == say("zh", "done.map-none")
    MOVED(project)
    assert run(["links", "map", str(project)], ZH) == 0
    assert capsys.readouterr().out.splitlines()[-1] == say("zh", "done.map", count=3)


def test_an_old_address_is_not_said_to_work(project: Path, capsys: Captured) -> None:
    MOVED(project)
    assert run(["links", "list", str(project)], ZH) == 0
    rows = capsys.readouterr().out.splitlines()[1:4]
    assert all("应转" in row and "已转" not in row and "扫码" in row for row in rows)


def test_dissolved_into_one_village(project: Path, capsys: Captured) -> None:
    line = ["links", "retire", str(project), "--village", "00002", "--dissolved", "--into", "00001"]
    assert run(line, ZH) == 0
    assert "已撤销，现归青石村（00001）" in (told := capsys.readouterr().out) and "已撤销、现归青石村" in told
    assert run(["links", "list", str(project)], ZH) == 0
    assert "已撤销，现归青石村（00001）" in capsys.readouterr().out
    assert run(line, ZH) == 2
    told = capsys.readouterr().err
    assert "改回“在用”" in told and "“并入”清空" in told and "弄错了村" in told
    replace(VILLAGES, "已撤销,00001", "在用,")(project)  # as it says
    assert run(["check", str(project)], ZH) == 0


def test_no_id_is_given_and_that_is_said(project: Path, capsys: Captured) -> None:
    RENAMED(project)
    with (project / VILLAGES).open("a", encoding="utf-8") as roster:
        roster.write(",01,村,青石村" + "," * 15 + "\n")
    assert run(["links", "mint", str(project)], ZH) == 1
    told = capsys.readouterr().out
    assert "printed-name-taken" in told and told.splitlines()[-1] == say("zh", "done.mint-refused")
    assert "“青石村”是印给青石村" not in told


# --- one folder for the other ---

PROJECT_COMMANDS = (
    ["check"], ["build"], ["links", "mint"], ["links", "issue", "--batch", "a"], ["links", "list"],
    ["links", "retire", "--village", "00001", "--dissolved"], ["links", "map"],
)  # fmt: skip


@pytest.mark.parametrize("command", PROJECT_COMMANDS, ids=" ".join)
@pytest.mark.parametrize("environment", [ZH, EN], ids=["zh", "en"])
def test_outputs_where_a_project_is_meant(
    project: Path, capsys: Captured, command: list[str], environment: dict[str, str]
) -> None:
    before = snapshot(project.parent)
    assert run([*command, f"{project}-成果"], environment) == 2
    names = [word for word in command if word in ("check", "build", "links", "mint", "issue", "list",
                                                  "retire", "map")]  # fmt: skip
    assert f"listgen {' '.join(names)} {project}\n" in capsys.readouterr().err
    assert snapshot(project.parent) == before


def test_a_project_stands_for_its_outputs(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["verify", str(project)], ZH) == 0
    monkeypatch.chdir(project)
    assert run(["verify"], ZH) == 0
    project.with_name("project-成果").rename(project / "成果")  # as the demo has it
    assert run(["verify"], ZH) == 0
    capsys.readouterr()
    assert run(["check", str(project / "成果")], ZH) == 2
    assert f"listgen check {project}\n" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["preview", "verify"])
def test_a_project_without_outputs(project: Path, capsys: Captured, command: str) -> None:
    shutil.rmtree(project.with_name("project-成果"))
    assert run([command, str(project)], ZH) == 2
    assert f"listgen {command} {project}-成果\n" in capsys.readouterr().err


def test_verify_with_outputs_for_a_project(project: Path, capsys: Captured) -> None:
    out = f"{project}-成果"
    assert run(["verify", out, "--project", out], ZH) == 2
    assert f"listgen verify {out} --project {project}\n" in capsys.readouterr().err


# --- help ---


@pytest.mark.parametrize("command", [(), *COMMANDS], ids=" ".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_breaks_no_word(command: tuple[str, ...], language: str, capsys: Captured) -> None:
    assert run([*command, "--help", "--lang", language], {}) == 0
    text = capsys.readouterr().out
    assert max(map(width, text.splitlines())) <= 100
    wanted = _words(say(language, ".".join(("help", *command))))
    if command == ("build",):
        wanted |= _words(say(language, "option.only"))
    assert wanted - _words(text) == set()
    assert not re.search(r"^\s*[，。；：、）”》]|[（“《]$", text, re.MULTILINE)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z0-9][A-Za-z0-9._/-]+", text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("甲乙丙丁", ["甲乙", "丙丁"]),
        ("甲乙，丙", ["甲", "乙，", "丙"]),
        ("甲（hall-sign）乙", ["甲", "（hall-sign）", "乙"]),
        ("a b c d", ["a b", "c d"]),
        ("甲 bb", ["甲", "bb"]),
    ],
)
def test_wrapping(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 4)) == lines


# --- one name for one thing ---


@pytest.mark.parametrize("name", TABLES)
def test_the_ledger_has_one_name(name: str) -> None:
    """印码台账 where it is first said; 台账 alone after that."""
    for slug, entry in table(name).items():
        if slug in ("lint.form-ledger", "project-cleanup"):  # of ledgers that villages and townships keep
            continue
        said = entry["zh"] + entry.get("zh_fix", "")
        assert not re.search("链接台账|二维码台账|二维码的台账", said), slug
        assert "台账" not in said or said.find("印码台账") + 2 == said.index("台账"), slug
