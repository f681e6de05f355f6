"""The repository as a whole: its fixed top level, short modules, no trace of a machine, a complete lock."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent

TOP_LEVEL = {
    *("listgen", "templates", "catalogs", "fonts", "tests", "docs", ".ci/run", ".ci/apt.txt", ".gitignore"),
    ".gitattributes",
    *("pyproject.toml", "requirements.lock", "Makefile", "LICENSE", "NOTICE"),
    *("README.md", "README.zh.md", "CHANGELOG.md"),
}
LONGEST_MODULE = 400  # lines; a subject that needs more is two subjects

MACHINE = re.compile(r"(?<![\w.%/-])/(?:home|root|work|Users)/[\w.]|\b[A-Za-z]:\\Users\\|\.\./shared\b")
SERVER = re.compile(
    r"://|\bfile:|(?m:^\s*-[^-])|--(?:index-url|extra-index-url|find-links|trusted-host)|\w @ "
)


def _tracked() -> tuple[Path, ...]:
    command = ["git", "-c", "core.quotePath=false", "ls-files", "-z", "--cached"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    # A file that a colleague has just removed is still in the index.
    return tuple(ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file())


TRACKED = _tracked()
MODULES = tuple(path for path in TRACKED if path.is_relative_to(ROOT / "listgen") and path.suffix == ".py")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data[:8192] else data.decode("utf-8", "replace")


def test_top_level_is_as_designed() -> None:
    def top(path: Path) -> str:
        parts = path.relative_to(ROOT).parts
        return "/".join(parts[:2]) if parts[0] == ".ci" else parts[0]

    assert {top(path) for path in TRACKED} == TOP_LEVEL


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_no_path_of_a_machine() -> None:
    found = [
        f"{_name(path)}:{number}: {line.strip()[:100]}"
        for path in TRACKED
        for number, line in enumerate(_text(path).splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "path", ["/" + "home/li/x", "a /" + "root/.cache", "'/" + "work/main'", "../" + "shared/x"]
)
def test_a_machine_path_is_caught(path: str) -> None:
    assert MACHINE.search(path)


@pytest.mark.parametrize("text", ["https://fw.lanxi.example/home/x", "docs/homework", "/usr/share/fonts"])
def test_other_paths_pass(text: str) -> None:
    assert not MACHINE.search(text)


def test_lock_names_no_server() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not SERVER.search(re.sub(r"^\s+(--hash=|#).*$", "", lock, flags=re.M))
    assert "://" not in lock


@pytest.mark.parametrize(
    "line",
    ["-i https://x.example/simple", "--find-links wheels", "qrcode @ file:qrcode.whl", "-f wheels", "-e ."],
)
def test_a_server_is_caught(line: str) -> None:
    assert SERVER.search(f"click==8.5.1\n{line}\n")


def test_lock_pins_each_requirement_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]
    assert all("--hash=sha256:" in line for line in lines)
    pins = {
        canonicalize_name(name): version for name, version in (line.split()[0].split("==") for line in lines)
    }
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    unmet = [
        entry
        for entry in map(Requirement, wanted)
        if (pin := pins.get(canonicalize_name(entry.name))) is None or pin not in entry.specifier
    ]
    assert unmet == []
