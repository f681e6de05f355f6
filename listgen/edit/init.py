"""A new county project from the canonical catalog, and a copy of the demo county."""

from __future__ import annotations

import codecs
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Template

from listgen.catalog.roster import PLAQUE, VILLAGES
from listgen.county import level_of, load_county
from listgen.edit.errors import Refused
from listgen.edit.national import national_files
from listgen.edit.start import EXECUTABLE, starters
from listgen.preflight.assets import shipped_schemes
from listgen.project import ProjectFiles
from listgen.resources import shipped
from listgen.save import save
from listgen.signage.scheme_file import load_scheme
from listgen.sources.yaml import load_yaml

COUNTY_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,20}")
DEFAULT_SCHEME = "yi-heng-si-shu-yi-biaozhi"
_NEW = Path(__file__).with_name("new")
_STAGE = ".listgen-new"
_FIRST = "county.yaml"


def init_project(folder: Path, county: str, today: date, scheme: str = DEFAULT_SCHEME) -> tuple[str, ...]:
    """A new project named `county` in `folder`; its paths. It is a specimen until its own data is in.

    `scheme` is a shipped plaque scheme, for which the roster has its columns. Raises KeyError if it is none.
    Raises Refused: `folder-not-empty`; an existing file is never touched. Written aside and moved in,
    county.yaml last, so that an interrupted run leaves no half project.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if _holds_files(folder):
        raise Refused("folder-not-empty", value=str(folder))
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    paths = []
    for name, data in _new_files(county, today, scheme):
        _put(data, stage / name)
        paths.append(name)
    for entry in sorted(stage.iterdir(), key=lambda entry: entry.name == _FIRST):
        os.rename(entry, folder / entry.name)
    stage.rmdir()
    return tuple(sorted(paths))


def _new_files(county: str, today: date, scheme: str) -> Iterator[tuple[str, bytes]]:
    yield from national_files(level_of(county)).files.items()
    yield from starters().items()
    for path in _files(_NEW):
        text = Template(path.read_text("utf-8")).substitute(
            county=county, level=level_of(county), today=today.isoformat(), year=today.year, scheme=scheme
        )
        text = _with_signs(text, scheme) if path.name == VILLAGES else text
        # Excel takes a CSV without the mark for the system's own encoding.
        mark = codecs.BOM_UTF8 if path.suffix in (".csv", ".txt") else b""
        yield path.relative_to(_NEW).as_posix(), mark + text.encode()


def _with_signs(roster: str, scheme: str) -> str:
    """The roster of all signs that schemes know, with the columns of this one."""
    table, _ = load_yaml(shipped_schemes()[scheme], scheme)
    assert table is not None
    columns = load_scheme(table)[0].columns
    rows = [line.split(",") for line in roster.splitlines()]  # no cell of it has a comma
    kept = [at for at, name in enumerate(rows[0]) if not name.endswith(PLAQUE) or name in columns]
    return "".join(",".join(row[at] for at in kept) + "\n" for row in rows)


def examples() -> tuple[str, ...]:
    """The counties that show a practice each, by the names of their folders."""
    return tuple(sorted(path.name for path in (shipped("catalogs") / "examples").iterdir()))


def copy_demo(folder: Path, example: str = "") -> None:
    """The demo county or an example in `folder`; what is there of an earlier copy stays as its owner left it.

    Raises Refused: `folder-not-empty` when the folder holds anything else.
    """
    source = shipped("catalogs") / "examples" / example if example else shipped("catalogs") / "demo"
    if folder.exists() and not folder.is_dir():
        raise Refused("folder-not-empty", value=str(folder))
    if folder.is_dir() and _holds_files(folder) and _id_in(folder) != _id_in(source):
        raise Refused("folder-not-empty", value=str(folder))
    # county.yaml first: a copy that was interrupted is then known as ours and completed.
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in _files(source)}
    for name, data in sorted({**files, **starters()}.items(), key=lambda file: file[0] != _FIRST):
        if not (folder / name).exists():
            _put(data, folder / name)


def _put(data: bytes, target: Path) -> None:
    save(data, target)
    if target.suffix == ".sh":
        os.chmod(target, EXECUTABLE)


def _id_in(project: Path) -> str:
    """The id of the county of a project; empty where there is none."""
    path = project / _FIRST
    county, _ = load_county(ProjectFiles({_FIRST: path.read_bytes()})) if path.is_file() else (None, [])
    return county.id if county else ""


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _holds_files(folder: Path) -> bool:
    return any(not entry.name.startswith(".") for entry in folder.iterdir())
