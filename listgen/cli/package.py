"""listgen package: a township's outputs as one zip to hand over."""

from __future__ import annotations

from pathlib import Path

from listgen.cli.behind import outputs_behind
from listgen.cli.paths import absolute, outputs_folder, project_of
from listgen.cli.terminal import FAULTS, OK, Terminal, UsageFault, progress_of

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
    project, townships = project_of(out), tuple(one.part.id for one in plan.packages)
    if plan.packages and project is not None:
        io.show(outputs_behind(project, folder, False, townships), False, True)
    if plan.findings:
        io.show(plan.findings, False, True)
        io.out(io.say("done.package-failed", count=len(plan.findings)))
        return FAULTS
    return OK
