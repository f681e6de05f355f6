"""A dodo file: a file for each line of WORK/tasks.json, made anew when its value changes.

The job is trivial, the given number of bytes, so that only the engine is measured. doit is told paths, sizes
and values ready worked out: it reads no project and checks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from doit.tools import config_changed  # type: ignore[import-not-found]

OUT = Path("out")
DOIT_CONFIG = {"default_tasks": ["make"], "verbosity": 0}


def _make(path: str, size: int) -> None:
    target = OUT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".tmp")
    temporary.write_bytes(b"x" * size)
    temporary.replace(target)


def task_make() -> Iterator[dict[str, Any]]:
    for path, size, value in json.loads(Path("tasks.json").read_text("utf-8")):
        yield {
            "name": path,
            "actions": [(_make, [path, size])],
            "targets": [str(OUT / path)],
            "uptodate": [config_changed(value)],
        }
