"""Jobs in one process and in a pool: the same results, and a dead worker costs one output."""

from __future__ import annotations

import os

from listgen.build.executors import CHUNK, Executor, Made, Serial, in_chunks
from listgen.build.job import CodeValues, Job
from listgen.build.pool import Pool
from listgen.preflight import Assets
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces


class Deadly(Faces):
    """A font library that crashes."""

    def face(self, role: str) -> Face:
        os._exit(9)


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
    from listgen.resources import shipped
    from listgen.signage.scheme_file import load_scheme
    from listgen.signage.sign import PlaqueValues
    from listgen.sources.yaml import load_yaml

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
