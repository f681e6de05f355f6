"""Tags found among the words of a paragraph, and what somebody typed for one."""

from __future__ import annotations

import re
import unicodedata

from listgen.documents.faults import HALF_TAG, MISTYPED, SINGLE_BRACE, SYNTAX

_DELIMITERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING = re.compile(r"\{[{%#]")
# Braces as an input method types them: of full width, with blanks between them.
_MEANT = re.compile(r"[{｛﹛]\s?([{｛﹛%％])([^{}｛｝﹛﹜%％]*)[}｝﹜%％]\s?[}｝﹜]")
_SINGLY_CLOSED = re.compile(r"\{\{([^{}%]*)\}")
_STRAY = re.compile(r"[}｝﹜%％][}｝﹜]|[{｛﹛][{｛﹛%％]")
_SINGLE = re.compile(r"[{｛]\s*([A-Za-z_][\w.]*)\s*[}｝]")
_LONGEST = 40
_STOPS = str.maketrans("。、【】", ".,[]")


class TagError(ValueError):
    """A tag that is no sentence of the language; `tag` is what was written.

    `name` is the word that is wrong, `near` what to type instead, '' where that is anyone's guess.
    """

    def __init__(self, tag: str, reason: str, slug: str = SYNTAX, name: str = "", near: str = "") -> None:
        super().__init__(reason)
        self.tag = tag
        self.slug = slug
        self.name = name
        self.near = near


def spans(text: str) -> list[tuple[int, int]]:
    """Where tags stand in `text`. Raises TagError for one that does not end."""
    found, faults = find_tags(text)
    torn = next((fault for fault in faults if fault.slug != SINGLE_BRACE), None)
    if torn is not None:
        raise torn
    return found


def find_tags(text: str) -> tuple[list[tuple[int, int]], list[TagError]]:
    """Where tags stand in `text`, and what looks like one and would be printed as it stands."""
    found: list[tuple[int, int]] = []
    faults: list[TagError] = []
    end = 0
    while opening := _OPENING.search(text, end):
        faults += _between(text[end : opening.start()])
        close = text.find(_DELIMITERS[opening[0]], opening.end())
        following = _OPENING.search(text, opening.end())
        torn = following is not None and following.start() < close and opening[0] != "{#"
        if close < 0 or torn:
            stop = following.start() if following else len(text)
            fault, taken = _torn(text[opening.start() : stop])
            faults.append(fault)
            end = opening.start() + taken
        else:
            end = close + 2
            found.append((opening.start(), end))
    return found, [*faults, *_between(text[end:])]


def narrow(text: str) -> str:
    """`text` as it would be typed without an input method."""
    return unicodedata.normalize("NFKC", text).translate(_STOPS)


def _torn(text: str) -> tuple[TagError, int]:
    """What a tag lacks that begins `text` and has no end of its own; how many characters it takes."""
    meant = _MEANT.match(text)
    if meant:
        return _mistyped(meant), meant.end()
    single = _SINGLY_CLOSED.match(text)
    if single:
        typed = f"{{{{ {single[1].strip()} }}}}"
        return TagError(single[0][:_LONGEST], "one brace short", MISTYPED, near=typed), single.end()
    return TagError(text[:_LONGEST].rstrip(), "does not end", HALF_TAG), len(text)


def _mistyped(meant: re.Match[str]) -> TagError:
    inner = narrow(meant[2]).strip()
    typed = f"{{% {inner} %}}" if meant[1] in "%％" else f"{{{{ {inner} }}}}"
    return TagError(meant[0][:_LONGEST], "no braces of a tag", MISTYPED, near=typed)


def _between(text: str) -> list[TagError]:
    """What stands between tags and was meant as one."""
    faults = [_mistyped(meant) for meant in _MEANT.finditer(text)]
    rest = _MEANT.sub("", text)
    for stray in _STRAY.finditer(rest):
        around = rest[max(0, stray.start() - 16) : stray.end() + 16]
        faults.append(TagError(around.strip(), "half of a tag", HALF_TAG))
    for single in _SINGLE.finditer(_STRAY.sub("", rest)):
        typed = f"{{{{ {single[1]} }}}}"
        faults.append(TagError(single[0], "a single brace", SINGLE_BRACE, single[1], typed))
    return faults
