"""What `make bench` stands on: sound counties, programs measured and missed, a page of any report."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from listgen.findings import has_errors
from listgen.preflight import check_project
from tests.bench.counties import county, rename
from tests.bench.figures import Comparison, Figure, Grown, Missing, Report, Spread
from tests.bench.measure import Program, ProgramFailed, measured, paired
from tests.bench.page import COLD_CPU, NOT_MEASURED, render_page

ONE = Spread.of([1.0])


def _compared(part: str, peer: str, seconds: float, *, complete: bool = True) -> Comparison:
    theirs, ours = Spread.of([seconds, seconds + 1]), Spread.of([2.0, 2.0])
    return Comparison(part, peer, 7, 20, ours, theirs, ONE, ONE, 90, 80, complete, "does it")


def test_a_county_is_sound_and_of_that_size(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 45)
    checked = check_project(project)
    assert not has_errors(checked.findings)
    assert checked.subject is not None
    named = {(view.township.id, view.village.name) for view in checked.subject.views}
    assert len(named) == 45  # two of the demo's townships have a village of one name


def test_a_renamed_village_is_renamed_in_its_row_alone(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 12)
    before = (project / "villages.csv").read_text("utf-8").splitlines()
    name = rename(project, 10)
    after = (project / "villages.csv").read_text("utf-8").splitlines()
    assert [place for place, row in enumerate(after) if row != before[place]] == [11]
    row = next(csv.reader([after[11]]))
    assert row[3] == name and sum(name in cell for cell in row) > 3
    assert not has_errors(check_project(project).findings)


def test_a_program_is_measured_with_its_children() -> None:
    held = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}], check=True)"
    child = "import time; held = b'x' * 80_000_000; time.sleep(0.2)"
    run = measured(Program((sys.executable, "-c", held.format(child))))
    assert run.peak > 80 > run.parent > 0
    assert run.wall > 0.2


def test_a_program_that_fails_is_told_and_the_others_go_on() -> None:
    rounds = paired(
        {
            "good": Program((sys.executable, "-c", "")),
            "bad": Program((sys.executable, "-c", "raise SystemExit('no such face')")),
            "gone": Program(("no-such-program",)),
        },
        2,
    )
    assert len(rounds.runs["good"]) == 2
    assert rounds.failed.keys() == {"bad", "gone"}
    assert "no such face" in rounds.failed["bad"]
    with pytest.raises(ProgramFailed):
        measured(Program((sys.executable, "-c", "raise SystemExit(3)")))


def test_a_page_of_nothing_says_so() -> None:
    assert render_page(Report(3, 200), {}).count(NOT_MEASURED) > 5


def test_a_page_sums_the_fastest_that_make_everything() -> None:
    report = Report(2, 200)
    report.add(Figure("alone", COLD_CPU, Spread.of([3.0]), "s"))
    for one in (
        _compared("codes", "segno", 40),
        _compared("codes", "qrcode", 1, complete=False),
        _compared("signs", "Typst", 20),
        _compared("signs", "Typst, kept", 5),
        Missing("pages", "Hugo", "no such program"),
    ):
        report.add(one)
    for villages, seconds in ((200, 10.0), (2_000, 100.0)):
        report.add(Grown(villages, 24 * villages, Spread.of([seconds]), ONE, 100 + villages / 100, 90))
    report.faults.append("`test_growth`: the disk is full")
    page = render_page(report, {"segno": "1.6.6"})
    assert "- `test_growth`: the disk is full" in page
    assert "| 61.0 | **20.3** |" in page  # 40.5 and 20.5, over 3
    assert "| 46.0 | **15.3** |" in page
    assert "Hugo is missing from this table: no such program." in page
    assert "| segno | 1.6.6 |" in page
    assert "8.33 hours" in page
