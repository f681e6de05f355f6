"""Files that listgen alone writes: the last line is a SHA-256 of all before it."""

from __future__ import annotations

import hashlib

_KEY = b"digest: "


def signed(body: bytes) -> bytes:
    """The file with this body, whose lines all end."""
    return body + _KEY + hashlib.sha256(body).hexdigest().encode() + b"\n"


def is_signed(data: bytes) -> bool:
    """Whether the file is as it was written."""
    body, digest, _ = data.rpartition(_KEY)
    return bool(digest) and data == signed(body)
