"""The picture of each village's gate among the outputs: listed, made anew with its signs, verified."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from listgen.build.plan import GATE_PICTURE
from listgen.build.request import Stale
from listgen.build.run import Request, plan_only
from listgen.verify import verify_output
from tests.build.test_build import change, run, village


def test_each_village_has_one(project: Path, out: Path) -> None:
    listed = json.loads((out / "manifest.json").read_bytes())["outputs"]
    pictures = [entry for entry in listed if entry["path"].endswith(f"/标牌/{GATE_PICTURE}")]
    signed = {entry["owner"] for entry in listed if entry["kind"] in ("plaque", "hall-sign")}
    assert {entry["owner"] for entry in pictures} == signed
    assert {(one["kind"], one["slot"], one["format"], one["level"]) for one in pictures} == {
        ("proof", "gate-picture", "png", "village")
    }


def test_another_wording_makes_its_sign_and_picture_anew(project: Path, out: Path) -> None:
    row = village(project, 1)
    wording = next(cell for cell in row if cell.endswith("民委员会"))
    change(project / "villages.csv", f",{wording},", f",{wording[:-5]}新{wording[-5:]},")
    told: list[Stale] = []
    plan_only(Request(project, out), told.append)
    made = sorted(Path(stale.path).name for stale in told)
    assert [name for name in made if name.endswith(".png")] == [GATE_PICTURE]
    assert "03-委员会牌.pdf" in made
    run(project, out)
    assert plan_only(Request(project, out)).stale == 0


def test_the_picture_of_another_village_is_found(project: Path, out: Path) -> None:
    assert [finding for finding in verify_output(out).findings if finding.severity == "error"] == []
    one, other, *_ = sorted(out.rglob(GATE_PICTURE))
    shutil.copyfile(other, one)
    found = {(finding.slug.split("-")[0], finding.location.file) for finding in verify_output(out).findings}
    assert found == {(subject, one.relative_to(out).as_posix()) for subject in ("output", "picture")}
