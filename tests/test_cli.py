"""The command line as its users meet it: exit codes, languages, consoles, interruptions."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from listgen.build.kinds import KINDS
from listgen.build.run import Failure, Request, Result
from listgen.cli import choose_language, run
from listgen.cli.parser import command_line
from listgen.cli.terminal import Terminal
from listgen.preflight import check_project
from listgen.preflight.since import expired_since
from tests.faults.project import both, copy_base, copy_in_earnest, former_names, replace

ROOT = Path(__file__).parent.parent
ZH, EN = {"LANG": "zh_CN.UTF-8"}, {"LANG": "C"}
COMMANDS = (
    ("demo",), ("init",), ("check",), ("count",), ("build",), ("verify",), ("preview",), ("links",),
    ("links", "mint"), ("links", "issue"), ("links", "list"), ("links", "retire"), ("links", "map"),
    ("order",), ("order", "new"), ("order", "list"), ("order", "withdraw"), ("order", "archive"),
    ("explain",), ("laws",), ("lint",),
    ("record",), ("record", "new"), ("record", "list"), ("release",), ("release", "freeze"),
    ("release", "list"), ("diff",), ("take",),
    ("workbook",), ("workbook", "export"), ("workbook", "import"), ("package",), ("menu",),
    ("cluster",), ("cluster", "certificates"), ("cluster", "scheduler"), ("cluster", "worker"),
)  # fmt: skip

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base project, built: OUT beside it under its default name."""
    folder = copy_base(tmp_path_factory.mktemp("built") / "project")
    assert run(["build", str(folder), "-j", "1"], EN) == 0
    return folder.with_name("project-成果")


# --- help and languages ---


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_help(command: tuple[str, ...], language: str, capsys: Captured) -> None:
    assert run([*command, "--help", "--lang", language], {}) == 0
    text = capsys.readouterr().out
    assert not re.search(r"\b(help|option|label)\.[a-z]", text), "a text without wording"
    chinese = re.findall("[\u4e00-\u9fff]", text)
    if language == "zh":
        assert len(chinese) > 30
        assert not re.search(r"Usage|Options:|Commands:|required|default|Show", text)
    else:
        assert len(chinese) < 10


def test_the_table_is_the_list_above() -> None:
    def paths(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        for name, command in group.commands.items():
            yield (*before, name)
            if isinstance(command, click.Group):
                yield from paths(command, (*before, name))

    assert set(paths(command_line(Terminal("en")))) == set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "C", "LC_MESSAGES": "zh_TW"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": ""}, "en"),
        (["check", "--lang", "zh"], {}, "zh"),
        (["--lang=en", "check"], ZH, "en"),
        (["check", "--lang", "fr"], ZH, "zh"),
        (["check", "--", "--lang", "zh"], {}, "en"),
        (["check", "--lang"], {}, "en"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(arguments, environment) == language


# --- what cannot be obeyed as written ---


@pytest.mark.parametrize(
    "line",
    [
        "", "links", "chek", "links mnit", "check --foo", "check a b", "check --as-of",
        "check --as-of 2026-13-01",
        "check --as-of 2026/11/21", "check --lang fr", "build --only x", "build -j 0", "build -j many",
        "build -j 99999999999", "init", "init new --name a:b", "verify", "verify nowhere",
        "verify . --project nowhere",
        "preview nowhere", "preview . --port 0", "preview . --port 70000", "links issue .",
        "links retire .", "links retire . --village 00001", "links retire . --into 00001",
        "links list . --batch 2099-01", "links issue . --batch a --date 2099-01-01",
        "links retire . --village 00009 --dissolved", "links retire . --village 00004 --dissolved", 
        "links retire . --village 00001 --into 00001",
        "links map . -o county.yaml", "links list . --fingerprint 0123", "links list . --fingerprint",
        "links issue . --batch ../x", "links issue . --batch a --date soon", "check --json=yes",
        "diff .", "diff . national --fail-on x", "diff national national", "diff .@2099-1 .",
        "diff .@2026-02-30 .", "take .", "take . CN-9999", "record new", "record new x .",
    ],
)  # fmt: skip
@pytest.mark.parametrize("environment", [ZH, EN], ids=["zh", "en"])
def test_usage(
    line: str, environment: dict[str, str], project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert run(line.split(), environment) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert not re.search(r"\b(usage|label|help)\.[a-z]", printed.err)
    if environment is ZH:
        assert re.search("[\u4e00-\u9fff]", printed.err)
        assert not re.search("No such|Missing|Invalid|Got", printed.err)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("bulid", "there is no command “bulid”; near it: build"),
        ("links isue", "there is no command “isue”; near it: issue"),
        ("lists", "there is no command “lists”; near it: lint, links"),
        ("bureaucracy", "there is no command “bureaucracy”"),
        ("build --vilage x", "there is no option “--vilage”; near it: --village, --lang"),
        ("build --quite-other x", "there is no option “--quite-other”"),
    ],
)
def test_a_word_that_is_nearly_one(line: str, near: str, capsys: Captured) -> None:
    assert run(line.split(), EN) == 2
    assert capsys.readouterr().err.splitlines()[0] == f"listgen: {near}"


def test_half_characters_in_an_argument(project: Path, capsys: Captured) -> None:
    assert run(["links", "issue", str(project), "--batch", "a\udc80"], ZH) == 2
    assert run(["check", str(project / "\udc80")], ZH) == 1
    assert "\udc80" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (["--village", "99999"], "99999"),
        (["--village", "河东村"], "00002 清河镇河东社区"),
        (["--township", "77"], "01 清河镇、02 白石乡"),
        (["--only", "手册"], "booklet（清单手册）"),
    ],
)
def test_filters_that_match_nothing(
    project: Path, option: list[str], told: str, tmp_path: Path, capsys: Captured
) -> None:
    assert run(["build", str(project), "-o", str(tmp_path / "out"), "--dry-run", *option], ZH) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("by_id", "by_name"),
    [
        ("--village 00002", "--village 河东社区"),
        ("--township 02", "--township 白石乡"),
        ("--only booklet", "--only 清单手册"),
    ],
)
def test_filters_by_name(project: Path, by_id: str, by_name: str, tmp_path: Path, capsys: Captured) -> None:
    line = ["build", str(project), "-o", str(tmp_path / "out"), "--dry-run"]
    assert run([*line, *by_id.split()], ZH) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) > 2
    assert run([*line, *by_name.split()], ZH) == 0
    assert capsys.readouterr().out == told


# --- check ---


def test_check_says_where_and_what_to_do(project: Path, capsys: Captured) -> None:
    replace("items/10-items.yaml", "- id: CN-0002", "- id: CN-0001")(project)
    assert run(["check", str(project)], ZH) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("items/10-items.yaml › 16: dup"))
    assert lines[at + 1].startswith("    改法：")
    assert run(["check", str(project / "nowhere")], ZH) == 1


def test_check_on_another_day(project: Path, capsys: Captured) -> None:
    assert run(["check", str(project), "--as-of", "2027-06-01", "--json"], EN) == 1
    assert [json.loads(line)["slug"] for line in capsys.readouterr().out.splitlines()] == [
        "admission-expired"
    ]


def test_what_has_expired_since_is_a_warning(project: Path) -> None:
    checked = check_project(project)
    later = expired_since(checked, date(2027, 6, 1))
    assert [(one.slug, one.severity) for one in later] == [("admission-expired", "warn")]
    assert expired_since(checked, date(2026, 11, 21)) == ()
    assert expired_since(check_project(project / "nowhere"), date(2027, 6, 1)) == ()


# --- build and verify ---


def test_default_out_is_beside_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def watched(request: Request, tell: object) -> Result:
        asked.append(request.out)
        return Result(())

    monkeypatch.setattr("listgen.build.run.plan_only", watched)
    for place, name in ((project, "."), (project / "items", ".."), (project.parent, "project")):
        monkeypatch.chdir(place)
        assert run(["build", name, "--dry-run"], EN) == 0
    assert set(asked) == {project.with_name("project-成果")}
    inside = project / "成果"
    inside.mkdir()
    (inside / "manifest.json").write_text("{}")  # as the demo has them
    for place, name in ((project, "."), (project.parent, "project")):
        monkeypatch.chdir(place)
        assert run(["build", name, "--dry-run"], EN) == 0
    assert asked[-2:] == [inside, inside]
    assert run(["build", "project", "--edition", "2026-1", "--dry-run"], EN) == 0
    assert asked[-1] == project.with_name("project-成果-2026-1")


def test_build_verify_and_rebuild(built: Path, capsys: Captured, tmp_path: Path) -> None:
    project = built.with_name("project")
    assert run(["verify", str(built), "--project", str(project)], EN) == 0
    assert run(["build", str(project), "--check"], EN) == 0
    capsys.readouterr()
    changed = copy_base(tmp_path / "project")
    replace("townships.csv", "白石乡1号", "白石乡9号")(changed)
    replace("villages.csv", "0600-5551003", "0600-5551009")(changed)
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    assert run(["build", str(changed), "-o", str(built), "--check"], ZH) == 4
    assert run(["build", str(changed), "-o", str(built), "--explain"], ZH) == 0
    assert run(["build", str(changed), "-o", str(built), "--dry-run", "--json"], ZH) == 0
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()} == before
    assert "reason." not in capsys.readouterr().out


@pytest.mark.parametrize(("language", "word"), [(ZH, "一种识码程序"), (EN, "one decoder")])
def test_verify_says_when_one_decoder_read_the_codes(
    built: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, language: dict[str, str], word: str
) -> None:
    assert run(["verify", str(built)], language) == 0
    assert word not in capsys.readouterr().out
    monkeypatch.setattr("listgen.cli.commands.which", lambda name: None)
    assert run(["verify", str(built)], language) == 0
    assert word in capsys.readouterr().out
    assert run(["verify", str(built), "--json"], language) == 0
    assert word not in capsys.readouterr().out


def test_verify_finds_a_spoilt_output(built: Path, tmp_path: Path, capsys: Captured) -> None:
    import shutil

    out = tmp_path / "out"
    shutil.copytree(built, out)
    (out / "site" / "index.html").write_text("<p>no list</p>", "utf-8")
    report = tmp_path / "report.json"
    assert run(["verify", str(out), "--json", "--report", str(report)], EN) == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "site/index.html" in {record["file"] for record in records}
    assert json.loads(report.read_text("utf-8")) == records
    assert run(["verify", str(out), "--report", str(tmp_path / "report.txt")], ZH) == 1
    assert "改法：" in (tmp_path / "report.txt").read_text("utf-8")
    assert run(["verify", str(out), "--report", str(out / "report.txt")], EN) == 2
    assert not (out / "report.txt").exists()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("diff", "{project}", "{project}", "--rows"), "kinds.yaml"),
        (("diff", "{project}", "{project}", "--rows"), "villages.csv"),
        (("diff", "{project}", "{project}", "--rows"), "../notice.docx"),
        (("laws", "{project}", "--csv"), "villages.csv"),
        (("laws", "{project}", "--csv"), "../notice.docx"),
        (("verify", "{project}/kinds.yaml", "--report"), "kinds.yaml"),
        (("verify", "{project}/kinds.yaml", "--report"), "../notice.docx"),
        (("verify", "{project}/kinds.yaml", "--report"), "notes.txt"),
    ],
)
def test_a_table_or_report_costs_no_file(project: Path, words: tuple[str, ...], name: str) -> None:
    for file in ("../notice.docx", "notes.txt"):
        (project / file).write_bytes(b"precious")
    before = (project / name).read_bytes()
    line = [word.format(project=project) for word in words]
    assert run([*line, str(project / name)], ZH) == 2
    assert (project / name).read_bytes() == before


def test_verify_one_file(built: Path, tmp_path: Path) -> None:
    booklet = next(built.rglob("*.docx"))
    assert run(["verify", str(booklet)], EN) == 0
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    assert run(["verify", str(tmp_path / "notes.txt")], EN) == 1


def test_a_foreign_folder_is_refused(project: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.docx").write_bytes(b"mine")
    assert run(["build", str(project), "-o", str(out)], ZH) == 5
    assert str(out) in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["letter.docx"]


def test_outputs_that_fail(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    failed = (
        Failure("a.docx", "00001", "booklet", "PermissionError: Permission denied"),
        Failure("b.pdf", "00002", "plaque", "Traceback …\nRuntimeError: no\n"),
    )
    monkeypatch.setattr("listgen.build.run.build", lambda *held: Result((), 9, 7, failed=failed))
    assert run(["build", str(project), "--json"], EN) == 3
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(record["slug"], record["file"]) for record in records] == [
        ("not-built-open", "a.docx"),
        ("not-built", "b.pdf"),
    ]


# --- surroundings ---


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (KeyboardInterrupt(), 130),
        (PermissionError(13, "Permission denied", "x.csv"), 5),
        (OSError(28, "No space left on device"), 5),
        (RuntimeError("broken"), 3),
        (RecursionError(), 3),
    ],
)
@pytest.mark.parametrize("environment", [ZH, EN], ids=["zh", "en"])
def test_what_goes_wrong_is_one_line(
    problem: BaseException,
    code: int,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    def raising(*arguments: object) -> None:
        raise problem

    monkeypatch.setattr("listgen.preflight.check_project", raising)
    assert run(["check", "."], environment) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert 1 <= len(printed.err.splitlines()) <= 2
    assert "Traceback" not in printed.err
    run(["check", ".", "--debug"], environment)
    assert ("Traceback" in capsys.readouterr().err) is (code == 3)


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_root_of_a_disk_is_no_project(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir("/")
    assert run([command], EN) == 1
    assert "“/” has no county.yaml" in "".join(capsys.readouterr())


@pytest.mark.parametrize("shut", ["templates", "items", "records/admission"])
def test_a_folder_that_may_not_be_read_is_named(
    shut: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Read as empty, shipped templates would silently take the place of the county's own."""
    (project / shut).mkdir(parents=True, exist_ok=True)
    scandir = os.scandir

    def guarded(path: str | Path = ".") -> Iterator[os.DirEntry[str]]:
        if Path(path) == project / shut:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    for line in (["check", str(project)], ["build", str(project), "-j", "1"]):
        assert run(line, EN) == 5
        assert str(project / shut) in capsys.readouterr().err


def test_what_to_type_names_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Pasted as it stands, it is about the same project; where the command stands, nothing is added."""
    replace("villages.csv", "00001,", ",")(project)
    monkeypatch.chdir(project.parent)
    run(["check", project.name], EN)
    assert f"listgen links mint {project.name}" in capsys.readouterr().out
    monkeypatch.chdir(project)
    run(["check"], EN)
    assert "listgen links mint" in (told := capsys.readouterr().out)
    assert project.name not in told


def test_outputs_behind_the_project(
    built: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--check` gives a verdict and the line to type; `verify` of a project is of its outputs."""
    for path in (built, built.with_name("project")):
        shutil.copytree(path, tmp_path / path.name)
    monkeypatch.chdir(tmp_path)
    replace("items/90-local.yaml", "看护老茶树", "看管老茶树")(tmp_path / "project")
    assert run(["build", "project", "--check"], EN) == 4
    assert capsys.readouterr().out.splitlines()[-1].endswith("listgen build project")
    assert run(["verify", "project"], EN) == 1
    assert "(listgen build project)" in capsys.readouterr().out
    assert run(["verify", "project", "--json", "--report", "found.txt"], EN) == 1
    assert "(listgen build project)" in capsys.readouterr().out
    assert "(listgen build project)" in Path("found.txt").read_text("utf-8")
    monkeypatch.chdir(tmp_path / "project")
    assert run(["verify"], EN) == 1


def _listgen(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "listgen", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, env={**os.environ, **environment})


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
@pytest.mark.parametrize("option", [(), ("--json",)], ids=["lines", "json"])
def test_any_console(project: Path, encoding: str, option: tuple[str, ...]) -> None:
    replace("villages.csv", "社区,河东社区,", "社区,河\u202e𠮷😀[/x]社区,")(project)
    out, err = _listgen(
        "check", str(project), *option, "--lang", "zh", PYTHONIOENCODING=encoding
    ).communicate()
    assert err == b""
    text = out.decode(encoding)
    assert "bidi-character" in text
    if option:
        values = [json.loads(line)["value"] for line in text.splitlines()]
        assert "河\u202e𠮷😀[/x]社区" in values


def test_a_reader_that_stops_reading(project: Path) -> None:
    process = _listgen("check", str(project), "--all", PYTHONUNBUFFERED="1")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()


THROWN_AWAY = """
import os, signal, sys, time
from listgen import cli

class Kept:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)

def run(arguments, environment, stop):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kept = Kept()
    del kept
    print("went on")
    return 0

cli.run = run
cli.main()
"""


WENT_ON = """
import os, signal
from listgen import cli

def work(io, arguments):
    try:
        exec(f"os.kill({os.getpid()}, signal.SIGINT)", {"os": os, "signal": signal})
    except KeyboardInterrupt:  # as the menu does with a build
        return 0

signal.signal(signal.SIGINT, signal.SIG_DFL)  # as __main__ leaves it
cli._obey = work
cli.main()
"""


def test_an_interruption_that_the_menu_went_on_from_is_not_the_end(tmp_path: Path) -> None:
    """Python remembers one within an exec() of a text, and a module would end by the signal."""
    (tmp_path / "went_on.py").write_text(WENT_ON, "utf-8")
    line = [sys.executable, "-m", "went_on"]
    assert subprocess.run(line, cwd=tmp_path, timeout=30).returncode == 0


IN_AN_OUTLINE = """
import os, signal
import uharfbuzz
from listgen import cli
from listgen.resources import shipped

def move(x, y, pen):
    os.kill(os.getpid(), signal.SIGTERM)

def work(io, arguments):
    path = next(path for path in sorted(shipped("fonts").iterdir()) if path.suffix in (".otf", ".ttf"))
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(move)
    font.draw_glyph(font.get_nominal_glyph(ord("村")), draw, None)
    print("went on")
    return 0

cli._obey = work
cli.main()
"""


@pytest.mark.parametrize("script", [THROWN_AWAY, IN_AN_OUTLINE], ids=["a finalizer", "an outline"])
def test_an_interruption_where_python_throws_it_away_is_not_lost(script: str) -> None:
    """Told in a line, without the traceback that a compiled library shows."""
    line = [sys.executable, "-c", script, "--lang", "en"]
    ended = subprocess.run(line, capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "Interrupted.\n")


AT_EVERY_STEP = """
import os, signal, sys
from listgen import cli

end, stopped = getattr(signal, sys.argv.pop(1)), sys.argv.pop(1) == "stopped"
signal.signal(signal.SIGINT, signal.SIG_DFL)  # as __main__ leaves it

def work(io, arguments):
    sys.settrace(count)
    frame = sys._getframe().f_back
    while frame:
        frame.f_trace, frame.f_trace_opcodes, frame = count, True, frame.f_back
    if stopped:
        raise KeyboardInterrupt
    return 0

def count(frame, event, what):
    global steps
    frame.f_trace_opcodes = True
    if event == "opcode":
        steps -= 1
        if steps == 0:
            os.kill(os.getpid(), end)
    return count

cli._obey = work
cli.Terminal("en").say("interrupted")  # loads the words
for steps in range(1, 120):
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(write, 2)
        cli.main()
    os.close(write)
    with open(read) as lines:
        said = lines.read()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), repr(said), flush=True)
"""


@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("end", ["done", "stopped"])
def test_an_interruption_at_any_step_of_the_end(stop: str, end: str) -> None:
    """Once all is done, or while it is said that it was stopped: one line or none, and never a traceback."""
    script = [sys.executable, "-c", AT_EVERY_STEP, stop, end, "--lang", "en"]
    ended = subprocess.run(script, capture_output=True, text=True, timeout=60)
    assert ended.stderr == ""
    expected = {"130 'Interrupted.\\n'"} | ({"0 ''"} if end == "done" else set())
    assert set(ended.stdout.splitlines()) == expected


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_preview_until_interrupted(built: Path, stop: signal.Signals) -> None:
    with _listgen("preview", str(built), "--lang", "en", PYTHONIOENCODING="utf-8") as process:
        assert process.stdout is not None and process.stderr is not None
        first = process.stdout.readline().decode()
        match = re.search(r"http://127\.0\.0\.1:\d+/[0-9a-f]+/", first)
        assert match, first
        with urllib.request.urlopen(match[0]) as answer:
            assert "岚溪县" in answer.read().decode()
        process.send_signal(stop)
        assert process.wait(20) == 130
        assert len(process.stdout.read().splitlines()) == 1
        assert process.stderr.read() == b""


# --- new projects and links ---


def test_init(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "new"
    assert run(["init", str(folder), "--name", "临溪县"], ZH) == 0
    assert run(["check", str(folder)], ZH) == 0
    assert run(["init", str(folder)], ZH) == 5
    assert "临溪县" in (folder / "county.yaml").read_text("utf-8")


def test_links(tmp_path: Path, capsys: Captured) -> None:
    project = copy_in_earnest(tmp_path / "in-earnest")
    assert run(["links", "mint", str(project)], EN) == 0
    day = ["--date", "2027-01-02", "--without-outputs"]
    assert run(["links", "issue", str(project), "--batch", "二批", *day], EN) == 0
    capsys.readouterr()
    assert run(["links", "list", str(project), "--batch", "二批", "--json"], EN) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(entry["seq"], entry["id"], entry["date"]) for entry in entries] == [
        ("4", "00001", "2027-01-02"),
        ("5", "00002", "2027-01-02"),
        ("6", "00003", "2027-01-02"),
    ]
    assert run(["links", "list", str(project)], ZH) == 0
    assert run(["links", "issue", str(project), "--batch", "b", "--village", "00004"], ZH) == 2
    replace("links.jsonl", "青石村", "青山村")(project)
    for command in (["list"], ["mint"], ["issue", "--batch", "c"]):
        assert run(["links", *command, str(project)], EN) == 1


@pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
def test_a_merger_and_a_new_address(tmp_path: Path, capsys: Captured, language: dict[str, str]) -> None:
    """What a clerk is told at each step names the village, the batch and the address."""
    project = copy_in_earnest(tmp_path / "in-earnest")
    assert run(["links", "retire", str(project), "--village", "00001", "--into", "00003"], language) == 0
    told = capsys.readouterr().out
    for fact in ("青石村", "白石村", "2026-01", "fw.lanxi.test/qingdan/000013/", f"listgen build {project}"):
        assert fact in told
    assert run(["links", "retire", str(project), "--village", "00003", "--dissolved"], language) == 1
    assert "merged-into-inactive" in capsys.readouterr().out
    assert run(["links", "map", str(project)], language) == 0
    folder = tmp_path / "in-earnest-重定向"
    assert sorted(path.name for path in folder.iterdir()) == ["redirects.apache.conf", "redirects.nginx.conf"]
    replace("county.yaml", "//fw.lanxi.test/", "//www.lanxi.test/")(project)
    capsys.readouterr()
    assert run(["links", "map", str(project)], language) == 1
    assert "https://fw.lanxi.test/qingdan/" in capsys.readouterr().out


def test_an_order_can_be_held_against_the_ledger(tmp_path: Path, capsys: Captured) -> None:
    project = copy_in_earnest(tmp_path / "in-earnest")
    older = (project / "links.jsonl").read_bytes()
    day = ["--date", "2027-01-02", "--without-outputs"]
    assert run(["links", "issue", str(project), "--batch", "二", *day], ZH) == 0
    order = capsys.readouterr().out.splitlines()[-1]
    (fingerprint,) = re.findall(r"(?:[0-9A-F]{4}-){3}[0-9A-F]{4}", order)
    assert "二" in order and "3 " in order and "6 " in order
    assert run(["links", "list", str(project)], ZH) == 0
    assert fingerprint in capsys.readouterr().out.splitlines()[-1]
    assert run(["links", "list", str(project), "--fingerprint", fingerprint.lower(), "--json"], ZH) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["seq"], found["batch"], found["date"], found["since"]) == ("6", "二", "2027-01-02", "0")
    (project / "links.jsonl").write_bytes(older)
    assert run(["links", "list", str(project)], ZH) == 0  # it adds up, and yet:
    assert run(["links", "list", str(project), "--fingerprint", fingerprint], ZH) == 1
    assert "fingerprint-unknown" in capsys.readouterr().out


def test_the_list_is_aligned_for_wide_characters(tmp_path: Path, capsys: Captured) -> None:
    project = copy_in_earnest(tmp_path / "in-earnest")
    both(replace("villages.csv", "社区,河东社区,", "社区,河东新社区,"), former_names({"00002": "河东社区"}))(
        project
    )
    assert run(["links", "list", str(project)], ZH) == 0
    rows = capsys.readouterr().out.splitlines()[:4]
    starts = {
        len(row[: row.index("https://")].encode("gb18030")) for row in rows[1:]
    }  # two bytes, two columns
    assert len(starts) == 1 and "已更名为河东新社区" in rows[2]


def test_the_kinds_are_those_of_the_manifest(built: Path) -> None:
    listed = json.loads((built / "manifest.json").read_text("utf-8"))["outputs"]
    assert {entry["kind"] for entry in listed} <= set(KINDS)


def test_demo(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way, on the base project in place of the demo county to be quick."""
    monkeypatch.setattr("listgen.edit.init.copy_demo", lambda folder, example: copy_base(folder))
    assert run(["demo", "-o", str(tmp_path / "demo")], ZH) == 0
    printed = capsys.readouterr()
    assert (tmp_path / "demo" / "成果" / "site" / "index.html").is_file()
    assert "成果/县级/" in printed.out


@pytest.mark.parametrize("option", ["--check", "--dry-run", "--explain"])
def test_a_look_in_a_machines_words(tmp_path: Path, capsys: Captured, option: str) -> None:
    """An object a line and nothing else."""
    project = copy_base(tmp_path / "project")
    (project / "links.jsonl").unlink()
    line = ["build", str(project), "--only", "qr"]
    assert run(line, EN) == 0
    replace("villages.csv", "村,白石村,", "村,白岩村,")(project)
    capsys.readouterr()
    assert run([*line, option, "--json"], EN) == (4 if option == "--check" else 0)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    looked = [entry for entry in told if "reason" in entry]
    assert {entry["reason"] for entry in looked} == {"new-name", "no-longer-planned"}
    assert all("00003" in entry["path"] for entry in looked)
    assert all("slug" in entry for entry in told if entry not in looked)


def test_an_example_that_does_not_exist(tmp_path: Path, capsys: Captured) -> None:
    assert run(["demo", "--example", "dafeng", "-o", str(tmp_path / "demo")], ZH) == 2
    assert "dafang" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_closed_stream(project: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, name, None)
    assert run(["check", str(project)], {}) == 0
