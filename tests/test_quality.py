"""Lint, format and types as tests, and the rule that no test is skipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

TOOLS = (
    ("ruff", "check", "--output-format=concise", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)

SKIPS = {
    "mark": "@pytest.mark.skip\ndef test_it(): assert False\n",
    "condition": "@pytest.mark.skipif(True, reason='no soffice')\ndef test_it(): assert False\n",
    "call": "def test_it(): pytest.skip('no soffice')\n",
    "fixture": "@pytest.fixture\ndef tool(): pytest.skip('gone')\ndef test_it(tool): pass\n",
    "module": "pytest.importorskip('no_such_module')\ndef test_it(): pass\n",
    "xfail": "@pytest.mark.xfail\ndef test_it(): assert False\n",
    "xpass": "@pytest.mark.xfail\ndef test_it(): pass\n",
    "unknown mark": "@pytest.mark.sluggish\ndef test_it(): pass\n",
}


@pytest.mark.parametrize("tool", TOOLS, ids=" ".join)
def test_tool_finds_nothing(tool: tuple[str, ...]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, f"{run.stdout}{run.stderr}"


@pytest.mark.parametrize("body", SKIPS.values(), ids=SKIPS)
def test_a_skip_fails_the_run(tmp_path: Path, body: str) -> None:
    run = _pytest_on(tmp_path, f"import pytest\n{body}")
    assert run.returncode != 0, run.stdout
    assert "skipped" not in run.stdout.splitlines()[-1]


def test_a_plain_test_passes_the_run(tmp_path: Path) -> None:
    run = _pytest_on(tmp_path, "def test_it(): pass\n")
    assert run.returncode == 0, run.stdout


def _pytest_on(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "pyproject.toml", folder)
    tests = folder / "tests"
    tests.mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    (tests / "test_case.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
