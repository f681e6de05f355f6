"""How large the campaign is: a sample among the other tests, the whole by `make campaign`.

Every trial draws from `chances`, so that a failure is repeated by running its test again. LISTGEN_SEED=…
draws other ones.
"""

from __future__ import annotations

import os
from random import Random

WHOLE = os.environ.get("LISTGEN_CAMPAIGN") == "whole"
SEED = os.environ.get("LISTGEN_SEED", "1")


def times(sample: int, whole: int) -> int:
    """So many trials in this run."""
    return whole if WHOLE else sample


def batches(sample: int, whole: int, each: int = 5) -> list[tuple[int, int]]:
    """The trials of a test as (first, how many), so that two processes share them."""
    count = times(sample, whole)
    return [(first, min(each, count - first)) for first in range(0, count, each)]


def chances(what: str, trial: int) -> Random:
    """The chances of one trial, the same in every run."""
    return Random(f"{SEED} {what} {trial}")
