"""listgen menu: numbered choices for people who do not type commands. 开始.bat and 开始.sh open it."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from listgen.cli.paths import MANIFEST, PROJECT, default_out, project_folder
from listgen.cli.terminal import OK, Terminal, UsageFault

END = "0"
_COMMAND = "menu"
_PATIENCE = 2  # seconds in which a file manager says that it cannot start

Obey = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu, and what it does; the project to go on with."""

    text: str
    act: Callable[[], Path | None]


def menu(
    io: Terminal, project: Path, obey: Obey | None = None, show: Callable[[Path], bool] | None = None
) -> int:
    """Until 0 or the end of the input. `obey` runs a command line, `show` opens a folder."""
    if not project.is_dir():
        raise UsageFault("usage.not-found", value=str(project))
    here = project_folder(project, _COMMAND)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    there = here if (here / PROJECT).is_file() else None
    opened = _Menu(io, here, obey or _obey(io), show or open_folder)
    while True:
        head, choices = opened.of_project(there) if there else opened.of_folder()
        chosen = _ask(io, head, choices)
        if chosen is None:
            io.out(io.say("menu.bye"))
            return OK
        there = chosen.act()


def projects_near(folder: Path) -> list[Path]:
    """The projects in a folder and beside it, by name."""
    found = {path.parent for around in (folder, folder.parent) for path in _county_files(around)}
    return sorted(found, key=lambda path: (path.name, path))


def _county_files(folder: Path) -> Iterator[Path]:
    try:
        for path in folder.iterdir():
            if not path.name.startswith(".") and (path / PROJECT).is_file():
                yield path / PROJECT
    except OSError:
        return


def open_folder(folder: Path) -> bool:
    """Show a folder in the system's own window; False where that fails."""
    try:
        if sys.platform == "win32":
            import os

            os.startfile(folder)
            return True
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [opener, str(folder)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True  # it stays as long as its window
    except OSError:
        return False


def _obey(io: Terminal) -> Obey:
    """A command line as if it were typed; whatever goes wrong is told, and the menu goes on."""
    from listgen.cli import run

    return lambda line: run([*line, "--lang", io.language], {})


def _ask(io: Terminal, head: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that was made; None for 0 and for the end of the input."""
    numbered = {str(at): choice for at, choice in enumerate(choices, 1)}
    while True:
        io.out("\n" + head)
        for number, choice in numbered.items():
            io.out(f"  {number}  {choice.text}")
        io.out(f"  {END}  {io.say('menu.end')}")
        said = _line(io, "menu.ask")
        if said in (None, END):
            return None
        if said in numbered:
            return numbered[said]
        if said:
            io.out(io.say("menu.unknown", value=said[:20]))


def _line(io: Terminal, question: str) -> str | None:
    """What was typed, full-width digits as plain ones; None at the end of the input."""
    sys.stdout.write(io.say(question))
    sys.stdout.flush()
    line = sys.stdin.readline() if sys.stdin else ""
    if not line:
        io.out("")
        return None
    return unicodedata.normalize("NFKC", line).strip()


class _Menu:
    def __init__(self, io: Terminal, here: Path, obey: Obey, show: Callable[[Path], bool]) -> None:
        self._io = io
        self._here = here
        self._obey = obey
        self._show = show

    def of_project(self, project: Path) -> tuple[str, list[Choice]]:
        """What can be done with a project."""
        out, say = default_out(project), self._io.say

        def run(*line: str) -> Callable[[], Path]:
            return lambda: self._run(project, *line)

        return say("menu.project", name=project.name, path=project), [
            Choice(say("menu.check"), run("check", str(project))),
            Choice(say("menu.build"), run("build", str(project), "-o", str(out))),
            Choice(say("menu.open"), lambda: self._open(project, out)),
            Choice(say("menu.verify"), lambda: self._verify(project, out)),
            Choice(say("menu.mint"), run("links", "mint", str(project))),
        ]

    def of_folder(self) -> tuple[str, list[Choice]]:
        """The projects in and beside the folder, and how to come by one."""
        say = self._io.say
        near = projects_near(self._here)
        known = [Choice(say("menu.go", name=one.name, path=one), partial(Path, one)) for one in near]
        return say("menu.folder", path=self._here), [
            *known,
            Choice(say("menu.new"), self._new),
            Choice(say("menu.demo"), self._demo),
        ]

    def _run(self, project: Path, *line: str) -> Path:
        self._io.out("")
        self._obey(line)
        return project

    def _open(self, project: Path, out: Path) -> Path:
        if not out.is_dir():
            self._io.out(self._io.say("menu.no-outputs"))
        elif self._show(out):
            self._io.out(self._io.say("menu.opened", path=out))
        else:
            self._io.out(self._io.say("menu.not-opened", path=out))
        return project

    def _verify(self, project: Path, out: Path) -> Path:
        if not (out / MANIFEST).is_file():
            self._io.out(self._io.say("menu.no-outputs"))
            return project
        return self._run(project, "verify", str(out), "--project", str(project))

    def _new(self) -> Path | None:
        """A project named as its county."""
        name = _line(self._io, "menu.ask-name")
        if not name:
            return None
        return self._made(self._here / name, "init", "--name", name)

    def _demo(self) -> Path | None:
        return self._made(self._here / self._io.say("menu.demo-folder"), "demo", "-o")

    def _made(self, folder: Path, command: str, *more: str) -> Path | None:
        """The project that a command was to make, if it did."""
        self._run(folder, command, *more, str(folder))
        return folder if (folder / PROJECT).is_file() else None
