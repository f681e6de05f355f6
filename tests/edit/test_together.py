"""Several files at once: all of them or none, whatever stops the program in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from listgen.edit import together
from listgen.edit.errors import Refused
from listgen.edit.together import finish, save_together
from listgen.edit.writing import alone
from listgen.project import UNFINISHED, read_project
from listgen.save import save
from tests.faults.project import copy_base, snapshot

BEFORE = {"a.csv": b"1", "items/b.yaml": b"2"}
AFTER = {"a.csv": b"one", "items/b.yaml": b"two", "items/new.yaml": b"three"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in BEFORE.items():
        save(data, tmp_path / name)
    return tmp_path


class PowerCut(BaseException):
    """The program ends here, and no cleaning up is done."""


def _stops_at(number: int, fault: type[BaseException]) -> Callable[[bytes, Path], None]:
    """A `save` that fails at its so many-th call."""
    calls = iter(range(1, 100))

    def stopping(data: bytes, path: Path) -> None:
        if next(calls) == number:
            raise fault
        save(data, path)

    return stopping


def test_all_are_saved(folder: Path) -> None:
    save_together(folder, BEFORE, AFTER)
    assert snapshot(folder) == AFTER


@pytest.mark.parametrize("name", AFTER)
def test_a_file_that_somebody_else_changed(folder: Path, name: str) -> None:
    save(b"other", folder / name)
    before = snapshot(folder)
    with pytest.raises(Refused) as refused:
        save_together(folder, BEFORE, AFTER)
    assert (refused.value.slug, snapshot(folder)) == ("changed-meanwhile", before)


@pytest.mark.parametrize("number", range(1, 8))
def test_a_disk_that_is_full_leaves_all_as_it_was(
    folder: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three files aside, the list, three in place: it may fail at each of these."""
    monkeypatch.setattr(together, "save", _stops_at(number, OSError))
    with pytest.raises(OSError):
        save_together(folder, BEFORE, AFTER)
    assert snapshot(folder) == BEFORE


@pytest.mark.parametrize("number", range(1, 8))
def test_a_power_cut_leaves_all_or_nothing(
    folder: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(*_: object, **__: object) -> None:
        raise PowerCut

    monkeypatch.setattr(together, "save", _stops_at(number, PowerCut))
    monkeypatch.setattr(together, "_put_back", died)
    monkeypatch.setattr(together, "_sweep", lambda _: None)
    with pytest.raises(PowerCut):
        save_together(folder, BEFORE, AFTER)
    monkeypatch.undo()
    finish(folder)
    assert snapshot(folder) == (BEFORE if number <= 4 else AFTER)


def test_a_project_in_between_is_said_and_finished_by_the_next_edit(tmp_path: Path) -> None:
    project = copy_base(tmp_path / "project")
    save(b"x", project / UNFINISHED / "0")
    save(b'["honours.csv"]', project / UNFINISHED / "files.json")
    assert "edit-unfinished" in {one.slug for one in read_project(project)[1]}
    with alone(project):
        pass
    assert (project / "honours.csv").read_bytes() == b"x"
    assert "edit-unfinished" not in {one.slug for one in read_project(project)[1]}
