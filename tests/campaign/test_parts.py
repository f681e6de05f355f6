"""Builds of parts in any order: once all were built, all is there, and a whole build makes nothing more."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.scene import EXPECTED, MANIFEST, Scene, Trial
from tests.campaign.size import WHOLE, batches, chances

PLACES = ("cold", "item", "renamed")


@pytest.mark.parametrize(("first", "count"), batches(2, 20))
def test_parts(scenes: Mapping[str, Scene], tmp_path: Path, report: Report, first: int, count: int) -> None:
    faults: list[str] = []
    builds = 0
    for number in range(first, first + count):
        run = Trial(scenes[PLACES[number % len(PLACES)]], tmp_path / str(number))
        parts = _parts(run.scene, chances("parts", number))
        for part in parts:
            run.faults += run.build("-j", "1", *part).faults(0)
            run.look(but=(MANIFEST, EXPECTED))  # they tell of the parts
        run.faults += _lacks(run)
        whole = run.start("-j", "1", "--lang", "en")
        run.faults += whole.wait().faults(0)
        if not whole.products().startswith(b"Built: 0 made, "):
            run.faults.append(f"made again: {whole.products()[:80]!r}")
        run.compare()
        builds += len(parts)
        faults += [f"trial {number} ({run.scene.name}, {parts}): {fault}" for fault in run.faults]
        run.clear()
    report("parts", count, faults, builds=builds)


def _lacks(run: Trial) -> list[str]:
    """What a build of everything makes and the parts did not, or did not list."""
    now, new = run.now(), run.scene.new
    listed = {output["path"]: output["sha256"] for output in _outputs(run.out)}
    told = (EXPECTED, MANIFEST)  # they say that they were made in parts
    wrong = [name for name in new if name not in told and not now.get(name) == new[name] == listed.get(name)]
    return [f"lacks: {name}" for name in sorted(wrong)]


def _parts(scene: Scene, chance: random.Random) -> list[list[str]]:
    """Options of builds that together make everything: every kind of output, and others between."""
    outputs = _outputs(scene.whole)
    kinds = sorted({output["kind"] for output in outputs} - {"site-asset"})
    chance.shuffle(kinds)
    builds = chance.randint(2, 5 if WHOLE else 3)
    groups = [kinds[at::builds] for at in range(builds)]
    owners = {level: sorted({one["owner"] for one in outputs if one["level"] == level}) for level in _OPTIONS}
    between = [
        [_OPTIONS[level], chance.choice(owners[level])]
        for level in chance.choices(sorted(_OPTIONS), k=builds - 1)
        if owners[level]
    ]
    for one in between[::2]:  # of some only one kind
        one += ["--only", chance.choice(kinds)]
    parts = [[option for kind in group for option in ("--only", kind)] for group in groups] + between
    chance.shuffle(parts)
    return parts


_OPTIONS = {"village": "--village", "township": "--township"}


def _outputs(out: Path) -> list[dict[str, str]]:
    """The entries of a manifest."""
    outputs: list[dict[str, str]] = json.loads((out / MANIFEST).read_bytes())["outputs"]
    return outputs
