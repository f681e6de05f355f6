"""Builds of the demo county on a cluster, as typed: same bytes as here, whatever becomes of the cluster."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from listgen.build.cluster.certificates import make_certificates
from tests.build.cluster.programs import DEMO, Running, cluster, free_port, listgen, outputs


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "证书"
    make_certificates(folder, date.today())
    return folder


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with cluster() as found:
        yield found


def test_over_tls_the_same_bytes(certificates: Path, demo: Path, tmp_path: Path) -> None:
    make_certificates(tmp_path / "other", date.today())
    out = tmp_path / "out"
    with cluster("tls", certificates) as found:
        line = ("build", DEMO, "-o", str(out), "--cluster", found.address, "--certificates")
        with listgen(*line, str(tmp_path / "other")) as stranger:
            code, said = stranger.end()
        assert code == 5 and len(said) == 2 and found.address in said[0]
        assert not out.exists()
        with listgen(*line, str(certificates)) as build:
            code, said = build.end()
        assert code == 0, said
        assert outputs(out) == outputs(demo)
        for program in (found.workers, found.scheduler):
            program.tell(signal.SIGINT)
            code, said = program.end()
            assert code == 130 and said[-1] == "It has ended."
            assert not any("Traceback" in one for one in said)
            assert not program.strays()


def test_a_lost_scheduler_is_one_line_and_the_next_build_goes_on(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with cluster() as found, listgen("build", DEMO, "-o", str(out), "--cluster", found.address) as build:
        build.until("building")
        found.scheduler.tell(signal.SIGKILL)
        code, said = build.end()
        assert code == 5
        told = [line for line in said if not line.startswith("building")]
        assert len(told) == 2 and found.address in told[0]
        kept = outputs(out)
        assert 0 < len(kept) < len(outputs(demo)) and "manifest.json" not in kept
        assert kept.items() <= outputs(demo).items()  # nothing torn
        assert "No scheduler answers" in found.workers.until("No scheduler answers")
    with listgen("build", DEMO, "-o", str(out)) as again:
        code, said = again.end()
    assert code == 0, said
    made = re.match(r"Built: (\d+) made, (\d+) unchanged", said[-1])
    assert made is not None and int(made[2]) >= len(kept)  # what was kept is not made twice
    assert outputs(out) == outputs(demo)


def test_ctrl_c_is_one_line_and_the_workers_go_on(running: Running, demo: Path, tmp_path: Path) -> None:
    line = ("build", DEMO, "--cluster", running.address, "-o")
    with listgen(*line, str(tmp_path / "stopped")) as build:
        build.until("building")
        build.tell(signal.SIGINT)
        code, said = build.end()
        assert code == 130
        assert len([one for one in said if not one.startswith("building")]) == 1
        assert not build.strays()
    with listgen(*line, str(tmp_path / "out"), "--village", "00001") as again:
        code, said = again.end()
    assert code == 0, said
    made = outputs(tmp_path / "out")
    made = {path: data for path, data in made.items() if path not in ("manifest.json", "data/expected.json")}
    assert made and made.items() <= outputs(demo).items()


def test_workers_end_with_a_parent_that_was_killed() -> None:
    with cluster() as found:
        found.workers.process.kill()
        found.workers.process.wait()
        assert not found.workers.strays()


@pytest.mark.parametrize("command", ["build", "scheduler", "worker", "certificates"])
def test_without_the_extra(command: str, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    out = str(tmp_path / "out")
    lines = {
        "build": ("build", DEMO, "-o", out, "--cluster", address),
        "certificates": ("cluster", "certificates", out),
    }
    missing = "sys.modules['distributed'] = sys.modules['cryptography'] = None"
    with listgen(*lines.get(command, ("cluster", command, address)), first=missing) as program:
        code, said = program.end()
    assert code == 5
    assert len(said) == 2 and "pip install" in said[1]
    assert list(tmp_path.iterdir()) == []


def test_a_build_without_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    first = "import listgen.build.cluster.client as client; client.WORKERS = 0.5"
    with listgen("cluster", "scheduler", address) as scheduler:
        scheduler.until("running")
        line = ("build", DEMO, "-o", str(tmp_path / "out"), "--cluster", address)
        with listgen(*line, first=first) as build:
            code, said = build.end()
    assert (code, len(said)) == (5, 2)
    assert "no workers" in said[0]
    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_that_cannot_have_its_address() -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    with listgen("cluster", "scheduler", address) as first:
        first.until("running")
        with listgen("cluster", "scheduler", address) as second:
            code, said = second.end()
    assert (code, len(said)) == (5, 2)
    assert address in said[0]
