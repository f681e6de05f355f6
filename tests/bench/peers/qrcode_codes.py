"""Codes by qrcode as SVG and PNG, with its own writers: WORK OUT VILLAGES."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

PIXELS, QUIET = 24, 4


def main(work: Path, out: Path, villages: int) -> None:
    for number in range(villages):
        one = json.loads((work / "villages" / f"{number}.json").read_text("utf-8"))[0]
        code = QRCode(error_correction=ERROR_CORRECT_Q, box_size=PIXELS, border=QUIET)
        code.add_data(one["url"])
        code.make(fit=True)
        path = out / Path(one["path"]).parent
        path.mkdir(parents=True, exist_ok=True)
        for file, factory in (("code.png", PilImage), ("code.svg", SvgPathImage)):
            with (path / file).open("wb") as stream:
                code.make_image(image_factory=factory).save(stream)


main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
