"""The commands: each calls one package, prints what came back and returns its exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from listgen.cli.behind import outputs_behind
from listgen.cli.cluster import workers_at
from listgen.cli.paths import (
    DEMO_OUT,
    absolute,
    check_new_file,
    default_out,
    outputs_folder,
    project_folder,
    project_of,
    quoted,
)
from listgen.cli.terminal import (
    FAILED,
    FAULTS,
    OK,
    REFUSED,
    STALE,
    Terminal,
    UsageFault,
    progress_of,
)
from listgen.findings import Finding, Location, error, has_errors
from listgen.locale.show import count, lines, record

if TYPE_CHECKING:
    from listgen.build.cluster.address import Address
    from listgen.build.request import Request, Result
    from listgen.build.unchanged import Inputs
    from listgen.preflight import Checked

ZBAR = "zbarimg"
SOFFICE = ("soffice", "libreoffice")
_ENDINGS = ("县", "市", "区", "旗")  # of a folder that is called after its county
DEMO_FOLDER = "listgen-demo"


def init(io: Terminal, folder: Path, name: str | None, scheme: str | None) -> int:
    from listgen.edit.init import COUNTY_NAME, DEFAULT_SCHEME, init_project
    from listgen.preflight.assets import shipped_schemes

    called = folder.name if folder.name.endswith(_ENDINGS) and COUNTY_NAME.fullmatch(folder.name) else ""
    county, chosen = name or called or io.say("label.default-name"), scheme or DEFAULT_SCHEME
    if not COUNTY_NAME.fullmatch(county):
        raise UsageFault("usage.bad-name", value=county)
    if chosen not in shipped_schemes():
        raise UsageFault("usage.bad-choice", value=chosen, choices=list(shipped_schemes()))
    init_project(folder, county, date.today(), chosen)
    io.out(io.say("done.init", folder=folder))
    io.out(io.say("done.init-name", name=county))
    io.out("\n" + io.say("next.init", folder=quoted(folder)))
    return OK


def demo(io: Terminal, out: Path | None, example: str = "") -> int:
    from listgen.edit.init import copy_demo, examples

    if example and example not in examples():
        raise UsageFault("usage.bad-choice", value=example, choices=examples())
    folder = out or Path(f"listgen-{example}" if example else DEMO_FOLDER)
    copy_demo(folder, example)
    target, io.project = folder / DEMO_OUT, quoted(folder)
    code = build(io, folder, target)
    if code in (OK, FAILED):
        code = max(code, verify(io, target, project=folder))
    io.out("\n" + io.say("done.demo", folder=quoted(folder), out=quoted(target)))
    return code


def check(
    io: Terminal,
    project: Path,
    as_of: date | None = None,
    edition: str | None = None,
    as_json: bool = False,
    everything: bool = False,
) -> int:
    from listgen.build.remembered import check_remembered
    from listgen.preflight import check_project
    from listgen.preflight.since import expired_since, review_due

    folder = project_folder(project, "check")
    checked = check_project(folder, as_of, edition or "")
    today = date.today()
    since = () if as_of else (*expired_since(checked, today), *review_due(folder, today))
    lost = check_remembered(default_out(folder), checked.subject) if checked.subject else ()
    findings = (*checked.findings, *since, *lost)
    io.show(findings, as_json, everything)
    if not as_json:
        io.out(io.say("done.check", **count(findings)))
    return FAULTS if has_errors(findings) else OK


def build(
    io: Terminal,
    project: Path,
    out: Path | None = None,
    *,
    as_of: date | None = None,
    edition: str | None = None,
    only: tuple[str, ...] = (),
    townships: tuple[str, ...] = (),
    villages: tuple[str, ...] = (),
    jobs: int = 0,
    cluster: Address | None = None,
    certificates: Path | None = None,
    pdf: bool = False,
    dry_run: bool = False,
    explain: bool = False,
    check_only: bool = False,
    as_json: bool = False,
    everything: bool = False,
    checked: Checked | None = None,
) -> int:
    """`checked`: the project, where a command has read it already."""
    from listgen.build.request import Request
    from listgen.build.unchanged import read_inputs, unchanged

    if cluster and jobs:
        raise UsageFault("usage.cluster-jobs")
    folder = project_folder(project, "build")
    target = absolute(out or default_out(folder, edition or ""))
    found = next(filter(None, map(which, SOFFICE)), None) if pdf else None
    soffice = Path(found) if found else None
    if pdf and soffice is None:  # without it the copies that there are would be taken for unwanted
        io.refuse("pdf-no-soffice", {"value": SOFFICE[0]})
        return REFUSED
    request = Request(folder, target, as_of, only, townships, villages, jobs, edition or "", soffice)
    writes = not (dry_run or explain or check_only)
    inputs = read_inputs(request) if checked is None else None
    result = unchanged(request, inputs) if inputs else None
    if result is None:
        if writes:
            with workers_at(io, cluster, certificates, as_json) as workers:
                result = _built(io, replace(request, cluster=workers), checked, inputs)
        else:
            result = _looked(io, request, explain, as_json)
    findings = (*result.findings, *(failure(one.path, one.traceback) for one in result.failed))
    in_full = as_json or everything  # else `check` shows the warnings
    shown = [one for one in findings if in_full or has_errors([one])]
    io.show([*result.notes, *shown], as_json, everything)
    if has_errors(result.findings):
        if not as_json:
            io.out(io.say("done.build-errors", **count(findings)))
        return FAULTS
    if not as_json and (checked is None or result.built):
        _sum_up(io, result, target, writes=writes, part=not request.whole, check_only=check_only)
    if result.failed:
        return FAILED
    return STALE if check_only and (result.stale or result.removed) else OK


def _built(io: Terminal, request: Request, checked: Checked | None, inputs: Inputs | None) -> Result:
    from listgen.build.run import build as run_build

    with progress_of(io, "label.progress") as progress:
        return run_build(request, progress, checked, inputs)


def _looked(io: Terminal, request: Request, explain: bool, as_json: bool) -> Result:
    """What would be made, told as it is found, so that a long list does not wait for its end."""
    from listgen.build.run import plan_only
    from listgen.cli.stale import Explaining, tell_path, tell_record

    if as_json:
        return plan_only(request, partial(tell_record, io), explain=explain)
    if not explain:
        return plan_only(request, partial(tell_path, io))
    explaining = Explaining(io)
    result = plan_only(request, explaining.tell, explain=True)
    explaining.end()
    return result


def _sum_up(io: Terminal, result: Result, out: Path, *, writes: bool, part: bool, check_only: bool) -> None:
    if part and not (result.planned or result.removed):
        io.out(io.say("done.build-nothing"))
        return
    if writes:
        facts = {"built": result.built, "fresh": result.fresh, "removed": result.removed}
        facts |= {"failed": len(result.failed), "warnings": count(result.findings)["warnings"]}
        io.out(io.say("done.build", **facts, out=out))
        if part:
            io.out(io.say("done.build-part"))
        return
    if check_only and not (result.stale or result.removed):
        io.out(io.say("done.check-fresh", planned=result.planned))
        return
    io.out(io.say("done.dry-run", planned=result.planned, stale=result.stale, gone=result.removed))
    if check_only:
        io.out(io.say("done.check-stale"))


# Why an output could not be written, by the exception that its job left behind.
_NOT_BUILT = {"PermissionError": "not-built-open"} | dict.fromkeys(
    ("IsADirectoryError", "NotADirectoryError", "FileExistsError"), "not-built-in-the-way"
)


def failure(path: str, reason: str) -> Finding:
    """The finding of an output that could not be made, for what its job left behind."""
    from listgen.build.request import NOT_OURS, NOT_REMOVED

    last = reason.strip().splitlines()[-1] if reason.strip() else ""
    if "OrderDiffers: " in last:
        return error(last.rpartition(": ")[2], Location(path), value="")
    if reason == NOT_OURS:
        return error("not-built-not-ours", Location(path), value=path)
    if reason.startswith(NOT_REMOVED):
        return error("not-removed-open", Location(path), value=path)
    return error(_NOT_BUILT.get(reason.partition(":")[0], "not-built"), Location(path), value=last)


def verify(
    io: Terminal,
    out: Path,
    project: Path | None = None,
    report: Path | None = None,
    as_json: bool = False,
    everything: bool = False,
) -> int:
    from listgen.resources import shipped
    from listgen.verify import verify_file, verify_output

    for path in (out, project):
        if path is not None and not path.exists():
            raise UsageFault("usage.not-found", value=str(path))
    if project is not None and not out.is_dir():
        raise UsageFault("usage.file-alone", value=str(out))
    if report is not None:
        check_new_file(report, ".txt", ".json")
    one_decoder, township = False, ""
    folder = outputs_folder(out, "verify") if out.is_dir() else out
    if project is None and folder != absolute(out):  # those of a project that was named
        project = out
    source = project and project_folder(project, f"verify {quoted(out)} --project")
    if out.is_dir():
        zbar, fonts = which(ZBAR), shipped("fonts")
        with progress_of(io, "label.verifying") as progress:
            found = verify_output(folder, source, progress, fonts, Path(zbar) if zbar else None)
        findings, checked, township = found.findings, sum(found.checked.values()), found.township
        beside = project or project_of(out)
        if found.checked and not township and beside:
            findings += outputs_behind(beside, folder, project is not None)
        one_decoder = bool(found.checked.get("qr")) and not found.second_decoder
    else:
        findings, checked = tuple(verify_file(out)), 1
    io.show(findings, as_json, everything)
    if not as_json:
        io.out(io.say("done.verify", checked=checked, **count(findings)))
    if one_decoder and not as_json:
        io.out(io.say("done.verify-one-decoder"))
    if township and has_errors(findings) and not as_json:
        io.out(io.say("done.verify-package"))
    if report is not None:
        _save_report(io, findings, report)
    return FAULTS if has_errors(findings) else OK


def _save_report(io: Terminal, findings: tuple[Finding, ...], path: Path) -> None:
    from listgen.save import save

    if path.suffix == ".json":
        text = json.dumps(
            [record(finding, io.language, io.project) for finding in findings], ensure_ascii=False, indent=1
        )
    else:
        text = "\n".join(lines(findings, io.language, everything=True, project=io.project))
    save(f"{text}\n".encode("utf-8", "backslashreplace"), path)
