"""The executor on real workers: the same bytes; a dead worker costs nothing, a deadly job one output."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.build.cluster.address import read_address
from listgen.build.cluster.client import Cluster, connected
from listgen.build.cluster.fitness import Misfits
from listgen.build.errors import Refused
from listgen.build.executors import CHUNK, Made, Serial, in_chunks
from listgen.build.job import Job
from listgen.preflight import Assets
from tests.build.cluster.programs import DEMO, ROOT, Running, cluster, free_port, listgen
from tests.build.test_executors import Deadly, assets, deadly_job, job


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with cluster() as found:
        yield found


@pytest.fixture
def reached(running: Running) -> Iterator[Cluster]:
    with connected(read_address(running.address), None) as found:
        yield found


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another listgen: one line longer."""
    shutil.copytree(ROOT / "listgen", tmp_path / "listgen", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("templates", "fonts", "catalogs"):
        (tmp_path / name).symlink_to(ROOT / name)
    with (tmp_path / "listgen" / "units.py").open("a") as source:
        source.write("\n# a change\n")
    return tmp_path


def run(found: Cluster, jobs: list[Job], shared: Assets | None = None) -> list[Made]:
    executor = found.executor(shared or assets())
    return [made for chunk in executor.run(in_chunks(jobs)) for made in chunk]


def test_workers_make_what_one_process_makes(reached: Cluster) -> None:
    jobs = [job(number) for number in range(4 * CHUNK)]
    serial = {made.job: made.data for chunk in Serial(assets()).run(in_chunks(jobs)) for made in chunk}
    assert {made.job: made.data for made in run(reached, jobs)} == serial
    assert len(serial) == len(jobs)


def test_a_failing_job_is_named_and_the_rest_is_made(reached: Cluster) -> None:
    made = run(reached, [job(1), job(2, "no-such-writer"), job(3)])
    assert [entry.data is None for entry in made] == [False, True, False]
    assert "KeyError" in made[1].traceback


def test_chunks_are_taken_only_when_there_is_room(reached: Cluster) -> None:
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for number in range(40 * CHUNK):
            taken += 1
            yield job(number)

    results = reached.executor(assets()).run(in_chunks(jobs()))
    next(results)
    assert taken <= 10 * CHUNK  # three for each of two workers, and those that were done by then
    results.close()  # type: ignore[attr-defined]


def test_a_killed_worker_loses_nothing(reached: Cluster) -> None:
    jobs = [job(number) for number in range(14 * CHUNK)]
    results = reached.executor(assets()).run(in_chunks(jobs))
    made = list(next(results))
    victim = next(iter(reached.client.run(os.getpid).values()))
    os.kill(victim, signal.SIGKILL)
    made += [entry for chunk in results for entry in chunk]
    assert sorted(entry.job.path for entry in made) == sorted(entry.path for entry in jobs)
    assert all(entry.data for entry in made)


def test_a_job_that_kills_its_workers_fails_alone(reached: Cluster) -> None:
    jobs = [job(number) for number in range(6 * CHUNK)]
    jobs.insert(CHUNK // 2, deadly_job())
    made = run(reached, jobs, Assets({}, {}, Deadly(())))
    assert [entry.job.path for entry in made if entry.data is None] == ["deadly.pdf"]
    assert ["worker process died" in entry.traceback for entry in made if entry.data is None] == [True]
    assert len(made) == len(jobs)


def test_workers_with_another_listgen_are_named(running: Running, reached: Cluster, other: Path) -> None:
    """One that joins a build, and one that is there when a build begins."""
    with listgen("cluster", "worker", running.address, "-j", "1", source=other) as stranger:
        running.scheduler.until("joined")
        jobs = [job(number) for number in range(20 * CHUNK)]
        with pytest.raises(Misfits) as refused:
            run(reached, jobs)
        assert {finding.facts()["what"] for finding in refused.value.findings} == {"listgen"}
        assert refused.value.values == {"value": "1", "workers": "3"}
        out = other / "out"
        with listgen("build", DEMO, "-o", str(out), "--cluster", running.address) as build:
            code, said = build.end()
        stranger.tell(signal.SIGINT)
        stranger.end()
    assert code == 5
    assert sum("tcp://127.0.0.1:" in line and "cluster-misfit: listgen: " in line for line in said) == 1
    assert not out.exists()


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listgen.build.cluster.client.CONNECT", 0.5)
    address = read_address(f"tcp://127.0.0.1:{free_port()}")
    with pytest.raises(Refused) as refused, connected(address, None):
        pass
    assert refused.value.slug == "cluster-unreachable"
