"""How often in a year something comes, from the words of a county's field `frequency`."""

from __future__ import annotations

_A_YEAR = {"每周": 52, "每月": 12, "每季度": 4, "每半年": 2, "每年一次": 1, "每年": 1}


def times_a_year(frequency: str) -> int | None:
    """How many times a year; None for what is not counted by the year (随时, 每日, 两年一次 …)."""
    return _A_YEAR.get(frequency)
