"""Names of folders and files in OUT: the id first, then a name that every file system takes."""

from __future__ import annotations

import re

LONGEST = 60  # characters of one name; a deep path must still fit into Windows' 260
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL
)
_WITH_SUFFIX = re.compile(r"(.*)(\.[A-Za-z0-9]{1,8})", re.DOTALL)


def safe_name(name: str) -> str:
    """`name` without what Windows or a path forbids; never empty, never reserved, at most 60 characters."""
    cleaned = _cut(_FORBIDDEN.sub("_", name), LONGEST).lstrip(" ") or "_"
    taken = _RESERVED.fullmatch(cleaned) or cleaned.startswith(".")
    return _cut(f"_{cleaned}", LONGEST) if taken else cleaned


def safe_file(name: str) -> str:
    """`safe_name` of a file; a long one is cut before its suffix."""
    parts = _WITH_SUFFIX.fullmatch(name)
    if parts is None:
        return safe_name(name)
    return _cut(safe_name(parts[1]), LONGEST - len(parts[2])) + parts[2]


def _cut(name: str, most: int) -> str:
    """So many characters, without the dots and blanks at the end that Windows drops."""
    return name[:most].rstrip(". ")


def owned_name(owner_id: str, name: str) -> str:
    """`00173-青石村`: unique, since the id comes first."""
    return safe_name(f"{owner_id}-{name}")
