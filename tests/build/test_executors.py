"""Jobs in one process and in a pool: the same results, and a dead worker costs one output."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.build.errors import Refused
from listgen.build.executors import CHUNK, Chunk, Executor, Made, Serial, in_chunks
from listgen.build.job import CodeValues, Job
from listgen.build.pool import Pool
from listgen.preflight import Assets
from listgen.resources import shipped
from listgen.signage.scheme_file import load_scheme
from listgen.signage.sign import PlaqueValues
from listgen.sources.yaml import load_yaml
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces

MARK = "LISTGEN_TEST_MARK"


class Deadly(Faces):
    """A font library that crashes."""

    def face(self, role: str) -> Face:
        os._exit(9)


class Once(Faces):
    """Crashes the first worker that asks for a face, and no other: a process that somebody ended."""

    def face(self, role: str) -> Face:
        mark = Path(os.environ[MARK])
        if not mark.exists():
            mark.touch()
            os._exit(9)
        raise KeyError(role)


def job(number: int, writer: str = "qr-svg") -> Job:
    url = f"https://fw.example/{number:05d}/"
    values = CodeValues(url, "青石村二维码", f"{number:05d}", True, "FOGRA39")
    return Job(f"{number}.svg", writer, "qr", "svg", "village", f"{number:05d}", values, (), "")


def assets() -> Assets:
    return Assets({}, {}, Faces(()))


def run(executor: Executor, jobs: list[Job]) -> list[Made]:
    return [made for chunk in executor.run(in_chunks(jobs)) for made in chunk]


def test_a_pool_makes_what_one_process_makes() -> None:
    jobs = [job(number) for number in range(3 * CHUNK)]
    serial = {made.job.path: made.data for made in run(Serial(assets()), jobs)}
    pooled = {made.job.path: made.data for made in run(Pool(assets(), 2), jobs)}
    assert serial == pooled
    assert len(serial) == len(jobs)


def test_a_failing_job_is_named_and_the_rest_is_made() -> None:
    jobs = [job(1), job(2, "no-such-writer"), job(3)]
    made = run(Serial(assets()), jobs)
    assert [entry.data is None for entry in made] == [False, True, False]
    assert "KeyError" in made[1].traceback


def deadly_job() -> Job:
    """A sign, which needs a face; with the faces of `Deadly` it kills whoever makes it."""
    data = (shipped("templates") / "signs" / "schemes" / "yi-heng-si-shu-yi-biaozhi.yaml").read_bytes()
    table, _ = load_yaml(data, "scheme.yaml")
    assert table is not None
    slot = load_scheme(table)[0].slots[0]
    values = PlaqueValues(slot, "青石村党群服务中心", (), (), False, "FOGRA39")
    return Job("deadly.pdf", "sign-pdf", "plaque", "pdf", "village", "00001", values, (), "")


def test_a_job_that_kills_its_worker_fails_alone() -> None:
    jobs = [job(number) for number in range(2 * CHUNK)]
    jobs.insert(CHUNK // 2, deadly_job())
    made = run(Pool(Assets({}, {}, Deadly(())), 2), jobs)
    assert [entry.job.path for entry in made if entry.data is None] == ["deadly.pdf"]
    assert ["worker process died" in entry.traceback for entry in made if entry.data is None] == [True]
    assert len(made) == len(jobs)


def test_a_worker_that_somebody_ended_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MARK, str(tmp_path / "ended"))
    jobs = [job(number) for number in range(2 * CHUNK)]
    jobs.insert(CHUNK // 2, deadly_job())
    made = run(Pool(Assets({}, {}, Once(())), 2), jobs)
    assert (tmp_path / "ended").exists()
    assert ["KeyError" in entry.traceback for entry in made if entry.data is None] == [True]
    assert len(made) == len(jobs)


class Unwelcome(Faces):
    """Cannot be received: the worker dies before it is ready."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def test_workers_that_cannot_start_end_the_build() -> None:
    with pytest.raises(Refused) as refused:
        run(Pool(Assets({}, {}, Unwelcome(())), 2), [job(number) for number in range(2 * CHUNK)])
    assert refused.value.slug == "workers-die"


def test_nothing_is_asked_for_before_there_is_room_for_it() -> None:
    """A province is a stream: no more than a few chunks are on their way."""
    asked = 0

    def chunks() -> Iterator[Chunk]:
        nonlocal asked
        for number in range(40):
            asked += 1
            yield (job(number),)

    results = Pool(assets(), 2).run(chunks())
    next(results)
    assert asked <= 6
    results.close()  # type: ignore[attr-defined]
