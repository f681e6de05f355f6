"""The old file survives whatever happens while the new one is written."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from listgen.save import save

OLD, NEW = b"old", b"new" * 1000


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "乡镇" / "青石村.pdf"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def test_replaces(path: Path) -> None:
    save(NEW, path)
    assert path.read_bytes() == NEW
    assert _files(path.parent) == [path.name]


def test_makes_parents(tmp_path: Path) -> None:
    save(NEW, tmp_path / "a" / "b" / "c.txt")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == NEW
    assert _files(tmp_path) == ["a/b/c.txt"]


def test_writes_nothing_as_an_empty_file(path: Path) -> None:
    save(b"", path)
    assert path.read_bytes() == b""


def test_a_longest_name_fits(tmp_path: Path) -> None:
    save(NEW, tmp_path / ("村" * 60 + ".docx"))
    assert [len(name) for name in _files(tmp_path)] == [65]


def test_any_name_fits_that_the_disk_takes(tmp_path: Path) -> None:
    longest = tmp_path / f"{'x' * 251}.zip"
    save(NEW, longest)
    assert longest.read_bytes() == NEW


def test_a_full_disk_names_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_bytes", _full)
    with pytest.raises(OSError) as fault:
        save(NEW, path)
    assert (fault.value.errno, fault.value.filename) == (errno.ENOSPC, str(path))
    assert path.read_bytes() == OLD


def _full(aside: Path, data: bytes) -> int:
    """Half of the file gets onto the disk."""
    with aside.open("wb") as file:
        file.write(data[: len(data) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fails(fault: BaseException) -> object:
    def replace(_from: object, _to: object) -> None:
        raise fault

    return replace


def _survived(path: Path) -> bool:
    return path.read_bytes() == OLD and _files(path.parent) == [path.name]


def _no_room(_aside: Path, _data: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("write", [_full, _no_room])
def test_disk_full_while_writing(
    write: Callable[[Path, bytes], int], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(OSError) as caught:
        save(NEW, path)
    assert caught.value.errno == errno.ENOSPC
    assert _survived(path)


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "full"),
        OSError(errno.EXDEV, "link"),
        KeyboardInterrupt(),
        SystemExit(1),
        MemoryError(),
    ],
    ids=repr,
)
def test_any_failure_while_replacing(
    fault: BaseException, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", _fails(fault))
    with pytest.raises(type(fault)):
        save(NEW, path)
    assert _survived(path)


def test_a_folder_in_the_place_of_the_file(path: Path) -> None:
    with pytest.raises(OSError):
        save(NEW, path.parent)
    assert _files(path.parent.parent) == ["乡镇/青石村.pdf"]
    assert path.read_bytes() == OLD


def test_a_file_in_the_place_of_a_folder(path: Path) -> None:
    with pytest.raises(OSError):
        save(NEW, path / "a.txt")
    assert _survived(path)


class _Office:
    """Holds the file open for so many tries, as Word does on Windows."""

    def __init__(self, tries: int) -> None:
        self.left = tries
        self.waits: list[float] = []
        self._replace = os.replace

    def replace(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError(errno.EACCES, "open elsewhere")
        self._replace(source, target)


@pytest.mark.parametrize(("tries", "saved"), [(1, True), (4, True), (5, False), (100, False)])
def test_a_file_open_in_word(tries: int, saved: bool, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = _Office(tries)
    monkeypatch.setattr(os, "replace", office.replace)
    monkeypatch.setattr(time, "sleep", office.waits.append)
    if saved:
        save(NEW, path)
        assert path.read_bytes() == NEW and len(office.waits) == tries
    else:
        with pytest.raises(PermissionError):
            save(NEW, path)
        assert _survived(path) and len(office.waits) == 4
    assert sum(office.waits) <= 1.1


def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "villages.csv"
    path.write_bytes(b"old")
    path.chmod(0o600)
    save(b"new", path)
    assert path.read_bytes() == b"new" and stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
