"""listgen package: a township's outputs as one zip to hand over."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import absolute, outputs_folder, project_of
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault, progress_of

if TYPE_CHECKING:
    from listgen.build.package import Package

ENDING = ".zip"


def package(io: Terminal, out: Path, townships: tuple[str, ...], target: Path | None = None) -> int:
    from listgen.build.package import NoTownship, held, plan_packages, write_package

    folder = outputs_folder(out, "package")
    if target is not None and len(set(townships)) > 1:
        raise UsageFault("usage.package-several")
    if target is not None and target.suffix.lower() != ENDING:
        raise UsageFault("usage.file-ending", value=str(target), endings=ENDING)
    with held(folder):
        try:
            plan = plan_packages(folder, townships, target and absolute(target))
        except NoTownship as fault:
            raise UsageFault("usage.no-township", value=fault.value, choices=fault.known) from fault
        for one in plan.packages:
            with progress_of(io, "label.packaging") as progress:
                count = write_package(folder, one, progress)
            megabytes = f"{one.target.stat().st_size / 1_000_000:.1f}"
            io.out(io.say("done.package", path=one.target, count=count, megabytes=megabytes))
    if plan.packages and (behind := _behind(out, folder, plan.packages)):
        io.out(io.say("done.package-behind", count=behind))
    if plan.findings:
        io.show(plan.findings, False, True)
        io.out(io.say("done.package-failed", count=len(plan.findings)))
        return FAULTS
    return OK


def _behind(typed: Path, out: Path, packages: tuple[Package, ...]) -> int:
    """How many of the packed outputs the project would make otherwise by now; 0 where that is not known.

    That is where the project is not beside them, cannot be read, has errors, or is at another edition.
    """
    from listgen.build.errors import Refused
    from listgen.build.request import Request
    from listgen.build.run import plan_only
    from listgen.catalog.owners import NotFound
    from listgen.county import load_county
    from listgen.project import read_project

    project, county = project_of(typed) or project_of(out), packages[0].part.county
    if project is None:
        return 0
    day, townships = date.fromisoformat(county["as_of"]), tuple(one.part.id for one in packages)
    with suppress(Refused, NotFound, OSError):  # all is packed: what cannot be compared is no fault of it
        now, _ = load_county(read_project(project)[0])
        if now is not None and now.edition.number == county["edition"]:
            return plan_only(Request(project, out, day, townships=townships)).stale
    return 0
