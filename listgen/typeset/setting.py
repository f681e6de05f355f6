"""What setting a text in a box gives: placed outlines with their measures, or what would fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from listgen.typeset.outline import Box
from listgen.typeset.placing import Glyphs

_Fitting = TypeVar("_Fitting")


@dataclass(frozen=True, slots=True)
class Setting:
    """A text set in a box whose lower left corner is the origin.

    `mode` is `single`, `prefix`, `double` (vertical) or `line`. `em_width` × `em_height` is the em box of the
    main text, `smallest` the least side of any em box, `pitch` the main text's em height and gap.
    """

    glyphs: Glyphs
    mode: str
    em_width: float
    em_height: float
    smallest: float
    pitch: float
    ink: Box


@dataclass(frozen=True, slots=True)
class Overfull:
    """A text that its box cannot hold at the least character size.

    `most` cells would fit; or a box of `length` along the line (board height of a vertical, width of a line).
    """

    text: str
    cells: int
    most: int
    length: float


class OverfullError(ValueError):
    """Drawing was asked for a text that the check refuses."""

    def __init__(self, overfull: Overfull) -> None:
        super().__init__(f"“{overfull.text}” has {overfull.cells} cells, {overfull.most} would fit")
        self.overfull = overfull


def fitted(result: _Fitting | Overfull) -> _Fitting:
    """What fits. Raises OverfullError."""
    if isinstance(result, Overfull):
        raise OverfullError(result)
    return result
