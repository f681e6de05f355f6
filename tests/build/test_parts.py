"""Builds of a part: the rest stays, and the manifest tells of all that OUT holds."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from listgen.build import folder
from listgen.build.errors import Refused
from listgen.build.journal import NAME as JOURNAL
from listgen.build.kinds import KINDS
from listgen.build.package import plan_packages
from listgen.build.run import Request, Result, build, plan_only
from listgen.catalog.owners import OUTSIDE, NotFound
from listgen.verify import verify_output
from tests.build.test_build import change, contents, run, village
from tests.faults.project import copy_base, copy_in_earnest


def manifest(out: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads((out / "manifest.json").read_bytes())
    return told


def owners(out: Path) -> dict[str, Mapping[str, Any]]:
    told = json.loads((out / "data" / "expected.json").read_bytes())["owners"]
    return {f"{owner['level']}/{owner['id']}": owner for owner in told}


def of_township(project: Path, out: Path, township: str) -> Result:
    return build(Request(project, out, townships=(township,), jobs=1), lambda done, of: None)


def test_a_part_of_a_changed_project_leaves_the_rest(project: Path, out: Path) -> None:
    before = contents(out)
    first, second = village(project, 1), village(project, 2)
    for row in (first, second):
        change(project / "villages.csv", row[14], row[14][:-1] + "0")
    run(project, out, villages=(first[0],))
    after = contents(out)
    assert {path for path in before if second[0] in path and before[path] != after[path]} == set()
    assert [path for path in before if first[0] in path and before[path] != after[path]]
    assert {entry["path"] for entry in manifest(out)["outputs"]} == set(after) - {"manifest.json"}
    found = verify_output(out)
    assert [finding.slug for finding in found.findings if finding.severity == "error"] == []


def test_parts_in_any_order_end_in_the_whole(project: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    run(project, whole)
    villages = [village(project, place)[0] for place in (1, 2, 3)]
    parts: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((id_,), ()) for id_ in villages]
    parts += [((), (kind,)) for kind in KINDS]
    random.Random(7).shuffle(parts)
    for part in parts:
        run(project, tmp_path / "out", *part)
    assert contents(tmp_path / "out") != {}
    assert run(project, tmp_path / "out").built == 0  # all is there, and is told as a whole now
    assert contents(tmp_path / "out") == contents(whole)


def test_only_what_was_asked_for_is_told_and_marked_as_a_part(project: Path, tmp_path: Path) -> None:
    out, id_ = tmp_path / "out", village(project, 1)[0]
    run(project, out, villages=(id_,), only=("booklet",))
    assert {name: owner.get("part") for name, owner in owners(out).items()} == {f"village/{id_}": True}
    run(project, out, villages=(id_,))
    assert {name: owner.get("part") for name, owner in owners(out).items()} == {f"village/{id_}": None}
    slugs = {finding.slug for finding in verify_output(out).findings}
    assert slugs == {"output-partial"}  # no error: its pages lead to what was not asked for
    run(project, out)
    assert not any(owner.get("part") for owner in owners(out).values())
    assert "output-partial" not in {finding.slug for finding in verify_output(out).findings}


def test_a_part_removes_old_outputs_of_its_own_and_no_others(project: Path, out: Path) -> None:
    first, second = village(project, 1), village(project, 2)
    for row in (first, second):
        change(project / "villages.csv", f",{row[3]},", f",{row[3][:-1]}新{row[3][-1]},")
    run(project, out, villages=(first[0],))
    folders = {Path(path).parts[2] for path in contents(out) if path.startswith("乡镇/")}
    assert f"{first[0]}-{first[3]}" not in folders
    assert f"{second[0]}-{second[3]}" in folders


def test_pdf_copies_of_the_rest_are_no_fault(project: Path, out: Path) -> None:
    """A village is made again without --pdf; what the others have beside their papers stays true."""
    with closing(sqlite3.connect(out / folder.PRIVATE / JOURNAL)) as journal, journal:
        journal.execute("UPDATE unit SET fingerprint = fingerprint || ' pdf' WHERE key LIKE 'village/%'")
    run(project, out, villages=(village(project, 1)[0],))
    assert not any(owner.get("part") for owner in owners(out).values())


def rename(project: Path, row: list[str], name: str) -> None:
    change(project / "villages.csv", f",{row[3]},", f",{name},")


def test_a_township_settles_which_village_is_meant(tmp_path: Path) -> None:
    project, out = copy_base(tmp_path / "project"), tmp_path / "out"
    (project / "links.jsonl").unlink()
    roster = project / "villages.csv"
    roster.write_text(roster.read_text("utf-8").replace("白石村", "青石村"), "utf-8")  # 01 has one, too
    with pytest.raises(NotFound):
        run(project, out, villages=("青石村",))
    part = Request(project, out, villages=("青石村",), townships=("白石乡",), jobs=1, only=("qr",))
    assert build(part, lambda done, of: None).built
    assert {entry["owner"] for entry in manifest(out)["outputs"] if entry["kind"] == "qr"} == {"00003"}


def test_a_village_of_another_township_is_refused(tmp_path: Path) -> None:
    """Nothing is what both filters leave: a slip that would end in silence, or in metal for a township."""
    project, out = copy_base(tmp_path / "project"), tmp_path / "out"
    with pytest.raises(NotFound) as fault:
        build(Request(project, out, villages=("00003",), townships=("01",)), lambda done, of: None)
    assert (fault.value.why, fault.value.known) == (OUTSIDE, ("00003 白石乡白石村",))
    assert not out.exists()


def test_what_a_part_leaves_behind_the_project_is_told(project: Path, out: Path) -> None:
    """A renamed village's township still lists the old name: neither `verify` nor `package` is silent."""
    row = village(project, 1)
    rename(project, row, "新桃村")
    run(project, out, villages=(row[0],))
    parts = {name for name, owner in owners(out).items() if owner.get("part")}
    assert f"township/{row[1]}" in parts
    assert f"village/{row[0]}" not in parts
    assert not any(name.startswith("village/") for name in parts)  # theirs say nothing of it
    assert "output-partial" in {finding.slug for finding in verify_output(out).findings}
    with pytest.raises(Refused) as refused:
        plan_packages(out, (row[1],))
    assert refused.value.slug == "package-partial"
    run(project, out)
    assert not any(owner.get("part") for owner in owners(out).values())
    assert plan_packages(out, (row[1],)).packages


def test_a_part_tells_of_a_village_that_is_gone(tmp_path: Path) -> None:
    """Its outputs stay, and its township's page leads to it."""
    project, out = copy_base(tmp_path / "project"), tmp_path / "out"
    (project / "links.jsonl").unlink()  # what was printed stays for ever
    run(project, out)
    row = village(project, 2)
    change(project / "villages.csv", ",".join(row) + "\n", "")
    assert run(project, out, villages=(village(project, 1)[0],)).planned
    parts = {name for name, owner in owners(out).items() if owner.get("part")}
    assert {f"village/{row[0]}", f"township/{row[1]}"} <= parts
    assert f"village/{village(project, 1)[0]}" not in parts
    run(project, out)
    assert not any(owner.get("part") for owner in owners(out).values())


def test_a_part_of_the_same_project_marks_nothing(project: Path, out: Path) -> None:
    before = contents(out)
    run(project, out, villages=(village(project, 1)[0],))
    assert contents(out) == before


def test_a_part_is_refused_where_all_outputs_say_what_has_changed(project: Path, out: Path) -> None:
    before, county = contents(out), project / "county.yaml"
    number = next(line for line in county.read_text("utf-8").splitlines() if "hotline: " in line)
    change(county, number, number.partition(":")[0] + ': "0600-5559999"')
    with pytest.raises(Refused) as refused:
        run(project, out, only=("qr",))
    assert (refused.value.slug, refused.value.values["fields"]) == ("out-county-changed", "hotline")
    assert contents(out) == before
    run(project, out)
    run(project, out, only=("qr",))


@pytest.mark.parametrize("other", ["day", "edition"])
def test_a_part_of_another_edition_is_refused(project: Path, out: Path, other: str) -> None:
    before = contents(out)
    request = Request(project, out, only=("qr",), jobs=1)
    if other == "day":
        request = Request(project, out, only=("qr",), jobs=1, as_of=date(2026, 12, 1))
    else:
        change(project / "county.yaml", "2026-1", "2026-2")
    with pytest.raises(Refused) as refused:
        build(request, lambda done, of: None)
    assert refused.value.slug == "out-other-edition"
    assert contents(out) == before


def test_a_whole_build_of_another_day_may_follow_and_a_part_after_it(project: Path, tmp_path: Path) -> None:
    out, day = tmp_path / "out", date(2026, 12, 1)
    run(project, out)
    build(Request(project, out, as_of=day, jobs=1), lambda done, of: None)
    part = Request(project, out, as_of=day, only=("qr",), jobs=1)
    assert build(part, lambda done, of: None).built == 0
    assert manifest(out)["as_of"] == day.isoformat()


def test_outputs_of_another_county_are_not_touched(project: Path, tmp_path: Path) -> None:
    """One wrong -o would cost a county its outputs. One that has another name, or another id, keeps them."""
    out, county, roster = tmp_path / "out", project / "county.yaml", project / "villages.csv"
    run(project, out)
    before = contents(out)
    name = next(line[6:] for line in county.read_text("utf-8").splitlines() if line.startswith("name: "))
    change(county, "\nid: ", "\nid: not-")
    for path in (county, roster):
        path.write_text(path.read_text("utf-8").replace(name, "丙水县"), "utf-8")
    with pytest.raises(Refused, match="out-other-county"):
        run(project, out)
    with pytest.raises(Refused, match="out-other-county"):
        plan_only(Request(project, out))
    assert contents(out) == before
    for path in (county, roster):
        path.write_text(path.read_text("utf-8").replace("丙水县", name), "utf-8")
    assert run(project, out).built


@pytest.mark.parametrize("more", [{"townships": ("01",)}, {"villages": ("00001",)}, {"only": ("plaque",)}])
def test_a_part_by_itself_is_sound_against_the_project(tmp_path: Path, more: dict[str, Any]) -> None:
    """Villages and pages that were not asked for are not missed one by one."""
    project = copy_in_earnest(tmp_path / "project")
    assert build(Request(project, tmp_path / "out", jobs=1, **more), lambda done, of: None).built
    found = verify_output(tmp_path / "out", project).findings
    assert {finding.slug for finding in found} == {"output-partial"}
