"""What a template may name, as nested mappings."""

from __future__ import annotations

from collections.abc import Mapping

Shape = Mapping[str, "Shape"] | tuple["Shape"] | None
"""What data has: fields of a mapping, the one shape of all entries of a list, None for a text or number."""
