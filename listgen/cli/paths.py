"""Paths as they were typed, and as they have to be typed."""

from __future__ import annotations

import os
from pathlib import Path

from listgen.cli.terminal import UsageFault

OUT_SUFFIX, DEMO_OUT = "-成果", "成果"
PROJECT, MANIFEST = "county.yaml", "manifest.json"  # what is in the one folder and not in the other


def absolute(path: Path) -> Path:
    """The whole path, so that `.` and `..` have a name."""
    return Path(os.path.abspath(path))


def check_new_file(path: Path, *endings: str) -> None:
    """Raises UsageFault for a table or report that would be written over a file of another kind, or among
    the files of a project or of outputs."""
    if path.suffix.lower() not in endings:
        raise UsageFault("usage.file-ending", value=str(path), endings=" ".join(endings))
    for folder in (absolute(path).parent, *absolute(path).parent.parents):
        if (folder / PROJECT).is_file():
            raise UsageFault("usage.file-in-project", value=str(path))
        if (folder / MANIFEST).is_file():
            raise UsageFault("usage.report-inside", value=str(path))


def quoted(path: Path) -> str:
    """As it has to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)


def default_out(project: Path, edition: str = "") -> Path:
    """Where the outputs of a project stand unless somebody says otherwise: beside it.

    The demo keeps them inside, and where they are they stay. Those of an edition that was issued have a
    folder of their own.
    """
    inside = _named(project) / DEMO_OUT
    if not edition and (inside / MANIFEST).is_file():
        return inside
    ending = f"{OUT_SUFFIX}-{edition}" if edition else OUT_SUFFIX
    named = _named(project)
    return named.with_name(named.name + ending) if named.name else named / ending  # / has no name


def project_of(out: Path) -> Path | None:
    """The project whose outputs stand there by default, as `out` was typed, or where it leads as a link; None
    where there is none."""
    places = (*_around(out), *_around(out.resolve()))
    return next((one for one in places if (one / PROJECT).is_file()), None)


def _around(out: Path) -> tuple[Path, ...]:
    named = _named(out)
    before, suffix, edition = named.name.rpartition(OUT_SUFFIX)
    ours = before and suffix and (not edition or edition.startswith("-"))  # 青溪-成果, 青溪-成果-2026-1
    beside = named.with_name(before) if ours else named
    return out, beside, named.parent


def project_folder(path: Path, command: str) -> Path:
    """The whole path of a project. Raises UsageFault, which says what to type, for a folder of outputs."""
    if (path / MANIFEST).is_file() and not (path / PROJECT).is_file():
        found = project_of(path) or Path("PROJECT")
        raise UsageFault("usage.outputs-not-project", value=str(path), line=_line(command, found))
    return absolute(path)


def outputs_folder(path: Path, command: str) -> Path:
    """The whole path of outputs; of a project, those that stand in their place.

    Raises UsageFault, which says what to type, for a project without any.
    """
    if (path / PROJECT).is_file() and not (path / MANIFEST).is_file():
        found = default_out(path)
        if not (found / MANIFEST).is_file():
            raise UsageFault("usage.project-not-outputs", value=str(path), line=_line(command, found))
        return absolute(found)
    return absolute(path)


def _line(command: str, path: Path) -> str:
    return f"listgen {command} {quoted(path)}"


def _named(path: Path) -> Path:
    """The path as it was typed where its last part is a name, else the whole path."""
    return path if path.name not in ("", "..") else absolute(path)
