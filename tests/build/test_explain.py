"""--explain: which value changed, from what to what; and every value has a name that clerks know."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from listgen.build import job, unit
from listgen.build.request import Change, Request, Stale
from listgen.build.run import plan_only
from listgen.cli import run as cli
from listgen.findings import Location
from listgen.locale import LANGUAGES, VALUES, table
from tests.build.test_build import change, village

# Of an order's files the record alone decides, so their values are never explained.
ORDERS = {"Batch", "BatchFileValues", "OrderedSign", "Recall", "Owner", "File", "Head", "OrderedFileValues"}


def told(project: Path, out: Path) -> dict[str, Stale]:
    found: list[Stale] = []
    plan_only(Request(project, out), found.append, explain=True)
    return {stale.path: stale for stale in found}


def named(stale: Stale, last: str) -> list[Change]:
    return [change for change in stale.changes or () if change.place[-1] == last]


def test_the_value_that_changed_is_told_with_its_text_before_and_now(project: Path, out: Path) -> None:
    assert told(project, out) == {}
    row = village(project, 1)
    change(project / "villages.csv", row[14], "0600-5550999")
    found = told(project, out)
    assert found and {stale.reason for stale in found.values()} == {"values-changed"}
    assert all(row[0] in path or "site/" in path for path in found)
    booklet = next(stale for path, stale in found.items() if path.endswith("清单手册.docx"))
    assert [(one.before, one.now) for one in booklet.changes or ()] == [(row[14], "0600-5550999")]
    assert named(booklet, "phone")


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("county.yaml", "岚溪县", "蓝溪县", "name"),
        ("items/10-duty.yaml", "村", "本村", "CN-0001"),
    ],
)
def test_what_many_share_is_told_in_each(
    project: Path, out: Path, file: str, old: str, new: str, place: str
) -> None:
    change(project / file, old, new)
    found = [stale for stale in told(project, out).values() if stale.reason == "values-changed"]
    assert any(place in one.place for stale in found for one in stale.changes or ())


def test_new_and_old_outputs_are_told_with_their_reason(project: Path, out: Path) -> None:
    row = village(project, 1)
    change(project / "villages.csv", f",{row[3]},", f",{row[3][:-1]}新{row[3][-1]},")
    (out / "site" / "index.html").unlink()
    reasons = {stale.reason for stale in told(project, out).values()}
    assert reasons == {"new-name", "no-longer-planned", "values-changed", "file-missing"}


def test_the_command_groups_outputs_by_what_they_share(
    project: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = village(project, 1)
    change(project / "villages.csv", row[14], "0600-5550999")
    assert cli(["build", str(project), "-o", str(out), "--explain", "--lang", "zh"], {}) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(f"“{row[14]}” → “0600-5550999”" in line for line in lines) < sum(
        line.startswith("  ") and not line.startswith("    ") for line in lines
    )
    assert f"    村 › 电话：“{row[14]}” → “0600-5550999”" in lines
    assert cli(["build", str(project), "-o", str(out), "--check"], {}) == 4


def fields(type_: Any, seen: set[type]) -> Iterator[str]:
    """The names of everything that a value of this type may hold."""
    if not dataclasses.is_dataclass(type_):
        for part in typing.get_args(type_):
            yield from fields(part, seen)
        return
    if not isinstance(type_, type) or type_ in seen or type_ is Location or type_.__name__ in ORDERS:
        return
    seen.add(type_)
    hints = typing.get_type_hints(type_)
    for one in dataclasses.fields(type_):
        if one.name not in ("places", "location"):
            yield one.name
            yield from fields(hints[one.name], seen)


def test_every_value_has_a_name_in_both_languages() -> None:
    names = {*fields(unit.Recipe, set()), *fields(job.Values, set())} - {"values", "view", "made", "data"}
    words = table(VALUES)
    assert len(names) > 100
    assert {name for name in names if name not in words} == set()
    assert {name for name, entry in words.items() if set(entry) != set(LANGUAGES)} == set()
