"""What is asked of a build, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.build.unit import ORDER
from listgen.catalog.owners import is_asked
from listgen.findings import Finding

if TYPE_CHECKING:
    from listgen.build.cluster.client import Cluster
    from listgen.build.job import Job
    from listgen.build.unit import Unit

Progress = Callable[[int, int], None]
_OF_BATCHES = frozenset({"order", "merged", "proof"})  # the kinds that ordered files have
NOT_OURS = "NotOurs"  # the reason of a failure where somebody else's file stands in the place of an output
NOT_REMOVED = "NotRemoved"  # how it begins where an old output is in use


@dataclass(frozen=True, slots=True)
class Request:
    """What to build and where. Empty filters: everything. `jobs` 0: as many processes as cores.

    `only`: of KINDS; `townships`, `villages`: ids, or names that are one owner's alone.
    `edition`: the number of one that was released, instead of the project as it stands.
    `soffice`: the program that makes a PDF copy of every Word paper; without it those of before are removed.
    `cluster`: the workers that make everything but those copies, instead of this PC.
    """

    project: Path
    out: Path
    as_of: date | None = None
    only: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    jobs: int = 0
    edition: str = ""
    soffice: Path | None = None
    cluster: Cluster | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is asked for."""
        return not (self.only or self.townships or self.villages)

    def takes_unit(self, unit: Unit) -> bool:
        """Whether a unit has to be looked at. Of batches of signs all are: one may have been withdrawn."""
        asked = is_asked(unit.owner, unit.township, self.villages, self.townships)
        return unit.level == ORDER or asked

    def takes(self, job: Job) -> bool:
        """Whether the filters leave a job. A township's filter keeps the outputs of its villages."""
        return self.takes_kind(job.unit, job.kind) and (
            _is_of_batch(job.unit) or is_asked(job.owner, job.township, self.villages, self.townships)
        )

    def takes_kind(self, unit: str, kind: str) -> bool:
        """Whether the filters leave outputs of a kind in a unit that they leave.

        A batch of signs is the print shop's, and goes there whole: any of its kinds asks for all of it, a
        village or a township for nothing.
        """
        if _is_of_batch(unit):
            owners = self.villages or self.townships
            return not owners and not (self.only and _OF_BATCHES.isdisjoint(self.only))
        return not self.only or kind in self.only


def _is_of_batch(unit: str) -> bool:
    return unit.startswith(f"{ORDER}/")


@dataclass(frozen=True, slots=True)
class Failure:
    """An output that could not be made or written; its old file stays."""

    path: str
    owner: str
    kind: str
    traceback: str


PROGRAM, ASSETS = "program", "assets"  # where values stand that outputs are made with, not what they say
# Why an output is to be made, or removed; listgen.build.written says what may be wrong with its file.
NEW, RENAMED, VALUES, GONE = ("new", "new-name", "values-changed", "no-longer-planned")
OUTDATED = "outdated"  # of what tells of all outputs


@dataclass(frozen=True, slots=True)
class Stale:
    """An output that would be made or removed, the slug of the reason, and the values that have changed.

    `changes` None: the values that it was made of are not known any more. `left`: it is of a village or
    another owner whose outputs were never all asked for.
    """

    path: str
    reason: str
    changes: tuple[Change, ...] | None = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A value that an output is made of, as the names that lead to it, and its text before and now.

    `before` or `now` None: it has no such value.
    """

    place: tuple[str, ...]
    before: str | None
    now: str | None


WHOLE, PART = "whole", "part"  # what was ever built in OUT: everything, or parts alone


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did, or, of one that only looks, would do: `stale` to be made, `removed` to go.

    `before`: of one that only looks, what it compares with: WHOLE, PART, or '' where no build is known.
    """

    findings: tuple[Finding, ...]
    planned: int = 0
    built: int = 0
    fresh: int = 0
    removed: int = 0
    stale: int = 0
    failed: tuple[Failure, ...] = ()
    before: str = ""
    notes: tuple[Finding, ...] = ()  # on outputs that were made, though not as one would wish
