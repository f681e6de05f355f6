"""What was made of equal values is given again: many villages have the same list."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

KEPT = 12  # variants of one list that take turns in a county

P = ParamSpec("P")
R = TypeVar("R")


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    """`make`, whose last results are given again for equal positional arguments. Nobody changes a result.

    By comparing, since items hold mappings and have no hash: identical objects are equal at once, and the
    items of one chunk of a build are. A list that differs mostly does so in its first items.
    """
    known: list[tuple[tuple[object, ...], R]] = []

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        assert not kwargs
        place = next((place for place, (of, _) in enumerate(known) if of == args), None)
        result = make(*args, **kwargs) if place is None else known.pop(place)[1]
        known.insert(0, (args, result))  # with the newest objects, which the next owner has too
        del known[KEPT:]
        return result

    return made
