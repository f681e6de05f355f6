"""What every sign is made of, at the gate or inside: bleed, material, texts by organisation type."""

from __future__ import annotations

from dataclasses import dataclass

BLEED = 3.0  # mm: what print shops ask for
ByOrganisation = tuple[tuple[str, tuple[str, ...]], ...]  # for a `village` and for a `community`


@dataclass(frozen=True, slots=True)
class Make:
    """What a shop makes the board of, and how the wording gets on it: said on the order, drawn nowhere."""

    material: str
    process: str
