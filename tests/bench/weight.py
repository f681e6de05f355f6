"""What a page weighs, and which of its parts weigh how much."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass

_PARTS = {  # name → what belongs to it; taken out one after the other
    "style": r"(?s)<style>.*?</style>",
    "scripts": r"(?s)<script>.*?</script>",
    "readings (pinyin)": r' data-pinyin="[^"]*"',
    "villagers' words (keys)": r' data-k="[^"]*"',
    "landscape": r'(?s)<svg class="land".*?</svg>',
    "icons": r'(?s)<svg class="icon".*?</svg>',
    "items": r"(?s)<details.*?</details>\n?",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes, and bytes that gzip -9 makes of them."""

    raw: int
    packed: int


def weight(page: bytes) -> Weight:
    """Of the whole page."""
    return Weight(len(page), len(gzip.compress(page, 9, mtime=0)))


def parts(page: bytes) -> dict[str, Weight]:
    """By part: what the page gets lighter when the parts are taken out in turn. The sum is the page."""
    text, found = page.decode(), {}
    for name, pattern in _PARTS.items():
        rest = re.sub(pattern, "", text)
        before, after = weight(text.encode()), weight(rest.encode())
        found[name] = Weight(before.raw - after.raw, before.packed - after.packed)
        text = rest
    return found | {"all else": weight(text.encode())}
