"""What is on the screen, measured: texts, targets for fingers, icons. `bad_`: what is at fault with them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

Colour = tuple[float, ...]

_MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Limits:
    """The least that is allowed: 18 px, 1.3 lines and 60 px for fingers (适老化), WCAG's contrasts."""

    text: float = 18
    leading: float = 1.3
    main: float = 60
    target: float = 44
    contrast: float = 4.5
    icon: float = 16
    icon_contrast: float = 3.0
    drawn: float = 0.02


LIMITS = Limits()


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance of an sRGB colour of 0–255."""
    linear = [
        value / 255 / 12.92 if value <= 0.04045 * 255 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour[:3]
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _measured(page: Page, what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(f"(() => {{ {_MEASURE}; return {what}(); }})()")
    return found


def texts(page: Page) -> list[dict[str, Any]]:
    """Every text that can be seen: text, size, leading, heading, control, left, right, ink, ground."""
    found = _measured(page, "texts")
    assert found
    return found


def bad_texts(page: Page, body: float = LIMITS.contrast) -> list[str]:
    """Texts that are small, tight, pale or beyond the screen's edge. `body`: contrast outside of controls."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    faults = []
    for text in texts(page):
        seen = contrast(text["ink"], text["ground"])
        running = not (text["control"] or text["heading"])
        wanted = body if running else LIMITS.contrast
        checks = {
            f"{text['size']} px": text["size"] < LIMITS.text,
            f"{text['leading']:.2f} lines": running and text["leading"] < LIMITS.leading,
            f"from {text['left']} to {text['right']} px": text["left"] < 0 or text["right"] > width + 1,
            f"contrast {seen:.1f}": seen < wanted,
        }
        faults += [f"{text['text'][:20]}: {fault}" for fault, found in checks.items() if found]
    return faults


def bad_targets(page: Page) -> list[str]:
    """What a finger cannot hit safely."""
    faults = []
    for target in _measured(page, "targets"):
        least = LIMITS.main if target["main"] else LIMITS.target
        if min(target["width"], target["height"]) < least - 0.5:
            faults.append(f"{target['name'][:20]}: {target['width']:.0f} × {target['height']:.0f} < {least}")
    return faults


def bad_icons(page: Page) -> list[str]:
    """Icons that cannot be made out: by their style, and by their pixels on a picture of the whole page."""
    picture = np.asarray(Image.open(io.BytesIO(page.screenshot(full_page=True, scale="css"))).convert("RGB"))
    faults = []
    for icon in _measured(page, "icons"):
        left, top, width, height = (round(icon[edge]) for edge in ("left", "top", "width", "height"))
        drawn = _drawn(picture[top : top + height, left : left + width])
        small = min(icon["width"], icon["height"]) < LIMITS.icon
        if not icon["painted"] or small or drawn < LIMITS.drawn:
            faults.append(f"{icon}: {drawn:.1%} stands out")
    return faults


def _drawn(icon: NDArray[np.uint8]) -> float:
    """The share of pixels that stand out from the commonest colour."""
    if not icon.size:
        return 0.0
    colours, counts = np.unique(icon.reshape(-1, 3), axis=0, return_counts=True)
    ground = tuple(colours[counts.argmax()])
    seen = [contrast(tuple(colour), ground) >= LIMITS.icon_contrast for colour in colours]
    return float(counts[seen].sum() / counts.sum())
