"""The Damm check digit, computed anew: a check that shared the writers' code would share their mistakes."""

from __future__ import annotations

# The published quasigroup of order 10 (H. M. Damm, 2004, p. 111), which printed codes rely on.
# Row: the state so far; column: the next digit.
_NEXT = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def digits_agree(digits: str) -> bool:
    """Whether the last of these ASCII digits is the check digit of those before it."""
    state = 0
    for digit in digits:
        state = _NEXT[state][ord(digit) - ord("0")]
    return state == 0  # a number with its check digit always ends in state 0
