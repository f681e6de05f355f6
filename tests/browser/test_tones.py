"""The colour of each list, in both themes, on the ground it stands on."""

from __future__ import annotations

import re

from tests.browser.looks import contrast
from tests.site.samples import TEMPLATES

TONE = re.compile(
    r"^(\.hc )?\.t-([a-z]+) \{ --tone: (#[0-9a-f]+);(?: --tint: (#[0-9a-f]+);)? \}$", re.MULTILINE
)
DARK_GROUND, LEAST = "#000", 4.5  # WCAG 2.2, 1.4.3; the names are large besides


def test_each_list_can_be_read_in_its_colour() -> None:
    tones = TONE.findall((TEMPLATES / "site.css").read_text("utf-8"))
    light, dark = ({name for theme, name, *_ in tones if bool(theme) is of} for of in (False, True))
    assert light == dark and len(light) >= 7
    for theme, name, tone, tint in tones:
        assert contrast(colour(tone), colour(DARK_GROUND if theme else tint)) >= LEAST, (theme, name)


def colour(text: str) -> tuple[float, ...]:
    digits = text.removeprefix("#")
    full = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    return tuple(int(full[at : at + 2], 16) for at in (0, 2, 4))
