"""The symbol's SVG: its paths hold exactly the dark modules."""

import re

from lxml import etree

from listgen.qr.svg import render_svg
from listgen.qr.symbol import encode

LINK = "https://fw.lanxi.example/qingdan/001734/"


def test_the_path_is_the_symbol() -> None:
    symbol = encode(LINK)
    root = etree.fromstring(render_svg(symbol, 2))
    ground, modules = root
    assert (root.get("width"), root.get("viewBox")) == ("82mm", "0 0 41 41")
    assert ground.get("fill") == "#fff" and ground.get("d") == "M0 0h41v41h-41z"
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", modules.get("d", ""))
    dark = {(int(x) - 4 + step, int(y) - 4) for x, y, run, _ in runs for step in range(int(run))}
    assert dark == {(x, y) for y, row in enumerate(symbol.rows) for x, on in enumerate(row) if on}
    assert all(run == back for _, _, run, back in runs)
