"""What a run of the campaign counted, and the tables of docs/reliability.md that say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = {"en": DOCS / "reliability.md", "zh": DOCS / "reliability.zh.md"}
_TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)
_ROW = re.compile(r"^\| <!-- ([\w-]+) --> .*$", re.MULTILINE)

# Each row of the tables: what was done, in English and Chinese, and the words for what is counted beside it.
ROWS: dict[str, tuple[str, str]] = {}
NOTES: dict[str, tuple[str, str]] = {}


@dataclass(slots=True)
class Figure:
    """How often something was tried, what was found, in how many seconds."""

    tried: int = 0
    found: int = 0
    seconds: float = 0.0
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, tried: int, found: int, seconds: float, notes: Mapping[str, int]) -> None:
        self.tried += tried
        self.found += found
        self.seconds += seconds
        self.notes.update(notes)
