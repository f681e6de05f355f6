"""What a template may name, as nested mappings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

PICTURE: Final = "picture"

Shape = Mapping[str, "Shape"] | tuple["Shape"] | Literal["picture"] | None
"""What data has: fields of a mapping, the one shape of all entries of a list, PICTURE, None for a text or
number."""
