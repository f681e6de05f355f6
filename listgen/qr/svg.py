"""A symbol as SVG: white ground with the quiet zone, black modules as one path of merged runs."""

from __future__ import annotations

from listgen.qr.symbol import QUIET_ZONE, Symbol


def render_svg(symbol: Symbol, module: float = 1.0) -> bytes:
    """The symbol with its quiet zone; a module is `module` mm, the view box counts modules."""
    side = symbol.size + 2 * QUIET_ZONE
    path = "".join(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{run}v1h-{run}z" for x, y, run in symbol.runs())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * module:g}mm" height="{side * module:g}mm"'
        f' viewBox="0 0 {side} {side}" shape-rendering="crispEdges">\n'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>\n'
        f'<path fill="#000" d="{path}"/>\n'
        "</svg>\n"
    ).encode()
