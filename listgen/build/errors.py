"""When the surroundings refuse: another build, a folder that is not ours, a full or read-only disk."""

from __future__ import annotations


class Refused(Exception):
    """The build cannot go on here (exit 5). `slug` and `values` are worded by the command line."""

    def __init__(self, slug: str, **values: str) -> None:
        super().__init__(slug)
        self.slug = slug
        self.values = values
