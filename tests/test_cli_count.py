"""listgen count: what a clerk is told of the length of the lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listgen.cli import run
from tests.faults.project import copy_base, replace
from tests.test_cli import EN, ZH

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


def counted(project: Path, captured: Captured, *more: str) -> list[dict[str, object]]:
    assert run(["count", str(project), "--json", *more], EN) == 0
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


def test_lists_are_counted_by_organisation_type(project: Path, capsys: Captured) -> None:
    numbers = [(one["kind"], one["type"], one["count"]) for one in counted(project, capsys)]
    lists = [("duty", 2), ("assist", 1), ("not-permitted", 2)]
    assert numbers == [(kind, type_, n) for type_ in ("village", "community") for kind, n in lists]


@pytest.mark.parametrize(
    ("before", "change", "share"),
    [
        ("{village: 82}", -80, "-97.6"),
        ("{village: 3}", -1, "-33.3"),
        ("{village: 32}", -30, "-93.8"),  # 93.75: halves away from zero
        ("{village: 2}", 0, "0.0"),
        ("{village: 0}", 2, None),
        ("{community: 5}", None, None),
    ],
)
def test_what_was_there_before(
    project: Path, capsys: Captured, before: str, change: int | None, share: str | None
) -> None:
    replace("kinds.yaml", "- id: duty\n", f"- id: duty\n  baseline: {before}\n")(project)
    (duty,) = [one for one in counted(project, capsys) if (one["kind"], one["type"]) == ("duty", "village")]
    assert (duty["count"], duty["change"], duty["share"]) == (2, change, share)


def test_a_partition_adds_up(project: Path, capsys: Captured) -> None:
    total = sum(int(str(one["count"])) for one in counted(project, capsys) if one["type"] == "village")
    part = "partitions:\n- {title: 全部, kinds: [duty, assist, not-permitted], for: village, total: %d}\n"
    with (project / "kinds.yaml").open("a", encoding="utf-8", newline="") as kinds:
        kinds.write(part % total)
    assert run(["count", str(project)], ZH) == 0
    assert f"= {total}" in capsys.readouterr().out.splitlines()[-2]
    replace("kinds.yaml", f"total: {total}", "total: 80")(project)
    assert run(["count", str(project)], ZH) == 1
    assert "80" in capsys.readouterr().out


def test_signs_are_counted_too(project: Path, capsys: Captured) -> None:
    rows = "编号,牌子名称,块数,处理,处理日期\n00001,展板,12,移到网上,2026-06-18\n01,创建点,8,取消,\n"
    (project / "cleanup.csv").write_text(rows, encoding="utf-8", newline="")
    (signs,) = [one for one in counted(project, capsys) if "signs" in one]
    share = {"before": 20, "count": 7, "change": -13, "share": "-65.0"}
    assert signs == {"signs": "cleanup", "villages": 1, **share, "scheme": 7, "besides": 0, "open": 8}
    assert run(["count", str(project)], ZH) == 0
    assert "-65.0%" in capsys.readouterr().out.splitlines()[-2]
