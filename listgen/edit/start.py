"""开始.bat and 开始.sh, which open the menu of a project by a double click."""

from __future__ import annotations

from pathlib import Path

from listgen.resources import shipped

STARTERS = ("开始.bat", "开始.sh")
EXECUTABLE = 0o755


def starters() -> dict[str, bytes]:
    """Both files by name, as they have to lie on a disk."""
    return {name: script_bytes(shipped("templates") / "start" / name) for name in STARTERS}


def script_bytes(path: Path) -> bytes:
    """A script from its text in UTF-8: a .bat in GBK with CRLF, as cmd reads it under code page 936, to which
    it changes first; any other as it is, with LF."""
    text = path.read_text("utf-8")
    return text.replace("\n", "\r\n").encode("gbk") if path.suffix == ".bat" else text.encode()
