"""Whether a project has changed since its outputs were built."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from listgen.build.request import Stale

_MADE_WITH = {"program", "assets"}  # what outputs are made with, not what they say


def outputs_behind(project: Path, out: Path, townships: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The paths in OUT that would say something else if they were built now, or would go; of some townships.

    None where that is not known: the outputs came without their journal or are of another county, or the
    project cannot be read, has errors, or is at an edition that was not issued yet. A file that was harmed
    and a newer listgen are not the project's doing.
    """
    from listgen.build.errors import Refused
    from listgen.build.folder import EXPECTED, PRIVATE
    from listgen.build.journal import NAME
    from listgen.catalog.owners import NotFound

    with suppress(Refused, NotFound, OSError, ValueError):
        county = read_county(out / EXPECTED)
        if (out / PRIVATE / NAME).is_file() and county is not None:
            return _compared(project, out, townships, *county)
    return ()


def read_county(expected: Path) -> tuple[str, date] | None:
    """The number of the edition that the outputs are of, and their day. Raises ValueError."""
    from listgen.build.expected import read_head

    county = read_head(expected).get("county")
    if not isinstance(county, Mapping):
        return None
    return str(county.get("edition")), date.fromisoformat(str(county.get("as_of")))


def _compared(
    project: Path, out: Path, townships: tuple[str, ...], edition: str, day: date
) -> tuple[str, ...]:
    from listgen.build.request import Request
    from listgen.build.run import plan_only
    from listgen.build.unchanged import read_inputs, unchanged
    from listgen.county import load_county
    from listgen.project import read_project

    now, _ = load_county(read_project(project)[0])
    same = now is not None and now.edition.number == edition
    if not townships and unchanged(asked := Request(project, out), read_inputs(asked)):
        return ()
    fewest: tuple[str, ...] | None = None
    for number in ("", edition) if same else (edition,):  # as it stands, and as the edition was issued
        told: list[Stale] = []
        request = Request(project, out, day, townships=townships, edition=number)
        if plan_only(request, told.append, explain=True).planned:  # else it has errors, or was not issued
            paths = tuple(stale.path for stale in told if _is_of_project(stale, out))
            fewest = paths if fewest is None else min(fewest, paths, key=len)
        if fewest == ():
            break
    return fewest or ()


def _is_of_project(stale: Stale, out: Path) -> bool:
    from listgen.build.request import GONE, NEW, RENAMED, VALUES

    if stale.reason == GONE:  # a PDF copy goes in a build without --pdf, and says what its paper says
        return not (out / stale.path).with_suffix(".docx").is_file()
    if stale.reason in (NEW, RENAMED):
        return True
    changed = {change.place[:1] for change in stale.changes or ()}
    return stale.reason == VALUES and not changed <= {(name,) for name in _MADE_WITH}
