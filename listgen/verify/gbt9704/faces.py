"""The faces of official papers by the names that files call them, and 字号 in pt."""

from __future__ import annotations

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0  # 2号, 3号, 4号
SIZE_TOLERANCE = 0.3

_NAMES = {
    "仿宋": ("仿宋", "fangsong", "fangsong_gb2312", "stfangsong"),
    "楷体": ("楷", "kaiti", "kaiti_gb2312", "stkaiti"),
    "黑体": ("黑体", "simhei", "stheiti"),
    "宋体": ("宋体", "simsun", "nsimsun", "stsong"),
    "小标宋": ("小标宋", "xiaobiaosong"),
}


def is_face(name: str, face: str) -> bool:
    """Whether a font of that name is a 仿宋, 楷体, 黑体, 宋体 or 小标宋, of whatever maker."""
    lower = name.lower()
    if face == "宋体" and is_face(name, "仿宋"):
        return False
    return any(one in lower for one in _NAMES[face])


def is_size(size: float, wanted: float) -> bool:
    """Whether a size in pt is the wanted one."""
    return abs(size - wanted) <= SIZE_TOLERANCE


def type_of(face: str, size: float) -> str:
    """“仿宋 16 pt”: how a finding names type."""
    return f"{face or '-'} {size:g} pt"
