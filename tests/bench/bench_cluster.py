"""What a cluster costs: two Dask workers on this machine against a pool of two processes, 200 villages.

They take turns, so that a busy machine slows both. Figures are printed, not asserted.
"""

from __future__ import annotations

import resource
from datetime import date
from pathlib import Path
from statistics import median

from listgen.build.cluster.certificates import make_certificates
from tests.bench.bench_build import VILLAGES, county, timed
from tests.build.cluster.programs import cluster, outputs

ROUNDS = 5


def test_two_workers_against_a_pool_of_two(tmp_path: Path) -> None:
    project = str(county(tmp_path / "county"))
    make_certificates(tmp_path / "certificates", date.today())
    secured = ("--certificates", str(tmp_path / "certificates"))
    with cluster() as plain, cluster("tls", tmp_path / "certificates") as tls:
        ways = {
            "pool": ("-j", "2"),
            "tcp": ("--cluster", plain.address),
            "tls": ("--cluster", tls.address, *secured),
        }
        seconds: dict[str, list[float]] = {way: [] for way in ways}
        for turn in range(ROUNDS):
            for way, options in ways.items():
                out = tmp_path / f"{way}{turn}"
                seconds[way].append(timed("build", project, "-o", str(out), *options)[0])
    assert outputs(tmp_path / "tls0") == outputs(tmp_path / "tcp0") == outputs(tmp_path / "pool0")
    pool = seconds["pool"]
    print(f"\n{VILLAGES} villages, {ROUNDS} rounds, pool of two: {median(pool):.1f} s")
    for way in ("tcp", "tls"):
        ratios = [mine / theirs for mine, theirs in zip(seconds[way], pool, strict=True)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"two workers over {way}: {median(seconds[way]):.1f} s, {median(ratios):.2f} of it ({spread})")
    print(
        f"largest process of builds: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB"
    )
