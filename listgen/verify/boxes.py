"""Boxes on a page in mm: corners, how they lie to each other, and how a finding shows them."""

from __future__ import annotations

from listgen.units import pt_to_mm

Box = tuple[float, float, float, float]  # left, lower, right, upper

TOLERANCE = 0.05


def in_mm(box_pt: Box) -> Box:
    """A box given in points."""
    x0, y0, x1, y1 = box_pt
    return pt_to_mm(x0), pt_to_mm(y0), pt_to_mm(x1), pt_to_mm(y1)


def contains(outer: Box, inner: Box) -> bool:
    """Whether `inner` is nowhere outside, by more than the tolerance."""
    return (
        outer[0] <= inner[0] + TOLERANCE
        and outer[1] <= inner[1] + TOLERANCE
        and outer[2] >= inner[2] - TOLERANCE
        and outer[3] >= inner[3] - TOLERANCE
    )


def overlap(one: Box, other: Box) -> bool:
    """Whether they share more than a side."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def alike(one: Box, other: Box) -> bool:
    """Whether no side differs by more than the tolerance."""
    return all(abs(edge - wanted) <= TOLERANCE for edge, wanted in zip(one, other, strict=True))


def grown(box: Box, by: float) -> Box:
    """The box with that much around it."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def size(box: Box) -> tuple[float, float]:
    """Width and height."""
    return box[2] - box[0], box[3] - box[1]


def middle(box: Box) -> tuple[float, float]:
    """The point in the middle."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def shown(box: Box) -> str:
    """For a finding."""
    return " ".join(f"{edge:.2f}" for edge in box) + " mm"
