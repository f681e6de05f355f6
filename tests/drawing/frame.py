"""The frame of an R2000 file in mm, made by ezdxf; @…@ marks what a drawing fills in."""

from __future__ import annotations

from io import StringIO

from ezdxf import units
from ezdxf._options import options
from ezdxf.document import Drawing

LAYERS = {"CUT": 1, "ENGRAVE": 7, "GROUND": 8}  # red, black or white, grey


def make_frame() -> str:
    """An empty drawing; the same text whenever and wherever."""
    options.write_fixed_meta_data_for_testing = True  # no clock and no random GUID
    document = Drawing.new("R2000")
    document.units = units.MM
    document.header["$MEASUREMENT"] = 1
    document.header["$LUNITS"] = 2
    for name, colour in LAYERS.items():
        document.layers.add(name, color=colour)
    text = StringIO()
    document.write(text)
    frame = text.getvalue()
    for name, sign in (("MIN", ""), ("MAX", "-")):
        held = f"$EXT{name}\n 10\n{sign}1e+20\n 20\n{sign}1e+20\n 30\n{sign}1e+20\n"
        assert held in frame
        frame = frame.replace(held, f"$EXT{name}\n 10\n@{name}-X@\n 20\n@{name}-Y@\n 30\n0.0\n")
    held = f"$HANDSEED\n  5\n{document.header['$HANDSEED']}\n"
    assert held in frame
    return frame.replace(held, "$HANDSEED\n  5\n@SEED@\n")
