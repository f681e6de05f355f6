"""The platforms that a wheelhouse can be made for: their tags, and how their Python sees itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.tags import Tag, compatible_tags, cpython_tags

PYTHONS = ("3.11", "3.12", "3.13")
_GLIBC = 28  # of glibc 2.28 at most, which Debian 10 and 麒麟 V10 have
_LEGACY = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


@dataclass(frozen=True, slots=True)
class Platform:
    """`tags` are what wheels may be made for, the best first; `facts` what markers ask of a system."""

    name: str
    tags: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    installer: str

    def surroundings(self, python: str) -> dict[str, str]:
        """The facts that markers ask for, of a Python such as 3.12."""
        known = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
        known |= {"python_version": python, "python_full_version": f"{python}.0"}
        return known | {"implementation_version": f"{python}.0", "platform_release": ""} | dict(self.facts)

    def fits(self, python: str) -> frozenset[Tag]:
        """All tags of wheels that a Python there takes."""
        return frozenset(self._fits(tuple(int(part) for part in python.split("."))))

    def _fits(self, version: tuple[int, ...]) -> Iterator[Tag]:
        yield from cpython_tags(version, platforms=self.tags)
        yield from compatible_tags(version, f"cp{version[0]}{version[1]}", self.tags)


def _linux(machine: str) -> Platform:
    tags = []
    for minor in range(_GLIBC, 4, -1):
        tags += [f"manylinux_2_{minor}_{machine}"]
        tags += [f"{_LEGACY[minor]}_{machine}"] if minor in _LEGACY else []
    facts = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    facts |= {"platform_machine": machine, "platform_version": ""}
    return Platform(f"linux-{machine}", tuple(tags), tuple(facts.items()), "安装.sh")


_WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_version": "",
}
PLATFORMS = {
    one.name: one
    for one in (
        Platform("windows-x86_64", ("win_amd64",), tuple(_WINDOWS.items()), "安装.bat"),
        _linux("x86_64"),
        _linux("aarch64"),
    )
}
