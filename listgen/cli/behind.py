"""Whether a project says something else by now than the outputs that were built of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import MANIFEST, absolute, default_out, quoted
from listgen.findings import Finding, Location, error, has_errors, warn
from listgen.locale.show import count

if TYPE_CHECKING:
    from listgen.build.request import Request, Stale

_NOT_ISSUED = {"edition-none-released", "edition-not-released"}


def outputs_behind(
    project: Path, out: Path, named: bool, townships: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """That outputs would be made anew or removed by now, or that this cannot be told; of some townships.

    `project` as it has to be typed. An error where it was `named` for the comparison, else a warning. A file
    that was harmed and another listgen are not the project's doing; nor is an edition in the making.
    """
    from listgen.build.errors import Refused
    from listgen.catalog.owners import NotFound

    raised, place = error if named else warn, Location(MANIFEST)
    try:
        found = _compared(absolute(project), out.resolve(), townships)
    except Refused as fault:
        return (raised(fault.slug, place, **fault.values),)
    except NotFound as fault:
        return (raised("outputs-of-none", place, value=fault.value),)
    except OSError as fault:
        return (raised("file-refused", place, value=fault.filename or str(project), reason=fault.strerror),)
    if found is None:  # they were copied without their journal: a warning only for one who asks
        return (warn("outputs-uncompared-copy", place, value=str(out)),) if named else ()
    if found.errors:
        return (raised("outputs-uncompared", place, value=found.errors),)
    if found.paths:
        facts = {"count": len(found.paths), "first": found.paths[0]}
        return (raised("outputs-not-current", place, **facts, line=_line(project, out, found.options)),)
    return ()


@dataclass(frozen=True, slots=True)
class _Compared:
    """The outputs that are behind and the options to build them with, or how many errors hide them.

    `issued`: whether there is such an edition.
    """

    paths: tuple[str, ...] = ()
    errors: int = 0
    options: tuple[str, ...] = ()
    issued: bool = True


def _compared(project: Path, out: Path, townships: tuple[str, ...]) -> _Compared | None:
    """The project as it stands or as the edition was issued, whichever is nearer; None where nobody knows
    what the outputs were made of. Raises Refused, NotFound, OSError."""
    from listgen.build.remembered import made_of
    from listgen.build.request import Request
    from listgen.build.unchanged import files_then, read_inputs
    from listgen.county import load_county

    made, then = made_of(out), files_then(out)
    if made is None:
        return None
    inputs = read_inputs(Request(project, out))
    if inputs.files == then[0]:  # to the byte, whatever the outputs would be made with by now
        return _Compared()
    now, _ = load_county(inputs.project)
    if now is None:
        return _Compared(errors=max(1, count(inputs.found)["errors"]))
    (edition, day), own = made, inputs.own != then[1] if then[1] else None
    issued = Request(project, out, day, townships=townships, edition=edition)
    if now.edition.number != edition:
        return _behind(issued, own, ("--edition", edition))
    dated = () if day == now.edition.date else ("--as-of", day.isoformat())
    found = _behind(Request(project, out, day, townships=townships), own, dated)
    frozen = _behind(issued, own, ("--edition", edition)) if found and found.paths else None
    nearer = found and frozen and frozen.issued and not frozen.errors and len(frozen.paths) < len(found.paths)
    return frozen if nearer else found


def _behind(request: Request, own: bool | None, options: tuple[str, ...]) -> _Compared | None:
    """`own`: whether the county's own templates, faces or logos have changed; None where nobody knows."""
    from listgen.build.run import plan_only

    told: list[Stale] = []
    result = plan_only(request, told.append, explain=True)
    if any(one.slug in _NOT_ISSUED for one in result.findings):
        return _Compared(issued=False)
    if has_errors(result.findings):
        return _Compared(errors=count(result.findings)["errors"])
    if not result.before:
        return None
    reasons = {stale.path: stale.reason for stale in told}
    copies = {path for path in reasons if _is_copy(path, reasons, request.out)}
    behind = (one.path for one in told if one.path not in copies and _is_behind(one, result.before, own))
    return _Compared(tuple(behind), options=(*options, *(("--pdf",) if copies else ())))


def _is_copy(path: str, reasons: Mapping[str, str], out: Path) -> bool:
    """Whether it is the PDF of a paper that stays: only a build without --pdf takes it away."""
    from listgen.build.request import GONE

    if reasons[path] != GONE or not path.endswith(".pdf"):
        return False
    paper = f"{path.removesuffix('.pdf')}.docx"
    return reasons[paper] != GONE if paper in reasons else (out / paper).is_file()


def _is_behind(stale: Stale, before: str, own: bool | None) -> bool:
    """Whether the project is why, not that a part was built and this was left out."""
    from listgen.build.request import ASSETS, GONE, NEW, OUTDATED, PART, PROGRAM, RENAMED, VALUES

    if stale.reason != VALUES:
        left = stale.left and before == PART
        return stale.reason in (GONE, RENAMED, OUTDATED) or (stale.reason == NEW and not left)
    changed = {change.place[0] for change in stale.changes or () if change.place}
    if changed and changed <= {PROGRAM, ASSETS}:
        return ASSETS in changed and (PROGRAM not in changed if own is None else own)
    return True


def _line(project: Path, out: Path, options: tuple[str, ...]) -> str:
    """What to type to bring these outputs up to date."""
    edition = options[1] if options[:1] == ("--edition",) else ""
    line = " ".join(("listgen build", quoted(project), *options))
    default = absolute(default_out(project, edition))
    return line if default == absolute(out) else f"{line} -o {quoted(out)}"
