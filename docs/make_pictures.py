"""Makes the pictures of the READMEs from a built demo: `python docs/make_pictures.py [DEMO]`.

Run by a maintainer when papers, signs or pages look different. DEMO is what `make demo` or
`listgen demo -o DEMO` made; everything shown is rendered from its outputs. Needs LibreOffice, poppler-utils,
Chromium, and the stand-in faces of `.ci/apt.txt`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from listgen.resources import shipped
from listgen.signage.scheme import Scheme
from listgen.signage.scheme_file import load_scheme
from listgen.sources.yaml import load_yaml

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
FONTS_CONF = HERE.parent / "tests" / "fonts.conf"
SCHEME = "yi-heng-si-shu-yi-biaozhi.yaml"
TOOLS = {
    "soffice": ("soffice", "libreoffice"),
    "pdftoppm": ("pdftoppm",),
    "pdftotext": ("pdftotext",),
    "pdfinfo": ("pdfinfo",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
MOST_BYTES = 250_000

VILLAGE, PAGE, ITEM = "00008", "000084", "CN-0101"
WALL, INK, EDGE = (236, 234, 230), (92, 88, 82), (214, 211, 205)
CASE, DOOR, FLOOR = (44, 42, 40), (224, 221, 215), (205, 201, 194)
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

    def trim_box(self, pdf: Path) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the trim, in mm from the left top corner of the page."""
        text = self.run("pdfinfo", "-box", pdf)
        boxes = {
            name: [float(number) / 72 * MM_PER_INCH for number in numbers.split()]
            for name, numbers in re.findall(r"^(\w+):((?: +-?[\d.]+){4})$", text, re.MULTILINE)
        }
        left, bottom, right, top = boxes["TrimBox"]
        return left, boxes["MediaBox"][3] - top, right, boxes["MediaBox"][3] - bottom

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
    """Cover, directions and guide of a village's booklet."""
    pdf = shop.to_pdf(folder / "清单手册.docx")
    pages = shop.pages(pdf)
    guide = next(number for number, text in enumerate(pages, 1) if "常办事项办理指南" in text and number > 2)
    return in_a_row([shop.render(pdf, number, 2.3) for number in (1, 2, guide)], 55, 42)


# The gate, in mm. Heights are above the floor.
PIXELS_PER_MM = 0.25
SIDE, HEAD, FOOT = 420, 330, 620
DOOR_WIDTH, DOOR_HEIGHT, ABOVE_DOOR, SIGN_FOOT = 1700, 2350, 200, 350
BESIDE_DOOR, BETWEEN, TO_HALL = 260, 180, 620


def signs(shop: Workshop, folder: Path) -> Image.Image:
    """All signs of a village in one scale: at the gate, where the scheme places them, and inside."""
    scheme = _scheme()
    images = {pdf.stem.split("-", 1)[1]: _sign(shop, pdf) for pdf in sorted((folder / "标牌").glob("*.pdf"))}
    sides: dict[str, list[Image.Image]] = {"above": [], "left": [], "right": []}
    for slot in sorted(scheme.slots, key=lambda slot: slot.place.order):
        sides[slot.place.side].append(images[slot.column])
    hall = images[scheme.hall.column] if scheme.hall else None

    def row(side: str) -> float:
        return sum(image.width / PIXELS_PER_MM + BETWEEN for image in sides[side]) - BETWEEN + BESIDE_DOOR

    door_left = SIDE + row("left")
    width = door_left + DOOR_WIDTH + row("right") + SIDE
    hall_left = width - SIDE + TO_HALL
    if hall:
        width = hall_left + hall.width / PIXELS_PER_MM + SIDE
    over = sides["above"][0].height / PIXELS_PER_MM
    floor = HEAD + over + ABOVE_DOOR + DOOR_HEIGHT
    middle = floor - SIGN_FOOT - 1000

    sheets = []
    for side in ("left", "right"):
        at = BESIDE_DOOR
        for image in sides[side]:
            wide, high = image.width / PIXELS_PER_MM, image.height / PIXELS_PER_MM
            x = door_left - at - wide if side == "left" else door_left + DOOR_WIDTH + at
            sheets.append(_placed(image, x, middle - high / 2))
            at += wide + BETWEEN
    for image in sides["above"]:
        x = door_left + DOOR_WIDTH / 2 - image.width / PIXELS_PER_MM / 2
        sheets.append(_placed(image, x, HEAD))
    if hall:
        sheets.append(_placed(hall, hall_left, middle - hall.height / PIXELS_PER_MM / 2))
    scene = compose((_pixels(width), _pixels(floor + FOOT)), sheets, shadow=6)
    _draw_surroundings(scene, door_left, floor, hall_left - TO_HALL / 2)
    for sheet in sheets:
        scene.paste(sheet.image, _box(sheet)[:2])
        _name_size(scene, sheet)
    _draw_scale(scene, floor)
    return scene


def _scheme() -> Scheme:
    table, _ = load_yaml((shipped("templates") / "signs" / "schemes" / SCHEME).read_bytes(), SCHEME)
    assert table is not None
    return load_scheme(table)[0]


def _sign(shop: Workshop, pdf: Path) -> Image.Image:
    """What is left of a sign once it is cut."""
    box = [_pixels(length) for length in shop.trim_box(pdf)]
    return shop.render(pdf, 1, PIXELS_PER_MM).crop((box[0], box[1], box[2], box[3]))


def _pixels(length: float) -> int:
    return round(length * PIXELS_PER_MM)


def _placed(image: Image.Image, x: float, y: float) -> Sheet:
    return Sheet(image, _pixels(x), _pixels(y))


def _draw_surroundings(scene: Image.Image, door_left: float, floor: float, wall: float) -> None:
    """A door, the floor, and a line between outside and inside."""
    pen = ImageDraw.Draw(scene)
    top = floor - DOOR_HEIGHT
    left, right = _pixels(door_left), _pixels(door_left + DOOR_WIDTH)
    pen.rectangle((left, _pixels(top), right, _pixels(floor)), fill=DOOR, outline=EDGE, width=2)
    middle = (left + right) // 2
    pen.line((middle, _pixels(top), middle, _pixels(floor)), fill=EDGE, width=2)
    for side in (-1, 1):
        x = middle + side * 14
        pen.line((x, _pixels(floor - 1250), x, _pixels(floor - 950)), fill=FLOOR, width=4)
    pen.line((0, _pixels(floor), scene.width, _pixels(floor)), fill=FLOOR, width=3)
    for y in range(_pixels(HEAD), _pixels(floor), 16):
        pen.line((_pixels(wall), y, _pixels(wall), y + 7), fill=FLOOR, width=2)


def _name_size(scene: Image.Image, sheet: Sheet) -> None:
    """The size of a sign under it, turned where the sign is narrow; the sign over the door has it above."""
    left, top, right, bottom = _box(sheet)
    wide, high = (round(side / PIXELS_PER_MM / 10) * 10 for side in sheet.image.size)
    narrow = sheet.image.width < sheet.image.height
    over_door = top == _pixels(HEAD)
    text = f"{wide} × {high}" if narrow else f"{wide} × {high} mm"
    y = top - 36 if over_door else bottom + 14
    ImageDraw.Draw(scene).text(((left + right) / 2, y), text, INK, _face(17), anchor="ma")


def _draw_scale(scene: Image.Image, floor: float) -> None:
    pen = ImageDraw.Draw(scene)
    left, y = _pixels(SIDE), _pixels(floor + 330)
    right = left + _pixels(1000)
    pen.line((left, y, right, y), fill=INK, width=3)
    for x in (left, right):
        pen.line((x, y - 7, x, y + 7), fill=INK, width=3)
    pen.text((right + 16, y), "1 m", INK, _face(20), anchor="lm")
    note = (scene.width - _pixels(SIDE), y)
    pen.text(note, "示例：岚溪县、青石村都是虚构的", INK, _face(20), anchor="rm")


def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(shipped("fonts") / "NotoSansCJKsc-Bold.otf", size)


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
        save_small(signs(shop, folder), PICTURES / "signs.png")
        save_small(phones(shop, out), PICTURES / "phone.png")


if __name__ == "__main__":
    main()
