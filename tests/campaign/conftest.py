"""The scenes, built once for all processes of a run, and the figures of a whole campaign."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.campaign import figures
from tests.campaign.county import CHANGES, small_county
from tests.campaign.processes import listgen
from tests.campaign.scene import Scene, contents
from tests.campaign.size import WHOLE
from tests.faults.project import BASE

Report = Callable[..., None]


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Scene]:
    """`cold`: nothing was built. The others: the small county was built, then something changed.

    `little`: the project of tests/faults, for what has to be tried at every step.
    """
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # of this run
    place = folder / "campaign-scenes"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = place / "scenes.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_made(place)))
        return dict(pickle.loads(kept.read_bytes()))


def _made(place: Path) -> dict[str, Scene]:
    county = small_county(place / "county")
    out, length = _built(county, place / "out")
    old = contents(out)
    made = {"cold": Scene("cold", county, None, out, {}, old, length)}
    for name, change in CHANGES.items():
        project = place / f"{name}-changed"
        shutil.copytree(county, project)
        change(project)
        fresh, _ = _built(project, place / f"{name}-out")
        again = place / f"{name}-again"
        shutil.copytree(out, again)
        again, length = _built(project, again)
        assert contents(again) == contents(fresh) != old
        made[name] = Scene(name, project, out, fresh, old, contents(fresh), length)
    project = place / "little"
    shutil.copytree(BASE, project)
    fresh, length = _built(project, place / "little-out")
    made["little"] = Scene("little", project, None, fresh, {}, contents(fresh), length)
    return made


def _built(project: Path, out: Path) -> tuple[Path, float]:
    """A build that nobody disturbs, and how long it took."""
    start = time.monotonic()
    ended = listgen("build", project, "-o", out, "-j", "1", log=out.with_name(f"{out.name}.log"))
    assert not ended.faults(0), ended
    return out, time.monotonic() - start


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Report:
    """Counts what was tried into a row of docs/reliability.md, and fails with what was found."""

    def tell(row: str, tried: int, found: Sequence[str], **notes: int) -> None:
        record_property("campaign", [row, tried, len(found), dict(notes)])
        assert not found, "\n".join(found[:12])

    return tell


class Collected:
    """What the tests reported, on its way into the tables."""

    def __init__(self) -> None:
        self.rows: dict[str, figures.Figure] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        for name, value in report.user_properties:
            if name == "campaign" and isinstance(value, list):
                row, tried, found, notes = value
                self.rows.setdefault(row, figures.Figure()).add(tried, found, report.duration, Counter(notes))

    def pytest_sessionfinish(self) -> None:
        figures.write(self.rows)


def pytest_configure(config: pytest.Config) -> None:
    if WHOLE and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collected(), "campaign-figures")
