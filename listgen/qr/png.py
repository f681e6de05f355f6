"""A symbol as a one-bit PNG whose modules are whole pixels, for screens and Word papers."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from listgen.qr.symbol import QUIET_ZONE, Symbol


def render_png(symbol: Symbol, pixels_per_module: int) -> bytes:
    """The symbol with its quiet zone; no time stamp, so the bytes depend on the symbol alone."""
    if pixels_per_module < 1:
        raise ValueError(f"{pixels_per_module} pixels a module")
    side = symbol.size + 2 * QUIET_ZONE
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(symbol.rows, QUIET_ZONE):
        for x, dark in enumerate(row, QUIET_ZONE):
            if dark:
                image.putpixel((x, y), 0)
    enlarged = image.resize((side * pixels_per_module,) * 2, Image.Resampling.NEAREST)
    data = BytesIO()
    enlarged.save(data, "PNG", optimize=True)
    return data.getvalue()
