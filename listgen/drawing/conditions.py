"""The printing conditions that an output intent may name (ISO 15930-4, 6.2.2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputCondition:
    """A printing condition of the ICC's characterization registry, named in the output intent."""

    identifier: str
    info: str
    registry: str = "http://www.color.org"


CONDITIONS = {
    condition.identifier: condition
    for condition in (
        OutputCondition("FOGRA39", "Offset, coated paper, ISO 12647-2:2004/Amd 1 (FOGRA39)"),
        OutputCondition("FOGRA51", "Offset, premium coated paper, ISO 12647-2:2013 (FOGRA51)"),
        OutputCondition("JC200103", "Offset, coated paper, Japan Color 2001 (JC200103)"),
    )
}
