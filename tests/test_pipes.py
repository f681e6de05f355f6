"""A named pipe in the place of a file holds nobody up: to open one waits for somebody who writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = "site/t/01/index.html"

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")


@pytest.mark.parametrize(
    ("pipe", "line", "code", "told"),
    [
        ("manifest.json", "verify 青溪-成果", 1, "manifest-missing"),
        ("data/expected.json", "verify 青溪-成果", 1, "data/expected.json: output-missing"),
        ("svg", "verify 青溪-成果 --project 青溪", 1, ".svg: output-missing"),
        (PAGE, "verify 青溪-成果 --project 青溪", 1, f"{PAGE}: output-missing"),
        ("manifest.json", "package 青溪-成果 --township 01", 5, "listgen build"),
        ("data/expected.json", "package 青溪-成果 --township 01", 5, "data/expected.json"),
        ("svg", "package 青溪-成果 --township 01", 5, ".svg"),
        ("../01-清河镇.zip", "package 青溪-成果 --township 01", 5, "01-清河镇.zip"),
        ("svg", "build 青溪", 0, "1 made"),
        ("manifest.json", "build 青溪", 0, "0 made"),
        (".listgen/journal.sqlite", "build 青溪", 5, "cannot be written"),
    ],
)
def test_a_pipe(place: Path, pipe: str, line: str, code: int, told: str) -> None:
    out = place / "青溪-成果"
    path = next(out.rglob("01*/**/*.svg")) if pipe == "svg" else out / pipe
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    run = subprocess.run(
        [sys.executable, "-m", "listgen", *line.split()],
        cwd=place,
        env={**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (run.returncode, told in run.stdout + run.stderr) == (code, True), run.stdout + run.stderr
