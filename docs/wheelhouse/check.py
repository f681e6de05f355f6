"""That a folder of wheels is whole: a wheel that fits for each requirement, and for whatever those need."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from docs.wheelhouse.platforms import Platform


def fitting(wheels: Iterable[Path], platform: Platform, python: str) -> dict[str, Path]:
    """The wheels that a Python of the platform takes, by the name of their project."""
    tags = platform.fits(python)
    found = {}
    for wheel in wheels:
        name, _, _, made_for = parse_wheel_filename(wheel.name)
        if made_for & tags:
            found[str(name)] = wheel
    return found


def faults(wheels: Sequence[Path], names: Iterable[str], platform: Platform, python: str) -> Iterator[str]:
    """What is wrong, a line each: no wheel for one of the `names`, or a wheel that needs more."""
    held = fitting(wheels, platform, python)
    where = f"{platform.name}, Python {python}"
    yield from (f"{where}: no wheel of {name}" for name in names if name not in held)
    versions = {name: parse_wheel_filename(wheel.name)[1] for name, wheel in held.items()}
    for name, wheel in held.items():
        asks, needs = metadata(wheel)
        if asks and Version(f"{python}.0") not in Requirement(f"python{asks}").specifier:
            yield f"{where}: {name} asks for Python {asks}"
        for need in needs:
            if need.marker and not need.marker.evaluate(platform.surroundings(python)):
                continue
            found = versions.get(canonicalize_name(need.name))
            if found is None or not need.specifier.contains(found, prereleases=True):
                yield f"{where}: {name} needs {need}, there is {found or 'none'}"


def metadata(wheel: Path) -> tuple[str, list[Requirement]]:
    """Which Pythons a wheel asks for, and which projects."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (
            one for one in opened.namelist() if one.endswith(".dist-info/METADATA") and one.count("/") == 1
        )
        read = Parser().parsestr(opened.read(name).decode("utf-8"))
    return read.get("Requires-Python", ""), [Requirement(one) for one in read.get_all("Requires-Dist", [])]
