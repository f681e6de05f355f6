"""The first sheet of a workbook: how to fill in the others."""

from __future__ import annotations

from pathlib import Path

NOTES_TITLE = "填写说明"


def notes() -> tuple[str, ...]:
    """Its lines, a heading and then paragraphs."""
    return tuple(Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines())
