"""Several files of a project changed together: all of them or none, whatever happens in between.

The new files are written aside first, then a list of them; from then on the change is decided, and who
finds the list finishes it. What fails before leaves the project as it was.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from listgen.edit.errors import Refused
from listgen.project import UNFINISHED
from listgen.save import save

_LIST = "files.json"


def save_together(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Save the files of `after`, unless one of them is no longer as `before` had it.

    Raises Refused `changed-meanwhile`; OSError where the disk is full or a file is open elsewhere, after
    putting back what was already replaced.
    """
    for name in after:
        path = folder / name
        if (path.read_bytes() if path.is_file() else None) != before.get(name):
            raise Refused("changed-meanwhile", value=name)
    stage = folder / UNFINISHED
    _sweep(stage)
    try:
        for number, data in enumerate(after.values()):
            save(data, stage / str(number))
        save(json.dumps(list(after)).encode(), stage / _LIST)
        for name, data in after.items():
            save(data, folder / name)
    except BaseException:
        _put_back(folder, before, after)
        raise
    finally:
        _sweep(stage)


def _put_back(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """The files as they were: what was replaced already can be replaced once more."""
    for name, data in after.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            continue
        if name in before:
            save(before[name], path)
        else:
            path.unlink()


def _sweep(stage: Path) -> None:
    shutil.rmtree(stage, ignore_errors=True)


def finish(folder: Path) -> None:
    """Complete a change that was decided and then cut off: by a power cut, or by who ended the program."""
    stage = folder / UNFINISHED
    if not stage.is_dir():
        return
    if (stage / _LIST).is_file():
        for number, name in enumerate(json.loads((stage / _LIST).read_bytes())):
            save((stage / str(number)).read_bytes(), folder / name)
    shutil.rmtree(stage)
