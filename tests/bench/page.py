"""docs/benchmarks.md: what a whole run found, in the words of benchmarks.md.jinja beside this."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.bench.figures import Comparison, Figure, Grown, Missing, Report, number, spread
from tests.bench.measure import CORES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
TEMPLATE = "benchmarks.md.jinja"
PARTS = {  # part → what it is called
    "booklets": "booklets, Word",
    "forms": "forms of villages, Word",
    "signs": "signs, PDF",
    "pictures": "pictures of gates, PNG",
    "codes": "codes, SVG, PDF, PNG and DXF",
    "pages": "villages' pages, HTML",
}
COLD_CPU = "cold, one process, CPU alone"  # the figure that the sum is held against
PROVINCE = 600_000
NOT_MEASURED = "Not measured in this run."
PACKAGES = (
    "docxtpl",
    "python-docx",
    "typst",
    "weasyprint",
    "segno",
    "qrcode",
    "ezdxf",
    "hugo",
    "jinja2",
    "doit",
)
OURS = ("python-docx", "lxml", "jinja2", "reportlab", "uharfbuzz", "pypdfium2", "qrcode", "pypinyin")


@dataclass(frozen=True, slots=True)
class Sum:
    """CPU seconds of all parts together: by a peer for each, and by listgen's one build."""

    theirs: float
    ours: float
    chosen: tuple[tuple[str, Comparison], ...]

    @property
    def ratio(self) -> float:
        """How many times as long the peers take."""
        return self.theirs / self.ours


def write_page(report: Report, versions: Mapping[str, str]) -> None:
    """Writes the page."""
    PAGE.write_text(render_page(report, versions), "utf-8")


def render_page(report: Report, versions: Mapping[str, str]) -> str:
    """The page as Markdown."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"number": number, "spread": spread}
    environment.globals |= {
        "compared": lambda part: _compared(report.comparisons(part), report.missing(part)),
        "figures": lambda part: _figures(report.figures(part)),
        "grown": lambda: _grown(report.growth()),
    }
    return environment.get_template(TEMPLATE).render(
        report=report,
        parts=[
            (part, title) for part, title in PARTS.items() if report.comparisons(part) or report.missing(part)
        ],
        did=[(PARTS[part], one) for part in PARTS for one in report.comparisons(part)],
        usual=_sum(report, kept=False),
        fastest=_sum(report, kept=True),
        projection=_projection(report.growth()),
        machine=_machine(),
        ours=_table(("package", "version"), ((name, version(name)) for name in OURS)),
        theirs=_table(
            ("peer", "version"), ((name, versions.get(name, "not installed")) for name in PACKAGES)
        ),
    )


def _sum(report: Report, *, kept: bool) -> Sum | None:
    """`kept`: a way that keeps what it has loaded from file to file may be chosen too."""
    cold = [one for one in report.figures("alone") if one.what == COLD_CPU]
    chosen = []
    for part in PARTS:
        able = [one for one in report.comparisons(part) if one.complete and (kept or not _keeps(one))]
        if able:
            chosen.append((PARTS[part], min(able, key=lambda one: one.theirs.median)))
    if not cold or not chosen:
        return None
    return Sum(sum(one.theirs.median for _, one in chosen), cold[0].value.median, tuple(chosen))


def _keeps(one: Comparison) -> bool:
    return one.peer.endswith(("kept", "cached"))


def _compared(comparisons: Iterable[Comparison], missing: Iterable[Missing]) -> str:
    rows = [
        (
            one.peer,
            f"{one.outputs:,}",
            spread(one.theirs),
            spread(one.ours),
            f"**{spread(one.ratio)}**",
            spread(one.each) if one.each else "",
            f"{one.their_memory:.0f} / {one.our_memory:.0f}",
        )
        for one in comparisons
    ]
    head = (
        "peer",
        "files",
        "its CPU, s",
        "listgen's CPU, s",
        "ratio",
        "of a village more",
        "MB, its / listgen's",
    )
    told = [_table(head, rows)] if rows else []
    told += [f"{one.peer} is missing from this table: {one.why}." for one in missing]
    return "\n\n".join(told) or NOT_MEASURED


def _figures(figures: Iterable[Figure]) -> str:
    rows = [
        (
            one.what + (f" ({one.note})" if one.note else ""),
            f"{spread(one.value)} {one.unit}".rstrip(),
            one.goal,
            "" if one.memory is None else f"{one.memory:.0f}",
            str(one.value.runs),
        )
        for one in figures
    ]
    return _table(("what", "found", "asked", "MB", "runs"), rows) if rows else NOT_MEASURED


def _grown(growth: Iterable[Grown]) -> str:
    growth = list(growth)
    base = next((one.each for one in growth if one.villages == 200), None)
    rows = [
        (
            f"{one.villages:,}",
            f"{one.files:,}",
            spread(one.cold),
            number(one.each),
            number(one.each / base) if base else "",
            f"{one.cold_memory:.0f}",
            spread(one.again),
            f"{one.again_memory:.0f}",
        )
        for one in growth
    ]
    head = (
        "villages",
        "files",
        "cold, s",
        "ms a village",
        "× 200's",
        "parent, MB",
        "nothing changed, s",
        "parent, MB",
    )
    return _table(head, rows) if rows else NOT_MEASURED


@dataclass(frozen=True, slots=True)
class Projection:
    """What the two largest counties say of a province: hours of a cold build and MB of the parent."""

    first: int
    second: int
    ms: float
    kb: float
    hours: float
    mb: float


def _projection(growth: tuple[Grown, ...]) -> Projection | None:
    if len(growth) < 2:
        return None
    a, b = growth[-2:]
    more = b.villages - a.villages
    seconds = (b.cold.median - a.cold.median) / more
    megabytes = (b.cold_memory - a.cold_memory) / more
    left = PROVINCE - b.villages
    return Projection(
        a.villages,
        b.villages,
        1000 * seconds,
        1000 * megabytes,
        (b.cold.median + left * seconds) / 3600,
        b.cold_memory + left * megabytes,
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _machine() -> str:
    """Without its name."""
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    ).stdout.strip()
    return (
        f"{found[1] if found else platform.machine()}, {len(CORES)} cores, {memory:.0f} GB, "
        f"Linux {platform.release().split('-')[0]}, Python {sys.version.split()[0]}, "
        f"listgen {version('listgen')} ({commit or 'no git'})"
    )
