"""The menu, from a pipe and on a terminal; 开始.sh in a real shell, 开始.bat by its bytes."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from listgen.cli import run
from listgen.cli.menu import menu, open_folder
from listgen.cli.terminal import Terminal
from listgen.edit.init import init_project
from listgen.edit.start import starters

ZH = {"LANG": "zh_CN.UTF-8"}
SHELL = "/bin/sh"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "place" / "青溪 (一) & 县"  # beside it lies nothing of another test
    init_project(folder, "青溪县", date(2026, 11, 29))
    return folder


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def chosen(folder: Path, made: Path | None = None) -> tuple[int, list[str], list[Path]]:
    """The exit code, the commands that were obeyed and the folders that were shown."""
    lines: list[str] = []
    shown: list[Path] = []

    def obey(line: Sequence[str]) -> int:
        lines.append(" ".join(line).replace(str(folder), "HERE"))
        if made and not made.exists():
            init_project(made, "青溪县", date(2026, 11, 29))
        return 0

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    return menu(Terminal("zh"), folder, obey, show), lines, shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("0\n", []),
        ("\n \n９\nx\n\x00\n0\n1\n", []),
        ("1\n", ["check HERE"]),
        ("１\n0\n", ["check HERE"]),
        (" 2 \n1\n0\n", ["build HERE -o HERE-成果", "check HERE"]),
        ("5\n", ["links mint HERE"]),
        ("3\n4\n0\n", []),  # there are no outputs yet
    ],
)
def test_a_project(
    project: Path, text: str, lines: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    typed(monkeypatch, text)
    assert chosen(project) == (0, lines, [])
    printed = capsys.readouterr()
    assert printed.err == "" and "menu." not in printed.out


@pytest.mark.parametrize("inside", [False, True])
def test_outputs_beside_it_or_inside(project: Path, inside: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    out = project / "成果" if inside else project.with_name(f"{project.name}-成果")
    out.mkdir()
    (out / "manifest.json").write_text("{}")
    typed(monkeypatch, "3\n4\n")
    name = "HERE/成果" if inside else "HERE-成果"
    assert chosen(project) == (0, [f"verify {name} --project HERE"], [out])


def test_a_folder_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place" / "here"
    place.mkdir(parents=True)
    made = place / "青溪县"
    typed(monkeypatch, "1\n\n1\n青溪县\n1\n")
    _, lines, _ = chosen(place, made)
    assert lines[0] == "init --name 青溪县 HERE/青溪县"
    typed(monkeypatch, "3\n0\n")
    assert chosen(place)[1] == ["demo -o HERE/示例"]  # the project is the first choice now


@pytest.mark.parametrize("here", [".", "listgen-0.1.0"])
def test_projects_in_it_and_beside_it(
    project: Path, here: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    folder = project.parent / here
    folder.mkdir(exist_ok=True)
    typed(monkeypatch, "1\n1\n")
    assert chosen(folder)[1] == [f"check {project}".replace(str(folder), "HERE")]


def test_a_command_that_goes_wrong_ends_in_the_menu(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (project / "villages.csv").unlink()
    typed(monkeypatch, "1\n2\n0\n")
    assert run(["menu", str(project)], ZH) == 0
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err and printed.out.count("请输入数字") == 3


def test_no_input_at_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run(["menu", str(project)], ZH) == 0


def test_where_it_cannot_be_opened(project: Path, tmp_path: Path) -> None:
    assert run(["menu", str(tmp_path / "nowhere")], ZH) == 2
    (project / "manifest.json").write_text("{}")
    (project / "county.yaml").unlink()
    assert run(["menu", str(project)], ZH) == 2


@pytest.mark.parametrize(("script", "works"), [("exit 0", True), ("exit 3", False), (None, False)])
def test_the_file_manager(
    script: str | None, works: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if script:
        program(tmp_path / "bin" / "xdg-open", f'echo "$1" > {tmp_path}/told; {script}')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert open_folder(tmp_path / "成 果") is works
    assert not script or (tmp_path / "told").read_text() == f"{tmp_path}/成 果\n"


# --- 开始.sh in a real shell ---


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{SHELL}\n{script}\n")
    path.chmod(0o755)
    return path


def installed(folder: Path) -> Path:
    """A folder in which listgen is installed, as far as a script can see."""
    return program(folder / ".venv" / "bin" / "python", f'exec "{sys.executable}" "$@"')


def started(project: Path, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": "/usr/bin:/bin", **environment}
    return subprocess.run(
        [str(project / "开始.sh")], input=text, env=surroundings, capture_output=True, text=True, cwd="/"
    )


@pytest.mark.parametrize("place", ["{project}", "{parent}", "{parent}/listgen-0.1.0-x", "PATH"])
def test_it_finds_listgen(project: Path, place: str) -> None:
    path = ""
    if place == "PATH":
        bin_ = project.parent / "bin"
        program(bin_ / "listgen", f'exec "{sys.executable}" -m listgen "$@"')
        path = f"{bin_}:"
    else:
        installed(Path(place.format(project=project, parent=project.parent)))
    done = started(project, "1\n0\n", PATH=f"{path}/usr/bin:/bin")
    assert (done.returncode, "检查完毕" in done.stdout, done.stderr) == (0, True, "")


def test_it_says_what_to_do_where_there_is_none(project: Path) -> None:
    done = started(project, "\n")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("没有找到 listgen") and "安装.sh" in done.stdout


def test_it_opens_a_terminal_of_its_own(project: Path) -> None:
    bin_ = project.parent / "bin"
    program(bin_ / "mate-terminal", f'echo "$LISTGEN_TERMINAL $*" > "{project.parent}/told"')
    started(project, "", DISPLAY=":0", PATH=f"{bin_}:/usr/bin:/bin")
    assert (project.parent / "told").read_text() == f"1 -e {project}/开始.sh\n"


def test_on_a_terminal_and_ctrl_c(project: Path) -> None:
    """Ctrl-C ends the menu while it waits, with the code of an interruption."""
    with on_a_terminal(project) as (process, leader):
        os.write(leader, b"1\n")
        _until(leader, "检查完毕", "回车键：")
        os.write(leader, b"\x03")
        _until(leader, "已中断")
        assert process.wait() == 130


def test_a_build_that_was_stopped_does_not_spoil_the_end_of_the_menu(project: Path) -> None:
    """Python would else end by the signal that it remembers."""
    with on_a_terminal(project) as (process, leader):
        os.write(leader, b"2\n")
        _until(leader, "村） ")  # it tells how far it is
        os.write(leader, b"\x03")
        _until(leader, "已中断", "回车键：")
        os.write(leader, b"0\n")
        assert process.wait() == 0


@contextmanager
def on_a_terminal(project: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The menu on a terminal of its own, as it waits for the first number."""
    installed(project.parent)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [str(project / "开始.sh")], stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        preexec_fn=lambda: _control(follower), env={"PATH": "/usr/bin:/bin", "TERM": "xterm"},
    )  # fmt: skip
    os.close(follower)
    try:
        _until(leader, "回车键：")
        yield process, leader
    finally:
        process.kill()
        os.close(leader)


def _control(terminal: int) -> None:
    """The terminal is the process's own: its Ctrl-C reaches it."""
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def _until(leader: int, *words: str) -> None:
    seen, end = "", time.monotonic() + 120
    for word in words:
        while word not in seen:
            assert time.monotonic() < end, seen
            if select.select([leader], [], [], 1)[0]:
                seen += os.read(leader, 65536).decode("utf-8", "replace")
        seen = seen.partition(word)[2]


# --- how the files lie on a disk ---


def test_init_writes_them(project: Path) -> None:
    assert {name: (project / name).read_bytes() for name in starters()} == starters()
    assert stat.S_IMODE((project / "开始.sh").stat().st_mode) == 0o755


def test_the_shell_script_is_one() -> None:
    text = starters()["开始.sh"]
    assert text.startswith(b"#!/bin/sh\n") and b"\r" not in text
    assert subprocess.run([SHELL, "-n"], input=text).returncode == 0


def test_the_batch_file_is_one() -> None:
    """GBK with CRLF; the code page is set before the first Chinese character; every label is there."""
    check_batch(starters()["开始.bat"])


def check_batch(data: bytes) -> None:
    lines = data.split(b"\r\n")
    assert lines.pop() == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
    assert lines[:2] == [b"@echo off", b"chcp 936 >nul"]
    assert max(map(len, lines)) < 500
    text = [line.decode("gbk") for line in lines]
    for line in text:
        for char in line:  # a second byte that cmd would obey, were it to read single bytes
            assert char.isascii() or not set(char.encode("gbk")[1:]) & set(b'&|<>^"%()'), (char, line)
        assert line.count('"') % 2 == 0, line
    goals = {word for line in text for word in re.findall(r"\bgoto (\w+)", line)}
    assert goals == {line[1:] for line in text if line.startswith(":")}
    spoken = [line for line in text if line.startswith("echo ")]
    assert spoken and not any(set(line) & set("&|<>^%!()") for line in spoken)
