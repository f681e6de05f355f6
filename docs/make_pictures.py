"""Makes the pictures of the READMEs from a built demo: `python docs/make_pictures.py [DEMO]`.

Run by a maintainer when papers, signs or pages look different. DEMO is what `make demo` or
`listgen demo -o DEMO` made; everything shown is rendered from its outputs. Needs LibreOffice, poppler-utils,
Chromium, and the stand-in faces of `.ci/apt.txt`.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from listgen.edit.workbook.export import export_workbook

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
FONTS_CONF = HERE.parent / "tests" / "fonts.conf"
TOOLS = {
    "soffice": ("soffice", "libreoffice"),
    "pdftoppm": ("pdftoppm",),
    "pdftotext": ("pdftotext",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
MOST_BYTES = 250_000

VILLAGE, PAGE, ITEM = "00008", "000084", "CN-0101"
WORKBOOK_SHEET, WORKBOOK_CELLS = "不应由村级组织办理", "A1:K9"
WALL, EDGE = (236, 234, 230), (214, 211, 205)
PHONE = (360, 740)
PHONE_SCALE = 2
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Sheet:
    """A picture of something real, and its left top corner in the scene, in pixels."""

    image: Image.Image
    x: float
    y: float


class Workshop:
    """The tools, and a folder for what they leave behind."""

    def __init__(self, tools: Mapping[str, str], folder: Path) -> None:
        self._tools = tools
        self._folder = folder
        conf = folder / "browser.conf"
        conf.write_text(_browser_fonts(), encoding="utf-8")
        self._fonts = {"chromium": conf}

    def run(self, tool: str, *arguments: str | Path) -> str:
        command = [self._tools[tool], *map(str, arguments)]
        fonts = self._fonts.get(tool, FONTS_CONF)
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "LANG": "C.UTF-8"}
        done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)
        return done.stdout.decode("utf-8", "replace")

    def to_pdf(self, docx: Path) -> Path:
        profile = (self._folder / "office").as_uri()
        options = ("--headless", "--convert-to", "pdf", "--outdir", self._folder)
        self.run("soffice", f"-env:UserInstallation={profile}", *options, docx)
        return self._folder / f"{docx.stem}.pdf"

    def pages(self, pdf: Path) -> list[str]:
        """The text of each page, without spaces."""
        return [re.sub(r"\s", "", page) for page in self.run("pdftotext", pdf, "-").split("\f")]

    def render(self, pdf: Path, page: int, pixels_per_mm: float) -> Image.Image:
        """A page; drawn at three times the size, then made smaller, so that strokes stay even."""
        stem = self._folder / f"page-{page}"
        dots = f"{pixels_per_mm * MM_PER_INCH * 3:.3f}"
        self.run("pdftoppm", "-r", dots, "-f", str(page), "-l", str(page), "-singlefile", "-png", pdf, stem)
        with Image.open(f"{stem}.png") as image:
            width, height = round(image.width / 3), round(image.height / 3)
            return image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)

    def phone(self, page: Path, anchor: str = "") -> Image.Image:
        """The first screen of a page, on a phone."""
        target = self._folder / "phone.png"
        size = ",".join(map(str, PHONE))
        self.run(
            "chromium",
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}"),
            *(f"--force-device-scale-factor={PHONE_SCALE}", "--virtual-time-budget=2000"),
            *(f"--user-data-dir={self._folder / 'browser'}", f"--screenshot={target}"),
            page.as_uri() + (f"#{anchor}" if anchor else ""),
        )
        with Image.open(target) as image:
            return image.convert("RGB")


def _browser_fonts() -> str:
    """The stand-ins of the tests, and the face that a phone set to Chinese would take."""
    rules = (
        f'<match><test name="family"><string>{family}</string></test>'
        '<edit name="family" mode="prepend_first" binding="strong"><string>Noto Sans CJK SC</string></edit>'
        "</match>"
        for family in ("sans-serif", "system-ui")
    )
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
    return f"{head}<include>{FONTS_CONF}</include>{''.join(rules)}</fontconfig>"


# --- scenes ---


def compose(size: tuple[int, int], sheets: Sequence[Sheet], shadow: float = 9) -> Image.Image:
    """Sheets on a neutral ground, each with its edge and a soft shadow."""
    scene = Image.new("RGB", size, WALL)
    shade = Image.new("L", size, 0)
    pen = ImageDraw.Draw(shade)
    for sheet in sheets:
        pen.rectangle(_box(sheet, shadow * 0.4), fill=88)
    scene.paste((70, 64, 56), mask=shade.filter(ImageFilter.GaussianBlur(shadow)))
    pen = ImageDraw.Draw(scene)
    for sheet in sheets:
        left, top, right, bottom = _box(sheet)
        pen.rectangle((left - 1, top - 1, right, bottom), outline=EDGE)
        scene.paste(sheet.image, (left, top))
    return scene


def _box(sheet: Sheet, down: float = 0) -> tuple[int, int, int, int]:
    left, top = round(sheet.x), round(sheet.y + down)
    return left, top, left + sheet.image.width, top + sheet.image.height


def in_a_row(images: Sequence[Image.Image], margin: int, gap: int) -> Image.Image:
    """Sheets side by side, centred on one line."""
    height = max(image.height for image in images)
    x, sheets = float(margin), []
    for image in images:
        sheets.append(Sheet(image, x, margin + (height - image.height) / 2))
        x += image.width + gap
    return compose((round(x - gap + margin), height + 2 * margin), sheets)


def county_list(shop: Workshop, out: Path) -> Image.Image:
    """The first page of the county's list, and the first of the annex that helps people most."""
    pdf = shop.to_pdf(out / "县级" / "村级组织事务清单.docx")
    pages = shop.pages(pdf)
    annex = next(number for number, text in enumerate(pages, 1) if "附件3" in text[:60])
    return in_a_row([shop.render(pdf, number, 2.7) for number in (1, annex)], 60, 50)


def booklet(shop: Workshop, folder: Path) -> Image.Image:
    """Cover, contents and guide of a village's booklet."""
    pdf = shop.to_pdf(folder / "清单手册.docx")
    pages = shop.pages(pdf)
    guide = next(number for number, text in enumerate(pages, 1) if "高频事项办事指南" in text and number > 3)
    return in_a_row([shop.render(pdf, number, 2.3) for number in (1, 3, guide)], 55, 42)


def gate(folder: Path) -> Image.Image:
    """The picture of a village's gate, as the build made it."""
    with Image.open(folder / "标牌" / "挂牌效果图.png") as image:
        return image.convert("RGB")


def phones(shop: Workshop, out: Path) -> Image.Image:
    """A village's page, and what it says about something that the village does not do."""
    page = out / "site" / PAGE / "index.html"
    item = out / "site" / "i" / ITEM / "index.html"
    screens = [shop.phone(page), shop.phone(item)]
    radius, bezel, margin, gap = 56, 18, 70, 90
    width = 2 * margin + len(screens) * (screens[0].width + 2 * bezel) + gap * (len(screens) - 1)
    size = (width, screens[0].height + 2 * (margin + bezel))
    scene, shade = Image.new("RGB", size, WALL), Image.new("L", size, 0)
    boxes = []
    for number, screen in enumerate(screens):
        left = margin + number * (screen.width + 2 * bezel + gap)
        boxes.append((left, margin, left + screen.width + 2 * bezel, margin + screen.height + 2 * bezel))
        shifted = (boxes[-1][0], margin + 10, boxes[-1][2], boxes[-1][3] + 10)
        ImageDraw.Draw(shade).rounded_rectangle(shifted, radius + bezel, fill=110)
    scene.paste((70, 64, 56), mask=shade.filter(ImageFilter.GaussianBlur(20)))
    for box, screen in zip(boxes, screens, strict=True):
        _rounded(
            scene, Image.new("RGB", (box[2] - box[0], box[3] - box[1]), (44, 42, 40)), box, radius + bezel
        )
        _rounded(scene, screen, (box[0] + bezel, box[1] + bezel), radius)
    return scene


def _rounded(scene: Image.Image, image: Image.Image, corner: Sequence[int], radius: int) -> None:
    mask = Image.new("L", (image.width * 3, image.height * 3), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * 3, fill=255)
    scene.paste(image, (corner[0], corner[1]), mask.resize(image.size, Image.Resampling.LANCZOS))


def workbook(shop: Workshop, project: Path, scratch: Path) -> Image.Image:
    """The corner of a sheet of the exported workbook, as a program shows it."""
    book = load_workbook(io.BytesIO(export_workbook(project).data))
    for page in book.worksheets:
        if page.title != WORKBOOK_SHEET:
            book.remove(page)
    book.active.print_area = WORKBOOK_CELLS
    book.save(scratch / "workbook.xlsx")
    image = shop.render(shop.to_pdf(scratch / "workbook.xlsx"), 1, 3.4)
    box = ImageChops.difference(image, Image.new("RGB", image.size, image.getpixel((0, 0)))).getbbox()
    return in_a_row([image.crop(box)], 24, 0)


# --- files ---


def save_small(image: Image.Image, path: Path) -> None:
    """As a PNG of few colours; fewer still if it is too big."""
    for colours in (192, 128, 96, 64, 48, 32):
        image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < MOST_BYTES:
            break
    print(
        f"{path.relative_to(HERE.parent)}: {image.width} × {image.height}, {path.stat().st_size // 1000} kB"
    )


def _find_tools() -> dict[str, str]:
    found = {tool: next(filter(None, map(shutil.which, names)), "") for tool, names in TOOLS.items()}
    missing = [tool for tool, path in found.items() if not path]
    if missing:
        sys.exit(f"please install first: {', '.join(missing)} (pdf… are in poppler-utils)")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("demo", nargs="?", type=Path, default=Path("demo"), help="by default ./demo")
    out = parser.parse_args().demo.absolute() / "成果"
    tools = _find_tools()
    folder = next(iter(sorted(out.glob(f"乡镇/*/{VILLAGE}-*"))), None)
    if folder is None:
        sys.exit(f"{out} holds no built demo; make one first: listgen demo -o {out.parent}")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        shop = Workshop(tools, Path(scratch))
        save_small(county_list(shop, out), PICTURES / "list.png")
        save_small(booklet(shop, folder), PICTURES / "booklet.png")
        save_small(gate(folder), PICTURES / "signs.png")
        save_small(phones(shop, out), PICTURES / "phone.png")
        save_small(workbook(shop, out.parent, Path(scratch)), PICTURES / "workbook.png")


if __name__ == "__main__":
    main()
