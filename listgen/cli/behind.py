"""Whether a project says something else by now than the outputs that were built of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import MANIFEST, absolute, default_out, quoted
from listgen.findings import Finding, Location, error, has_errors, warn
from listgen.locale.show import count

if TYPE_CHECKING:
    from listgen.build.request import Request, Stale

_PROGRAM, _ASSETS = "program", "assets"  # what outputs are made with
_NOT_ISSUED = {"edition-none-released", "edition-not-released"}


def outputs_behind(
    project: Path, out: Path, named: bool, townships: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """That outputs would be made anew or removed by now, or that this cannot be told; of some townships.

    `project` as it has to be typed. An error where it was `named` for the comparison, else a warning. A file
    that was harmed and a newer listgen are not the project's doing; nor is an edition in the making.
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
        return (raised("outputs-not-current", place, **facts, line=_line(project, out, found.edition)),)
    return ()


@dataclass(frozen=True, slots=True)
class _Compared:
    """The outputs that are behind, of the edition that was asked for; or how many errors hide them.

    `issued`: whether there is such an edition.
    """

    paths: tuple[str, ...] = ()
    errors: int = 0
    edition: str = ""
    issued: bool = True


def _compared(project: Path, out: Path, townships: tuple[str, ...]) -> _Compared | None:
    """The project as it stands or as the edition was issued, whichever is nearer; None where nobody knows
    what the outputs were made of. Raises Refused, NotFound, OSError."""
    from listgen.build.request import Request
    from listgen.build.unchanged import read_inputs, unchanged
    from listgen.county import load_county

    made, asked = _made_of(out), Request(project, out)
    if made is None:
        return None
    inputs = read_inputs(asked)
    if not townships and unchanged(asked, inputs):
        return _Compared()
    now, _ = load_county(inputs.project)
    if now is None:
        return _Compared(errors=max(1, count(inputs.found)["errors"]))
    edition, day = made
    issued = Request(project, out, day, townships=townships, edition=edition)
    if now.edition.number != edition:
        return _behind(issued)
    found = _behind(Request(project, out, day, townships=townships))
    then = _behind(issued) if found and found.paths else None
    nearer = found and then and then.issued and not then.errors and len(then.paths) < len(found.paths)
    return then if nearer else found


def _made_of(out: Path) -> tuple[str, date] | None:
    """The number of the edition that the outputs are of, and their day."""
    from listgen.build.expected import read_head
    from listgen.build.folder import EXPECTED

    county = read_head(out / EXPECTED).get("county")
    try:
        assert isinstance(county, Mapping)
        return str(county["edition"]), date.fromisoformat(str(county["as_of"]))
    except (AssertionError, KeyError, ValueError):
        return None


def _behind(request: Request) -> _Compared | None:
    from listgen.build.run import plan_only

    told: list[Stale] = []
    result = plan_only(request, told.append, explain=True)
    if any(one.slug in _NOT_ISSUED for one in result.findings):
        return _Compared(issued=False)
    if has_errors(result.findings):
        return _Compared(errors=count(result.findings)["errors"])
    if not result.before:
        return None
    return _Compared(tuple(_of_project(told, request.out, result.before)), edition=request.edition)


def _of_project(told: list[Stale], out: Path, before: str) -> Iterator[str]:
    """What the project changes; of a folder that was never built whole nothing that is new: it is a part."""
    from listgen.build.request import GONE, NEW, OUTDATED, PART, RENAMED, VALUES

    gone = {stale.path for stale in told if stale.reason == GONE}
    for path, reason, changes in ((stale.path, stale.reason, stale.changes) for stale in told):
        if reason == GONE:
            # The copy of a paper that stays goes in a build without --pdf, and says what its paper says.
            paper = f"{path.removesuffix('.pdf')}.docx"
            behind = not path.endswith(".pdf") or paper in gone or not (out / paper).is_file()
        elif reason == VALUES:
            changed = {change.place[0] for change in changes or () if change.place}
            behind = not (_PROGRAM in changed and changed <= {_PROGRAM, _ASSETS})
        else:
            behind = reason in (RENAMED, OUTDATED) or (reason == NEW and before != PART)
        if behind:
            yield path


def _line(project: Path, out: Path, edition: str) -> str:
    """What to type to bring these outputs up to date."""
    line = f"listgen build {quoted(project)}"
    if edition:
        line += f" --edition {edition}"
    default = absolute(default_out(project, edition))
    return line if default == absolute(out) else f"{line} -o {quoted(out)}"
