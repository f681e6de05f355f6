"""Which signs hang where by the plaque scheme, as papers say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ABOVE, LEFT, RIGHT, INSIDE = "above", "left", "right", ""
GATE = "gate"  # seen with the back to it
_PLACES = {ABOVE: "大门上方", LEFT: "大门左侧", RIGHT: "大门右侧", INSIDE: "综合服务大厅"}


@dataclass(frozen=True, slots=True)
class HungSign:
    """A sign that the scheme gives a village: what it says, width and height in mm, where it hangs.

    `side` is INSIDE for the hall's, `order` counts from the gate, `view` says from where left and right are
    seen. `basis` and `filing` may be empty.
    """

    column: str
    wording: str
    width: float
    height: float
    side: str
    order: int
    view: str
    basis: str
    filing: str

    @property
    def place(self) -> str:
        """大门右侧第1块."""
        beside = self.side in (LEFT, RIGHT)
        return _PLACES[self.side] + (f"第{self.order}块" if beside else "")

    @property
    def size(self) -> str:
        """350×2000."""
        return f"{self.width:g}×{self.height:g}"


@dataclass(frozen=True, slots=True)
class Hung:
    """The plaque scheme's `title`, and how many boards hang by it where old signs were found, by village."""

    title: str = ""
    boards: Mapping[str, int] = field(default_factory=dict)
