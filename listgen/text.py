"""The character gate: which characters may enter, judged once, at input. Nothing is normalised.

What passes here is drawn, signed and cut in metal, so a character that cannot be seen, that
reorders its neighbours, or that only looks like another, is named instead of repaired.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

_ZERO_WIDTH = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = frozenset(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029"
)
_FULL_WIDTH_ASCII = range(0xFF10, 0xFF5B)
_FULL_WIDTH_ALNUM = frozenset(
    chr(code) for code in _FULL_WIDTH_ASCII if unicodedata.normalize("NFKC", chr(code)).isalnum()
)

# All of these are assigned and visible, so most texts need no look at single characters.
USUAL = "·—‘’“”…、。《》（）〇〔〕！，：；？㐀-䶿一-鿿\U00020000-\U0002a6df"  # in the brackets of a pattern
_UNUSUAL = re.compile(f"[^\n -~{USUAL}]")
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])", re.ASCII)


@dataclass(frozen=True, slots=True)
class BadCharacter:
    """A character that may not enter: the slug of its finding, the character, its place from 1."""

    slug: str
    char: str
    position: int

    @property
    def codepoint(self) -> str:
        """U+XXXX, since the character itself may be invisible."""
        return f"U+{ord(self.char):04X}"


def bad_characters(text: str, most: int | None = None) -> tuple[BadCharacter, ...]:
    """The characters of `text` that may not enter, the first `most` of them. Line feeds may."""
    if not _UNUSUAL.search(text):
        return ()
    found = ((_judge(char), char, place) for place, char in enumerate(text, 1))
    return tuple(islice((BadCharacter(*one) for one in found if one[0]), most))


def full_width_in_code(text: str) -> tuple[BadCharacter, ...]:
    """Full-width digits and letters, which a code, a number or a date may not have."""
    if text.isascii():
        return ()
    return tuple(
        BadCharacter("full-width-in-code", char, place)
        for place, char in enumerate(text, 1)
        if char in _FULL_WIDTH_ALNUM
    )


def _judge(char: str) -> str:
    if char == "\n":
        return ""
    if char in _ZERO_WIDTH:
        return "zero-width-character"
    if char in _BIDI:
        return "bidi-character"
    if char in _BLANKS:
        return "odd-blank"
    if char == "\ufffd":
        return "lost-character"
    category = unicodedata.category(char)
    if category == "Cc":
        return "control-character"
    if category == "Cs":
        return "lone-surrogate"
    if category == "Co":
        return "private-use-character"
    if category in ("Cn", "Cf"):
        return "unassigned-character" if category == "Cn" else "zero-width-character"
    if _variation_selector(char):
        return "zero-width-character"
    if _compatibility_ideograph(char) or _radical(char):
        return "compatibility-ideograph"
    return ""


def _variation_selector(char: str) -> bool:
    code = ord(char)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or char in "\u180b\u180c\u180d\u180f"


def _compatibility_ideograph(char: str) -> bool:
    """F900–FAFF and 2F800–2FA1F have a unified twin; the twelve in FA0E–FA29 that do not are fine."""
    code = ord(char)
    inside = 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F
    return inside and unicodedata.normalize("NFC", char) != char


def _radical(char: str) -> bool:
    """2E80–2FD5: what copying from a PDF puts in the place of 一, 人, 青 … that look the same."""
    return 0x2E80 <= ord(char) <= 0x2FD5


def id_numbers(text: str) -> tuple[str, ...]:
    """Citizens' identity numbers in `text`: 18 characters with a right check character (GB 11643-1999)."""
    return tuple(match for match in _ID_NUMBER.findall(text) if _check_character(match) == match[-1].upper())


def _check_character(number: str) -> str:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11]
