"""How each sign of a village is set, as text: a change of typography has to be seen and meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from listgen.signage.names import part
from listgen.signage.plaque import set_plaque
from listgen.typeset.placing import ink
from listgen.typeset.setting import Overfull
from listgen.typeset.vertical import VerticalBox, set_vertical
from tests.signage.shipped import PLACES, SCHEME, WORDINGS
from tests.typeset.shipped import FACES, NAME, ORDINARY, SERIF

HERE = Path(__file__).parent
BOARD = VerticalBox(350, 2000, end=105, side=60, character_min=60)
LONG = "中国共产党岚溪土家族苗族自治县白云山土家族苗族民族乡青石桥头（白石）新村总支部委员会"


def test_lengths(golden: Callable[[str, Path], None]) -> None:
    texts = [*((ORDINARY + ORDINARY)[:length] for length in range(2, 58)), NAME, LONG]
    golden("\n".join(map(_vertical, texts)) + "\n", HERE / "lengths.txt")


def test_signs(golden: Callable[[str, Path], None]) -> None:
    lines = []
    for slot, wording in WORDINGS.items():
        drawing = set_plaque(SCHEME.slot(slot), wording, FACES, places=PLACES)
        for fill in drawing.fills:
            if fill.glyphs:
                em = max(glyph.sy for glyph in fill.glyphs) * 1000
                box = " ".join(f"{edge:.1f}" for edge in ink(fill.glyphs))
                lines.append(f"{slot}: {len(fill.glyphs)} glyphs, em {em:.1f}, ink {box}")
    golden("\n".join(lines) + "\n", HERE / "signs.txt")


def _vertical(text: str) -> str:
    parting = part(text)
    setting = set_vertical(text, SERIF, BOARD, parting.name_at, parting.breaks)
    if isinstance(setting, Overfull):
        return f"{len(text)}: refused, {setting.most} fit, or a board of {setting.length:.0f}"
    em = f"{setting.em_width:.1f}×{setting.em_height:.1f}"
    margins = f"{setting.ink.y0:.1f}, {setting.ink.x0:.1f}"
    return f"{len(text)}: {setting.mode}, em {em}, pitch {setting.pitch:.1f}, margins {margins}"
