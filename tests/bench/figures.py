"""What a bench finds out, as data: figures of listgen, and comparisons with peers. `page` tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.measure import Run, say


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some runs, the least and the most of them."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Of at least one value."""
        held = sorted(values)
        return cls(median(held), held[0], held[-1], len(held))


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured of listgen or of the machine: `unit` is s, MB, % or nothing.

    `goal` is what was asked for, '' where nothing was; `memory` MB, of which process the page says.
    """

    part: str
    what: str
    value: Spread
    unit: str
    goal: str = ""
    memory: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A peer's work beside listgen's: seconds of CPU for a county's outputs of one part.

    The peer made those of `made` villages, and its time was worked out for all; `ratio` is its time over
    listgen's, round by round, and `each` the same of what one village more takes, without the start of
    either. `complete`: it makes every output of the part. `did` says what it did, and what it cannot.
    """

    part: str
    peer: str
    outputs: int
    made: int
    ours: Spread
    theirs: Spread
    ratio: Spread
    each: Spread | None
    our_memory: float
    their_memory: float
    complete: bool
    did: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A peer that could not be installed or that failed, and why."""

    part: str
    peer: str
    why: str


@dataclass(frozen=True, slots=True)
class Grown:
    """A county of so many villages: a cold build on two cores and one of nothing new, seconds on the clock;
    the parent's MB in each."""

    villages: int
    files: int
    cold: Spread
    again: Spread
    cold_memory: float
    again_memory: float
    part: str = "growth"

    @classmethod
    def of(cls, villages: int, files: int, cold: Sequence[Run], again: Sequence[Run]) -> Grown:
        """From the runs."""
        return cls(
            villages,
            files,
            Spread.of(run.wall for run in cold),
            Spread.of(run.wall for run in again),
            max(run.parent for run in cold),
            max(run.parent for run in again),
        )

    @property
    def each(self) -> float:
        """Milliseconds of a village."""
        return 1000 * self.cold.median / self.villages


Found = Figure | Comparison | Missing | Grown


@dataclass(slots=True)
class Report:
    """All that one run found, in its order; `rounds` is how often everything is run, `villages` the size of
    the county."""

    rounds: int
    villages: int
    found: list[Found] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # benches that failed, and why

    def add(self, one: Found) -> None:
        """Keeps it and says it."""
        self.found.append(one)
        say(f"= {told(one)}")

    def figures(self, part: str) -> tuple[Figure, ...]:
        """The figures of a part."""
        return tuple(one for one in self._of(part) if isinstance(one, Figure))

    def comparisons(self, part: str) -> tuple[Comparison, ...]:
        """The comparisons of a part."""
        return tuple(one for one in self._of(part) if isinstance(one, Comparison))

    def missing(self, part: str) -> tuple[Missing, ...]:
        """The peers that a part lacks."""
        return tuple(one for one in self._of(part) if isinstance(one, Missing))

    def growth(self) -> tuple[Grown, ...]:
        """The counties, from the smallest."""
        return tuple(one for one in self.found if isinstance(one, Grown))

    def _of(self, part: str) -> Iterator[Found]:
        return (one for one in self.found if one.part == part)


def told(one: Found) -> str:
    """In a line."""
    if isinstance(one, Missing):
        return f"{one.part}: {one.peer} is missing: {one.why}"
    if isinstance(one, Grown):
        return (
            f"growth: {one.villages:,} villages, {one.files:,} files: cold {spread(one.cold)} s,"
            f" {one.each:.0f} ms a village, {one.cold_memory:.0f} MB; again {spread(one.again)} s,"
            f" {one.again_memory:.0f} MB"
        )
    if isinstance(one, Figure):
        return f"{one.part}: {one.what}: {spread(one.value)} {one.unit}".rstrip()
    return (
        f"{one.part}: {one.peer}: {spread(one.theirs)} s, listgen {spread(one.ours)} s of CPU;"
        f" {spread(one.ratio)} times"
    )


def number(value: float) -> str:
    """Three digits that count."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}"


def spread(value: Spread) -> str:
    """The median, and from where to where the runs went."""
    if value.runs == 1:
        return number(value.median)
    return f"{number(value.median)} ({number(value.low)}–{number(value.high)})"
