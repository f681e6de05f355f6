"""Numbers inside a text that a telephone can dial."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"(\+?[0-9](?:[0-9 -]{1,18}[0-9]))(?:转([0-9]{1,6}))?")
_PAUSE = ","  # dialled after a pause: the extension


def phones(text: str) -> tuple[tuple[str, str], ...]:
    """The text in pieces, each as (what is shown, what is dialled or empty)."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    done = 0
    for match in _NUMBER.finditer(text):
        if match.start() > done:
            yield text[done : match.start()], ""
        number = re.sub("[ -]", "", match[1])
        yield match[0], number + (_PAUSE + match[2] if match[2] else "")
        done = match.end()
    if done < len(text):
        yield text[done:], ""
