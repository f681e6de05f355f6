"""Names of folders and files in OUT: the id first, then a name that every file system takes."""

from __future__ import annotations

import re

LONGEST = 60  # characters of one name; a deep path must still fit into Windows' 260
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def safe_name(name: str) -> str:
    """`name` without what Windows or a path forbids; never empty, never reserved, at most 60 characters."""
    cleaned = _FORBIDDEN.sub("_", name)[:LONGEST].rstrip(". ").lstrip(" ") or "_"
    return f"_{cleaned}" if _RESERVED.fullmatch(cleaned) or cleaned.startswith(".") else cleaned


def safe_file(name: str) -> str:
    """`safe_name` of a file; a long one is cut before its suffix."""
    stem, dot, suffix = name.rpartition(".")
    return f"{safe_name(stem)[: LONGEST - len(suffix) - 1]}.{suffix}" if dot else safe_name(name)


def owned_name(owner_id: str, name: str) -> str:
    """`00173-青石村`: unique, since the id comes first."""
    return safe_name(f"{owner_id}-{name}")
