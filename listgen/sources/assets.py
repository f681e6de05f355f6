"""The county's own pictures and fonts in assets/: refused by their head, before anything decodes them."""

from __future__ import annotations

import io
import re
import warnings

from listgen.findings import Finding, Location, error

MAX_PIXELS = 40_000_000  # 144 megapixels fit into 18 KB and unpack to 1.5 GB
_PICTURES = (".png", ".jpg", ".jpeg")
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def check_asset(file: str, data: bytes) -> list[Finding]:
    """What makes a file of assets/ unfit: too many pixels, not a picture at all, or an SVG with entities."""
    lowered = file.lower()
    if lowered.endswith(_PICTURES):
        return _check_picture(file, data)
    if not lowered.endswith(".svg"):
        return []
    if b"\0" in data:  # UTF-16, in which the head below would not be seen
        return [error("not-a-text-file", Location(file), value="NUL")]
    head = _ENTITIES.search(data)
    return [error("xml-entities", Location(file), value=head[0].decode())] if head else []


def _check_picture(file: str, data: bytes) -> list[Finding]:
    from PIL import Image  # few projects have pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Image.open(io.BytesIO(data), formats=("PNG", "JPEG")).size
    except Image.DecompressionBombError:
        return [error("image-too-large", Location(file), value="> 178 MP", limit=MAX_PIXELS // 1_000_000)]
    except (OSError, SyntaxError, ValueError):
        return [error("not-an-image", Location(file), value=data[:4].hex())]
    if width * height > MAX_PIXELS:
        size = f"{width}×{height}"
        return [error("image-too-large", Location(file), value=size, limit=MAX_PIXELS // 1_000_000)]
    return []
