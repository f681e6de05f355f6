"""A ledger that was cut at a line or put back to an older one adds up by itself; the outputs know better."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from listgen.build.run import Request, Result, build, plan_only
from listgen.edit.links import issue
from listgen.findings import Finding
from listgen.verify import verify_output
from tests.built import built
from tests.faults.project import copy_in_earnest, snapshot

LEDGER, EXPECTED = "links.jsonl", "data/expected.json"
DAY = date(2026, 11, 22)
Edit = Callable[[Path], object]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose ledger has nine lines, and the outputs that were built then, in `out`."""
    folder = tmp_path_factory.mktemp("published")
    project = copy_in_earnest(folder / "project")
    for batch in ("二", "三"):
        issue(project, batch, DAY)
    built(project, folder / "out")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published / "project", tmp_path / "project"))


def lines(folder: Path) -> list[bytes]:
    return (folder / LEDGER).read_bytes().splitlines(keepends=True)


def cut_to(count: int) -> Edit:
    return lambda folder: (folder / LEDGER).write_bytes(b"".join(lines(folder)[:count]))


def lost(folder: Path) -> None:
    (folder / LEDGER).unlink()


def forked(folder: Path) -> None:
    """Another computer had six lines and entered a batch of its own, and one more."""
    cut_to(6)(folder)
    for batch in ("四", "五"):
        issue(folder, batch, DAY)


def errors(findings: tuple[Finding, ...]) -> list[tuple[str, int, str]]:
    found = [one for one in findings if one.severity == "error"]
    return [(one.slug, one.location.line, one.facts()["lines"]) for one in found]


CASES = [
    pytest.param(lost, ("ledger-shorter", 0, "9"), id="deleted"),
    pytest.param(cut_to(8), ("ledger-shorter", 8, "9"), id="cut at a line"),
    pytest.param(cut_to(6), ("ledger-shorter", 6, "9"), id="an older copy"),
    pytest.param(forked, ("ledger-replaced", 9, "9"), id="forked"),
]


@pytest.mark.parametrize(("edit", "fault"), CASES)
def test_a_lost_line_is_missed(
    project: Path, published: Path, edit: Edit, fault: tuple[str, int, str]
) -> None:
    edit(project)
    out, before = published / "out", snapshot(published / "out")
    for result in (_build(project, out), plan_only(Request(project, out))):
        assert errors(result.findings) == [fault] and not result.planned
    assert errors(verify_output(out, project).findings) == [fault]
    assert snapshot(out) == before


def _build(project: Path, out: Path) -> Result:
    return build(Request(project, out, jobs=1), lambda done, total: None)


def test_a_ledger_that_only_grew_passes_and_is_remembered(
    project: Path, published: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(published / "out", tmp_path / "out"))
    assert verify_output(out, project).findings == ()
    issue(project, "四", DAY)
    assert verify_output(out, project).findings == ()
    before = snapshot(out)
    result = _build(project, out)
    assert (result.built, errors(result.findings)) == (0, [])
    changed = {name for name, data in snapshot(out).items() if before[name] != data}
    assert {name for name in changed if not name.startswith(".listgen/")} == {EXPECTED, "manifest.json"}
    assert json.loads((out / EXPECTED).read_text("utf-8"))["ledger"]["lines"] == 12
    cut_to(9)(project)
    assert errors(_build(project, out).findings) == [("ledger-shorter", 9, "12")]


def test_batches_entered_again_from_the_orders_give_the_same_ledger(project: Path, published: Path) -> None:
    """What the docs say of a lost ledger: same batches, days and names, and the fingerprints are the same."""
    whole = (project / LEDGER).read_bytes()
    cut_to(3)(project)
    for batch in ("二", "三"):
        issue(project, batch, DAY)
    assert (project / LEDGER).read_bytes() == whole
    assert errors(plan_only(Request(project, published / "out")).findings) == []


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        {"lines": 9},
        *({"lines": count, "fingerprint": "x"} for count in ("x", -3, float("inf"))),
    ],
)
def test_outputs_that_say_nothing_of_a_ledger(
    project: Path, published: Path, tmp_path: Path, record: object
) -> None:
    """Those of an older version, or spoilt: build goes on, `verify` judges the file."""
    out = Path(shutil.copytree(published / "out", tmp_path / "out"))
    expected = json.loads((out / EXPECTED).read_text("utf-8")) | {"ledger": record}
    (out / EXPECTED).write_text(json.dumps(expected), "utf-8")
    lost(project)
    assert errors(plan_only(Request(project, out)).findings) == []


def test_a_county_without_a_ledger(project: Path, tmp_path: Path) -> None:
    lost(project)
    out = built(project, tmp_path / "out")
    assert json.loads((out / EXPECTED).read_text("utf-8"))["ledger"] == {"lines": 0, "fingerprint": ""}
    assert verify_output(out, project).findings == ()
    assert errors(_build(project, out).findings) == []
