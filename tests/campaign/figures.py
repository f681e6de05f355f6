"""What a whole campaign counted, and the tables of docs/reliability.md and reliability.zh.md that say it.

A run of a part writes its own rows anew and leaves the others.
"""

from __future__ import annotations

import os
import platform
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = {"en": DOCS / "reliability.md", "zh": DOCS / "reliability.zh.md"}
LANGUAGES = tuple(PAGES)
_TABLE = re.compile(r"(?<=<!-- figures -->\n\n).*?(?=<!-- end of figures -->)", re.DOTALL)
_ROW = re.compile(r"^\| .*<!-- ([\w-]+) --> \|$", re.MULTILINE)

# What was done, in the order of the tables, in both languages.
ROWS: dict[str, tuple[str, str]] = {
    "killed": ("`kill -9` of a build", "`kill -9` 强行杀掉生成"),
    "sigint": ("Ctrl-C", "Ctrl-C"),
    "sigterm": ("SIGTERM, to the build alone or to all its processes", "SIGTERM，只给主进程或给全部进程"),
    "worker": ("`kill -9` of a worker", "`kill -9` 杀掉一个工作进程"),
    "two": ("two builds at once in one OUT", "两个生成同时写一个成果文件夹"),
    "full": ("disk full from a step on (counted steps)", "从某一步起磁盘满（逐步计数）"),
    "small-disk": ("a real file system that is too small", "真的太小的文件系统"),
    "busy": ("an output open in Word", "成果正在 Word 里打开"),
    "surroundings": (
        "clocks, locales, consoles, hash seeds, folders",
        "时钟、语言环境、控制台、哈希种子、文件夹",
    ),
    "refused": ("an OUT that must not be touched", "不许动的成果文件夹"),
    "parts": ("builds of parts in any order", "以任意次序分部分生成"),
    "mutations": ("spoilt YAML, CSV and workbooks", "改坏的 YAML、CSV 和工作簿"),
    "hostile-files": ("hostile files, each in a process of its own", "恶意文件，各用一个进程"),
    "names": ("hostile names", "恶意名称"),
    "pages": ("pages with hostile values", "数值带攻击的网页"),
    "canaries": ("identity numbers and mobiles planted in a project", "埋进项目的身份证号和手机号"),
    "ledgers": ("ledgers tampered with", "改动过的印码台账"),
}
# What is counted beside the trials; the largest is kept of those that begin with most_.
NOTES: dict[str, tuple[str, str]] = {
    "early": ("{} while Python loaded", "{} 次在程序载入时"),
    "before": ("{} before the first output", "{} 次在写第一个文件之前"),
    "midst": ("{} in the midst of writing", "{} 次正写到一半"),
    "after": ("{} after the last output", "{} 次在写完之后"),
    "once": ("{} where room was made at once", "{} 次随即又有空间"),
    "fits": ("{} still had room enough", "{} 次空间仍够"),
    "builds": ("{} builds", "共生成 {} 次"),
    "refused": ("{} of them refused", "其中 {} 个被拒绝"),
    "most_mb": ("at most {} MB", "最多 {} MB"),
    "most_ms": ("at most {} ms", "最慢 {} 毫秒"),
}
NOT_YET = ("not run yet", "还没有跑")
HEADS = {
    "en": ("what was done", "how often", "found", "seconds", "of these"),
    "zh": ("做了什么", "多少次", "出错", "秒", "其中"),
}


@dataclass(slots=True)
class Figure:
    """How often something was tried, what was found, in how many seconds of one process."""

    tried: int = 0
    found: int = 0
    seconds: float = 0.0
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, tried: int, found: int, seconds: float, notes: Mapping[str, int]) -> None:
        self.tried += tried
        self.found += found
        self.seconds += seconds
        for name, count in notes.items():
            kept = self.notes[name]
            self.notes[name] = max(kept, count) if name.startswith("most_") else kept + count


def write(figures: Mapping[str, Figure]) -> None:
    """Both pages, with these rows anew. Raises KeyError for a row that ROWS does not name."""
    if not figures:
        return
    for place, language in enumerate(LANGUAGES):
        page = PAGES[language]
        text = page.read_text("utf-8")
        page.write_text(with_rows(text, figures, place, machine(place)), "utf-8", newline="\n")


def with_rows(text: str, figures: Mapping[str, Figure], place: int, day: str) -> str:
    """A page whose table has these figures. `place`: of its language in ROWS and NOTES."""
    rows = {match[1]: match[0] for match in _ROW.finditer(text)}
    rows |= {slug: _row(slug, figure, place, day) for slug, figure in figures.items()}
    heads = (*HEADS[LANGUAGES[place]], ("measured on", "测于")[place])
    lines = [f"| {' | '.join(heads)} |", "|---|---:|---:|---:|---|---|"]
    lines += [rows[slug] for slug in ROWS if slug in rows]
    made, count = _TABLE.subn(lambda _: "\n".join(lines) + "\n\n", text)
    assert count == 1
    return made


def _row(slug: str, figure: Figure, place: int, day: str) -> str:
    if not figure.tried:  # a page that says 0 times, 0 found, says nothing
        return f"| {ROWS[slug][place]} | {NOT_YET[place]} |  |  |  |  <!-- {slug} --> |"
    notes = (NOTES[name][place].format(f"{figure.notes[name]:,}") for name in NOTES if figure.notes[name])
    beside = ("; ", "；")[place].join(notes)
    cells = (ROWS[slug][place], f"{figure.tried:,}", f"{figure.found:,}", f"{figure.seconds:,.0f}", beside)
    return f"| {' | '.join(cells)} | {day} <!-- {slug} --> |"


def machine(place: int) -> str:
    """The day, and what it was measured on: cores, processor, Python."""
    cores = len(os.sched_getaffinity(0))
    parts = (
        f"{cores} × {platform.machine()}",
        f"Python {platform.python_version()}",
        date.today().isoformat(),
    )
    return ("; ", "，")[place].join(parts)
