"""Makes folders from which listgen is installed without a network: `make wheelhouse`, or

    python -m docs.wheelhouse.make [-o DIR] [--platform NAME]... [--python 3.12]... [--cluster]

For each platform a folder and its zip: wheels of what requirements.lock pins for running listgen, its own
wheel, requirements.txt with their SHA-256, 安装 and 开始 to double-click, 说明.txt and SHA256SUMS. pip asks
whatever index it is set to; nothing of that goes into the folders.
"""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from string import Template

from packaging.utils import parse_wheel_filename

from docs.wheelhouse.check import faults, fitting
from docs.wheelhouse.lock import Pin, read_lock, runtime
from docs.wheelhouse.platforms import PLATFORMS, PYTHONS, Platform
from listgen.edit.start import EXECUTABLE, script_bytes, starters

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SUMS, NOTE, REQUIREMENTS, INSTALLER, WHEELS = (
    "SHA256SUMS",
    "说明.txt",
    "requirements.txt",
    "install.py",
    "wheels",
)
OWN = "listgen"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Incomplete(Exception):
    """A wheelhouse from which listgen could not be installed; a line for each fault."""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--platform", action="append", choices=tuple(PLATFORMS))
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--cluster", action="store_true", help="with what PCs need to build together")
    asked = parser.parse_args(arguments)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(project["optional-dependencies"]["cluster"] if asked.cluster else ()),
    ]
    pins = runtime(read_lock((ROOT / "requirements.lock").read_text("utf-8")), wanted)
    with tempfile.TemporaryDirectory() as work:
        own = build_own(Path(work))
        for name in asked.platform or PLATFORMS:
            folder = asked.o / f"listgen-{project['version']}-{name}"
            shutil.rmtree(folder, ignore_errors=True)
            gather(folder / WHEELS, PLATFORMS[name], asked.python or PYTHONS, pins, own)
            furnish(folder, PLATFORMS[name], asked.python or PYTHONS, pins, project["version"])
            size = pack(folder)
            count = len(list((folder / WHEELS).iterdir()))
            print(f"{folder.name}.zip: {count} wheels, {size / 1_000_000:.0f} MB")
        names = sorted(asked.o.glob(f"listgen-{project['version']}-*.zip"))
        (asked.o / SUMS).write_bytes(sums(asked.o, names))


def build_own(work: Path) -> Path:
    """listgen's wheel, from this checkout; nothing is fetched for it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = work.glob("listgen-*.whl")
    return wheel


def gather(wheels: Path, platform: Platform, pythons: Sequence[str], pins: Sequence[Pin], own: Path) -> None:
    """Download what each Python of the platform needs. Raises Incomplete."""
    wheels.mkdir(parents=True)
    shutil.copy(own, wheels)
    for python in pythons:
        # pip judges markers by the Python that it runs in, so they are judged here.
        needed = [pin for pin in pins if pin.holds(platform.surroundings(python))]
        with tempfile.TemporaryDirectory() as work:
            asked = Path(work) / REQUIREMENTS
            asked.write_text("".join(f"{pin.line(sorted(pin.hashes))}\n" for pin in needed), "utf-8")
            command = [
                sys.executable,
                "-m",
                "pip",
                "--disable-pip-version-check",
                "download",
                "--quiet",
                "--no-deps",
            ]
            command += ["--only-binary", ":all:", "--require-hashes", "-r", str(asked), "-d", str(wheels)]
            command += ["--implementation", "cp", "--python-version", python]
            command += [
                part for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for part in ("--abi", abi)
            ]
            command += [part for tag in platform.tags for part in ("--platform", tag)]
            subprocess.run(command, check=True)
        found = list(faults(sorted(wheels.iterdir()), [pin.name for pin in needed], platform, python))
        if found:
            raise Incomplete("\n".join(found))


def furnish(
    folder: Path, platform: Platform, pythons: Sequence[str], pins: Sequence[Pin], version: str
) -> None:
    """All that lies beside the wheels."""
    facts = tomllib.loads((HERE / "notes.toml").read_text("utf-8"))[platform.name]
    note = Template((HERE / NOTE).read_text("utf-8")).substitute(
        facts,
        version=version,
        platform=platform.name,
        pythons="、".join(pythons),
        installer=platform.installer,
    )
    windows = platform.installer.endswith(".bat")
    files = {
        REQUIREMENTS: requirements(folder / WHEELS, platform, pythons, pins).encode(),
        INSTALLER: (HERE / INSTALLER).read_bytes(),
        platform.installer: script_bytes(HERE / platform.installer),
        facts["starter"]: starters()[facts["starter"]],
        NOTE: note.replace("\n", "\r\n").encode("utf-8-sig") if windows else note.encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
        if name.endswith(".sh"):
            (folder / name).chmod(EXECUTABLE)
    listed = sorted(path for path in folder.rglob("*") if path.is_file())
    (folder / SUMS).write_bytes(sums(folder, listed))


def requirements(wheels: Path, platform: Platform, pythons: Iterable[str], pins: Iterable[Pin]) -> str:
    """What pip is to install, each with the SHA-256 of the files that are there and of no other.

    Raises Incomplete for a file whose digest the lock does not know.
    """
    known = {pin.name: pin for pin in pins}
    digests: dict[str, set[str]] = {}
    for python in pythons:
        for name, wheel in fitting(sorted(wheels.iterdir()), platform, python).items():
            digest = sha256(wheel.read_bytes()).hexdigest()
            digests.setdefault(name, set()).add(digest)
            if name == OWN:
                version = str(parse_wheel_filename(wheel.name)[1])
                known[name] = Pin(name, version, "", frozenset({digest}), frozenset())
            elif digest not in known[name].hashes:
                raise Incomplete(f"{wheel.name} is not the file that requirements.lock names")
    return "".join(f"{known[name].line(sorted(digests[name]))}\n" for name in sorted(digests))


def sums(folder: Path, paths: Iterable[Path]) -> bytes:
    """The lines that `sha256sum -c` reads."""
    lines = ((sha256(path.read_bytes()).hexdigest(), path.relative_to(folder).as_posix()) for path in paths)
    return "".join(f"{digest}  {name}\n" for digest, name in lines).encode()


def pack(folder: Path) -> int:
    """The folder as a zip beside it, with fixed times; its bytes."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w") as zipped:  # stored: wheels are zips themselves
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _EPOCH)
            mode = EXECUTABLE if path.suffix == ".sh" else 0o644
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | mode) << 16
            entry.file_size = path.stat().st_size
            with zipped.open(entry, "w") as there, path.open("rb") as here:
                shutil.copyfileobj(here, there)
    return os.path.getsize(target)


if __name__ == "__main__":
    main(sys.argv[1:])
