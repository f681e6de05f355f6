"""Why an edit is not made, for the command line to word."""

from __future__ import annotations


class Refused(Exception):
    """The surroundings do not allow it (exit 5); nothing was changed."""

    def __init__(self, slug: str, **values: str) -> None:
        super().__init__(slug)
        self.slug = slug
        self.values = values


class Unfit(Refused):
    """What was asked for is not in the project, or does not fit it (exit 2); nothing was changed."""
