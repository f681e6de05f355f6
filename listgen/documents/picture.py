"""A picture in the data of a paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and what it shows for who cannot see it: a tag that names it prints the description."""

    png: bytes
    description: str

    def __str__(self) -> str:
        return " ".join(self.description.split())
