"""Lengths. Inside listgen a length is millimetres; writers convert at the edge."""

from __future__ import annotations

MM_PER_INCH = 25.4


def mm_to_pt(length: float) -> float:
    """Millimetres to PDF points (1/72 inch)."""
    return length * 72 / MM_PER_INCH


def pt_to_mm(length_pt: float) -> float:
    """PDF points (1/72 inch) to millimetres."""
    return length_pt * MM_PER_INCH / 72


def mm_to_twips(length: float) -> int:
    """Millimetres to whole twips (1/20 pt), the unit of WordprocessingML."""
    return round(length * 1440 / MM_PER_INCH)


def mm_to_emu(length: float) -> int:
    """Millimetres to English Metric Units, the unit of DrawingML."""
    return round(length * 36000)
