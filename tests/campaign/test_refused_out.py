"""An OUT that listgen must not touch: one line, exit 5, and not a byte or a link of it changed."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.campaign.conftest import Report
from tests.campaign.processes import Running
from tests.campaign.scene import PRIVATE, Scene
from tests.campaign.size import times

Prepare = Callable[[Path, Path], Path]  # of a folder and a built OUT in it: the OUT that is asked for
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
_PRCTL = ctypes.CDLL(None, use_errno=True).prctl


def heed_permissions() -> None:
    """root may do anything; without these rights it is held to what the folders say, as all others are."""
    for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        _PRCTL(PR_CAPBSET_DROP, right, 0, 0, 0)


def foreign(folder: Path, built: Path) -> Path:
    (folder / "照片").mkdir()
    (folder / "照片" / "全家福.jpg").write_bytes(b"mine")
    return folder / "照片"


def foreign_hidden(folder: Path, built: Path) -> Path:
    (folder / "照片" / ".git").mkdir(parents=True)
    return folder / "照片"


def a_file(folder: Path, built: Path) -> Path:
    (folder / "成果").write_bytes(b"mine")
    return folder / "成果"


def below_a_file(folder: Path, built: Path) -> Path:
    return a_file(folder, built) / "成果"


def a_link(folder: Path, built: Path) -> Path:
    (folder / "成果").symlink_to(built, target_is_directory=True)
    return folder / "成果"


def a_link_to_an_empty_folder(folder: Path, built: Path) -> Path:
    (folder / "empty").mkdir()
    (folder / "成果").symlink_to(folder / "empty", target_is_directory=True)
    return folder / "成果"


def a_link_to_nothing(folder: Path, built: Path) -> Path:
    (folder / "成果").symlink_to(folder / "nowhere")
    return folder / "成果"


def a_pipe(folder: Path, built: Path) -> Path:
    os.mkfifo(folder / "成果")
    return folder / "成果"


def linked_within(folder: Path, built: Path) -> Path:
    (folder / "elsewhere").mkdir()
    shutil.rmtree(built / "site")
    (built / "site").symlink_to(folder / "elsewhere", target_is_directory=True)
    return built


def linked_deep_within(folder: Path, built: Path) -> Path:
    (folder / "elsewhere").mkdir()
    place = next(path for path in sorted(built.rglob("标牌")) if path.is_dir())
    shutil.rmtree(place)
    place.symlink_to(folder / "elsewhere", target_is_directory=True)
    return built


def private_is_a_link(folder: Path, built: Path) -> Path:
    shutil.move(built / PRIVATE, folder / "elsewhere")
    (built / PRIVATE).symlink_to(folder / "elsewhere", target_is_directory=True)
    return built


def private_is_a_file(folder: Path, built: Path) -> Path:
    shutil.rmtree(built / PRIVATE)
    (built / PRIVATE).write_bytes(b"mine")
    return built


def read_only(folder: Path, built: Path) -> Path:
    for path in (built, *built.rglob("*")):
        if path.is_dir():
            path.chmod(0o555)
    return built


def read_only_empty(folder: Path, built: Path) -> Path:
    (folder / "成果").mkdir(mode=0o555)
    return folder / "成果"


def read_only_parent(folder: Path, built: Path) -> Path:
    (folder / "只读").mkdir(mode=0o555)
    return folder / "只读" / "成果"


def unreadable(folder: Path, built: Path) -> Path:
    built.chmod(0o000)
    return built


def the_project(folder: Path, built: Path) -> Path:
    return folder / "project"


def around_the_project(folder: Path, built: Path) -> Path:
    return folder


def among(name: str) -> Prepare:
    return lambda folder, built: folder / "project" / name


def a_name_too_long(folder: Path, built: Path) -> Path:
    return folder / ("成" * 90)  # 270 bytes; a file system takes 255


REFUSED: dict[str, Prepare] = {
    "someone else's files": foreign,
    "a link to an OUT": a_link,
    "read-only": read_only,
    "among the items": among("items"),
    "a folder of it is a link": linked_within,
    "someone else's hidden folder": foreign_hidden,
    "a file": a_file,
    "below a file": below_a_file,
    "a link to an empty folder": a_link_to_an_empty_folder,
    "a link to nothing": a_link_to_nothing,
    "a pipe": a_pipe,
    "a folder deep in it is a link": linked_deep_within,
    "its private folder is a link": private_is_a_link,
    "its private folder is a file": private_is_a_file,
    "read-only and empty": read_only_empty,
    "in a read-only folder": read_only_parent,
    "unreadable": unreadable,
    "the project itself": the_project,
    "around the project": around_the_project,
    "below the items": among("items/成果"),
    "among the records": among("records/成果"),
    "among the links' orders": among("orders"),
    "among the templates": among("templates/x"),
    "among the releases": among("releases"),
    "among the assets": among("assets/a/b"),
    "a name too long": a_name_too_long,
}
IN_MAKE_TEST = 5  # the first ones; tests/build has most of the others without a process


def tree(folder: Path) -> dict[str, object]:
    """All that is there: kind, rights, bytes, targets, and when it was written."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        what: object = None
        if stat.S_ISLNK(state.st_mode):
            what = os.readlink(path)
        elif stat.S_ISREG(state.st_mode):
            what = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (state.st_mode, state.st_mtime_ns, what)
    return found


def test_all_are_refused(scenes: Mapping[str, Scene], tmp_path: Path, report: Report) -> None:
    chosen = list(REFUSED)[: times(IN_MAKE_TEST, len(REFUSED))]
    faults = [
        f"{name}: {fault}"
        for name in chosen
        for fault in _refused(scenes["county"], tmp_path / name, REFUSED[name])
    ]
    report("refused", len(chosen), faults)


def _refused(scene: Scene, folder: Path, prepare: Prepare) -> list[str]:
    folder.mkdir()
    project, built = folder / "project", folder / "built"
    shutil.copytree(scene.project, project)
    assert scene.before
    shutil.copytree(scene.before, built)
    asked = prepare(folder, built)
    before = tree(folder)
    log = folder.parent / "logs" / folder.name
    ended = Running(("build", project, "-o", asked, "-j", "1"), log, prepare=heed_permissions).wait()
    after = tree(folder)
    faults = ended.faults(5, lines=1)
    faults += [
        f"touched: {path}" for path in sorted(set(before) | set(after)) if before.get(path) != after.get(path)
    ]
    for path in (built, *built.rglob("*"), *folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)  # whoever cleans up may
    return faults
